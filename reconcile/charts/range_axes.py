"""The axes of a chart of ranges: which panels share one, and how far each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.charts.claims import Claim
from reconcile.charts.labels import width
from reconcile.charts.log_scale import is_far, log_scale
from reconcile.charts.range_panel import DOT, figure_words
from reconcile.charts.scales import Need, Scale, count_scale, is_narrow
from reconcile.charts.style import TEXT

ALIKE = 5  # panels share an axis if no greatest count is more than this many times another


@dataclass(frozen=True)
class Entry:
    """One estimand: its row of `Comparison.ranges` and its current claims, lowest first."""

    title: str
    kind: str
    range: Any
    claims: tuple[Claim, ...]

    @property
    def counted(self) -> list[Claim]:
        """The claims with a number."""
        return [claim for claim in self.claims if claim.counted]

    @property
    def narrow(self) -> bool:
        """An axis from 0 would hide how its sources differ."""
        counts = [count for claim in self.counted for count in _ends(claim)]
        return self.range.sources > 1 and is_narrow(counts)

    @property
    def far(self) -> bool:
        """An axis from 0 would press its lesser figures into one place."""
        return is_far(claim.point for claim in self.counted)

    @property
    def silent(self) -> list[str]:
        """The sources that gave no number."""
        return [claim.source for claim in self.claims if not claim.counted]

    @property
    def most(self) -> float:
        """The greatest count of its axis, or 0."""
        return max((claim.top for claim in self.counted), default=0.0)

    @property
    def agreed(self) -> tuple[float, float] | None:
        """The counts that all allow, where there is more than one source to allow them."""
        row = self.range
        if row.sources < 2 or row.agreed_lower != row.agreed_lower:
            return None
        return float(row.agreed_lower), float(row.agreed_upper)


def axes_of(entries: Sequence[Entry], length: float) -> list[tuple[Scale | None, bool]]:
    """For every entry its axis, `length` inches long, and whether its numbers stand below it.

    Neighbours of one kind share an axis if their counts are of one size; the last has the numbers.
    """
    found = list[tuple[Scale | None, bool]]()
    for run in _runs(entries):
        scale = _scale(run, length)
        found += [(scale, entry is run[-1]) for entry in run]
    return found


def _ends(claim: Claim) -> tuple[float, float]:
    return min(claim.point, claim.lower), claim.top


def _runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Neighbours that one axis serves without misleading."""
    runs = [[entries[0]]]
    for before, entry in pairwise(entries):
        tops = [each.most for each in (*runs[-1], entry)]
        alike = min(tops) > 0 and max(tops) <= ALIKE * min(tops)
        own = any(each.narrow or each.far for each in (before, entry))
        if alike and before.kind == entry.kind and not own:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _scale(run: Sequence[Entry], length: float) -> Scale | None:
    needs = [need for entry in run for need in _needs(entry, length)]
    if not needs:
        return None
    ends = [count for entry in run for claim in entry.counted for count in _ends(claim)]
    if run[0].far:
        return log_scale(needs, ends, length, across=True)
    least = min(ends)
    return count_scale(needs, least if run[0].narrow else 0.0, length)


def _needs(entry: Entry, length: float) -> list[Need]:
    """Every count with the room that its figure, and an arrow, take beside it."""
    return [
        Need(claim.top, DOT + width(figure_words(claim, length), TEXT) + _beyond(claim))
        for claim in entry.counted
    ]


def _beyond(claim: Claim) -> float:
    """Room for an arrow, or a little air."""
    return 0.5 if claim.open else 0.05
