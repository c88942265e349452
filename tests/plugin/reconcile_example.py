"""A check, a preset, a format of export and a chart, as docs/plugins.md describes them."""

from matplotlib.figure import Figure

from reconcile.charts.page.sheet import Chart
from reconcile.checks import WARNING, Check, Problem
from reconcile.export.formats import Format


def round_figure(view):
    """The figure ends in three zeros.

    Remedy: look whether the source said "about".
    """
    for row in view.holds("figure", lambda text: text.endswith("000")).nonzero()[0].tolist():
        yield Problem("the figure is round", "look whether the source said about", row, "figure")


CHECK = Check(WARNING, round_figure)

PRESET = """
title = "Two columns: who, and how many"

[[rows]]
source = "{who}"
published = "{when}"
population = "soldiers"
measure = "killed"
figure = "{count}"
"""


def lines(comparison, table, raw):
    """A line for each range."""
    found = comparison.ranges
    ends = zip(found["measure"], found["low"], found["high"], strict=True)
    return "".join(f"{measure}: {low:.0f} to {high:.0f}\n" for measure, low, high in ends).encode()


FORMAT = Format("lines", "a line for each range", "the ranges", lines)


def totals_chart(comparison):
    """The highest claim of every estimand as a bar."""
    figure = Figure()
    highest = list(comparison.ranges["high"])
    figure.subplots().bar(range(len(highest)), highest)
    return Chart(figure, "Highest claims", f"{len(highest)} bars")
