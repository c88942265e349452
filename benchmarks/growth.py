"""How time grows with the rows, drawn for docs/performance.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from tasks import STEPS
from timing import Measured

APART = 0.033  # from the name of one line to the next, as a share of the height
COLOURS = {"reading": "#0072b2", "checking": "#009e73", "comparing": "#d55e00"}


def draw(measured: Sequence[Measured], path: Path) -> None:
    """Draw it with axes by powers of ten, where growth in proportion is a straight line."""
    figure = Figure(figsize=(7.5, 5), layout="constrained")
    axes = figure.add_subplot(xscale="log", yscale="log")
    named = list[tuple[float, str, str]]()
    for few in (False, True):
        for task in dict.fromkeys(each.task for each in measured):
            found = [each for each in measured if (each.task, each.few) == (task, few)]
            ours = task in STEPS
            if not found or (few and not ours) or task.startswith("DuckDB"):
                continue
            x, y = [each.rows for each in found], [each.seconds for each in found]
            style = "--" if few else "-" if ours else ":"
            axes.plot(x, y, style, marker="." if ours else "", color=COLOURS.get(task, "#777777"))
            named.append(
                (y[-1], f"{task}, few estimands" if few else task, COLOURS.get(task, "#555555"))
            )
    low, high = axes.get_ylim()
    above = math.inf
    for seconds, name, colour in sorted(named, reverse=True):
        above = min(seconds, above / (high / low) ** APART)
        axes.text(max(each.rows for each in measured) * 1.1, above, name, va="center",
                  fontsize=8, color=colour)  # fmt: skip
    axes.set_xlabel("rows")
    axes.set_ylabel("seconds of a processor, with the start of Python")
    axes.grid(color="#dddddd")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    with mpl.rc_context({"svg.hashsalt": "growth"}):
        figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
