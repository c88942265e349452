"""What is on a drawn chart: its texts and where they lie, its panels and their marks."""

from __future__ import annotations

from itertools import combinations

from matplotlib.lines import Line2D
from matplotlib.text import Text

from reconcile.charts import Chart

TOLERANCE = 1.0  # pixels by which two boxes of text may meet


def texts(chart: Chart) -> list[Text]:
    """Every text on the page that is not empty."""
    return [text for text in chart.figure.findobj(Text) if text.get_text().strip()]


def words(chart: Chart) -> str:
    """All that is written on the page, one text a line, broken lines joined."""
    return "\n".join(text.get_text().replace("\n", " ") for text in texts(chart))


def _boxes(chart: Chart):
    chart.figure.canvas.draw()
    renderer = chart.figure.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts(chart)]


def clipped(chart: Chart) -> list[str]:
    """The texts that reach beyond the page."""
    wide, high = chart.figure.canvas.get_width_height(physical=True)
    return [
        text
        for text, box in _boxes(chart)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
    ]


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """The pairs of texts that lie on each other."""
    found = []
    for (one, a), (other, b) in combinations(_boxes(chart), 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > TOLERANCE and down > TOLERANCE:
            found.append((one, other))
    return found


def panel(chart: Chart, title: str):
    """The axes of the panel with this title."""
    (axes,) = [axes for axes in chart.figure.axes if axes.get_label() == title]
    return axes


def titles(chart: Chart) -> list[str]:
    """The titles of the panels, from the top."""
    return [axes.get_label() for axes in chart.figure.axes if axes.get_label() != "key"]


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
