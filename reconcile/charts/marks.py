"""The marks of a chart.

Every mark carries a label that says what it is (`point`, `bounds`, `arrow` and so on).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from reconcile.charts.style import (
    AGREED,
    ALARM,
    BAND,
    BOUNDS,
    DATA,
    GREY,
    GRID,
    INK,
    PAPER,
    RULE,
)

Place = tuple[float, float]
SPREAD = 2.0  # points that the line from the lowest to the highest ratio is wide
# a sign for each verdict, which says it without its tone
SIGNS = {"conflict": "≠", "timing": "→", "undetermined": "?", "agree": "="}
_TILES: dict[str, dict[str, Any]] = {
    "conflict": {"facecolor": ALARM, "edgecolor": ALARM},
    "timing": {"facecolor": BAND, "edgecolor": BAND},
    "undetermined": {"facecolor": PAPER, "edgecolor": GREY, "linestyle": (0, (3, 2))},
    "agree": {"facecolor": AGREED, "edgecolor": AGREED},
}
# the bracket that joins the two figures furthest apart of a verdict
JOINS: dict[str, dict[str, Any]] = {
    "conflict": {"color": ALARM, "linewidth": 1.5},
    "undetermined": {"color": GREY, "linewidth": 1.1, "linestyle": (0, (3, 2))},
    "timing": {"color": GREY, "linewidth": 0.9},
}
RING = 0.08  # inches from the middle of a ring to its edge
CLAIM = "claim_of_reconcile"  # where an artist has the number of the estimate it shows


def of_claim(artist: Artist, number: int) -> None:
    """Note on an artist which estimate it shows, so that it can lead to it."""
    setattr(artist, CLAIM, number)


@dataclass(frozen=True)
class Owned:
    """Axes that note on every mark which estimate it shows."""

    axes: Axes
    number: int

    def add_artist(self, artist: Artist) -> None:
        """Add a mark of the estimate."""
        of_claim(artist, self.number)
        self.axes.add_artist(artist)


def dot(axes: Axes | Owned, place: Place, hollow: bool, tone: str = DATA, form: str = "o") -> None:
    """A point: filled if it was said, hollow if it is derived."""
    size = 5.0 if form == "D" else 6.0
    mark = Line2D(
        [place[0]], [place[1]], marker=form, markersize=size, markeredgewidth=1.3, color=tone,
        markerfacecolor=PAPER if hollow else tone, linestyle="none", label="point", zorder=5,
    )  # fmt: skip
    mark.set_clip_on(False)
    axes.add_artist(mark)


def named_by(axes: Axes, place: Place, tone: str, form: str) -> None:
    """The mark of a source's points beside its name."""
    mark = Line2D(
        [place[0]], [place[1]], marker=form, markersize=5.0, color=tone, markeredgewidth=0,
        linestyle="none", label="name", zorder=5, clip_on=False,
    )  # fmt: skip
    axes.add_artist(mark)


def cross(axes: Axes | Owned, place: Place, tone: str) -> None:
    """A figure that its source has replaced for the same date."""
    mark = Line2D(
        [place[0]], [place[1]], marker="x", markersize=5.5, markeredgewidth=1.1, color=tone,
        alpha=0.6, linestyle="none", label="superseded", zorder=4,
    )  # fmt: skip
    axes.add_artist(mark)


def stroke(axes: Axes | Owned, start: Place, end: Place, **how: Any) -> None:
    """A straight line; `how` is what matplotlib calls its width, tone and label."""
    how = {"solid_capstyle": "butt", "color": BOUNDS, "linewidth": 3.6, "zorder": 3, **how}
    axes.add_artist(Line2D([start[0], end[0]], [start[1], end[1]], **how))


def tip(
    axes: Axes | Owned, place: Place, way: Literal["<", ">", "^", "v"], tone: str = BOUNDS,
    label: str = "arrow",
) -> None:  # fmt: skip
    """The head of an arrow: there is no limit that way, unless `label` says something else."""
    head = Line2D(
        [place[0]], [place[1]], marker=way, markersize=5.5, color=tone, markeredgewidth=0,
        linestyle="none", label=label, zorder=4,
    )  # fmt: skip
    head.set_clip_on(False)
    axes.add_artist(head)


def ring(axes: Axes | Owned, place: Place, radius: float = RING) -> None:
    """A ring around the point of a claim that has to give."""
    mark = Line2D(
        [place[0]], [place[1]], marker="o", markersize=144 * radius, markeredgewidth=1.3,
        color=ALARM, markerfacecolor="none", linestyle="none", label="gives", zorder=6,
    )  # fmt: skip
    mark.set_clip_on(False)
    axes.add_artist(mark)


def median(axes: Axes, place: Place, half: float) -> None:
    """A median: a stroke across the line, `half` of the axis to each side."""
    x, y = place
    stroke(axes, (x, y - half), (x, y + half), color=INK, linewidth=1.8, label="median", zorder=4)


def shade(axes: Axes, corner: Place, opposite: Place) -> None:
    """The counts that all claims allow, from edge to edge; one count is still to be seen."""
    wide, high = opposite[0] - corner[0], opposite[1] - corner[1]
    band = Rectangle(
        corner, wide, high, facecolor=AGREED, edgecolor=AGREED, linewidth=3.0, label="agreed",
        zorder=1,
    )  # fmt: skip
    axes.add_artist(band)


def tile(axes: Axes | Owned, corner: Place, size: Place, verdict: str) -> None:
    """A cell in the tone of a verdict; where the dates are too vague its edge is broken."""
    how = {"linewidth": 0.8, "label": verdict, "zorder": 1, **_TILES[verdict]}
    cell = Rectangle(corner, *size, **how)
    axes.add_artist(cell)
    cell.set_clip_on(False)


def grid(axes: Axes, ticks: Sequence[float], ends: Place, *, upright: bool) -> None:
    """Thin lines at the ticks, from one of `ends` to the other; the one at 0 is darker."""
    for tick in ticks:
        how = {"color": GRID if tick else RULE, "linewidth": 0.7, "label": "grid", "zorder": 0}
        if upright:
            stroke(axes, (tick, ends[0]), (tick, ends[1]), **how)
        else:
            stroke(axes, (ends[0], tick), (ends[1], tick), **how)


def bar(axes: Axes | Owned, days: Place, count: float, hollow: bool, tone: str) -> None:
    """A figure over all the days that its date may mean: filled if said, hollow if derived."""
    level = 5 - (days[1] - days[0]) / 1e6  # a longer bar lies under a shorter one
    ends = (days[0], count), (days[1], count)
    stroke(axes, *ends, color=tone, linewidth=4.4, label="vague", zorder=level)
    if hollow:
        stroke(axes, *ends, color=PAPER, linewidth=2.0, label="hollow", zorder=level)
