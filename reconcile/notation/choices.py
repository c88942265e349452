"""What a person can choose: the names and defaults of the options, each said once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reconcile.errors import NotationError, excerpt
from reconcile.notation.dates import Date
from reconcile.notation.late_pattern import late_pattern

WINDOW = 7  # days that count as the same time: a week, in which most sources speak once (R5)
MAX_AGE = 90  # days after which a figure is stale: a quarter, by when most totals have moved (R3)
TOLERANCE = Fraction(1)  # percent between equal figures: rounding, a few late names (R5)
# none of the other ways to write a fraction: 1e999999999 has more digits than there is room for
_PERCENT = late_pattern(
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30}|[0-9]{1,30}/[0-9]{1,30})"
)
BY = ("published", "as-of")  # the days over which a history can run


@dataclass(frozen=True)
class Choices:
    """Which rows to take, in what state of knowledge, and how to judge them.

    Of one column any of the names, of all columns; no name asks for all. `by` is one of `BY`, the
    days over which a history runs, or empty for those that suit a case. `strict` refuses a ledger
    with errors.
    """

    case: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    as_of: Date | None = None
    known_by: Date | None = None
    max_age: int = MAX_AGE
    window: int = WINDOW
    by: str = ""
    tolerance: Fraction = TOLERANCE
    strict: bool = False


def parse_percent(text: str) -> Fraction:
    """An exact number of percent from 0 to 100, `0.5` or `1`; raises `NotationError`."""
    try:
        if not _PERCENT.fullmatch(text.strip()):
            raise ValueError
        value = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise NotationError(
            f"{excerpt(text)!r} is not a number of percent", "write one such as 1 or 0.5"
        ) from None
    if not 0 <= value <= 100:
        raise NotationError(f"{excerpt(text)} is not in the range 0<=x<=100", "write 0 for exactly")
    return value
