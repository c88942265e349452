"""The check of dates against the addresses that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.view import View
from reconcile.notation.late_pattern import late_pattern

# a day in a path: /2022/03/24/ or -2022-03-24, as newspapers and archives write it
_DAY = late_pattern(r"[/_-]((?:19|20)[0-9]{2})([/-])([0-9]{2})\2([0-9]{2})(?![0-9])")
_SLASH, _HYPHEN, _ZERO, _NEWLINE = b"/-0\n"
# the day may have begun already where the source spoke
_SLACK = 1


def later_than_link(view: View) -> Iterator[Problem]:
    """The figure is dated after the day that stands in its address.

    Nothing can be read on a page before it has happened. A day is read where an address holds year,
    month and day, as in `/2022/03/24/`; one day later is left alone, for it may be another day
    elsewhere.

    Remedy: correct `as_of` and `published`; a month mistyped is the usual cause. If the page was
    changed later, name `later-than-link` in `waives` and say so in `notes`.
    """
    days = view.seldom("url", _day, _may_hold_day, np.inf)
    for column in ("as_of", "published"):
        begins = view.parsed.typed[f"{column}_first"]
        late = view.given(column) & view.legible & (begins > days + _SLACK)
        for row in np.flatnonzero(late).tolist():
            written = view.parsed.typed.cells(column)[row]
            day = date.fromordinal(int(days[row])).isoformat()
            message = f"{column} {written} is later than {day}, the day in the address"
            yield Problem(message, "correct the date, or the address", row, column)


def _may_hold_day(urls: Sequence[str]) -> np.ndarray:
    """Which of these addresses may hold a day, by some of the characters that each has in it."""
    chars = np.frombuffer("\n".join(urls).encode(errors="replace"), dtype=np.uint8)
    ends = np.append(np.flatnonzero(chars == _NEWLINE), len(chars))
    if len(ends) != len(urls):
        return np.ones(len(urls), dtype=bool)
    parting = (chars == _SLASH) | (chars == _HYPHEN)
    at = np.flatnonzero(parting[5:-5] & parting[8:-2])
    century = (chars[at + 1] - _ZERO) * 10 + (chars[at + 2] - _ZERO)
    at = at[(century == 19) | (century == 20)]
    may = np.zeros(len(urls), dtype=bool)
    may[np.searchsorted(ends, at)] = True
    return may


def _day(url: str) -> float:
    """The ordinal of the last day that one address holds; infinite where it holds none."""
    found = _DAY.findall(url)
    if found and len(url.split()) != 1:
        return float("inf")
    for year, _, month, day in reversed(found):
        try:
            return date(int(year), int(month), int(day)).toordinal()
        except ValueError:
            continue
    return float("inf")
