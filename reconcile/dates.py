"""Dates: the part of EDTF (ISO 8601-2) that casualty files need (docs/method.md, "Dates").

A date is the span of days it may be: `2025-01` is 1 to 31 January, `2025-01-15~` is 14 to 16
January. `parse_date` reads one cell, `str(date)` writes the canonical text back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reconcile.errors import NotationError, excerpt

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


_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_date(text: str) -> Date:
    """Read one cell that holds a date; raises `NotationError` with what to write instead."""
    body = text.strip()
    mark = body[-1] if body.endswith(("~", "?")) else ""
    core = body.removesuffix(mark) if mark else body
    start, slash, end = core.partition("/")
    first, last = _span(start, text)
    if slash:
        second_first, second_last = _span(end, text)
        if first > second_last or second_first < first:
            raise NotationError(
                f"the interval {excerpt(text)!r} ends before it begins", f"write {end}/{start}"
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
    year, month, day = (int(piece) if piece else None for piece in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first.toordinal(), first.toordinal()
        after_year, after_month = (first.year + 1, 1) if month in (None, 12) else (
            first.year, (month or 0) + 1)  # fmt: skip
        last = (
            LAST_DAY
            if after_year > date.max.year
            else date(after_year, after_month, 1).toordinal() - 1
        )
    except ValueError:
        raise NotationError(
            f"{excerpt(part)!r} is not in the calendar",
            "write year-month-day with a month of 01 to 12 and a day that the month has",
        ) from None
    return first.toordinal(), last


_HABITS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", re.ASCII), "d", ""),
    (re.compile(r"\s*(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s*", re.ASCII), "y", ""),
    (re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*", re.ASCII), "y", ""),
    (re.compile(r"\s*(\d{4}-\d{2}-\d{2})[T ].*", re.ASCII), "t", ""),
)


def _refusal(text: str) -> NotationError:
    """Say why a cell is no date; name the date that was meant where only one can be."""
    problem = f"{excerpt(text)!r} is not a date"
    for pattern, order, _ in _HABITS:
        match = pattern.fullmatch(text)
        if not match:
            continue
        if order == "t":
            return NotationError(problem, f"write {match[1]} without a time of day")
        if order == "y":
            year, month, day = match.groups()
            return NotationError(problem, f"write {year}-{int(month):02}-{int(day):02}")
        one, two, year = int(match[1]), int(match[2]), match[3]
        day_first, month_first = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
        if one > 12 or one == two:
            return NotationError(problem, f"write {day_first}")
        if two > 12:
            return NotationError(problem, f"write {month_first}")
        return NotationError(
            f"{excerpt(text)!r} can be read in two ways", f"write {day_first} or {month_first}"
        )
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


def in_words(text: str) -> str:
    """A canonical date as people write it: `13 Jan 2025`, `about 15 Jan 2025`, `2025`."""
    mark = text[-1] if text.endswith(("~", "?")) else ""
    core = text.removesuffix(mark) if mark else text
    start, slash, end = core.partition("/")
    words = _words(start) + (f" to {_words(end)}" if slash else "")
    return {"~": f"about {words}", "?": f"{words}, uncertain"}.get(mark, words)


def when(text: str) -> str:
    """A canonical date with its preposition: `on 13 Jan 2025`, `in 2025`, `about 15 Jan 2025`."""
    core = text.rstrip("~?")
    if not core:
        return "at no given date"
    if "/" in core:
        start, _, end = core.partition("/")
        span = f"between {_words(start)} and {_words(end)}"
        return f"about {_words(start)} to {_words(end)}" if text.endswith("~") else span
    before = "about" if text.endswith("~") else "on" if core.count("-") == 2 else "in"
    return f"{before} {_words(core)}"


def _words(part: str) -> str:
    year, _, rest = part.partition("-")
    if not rest:
        return year
    month, _, day = rest.partition("-")
    return f"{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"
