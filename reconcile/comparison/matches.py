"""R11: which figures of two sources are of the same count and the same time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment

_CALENDAR = 10_000_000  # more days than the calendar has, so that estimands can be set side by side


@dataclass(frozen=True)
class _Near:
    """Pairs of positions among figures, and the most days that can lie between their dates."""

    one: np.ndarray
    other: np.ndarray
    apart: np.ndarray


def matched(alignment: Alignment, figures: pd.DataFrame, window: int) -> list[tuple[int, int]]:
    """Pairs of positions in `figures` that are matched, in the order of the figures.

    Only figures of one estimand and two sources are matched, whose dates are at most `window` days
    apart by any reading of them; for two sources each figure with one of the other at most, those
    nearest in time first, of equally near ones the earlier. Two figures that were both derived
    from the same measures are not matched: what they are derived from is.
    """
    near = _near(figures, window)
    source, _ = pd.factorize(figures["source"])
    ground = _ground(alignment, figures)
    same_ground = (ground[near.one] == ground[near.other]) & (ground[near.one] > 0)
    kept = np.flatnonzero((source[near.one] != source[near.other]) & ~same_ground)
    first = figures["as_of_first"].to_numpy()
    one, other, apart = near.one[kept], near.other[kept], near.apart[kept]
    order = np.lexsort((other, one, first[other], first[one], apart))
    chosen, taken = [], set[tuple[int, int]]()
    sources = source.tolist()
    for a, b in zip(one[order].tolist(), other[order].tolist(), strict=True):
        ends = {(a, sources[b]), (b, sources[a])}
        if taken.isdisjoint(ends):
            taken |= ends
            chosen.append((min(a, b), max(a, b)))
    return sorted(chosen)


def _near(figures: pd.DataFrame, window: int) -> _Near:
    """Every two figures of one estimand at most `window` days apart, the earlier one first."""
    days = (figures[name].to_numpy() for name in ("as_of_first", "as_of_last"))
    first, last = days
    place = np.flatnonzero(np.isfinite(first))
    estimand = figures["estimand"].to_numpy()
    place = place[np.lexsort((place, last[place], first[place], estimand[place]))]
    line = estimand[place] * float(_CALENDAR) + first[place]
    reach = np.searchsorted(line, line + min(window, _CALENDAR // 2), side="right")
    following = reach - np.arange(len(place)) - 1
    left = np.repeat(np.arange(len(place)), following)
    within = np.arange(len(left)) - np.repeat(np.cumsum(following) - following, following)
    one, other = place[left], place[left + 1 + within]
    apart = np.maximum(last[other] - first[one], last[one] - first[other])
    kept = apart <= window
    return _Near(one[kept], other[kept], apart[kept])


def _ground(alignment: Alignment, figures: pd.DataFrame) -> np.ndarray:
    """A number for the estimands that a derived figure comes from; 0 for one that was given."""
    codes, seen = np.zeros(len(figures), dtype=int), dict[tuple[int, ...], int]()
    estimand = alignment.estimates["estimand"].to_numpy()
    numbers = figures.index.to_numpy()
    for place in np.flatnonzero(figures["derived"].to_numpy()).tolist():
        parts = estimand[alignment.parts_of(int(numbers[place]))]
        codes[place] = seen.setdefault(tuple(sorted(parts.tolist())), len(seen) + 1)
    return codes
