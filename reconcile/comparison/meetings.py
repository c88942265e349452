"""R13: which series have values in common with others, or a multiple of theirs.

They are found by their values: the points of a date are searched for those that are the same, or
2 to 99 times as high, so that series which never meet are never compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reconcile.comparison.dated_series import DatedSeries
from reconcile.stable_order import stable_order
from reconcile.stretches import stretches

FACTORS = range(2, 100)  # of two digits at most; 1 is a copy
_CODES = 100  # more than there are factors
_MEETINGS = 4  # values in common, from which two series are compared; those told have seven
# Of so many pairs of one date and factor all are looked at; of more, which only small numbers
# give, each series is paired with the first of the other side.
_MOST = 64
GROUPS = 1 << 18  # looked at together, of up to so many pairs each
_SIDE = 8  # a group of so many has so many pairs with itself


class Candidates(NamedTuple):
    """Series (their numbers) of which `other` has `factor` times the value of `one` on some dates.

    Each three of them once, in rising order.
    """

    one: np.ndarray
    other: np.ndarray
    factor: np.ndarray


def candidates(series: DatedSeries) -> Candidates:
    """The series that meet often enough to be compared, and that may be told at all.

    Those of one origin may not, but for multiples of one source. Of two with the same values, the
    first comes first.
    """
    groups = _groups(series)
    count = np.int64(len(series))
    blocks = [np.zeros(0, dtype=np.int64)]
    for one, other, factor in itertools.chain([_alike(groups)], _multiples(groups)):
        own = (series.source[one] == series.source[other]) & (factor > 1)
        known = own | (series.origin[one] != series.origin[other])
        blocks.append((((one * count + other) * _CODES) + factor)[known])
    codes = np.concatenate(blocks)
    codes.sort()
    least = _MEETINGS - 1
    often = codes[least:][codes[least:] == codes[:-least]]
    pairs, factors = np.divmod(often[np.diff(often, prepend=-1) != 0], _CODES)
    return Candidates(*np.divmod(pairs, max(len(series), 1)), factors)


class _Groups(NamedTuple):
    """Points of one date and value, in the order of value and date.

    `holder` has the series of every point, in rising order within a group; `begins` and `sizes`
    say where in it each group is.
    """

    holder: np.ndarray
    begins: np.ndarray
    sizes: np.ndarray
    value: np.ndarray
    date: np.ndarray


def _groups(series: DatedSeries) -> _Groups:
    told = np.flatnonzero(series.points.value > 0)
    value, date = series.points.value[told], series.points.date[told]
    order = stable_order(value, date)
    value, date = value[order], date[order]
    begins = np.flatnonzero((np.diff(value, prepend=-1) != 0) | (np.diff(date, prepend=-1) != 0))
    sizes = np.diff(begins, append=len(value))
    holder = series.number[told][order].astype(np.int32)  # half as much to go through as else
    return _Groups(holder, begins, sizes, value[begins], date[begins])


def _alike(groups: _Groups) -> Candidates:
    """The two series, of which the first comes first, for every date on which both have a value."""
    of = np.repeat(np.arange(len(groups.sizes)), groups.sizes)
    first = groups.begins[of]
    many = np.flatnonzero((groups.sizes[of] > _SIDE) & (first < np.arange(len(of))))
    ones, others = [groups.holder[first[many]]], [groups.holder[many]]
    few = np.flatnonzero((groups.sizes > 1) & (groups.sizes <= _SIDE))
    for apart in range(1, _SIDE):
        few = few[groups.sizes[few] > apart]
        _, at = stretches(groups.begins[few], groups.sizes[few] - apart)
        ones.append(groups.holder[at])
        others.append(groups.holder[at + apart])
    one = np.concatenate(ones)
    return Candidates(one, np.concatenate(others), np.ones_like(one))


def _multiples(groups: _Groups) -> Iterator[Candidates]:
    """Two series and a factor for every date on which the second has so many times the first."""
    first = np.flatnonzero(np.diff(groups.value, prepend=-1) != 0)
    values, sizes = groups.value[first], np.diff(first, append=len(groups.value))
    days = int(groups.date.max(initial=0)) + 1
    keys = np.repeat(np.arange(len(values)) * days, sizes) + groups.date
    every = _parts(values)
    done = np.cumsum(sizes[every.other])
    begins = np.searchsorted(done, np.arange(0, done[-1:].sum(), GROUPS)).tolist()
    for block in itertools.starmap(slice, itertools.pairwise([*begins, len(done)])):
        lower, higher, factor = (column[block] for column in every)
        number, other = stretches(first[higher], sizes[higher])
        sought = lower[number] * days + groups.date[other]
        one = np.searchsorted(keys, sought)
        there = keys[one] == sought
        yield _pairs_of(groups, one[there], other[there], factor[number[there]])


def _parts(values: np.ndarray) -> Candidates:
    """Two places in these rising values, of which the second has so many times the first."""
    found = [Candidates(*[np.zeros(0, dtype=np.int64)] * 3)]
    for factor in FACTORS:
        part = values // factor
        other = np.flatnonzero(part * factor == values)  # of most numbers it is not a part
        one = np.searchsorted(values, part[other])
        there = values[one] == part[other]
        if there.any():
            found.append(Candidates(one[there], other[there], np.full(there.sum(), factor)))
    return Candidates(*map(np.concatenate, zip(*found, strict=True)))


def _pairs_of(
    groups: _Groups, one: np.ndarray, other: np.ndarray, factor: np.ndarray
) -> Candidates:
    """The series of all pairs of members of two groups.

    Of many pairs they are those of the first of one group with each of the other.
    """
    wide, high = groups.sizes[one], groups.sizes[other]
    few, alone = wide * high <= _MOST, np.ones_like(wide)
    parts = [(few, wide, high), (~few, alone, high), (~few, wide, alone)]
    found = list[Candidates]()
    for which, left, right in parts:
        number, ours = stretches(groups.begins[one[which]], left[which])
        pair, theirs = stretches(groups.begins[other[which]][number], right[which][number])
        holders = (groups.holder[ours[pair]], groups.holder[theirs])
        found.append(Candidates(*holders, factor[which][number[pair]]))
    return Candidates(*map(np.concatenate, zip(*found, strict=True)))
