"""Which figures count as the same number: the tolerance of R5, in exact arithmetic.

Two figures match if their bounds overlap after each is loosened by half the tolerance, so that at
1 % the counts 199 and 201 just do. Tolerances are in percent, from 0 (exact) to 100.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

NEAR = 1e-9  # of a count: closer than this, floats may be wrong and whole numbers decide


def allows(low: float, high: float, tolerance: Fraction) -> bool:
    """Whether the lower bound `low` of one figure is at most the upper bound `high` of another."""
    if low <= high:
        return True
    less, more = _factors(tolerance)
    return int(low) * less <= int(high) * more


def allowing(low: np.ndarray, high: np.ndarray, tolerance: Fraction) -> np.ndarray:
    """`allows` for each of many lower and upper bounds."""
    less, more = _factors(tolerance)
    found: np.ndarray = low <= high
    left = np.flatnonzero(~found)
    limit = high[left] * (more / less)
    found[left] = low[left] < limit * (1 - NEAR)
    for at in left[~found[left] & (low[left] <= limit * (1 + NEAR))].tolist():
        found[at] = allows(low[at], high[at], tolerance)
    return found


def matching_counts(lower: float, upper: float, tolerance: Fraction) -> tuple[float, float] | None:
    """The counts that match every figure, of which `lower` is the highest lower bound and `upper`
    the lowest upper one: what they all allow, or else what matches them all; None if nothing does.
    """
    if lower <= upper:
        return lower, upper
    if not allows(lower, upper, tolerance):
        return None
    less, more = _factors(tolerance)
    least = -(-int(lower) * less // more)
    return float(least), float(int(upper) * more // less)


def needed(low: float, high: float) -> Fraction:
    """The least tolerance at which a figure of at most `low` matches one of at least `high`."""
    return Fraction(200 * (int(high) - int(low)), int(high) + int(low))


def _factors(tolerance: Fraction) -> tuple[int, int]:
    """The whole numbers in the ratio of what is half the tolerance less, and more, than a count."""
    part, whole = tolerance.numerator, 200 * tolerance.denominator
    return whole - part, whole + part


def loosened(lower: float, upper: float, tolerance: Fraction) -> tuple[float, float]:
    """The bounds of a figure, each looser by half the tolerance; not rounded."""
    part = float(tolerance) / 200
    return lower * (1 - part), upper * (1 + part)


def loosened_whole(lower: float, upper: float, tolerance: Fraction) -> tuple[float, float]:
    """The bounds of a figure, each looser by half the tolerance, to the nearest whole count.

    Of figures that match, the bounds overlap after it too.
    """
    less, more = _factors(tolerance)
    whole = less + more  # twice what the factors are parts of
    least = float((4 * int(lower) * less + whole) // (2 * whole))
    if math.isinf(upper):
        return least, upper
    return least, float((4 * int(upper) * more + whole) // (2 * whole))
