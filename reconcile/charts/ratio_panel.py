"""The panel of the chart of ratios: a row for two sources on one axis of ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from reconcile.charts.labels import height, width
from reconcile.charts.marks import SPREAD, dot, median, stroke
from reconcile.charts.ratio_axis import RatioAxis
from reconcile.charts.sheet import Sheet, Style
from reconcile.charts.style import GREY, GRID, INK, MARGIN, SMALL, TEXT, WIDTH
from reconcile.notation.words import times

SIZE = 0.115  # inches that the mark of a ratio needs
PAIRS, MEDIAN = 0.45, 0.75  # inches of the columns at the right
AIR = 0.16
_MOST_LEVELS = 9
_ABOVE, _BELOW = 0.08, 0.12
EQUAL = "equal"
_AXIS = "ratio of the figures; on this logarithmic axis equal distances are equal ratios"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One matched ratio: whether one of its figures is derived, or a limit."""

    value: float
    derived: bool
    limit: bool


@dataclass(frozen=True)
class Row:
    """Two sources, the first one's figures divided by the second one's.

    `first` and `second` are their names in lines; `pairs` and `median` as the table has them.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    ratios: tuple[Ratio, ...]
    pairs: int
    median: float
    axis: RatioAxis

    @property
    def levels(self) -> list[int]:
        """On which level each ratio stands, 0 being the line, so that none lies on another."""
        return levels([self.axis.place(ratio.value) for ratio in self.ratios])

    @property
    def reach(self) -> float:
        """Inches that the marks reach from the line, up or down."""
        return (max(map(abs, self.levels)) + 0.5) * SIZE + 0.04

    @property
    def height(self) -> float:
        """Room for the names and for the marks, whichever needs more."""
        names = height(len(self.first) + len(self.second), TEXT)
        return max(names, 2 * self.reach + 0.04) + 0.12


@dataclass(frozen=True)
class RatioPanel:
    """All rows on one axis, with 1 marked on it."""

    rows: tuple[Row, ...]
    axis: RatioAxis
    left: float

    @property
    def height(self) -> float:
        """The heads of the columns, the rows, and the numbers under the axis."""
        return self._head + self._field + 0.11 + height(3, SMALL) + _BELOW

    @property
    def _head(self) -> float:
        return _ABOVE + height(1, SMALL) + 0.05

    @property
    def _field(self) -> float:
        return sum(row.height for row in self.rows)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.rule(top)
        self._write_heads(sheet, top + _ABOVE)
        begin = top + self._head
        axes = sheet.axes(MARGIN + self.left, begin, self.axis.length, self._field)
        axes.set_label("ratios")
        axes.set_xscale("log")
        axes.set_xlim(self.axis.start, self.axis.end)
        axes.set_ylim(self._field, 0)
        for tick, _ in self.axis.ticks:
            _line(axes, tick, self._field, tick == 1)
        level = 0.0
        for row in self.rows:
            middle = level + row.height / 2
            self._write_row(sheet, row, begin + middle)
            _draw_row(axes, row, middle)
            level += row.height
        self._write_axis(sheet, begin + self._field + 0.05)

    def _write_heads(self, sheet: Sheet, y: float) -> None:
        right = Style(SMALL, GREY, across="right")
        sheet.write(MARGIN, y, ["one source ÷ another"], Style(SMALL, GREY))
        sheet.write(WIDTH - MARGIN - PAIRS, y, ["median"], right)
        sheet.write(WIDTH - MARGIN, y, ["pairs"], right)

    def _write_row(self, sheet: Sheet, row: Row, y: float) -> None:
        high = height(len(row.first), TEXT)
        top = y - (high + height(len(row.second), TEXT)) / 2
        sheet.write(MARGIN, top, row.first, Style(TEXT, INK))
        sheet.write(MARGIN, top + high, row.second, Style(TEXT, GREY))
        median = Style(TEXT, INK, bold=True, across="right", down="center")
        sheet.write(WIDTH - MARGIN - PAIRS, y, [times(row.median)], median)
        pairs = Style(TEXT, INK, across="right", down="center")
        sheet.write(WIDTH - MARGIN, y, [f"{row.pairs:,}"], pairs)

    def _write_axis(self, sheet: Sheet, y: float) -> None:
        """The numbers under the axis, what 1 means, and what the axis is."""
        begin, style = MARGIN + self.left, Style(SMALL, GREY, across="center")
        for tick, label in self.axis.ticks:
            sheet.write(begin + self.axis.place(tick), y, [label], style)
        equal = Style(SMALL, INK, across="center")
        sheet.write(begin + self.axis.place(1), y + height(1, SMALL), [EQUAL], equal)
        middle = begin + self.axis.length / 2
        middle = min(middle, WIDTH - MARGIN - width(_AXIS, SMALL) / 2)
        sheet.write(middle, y + height(2, SMALL) + 0.06, [_AXIS], style)


def _line(axes: Axes, tick: float, field: float, one: bool) -> None:
    """The thin line of a tick; that of 1, where both figures are the same, is darker."""
    label, tone, wide = ("one", INK, 1.0) if one else ("grid", GRID, 0.7)
    stroke(axes, (tick, 0), (tick, field), color=tone, linewidth=wide, zorder=0, label=label)


def _draw_row(axes: Axes, row: Row, y: float) -> None:
    """The line from the lowest to the highest ratio, every ratio, and the median."""
    values = [ratio.value for ratio in row.ratios]
    stroke(axes, (min(values), y), (max(values), y), linewidth=SPREAD, label="spread", zorder=2)
    for ratio, level in zip(row.ratios, row.levels, strict=True):
        place = (ratio.value, y + level * SIZE)
        dot(axes, place, ratio.derived, form="D" if ratio.limit else "o")
    median(axes, (row.median, y), row.reach)


def levels(places: Sequence[float]) -> list[int]:
    """A level for each mark at these inches, the middle one first, then below and above by turns.

    Marks of one level do not touch, unless there are more of them than levels.
    """
    last: dict[int, float] = {}
    found = [0] * len(places)
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        free = (level for level in _turns() if places[number] - last.get(level, -99.0) >= SIZE)
        found[number] = next(free, 0)
        last[found[number]] = places[number]
    return found


def _turns() -> Iterable[int]:
    """0, 1, -1, 2, -2, …"""
    return (-(place // 2) if place % 2 == 0 else place // 2 + 1 for place in range(_MOST_LEVELS))
