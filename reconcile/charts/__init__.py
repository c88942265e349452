"""Charts of one case: what each source says (`ranges`), how it came about (`timeline`), how far
apart every two sources are (`discrepancies`), how two sources' figures compare (`ratios`) and what
the claims leave possible (`bounds`).

`save(ranges_chart(comparison), "svg")` gives the bytes of a file. A chart computes nothing: it
shows the points, bounds and ranges of a `Comparison`, or the table of a `Bounds` (docs/charts.md).
"""

from __future__ import annotations

from reconcile.charts.bounds import bounds_chart
from reconcile.charts.matrix import discrepancies_chart
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.ratios import ratios_chart
from reconcile.charts.saving import FORMATS, save
from reconcile.charts.sheet import Chart
from reconcile.charts.timeline import timeline_chart

__all__ = [
    "FORMATS", "Chart", "bounds_chart", "discrepancies_chart", "ranges_chart", "ratios_chart",
    "save", "timeline_chart",
]  # fmt: skip
