"""Charts of one case, a room for each kind: what a chart of it shows, and its words.

`KINDS["ranges"].draw(comparison)` gives a `Chart`, of which `page.picture_files.save` makes a file.
A chart computes nothing: it shows the points, bounds and ranges of a `Comparison`, or the table of
a `Bounds` (docs/charts.md). What all kinds share stands in `page`, what those over days share in
`days`; matplotlib is loaded when the first chart is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help lists the kinds and must come at once
    from reconcile.charts.page.sheet import Chart
    from reconcile.comparison import Comparison


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart: what draws it of a comparison, what it tells, and how to read it."""

    draw: Callable[[Comparison], Chart]
    title: str
    about: str


def _room(function: str) -> Callable[[Comparison], Chart]:
    # the room is loaded when it draws
    def draw(comparison: Comparison) -> Chart:
        chart: Chart = resolve_name(f"{__name__}.{function}")(comparison)
        return chart

    return draw


# a new kind is a room and an entry here: the commands and the library know of no others
KINDS: dict[str, ChartKind] = {
    "ranges": ChartKind(
        _room("ranges:ranges_chart"), "What each source says now",
        "Lowest first, one line a source.",
    ),
    "timeline": ChartKind(
        _room("timeline:timeline_chart"), "How it came about",
        "Every dated figure, by the day it speaks of or, of an event that ended, of publication.",
    ),
    "discrepancies": ChartKind(
        _room("discrepancies:discrepancies_chart"), "How far apart every two sources are",
        "A cell for every two sources; it leads to the row of the source at its right.",
    ),
    "ratios": ChartKind(
        _room("ratios:ratios_chart"), "How the sources compare",
        "How many times as high one source's figures are as another's.",
    ),
    "bounds": ChartKind(
        _room("bounds:bounds_chart_of"), "What the claims leave possible, by day",
        "The band is what is possible if all claims hold, or if as few sources as can be are "
        "wrong.",
    ),
}  # fmt: skip
