"""R13: what is looked for in all series together is what there is in each of them alone."""

import itertools
import math

import numpy as np
from hypothesis import given, strategies as st

from reconcile.comparison.carried_values import carried_forward
from reconcile.comparison.chance import choices, off_limit, unit
from reconcile.comparison.copies import copies
from reconcile.comparison.dated_series import LEAST, DatedSeries, Points
from reconcile.comparison.straight_lines import _line, _nearly_straight, straight_lines

VALUES = np.array([0, 2, 4, 6, 10, 12, 60, 270, 600, 601])
CHANCE = st.integers(0, 2**32 - 1).map(np.random.default_rng)
TRIES = 10  # for each chance: most that is made shows nothing


def stacked(chance, columns):
    """These series, of three sources (two of one origin) on two counts; some days come twice."""
    sizes = [len(column) for column in columns]
    days = [np.cumsum(chance.choice([1, 1, 1, chance.integers(3)], size)) for size in sizes]
    source, estimand = chance.integers(3, size=len(columns)), chance.integers(2, size=len(columns))
    day = np.concatenate(days).astype(float)
    date = np.concatenate([np.arange(size) for size in sizes])
    points = Points(np.arange(len(day)), date, day, day, np.concatenate(columns).astype(np.int64))
    return DatedSeries(points, np.cumsum([0, *sizes]), source, estimand, source % 2)


def spoiled(chance, column):
    """A series in which a few values are others."""
    wrong = chance.integers(len(column), size=chance.integers(4))
    column[wrong] = np.where(chance.random() < 0.5, chance.choice(VALUES), column[wrong] + 2)
    return column


def staying(chance):
    """A series that moves, stays at a value and moves again, with a few values that are others."""
    before, after = (chance.choice(VALUES, chance.integers(8)) for _ in "ab")
    run = np.full(chance.integers(7, 24), chance.choice(VALUES))
    column = spoiled(chance, np.concatenate([before, run, after]))
    return column if len(column) >= LEAST else staying(chance)


def straight(chance):
    """A series on a straight line as rounded, with a few values that are others."""
    slope = chance.choice([-0.3, 0, 0.5, 1.7, 4, 36.4])
    line = np.rint(chance.integers(90, 900) + slope * np.arange(chance.integers(8, 32)))
    line = 2 * line.astype(int) + chance.integers(-1, 2, len(line)) * chance.integers(3)
    return spoiled(chance, line)


def moving(chance):
    """A series that rises, in steps of one kind."""
    return 2 * np.cumsum(chance.integers(0, chance.choice([2, 40, 900]), chance.integers(8, 32)))


def stays_of(value):
    """Each value of a series with its stays, as places at which they begin and end."""
    found, begin = {}, 0
    for end in range(1, len(value) + 1):
        if end == len(value) or value[end] != value[begin]:
            found.setdefault(value[begin], []).append((begin, end))
            begin = end
    return found


def longest(value):
    """The first of the longest runs at one value: where it begins and ends, and the value."""
    best = (0, LEAST - 1, None)
    for stay, stays in stays_of(value).items():
        runs = [[*stays[0], 0]]
        for begin, end in stays[1:]:
            first, last, off = runs[-1]
            if off + begin - last <= off_limit(end - first):
                runs[-1] = [first, end, off + begin - last]
            else:
                runs.append([begin, end, 0])
        for begin, end, off in runs:
            if off < off_limit(end - begin + 1):
                if begin > 0 and value[begin - 1] > stay:
                    begin -= 1
                elif end < len(value) and (value[end] < stay or value[end] > 5 * stay > 0):
                    end += 1
            if end - begin > best[1] - best[0]:
                best = begin, end, stay
    return best


def carried(series, number):
    """The run of one series that is carried forward, the other that moved most and its ends."""
    own = series[number]
    value = own.value.tolist()
    first, end, stay = longest(value)
    if stay is None:
        return None
    off = [each != stay for each in value[first:end]]
    asked = 10 + choices(len(off), sum(off))
    steps = [one != other for one, other in itertools.pairwise(value)]
    elsewhere = steps[:first] + steps[end - 1 :]
    seldom = 1 - sum(elsewhere) / (len(elsewhere) + 1)
    bits = -math.log2(seldom) * (len(off) - sum(off) - 1) - math.log2(len(value))
    if len(elsewhere) >= 3 and bits < asked:
        return None
    most, found = 0.0, None
    for other, theirs in enumerate(series):
        if (series.estimand[other] == series.estimand[number]
                and series.origin[other] != series.origin[number]):  # fmt: skip
            inside = [
                at for at, day in enumerate(theirs.day) if own.day[first] <= day <= own.day[end - 1]
            ]
            if len(inside) > 1:
                ends = inside[0], inside[-1]
                before, after = theirs.value[list(ends)] / 2
                moved = stay / 2 / unit(own.value) * abs(after - before)
                if (expected := moved / max(before, after, 1)) > most:
                    most, found = expected, (other, ends)
    return (number, first, end - 1, off, *found) if found and most >= asked * math.log(2) else None


@given(CHANCE)
def test_values_carried_forward(chance):
    for _ in range(TRIES):
        series = stacked(chance, [staying(chance), staying(chance), moving(chance)])
        alone = [carried(series, number) for number in range(len(series))]
        together = [(*run[:3], run.off.tolist(), *run[4:]) for run in carried_forward(series)]
        assert together == [run for run in alone if run is not None]


@given(CHANCE)
def test_straight_lines(chance):
    for _ in range(TRIES):
        series = stacked(chance, [straight(chance), straight(chance), staying(chance)])
        have_one = {number for number, points in enumerate(series) if _line(points) is not None}
        assert have_one <= set(_nearly_straight(series))


def test_no_series_at_all():
    none = np.empty(0, dtype=np.int64)
    series = DatedSeries(Points(*[none] * 5), np.array([0]), none, none, none)
    assert [*carried_forward(series), *straight_lines(series), *copies(series)] == []
