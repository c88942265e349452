"""How the sources of a case are told from each other: the same on all its charts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle

from reconcile.charts.page.style import FORMS, STROKES, TONES
from reconcile.comparison import Comparison


@dataclass(frozen=True)
class Look:
    """How a source is told from others: tone, form of its points, stroke of its line."""

    tone: str
    form: str
    stroke: object


def looks_of(comparison: Comparison) -> dict[str, Look]:
    """The look of every source of the estimates, whichever of them a chart shows."""
    whole = comparison if comparison.only is None else replace(comparison, only=None)
    sources = whole.estimates.cells("source").used
    looks = zip(cycle(TONES), cycle(FORMS), cycle(STROKES), strict=False)
    return {source: Look(*each) for source, each in zip(sources, looks, strict=False)}
