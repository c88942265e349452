"""Where the names of tracks go: near their last figures, or else in a column beside the field.

No line from a name to its figure crosses another such line or a name, or leads over another point.
The column is a key: its names stand in the order of their figures, each with the mark of its
points and without a line, which would look like one more figure that holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reconcile.charts.days.boxes import Box, Field, spread
from reconcile.charts.days.tracks import Frame, Track, stretch
from reconcile.charts.page.labels import height, widest
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import XY
from reconcile.charts.page.paper import paper
from reconcile.charts.page.style import TEXT

_END, _EDGE = 2.0, 0.1  # inches beside the field for the names, or for none
_COLUMN, MARK = 0.15, 0.18  # inches from the field to a column of names, and of the marks in it
ROOM = _END - _COLUMN - MARK  # inches that a name in the column may be wide
_AWAY = 0.1  # inches from a point to its name
_BESIDE = 0.2  # inches beyond which a name needs a line to its point
_LONGEST = 3.2  # inches of a name within the field
_STEPS = 7  # how many spots further and further away are tried
_APART = 0.07  # inches between a name away from its figure and any mark
_POINT = 0.1  # inches from the middle of a point within which its own line may be
_LEAD = 0.02  # inches of air around a line to a name


def beside() -> float:
    """Inches beside a field for names; where they stand above it, none."""
    return _EDGE if paper().stacked else _END


@dataclass(frozen=True)
class Shape:
    """A label set in lines, and its size."""

    lines: tuple[str, ...]
    wide: float
    high: float


@dataclass(frozen=True)
class TrackName:
    """The label of a track: its shapes, best first, where its last figure is, and its look."""

    shapes: tuple[Shape, ...]
    left: float
    right: float
    y: float
    look: Look


@dataclass(frozen=True)
class Spot:
    """Where a name can go in one of its shapes, and the corners of the line to its figure."""

    name: TrackName
    shape: Shape
    box: Box
    line: tuple[XY, ...] = ()
    column: bool = False


def name_of(frame: Frame, track: Track) -> TrackName:
    """The name of a track, with the figure that it belongs to."""
    settings = dict.fromkeys(track.label(room) for room in (ROOM, _LONGEST))
    shapes = tuple(
        Shape(lines, widest(lines, TEXT) + 0.04, height(len(lines), TEXT)) for lines in settings
    )
    span = stretch(track.last, frame.days, frame.length)
    left, right = frame.x(span.first) - track.around, frame.x(span.last) + track.around
    return TrackName(shapes, left, right, frame.y(track.last.point), track.look)


def spots_of(
    frame: Frame, names: Sequence[TrackName], marks: Sequence[Box], points: Sequence[Box]
) -> tuple[list[Spot], Field]:
    """A spot for every name, and the field with all that is taken in it.

    No name covers one of the `marks`, and no line to a name one of the `points` among them.
    Names for which there is no room near their figures go to the column. Where that is half of them
    all do, since a name here and a name there are harder to find.
    """
    area = Box(0.0, -0.02, frame.length + beside(), frame.field + 0.02)
    aside: list[TrackName] = []
    while True:
        field, ways = Field(area, marks), Field(area.grown(9.0), points)
        spots = _attempt(frame, names, aside, field, ways)
        found = {id(spot.name) for spot in spots}
        without = [name for name in names if id(name) not in found]
        if not without:
            return spots, field
        aside = [*aside, *without]
        if 2 * len(aside) > len(names):
            aside = list(names)


def _attempt(
    frame: Frame, names: Sequence[TrackName], aside: Sequence[TrackName], field: Field, ways: Field
) -> list[Spot]:
    """Spots in the column for the names `aside`, and near their figures for others with room."""
    spots = _column(frame, aside)
    for spot in spots:
        _take(spot, field, ways)
    rest = [name for name in names if name not in aside]
    for name in sorted(rest, key=lambda name: (-name.right, name.y)):
        free = next((spot for spot in _near(name) if _is_free(spot, field, ways)), None)
        if free:
            _take(free, field, ways)
            spots.append(free)
    return spots


def _is_free(spot: Spot, field: Field, ways: Field) -> bool:
    """Whether nothing is there; a name away from its figure keeps away from others too."""
    box = spot.box.grown(_APART) if spot.line else spot.box
    return field.free(box) and ways.free(spot.box) and all(map(ways.free, _along(spot.line)))


def _take(spot: Spot, field: Field, ways: Field) -> None:
    for box in (spot.box, *_along(spot.line)):
        field.take(box)
        ways.take(box)


def _along(line: Sequence[XY]) -> list[Box]:
    """Small boxes along a line, from beyond the point at which it begins to before the name."""
    boxes = []
    for (x, y), (end, level) in pairwise(line):
        parts = max(math.ceil(math.hypot(end - x, level - y) / 0.06), 1)
        for part in range(1, parts + 1):
            share = part / parts
            at = x + (end - x) * share, y + (level - y) * share
            if math.dist(line[0], at) > _POINT:
                boxes.append(Box(*at, *at).grown(_LEAD))
    return boxes[:-1]


def _near(name: TrackName) -> Iterator[Spot]:
    """Spots that touch the figure, then others further and further above and below."""
    for boxes in (_beside, _around):
        for shape in name.shapes:
            for box in boxes(name, shape):
                yield Spot(name, shape, box, _line(name, box))


def _line(name: TrackName, box: Box) -> tuple[XY, ...]:
    """The line that ties a name to its figure, unless it stands right beside it."""
    x = min(max(box.left, name.left), name.right)
    near = min(max(x, box.left), box.right), min(max(name.y, box.top), box.bottom)
    far = math.hypot(near[0] - x, near[1] - name.y) > _BESIDE
    return ((x, name.y), near) if far else ()


def _beside(name: TrackName, shape: Shape) -> Iterator[Box]:
    """Boxes that touch the figure: to the right, then above and below, then to the left."""
    middle, wide, high = (name.left + name.right) / 2, shape.wide, shape.high
    right, left = name.right + _AWAY, name.left - _AWAY - wide
    for shift in (0.0, -0.5, 0.5, -0.8, 0.8):
        yield box_at(right, name.y - high / 2 + shift * high, wide, high)
    for top in (name.y - _AWAY - high, name.y + _AWAY):
        for edge in (middle - wide / 2, right - 0.15, left + 0.15):
            yield box_at(edge, top, wide, high)
    yield box_at(left, name.y - high / 2, wide, high)


def _around(name: TrackName, shape: Shape) -> Iterator[Box]:
    """Boxes further and further above and below."""
    middle, wide, high = (name.left + name.right) / 2, shape.wide, shape.high
    for step in range(1, _STEPS):
        away = _AWAY + 0.12 * step
        for top in (name.y - away - high, name.y + away):
            for edge in (middle - wide / 2, name.right + 0.03, name.left - 0.03 - wide):
                yield box_at(edge, top, wide, high)
        for aslant in (name.left - 0.15 * step - wide, name.right + 0.15 * step):
            yield box_at(aslant, name.y - away - high, wide, high)
            yield box_at(aslant, name.y + away, wide, high)


def box_at(left: float, top: float, wide: float, high: float) -> Box:
    """The box of this size with its upper left corner there."""
    return Box(left, top, left + wide, top + high)


def _column(frame: Frame, names: Sequence[TrackName]) -> list[Spot]:
    """Names under one another beside the field, in the order of their figures."""
    order = sorted(names, key=lambda name: (name.y, -name.right))
    heights = [name.shapes[0].high + 0.03 for name in order]
    edges = spread([name.y for name in order], heights, (-0.05, frame.field + 0.15))
    left, spots = frame.length + _COLUMN + MARK, []
    for name, top in zip(order, edges, strict=True):
        shape = name.shapes[0]
        box = box_at(left, top, shape.wide, shape.high)
        spots.append(Spot(name, shape, box, column=True))
    return spots


def label_height(track: Track) -> float:
    """The height of a track's label in a column, in inches; 0 where there is none."""
    if paper().stacked:
        return 0.0
    return height(len(track.label(ROOM)), TEXT) + 0.03
