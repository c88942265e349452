"""Brackets beside the rows of a panel: which two figures of a verdict are furthest apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes

from reconcile.charts.page.labels import width
from reconcile.charts.page.marks import SIGNS, XY, Sample, stroke
from reconcile.charts.page.sheet import Style, text_artist
from reconcile.charts.page.style import ALARM, GREY, PAPER, SMALL
from reconcile.comparison.verdicts import CONFLICT, TIMING, UNDETERMINED, VERDICTS, Pair
from reconcile.notation.words import number, times

_ARM, SAID, _AIR = 0.1, 0.05, 0.04  # inches: before a bracket, before its words, after them
_LOOKS: dict[str, dict[str, Any]] = {
    "conflict": {"color": ALARM, "linewidth": 1.5},
    "undetermined": {"color": GREY, "linewidth": 1.1, "linestyle": (0, (3, 2))},
    "timing": {"color": GREY, "linewidth": 0.9},
}


@dataclass(frozen=True, slots=True)
class Join:
    """A bracket from one row to another, with what it says; `lane` counts from the axis out."""

    verdict: str
    words: str
    rows: tuple[int, int]
    lane: int = 0

    @property
    def width(self) -> float:
        """Inches that it takes, arms and words included."""
        return _ARM + SAID + width(self.words, SMALL) + _AIR


def joins_of(pairs: Sequence[Pair], rows: Sequence[int | None]) -> tuple[Join, ...]:
    """The brackets of a panel whose rows show the estimates of these numbers.

    `pairs` are those furthest apart of each verdict. Joined are the two that cannot both be true,
    or else the two of which the dates do not tell, and the two that time explains.
    """
    found = []
    for pair in joined_pairs(pairs):
        if pair.claim_a in rows and pair.claim_b in rows:
            first, last = sorted((rows.index(pair.claim_a), rows.index(pair.claim_b)))
            words = apart_text(pair, signed=True)
            found.append(Join(VERDICTS[pair.verdict], words, (first, last)))
    found.sort(key=lambda join: join.rows[1] - join.rows[0])
    if len(found) > 1 and not _apart(*found):
        found[1] = replace(found[1], lane=1)
    return tuple(found)


def joined_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """Those of the pairs furthest apart of each verdict that a bracket joins."""
    by = {pair.verdict: pair for pair in pairs}
    worst = CONFLICT if CONFLICT in by else UNDETERMINED
    return [by[verdict] for verdict in (worst, TIMING) if verdict in by]


def apart_text(pair: Pair, *, signed: bool) -> str:
    """The ratio of a pair, or from 0 the difference, as there is no ratio to 0; and its sign."""
    apart = times(pair.ratio) if math.isfinite(pair.ratio) else f"+{number(pair.difference)}"
    return f"{SIGNS[VERDICTS[pair.verdict]]} {apart}" if signed else apart


def _apart(one: Join, other: Join) -> bool:
    return one.rows[1] < other.rows[0] or other.rows[1] < one.rows[0]


def lanes(joins: Sequence[Join]) -> tuple[float, tuple[float, ...]]:
    """How wide all lanes are together, so that every bracket of the page has room in its own; and
    how many inches beyond the axis the upright of each stands.
    """
    wide: dict[int, float] = {}
    for join in joins:
        wide[join.lane] = max(wide.get(join.lane, 0.0), join.width)
    widths = [wide[lane] for lane in sorted(wide)]
    return sum(widths), tuple(sum(widths[:lane]) + _ARM for lane in range(len(widths)))


def draw_join(
    axes: Axes, join: Join, levels: Sequence[float], begin: tuple[float, float], ends: XY
) -> None:
    """A bracket over rows at `levels`; `begin` is where its two arms begin, `ends` its upright
    and its words, all in lengths of the axis, 1 being its end.
    """
    first, last = join.rows
    x, after = ends
    how = {**_LOOKS[join.verdict], "transform": axes.get_yaxis_transform(), "clip_on": False}
    thin = {**how, "linewidth": 0.8, "zorder": 1.5}
    for start, row in zip(begin, join.rows, strict=True):
        stroke(axes, (start, levels[row]), (x, levels[row]), label="arm", **thin)
    stroke(axes, (x, levels[first]), (x, levels[last]), label=join.verdict, **how)
    middle = (first + last) // 2
    y = (levels[middle] + levels[middle + 1]) / 2  # between two rows, where no arm crosses it
    style = Style(SMALL, how["color"], down="center")
    text = text_artist(after, y, [join.words], style)
    text.set_transform(axes.get_yaxis_transform())
    text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.4})
    text.set_zorder(4)
    axes.add_artist(text)


def join_sample(verdict: str) -> Sample:
    """A bracket in the key, and the sign that its words begin with."""

    def draw(axes: Axes, x: float, y: float) -> None:
        look, edge = {**_LOOKS[verdict], "label": "sample"}, x + 0.11
        for level in (y - 0.06, y + 0.06):
            stroke(axes, (x + 0.03, level), (edge, level), **{**look, "linewidth": 0.8})
        stroke(axes, (edge, y - 0.06), (edge, y + 0.06), **look)
        style = Style(SMALL, look["color"], down="center")
        axes.add_artist(text_artist(edge + 0.05, y, [SIGNS[verdict]], style))

    return draw
