"""R13: series that lie on a straight line through dates, or carry one value forward."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from reconcile.comparison.chance import BITS, choices, off_limit, per_value, unit
from reconcile.comparison.dated_series import LEAST, DatedSeries, Points

_ROUNDED = 1.0  # the height of a band in which a line rounded to whole numbers lies
_NEAR = 1e-3  # of a count, which is more than floats are wrong by
_HALVINGS = 50  # of the slopes that are left, after which they are one
_STAYS_BITS = 10.0  # of a run, which is one of many that a series has
_LEAP = 5  # times as high as the value before it: no run ends so, but a digit is too many
_STEP = 1.5  # units from value to value, as a rule; what rises by ones is no line but a count
# Lines are drawn through one of the first and one of the last so many points; some may be off.
_ENDS = 3
_PLAIN = 10  # so many values on one line to the digit are a line, however round they are
_DROPPED = 10  # values near the line that are left out at most; what is mistyped lies far from it


class StraightLine(NamedTuple):
    """A series on a straight line: its number, `slope` and the value on day 0, and which are off.

    `off` has an entry for each point of the series.
    """

    series: int
    slope: float
    start: float
    off: np.ndarray


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


def straight_lines(series: DatedSeries) -> Iterator[StraightLine]:
    """The series of which all values, but for those that may be off, lie on one straight line.

    Exactly, or as rounded to whole numbers. Lines that chance draws are not told: deaths that are
    independent of each other are the steadiest that it can be, and rounded ones lie on a line more
    easily.
    """
    for number, points in enumerate(series):
        if _by_ones(points.value / 2, 1) or (line := _line(points)) is None:
            continue
        slope, start, off = line
        values = points.value[~off] / 2
        exact = np.abs(values - start - slope * points.day[~off]).max() <= _NEAR
        plain = exact and not off.any() and len(values) >= _PLAIN
        size = 1 if plain else unit(values)
        if _by_ones(values, size):
            continue
        steps = np.abs(np.diff(values))
        step = float(np.mean(steps[steps > 0]))
        free = len(set(values.tolist())) - 2  # two of them draw the line
        shown = free * per_value(step / size**2)
        asked = BITS + choices(len(off), int(off.sum())) + (0 if exact else _digital(len(values)))
        if shown >= asked:
            yield StraightLine(number, slope, start, off)


def _by_ones(values: np.ndarray, size: int) -> bool:
    """Whether a series rises by ones as a rule, in units of this size, or not at all."""
    steps = np.abs(np.diff(values))
    steps = steps[steps > 0]
    if not len(steps):
        return True
    middle = np.sort(steps)[[(len(steps) - 1) // 2, len(steps) // 2]].mean()
    return bool(middle < _STEP * size)


def _digital(points: int) -> float:
    """The bits in which of the rounded lines through so many points it is, for one whole slope.

    There are 1 + Σ (n + 1 - i) φ(i) for i from 1 to n, which is about n³ by π².
    """
    return 3 * math.log2(points) - 2 * math.log2(math.pi)


def _line(points: Points) -> tuple[float, float, np.ndarray] | None:
    """Slope, start and what is off of the line through nearly all points, if there is one."""
    # of two dates with the same middle, a day and its month, one draws the line
    day, at = np.unique(points.day, return_index=True)
    value, few = points.value[at] / 2, off_limit(len(points.day))
    if len(day) < LEAST:
        return None
    for one, other in product(range(_ENDS), range(len(day) - 1, len(day) - 1 - _ENDS, -1)):
        slope = (value[other] - value[one]) / (day[other] - day[one])
        # rounding moves both ends, and so a line through them by up to one
        good = np.abs(value - value[one] - slope * (day - day[one])) <= 2 * _ROUNDED
        for _ in range(_DROPPED):
            if good.sum() < len(day) - few:
                break
            slope, start, left = _fitted(day[good], value[good])
            if (height := float(np.ptp(left))) <= _ROUNDED + _NEAR:
                apart = np.abs(points.value / 2 - start - slope * points.day)
                off = apart > height / 2 + _NEAR
                return (slope, start, off) if off.sum() <= few else None
            middle = (left.max() + left.min()) / 2
            good[np.flatnonzero(good)[np.abs(left - middle).argmax()]] = False
    return None


def _fitted(day: np.ndarray, value: np.ndarray) -> tuple[float, float, np.ndarray]:
    """The line in the middle of the lowest band that holds all values: slope, start, what is left.

    How high a band of one slope is, is convex in the slope: it is lowest where the highest and the
    lowest value above the slope change places, which halving finds.
    """
    slope = (value[-1] - value[0]) / (day[-1] - day[0])
    left = value - slope * day
    if np.ptp(left) <= _NEAR:  # exactly on a line
        return slope, float(left[0]), left
    rise = np.diff(value) / np.diff(day)
    low, high = float(rise.min()), float(rise.max())
    for _ in range(_HALVINGS):
        slope = (low + high) / 2
        left = value - slope * day
        # steeper is better where the highest comes after the lowest
        if day[left.argmax()] > day[left.argmin()]:
            low = slope
        else:
            high = slope
    left = value - slope * day
    return slope, float(left.max() + left.min()) / 2, left


def carried_forward(series: DatedSeries) -> Iterator[CarriedValue]:
    """The longest run of each series that stays at one value, if another source's figures moved.

    They moved by so much that the same rise would have been seen here: had the deaths of the run
    been as many in proportion, none of them would be seen by chance less than one time in a
    thousand, and what was seen would not be rounded away.
    """
    of_estimand = dict[int, list[int]]()
    for number, estimand in enumerate(series.estimand.tolist()):
        of_estimand.setdefault(estimand, []).append(number)
    for number, points in enumerate(series):
        others = [
            other
            for other in of_estimand[int(series.estimand[number])]
            if series.origin[other] != series.origin[number]
        ]
        if others and (run := _longest_run(points)) is not None:
            yield from _moved(series, number, run, others)


def _longest_run(points: Points) -> tuple[int, int, np.ndarray] | None:
    """Where the series stays at one value longest: first, last and which between are off."""
    value = points.value
    breaks = np.flatnonzero(np.diff(value)) + 1
    begins, ends = np.append(0, breaks), np.append(breaks, len(value))
    of_value = dict[int, list[tuple[int, int]]]()
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        of_value.setdefault(int(value[begin]), []).append((begin, end))
    best, stayed = (0, LEAST - 1), 0
    for stay, stays in of_value.items():
        for begin, end in _joined(stays):
            run = _with_ends(value, begin, end)
            if run[1] - run[0] > best[1] - best[0]:
                best, stayed = run, stay
    begin, end = best
    return (begin, end, value[begin:end] != stayed) if end - begin >= LEAST else None


def _with_ends(value: np.ndarray, begin: int, end: int) -> tuple[int, int]:
    """A run with a value before or behind it that is no count that it could have risen from or to.

    As far as one more may be off.
    """
    stay = value[begin]
    off = int((value[begin:end] != stay).sum())
    if off < off_limit(end - begin + 1) and begin > 0 and value[begin - 1] > stay:
        return begin - 1, end
    after = value[end] if end < len(value) and off < off_limit(end - begin + 1) else stay
    return (begin, end + 1) if after < stay or after > _LEAP * stay > 0 else (begin, end)


def _joined(stays: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stays at one value, put together as long as no more than may be off lie between them."""
    first, last, off = *stays[0], 0
    for begin, end in stays[1:]:
        if off + begin - last <= off_limit(end - first):
            last, off = end, off + begin - last
        else:
            yield first, last
            first, last, off = begin, end, 0
    yield first, last


def _moved(
    series: DatedSeries, number: int, run: tuple[int, int, np.ndarray], others: list[int]
) -> Iterator[CarriedValue]:
    """The run with the other source that moved most meanwhile, if it moved by enough."""
    first, end, off = run
    points = series[number]
    begins, ends = points.day[first], points.day[end - 1]
    value = float(points.value[first]) / 2
    size = unit(points.value / 2)
    needed = np.log(2) * (_STAYS_BITS + choices(len(off), int(off.sum())))
    if _own(points.value, first, end, off) < needed / np.log(2):
        return
    most, found = 0.0, None
    for other in others:
        theirs = series[other]
        inside = np.flatnonzero((theirs.day >= begins) & (theirs.day <= ends))
        if len(inside) < 2:
            continue
        one, two = int(inside[0]), int(inside[-1])
        before, after = theirs.value[one] / 2, theirs.value[two] / 2
        expected = value / size * abs(after - before) / max(before, after, 1)
        if expected > most:
            most, found = expected, (other, (one, two))
    if found is not None and most >= needed:
        yield CarriedValue(number, first, end - 1, off, *found)


def _own(value: np.ndarray, first: int, end: int, off: np.ndarray) -> float:
    """The bits in a run of a series that stays as it is less often elsewhere.

    Infinite where too little lies elsewhere to tell.
    """
    steps = np.diff(value) != 0
    elsewhere = np.append(steps[:first], steps[end - 1 :])
    if len(elsewhere) < 3:
        return np.inf
    stays = 1 - elsewhere.sum() / (len(elsewhere) + 1)
    return float(-np.log2(stays) * ((~off).sum() - 1) - np.log2(len(value)))
