"""The places in stretches of a row: how each of many is set beside all that belong to it."""

from __future__ import annotations

import numpy as np


def stretches(begins: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places in stretches that begin there, of which each has so many, one after the other:
    which stretch each is of, from 0 on, and where it is.
    """
    number = np.repeat(np.arange(len(sizes)), sizes)
    return number, np.arange(len(number)) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)
