"""One panel of the chart of ranges: a line a source, and the counts that all allow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reconcile.charts.page.claims import Claim, DrawnRange
from reconcile.charts.page.labels import height, named, width, wrapped
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import (
    SAMPLE,
    SIGNS,
    XY,
    Key,
    Owned,
    dot,
    dot_sample,
    grid,
    key_of,
    of_claim,
    stroke,
    stroke_sample,
    tip,
)
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.scales import Scale
from reconcile.charts.page.sheet import Sheet, Style, title_height
from reconcile.charts.page.style import AGREED, BOUNDS, GREY, GRID, INK, SMALL, TEXT
from reconcile.charts.ranges.joins import SAID, Join, draw_join, join_sample
from reconcile.notation.speech import mark, say
from reconcile.notation.words import number
from reconcile.wording.verdict_words import furthest_text

_AXIS = 0.18  # inches of the numbers under an axis
DOT = 0.11  # inches from the middle of a dot to its figure
_BELOW = 0.12  # inches from what is drawn to the next rule
_CLEAR = 0.06  # inches from a figure to the arm of a bracket
STEP = 0.2  # inches that a part stands further in than its whole
_WORDS = 0.6  # of the axis that the words of a figure may take
NO_NUMBER = mark("no number given")
_FIGURE = 1.3  # inches of a figure at most
_OVER, _MARK = 0.06, 0.18  # inches: above words that stand over a mark, and of the mark


@dataclass(frozen=True)
class PanelColumns:
    """Where the dates begin, the figures end, the counts begin, and the length of their axis, all
    in inches.

    `uprights` are how far beyond the axis the brackets stand that join two lines.
    """

    date: float
    figure: float
    counts: float
    length: float
    uprights: tuple[float, ...] = ()


@dataclass(frozen=True)
class SourceLine:
    """A source's line: its name, date, figure and claim; or how many are left out here."""

    name: tuple[str, ...]
    date: tuple[str, ...]
    figure: str
    claim: Claim | None
    height: float
    left_out: int = 0
    text: float = 0.0  # inches of its words, where they stand above what is drawn

    @property
    def level(self) -> float:
        """How far below its upper edge its mark is."""
        return (self.height + self.text) / 2


def figure_of(claim: Claim) -> str:
    """The figure in the words of its source, or its point where they are long."""
    if not claim.counted:
        return say(NO_NUMBER)
    return claim.figure if width(claim.figure, TEXT) <= _FIGURE else f"{number(claim.point)} …"


def stacked_line(claim: Claim) -> SourceLine:
    """A line whose words stand above its mark: the name, the figure, and the date below."""
    figure = figure_of(claim)
    name = named(claim.source, claim.mark, TEXT, inner() - width(figure, TEXT, bold=True) - 0.1, 3)
    date = wrapped(claim.date, SMALL, inner(), 2)
    text = height(len(name), TEXT) + height(len(date), SMALL) + 0.02
    high = _OVER + text + (_MARK if claim.counted else 0.0)
    return SourceLine(name, date, figure, claim, high, 0, _OVER + text)


@dataclass(frozen=True)
class RangePanel:
    """An estimand with its lines, each mark in the look of its source.

    `details` say who is at each end and what all allow, where there is more than one to speak of.
    """

    title: tuple[str, ...]
    details: tuple[str, ...]
    entry: DrawnRange
    lines: tuple[SourceLine, ...]
    joins: tuple[Join, ...]
    columns: PanelColumns
    scale: Scale | None
    looks: Mapping[str, Look]

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        return self._head + self._field + self._axis + _BELOW

    @property
    def _axis(self) -> float:
        """Its numbers, and on narrow paper below them what it counts."""
        if not self.scale:
            return 0.0
        words = len(wrapped(self.scale.words, SMALL, inner())) if paper().stacked else 0
        return _AXIS + height(words, SMALL)

    @property
    def _head(self) -> float:
        details = height(len(self.details), SMALL) + 0.02 if self.details else 0.0
        return title_height(self.title) + details + 0.03

    @property
    def _field(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        # a count that only one source speaks of stays in the background
        sheet.head(
            top,
            self.title,
            self.entry.range.verdict,
            self.details,
            bold=len(self.lines) > 1,
            indent=STEP * self.entry.depth,
        )
        self._draw_lines(sheet, top + self._head)
        if self.scale:
            self._write_axis(sheet, self.scale, top + self._head + self._field + 0.03)

    def _draw_lines(self, sheet: Sheet, top: float) -> None:
        x = margin() + self.columns.counts
        axes = sheet.axes(x, top, self.columns.length, self._field)
        axes.set_label(" ".join(self.title))
        end = self.scale.end if self.scale else 1.0
        if self.scale:
            self.scale.fit(axes, "x")
        axes.set_ylim(self._field, 0)
        if self.scale:
            for stretch in self._stretches():
                grid(axes, [tick for tick, _ in self.scale.ticks], stretch, upright=True)
        if shared := agreed(self.entry):
            low, high = shared
            for above, below in self._stretches():
                _shade(axes, (low, above), (high if math.isfinite(high) else end, below))
        level = 0.0
        for line in self.lines:
            self._write_line(sheet, line, top + level)
            if self.scale and line.claim and line.claim.counted:
                own, look = Owned(axes, line.claim.number), self.looks[line.claim.source]
                _draw_count(own, line.claim, level + line.level, self.scale, look)
            level += line.height
        self._draw_joins(axes)

    def _stretches(self) -> list[XY]:
        """From where to where lines are drawn: all the way, but for words above a mark."""
        if not paper().stacked:
            return [(0, self._field)]
        above = [0.0, *accumulate(line.height for line in self.lines)]
        return [
            (at + line.text, at + line.height)
            for at, line in zip(above, self.lines, strict=False)
            if line.claim and line.claim.counted
        ]

    def _draw_joins(self, axes: Axes) -> None:
        """The brackets, from the ends of the figures that they join."""
        if not self.scale:
            return
        ends = [self._end(line, self.scale) / self.columns.length for line in self.lines]
        above = [0.0, *accumulate(line.height for line in self.lines)]
        levels = [at + line.level for at, line in zip(above, self.lines, strict=False)]
        for join in self.joins:
            upper, lower = join.rows
            x = self.columns.length + self.columns.uprights[join.lane]
            beyond = (x / self.columns.length, (x + SAID) / self.columns.length)
            draw_join(axes, join, levels, (ends[upper], ends[lower]), beyond)

    def _end(self, line: SourceLine, scale: Scale) -> float:
        """How many inches of the axis what is drawn of a claim takes."""
        claim, length = line.claim, self.columns.length
        if claim is None or claim.open:
            return length + _CLEAR
        return scale.share(claim.top) * length + DOT

    def _write_line(self, sheet: Sheet, line: SourceLine, top: float) -> None:
        """The name of a source, its figure and its date: side by side, or above its mark."""
        left, right, y = margin(), self.columns.figure, top + line.height / 2
        down: Literal["top", "center"] = "center"
        date = self.columns.date, y
        if line.text:
            right, y, down = inner(), top + _OVER, "top"
            date = 0.0, y + height(len(line.name), TEXT)
        tone = INK if line.claim else GREY
        for name in sheet.write(left, y, line.name, Style(TEXT, tone, down=down)):
            if line.claim:
                of_claim(name, line.claim.number)
        if line.claim:
            sheet.write(left + date[0], date[1], line.date, Style(SMALL, GREY, down=down))
            tone, bold = INK if line.claim.counted else GREY, bool(line.text)
            figure = Style(TEXT, tone, bold, across="right", down=down)
            sheet.write(left + right, y, [line.figure], figure)

    def _write_axis(self, sheet: Sheet, scale: Scale, y: float) -> None:
        """The numbers under the axis, and what they count."""
        left, style = margin() + self.columns.counts, Style(SMALL, GREY, across="center")
        for tick, label in scale.ticks:
            if not label:
                continue
            x = left + scale.share(tick) * self.columns.length
            half = width(label, SMALL) / 2
            x = max(min(x, paper().width - 0.05 - half), half + 0.02)
            sheet.write(x, y, [label], style)
        if paper().stacked:
            words = wrapped(scale.words, SMALL, inner())
            sheet.write(margin(), y + height(1, SMALL), words, Style(SMALL, GREY))
            return
        first = scale.ticks[0][1] if scale.ticks else ""
        x = left - width(first, SMALL) / 2 - 0.12
        sheet.write(x, y, [scale.words], Style(SMALL, GREY, across="right"))


def agreed(entry: DrawnRange) -> tuple[float, float] | None:
    """The counts that all allow, where there is more than one source to allow them."""
    row = entry.range
    shared = row.sources > 1 and not math.isnan(row.agreed_lower)
    return (row.agreed_lower, row.agreed_upper) if shared else None


def _draw_count(axes: Owned, claim: Claim, y: float, scale: Scale, look: Look) -> None:
    """The bounds and the point of one claim on the line `y`."""
    begin = min(claim.point, claim.lower)
    stroke(axes, (scale.start, y), (begin, y), color=GRID, linewidth=0.7, zorder=0, label="guide")
    if claim.lower < claim.top:
        stroke(axes, (claim.lower, y), (claim.top, y), label="bounds")
    if claim.open:
        stroke(axes, (claim.top, y), (scale.end, y), label="bounds")
        tip(axes, (scale.end, y), ">", BOUNDS)
    dot(axes, (claim.point, y), claim.derived, look.tone, look.form)


def _shade(axes: Axes, corner: XY, opposite: XY) -> None:
    """The counts that all claims allow, from edge to edge; one count is still to be seen."""
    wide, high = opposite[0] - corner[0], opposite[1] - corner[1]
    band = Rectangle(
        corner, wide, high, facecolor=AGREED, edgecolor=AGREED, linewidth=3.0, label="agreed",
        zorder=1,
    )  # fmt: skip
    axes.add_artist(band)


def _agreed_sample(axes: Axes, x: float, y: float) -> None:
    _shade(axes, (x + 0.02, y - 0.05), (x + SAMPLE - 0.02, y + 0.05))


def _open_sample(axes: Axes, x: float, y: float) -> None:
    stroke(axes, (x, y), (x + SAMPLE, y), label="sample")
    tip(axes, (x + SAMPLE, y), ">")


def key(entries: Sequence[DrawnRange], joins: Sequence[tuple[Join, ...]]) -> Key:
    """The marks that are on a page of these ranges and brackets."""
    claims = [claim for entry in entries for claim in entry.counted]
    verdicts = {join.verdict for each in joins for join in each}
    return key_of(
        (dot_sample(), say("figure as given"), any(not claim.derived for claim in claims)),
        (dot_sample(hollow=True), say("* derived figure"), any(claim.derived for claim in claims)),
        (
            stroke_sample(),
            say("counts it allows"),
            any(claim.lower < claim.top for claim in claims),
        ),
        (_open_sample, say("no upper limit given"), any(claim.open for claim in claims)),
        (_agreed_sample, say("what fits all"), any(agreed(entry) for entry in entries)),
        *((join_sample(name), furthest_text(name), name in verdicts) for name in SIGNS),
        between=0.04,
    )
