"""The marks of a chart and the key that explains them.

Every mark carries a label that says what it is (`point`, `bounds`, `arrow` and so on).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from reconcile.charts.labels import height, width
from reconcile.charts.sheet import INNER, Sheet, Style, text_artist
from reconcile.charts.style import (
    AGREED,
    ALARM,
    BAND,
    BOUNDS,
    DATA,
    EDGE,
    GREY,
    GRID,
    INK,
    MARGIN,
    PAPER,
    RULE,
    SMALL,
    faded,
)  # fmt: skip

Place = tuple[float, float]


def dot(axes: Axes, place: Place, hollow: bool, tone: str = DATA, form: str = "o") -> None:
    """A point: filled if it was said, hollow if it is derived."""
    size = 5.0 if form == "D" else 6.0
    mark = Line2D(
        [place[0]], [place[1]], marker=form, markersize=size, markeredgewidth=1.3, color=tone,
        markerfacecolor=PAPER if hollow else tone, linestyle="none", label="point", zorder=5,
    )  # fmt: skip
    mark.set_clip_on(False)
    axes.add_artist(mark)


def cross(axes: Axes, place: Place, tone: str) -> None:
    """A figure that its source has replaced for the same date."""
    mark = Line2D(
        [place[0]], [place[1]], marker="x", markersize=5.5, markeredgewidth=1.1, color=tone,
        alpha=0.6, linestyle="none", label="superseded", zorder=4,
    )  # fmt: skip
    axes.add_artist(mark)


def stroke(axes: Axes, start: Place, end: Place, **how: Any) -> None:
    """A straight line; `how` is what matplotlib calls its width, tone and label."""
    how = {"solid_capstyle": "butt", "color": BOUNDS, "linewidth": 3.6, "zorder": 3, **how}
    axes.add_artist(Line2D([start[0], end[0]], [start[1], end[1]], **how))


def tip(
    axes: Axes, place: Place, way: Literal["<", ">", "^", "v"], tone: str = BOUNDS,
    label: str = "arrow",
) -> None:  # fmt: skip
    """The head of an arrow: there is no limit that way, unless `label` says something else."""
    head = Line2D(
        [place[0]], [place[1]], marker=way, markersize=5.5, color=tone, markeredgewidth=0,
        linestyle="none", label=label, zorder=4,
    )  # fmt: skip
    head.set_clip_on(False)
    axes.add_artist(head)


RING = 0.08  # inches from the middle of a ring to its edge


def ring(axes: Axes, place: Place, radius: float = RING) -> None:
    """A ring around the point of a claim that has to give."""
    mark = Line2D(
        [place[0]], [place[1]], marker="o", markersize=144 * radius, markeredgewidth=1.3,
        color=ALARM, markerfacecolor="none", linestyle="none", label="gives", zorder=6,
    )  # fmt: skip
    mark.set_clip_on(False)
    axes.add_artist(mark)


def shade(axes: Axes, corner: Place, opposite: Place) -> None:
    """The counts that all claims allow, from edge to edge; one count is still to be seen."""
    wide, high = opposite[0] - corner[0], opposite[1] - corner[1]
    band = Rectangle(
        corner, wide, high, facecolor=AGREED, edgecolor=AGREED, linewidth=3.0, label="agreed",
        zorder=1,
    )  # fmt: skip
    axes.add_artist(band)


def grid(axes: Axes, ticks: Sequence[float], ends: Place, *, upright: bool) -> None:
    """Thin lines at the ticks, from one of `ends` to the other; the one at 0 is darker."""
    for tick in ticks:
        how = {"color": GRID if tick else RULE, "linewidth": 0.7, "label": "grid", "zorder": 0}
        if upright:
            stroke(axes, (tick, ends[0]), (tick, ends[1]), **how)
        else:
            stroke(axes, (ends[0], tick), (ends[1], tick), **how)


@dataclass(frozen=True)
class Key:
    """What each mark means, as many in a line as fit."""

    entries: tuple[tuple[str, str], ...]
    between: float = 0.0  # inches from line to line beyond those of the letters

    @property
    def height(self) -> float:
        """One line or more, and room below."""
        return self._places()[-1][1] * self._line + height(1, SMALL) + 0.14 if self.entries else 0.0

    @property
    def _line(self) -> float:
        return height(1, SMALL) + self.between

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw every mark with its words beside it."""
        if not self.entries:
            return
        high = self.height
        axes = sheet.axes(MARGIN, top, INNER, high)
        axes.set_xlim(0, INNER)
        axes.set_ylim(high, 0)
        axes.set_label("key")
        for (kind, words), (x, line) in zip(self.entries, self._places(), strict=True):
            y = line * self._line + height(1, SMALL) / 2
            _sample(axes, kind, x, y)
            style = Style(SMALL, INK, down="center")
            axes.add_artist(text_artist(x + _SAMPLE + 0.07, y, [words], style))

    def _places(self) -> list[tuple[float, int]]:
        places, x, line = list[tuple[float, int]](), 0.0, 0
        for _, words in self.entries:
            wide = _SAMPLE + 0.07 + width(words, SMALL)
            if x and x + wide > INNER:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide + 0.18
        return places


_SAMPLE = 0.26  # inches that the mark of a key is wide


def _sample(axes: Axes, kind: str, x: float, y: float) -> None:
    """One mark of the key."""
    middle, end = x + _SAMPLE / 2, x + _SAMPLE
    if kind in ("given", "derived"):
        dot(axes, (middle, y), kind == "derived")
    elif kind == "bounds":
        stroke(axes, (x, y), (end, y), label="sample")
    elif kind == "open":
        stroke(axes, (x, y), (end, y), label="sample")
        tip(axes, (end, y), ">")
    elif kind == "agreed":
        shade(axes, (x + 0.02, y - 0.05), (end - 0.02, y + 0.05))
    elif kind == "whisker":
        stroke(axes, (middle, y - 0.07), (middle, y + 0.07), label="sample")
    elif kind == "upward":
        stroke(axes, (middle, y + 0.07), (middle, y - 0.03), label="sample")
        tip(axes, (middle, y - 0.03), "^")
    elif kind == "vague":
        stroke(axes, (x, y), (end, y), color=GREY, linewidth=4.0, label="sample")
    elif kind == "superseded":
        cross(axes, (middle, y), GREY)
    elif kind in _BOUND_SAMPLES:
        _BOUND_SAMPLES[kind](axes, x, y)


def _band_sample(axes: Axes, x: float, y: float) -> None:
    stroke(axes, (x, y), (x + _SAMPLE, y), color=BAND, linewidth=8.0, label="sample")
    for level in (y - 0.055, y + 0.055):
        stroke(axes, (x, level), (x + _SAMPLE, level), color=EDGE, linewidth=1.1, label="sample")


def _unlimited_sample(axes: Axes, x: float, y: float) -> None:
    for share in range(4):
        level = y + 0.04 - 0.027 * share
        tone = faded(BAND, share / 4)
        stroke(axes, (x, level), (x + _SAMPLE, level), color=tone, linewidth=2.4, label="sample")
    low = y + 0.055
    stroke(axes, (x, low), (x + _SAMPLE, low), color=EDGE, linewidth=1.1, label="sample")
    tip(axes, (x + _SAMPLE / 2, y - 0.03), "^", EDGE)


def _gives_sample(axes: Axes, x: float, y: float) -> None:
    dot(axes, (x + 0.09, y), hollow=False)
    ring(axes, (x + 0.09, y), 0.068)
    down = x + _SAMPLE - 0.02
    stroke(axes, (down, y - 0.08), (down, y + 0.05), color=ALARM, linewidth=1.3, label="sample")
    tip(axes, (down, y + 0.05), "v", ALARM)


def _beyond_sample(axes: Axes, x: float, y: float) -> None:
    tip(axes, (x + _SAMPLE / 2, y), "^", DATA)


_BOUND_SAMPLES = {
    "band": _band_sample,
    "unlimited": _unlimited_sample,
    "gives": _gives_sample,
    "beyond": _beyond_sample,
}


def bar(axes: Axes, days: Place, count: float, hollow: bool, tone: str) -> None:
    """A figure over all the days that its date may mean: filled if said, hollow if derived."""
    level = 5 - (days[1] - days[0]) / 1e6  # a longer bar lies under a shorter one
    ends = (days[0], count), (days[1], count)
    stroke(axes, *ends, color=tone, linewidth=4.4, label="vague", zorder=level)
    if hollow:
        stroke(axes, *ends, color=PAPER, linewidth=2.0, label="hollow", zorder=level)
