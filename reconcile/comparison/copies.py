"""R13: series that are another one's values, or an exact multiple of them."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

import numpy as np

from reconcile.comparison.chance import BITS, choices, evidence, off_limits
from reconcile.comparison.common_dates import CommonDates, common_dates
from reconcile.comparison.dated_series import LEAST, DatedSeries
from reconcile.comparison.meetings import FACTORS, Candidates, candidates
from reconcile.stable_order import stable_order

_FACTOR_BITS = float(np.log2(len(FACTORS)))
_COPYIST = 3  # as likely a copy is mistyped as what it was copied from


class Copy(NamedTuple):
    """A series (its number) that follows another one: `factor` times its values.

    `ours` and `theirs` are the places of their common dates among the points of all series; `off`
    says which of those values are not as the rest.
    """

    follower: int
    leader: int
    factor: int
    ours: np.ndarray
    theirs: np.ndarray
    off: np.ndarray


def copies(series: DatedSeries) -> list[Copy]:
    """Every series that follows another one, with the one that it follows.

    Of several it is the one that explains it best: the same values before a multiple of them, of
    the same source or the same estimand before others, more common values before fewer, and then
    the first in the ledger. Equal series of one origin, and multiples of another source's that
    rests on the same origin, are not among them: that they agree is known.
    """
    found = _best(series, _followings(series))
    told = list[Copy]()
    for dates in common_dates(series, found.follower, found.leader):
        few = found.take(dates.pairs)
        value = series.points.value
        off = value[dates.one] != few.factor[dates.pair] * value[dates.other]
        ends = np.cumsum(np.bincount(dates.pair, minlength=len(few.follower)))[:-1]
        places = (np.split(column, ends) for column in (dates.one, dates.other, off))
        told += map(Copy, *(column.tolist() for column in few[:3]), *places)
    return told


class _Followings(NamedTuple):
    """Series that follow others: both numbers, the factor, and how many common values agree."""

    follower: np.ndarray
    leader: np.ndarray
    factor: np.ndarray
    agreeing: np.ndarray

    def take(self, which: np.ndarray | slice) -> _Followings:
        """Some of them."""
        return _Followings(*(column[which] for column in self))


def _best(series: DatedSeries, found: _Followings) -> _Followings:
    """The one of each follower that explains it best, in the order of the followers."""
    follower, leader, factor, agreeing = found
    elsewhere = series.source[follower] != series.source[leader]
    another = series.estimand[follower] != series.estimand[leader]
    order = stable_order(
        follower, factor > 1, np.where(factor > 1, elsewhere, another), -agreeing,
        series.points.statement[series.starts[leader]],
    )  # fmt: skip
    return found.take(order[np.diff(follower[order], prepend=-1) != 0])


def _followings(series: DatedSeries) -> _Followings:
    """Every two series of which too much agrees for chance."""
    met = candidates(series)
    found = [_Followings(*[np.zeros(0, dtype=np.int64)] * 4)]
    for dates in common_dates(series, met.one, met.other):
        few = Candidates(*(column[dates.pairs] for column in met))
        found.append(_told(series, few, dates))
    return _Followings(*map(np.concatenate, zip(*found, strict=True)))


def _told(series: DatedSeries, met: Candidates, dates: CommonDates) -> _Followings:
    """Those of these series of which too much agrees for chance, by their common dates."""
    count, value = len(met.one), series.points.value
    agree = value[dates.other] == met.factor[dates.pair] * value[dates.one]
    points = np.bincount(dates.pair, minlength=count)
    agreeing = np.bincount(dates.pair[agree], minlength=count)
    may = (points >= LEAST) & (points - agreeing <= off_limits(points))
    counted = np.flatnonzero(agree & may[dates.pair])
    shown = evidence(value[dates.other[counted]], dates.pair[counted], count)
    lost = zip(points[may].tolist(), (points - agreeing)[may].tolist(), strict=True)
    asked = np.array([BITS + choices(*each) for each in lost])
    may[may] = shown[may] >= asked + np.where(met.factor[may] > 1, _FACTOR_BITS, 0.0)
    first = (met.factor == 1) & _first_follows(series, met, dates, may)
    follower, leader = np.where(first, met[:2], (met.other, met.one))
    return _Followings(follower, leader, met.factor, agreeing).take(may)


def _first_follows(
    series: DatedSeries, met: Candidates, dates: CommonDates, told: np.ndarray
) -> np.ndarray:
    """Whether the first of two series follows, of those `told` with the same values.

    As a rule what follows is published later. Where neither is, it is the one that stands later in
    the ledger.
    """
    published = series.points.published
    asked = told[dates.pair]
    later = np.sign(published[dates.one[asked]] - published[dates.other[asked]])
    after = np.bincount(dates.pair[asked], later, len(told))
    one, other = (series.points.statement[series.starts[each]] for each in met[:2])
    follows: np.ndarray = (after > 0) | ((after == 0) & (one > other))
    return follows


class OffValue(NamedTuple):
    """A common date that is off: the places of both points, what one should be, and of which.

    `leads` says that it is the value of the series that is followed.
    """

    ours: int
    theirs: int
    should: float
    leads: bool


def off_values(found: Copy, series: DatedSeries) -> list[OffValue]:
    """The common dates that are off.

    What is said to be wrong is the value that one slip of the hand makes of what it should be; if
    both or neither are such, the one that lies further from a straight line through the common
    values next to it, and three times further if it is what was copied. A value of which the other
    cannot be made is never the wrong one: a third of 100 is no count.
    """
    doubt = _COPYIST if found.factor == 1 else 1
    told = []
    for at in np.flatnonzero(found.off).tolist():
        day, value = series.points.day[found.ours], series.points.value[found.ours]
        expected = _between(day, value, ~found.off, at)
        said, base = int(value[at]), int(series.points.value[found.theirs[at]])
        made, apart = base * found.factor, said / found.factor
        leads = said % (2 * found.factor) == 0 and (
            (not slipped(base, int(apart)), -abs(made - expected) / doubt)
            < (not slipped(said, made), -abs(said - expected))
        )
        should = (apart if leads else made) / 2
        told.append(OffValue(int(found.ours[at]), int(found.theirs[at]), should, leads))
    return told


def slipped(one: int, other: int) -> bool:
    """Whether one digit too many, too few or wrong, or two that changed places, part two values.

    They are twice the counts, which are whole.
    """
    first, second = str(one // 2), str(other // 2)
    for _ in "from the left", "from the right":
        same = sum(takewhile(bool, (a == b for a, b in zip(first, second, strict=False))))
        first, second = first[same:][::-1], second[same:][::-1]
    return max(len(first), len(second)) <= 1 or (len(first) == 2 and first == second[::-1])


def _between(day: np.ndarray, value: np.ndarray, good: np.ndarray, at: int) -> float:
    """What a straight line through the two good values next to a place, one a side, has there."""
    before, after = np.flatnonzero(good[:at]), np.flatnonzero(good[at:]) + at
    near = [*before[-1:], *after[:1]] if len(before) and len(after) else [*before[-2:], *after[:2]]
    one, other = near
    apart = day[other] - day[one]
    slope = (value[other] - value[one]) / apart if apart else 0.0  # two dates with one middle
    return float(value[one] + slope * (day[at] - day[one]))
