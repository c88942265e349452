"""A panel of discrepancies: a staircase of cells, as in a table of distances between towns.

A source's label stands at the end of its row and thereby at the head of its column, so that no name
is written twice or upright. The more sources, the smaller the cells: first the dates go, then the
ratios, never a name.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reconcile.charts.page.claims import Claim
from reconcile.charts.page.labels import height, named, width, wrapped
from reconcile.charts.page.marks import SAMPLE, SIGNS, XY, Key, Owned, Sample, key_of
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.sheet import Sheet, Style, text_artist, title_height
from reconcile.charts.page.style import AGREED, ALARM, BAND, GREY, INK, PAPER, SMALL, TEXT
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.speech import mark, say
from reconcile.notation.words import number, times
from reconcile.wording.verdict_words import plain

_WIDEST, _AIR, _BETWEEN = 0.95, 0.09, 0.1  # inches: a cell, before a label, between its words
_ROOMY = 16  # sources in a panel whose labels have two lines: with more it is higher than wide
_NO_NUMBER = mark("no number given")
_CLOSE = 1.35  # inches of a name on narrow paper
_NAME, _FIGURE, _LEAST = 2.35, 1.6, 0.15  # inches: names and figures at most, a cell with a sign
_SPAN = 3.2  # inches of a date at most where each label has two lines
_BELOW = 0.16  # inches from what is drawn to the next rule
_PAD = 0.06  # inches to each side of the words of a cell
_GAP = 0.015  # inches from a cell to the next
_TILES: dict[str, dict[str, Any]] = {
    "conflict": {"facecolor": ALARM, "edgecolor": ALARM},
    "timing": {"facecolor": BAND, "edgecolor": BAND},
    "undetermined": {"facecolor": PAPER, "edgecolor": GREY, "linestyle": (0, (3, 2))},
    "agree": {"facecolor": AGREED, "edgecolor": AGREED},
}


@dataclass(frozen=True)
class SourceLabel:
    """A source's name in lines; its figure and its date, on the line below or behind the name."""

    name: tuple[str, ...]
    figure: str
    date: str
    below: bool

    @property
    def height(self) -> float:
        """Inches of its lines."""
        below = height(1, SMALL) if self.below else 0.0
        return height(len(self.name), TEXT) + below

    @property
    def width(self) -> float:
        """Inches of its longest line."""
        name = max(width(line, TEXT) for line in self.name)
        rest = width(self.figure, TEXT) + (_BETWEEN + width(self.date, SMALL) if self.date else 0.0)
        return max(name, rest) if self.below else name + (_BETWEEN + rest if rest else 0.0)


@dataclass(frozen=True)
class Layout:
    """The sources of a panel, lowest first (None: some are left out here), with their labels."""

    claims: tuple[Claim | None, ...]
    labels: tuple[SourceLabel, ...]
    cell: tuple[float, float]

    @property
    def height(self) -> float:
        """Inches of all the rows."""
        return len(self.labels) * self.cell[1]


def layout_of(low: Sequence[Claim], left_out: int, high: Sequence[Claim]) -> Layout:
    """The layout of sources, of which `left_out` between `low` and `high` are not drawn."""
    claims = (*low, *([None] if left_out else []), *high)
    words = say("{n} more sources, not drawn", n=number(left_out))
    if len(claims) <= _ROOMY:
        labels = tuple(_label(claim, words, below=True) for claim in claims)
        return _laid(claims, labels, 0.08)
    for dated in (True, False):
        labels = tuple(_label(claim, words, below=False, dated=dated) for claim in claims)
        layout = _laid(claims, labels, 0.05)
        if layout.cell[0] >= _LEAST:
            break
    return layout


def _label(claim: Claim | None, words: str, *, below: bool, dated: bool = True) -> SourceLabel:
    if claim is None:
        return SourceLabel((words,), "", "", False)
    room = _CLOSE if paper().stacked else _NAME
    name = named(claim.source, claim.mark, TEXT, room, 2 if below else 1)
    date = (
        wrapped(claim.date, SMALL, _SPAN if below else _FIGURE, 1)[0]
        if dated and not paper().stacked
        else ""
    )
    return SourceLabel(name, _figure(claim), date, below)


def _figure(claim: Claim) -> str:
    """The figure in the words of its source, or its point where they are long."""
    if not claim.counted:
        return say(_NO_NUMBER)
    return claim.figure if width(claim.figure, TEXT) <= _FIGURE else f"{number(claim.point)} …"


def _laid(claims: tuple[Claim | None, ...], labels: tuple[SourceLabel, ...], air: float) -> Layout:
    """Cells as wide as the longest labels leave them room for."""
    room = [(inner() - _AIR - label.width) / at for at, label in enumerate(labels) if at]
    high = max(label.height for label in labels) + air
    return Layout(claims, labels, (min(_WIDEST, *room), high))


@dataclass(frozen=True, slots=True)
class Cell:
    """Two sources by their numbers in the layout, and what the table says of their figures."""

    row: int
    column: int
    verdict: str
    ratio: float
    difference: float

    @property
    def words(self) -> str:
        """The ratio; from 0 the difference, since there is no ratio to 0; nothing if unknown."""
        if self.ratio > 0:
            return times(self.ratio)
        return "" if math.isnan(self.difference) else f"+{number(self.difference)}"


@dataclass(frozen=True)
class MatrixPanel:
    """An estimand with the verdicts on all its pairs; `left_out` sources are not drawn."""

    title: tuple[str, ...]
    verdict: str
    details: tuple[str, ...]
    layout: Layout
    cells: tuple[Cell, ...]
    left_out: int

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        return self._head + self.layout.height + _BELOW

    @property
    def unsaid(self) -> int:
        """How many cells are too small for their ratio."""
        size = self._size
        return sum(bool(cell.words) and len(said(cell, size)) == 1 for cell in self.cells)

    @property
    def _size(self) -> tuple[float, float]:
        wide, high = self.layout.cell
        return wide - 2 * _GAP, high - 2 * _GAP

    @property
    def _head(self) -> float:
        return title_height(self.title, height(len(self.details), SMALL)) + 0.1

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.head(top, self.title, self.verdict, self.details)
        axes = sheet.axes(margin(), top + self._head, inner(), self.layout.height)
        axes.set_label(" ".join(self.title))
        axes.set_xlim(0, inner())
        axes.set_ylim(self.layout.height, 0)
        for cell in self.cells:
            self._draw_cell(axes, cell)
        for row in range(len(self.layout.labels)):
            self._write_label(sheet, top + self._head, row)

    def _draw_cell(self, axes: Axes, cell: Cell) -> None:
        wide, high = self.layout.cell
        left, top = cell.column * wide + _GAP, cell.row * high + _GAP
        size = self._size
        _tile(self._owned(axes, cell), (left, top), size, cell.verdict)
        middle = (left + size[0] / 2, top + size[1] / 2)
        for x, y, text in said(cell, size):
            _write(axes, (middle[0] + x, middle[1] + y), text, cell.verdict)

    def _owned(self, axes: Axes, cell: Cell) -> Axes | Owned:
        """A cell leads to the claim at the end of its row."""
        claim = self.layout.claims[cell.row]
        return Owned(axes, claim.number) if claim else axes

    def _write_label(self, sheet: Sheet, top: float, row: int) -> None:
        """A source at the end of its row: its name, then its figure and its date."""
        label, (wide, high) = self.layout.labels[row], self.layout.cell
        x = margin() + row * wide + (_AIR if row else 0.0)
        middle = top + (row + 0.5) * high
        counted = self.layout.claims[row] is not None
        if label.below:
            y = middle - label.height / 2
            sheet.write(x, y, label.name, Style(TEXT, INK))
            self._write_rest(sheet, x, y + height(len(label.name), TEXT) + 0.065, label)
            return
        sheet.write(x, middle, label.name, Style(TEXT, INK if counted else GREY, down="center"))
        if label.figure:
            x += width(label.name[0], TEXT) + _BETWEEN
            self._write_rest(sheet, x, middle, label)

    def _write_rest(self, sheet: Sheet, x: float, y: float, label: SourceLabel) -> None:
        sheet.write(x, y, [label.figure], Style(TEXT, INK, down="center"))
        if label.date:
            x += width(label.figure, TEXT) + _BETWEEN
            sheet.write(x, y, [label.date], Style(SMALL, GREY, down="center"))


def said(cell: Cell, size: tuple[float, float]) -> list[tuple[float, float, str]]:
    """What stands in a cell of `size` inches, from its middle: the sign, and what fits of the rest.

    Side by side, else one under the other, else the sign alone.
    """
    sign, words = SIGNS[cell.verdict], cell.words
    one, other = width(sign, SMALL), width(words, SMALL)
    beside = one + other + 0.06
    if not words:
        return [(0.0, 0.0, sign)]
    if beside + 2 * _PAD <= size[0]:
        return [((one - beside) / 2, 0.0, sign), ((beside - other) / 2, 0.0, words)]
    if other + _PAD <= size[0] and height(2, SMALL) <= size[1]:
        line = height(1, SMALL) / 2
        return [(0.0, -line, words), (0.0, line, sign)]
    return [(0.0, 0.0, sign)]


def _tile(axes: Axes | Owned, corner: XY, size: XY, verdict: str) -> None:
    """A cell in the tone of a verdict; where the dates are too vague its edge is broken."""
    how = {"linewidth": 0.8, "label": verdict, "zorder": 1, **_TILES[verdict]}
    cell = Rectangle(corner, *size, **how)
    axes.add_artist(cell)
    cell.set_clip_on(False)


def _write(axes: Axes, at: XY, text: str, verdict: str) -> None:
    tone = PAPER if verdict == "conflict" else INK
    artist = text_artist(*at, [text], Style(SMALL, tone, across="center", down="center"))
    artist.set_zorder(6)
    axes.add_artist(artist)


def key(verdicts: Collection[str]) -> Key:
    """The verdicts that are on the page, worst first."""
    entries = ((_tile_sample(name), plain(name), name in verdicts) for name in reversed(VERDICTS))
    return key_of(*entries, between=0.06)


def _tile_sample(verdict: str) -> Sample:
    def draw(axes: Axes, x: float, y: float) -> None:
        _tile(axes, (x + 0.01, y - 0.075), (SAMPLE - 0.02, 0.15), verdict)
        _write(axes, (x + SAMPLE / 2, y), SIGNS[verdict], verdict)

    return draw
