"""Of which last day two series of one estimand both speak."""

from __future__ import annotations

import numpy as np

from reconcile.columnar import Columns
from reconcile.stable_order import stable_order

ROOM = 1 << 25  # bytes that the days of some pairs take, of as many as are looked at together
MARKS = 1 << 27  # bytes that the days of all series take, of as many days as are marked together


def last_common_days(spoken: Columns, pairs: np.ndarray) -> np.ndarray:
    """The last day of which both series of each of the `pairs` speak, -1 where there is none.

    `spoken` has a row for each day of which a series speaks: `series` (from 0 on), the `estimand`
    of that, and the `day`, a whole number. `pairs` are two rows of series of one estimand each.
    """
    latest = stable_order(spoken["estimand"], -spoken["day"])
    series, estimand, day = (spoken[name].take(latest) for name in ("series", "estimand", "day"))
    begins = np.diff(estimand, prepend=-1) != 0
    other = begins | (np.diff(day, prepend=-1) != 0)
    number = np.cumsum(other) - 1  # of the days of an estimand, the latest first
    first = np.maximum.accumulate(np.where(begins, number, 0))
    count = int(max(series.max(initial=-1), pairs.max(initial=-1))) + 1
    latest_of = np.zeros(count, dtype=np.int64)
    latest_of[series] = first
    # each series has a bit for each day of its estimand, in words of 64 that are compared at once
    bit = number - first
    bits = 64 * (int(bit.max(initial=-1)) // 64 + 1)
    most = min(bits, 64 * max(MARKS // (8 * max(count, 1)), 1))
    days, found = day[other], np.full(pairs.shape[1], -1)
    for begin in range(0, bits, most or 1):  # the latest days first
        inside = (bit >= begin) & (bit < begin + most)
        at = bit[inside] - begin
        marks = np.zeros((count, most // 8), dtype=np.uint8)
        np.add.at(marks, (series[inside], at >> 3), (128 >> (at & 7)).astype(np.uint8))
        left = np.flatnonzero(found < 0)
        one, two = pairs[:, left]
        at = _first_common(marks, one, two)
        some = at >= 0
        found[left[some]] = days[latest_of[one[some]] + begin + at[some]]
    return found


def _first_common(marks: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Which bit of both rows of `marks` that these pairs are stands highest, -1 where none does."""
    found, words = np.full(len(one), -1), marks.view(np.uint64)
    step = max(ROOM // marks.shape[1], 1)
    for start in range(0, len(one), step):
        few = slice(start, start + step)
        common = words.take(one[few], axis=0)
        common &= words.take(two[few], axis=0)
        some = np.flatnonzero(common.any(axis=1))
        within = common[some].view(np.uint8)
        byte = (within != 0).argmax(axis=1)
        bits = within[np.arange(len(some)), byte]
        found[start + some] = 8 * byte + 8 - np.frexp(bits.astype(float))[1]
    return found
