"""Dates: the part of EDTF (ISO 8601-2) that casualty files need (docs/ledger.md, "Dates").

A date is the span of days it may be: `2025-01` is 1 to 31 January, `2025-01-15~` is 14 to 16
January. `parse_date` reads one cell, `str(date)` writes the canonical text back.
"""

from __future__ import annotations

import contextlib
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from reconcile.errors import NotationError, excerpt
from reconcile.notation.late_pattern import late_pattern
from reconcile.notation.speech import DAY, MONTH, YEAR, day_said, said_once, say

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Date:
    """A span of days, `first` to `last`, as ordinals of the Gregorian calendar.

    `text` is the canonical text and `mark` its qualifier: `~` (approximately; already widened in
    `first` and `last`), `?` (uncertain; kept, changes nothing) or nothing.
    """

    text: str
    first: int
    last: int
    mark: str = ""

    def __str__(self) -> str:
        return self.text


_FORM = late_pattern(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_date(text: str) -> Date:
    """Read one cell that holds a date; raises `NotationError` with what to write instead."""
    body = text.strip()
    mark = body[-1] if body.endswith(("~", "?")) else ""
    core = body.removesuffix(mark) if mark else body
    start, slash, end = core.partition("/")
    first, last = _span(start, text)
    if slash:
        second_last = _span(end, text)[1]
        if first > second_last:
            raise NotationError(
                f"the interval {excerpt(text)!r} ends before it begins",
                f"write {end}/{start}{mark}",
            )
        last = second_last
    if mark == "~":
        length = last - first + 1
        first, last = max(first - length, FIRST_DAY), min(last + length, LAST_DAY)
    return Date(core + mark, first, last, mark)


def _span(part: str, text: str) -> tuple[int, int]:
    """First and last day of `2025`, `2025-01` or `2025-01-13`."""
    match = _FORM.fullmatch(part)
    if not match:
        raise _refusal(text)
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise NotationError(
            f"{excerpt(part)!r} is not in the calendar",
            "write year-month-day with a month of 01 to 12 and a day that the month has",
        ) from None
    if day:
        return first.toordinal(), first.toordinal()
    end = int(month or 12)
    return first.toordinal(), date(first.year, end, monthrange(first.year, end)[1]).toordinal()


_DAY_AND_YEAR = late_pattern(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", re.ASCII)
_YEAR_AND_DAY = late_pattern(r"\s*(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s*", re.ASCII)
_COMPACT = late_pattern(r"\s*(\d{4})(\d{2})(\d{2})\s*", re.ASCII)
_TIMED = late_pattern(r"\s*(\d{4})-(\d{2})-(\d{2})[T ].*", re.ASCII)
# how others write a day, and which of its three numbers are year, month and day
_HABITS = (
    (_DAY_AND_YEAR, (2, 1, 0)), (_DAY_AND_YEAR, (2, 0, 1)), (_YEAR_AND_DAY, (0, 1, 2)),
    (_COMPACT, (0, 1, 2)), (_TIMED, (0, 1, 2)),
)  # fmt: skip


def _meant(text: str) -> list[str]:
    """The days of the calendar that a date written in another habit may mean."""
    days = list[str]()
    for pattern, order in _HABITS:
        match = pattern.fullmatch(text)
        if match:
            year, month, day = (int(match.groups()[position]) for position in order)
            with contextlib.suppress(ValueError):
                days.append(date(year, month, day).isoformat())
    return list(dict.fromkeys(days))


def _refusal(text: str) -> NotationError:
    """Say why a cell is no date; name the date that was meant where only one can be."""
    problem = f"{excerpt(text)!r} is not a date"
    if meant := _meant(text):
        if len(meant) > 1:
            problem = f"{excerpt(text)!r} can be read in two ways"
        without = " without a time of day" if _TIMED.fullmatch(text) else ""
        return NotationError(problem, f"write {' or '.join(meant)}{without}")
    if ".." in text:
        return NotationError(problem, "leave the cell empty, or write both ends of the interval")
    if re.search(r"[~?%].", text) or text.rstrip().endswith("%"):
        return NotationError(problem, "put one ~ (approximately) or ? (uncertain) at the very end")
    return NotationError(
        problem, "write 2025-01-13, 2025-01, 2025 or 2025-01-13/2025-01-20, with ~ if approximate"
    )


def iso(ordinal: float) -> str:
    """The ISO text of a day's ordinal; nothing for an infinite one."""
    return date.fromordinal(int(ordinal)).isoformat() if FIRST_DAY <= ordinal <= LAST_DAY else ""


@said_once
def in_words(text: str) -> str:
    """A canonical date as people write it: `13 Jan 2025`, `about 15 Jan 2025`, `2025`."""
    mark = text[-1] if text.endswith(("~", "?")) else ""
    core = text.removesuffix(mark) if mark else text
    start, slash, end = core.partition("/")
    words = days_to(_words(start), _words(end)) if slash else _words(start)
    if mark == "~":
        return say("about {day}", day=words)
    return say("{day}, uncertain", day=words) if mark else words


def days_to(first: str, last: str) -> str:
    """From one day to another, both in words."""
    return say("{first_day} to {last_day}", first_day=first, last_day=last)


@said_once
def when(text: str) -> str:
    """A canonical date with its preposition: `on 13 Jan 2025`, `in 2025`, `about 15 Jan 2025`."""
    core = text.rstrip("~?")
    if not core:
        return say("at no given date")
    if "/" in core:
        first, last = (_words(part) for part in core.split("/"))
        if text.endswith("~"):
            return say("about {day}", day=days_to(first, last))
        return say("between {first_day} and {last_day}", first_day=first, last_day=last)
    if text.endswith("~"):
        return say("about {day}", day=_words(core))
    if core.count("-") == 2:
        return say("on {day}", day=_words(core))
    return say("in {month_or_year}", month_or_year=_words(core))


def _words(part: str) -> str:
    year, _, rest = part.partition("-")
    month, _, day = rest.partition("-")
    if not year.isdigit():
        return part
    fields = DAY if day else MONTH if month else YEAR
    if told := day_said(date(int(year), int(month or 1), int(day or 1)), fields):
        return told
    if not rest:
        return year
    return f"{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"
