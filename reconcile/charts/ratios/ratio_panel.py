"""The panel of the chart of ratios: a line for two sources on one axis of ratios.

Equal distances on the axis are equal ratios, and 1 is always on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from reconcile.charts.page.labels import height, widest, width, wrapped
from reconcile.charts.page.marks import (
    SAMPLE,
    XY,
    Key,
    dot,
    dot_sample,
    key_of,
    stroke,
    stroke_sample,
)
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.scales import Scale, apart
from reconcile.charts.page.sheet import Sheet, Style
from reconcile.charts.page.style import GREY, GRID, INK, SMALL, TEXT
from reconcile.notation.speech import digits, mark, say
from reconcile.notation.words import number, times

SIZE = 0.115  # inches that the mark of a ratio needs
PAIRS, MEDIAN = 0.45, 0.75  # inches of the columns at the right
AIR = 0.16
_LEVELS = (0, 1, -1, 2, -2, 3, -3, 4, -4)
SPREAD = 2.0  # points that the line from the lowest to the highest ratio is wide
_ABOVE, _BELOW = 0.08, 0.12  # inches from the rules above and below to what stands between
_HEAD = _ABOVE + height(1, SMALL) + 0.05
_AXIS = mark("ratio of the figures; on this logarithmic axis equal distances are equal ratios")
_GAP = 0.3  # inches between two numbers of the axis
_LEAST = 1.25  # the end of the axis by its beginning, at least: a hundredth is then no great way
_ROOM = 0.15  # inches beyond the lowest and the highest ratio
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5)
_DECADES: tuple[tuple[float, ...], ...] = (
    (1, 1.2, 1.5, 2, 3, 5, 7), (1, 1.5, 2, 3, 5), (1, 2, 5), (1, 3), (1,),
)  # fmt: skip
_MOST = 60  # numbers, of which there is room for a third


@dataclass(frozen=True, slots=True)
class MatchedRatio:
    """One matched ratio: whether one of its figures is derived, or a limit."""

    value: float
    derived: bool
    limit: bool


@dataclass(frozen=True)
class RatioLine:
    """Two sources, the first one's figures divided by the second one's.

    `first` and `second` are their names in lines; `pairs` and `median` as the table has them;
    `levels` say where each ratio stands, 0 being on the line, so that none lies on another.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    pairs: int
    median: float
    ratios: Sequence[MatchedRatio]
    levels: Sequence[int]

    @property
    def reach(self) -> float:
        """Inches that the marks reach from the line, up or down."""
        return (max(map(abs, self.levels)) + 0.5) * SIZE + 0.04

    @property
    def height(self) -> float:
        """Room for the names and for the marks, whichever needs more, or for both."""
        marks = 2 * self.reach + 0.04
        return (self.names + marks if paper().stacked else max(self.names, marks)) + 0.12

    @property
    def names(self) -> float:
        """Inches of the names."""
        return height(len(self.first) + len(self.second), TEXT)

    @property
    def level(self) -> float:
        """How far below its upper edge its marks are."""
        return self.height - self.reach - 0.08 if paper().stacked else self.height / 2


@dataclass(frozen=True)
class RatioPanel:
    """All lines on one axis, with 1 marked on it; `left` inches of names stand before it."""

    lines: tuple[RatioLine, ...]
    axis: Scale
    length: float
    left: float

    @property
    def height(self) -> float:
        """The heads of the columns, the lines, and the numbers under the axis."""
        return _HEAD + self._field + 0.11 + height(4 if paper().stacked else 3, SMALL) + _BELOW

    @property
    def _field(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.rule(top)
        _write_heads(sheet, top + _ABOVE)
        begin = top + _HEAD
        axes = sheet.axes(margin() + self.left, begin, self.length, self._field)
        axes.set_label("ratios")
        axes.set_xscale("log")
        axes.set_xlim(self.axis.start, self.axis.end)
        axes.set_ylim(self._field, 0)
        for tick, _ in self.axis.ticks:
            _line(axes, tick, self._field, tick == 1)
        level = 0.0
        for line in self.lines:
            words = line.names / 2 if paper().stacked else line.level
            _write_line(sheet, line, begin + level + words)
            _draw_line(axes, line, level + line.level)
            level += line.height
        self._write_axis(sheet, begin + self._field + 0.05)

    def _write_axis(self, sheet: Sheet, y: float) -> None:
        """The numbers under the axis, what 1 means, and what the axis is."""
        begin, style = margin() + self.left, Style(SMALL, GREY, across="center")
        for tick, label in self.axis.ticks:
            sheet.write(begin + self.axis.share(tick) * self.length, y, [label], style)
        equal = Style(SMALL, INK, across="center")
        sheet.write(
            begin + self.axis.share(1) * self.length, y + height(1, SMALL), [say("equal")], equal
        )
        lines = wrapped(say(_AXIS), SMALL, inner())
        middle = begin + self.length / 2
        middle = min(middle, margin() + inner() - widest(lines, SMALL) / 2)
        sheet.write(middle, y + height(2, SMALL) + 0.06, lines, style)


def _write_heads(sheet: Sheet, y: float) -> None:
    right = Style(SMALL, GREY, across="right")
    sheet.write(margin(), y, [say("one source ÷ another")], Style(SMALL, GREY))
    sheet.write(paper().width - margin() - PAIRS, y, [say("median")], right)
    sheet.write(paper().width - margin(), y, [say("pairs")], right)


def _write_line(sheet: Sheet, line: RatioLine, y: float) -> None:
    high = height(len(line.first), TEXT)
    top = y - (high + height(len(line.second), TEXT)) / 2
    sheet.write(margin(), top, line.first, Style(TEXT, INK))
    sheet.write(margin(), top + high, line.second, Style(TEXT, GREY))
    median = Style(TEXT, INK, bold=True, across="right", down="center")
    sheet.write(paper().width - margin() - PAIRS, y, [times(line.median)], median)
    pairs = Style(TEXT, INK, across="right", down="center")
    sheet.write(paper().width - margin(), y, [number(line.pairs)], pairs)


def _line(axes: Axes, tick: float, field: float, one: bool) -> None:
    """The thin line of a tick; that of 1, where both figures are the same, is darker."""
    label, tone, wide = ("one", INK, 1.0) if one else ("grid", GRID, 0.7)
    stroke(axes, (tick, 0), (tick, field), color=tone, linewidth=wide, zorder=0, label=label)


def _draw_line(axes: Axes, line: RatioLine, y: float) -> None:
    """The line from the lowest to the highest ratio, every ratio, and the median."""
    values = [ratio.value for ratio in line.ratios]
    stroke(axes, (min(values), y), (max(values), y), linewidth=SPREAD, label="spread", zorder=2)
    for ratio, level in zip(line.ratios, line.levels, strict=True):
        marker = "D" if ratio.limit else "o"
        dot(axes, (ratio.value, y + level * SIZE), ratio.derived, marker=marker)
    _median(axes, (line.median, y), line.reach)


def levels(inches: Sequence[float]) -> list[int]:
    """A level for each mark at these inches, the middle one first, then below and above by turns.

    Marks of one level do not touch, unless there are more of them than levels.
    """
    last: dict[int, float] = {}
    found = [0] * len(inches)
    for at in sorted(range(len(inches)), key=lambda at: inches[at]):
        free = (level for level in _LEVELS if inches[at] - last.get(level, -99.0) >= SIZE)
        found[at] = next(free, 0)
        last[found[at]] = inches[at]
    return found


def _median(axes: Axes, at: XY, half: float) -> None:
    """A median: a stroke across the line, `half` of the axis to each side."""
    x, y = at
    stroke(axes, (x, y - half), (x, y + half), color=INK, linewidth=1.8, label="median", zorder=4)


def _median_sample(axes: Axes, x: float, y: float) -> None:
    _median(axes, (x + SAMPLE / 2, y), 0.07)


def ratio_axis(ratios: Sequence[float], length: float) -> Scale:
    """An axis for ratios above 0, with room for 1 and for marks at both ends."""
    low, high = min(1.0, *ratios), max(1.0, *ratios)
    wider = max(_LEAST / (high / low), 1.0) ** 0.5
    low, high = low / wider, high * wider
    room = (high / low) ** (_ROOM / (length - 2 * _ROOM))
    axis = Scale(low / room, high * room, (), low / room)
    ticks = next((found for found in _choices(axis) if _legible(found, axis, length)), [1.0])
    return replace(axis, ticks=tuple((tick, ratio_label(tick)) for tick in ticks))


def ratio_label(ratio: float) -> str:
    """A ratio at the axis: `1.5`, `1,000`, and `1/10,000` where the decimals would be many."""
    return digits(f"1/{1 / ratio:,.0f}" if ratio < 0.001 else f"{ratio:,.6g}")


def _choices(axis: Scale) -> Iterator[list[float]]:
    """Round ratios on the axis, 1 among them, many first."""
    start, end = axis.start, axis.end
    for step in _STEPS:
        first, last = math.ceil(start / step), math.floor(end / step)
        if last - first < _MOST:
            yield [round(number * step, 2) for number in range(max(first, 1), last + 1)]
    low, high = math.floor(math.log10(start)), math.floor(math.log10(end))
    for steps in _DECADES:
        found = [step * 10.0**power for power in range(low, high + 1) for step in steps]
        yield [ratio for ratio in found if start <= ratio <= end]
    for every in range(2, high - low + 2):
        powers = range(-(-low // every) * every, high + 1, every)
        yield [10.0**power for power in powers if start <= 10.0**power <= end]


def _legible(ticks: Sequence[float], axis: Scale, length: float) -> bool:
    """Whether the numbers have room beside each other."""
    sizes = [(axis.share(tick) * length, width(ratio_label(tick), SMALL)) for tick in ticks]
    return apart(sizes, _GAP)


def key(ratios: Sequence[MatchedRatio]) -> Key:
    """The marks that are on a page of these ratios."""
    used = {(bool(ratio.limit), bool(ratio.derived)) for ratio in ratios}
    return key_of(
        (dot_sample(), say("one figure ÷ the other"), (False, False) in used),
        (dot_sample(hollow=True), say("* with a derived figure"), (False, True) in used),
        (dot_sample(marker="D"), say("with an open figure or a limit"), (True, False) in used),
        (dot_sample(hollow=True, marker="D"), say("* both of these"), (True, True) in used),
        (_median_sample, say("median"), bool(used)),
        (stroke_sample(linewidth=SPREAD), say("lowest to highest"), bool(used)),
    )
