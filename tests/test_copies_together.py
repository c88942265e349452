"""R13: copies that are found in all series together are those of going from pair to pair."""

import itertools
import math
import statistics
from collections import Counter

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.comparison import common_dates, meetings
from reconcile.comparison.chance import evidence, units
from reconcile.comparison.copies import copies
from reconcile.comparison.dated_series import DatedSeries, Points
from reconcile.comparison.meetings import candidates

CHANCE = st.integers(0, 2**32 - 1).map(np.random.default_rng)
TWICE = np.array([2, 4, 6, 12, 20])  # values that are often many times each other


def together(chance, columns):
    """These series, a value a date or -1, of a few sources and origins on two counts.

    The dates of some have the same middles as others, or lie in another order.
    """
    kept = [np.flatnonzero(column >= 0) for column in columns]
    middle = np.cumsum(chance.choice([0, 1, 1, 4], len(columns[0]))) + chance.integers(
        2, size=len(columns[0])
    )
    by_day = [dates[np.argsort(middle[dates], kind="stable")] for dates in kept]
    date = np.concatenate(by_day)
    published = middle[date] + np.repeat(
        chance.integers(3, size=len(columns)), [len(dates) for dates in kept]
    )
    value = np.concatenate([column[dates] for column, dates in zip(columns, by_day, strict=True)])
    points = Points(
        chance.permutation(len(date)), date, middle[date].astype(float), published, value
    )
    source = chance.integers(4, size=len(columns))
    estimand = chance.integers(2, size=len(columns))
    starts = np.cumsum([0, *map(len, by_day)])
    return DatedSeries(points, starts, source, estimand, np.array([0, 1, 0, 2])[source])


def following(chance):
    """Series of which most follow one that rises, on some of its dates and with a few slips."""
    length, size = chance.integers(9, 26), chance.choice([2, 5, 40, 900])
    base = np.cumsum(chance.integers(0, size, length)) + chance.integers(0, 3)
    base = 2 * base * chance.choice([1, 1, 5, 100]) + chance.integers(2)
    columns = []
    for _ in range(chance.integers(2, 6)):
        column = base * chance.choice([1, 1, 2, 3, 50])
        slips = chance.integers(length, size=chance.choice([0, 0, 1, 2, 3]))
        column[slips] += chance.integers(0, 8)
        column[chance.random(length) < chance.choice([0, 0.1, 0.4])] = -1
        columns.append(column)
    return together(chance, columns)


def unit_of(counts):
    """The greatest of 1, 5, 10 ... that four in five of those but 0 are multiples of."""
    some, found = [count for count in counts if count], 1
    for size in (half * 10**power for power in range(13) for half in (5, 10)):
        if not some or sum(count % size == 0 for count in some) / len(some) < 0.8:
            return found
        found = size
    return found


def shown(counts):
    """The bits in one series having been foretold (docs/further-rules.md, R13)."""
    steps = [after - before for before, after in itertools.pairwise(counts) if after != before]
    if not steps:
        return 0
    middle = statistics.median(steps)
    deviation = 1.4826 * statistics.median([abs(step - middle) for step in steps])
    varied = min(statistics.pvariance(steps), deviation**2)
    spread = max(varied, sum(map(abs, steps)) / len(steps)) / unit_of(counts) ** 2
    return (len(steps) + 1) * 0.5 * math.log2(1 + 2 * math.pi * spread)


def meeting(series):
    """Every two series and factor that are to be compared, with how often they meet."""
    held = {}
    for number, points in enumerate(series):
        for date, value in zip(points.date.tolist(), points.value.tolist(), strict=True):
            if value > 0:
                held.setdefault(date, {}).setdefault(value, []).append(number)
    times = Counter()
    for by_value in held.values():
        for (low, ones), (high, others) in itertools.product(by_value.items(), repeat=2):
            if high % low == 0 and high // low < 100:
                pairs = [*itertools.product(ones, others)]
                if len(pairs) > 64:
                    pairs = [*itertools.product(ones[:1], others)]
                    pairs += itertools.product(ones, others[:1])
                times.update((one, other, high // low) for one, other in pairs)
    for one, other, factor in sorted(times):
        own = series.source[one] == series.source[other]
        kin = series.origin[one] == series.origin[other]
        may = (not kin and one < other) if factor == 1 else (own or not kin)
        if may and times[one, other, factor] >= 4:
            yield one, other, factor


def copied(series, one, other, factor):
    """What one pair comes to: its rank, follower, leader, factor, places and what is off."""
    a, b = series[one], series[other]
    dates = sorted({*a.date.tolist()} & {*b.date.tolist()})
    mine, its = ([of.date.tolist().index(date) for date in dates] for of in (a, b))
    off = [b.value[it] != factor * a.value[my] for my, it in zip(mine, its, strict=True)]
    wrong = sum(off)
    if len(dates) < 8 or wrong > max(1, len(dates) // 10):
        return None
    asked = 7 + math.log2(math.comb(len(dates), wrong)) + (math.log2(98) if factor > 1 else 0)
    agreeing = [b.value[it] / 2 for it, bad in zip(its, off, strict=True) if not bad]
    if shown(agreeing) < asked:
        return None
    after = sum(
        int(np.sign(a.published[my] - b.published[it])) for my, it in zip(mine, its, strict=True)
    )
    turned = factor == 1 and (after > 0 or (after == 0 and a.statement[0] > b.statement[0]))
    told = (one, other, factor, mine, its, off) if turned else (other, one, factor, its, mine, off)
    follower, leader = told[:2]
    elsewhere = series.source[follower] != series.source[leader]
    another = series.estimand[follower] != series.estimand[leader]
    apart = elsewhere if factor > 1 else another
    rank = (factor > 1, apart, wrong - len(off), series[leader].statement[0])
    return rank, told


def one_by_one(series):
    """Each follower with what explains it best, from pair to pair."""
    best = {}
    for each in meeting(series):
        found = copied(series, *each)
        if found and (found[1][0] not in best or found[0] < best[found[1][0]][0]):
            best[found[1][0]] = found
    return [best[follower][1] for follower in sorted(best)]


@pytest.mark.parametrize("places", [1, 60, common_dates.PLACES])
@given(CHANCE)
def test_copies(places, chance):
    for _ in range(4):
        series = following(chance)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(common_dates, "PLACES", places)
            found = copies(series)
        told = [
            (
                *each[:3],
                (each.ours - series.starts[each.follower]).tolist(),
                (each.theirs - series.starts[each.leader]).tolist(),
                each.off.tolist(),
            )
            for each in found
        ]
        assert told == one_by_one(series)


def test_most_of_the_series_that_are_tried_follow():
    tried = [following(np.random.default_rng(seed)) for seed in range(60)]
    told = [copy for series in tried for copy in copies(series)]
    assert len(told) > 60
    assert {copy.factor > 1 for copy in told} == {copy.off.any() for copy in told} == {True, False}


@pytest.mark.parametrize("groups", [3, meetings.GROUPS])
@examples(60)
@given(CHANCE)
def test_series_that_meet(groups, chance):
    count = chance.choice([5, 14, 24])  # of many, groups of one value have more than 64 pairs
    columns = chance.choice(TWICE[: chance.integers(1, 6)], (count, 9))
    columns[chance.random(columns.shape) < 0.2] = -1
    series = together(chance, list(columns))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meetings, "GROUPS", groups)
        met = candidates(series)
    assert [*zip(*(column.tolist() for column in met), strict=True)] == [*meeting(series)]


@given(CHANCE)
def test_evidence(chance):
    sizes = chance.integers(0, 12, 6)
    columns = [
        np.abs(np.cumsum(chance.integers(-2, 9, size))) * chance.choice([1, 1, 2, 10, 100])
        for size in sizes
    ]
    number = np.repeat(np.arange(len(sizes)), sizes)
    values = np.concatenate(columns)
    counts = [[value / 2 for value in column.tolist()] for column in columns]
    assert units(values, number, len(sizes)).tolist() == [*map(unit_of, counts)]
    assert evidence(values, number, len(sizes)) == pytest.approx([*map(shown, counts)])
