"""One panel of the chart of ranges: a line a source, and the counts that all allow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reconcile.charts.page.claims import Claim, DrawnRange
from reconcile.charts.page.labels import height, width
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
from reconcile.charts.page.scales import Scale
from reconcile.charts.page.sheet import Sheet, Style, title_height
from reconcile.charts.page.style import AGREED, BOUNDS, GREY, GRID, INK, MARGIN, SMALL, TEXT, WIDTH
from reconcile.charts.ranges.joins import SAID, Join, draw_join, join_sample
from reconcile.wording.verdict_words import PLAIN

_AXIS = 0.18  # inches of the numbers under an axis
DOT = 0.11  # inches from the middle of a dot to its figure
_BELOW = 0.12  # inches from what is drawn to the next rule
_CLEAR = 0.06  # inches from a figure to the arm of a bracket
STEP = 0.2  # inches that a part stands further in than its whole
_WORDS = 0.6  # of the axis that the words of a figure may take
NO_NUMBER = "no number given"


@dataclass(frozen=True)
class Columns:
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
    columns: Columns
    scale: Scale | None
    looks: Mapping[str, Look]

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        return self._head + self._field + (_AXIS if self.scale else 0.0) + _BELOW

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
        x = MARGIN + self.columns.counts
        axes = sheet.axes(x, top, self.columns.length, self._field)
        axes.set_label(" ".join(self.title))
        end = self.scale.end if self.scale else 1.0
        if self.scale:
            self.scale.fit(axes, "x")
        axes.set_ylim(self._field, 0)
        if self.scale:
            grid(axes, [tick for tick, _ in self.scale.ticks], (0, self._field), upright=True)
        if shared := agreed(self.entry):
            low, high = shared
            _shade(axes, (low, 0), (high if math.isfinite(high) else end, self._field))
        level = 0.0
        for line in self.lines:
            middle = level + line.height / 2
            style = Style(TEXT, INK if line.claim else GREY, down="center")
            for name in sheet.write(MARGIN, top + middle, line.name, style):
                if line.claim:
                    of_claim(name, line.claim.number)
            self._draw_claim(sheet, axes, line, top, middle)
            level += line.height
        self._draw_joins(axes)

    def _draw_joins(self, axes: Axes) -> None:
        """The brackets, from the ends of the figures that they join."""
        if not self.scale:
            return
        ends = [self._end(line, self.scale) / self.columns.length for line in self.lines]
        high = [line.height for line in self.lines]
        levels = [sum(high[:number]) + each / 2 for number, each in enumerate(high)]
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

    def _draw_claim(self, sheet: Sheet, axes: Axes, line: SourceLine, top: float, y: float) -> None:
        if line.claim is None:
            return
        x = MARGIN + self.columns.date
        sheet.write(x, top + y, line.date, Style(SMALL, GREY, down="center"))
        tone = INK if line.claim.counted else GREY
        figure = Style(TEXT, tone, across="right", down="center")
        sheet.write(MARGIN + self.columns.figure, top + y, [line.figure], figure)
        if self.scale and line.claim.counted:
            own, look = Owned(axes, line.claim.number), self.looks[line.claim.source]
            _draw_count(own, line.claim, y, self.scale, look)

    def _write_axis(self, sheet: Sheet, scale: Scale, y: float) -> None:
        """The numbers under the axis, and what they count."""
        left, style = MARGIN + self.columns.counts, Style(SMALL, GREY, across="center")
        for tick, label in scale.ticks:
            if not label:
                continue
            x = left + scale.share(tick) * self.columns.length
            x = min(x, WIDTH - 0.05 - width(label, SMALL) / 2)
            sheet.write(x, y, [label], style)
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
        (dot_sample(), "figure as given", any(not claim.derived for claim in claims)),
        (dot_sample(hollow=True), "* derived figure", any(claim.derived for claim in claims)),
        (stroke_sample(), "counts it allows", any(claim.lower < claim.top for claim in claims)),
        (_open_sample, "no upper limit given", any(claim.open for claim in claims)),
        (_agreed_sample, "what fits all", any(agreed(entry) for entry in entries)),
        *(
            (join_sample(name), f"{PLAIN[name]}, furthest apart", name in verdicts)
            for name in SIGNS
        ),
        between=0.04,
    )
