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


def unit(values: np.ndarray) -> int:
    """The greatest of 1, 5, 10, 50, 100 ... that nearly all `values` are multiples of."""
    some, found, size = values[values != 0], 1, 5
    while len(some) and np.mean(some % size == 0) >= _ROUND:
        found = size
        size *= 2 if str(size).startswith("5") else 5
    return found


def per_value(spread: float) -> float:
    """The bits in one value whose like spread by `spread` (variance, in units) by chance."""
    return 0.5 * math.log2(1 + 2 * math.pi * spread)


def evidence(values: np.ndarray) -> float:
    """The bits in one series of `values` having been foretold by another.

    The first value and every step count by how much the steps vary: as a rule by their median
    deviation, which a single leap does not raise, and by no less than independent deaths do, of
    which the variance is the number (Poisson).
    """
    steps = np.diff(values)
    steps = steps[steps != 0]
    if not len(steps):
        return 0.0
    size = unit(values)
    deviation = _SIGMA * float(np.median(np.abs(steps - np.median(steps))))
    varied = min(float(np.var(steps)), deviation**2)
    spread = max(varied, float(np.mean(np.abs(steps)))) / size**2
    return (len(steps) + 1) * per_value(spread)
