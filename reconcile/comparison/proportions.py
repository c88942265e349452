"""One number by another, as tables have it."""

from __future__ import annotations

import numpy as np

DECIMALS = 4  # of what is divided


def times(of: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Each number by another, rounded; NaN where that is none or not above 0."""
    ratio = np.divide(of, by, out=np.full(len(by), np.nan), where=by > 0)
    return rounded(ratio)


def rounded(ratio: np.ndarray) -> np.ndarray:
    """Numbers to as many decimals as tables have."""
    found: np.ndarray = np.round(ratio, DECIMALS)
    return found
