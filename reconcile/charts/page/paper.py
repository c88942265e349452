"""What a chart is laid out for: a picture of its own, or a page that a wide or a narrow screen
shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """How wide it is and how wide its margin, in inches.

    A picture of its own bears its words: title, caption, sources; what a page shows lets the page
    say them, and has a picture for each panel. On paper that is `stacked` names stand above what
    they name and not beside it. It has so many `dots` to the inch, if that is not too many for its
    height.
    """

    width: float = 9.0
    margin: float = 0.35
    stacked: bool = False
    worded: bool = True
    dots: float = 200.0

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


SCREEN = Paper(margin=0.15, worded=False)
# letters of 8 points are as large on a telephone 360 pixels wide as those of its text
TELEPHONE = Paper(3.3, 0.05, stacked=True, worded=False)
_PICTURE = Paper()
_CURRENT = ContextVar("the paper that a chart is laid out for", default=_PICTURE)


def paper() -> Paper:
    """The paper that is laid out."""
    return _CURRENT.get()


def inner() -> float:
    """The width between its margins, in inches."""
    return _CURRENT.get().inner


def margin() -> float:
    """The width of each of its margins, in inches."""
    return _CURRENT.get().margin


@contextmanager
def laid_out_for(one: Paper) -> Iterator[None]:
    """Within the block charts are laid out for this paper."""
    token = _CURRENT.set(one)
    try:
        yield
    finally:
        _CURRENT.reset(token)
