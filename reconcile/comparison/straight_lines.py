"""R13: series that lie on a straight line through dates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from reconcile.comparison.chance import BITS, choices, off_limit, off_limits, per_value, unit
from reconcile.comparison.dated_series import LEAST, DatedSeries, Points
from reconcile.stretches import stretches

_ROUNDED = 1.0  # the height of a band in which a line rounded to whole numbers lies
_NEAR = 1e-3  # of a count, which is more than floats are wrong by
_HALVINGS = 50  # of the slopes that are left, after which they are one
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


def straight_lines(series: DatedSeries) -> Iterator[StraightLine]:
    """The series of which all values, but for those that may be off, lie on one straight line.

    Exactly, or as rounded to whole numbers. Lines that chance draws are not told: deaths that are
    independent of each other are the steadiest that it can be, and rounded ones lie on a line more
    easily.
    """
    for number in _nearly_straight(series):
        points = series[number]
        if _by_ones(points.value / 2, 1) or (line := _line(points)) is None:
            continue
        slope, start, off = line
        values = points.value[~off] / 2
        exact = np.abs(values - start - slope * points.day[~off]).max() <= _NEAR
        plain = exact and not off.any() and len(values) >= _PLAIN
        size = 1 if plain else unit(points.value[~off])
        if _by_ones(values, size):
            continue
        steps = np.abs(np.diff(values))
        step = float(np.mean(steps[steps > 0]))
        free = len(set(values.tolist())) - 2  # two of them draw the line
        shown = free * per_value(step / size**2)
        asked = BITS + choices(len(off), int(off.sum())) + (0 if exact else _digital(len(values)))
        if shown >= asked:
            yield StraightLine(number, slope, start, off)


def _nearly_straight(series: DatedSeries) -> list[int]:
    """The series that a line through two of their ends passes near, but for what may be off.

    `_line` has none for the others. All are looked at together, since of many hardly any is left.
    """
    number, (_, _, day, _, value) = series.number, series.points
    new = np.append(True, (np.diff(number) != 0) | (np.diff(day) != 0))[: len(number)]
    day, value, sizes = day[new], value[new] / 2, np.bincount(number[new], minlength=len(series))
    begins, off = np.cumsum(sizes) - sizes, off_limits(np.diff(series.starts))
    wide = np.flatnonzero(sizes >= LEAST)
    # first of one point more between the ends than may be off: a line is near one of them at least
    for edge in (_ENDS, 0):
        start, size = begins[wide], sizes[wide]
        inner = size - 2 * edge
        asked = np.minimum(off[wide] + 1, inner) if edge else inner
        which, place = stretches(np.zeros_like(wide), asked)
        at = (start + edge)[which] + place * inner[which] // asked[which]
        near = np.zeros(len(wide), dtype=bool)
        for one, other in product(range(_ENDS), range(1, _ENDS + 1)):
            first, last = start + one, start + size - other
            slope = (value[last] - value[first]) / (day[last] - day[first])
            rise = slope[which] * (day[at] - day[first][which])
            apart = np.abs(value[at] - value[first][which] - rise)
            near |= np.bincount(which, apart <= 2 * _ROUNDED, len(wide)) >= asked - off[wide]
        wide = wide[near]
    found: list[int] = wide.tolist()
    return found


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
