"""The axes of a chart of ranges: which panels share one, and how far each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reconcile.charts.page.claims import Claim, DrawnRange
from reconcile.charts.page.scales import Need, Scale, count_scale, is_far, is_narrow, log_scale
from reconcile.charts.ranges.range_panel import DOT

# panels have axes alike if no greatest count is more than this many times another: the shortest is
# then still a fifth of the axis, so that what it allows can be seen
ALIKE = 5
_ARROW, _AIR = 0.6, 0.05  # inches after a mark: for an arrow, or a little air


def axes_of(entries: Sequence[DrawnRange], length: float) -> list[Scale | None]:
    """For every entry its axis, `length` inches long.

    Neighbours of one kind have axes alike if their counts are of one size.
    """
    return [scale for run in _runs(entries) for scale in [_scale(run, length)] * len(run)]


def _narrow(entry: DrawnRange) -> bool:
    """An axis from 0 would hide how its sources differ."""
    return entry.range.sources > 1 and is_narrow([x for c in entry.counted for x in _ends(c)])


def _far(entry: DrawnRange) -> bool:
    """An axis from 0 would press its lesser figures into one place."""
    return is_far(claim.point for claim in entry.counted)


def _most(entry: DrawnRange) -> float:
    """The greatest count of its axis, or 0."""
    return max((claim.top for claim in entry.counted), default=0.0)


def _ends(claim: Claim) -> tuple[float, float]:
    return min(claim.point, claim.lower), claim.top


def _runs(entries: Sequence[DrawnRange]) -> list[list[DrawnRange]]:
    """Neighbours that one axis serves without misleading."""
    runs = [[entries[0]]]
    for before, entry in pairwise(entries):
        tops = [_most(each) for each in (*runs[-1], entry)]
        alike = min(tops) > 0 and max(tops) <= ALIKE * min(tops)
        own = any(_narrow(each) or _far(each) for each in (before, entry))
        if alike and before.kind == entry.kind and not own:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _scale(run: Sequence[DrawnRange], length: float) -> Scale | None:
    needs = [need for entry in run for need in _needs(entry)]
    if not needs:
        return None
    ends = [count for entry in run for claim in entry.counted for count in _ends(claim)]
    if _far(run[0]):
        return log_scale(needs, ends, length, across=True)
    least = min(ends)
    return count_scale(needs, least if _narrow(run[0]) else 0.0, length)


def _needs(entry: DrawnRange) -> list[Need]:
    """Every count with the room that its mark, and an arrow, take beside it."""
    return [Need(claim.top, DOT + (_ARROW if claim.open else _AIR)) for claim in entry.counted]
