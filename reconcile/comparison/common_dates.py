"""R13: the dates that two series have in common, of many pairs of series together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reconcile.comparison.dated_series import DatedSeries
from reconcile.stretches import stretches

PLACES = 1 << 19  # of points by series and date, and of points that are sought there, at a time


class CommonDates(NamedTuple):
    """The common dates of some `pairs`, pair after pair in the order of the dates.

    `pair` says which of these pairs it is, from 0 on; `one` and `other` are the places of the
    points of both among those of all series.
    """

    pairs: slice
    pair: np.ndarray
    one: np.ndarray
    other: np.ndarray


def common_dates(series: DatedSeries, one: np.ndarray, other: np.ndarray) -> Iterator[CommonDates]:
    """The common dates of pairs of series, in blocks of pairs; `one` must be in rising order."""
    date, sizes = series.points.date[series.by_date], np.diff(series.starts)
    days = int(date.max(initial=0)) + 1
    row = np.cumsum(np.diff(one, prepend=one[:1]) != 0)
    height = min(max(PLACES // days, 1), len(one))
    sought = np.cumsum(sizes[other])
    # where the point of each date is, for a few series: asking that is much faster than searching
    places = np.full(height * days, -1, dtype=np.int32)
    begin = 0
    while begin < len(one):
        before = sought[begin] - sizes[other[begin]]
        enough = np.searchsorted(sought, before + PLACES, "right")
        end = max(min(np.searchsorted(row, row[begin] + height), enough), begin + 1)
        first, second = one[begin:end], other[begin:end]
        rows = row[begin:end] - row[begin]
        new = np.diff(first, prepend=-1) != 0
        number, at = stretches(series.starts[first[new]], sizes[first[new]])
        filled = number * days + date[at]
        places[filled] = at
        behind, size = sought[begin:end] - before, sizes[second]
        _, theirs = stretches(series.starts[second], size)
        cell = np.repeat(rows * days, size)
        cell += date[theirs]
        ours = places[cell]
        places[filled] = -1
        both = np.flatnonzero(ours >= 0)
        pair = np.searchsorted(behind, both, "right")
        ours, theirs = series.by_date[ours[both]], series.by_date[theirs[both]]
        yield CommonDates(slice(begin, end), pair, ours, theirs)
        begin = end
