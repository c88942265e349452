"""The marks that kinds of charts share, and the key with samples of those that are on a page.

Every mark carries a label that says what it is (`point`, `bounds`, `arrow` and so on). A mark that
only one kind has, and its sample, stands in the room of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reconcile.charts.page.labels import height, width, wrapped
from reconcile.charts.page.paper import inner, margin
from reconcile.charts.page.sheet import Sheet, Style, text_artist
from reconcile.charts.page.style import BOUNDS, DATA, GRID, INK, PAPER, RULE, SMALL

XY = tuple[float, float]  # across and upright, in inches or in what the axes count
Sample = Callable[[Axes, float, float], None]  # draws a mark in the key, from x on at the level y
SAMPLE = 0.26  # inches that a sample is wide
_BESIDE, _APART = 0.07, 0.18  # inches from a sample to its words, and from these to the next one
# a sign for each verdict, which says it without its tone
SIGNS = {"conflict": "≠", "timing": "→", "undetermined": "?", "agree": "="}
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


def form(axes: Axes | Owned, at: XY, marker: str, size: float, tone: str, **how: Any) -> None:
    """One form of matplotlib's, `size` points large, that may reach over the edge of the axes."""
    how = {"linestyle": "none", "clip_on": False, **how}
    axes.add_artist(Line2D([at[0]], [at[1]], marker=marker, markersize=size, color=tone, **how))


def dot(axes: Axes | Owned, at: XY, hollow: bool, tone: str = DATA, marker: str = "o") -> None:
    """A point: filled if it was said, hollow if it is derived."""
    form(
        axes, at, marker, 5.0 if marker == "D" else 6.0, tone, markeredgewidth=1.3,
        markerfacecolor=PAPER if hollow else tone, label="point", zorder=5,
    )  # fmt: skip


def dot_sample(hollow: bool = False, marker: str = "o") -> Sample:
    """A point in the key."""
    return lambda axes, x, y: dot(axes, (x + SAMPLE / 2, y), hollow, marker=marker)


def stroke(axes: Axes | Owned, start: XY, end: XY, **how: Any) -> None:
    """A straight line; `how` is what matplotlib calls its width, tone and label."""
    how = {"solid_capstyle": "butt", "color": BOUNDS, "linewidth": 3.6, "zorder": 3, **how}
    axes.add_artist(Line2D([start[0], end[0]], [start[1], end[1]], **how))


def stroke_sample(**how: Any) -> Sample:
    """A level line in the key."""
    return lambda axes, x, y: stroke(axes, (x, y), (x + SAMPLE, y), label="sample", **how)


def tip(
    axes: Axes | Owned, at: XY, way: Literal["<", ">", "^", "v"], tone: str = BOUNDS,
    label: str = "arrow",
) -> None:  # fmt: skip
    """The head of an arrow: there is no limit that way, unless `label` says something else."""
    form(axes, at, way, 5.5, tone, markeredgewidth=0, label=label, zorder=4)


def grid(axes: Axes, ticks: Sequence[float], ends: XY, *, upright: bool) -> None:
    """Thin lines at the ticks, from one of `ends` to the other; the one at 0 is darker."""
    for tick in ticks:
        how = {"color": GRID if tick else RULE, "linewidth": 0.7, "label": "grid", "zorder": 0}
        if upright:
            stroke(axes, (tick, ends[0]), (tick, ends[1]), **how)
        else:
            stroke(axes, (ends[0], tick), (ends[1], tick), **how)


class _Spot(NamedTuple):
    """Where an entry of a key stands: inches from the left, its first line, and its words."""

    x: float
    line: int
    words: Sequence[str]


@dataclass(frozen=True)
class Key:
    """What each mark means, as many in a line as fit; each mark draws its own sample.

    Words that are wider than the page go on in lines below, which nothing else stands on.
    """

    entries: tuple[tuple[Sample, str], ...]
    between: float = 0.0  # inches from line to line beyond those of the letters

    @property
    def height(self) -> float:
        """One line or more, and room below."""
        if not self.entries:
            return 0.0
        last = self._spots()[-1]
        return (last.line + len(last.words) - 1) * self._line + height(1, SMALL) + 0.14

    @property
    def _line(self) -> float:
        return height(1, SMALL) + self.between

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw every mark with its words beside it."""
        if not self.entries:
            return
        high = self.height
        axes = sheet.axes(margin(), top, inner(), high)
        axes.set_xlim(0, inner())
        axes.set_ylim(high, 0)
        axes.set_label("key")
        style = Style(SMALL, INK, down="center")
        for (sample, _), spot in zip(self.entries, self._spots(), strict=True):
            y = spot.line * self._line + height(1, SMALL) / 2
            sample(axes, spot.x, y)
            for below, words in enumerate(spot.words):
                at = spot.x + SAMPLE + _BESIDE, y + below * self._line
                axes.add_artist(text_artist(*at, [words], style))

    def _spots(self) -> list[_Spot]:
        """Where each entry stands."""
        spots, x, line = list[_Spot](), 0.0, 0
        for _, words in self.entries:
            beside = SAMPLE + _BESIDE
            wide = beside + width(words, SMALL)
            if x and x + wide > inner():
                x, line = 0.0, line + 1
            lines = [words] if wide <= inner() else wrapped(words, SMALL, inner() - beside)
            spots.append(_Spot(x, line, lines))
            x, line = x + wide + _APART, line + len(lines) - 1
        return spots


def key_of(*entries: tuple[Sample, str, bool], between: float = 0.0) -> Key:
    """The key of those marks that are on the page."""
    return Key(tuple((sample, words) for sample, words, drawn in entries if drawn), between)
