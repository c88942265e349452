"""The check that a source's running total does not fall."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

import numpy as np

from reconcile.checks.blame import fewest
from reconcile.checks.issue import Problem
from reconcile.checks.view import View
from reconcile.stable_order import stable_order

_FAR = 10**7  # days; no date of the calendar is that far
# Beyond this many pairs of an earlier and a later row of one source the smallest set would take
# seconds to find: every row that is below an earlier one is named.
MOST_PAIRS = 10_000_000


def total_falls(view: View) -> Iterator[Problem]:
    """A source's running total is lower than an earlier one of its own.

    What has happened cannot be undone, so a total for the same population, place, measure, basis
    and `since` can only grow. The later figure allows less than the least that an earlier one
    allows. Named are the fewest rows without which the rest never fall: one mistyped total among
    rising ones is one row, wherever it stands. Where as few others would do, the later ones are
    named.
    Corrected figures (same `as_of`, later `published`) and figures before one that was withdrawn
    are not looked at, nor are measures that may fall, such as the missing, who are found.

    Remedy: if the figure is mistyped, correct it. If the source corrected it, or the figure that it
    is compared with, add the correction as a row with the same `as_of` and a later `published`, or
    one that says `withdrawn`. If the two count different things, say so in `population`, `place`,
    `measure`, `basis` or `since`. If the source is really at odds with itself, name `total-falls`
    in `waives` and say so in `notes`.
    """
    figures, first = view.said.columns.cells("figure"), view.said.columns["row"]
    found = sorted(
        (int(first[blamed]), blamed, other, less) for blamed, other, less in _falls(view)
    )
    others = np.array([other for _, _, other, _ in found], dtype=np.intp)
    places = view.ledger.places(first[others])
    for (row, blamed, other, less), place in zip(found, places, strict=True):
        compared = "less than the same source's earlier" if less else (
            "more than the same source's later"
        )  # fmt: skip
        message = (
            f"{figures[blamed]} is {compared} {figures[other]} ({place}): "
            "a running total cannot fall"
        )
        remedy = "correct it, add what corrects either, or say what differs in what is counted"
        yield Problem(message, remedy, row, "figure")


class _Totals(NamedTuple):
    """Statements in the order of R3, those of one source and estimand together.

    Of each the number in `Statements`, the `holder` (source and estimand, a new one after a
    withdrawal), the days on which its as_of begins and ends, and its bounds.
    """

    number: np.ndarray
    holder: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def _falls(view: View) -> Iterator[tuple[int, int, bool]]:
    """The statements to blame, each with one that stands, and whether it is less than that one."""
    totals = _totals(view)
    if not len(totals.number):
        return
    fallen, highest = _below_an_earlier(totals)
    holders, times = np.unique(totals.holder[fallen], return_counts=True)
    begins, ends = (np.searchsorted(totals.holder, holders + at) for at in (0, 1))
    # of a holder with one such row that row is the one to blame
    each = (times > 1) & (times * (ends - begins) <= MOST_PAIRS)
    for begin, end in zip(begins[each].tolist(), ends[each].tolist(), strict=True):
        own = _Totals(*(column[begin:end] for column in totals))
        yield from _blamed(own, np.flatnonzero(fallen[begin:end]))
    late = np.flatnonzero(fallen)[np.repeat(~each, times)]
    yield from zip(totals.number[late], totals.number[highest[late]], repeat(True))


def _below_an_earlier(totals: _Totals) -> tuple[np.ndarray, np.ndarray]:
    """Which totals are below an earlier one of their holder, and the highest one before each."""
    _, holder, begins, ends, lower, upper = totals
    # the greatest lower bound so far within each holder, and where it stands
    best = np.maximum.accumulate(lower.astype(np.int64) + holder * 10**12)
    reached = np.maximum.accumulate(
        np.where(np.diff(best, prepend=-1) > 0, np.arange(len(best)), 0)
    )
    before = np.searchsorted(holder * _FAR + ends, holder * _FAR + begins) - 1
    there = (before >= 0) & (holder[before] == holder)
    highest: np.ndarray = reached[before]
    return there & (upper < lower[highest]), highest


def _blamed(totals: _Totals, late: np.ndarray) -> Iterator[tuple[int, int, bool]]:
    """Those of one holder to blame; the totals at `late` are those below an earlier one."""
    number, _, begins, ends, lower, upper = totals
    falls = (ends < begins[late, None]) & (lower > upper[late, None])
    early = np.flatnonzero(falls.any(axis=0))
    falls = falls[:, early]
    fallen, raised = fewest(falls)
    stands = np.ones(len(number), dtype=bool)
    stands[late[fallen]] = stands[early[raised]] = False
    for at in np.flatnonzero(fallen).tolist():
        above = early[falls[at] & stands[early]]
        yield number[late[at]], number[above[lower[above].argmax()]], True
    for at in np.flatnonzero(raised).tolist():
        below = late[falls[:, at] & stands[late]]
        yield number[early[at]], number[below[upper[below].argmin()]], False


def _totals(view: View) -> _Totals:
    """The running totals neither superseded nor withdrawn, each of a holder with several."""
    said, holder = view.said.columns, view.said.holder
    several = np.bincount(holder, minlength=1)[holder] > 1
    own = np.flatnonzero(several & ~view.may_fall[said["row"]])
    holder, row = holder[own], said["row"][own]
    days = [
        np.clip(view.parsed.typed[f"{name}_{end}"][row], 0, _FAR - 1).astype(np.int64)
        for name in ("published", "as_of")
        for end in ("first", "last")
    ]
    order = stable_order(holder, *(days[at] for at in (3, 2, 1, 0)))
    holder, begins, ends = holder[order], days[2][order], days[3][order]
    followed = np.append(np.diff(holder) == 0, False)[: len(order)]
    for day in (begins, ends):
        followed[:-1] &= np.diff(day) == 0
    number = own[order]
    withdrawn = said["withdrawn"][number]
    holder = np.cumsum(np.diff(holder, prepend=-1) != 0) + np.cumsum(withdrawn)
    kept = ~followed & ~withdrawn
    number = number[kept]
    bounds = (said[name][number] for name in ("lower", "upper"))
    return _Totals(number, holder[kept], begins[kept], ends[kept], *bounds)
