"""Of which last day two series of one estimand both speak."""

from __future__ import annotations

import numpy as np

from reconcile.columnar import Columns

ROOM = 1 << 25  # bytes that the days of some pairs take, of as many as are looked at together


def last_common_days(spoken: Columns, pairs: np.ndarray) -> np.ndarray:
    """The last day of which both series of each of the `pairs` speak, -1 where there is none.

    `spoken` has a row for each day of which a series speaks: `series` (from 0 on), the `estimand`
    of that, and the `day`, a whole number. `pairs` are two rows of series of one estimand each.
    """
    latest = np.lexsort((-spoken["day"], spoken["estimand"]))
    series, estimand, day = (spoken[name][latest] for name in ("series", "estimand", "day"))
    begins = np.diff(estimand, prepend=-1) != 0
    other = begins | (np.diff(day, prepend=-1) != 0)
    number = np.cumsum(other) - 1  # of the days of an estimand, the latest first
    first = np.maximum.accumulate(np.where(begins, number, 0))
    bit = number - first
    # each series has a bit for each day of its estimand, in words of 64 that are compared at once
    words = int(bit.max(initial=0)) // 64 + 1
    count = int(max(series.max(initial=-1), pairs.max(initial=-1))) + 1
    marks = np.zeros((count, 8 * words), dtype=np.uint8)
    np.add.at(marks, (series, bit // 8), (128 >> bit % 8).astype(np.uint8))
    latest_of = np.zeros(count, dtype=np.int64)
    latest_of[series] = first
    days, found = day[other], np.full(pairs.shape[1], -1)
    step = max(ROOM // marks.shape[1], 1)
    for start in range(0, pairs.shape[1], step):
        one, two = pairs[:, start : start + step]
        common = marks.view(np.uint64)[one] & marks.view(np.uint64)[two]
        some = np.flatnonzero(common.any(axis=1))
        within = common[some].view(np.uint8)
        byte = (within != 0).argmax(axis=1)
        bits = within[np.arange(len(some)), byte]
        at = 8 * byte + 8 - np.frexp(bits.astype(float))[1]  # of the bit that stands highest
        found[start + some] = days[latest_of[one[some]] + at]
    return found
