"""A reader of the package, as the campaigns give inputs to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Reader(NamedTuple):
    """What reads a text, good texts to begin from, and how its refusals begin.

    A reader of a file that is no text takes its bytes as characters up to U+00FF. One with a `cost`
    of n gets an nth of the inputs; `words` are put into texts besides the pieces for all readers.
    """

    name: str
    read: Callable[[str], object]
    good: Sequence[str]
    cost: int = 1
    place: str = ""
    words: Sequence[str] = ()

    def placed(self, message: str) -> bool:
        """Whether a refusal says where."""
        return re.match(self.place, message) is not None


def as_bytes(text: str) -> bytes:
    """The bytes that a text of characters up to U+00FF stands for; others are in UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
