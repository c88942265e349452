"""The charts of a case, which its page and its pictures share."""

from __future__ import annotations

from collections.abc import Callable

from reconcile import charts
from reconcile.bounding import Bounds
from reconcile.charts.sheet import Chart
from reconcile.comparison import Comparison


def drawings(comparison: Comparison, found: Bounds) -> dict[str, Callable[[], Chart]]:
    """What draws each chart that there is something to draw for, in the order of a page."""
    draw: dict[str, Callable[[], Chart]] = {"ranges": lambda: charts.ranges_chart(comparison)}
    if (comparison.discrepancies["within"] == "").any():
        draw["discrepancies"] = lambda: charts.discrepancies_chart(comparison)
    draw["timeline"] = lambda: charts.timeline_chart(comparison)
    draw["bounds"] = lambda: charts.bounds_chart(found)
    if len(comparison.ratios.table):
        draw["ratios"] = lambda: charts.ratios_chart(comparison)
    return draw
