"""R13: how unlikely it is that series agree by chance, in bits (docs/further-rules.md, R13).

Ten bits are one in a thousand. What is asked of a pattern is `BITS` of them, and those of every
choice that was made to find it: which values are off, and which factor it is. By chance that comes
to less than one pattern in a thousand pairs of independent series: tests/test_copied_series.py
measures it.

The vocabulary: the *unit* of a series is the round number that nearly all its values are multiples
of; a *step* is a value that differs from the one before it. A value that stays as it was shows
nothing, and what shows something is how far steps spread, in units.
"""

from __future__ import annotations

import math

import numpy as np

from reconcile.stable_order import stable_order

BITS = 7.0  # beside those of the choices
_ROUND = 0.8  # of the values that are not 0 have to be multiples of a unit
_SIGMA = 1.4826  # a standard deviation by the median deviation, in a normal distribution


def off_limit(points: int) -> int:
    """How many of so many values may be off: one in ten, and one in any case."""
    return max(1, points // 10)


def off_limits(points: np.ndarray) -> np.ndarray:
    """The same of many numbers of values."""
    limits: np.ndarray = np.maximum(1, points // 10)
    return limits


def choices(points: int, off: int) -> float:
    """The bits in which of the points are off."""
    return math.log2(math.comb(points, off))


def units(values: np.ndarray, number: np.ndarray, count: int) -> np.ndarray:
    """The greatest of 1, 5, 10, 50, 100 ... that nearly all values of each series are multiples of.

    `values` are twice the counts of `count` series, and `number` says whose each of them is.
    """
    found, size, times = np.ones(count, dtype=np.int64), 5, 2
    values, number = values[values != 0], number[values != 0]
    nearly = np.ones(count, dtype=bool)
    while len(values):
        every = np.bincount(number, minlength=count)
        whole = np.bincount(number[values % (2 * size) == 0], minlength=count)
        nearly = (every > 0) & (whole / np.maximum(every, 1) >= _ROUND)
        found[nearly] = size
        values, number = values[nearly[number]], number[nearly[number]]
        size, times = size * times, 7 - times
    return found


def unit(values: np.ndarray) -> int:
    """The same of the `values` of one series."""
    return int(units(values, np.zeros(len(values), dtype=np.intp), 1)[0])


def per_value(spread: float | np.ndarray) -> np.ndarray:
    """The bits in one value whose like spread by `spread` (variance, in units) by chance."""
    bits: np.ndarray = 0.5 * np.log2(1 + 2 * np.pi * spread)
    return bits


def evidence(values: np.ndarray, number: np.ndarray, count: int) -> np.ndarray:
    """The bits in each of `count` series having been foretold by another.

    `values` are twice the counts of all of them, one series after the other, and `number` says
    whose each of them is. The first value and every step count by how much the steps vary: as a
    rule by their median deviation, which a single leap does not raise, and by no less than
    independent deaths do, of which the variance is the number (Poisson).
    """
    shown = np.zeros(count)
    step = np.diff(values)
    moved = (step != 0) & (np.diff(number) == 0)
    step, whose = step[moved], number[1:][moved]
    steps = np.bincount(whose, minlength=count)
    some = np.flatnonzero(steps)
    whose, steps, size = (
        (np.cumsum(steps > 0) - 1)[whose],
        steps[some],
        units(values, number, count),
    )
    apart = np.abs(2 * step - _middles(step, whose, steps)[whose])
    deviation = _SIGMA * _middles(apart, whose, steps) / 8
    mean = np.bincount(whose, step / 2) / steps
    varied = np.minimum(np.bincount(whose, (step / 2 - mean[whose]) ** 2) / steps, deviation**2)
    least = np.bincount(whose, np.abs(step) / 2) / steps
    size = units(values, number, count)[some]
    shown[some] = (steps + 1) * per_value(np.maximum(varied, least) / size**2)
    return shown


def _middles(values: np.ndarray, number: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Twice the median of whole numbers that are in groups of these sizes."""
    begins, values = np.cumsum(sizes) - sizes, values[stable_order(number, values)]
    middles: np.ndarray = values[begins + (sizes - 1) // 2] + values[begins + sizes // 2]
    return middles
