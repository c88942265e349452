"""The charts of a case, which its page and its pictures share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reconcile.charts.bounds import bounds_chart
from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.page.sheet import Chart
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.ratios import ratios_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.report.extent import Extent


def charts_of_case(extent: Extent) -> dict[str, Callable[[], Chart]]:
    """What draws each chart that there is something to draw for, in the order of a page.

    Of a large case it is one chart, of the very widest counts: more would be pictures by the dozen.
    Of one with many rows those by day are of the counts furthest apart, for the same reason.
    """
    if extent.large:
        return {"ranges": lambda: ranges_chart(extent.drawn)}
    comparison, found = extent.whole, extent.found
    draw: dict[str, Callable[[], Chart]] = {"ranges": lambda: ranges_chart(comparison)}
    if not comparison.discrepancies.cells("within").filled.all():
        draw["discrepancies"] = lambda: discrepancies_chart(comparison)
    draw["timeline"] = lambda: timeline_chart(extent.by_day, extent.besides("history.csv"))
    if found:
        by_day = replace(found, comparison=extent.by_day)
        draw["bounds"] = lambda: bounds_chart(by_day, extent.besides("bounds.csv"))
    if len(comparison.ratios.table):
        draw["ratios"] = lambda: ratios_chart(comparison)
    return draw
