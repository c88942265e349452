"""The key of a chart: a sample of every mark on the page, with what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes

from reconcile.charts.labels import height, width
from reconcile.charts.marks import (
    JOINS,
    SIGNS,
    SPREAD,
    cross,
    dot,
    median,
    ring,
    shade,
    stroke,
    tile,
    tip,
)
from reconcile.charts.sheet import INNER, Sheet, Style, text_artist
from reconcile.charts.style import ALARM, BAND, DATA, EDGE, GREY, INK, MARGIN, PAPER, SMALL, faded


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
    elif kind in _OTHER_SAMPLES:
        _OTHER_SAMPLES[kind](axes, x, y)
    else:
        _ratio_sample(axes, kind, x, y)


def _ratio_sample(axes: Axes, kind: str, x: float, y: float) -> None:
    """One mark of the key of a chart of ratios."""
    middle, end = x + _SAMPLE / 2, x + _SAMPLE
    if kind in ("limit", "limit derived"):
        dot(axes, (middle, y), kind == "limit derived", form="D")
    elif kind == "median":
        median(axes, (middle, y), 0.07)
    elif kind == "spread":
        stroke(axes, (x, y), (end, y), linewidth=SPREAD, label="sample")


def _join_sample(axes: Axes, x: float, y: float, kind: str) -> None:
    """A bracket, and the sign that its words begin with."""
    style, edge = JOINS[kind], x + 0.11
    for level in (y - 0.06, y + 0.06):
        stroke(
            axes, (x + 0.03, level), (edge, level), label="sample", **{**style, "linewidth": 0.8}
        )
    stroke(axes, (edge, y - 0.06), (edge, y + 0.06), label="sample", **style)
    axes.add_artist(
        text_artist(edge + 0.05, y, [SIGNS[kind]], Style(SMALL, style["color"], down="center"))
    )


def _verdict_sample(axes: Axes, x: float, y: float, kind: str) -> None:
    tile(axes, (x + 0.01, y - 0.075), (_SAMPLE - 0.02, 0.15), kind)
    tone = PAPER if kind == "conflict" else INK
    style = Style(SMALL, tone, across="center", down="center")
    sign = text_artist(x + _SAMPLE / 2, y, [SIGNS[kind]], style)
    sign.set_zorder(6)
    axes.add_artist(sign)


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


_OTHER_SAMPLES: dict[str, Callable[[Axes, float, float], None]] = {
    **{name: partial(_verdict_sample, kind=name) for name in SIGNS},
    **{f"join {name}": partial(_join_sample, kind=name) for name in JOINS},
    "band": _band_sample,
    "unlimited": _unlimited_sample,
    "gives": _gives_sample,
    "beyond": _beyond_sample,
}
