"""R13: series that are another one's values, or an exact multiple of them.

Which two series to look at is found by their values: the points of a date are searched for those
that are the same, or 2 to 99 times as high, so that series which never meet are never compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from reconcile.comparison.chance import BITS, choices, evidence, off_limit
from reconcile.comparison.dated_series import LEAST, DatedSeries, Points
from reconcile.stable_order import stable_order

FACTORS = range(2, 100)  # of two digits at most; 1 is a copy
_FACTOR_BITS = float(np.log2(len(FACTORS)))
# Of so many pairs of one date and factor all are looked at; of more, which only small numbers
# give, each series is paired with the first of the other side.
_MOST = 64
_COPYIST = 3  # as likely a copy is mistyped as what it was copied from
_MEETINGS = 4  # values in common, from which two series are compared; those told have seven


class Copy(NamedTuple):
    """A series (its number) that follows another one: `factor` times its values.

    `ours` and `theirs` are the places of their common dates in both; `off` says which of those
    values are not as the rest.
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
    best = dict[int, tuple[tuple[int, ...], Copy]]()
    for one, other, factor in _candidates(series):
        if (found := _copy(series, one, other, factor)) is None:
            continue
        rank = _rank(series, found)
        if found.follower not in best or rank < best[found.follower][0]:
            best[found.follower] = rank, found
    return [best[follower][1] for follower in sorted(best)]


def _rank(series: DatedSeries, found: Copy) -> tuple[int, ...]:
    one, other = found.follower, found.leader
    elsewhere = series.source[one] != series.source[other]
    another = series.estimand[one] != series.estimand[other]
    return (
        int(found.factor > 1), int(elsewhere if found.factor > 1 else another),
        int((~found.off).sum()) * -1, int(series[other].statement[0]),
    )  # fmt: skip


def _candidates(series: DatedSeries) -> Iterator[tuple[int, int, int]]:
    """Series of which the second has, on some dates, `factor` times the value of the first.

    Each three of them once; the two are of different sources if the factor is 1.
    """
    one, other, factor = _meetings(series)
    known = _allowed(series, one, other, factor)
    codes, times = np.unique(
        ((one * len(series) + other) * 100 + factor)[known], return_counts=True
    )
    codes = codes[times >= _MEETINGS]
    pairs = codes // 100
    yield from zip(
        (pairs // len(series)).tolist(), (pairs % len(series)).tolist(), (codes % 100).tolist(),
        strict=True,
    )  # fmt: skip


def _allowed(
    series: DatedSeries, one: np.ndarray, other: np.ndarray, factor: np.ndarray
) -> np.ndarray:
    """Which pairs may be told: not those of one origin, but for multiples of one source."""
    origin = np.unique(np.array(series.origin, dtype=object).astype(str), return_inverse=True)[1]
    own = series.source[one] == series.source[other]
    kin = origin[one] == origin[other]
    allowed: np.ndarray = np.where(factor == 1, ~kin & (one < other), own | ~kin) & (one != other)
    return allowed


def _meetings(series: DatedSeries) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two series and a factor for every date on which the second has so many times the first."""
    told = np.flatnonzero(series.points.value > 0)
    value, date = series.points.value[told], series.points.date[told]
    most = int(value.max(initial=0)) + 1
    keys = date * most + value
    order = stable_order(keys)
    holder, keys = series.number[told][order], keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    sizes, keys = np.diff(begins, append=len(keys)), keys[begins]
    value = keys % most
    lower, higher, times = [np.arange(len(keys))], [np.arange(len(keys))], [1] * len(keys)
    for factor in FACTORS:
        part = value // factor
        inside = np.flatnonzero(part * factor == value)  # of most numbers it is not a part
        sought = keys[inside] - value[inside] + part[inside]
        at = np.searchsorted(keys, sought)
        there = keys[at] == sought
        lower.append(at[there])
        higher.append(inside[there])
        times += [factor] * int(there.sum())
    one, other = np.concatenate(lower), np.concatenate(higher)
    ones, others, block = _pairs_of(begins, sizes, one, other)
    return holder[ones], holder[others], np.array(times, dtype=np.int64)[block]


def _pairs_of(
    begins: np.ndarray, sizes: np.ndarray, one: np.ndarray, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The places of all pairs of members of two groups, and of which two groups they are.

    Of many pairs they are those of the first of one group with each of the other.
    """
    left, right = sizes[one], sizes[other]
    few, many = (np.flatnonzero(of) for of in (left * right <= _MOST, left * right > _MOST))
    alone = np.ones_like(many)
    parts = [
        _products(begins, one, other, few, left[few], right[few]),
        _products(begins, one, other, many, alone, right[many]),
        _products(begins, one, other, many, left[many], alone),
    ]
    ones, others, block = (np.concatenate([part[side] for part in parts]) for side in range(3))
    return ones, others, block


def _products(
    begins: np.ndarray, one: np.ndarray, other: np.ndarray, block: np.ndarray,
    wide: np.ndarray, high: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """The first `wide` members of one group with the first `high` of the other, block by block."""
    size = wide * high
    number = np.repeat(np.arange(len(size)), size)
    within = np.arange(len(number)) - np.repeat(np.cumsum(size) - size, size)
    left, right = within // high[number], within % high[number]
    block = block[number]
    return begins[one[block]] + left, begins[other[block]] + right, block


def _copy(series: DatedSeries, one: int, other: int, factor: int) -> Copy | None:
    """What the second series makes of the first, if too much agrees for chance."""
    a, b = series[one], series[other]
    _, theirs, ours = np.intersect1d(a.date, b.date, assume_unique=True, return_indices=True)
    off = b.value[ours] != factor * a.value[theirs]
    points, wrong = len(off), int(off.sum())
    if points < LEAST or wrong > off_limit(points):
        return None
    asked = BITS + choices(points, wrong) + (_FACTOR_BITS if factor > 1 else 0.0)
    shown = evidence(b.value[ours][~off] / 2)
    if factor == 1:
        shown = min(shown, evidence(a.value[theirs][~off] / 2))
    if shown < asked:
        return None
    if factor == 1 and _later(a, b, theirs, ours):
        return Copy(one, other, factor, theirs, ours, off)
    return Copy(other, one, factor, ours, theirs, off)


def _later(a: Points, b: Points, theirs: np.ndarray, ours: np.ndarray) -> bool:
    """Whether the first series is the one that follows: as a rule published later.

    Where neither is, it is the one that stands later in the ledger.
    """
    after = np.sign(a.published[theirs] - b.published[ours]).sum()
    return bool(after > 0 or (after == 0 and a.statement[0] > b.statement[0]))


class OffValue(NamedTuple):
    """A common date that is off: the places in both series, what one should be, and of which.

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
    ours, theirs = series[found.follower], series[found.leader]
    day, value = ours.day[found.ours], ours.value[found.ours]
    doubt = _COPYIST if found.factor == 1 else 1
    told = []
    for at in np.flatnonzero(found.off).tolist():
        expected = _between(day, value, ~found.off, at)
        said, base = int(value[at]), int(theirs.value[found.theirs[at]])
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
