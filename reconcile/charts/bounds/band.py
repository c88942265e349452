"""The band of a chart of bounds: the counts left possible on every day, as steps.

A running total never falls. So on a day between two dates of the table it is at least what it was
on the earlier one and at most what it is on the later one: the lower bound holds from its date
until the next one, the upper bound from its date back to the one before. Of a count that may fall
nothing is known on such a day: there the band has only the dates.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from reconcile.charts.days.boxes import Box
from reconcile.charts.days.tracks import Frame, along
from reconcile.charts.page.marks import SAMPLE, XY, stroke_sample, tip
from reconcile.charts.page.scales import HEADROOM, Scale
from reconcile.charts.page.style import BAND, EDGE, PAPER, faded

_PALE = faded(BAND, 0.6)
_END = 0.05  # inches that the band goes on to each side for its first and its last day
_FADE, _LEVELS, _VEIL = (
    0.35,
    6,
    0.38,
)  # inches above its lower bound in which an open band pales; its steps; of a veil


@dataclass(frozen=True, slots=True)
class Stair:
    """One step of the band: from one date of the table to the next; `upper` may be infinite."""

    first: float
    last: float
    lower: float
    upper: float

    @property
    def open(self) -> bool:
        """Nothing limits the count from above."""
        return math.isinf(self.upper)


@dataclass(frozen=True)
class Band:
    """The bounds of one estimand at the dates of a table: ordinal, lower, upper, ascending.

    Where no claim has a date it is of one day, which is infinite: when all has happened. A band
    that is not `joined` is of a count that may fall.
    """

    rows: tuple[tuple[float, float, float], ...]
    joined: bool = True

    def seen(self, days: Scale, length: float) -> tuple[Stair, ...]:
        """What is possible from each date to the next, on an axis of days `length` inches long.

        The first and the last date are drawn a little wide, so that their bounds can be seen; each
        one if the band is not joined.
        """
        if not self.rows or math.isinf(self.rows[0][0]):
            return ()
        wide = _END * days.inches(length)
        (first, *from_first), (last, *to_last) = self.rows[0], self.rows[-1]
        stairs: tuple[Stair, ...]
        if self.joined:
            between = pairwise(self.rows)
            stairs = (
                Stair(first - wide, first, *from_first),
                *(Stair(a, b, lower, upper) for (a, lower, _), (b, _, upper) in between),
                Stair(last, last + wide, *to_last),
            )
        else:
            stairs = tuple(self._alone(wide))
        return tuple(
            replace(step, first=max(step.first, days.start), last=min(step.last, days.end))
            for step in stairs
            if step.last > days.start and step.first < days.end
        )

    def level(self, days: Scale) -> tuple[Stair, ...]:
        """What is possible of the one day that it has, all along an axis of other days."""
        return tuple(Stair(days.start, days.end, *ends) for _, *ends in self.rows[-1:])

    def _alone(self, wide: float) -> Iterator[Stair]:
        """Each date by itself, as wide as its neighbours leave it."""
        middles = [(one[0] + other[0]) / 2 for one, other in pairwise(self.rows)]
        ends = zip(self.rows, [-math.inf, *middles], [*middles, math.inf], strict=True)
        for (day, lower, upper), begin, end in ends:
            yield Stair(max(day - wide, begin), min(day + wide, end), lower, upper)

    def allows(self, first: float, last: float, lower: float, upper: float) -> bool:
        """Whether it has a count from `lower` to `upper` on a day from `first` to `last`.

        Of a day between two of its dates nothing is asked.
        """
        held = [row for row in self.rows if first <= row[0] <= last]
        return not held or any(lower <= high and low <= upper for _, low, high in held)

    def last(self, day: float) -> tuple[float, float, float] | None:
        """The last date that is not after `day`, and the bounds on it."""
        rows = self.rows if len(self.rows) == 1 else [row for row in self.rows if row[0] <= day]
        return rows[-1] if rows else None


def _corners(stairs: Sequence[Stair], name: str) -> list[XY]:
    """The corners of the `lower` or `upper` edge of steps that follow one another."""
    ends = ((step.first, step.last, getattr(step, name)) for step in stairs)
    return [corner for first, last, count in ends for corner in ((first, count), (last, count))]


def _parted(stairs: Sequence[Stair]) -> list[list[Stair]]:
    """The steps in runs of which each step begins where the one before ends."""
    runs = list[list[Stair]]()
    for step in stairs:
        if runs and step.first <= runs[-1][-1].last:
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def _runs(stairs: Sequence[Stair]) -> Iterator[tuple[bool, list[Stair]]]:
    """Steps that follow one another and are all open above, or all limited."""
    for run in _parted(stairs):
        for is_open, steps in groupby(run, lambda step: step.open):
            yield is_open, list(steps)


def draw_band(axes: Axes, frame: Frame, stairs: Sequence[Stair]) -> None:
    """The band, its edges, and where it is open above a paler field that fades, with an arrow."""
    for is_open, steps in _runs(stairs):
        lower = _corners(steps, "lower")
        if is_open:
            _draw_open(axes, frame, steps)
        else:
            upper = _corners(steps, "upper")
            _fill(axes, [*lower, *reversed(upper)], BAND, "band")
            _edge(axes, upper, "upper")
    for run in _parted(stairs):
        _edge(axes, _corners(run, "lower"), "lower")


def draw_wider(axes: Axes, frame: Frame, stairs: Sequence[Stair]) -> None:
    """The paler band of what is possible if one source more is wrong; it has no edges."""
    for _, steps in _runs(stairs):
        lower, upper = _corners(steps, "lower"), _corners(steps, "upper")
        top = [(x, min(y, frame.counts.end)) for x, y in upper]
        field = Polygon(
            [*lower, *reversed(top)], closed=True, facecolor=_PALE, edgecolor="none", zorder=-2,
            label="wider",
        )  # fmt: skip
        axes.add_artist(field)


def _draw_open(axes: Axes, frame: Frame, steps: Sequence[Stair]) -> None:
    """Paler and paler above the lower bound; white at the end of the axis."""
    inch, end = frame.counts.inches(frame.field), frame.counts.end
    for level in range(_LEVELS):
        rise = _FADE * inch * level / _LEVELS
        raised = [Stair(s.first, s.last, min(s.lower + rise, end), end) for s in steps]
        outline = [*_corners(raised, "lower"), *reversed(_corners(raised, "upper"))]
        tone = faded(BAND, 0.75 * level / (_LEVELS - 1))
        _fill(axes, outline, tone, "open" if level == 0 else "fade")
    first, last = steps[0].first, steps[-1].last
    for level in range(_LEVELS):
        bottom = end - HEADROOM * inch * (1 - level / _LEVELS)
        veil = [(first, bottom), (last, bottom), (last, end), (first, end)]
        _fill(axes, veil, PAPER, "fade", alpha=_VEIL)
    middle = (first + last) / 2
    shaft = Line2D([middle] * 2, [end - 0.2 * inch, end - 0.05 * inch], color=EDGE, linewidth=1.2)
    axes.add_artist(shaft)
    tip(axes, (middle, end - 0.04 * inch), "^", EDGE)


def _fill(axes: Axes, outline: Sequence[XY], tone: str, label: str, alpha: float = 1.0) -> None:
    # under the grid, so that counts can be read off within the band
    field = Polygon(outline, closed=True, facecolor=tone, edgecolor="none", zorder=-1, label=label)
    field.set_alpha(alpha)
    axes.add_artist(field)


def _edge(axes: Axes, line: Sequence[XY], label: str) -> None:
    xs, ys = zip(*line, strict=True)
    axes.add_artist(Line2D(xs, ys, color=EDGE, linewidth=1.1, label=label, zorder=1))


def edge_boxes(frame: Frame, stairs: Sequence[Stair]) -> list[Box]:
    """What the edges of the band and the arrows of open runs cover, in inches."""
    boxes = [box for run in _parted(stairs) for box in along(frame, _corners(run, "lower"))]
    for is_open, steps in _runs(stairs):
        if is_open:
            x = frame.x((steps[0].first + steps[-1].last) / 2)
            boxes.append(Box(x, 0.0, x, 0.22).grown(0.05))
        else:
            boxes += along(frame, _corners(steps, "upper"))
    return boxes


_edge_sample = stroke_sample(color=EDGE, linewidth=1.1)


def band_sample(axes: Axes, x: float, y: float) -> None:
    """The band in the key."""
    stroke_sample(color=BAND, linewidth=8.0)(axes, x, y)
    for level in (y - 0.055, y + 0.055):
        _edge_sample(axes, x, level)


wider_sample = stroke_sample(color=_PALE, linewidth=8.0)


def unlimited_sample(axes: Axes, x: float, y: float) -> None:
    """The band without an upper limit in the key."""
    for share in range(4):
        tone = faded(BAND, share / 4)
        stroke_sample(color=tone, linewidth=2.4)(axes, x, y + 0.04 - 0.027 * share)
    _edge_sample(axes, x, y + 0.055)
    tip(axes, (x + SAMPLE / 2, y - 0.03), "^", EDGE)
