"""What a chart is drawn on: texts, lines and fields, in inches from the top left corner."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal, Protocol

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from reconcile.charts.page.labels import font, height, is_tall, width
from reconcile.charts.page.packed_png import packed_png
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.style import ALARM, GREY, HEAD, INK, PAPER, RULE, SMALL
from reconcile.wording.verdict_words import plain

_ABOVE = 0.08  # inches from the rule above a panel to its title
_DPI, _LEAST_DPI = 200, 100  # the one is sharp in print, with the other small letters can be read
_TALLEST = 2400  # pixels; a taller page is drawn with fewer of them to the inch
TALLEST = _TALLEST / _DPI  # inches, beyond which what can stand apart goes on in another picture
_SHOWN = 100  # pixels of a screen for an inch; the picture has more of them, for sharp letters


class Block(Protocol):
    """A part of the page that knows its height in inches before it is drawn."""

    @property
    def height(self) -> float:
        """Its height in inches."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True)
class Chart:
    """A drawn chart, its title and the text that stands for it where it cannot be seen.

    What is too tall for one picture goes on in `more` of them; each of these has as its `name` what
    its first panel counts. `notes` are the sentences under it, which a page that shows it says;
    `blocks` are what the picture is drawn of, so that it can be drawn elsewhere too.
    """

    figure: Figure
    title: str
    alt: str
    name: str = ""
    more: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def pictures(self) -> tuple[Chart, ...]:
        """All of it, picture by picture."""
        return (self, *self.more)


class ChartFigure(Figure):
    """A figure that knows its chart and needs no pyplot: its pictures are what a cell shows."""

    chart: Chart | None = None

    def _repr_png_(self) -> tuple[bytes, dict[str, object]]:
        """The picture, how large it is shown, and the text that stands for it."""
        wide, high = self.get_size_inches()
        shown: dict[str, object] = {"width": round(wide * _SHOWN), "height": round(high * _SHOWN)}
        return packed_png(self), shown | ({"alt": self.chart.alt} if self.chart else {})

    def _repr_html_(self) -> str | None:
        """All pictures of a chart that has several; one is shown as PNG."""
        if not self.chart or not self.chart.more:
            return None
        return "".join(map(_image, self.chart.pictures))


def _image(chart: Chart) -> str:
    data, wide = b64encode(packed_png(chart.figure)).decode(), chart.figure.get_size_inches()[0]
    source = f"data:image/png;base64,{data}"
    return f'<p><img src="{source}" width="{wide * _SHOWN:.0f}" alt="{escape(chart.alt)}"></p>'


@dataclass(frozen=True)
class Style:
    """How a text is set: points, tone, weight, and which part of it stands where it is put."""

    size: float = SMALL
    tone: str = INK
    bold: bool = False
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center"] = "top"


def artists(parent: Artist) -> Iterator[Artist]:
    """All that is in a figure or axes, those within something before it, but for ticks.

    Whoever asks for the ticks has matplotlib make them.
    """
    for child in parent.get_children():
        if not isinstance(child, Axis):
            yield from artists(child)
            yield child


@dataclass(frozen=True)
class Sheet:
    """A page in a figure of `wide` and `height` inches, all of it unless `left` and `above` are.

    These are the inches beside and over the page; an inch of the page is `scale` of one.
    """

    figure: Figure | SubFigure
    height: float
    wide: float = field(default_factory=lambda: paper().width)
    left: float = 0.0
    above: float = 0.0
    scale: float = 1.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is, in shares of the figure."""
        across, down = self.left + x * self.scale, self.above + y * self.scale
        return across / self.wide, 1 - down / self.height

    def write(self, x: float, y: float, lines: Sequence[str], style: Style) -> list[Text]:
        """Write `clean` lines under one another."""
        texts = []
        for below, part, own in evenly(lines, style):
            text = text_artist(*self.at(x, y + below), part, own)
            text.set_transform(self.figure.transSubfigure)
            self.figure.add_artist(text)
            texts.append(text)
        return texts

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        ends = self.at(margin(), y), self.at(margin() + inner(), y)
        line = Line2D(*zip(*ends, strict=True), color=RULE, linewidth=0.6)
        line.set_transform(self.figure.transSubfigure)
        self.figure.add_artist(line)

    def head(
        self, top: float, title: Sequence[str], verdict: str = "", details: Sequence[str] = (), *,
        bold: bool = True, tone: str = GREY, indent: float = 0.0,
    ) -> None:  # fmt: skip
        """A rule, the title of a panel, a verdict in words at its right, `details` in that tone.

        Title and details begin `indent` inches further in.
        """
        self.rule(top)
        y = top + _ABOVE
        self.write(margin() + indent, y, title, Style(HEAD, INK, bold))
        if verdict:
            alarm = ALARM if verdict == "conflict" else GREY
            right = Style(HEAD, alarm, bold, across="right")
            self.write(margin() + inner(), y, [plain(verdict)], right)
        if details:
            below = y + (height(len(title), HEAD) + 0.02)
            self.write(margin() + indent, below, details, Style(SMALL, tone))

    def axes(self, x: float, y: float, width: float, high: float) -> Axes:
        """A field to draw in, without anything that matplotlib would add to it."""
        size = width * self.scale / self.wide, high * self.scale / self.height
        axes = self.figure.add_axes((*self.at(x, y + high), *size))
        axes.set_axis_off()
        return axes


def evenly(lines: Sequence[str], style: Style) -> list[tuple[float, Sequence[str], Style]]:
    """Lines as they are to be set, in one text or, if some are tall, each in its own.

    With each stand the inches that it is lower than the first. A tall line within a text would push
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


def blank(tall: float) -> Figure:
    """The figure of an empty page so many inches high."""
    dpi = int(max(min(paper().dots, _TALLEST / tall), _LEAST_DPI))
    figure = ChartFigure((paper().width, tall), dpi=dpi, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def page_height(blocks: Sequence[Block]) -> float:
    """How high the page is that has the blocks under one another, in inches."""
    return 2 * margin() + sum(block.height for block in blocks)


def draw_blocks(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Draw the blocks under one another."""
    top = margin()
    for block in blocks:
        block.draw(sheet, top)
        top += block.height


def title_room(verdict: str, room: float) -> float:
    """Inches of `room` for a title at whose right its verdict stands."""
    return room - width(plain(verdict), HEAD, bold=True) - 0.15


def title_height(title: Sequence[str], more: float = 0.0) -> float:
    """Inches from the rule above a panel to the lower edge of its title, or `more` below that."""
    return _ABOVE + (height(len(title), HEAD) + more)
