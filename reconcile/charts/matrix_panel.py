"""One panel of the chart of discrepancies: a staircase of cells, a source at each row's end."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from reconcile.charts.labels import height, width
from reconcile.charts.marks import SIGNS, Owned, tile
from reconcile.charts.matrix_layout import AIR, BETWEEN, Label, Layout
from reconcile.charts.sheet import INNER, Sheet, Style, text_artist
from reconcile.charts.style import ALARM, GREY, HEAD, INK, MARGIN, PAPER, SMALL, TEXT, WIDTH
from reconcile.comparison.reasons import number
from reconcile.notation.words import times

_ABOVE, _BELOW = 0.08, 0.16
_PAD = 0.06  # inches to each side of the words of a cell
_GAP = 0.015  # inches from a cell to the next


@dataclass(frozen=True, slots=True)
class Cell:
    """Two sources by their places in the layout, and what the table says of their figures."""

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
        lines = height(len(self.title), HEAD) + height(len(self.details), SMALL)
        return _ABOVE + lines + 0.1

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.rule(top)
        y = top + _ABOVE
        sheet.write(MARGIN, y, self.title, Style(HEAD, INK, bold=True))
        tone = ALARM if self.verdict == "conflict" else GREY
        style = Style(HEAD, tone, bold=True, across="right")
        sheet.write(WIDTH - MARGIN, y, [self.verdict], style)
        y += height(len(self.title), HEAD) + 0.02
        sheet.write(MARGIN, y, self.details, Style(SMALL, GREY))
        axes = sheet.axes(MARGIN, top + self._head, INNER, self.layout.height)
        axes.set_label(" ".join(self.title))
        axes.set_xlim(0, INNER)
        axes.set_ylim(self.layout.height, 0)
        for cell in self.cells:
            self._draw_cell(axes, cell)
        for place in range(len(self.layout.labels)):
            self._write_label(sheet, top + self._head, place)

    def _draw_cell(self, axes: Axes, cell: Cell) -> None:
        wide, high = self.layout.cell
        left, top = cell.column * wide + _GAP, cell.row * high + _GAP
        size = self._size
        tile(self._owned(axes, cell), (left, top), size, cell.verdict)
        middle = (left + size[0] / 2, top + size[1] / 2)
        tone = PAPER if cell.verdict == "conflict" else INK
        for x, y, text in said(cell, size):
            style = Style(SMALL, tone, across="center", down="center")
            artist = text_artist(middle[0] + x, middle[1] + y, [text], style)
            artist.set_zorder(6)
            axes.add_artist(artist)

    def _owned(self, axes: Axes, cell: Cell) -> Axes | Owned:
        """A cell leads to the claim at the end of its row."""
        claim = self.layout.claims[cell.row]
        return Owned(axes, claim.number) if claim else axes

    def _write_label(self, sheet: Sheet, top: float, place: int) -> None:
        """A source at the end of its row: its name, then its figure and its date."""
        label, (wide, high) = self.layout.labels[place], self.layout.cell
        x = MARGIN + place * wide + (AIR if place else 0.0)
        middle = top + (place + 0.5) * high
        counted = self.layout.claims[place] is not None
        if label.below:
            y = middle - label.height / 2
            sheet.write(x, y, label.name, Style(TEXT, INK))
            self._write_rest(sheet, x, y + height(len(label.name), TEXT) + 0.065, label)
            return
        sheet.write(x, middle, label.name, Style(TEXT, INK if counted else GREY, down="center"))
        if label.figure:
            x += width(label.name[0], TEXT) + BETWEEN
            self._write_rest(sheet, x, middle, label)

    def _write_rest(self, sheet: Sheet, x: float, y: float, label: Label) -> None:
        sheet.write(x, y, [label.figure], Style(TEXT, INK, bold=False, down="center"))
        if label.date:
            x += width(label.figure, TEXT) + BETWEEN
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
