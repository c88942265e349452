"""R13: series that carry one value forward while another source's figures moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reconcile.columnar import group
from reconcile.comparison.chance import choices, off_limit, off_limits, unit
from reconcile.comparison.dated_series import LEAST, DatedSeries

_STAYS_BITS = 10.0  # of a run, which is one of many that a series has
_LEAP = 5  # times as high as the value before it: no run ends so, but a digit is too many


class CarriedValue(NamedTuple):
    """A run of a series that stays at one value while another source's figures moved.

    `first` and `last` are the places at which it begins and ends, `off` says of each place between
    them whether it has another value; `other` is the series that moved most, and `ends` the
    places in it that the run begins and ends at.
    """

    series: int
    first: int
    last: int
    off: np.ndarray
    other: int
    ends: tuple[int, int]


class _Runs(NamedTuple):
    """Runs of series that stay at a value (twice the count), but for as many points as are off.

    `first` is the place of the first point among those of all series, `end` that behind the last.
    """

    first: np.ndarray
    end: np.ndarray
    off: np.ndarray
    stay: np.ndarray

    def take(self, which: np.ndarray) -> _Runs:
        """Some of the runs."""
        return _Runs(*(column[which] for column in self))


def carried_forward(series: DatedSeries) -> Iterator[CarriedValue]:
    """The longest run of each series that stays at one value, if another source's figures moved.

    They moved by so much that the same rise would have been seen here: had the deaths of the run
    been as many in proportion, none of them would be seen by chance less than one time in a
    thousand, and what was seen would not be rounded away.
    """
    # the runs of all series together: of many series most have one, and hardly any is told
    changed = np.append(True, np.diff(series.points.value) != 0)[: len(series.number)]
    changed[series.starts[:-1]] = True
    runs = _longest(series, _with_ends(series, _joined(series, changed)))
    lengths = zip((runs.end - runs.first).tolist(), runs.off.tolist(), strict=True)
    needed = np.log(2) * np.array([_STAYS_BITS + choices(*each) for each in lengths])
    seldom = _own(series, runs, changed) >= needed / np.log(2)
    for run, least in zip(zip(*runs.take(seldom), strict=True), needed[seldom], strict=True):
        yield from _moved(series, run, least)


def _joined(series: DatedSeries, changed: np.ndarray) -> _Runs:
    """Stays at one value, put together as long as no more than may be off lie between them.

    Those of one series together, and of these those of one value, in the order of their first ones.
    """
    begins = np.flatnonzero(changed)
    ends = np.append(begins[1:], len(changed))
    alike = group(series.number[begins], series.points.value[begins])
    # of a run all points but one have its value, or nine in ten
    often = np.flatnonzero(np.bincount(alike, ends - begins)[alike] >= LEAST - 1)
    often = often[np.argsort(alike[often], kind="stable")]
    found = list[tuple[int, int, int]]()
    first = last = off = 0
    before = -1
    stays = (each[often].tolist() for each in (alike, begins, ends))
    for value, begin, end in zip(*stays, strict=True):
        more = off + begin - last
        if value == before and more <= off_limit(end - first):
            off = more
        else:
            found.append((first, last, off))
            first, off = begin, 0
        last, before = end, value
    found.append((first, last, off))
    # the first one is of no stays
    begin, behind, wrong = np.array(found[1:], dtype=np.int64).reshape(-1, 3).T
    return _Runs(begin, behind, wrong, series.points.value[begin])


def _with_ends(series: DatedSeries, runs: _Runs) -> _Runs:
    """Runs with a value before or behind them that is no count that it could have risen from or to.

    As far as one more may be off.
    """
    first, end, off, stay = runs
    value, number = series.points.value, series.number[first]
    one_more = off < off_limits(end - first + 1)
    before = one_more & (first > series.starts[number]) & (value[first - 1] > stay)
    after = np.where(
        one_more & (end < series.starts[number + 1]), value[np.minimum(end, len(value) - 1)], stay
    )
    behind = ~before & ((after < stay) | ((after > _LEAP * stay) & (stay > 0)))
    return _Runs(first - before, end + behind, off + (before | behind), stay)


def _longest(series: DatedSeries, runs: _Runs) -> _Runs:
    """The longest run of each series that has one, of several the first."""
    length, number = runs.end - runs.first, series.number[runs.first]
    order = np.lexsort((-length, number))
    order = order[np.diff(number[order], prepend=-1) != 0]
    return runs.take(order[length[order] >= LEAST])


def _own(series: DatedSeries, runs: _Runs, changed: np.ndarray) -> np.ndarray:
    """The bits in runs of series that stay as they are less often elsewhere.

    Infinite where too little lies elsewhere to tell.
    """
    first, end, off, _ = runs
    begins, ends = (series.starts[series.number[first] + at] for at in (0, 1))
    so_far = np.cumsum(changed)
    steps = so_far[ends - 1] - so_far[begins] - (so_far[end - 1] - so_far[first])
    elsewhere = ends - begins - (end - first)
    stays = 1 - steps / (elsewhere + 1)
    bits = -np.log2(stays) * (end - first - off - 1) - np.log2(ends - begins)
    return np.where(elsewhere < 3, np.inf, bits)


def _moved(
    series: DatedSeries, run: tuple[int, int, int, int], needed: float
) -> Iterator[CarriedValue]:
    """The run with the other source that moved most meanwhile, if it moved by enough."""
    first, end, _, stay = run
    number = int(series.number[first])
    own, start = series[number], int(series.starts[number])
    begins, ends = series.points.day[first], series.points.day[end - 1]
    size = unit(own.value)
    most, found = 0.0, None
    for other in np.flatnonzero(series.estimand == series.estimand[number]).tolist():
        if series.origin[other] == series.origin[number]:
            continue
        theirs = series[other]
        one = int(np.searchsorted(theirs.day, begins))
        two = int(np.searchsorted(theirs.day, ends, "right")) - 1
        if one >= two:
            continue
        before, after = theirs.value[[one, two]] / 2
        expected = stay / 2 / size * abs(after - before) / max(before, after, 1)
        if expected > most:
            most, found = expected, (other, (one, two))
    if found is not None and most >= needed:
        off = series.points.value[first:end] != stay
        yield CarriedValue(number, int(first) - start, int(end) - 1 - start, off, *found)
