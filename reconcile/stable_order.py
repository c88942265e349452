"""The order of rows by columns of whole numbers: what all that goes from date to date rests on."""

from __future__ import annotations

import numpy as np

_MOST = 2**62  # packed numbers are not above it


def stable_order(*keys: np.ndarray) -> np.ndarray:
    """Where the rows stand in the order of these whole numbers, the first column before the others.

    Rows that are alike in all of them keep their order. The numbers are packed into one with the
    place of the row, as many columns as there is room for: whole numbers by themselves are sorted
    in a tenth of the time that a stable sort of the rows takes.
    """
    rows = len(keys[0])
    if not rows:
        return np.arange(0)
    places = 1 << rows.bit_length()
    order = packed = np.arange(rows)
    size = places
    for key in reversed(keys):
        low, high = int(key.min()), int(key.max())
        if size * (high - low + 1) > _MOST:
            order = order[np.sort(packed) % places]
            packed, size = np.arange(rows), places
        if size * (high - low + 1) > _MOST:  # no room beside the place alone
            order = order[np.argsort(key[order], kind="stable")]
            continue
        packed = packed + (key[order].astype(np.int64) - low) * size
        size *= high - low + 1
    found: np.ndarray = order[np.sort(packed) % places]
    return found
