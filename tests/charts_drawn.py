"""Comparisons to draw, and what is on a drawn chart: texts, panels, marks and where they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
from ledgers import compared
from matplotlib.lines import Line2D
from matplotlib.text import Text

from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.charts.bounds import bounds_chart
from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.page.sheet import Chart, artists
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.comparison import Comparison, Selection, compare
from reconcile.notation.dates import parse_date
from reconcile.storage.ledger import load

ESTIMATES = Path(__file__).parent.parent / "estimates"
CUTS = {"february": Cut(known_by=parse_date("2025-02-28")), "everything": Cut()}
HEAD = "source,published,as_of,place,measure,figure\n"
KILLED = (
    "Source A,2025-01-01,,Town,killed,~300",
    "Source B,2025-01-02,,Town,killed,250–400",
    "Source C,2025-01-03,,Town,killed,>=320",
    "Source D,2025-01-03,,Town,killed,unknown",
    "Source E,2025-01-03,,Town,killed,<500",
)
DERIVED = (
    "Source A,2025-01-01,,Town,killed,100",
    "Source A,2025-01-01,,Town,wounded,200",
    "Source B,2025-01-01,,Town,killed+wounded,500",
)


def bounded_chart(comparison: Comparison) -> Chart:
    """The chart of what the claims of a comparison leave possible."""
    return bounds_chart(bounds(comparison))


CHARTS = (ranges_chart, timeline_chart, discrepancies_chart, bounded_chart)
TOLERANCE = 1.0  # pixels by which two boxes of text may meet


def table(*rows: str) -> Comparison:
    """The comparison of these rows under `HEAD`."""
    return compared(HEAD + "\n".join(rows) + "\n")


@cache
def shipped(cut: str, case: str = "north-korean-troops") -> Comparison:
    """A case that the project ships, at one of `CUTS`."""
    parsed = parse(load(ESTIMATES))
    good = np.zeros(len(parsed.typed), dtype=bool)
    return compare(align(parsed, good, CUTS[cut]), Selection(case=(case,)))


@cache
def shown(
    draw: Callable[[Comparison], Chart], cut: str, case: str = "north-korean-troops"
) -> Chart:
    """The chart of such a case, drawn once for all who only look at it."""
    return draw(shipped(cut, case))


def texts(chart: Chart) -> list[Text]:
    """Every text on the page that is not empty."""
    figures = [one.figure for one in chart.pictures]
    found = (one for each in figures for one in artists(each) if isinstance(one, Text))
    return [text for text in found if text.get_text().strip()]


def words(chart: Chart) -> str:
    """All that is written on the page, one text a line, broken lines joined."""
    return "\n".join(text.get_text().replace("\n", " ") for text in texts(chart))


def _boxes(picture: Chart):
    renderer = picture.figure.canvas.get_renderer()
    alone = replace(picture, more=())
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts(alone)]


def clipped(chart: Chart) -> list[str]:
    """The texts that reach beyond the page."""
    found = []
    for picture in chart.pictures:
        wide, high = picture.figure.canvas.get_width_height(physical=True)
        found += [
            text
            for text, box in _boxes(picture)
            if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
        ]
    return found


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """The pairs of texts that lie on each other."""
    found = []
    pairs = (pair for picture in chart.pictures for pair in combinations(_boxes(picture), 2))
    for (one, a), (other, b) in pairs:
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > TOLERANCE and down > TOLERANCE:
            found.append((one, other))
    return found


def panel(chart: Chart, title: str):
    """The axes of the panel with this title."""
    (axes,) = [axes for axes in panels(chart) if axes.get_label() == title]
    return axes


def panels(chart: Chart):
    """The axes of all the panels, from the top."""
    every = (axes for one in chart.pictures for axes in one.figure.axes)
    return [axes for axes in every if axes.get_label() != "key"]


def titles(chart: Chart) -> list[str]:
    """The titles of the panels, from the top."""
    return [axes.get_label() for axes in panels(chart)]


def lines(axes, label: str) -> list[Line2D]:
    """The lines and marks of a panel that are called `label`."""
    return [line for line in axes.findobj(Line2D) if line.get_label() == label]


def points(axes) -> list[tuple[float, float]]:
    """Where the points of a panel are."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in lines(axes, "point")
    ]


def hollow(line: Line2D) -> bool:
    """Whether a point is not filled."""
    return line.get_markerfacecolor() != line.get_color()
