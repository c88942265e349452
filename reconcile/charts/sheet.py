"""The page that charts are drawn on: blocks under one another, measured before they are drawn.

All places on a page are inches from its top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from reconcile.charts.labels import font, height, is_tall, spelt, wrapped
from reconcile.charts.style import (
    DPI,
    GREY,
    HEAD,
    INK,
    LEAST_DPI,
    MARGIN,
    PAPER,
    RULE,
    SMALL,
    TALLEST,
    TITLE,
    WIDTH,
)

INNER = WIDTH - 2 * MARGIN
_SPELT = "Names for whose letters this machine has no font are spelt in Latin letters."


@dataclass(frozen=True)
class Chart:
    """A drawn chart, its title and the text that stands for it where it cannot be seen."""

    figure: Figure
    title: str
    alt: str


@dataclass(frozen=True)
class Style:
    """How a text is set: points, tone, weight, and where its place lies in it."""

    size: float = SMALL
    tone: str = INK
    bold: bool = False
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center"] = "top"


@dataclass(frozen=True)
class Sheet:
    """A page `height` inches high."""

    figure: Figure
    height: float

    def write(self, x: float, y: float, lines: Sequence[str], style: Style) -> list[Text]:
        """Write `clean` lines under one another."""
        texts = []
        for below, part, own in evenly(lines, style):
            text = text_artist(x / WIDTH, 1 - (y + below) / self.height, part, own)
            text.set_transform(self.figure.transSubfigure)
            self.figure.add_artist(text)
            texts.append(text)
        return texts

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        ends, level = [MARGIN / WIDTH, 1 - MARGIN / WIDTH], 1 - y / self.height
        line = Line2D(ends, [level, level], color=RULE, linewidth=0.6)
        line.set_transform(self.figure.transSubfigure)
        self.figure.add_artist(line)

    def axes(self, x: float, y: float, width: float, high: float) -> Axes:
        """A field to draw in, without anything that matplotlib would add to it."""
        box = (x / WIDTH, 1 - (y + high) / self.height, width / WIDTH, high / self.height)
        axes = self.figure.add_axes(box)
        axes.set_axis_off()
        return axes


def evenly(lines: Sequence[str], style: Style) -> list[tuple[float, Sequence[str], Style]]:
    """Lines as they are to be set, in one text or, if some are tall, each in its own.

    With each stand the inches from the place of the lines. A tall line within a text would push
    those below it further down.
    """
    if len(lines) < 2 or not any(map(is_tall, lines)):
        return [(0.0, lines, style)]
    pitch, own = height(1, style.size), replace(style, down="center")
    first = pitch / 2 if style.down == "top" else (1 - len(lines)) * pitch / 2
    return [(first + number * pitch, [line], own) for number, line in enumerate(lines)]


def text_artist(x: float, y: float, lines: Sequence[str], style: Style) -> Text:
    """A text that is never read as mathematics."""
    joined = "\n".join(lines)
    return Text(
        x, y, joined, fontproperties=font(joined, style.size, style.bold), color=style.tone,
        horizontalalignment=style.across, verticalalignment=style.down,
        parse_math=False, clip_on=False,
    )  # fmt: skip


class Block(Protocol):
    """A part of the page that knows its height in inches before it is drawn."""

    @property
    def height(self) -> float:
        """Its height in inches."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True)
class Words:
    """Paragraphs across the page, with `after` inches of room below."""

    paragraphs: tuple[tuple[str, ...], ...]
    style: Style
    after: float = 0.0

    @property
    def height(self) -> float:
        """The height of the lines and the room between and below them."""
        lines = sum(height(len(lines), self.style.size) for lines in self.paragraphs)
        return lines + 0.05 * len(self.paragraphs) + self.after

    def draw(self, sheet: Sheet, top: float) -> None:
        """Write the paragraphs."""
        for lines in self.paragraphs:
            sheet.write(MARGIN, top, lines, self.style)
            top += height(len(lines), self.style.size) + 0.05


def title_block(title: str, below: str) -> list[Words]:
    """The title of the chart and a line in grey."""
    head = wrapped(title, TITLE, INNER, 3, bold=True)
    sub = wrapped(below, HEAD, INNER, 3)
    return [
        Words((head,), Style(TITLE, INK, bold=True)),
        Words((sub,), Style(HEAD, GREY), after=0.08),
    ]


def caption_block(sentences: Sequence[str], titles: Iterable[str]) -> Words:
    """The small print under the chart, a paragraph for each of `sentences`.

    It says so where these or the titles have letters that no installed font has.
    """
    lacking = any(spelt(text) for text in (*sentences, *titles))
    paragraphs = [*sentences, _SPELT] if lacking else sentences
    lines = tuple(wrapped(paragraph, SMALL, INNER) for paragraph in paragraphs)
    return Words(lines, Style(SMALL, GREY))


def page(blocks: Sequence[Block]) -> Figure:
    """A figure with the blocks under one another."""
    tall = 2 * MARGIN + sum(block.height for block in blocks)
    dpi = int(max(min(DPI, TALLEST / tall), LEAST_DPI))
    figure = Figure((WIDTH, tall), dpi=dpi, facecolor=PAPER)
    FigureCanvasAgg(figure)
    sheet, top = Sheet(figure, tall), MARGIN
    for block in blocks:
        block.draw(sheet, top)
        top += block.height
    return figure
