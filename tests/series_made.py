"""Invented series for R13: independent ones, and ones in which a pattern and a slip are planted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.comparison.copies import slipped
from reconcile.comparison.dated_series import DatedSeries, Points

Chance = np.random.Generator


def dated(columns: Sequence[np.ndarray], days: np.ndarray, *, one_source: bool) -> DatedSeries:
    """Series of the same dates: of several sources on one count, or of one source on several."""
    count, length = len(columns), len(days)
    number = np.arange(count * length)
    day = np.tile(days.astype(float), count)
    value = np.concatenate([np.rint(2 * column).astype(np.int64) for column in columns])
    points = Points(number, np.tile(np.arange(length), count), day, day, value)
    each, same = np.arange(count), np.zeros(count, dtype=int)
    return DatedSeries(
        points, np.arange(count + 1) * length, same if one_source else each,
        each if one_source else same, same if one_source else each,
    )  # fmt: skip


def days_of(chance: Chance, length: int) -> np.ndarray:
    """Days of reports, at even distances or not."""
    if chance.random() < 0.5:
        return np.cumsum(chance.integers(1, 8, length))
    return np.arange(length) * int(chance.choice([1, 7, 30]))


def growing(chance: Chance, length: int) -> np.ndarray:
    """A running total, from a death a day to a thousand, steady or by leaps."""
    mean = np.exp(chance.uniform(0, 7))
    steps = (
        chance.poisson(mean, length),
        chance.integers(0, int(2 * mean) + 2, length),
        np.rint(chance.lognormal(np.log(mean), 0.7, length)),
        chance.geometric(1 / (mean + 1), length) - 1,
    )[chance.integers(4)]
    start = chance.integers(0, int(10 * mean) + 2) if chance.random() < 0.5 else 0
    return np.cumsum(steps).astype(int) + start


def small(chance: Chance, length: int) -> np.ndarray:
    """Small numbers that repeat, of the day or so far."""
    return (
        chance.integers(0, chance.integers(2, 11), length),
        chance.poisson(chance.uniform(0.05, 3), length),
        np.cumsum(chance.random(length) < chance.uniform(0.05, 0.7)) + chance.integers(0, 5),
        np.cumsum(chance.poisson(chance.uniform(0.05, 2), length)),
    )[chance.integers(4)]


def rounded(chance: Chance, length: int) -> np.ndarray:
    """A running total as told in round numbers."""
    unit = int(chance.choice([5, 10, 50, 100, 500, 1000]))
    return np.rint(growing(chance, length) / unit).astype(int) * unit


def tens(chance: Chance, length: int) -> np.ndarray:
    """One digit and noughts."""
    return chance.integers(1, 10, length) * int(chance.choice([10, 100]))


def varied(chance: Chance, length: int) -> np.ndarray:
    """A running total that moves on most dates."""
    while True:
        found = growing(chance, length)
        if found.max() > 30 and len(np.unique(found)) >= 0.75 * length:
            return found


def mistyped(chance: Chance, count: int) -> int:
    """Another number, which is one slip of the hand away."""
    while True:
        digits = list(str(count))
        at = int(chance.integers(len(digits)))
        if (kind := chance.integers(4)) == 0:
            digits[at] = str(chance.integers(10))
        elif kind == 1:
            digits.insert(at, str(chance.integers(10)))
        elif kind == 2:
            del digits[at]
        elif at:
            digits[at - 1 : at + 1] = digits[at], digits[at - 1]
        made = int("".join(digits) or "0")
        if made != count and digits[:1] != ["0"]:
            assert slipped(2 * made, 2 * count)
            return made
