"""The labels of a timeline: names at the ends of lines, figures at points, where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from reconcile.charts.labels import height, widest, width
from reconcile.charts.marks import stroke
from reconcile.charts.placing import Box, Field, spread
from reconcile.charts.scales import HEADROOM, Scale
from reconcile.charts.sheet import Style, text_artist
from reconcile.charts.style import GREY, PAPER, RULE, SMALL, TEXT
from reconcile.charts.tracks import Track, steps, stretch

END = 1.85  # inches beside the field for the names
_AWAY = 0.1  # inches from a point to its label
MOST_FIGURES = 300  # beyond that none of them finds room
_BESIDE = 0.2  # inches beyond which a label needs a line to its point
_LONGEST = 3.2  # inches of a label within the field
_COLUMN = 0.3  # inches from the field to a column of names


@dataclass(frozen=True)
class Frame:
    """The field of a panel: its axes, how long the one of days is, how high the field (inches)."""

    days: Scale
    counts: Scale
    length: float
    field: float

    def x(self, day: float) -> float:
        """Inches from the left edge."""
        return (day - self.days.start) / self.days.inches(self.length)

    def y(self, count: float) -> float:
        """Inches from the upper edge."""
        return self.field * (1 - self.counts.share(count))

    def data(self, x: float, y: float) -> tuple[float, float]:
        """Day and count at a place in inches."""
        count = self.counts.count(1 - y / self.field)
        return self.days.start + x * self.days.inches(self.length), count


@dataclass(frozen=True)
class Shape:
    """A label set in lines, and its size."""

    lines: tuple[str, ...]
    wide: float
    high: float


@dataclass(frozen=True)
class Name:
    """The label at the end of a track: its shapes, best first, and the place of the last figure."""

    shapes: tuple[Shape, ...]
    left: float
    right: float
    y: float
    tone: str


@dataclass(frozen=True)
class Spot:
    """A place for a label in one of its shapes."""

    name: Name
    shape: Shape
    box: Box


def label_height(track: Track) -> float:
    """The height of a track's label in a column, in inches."""
    return height(len(track.label(END - _COLUMN)), TEXT) + 0.03


def write_labels(
    axes: Axes, frame: Frame, tracks: Sequence[Track], others: Sequence[Box] | None = None
) -> None:
    """Name every track, at the end of its line or else in a column; then figures at points.

    `others` are boxes of what else is drawn and must not be written on. Where they are given the
    ground is not white, and letters have a rim in place of a white field behind them.
    """
    names = [_name(frame, track) for track in tracks]
    rim = others is not None
    marks = [*(others or ()), *(box for track in tracks for box in _taken(frame, track))]
    field = Field(Box(0.0, -0.02, frame.length + END, frame.field + 0.02), marks)
    order = sorted(names, key=lambda name: (-name.right, name.y))
    spots = [_spot(frame, field, name) for name in order]
    found = [spot for spot in spots if spot]
    if len(found) < len(names):
        field = Field(Box(0.0, 0.0, frame.length, frame.field), marks)
        found = _column(frame, names)
    for spot in found:
        _write_name(axes, frame, spot, rim)
    for track in tracks:
        _figures(axes, frame, track, field, rim)


def _name(frame: Frame, track: Track) -> Name:
    rooms = (END - _COLUMN, _LONGEST)
    settings = dict.fromkeys(track.label(room) for room in rooms)
    shapes = tuple(
        Shape(lines, widest(lines, TEXT) + 0.04, height(len(lines), TEXT)) for lines in settings
    )
    place = stretch(track.last, frame.days, frame.length)
    y, tone = frame.y(track.last.point), track.look.tone
    left, right = frame.x(place.first) - track.around, frame.x(place.last) + track.around
    return Name(shapes, left, right, y, tone)


def _spot(frame: Frame, field: Field, name: Name) -> Spot | None:
    """The first free place for a name, which is then taken."""
    for places in (_beside, _around, partial(_aside, frame)):
        for shape in name.shapes:
            box = field.first_free(places(name, shape))
            if box:
                return Spot(name, shape, box)
    return None


def _beside(name: Name, shape: Shape) -> Iterator[Box]:
    """Places that touch the figure: to the right, then above and below, then to the left."""
    middle, wide, high = (name.left + name.right) / 2, shape.wide, shape.high
    right, left = name.right + _AWAY, name.left - _AWAY - wide
    for shift in (0.0, -0.5, 0.5, -0.8, 0.8):
        yield _box(right, name.y - high / 2 + shift * high, wide, high)
    for top in (name.y - _AWAY - high, name.y + _AWAY):
        for edge in (middle - wide / 2, right - 0.15, left + 0.15):
            yield _box(edge, top, wide, high)
    yield _box(left, name.y - high / 2, wide, high)


def _around(name: Name, shape: Shape) -> Iterator[Box]:
    """Places further and further above and below."""
    middle, wide, high = (name.left + name.right) / 2, shape.wide, shape.high
    for step in range(1, 8):
        away = _AWAY + 0.12 * step
        for top in (name.y - away - high, name.y + away):
            for edge in (middle - wide / 2, name.right + 0.03, name.left - 0.03 - wide):
                yield _box(edge, top, wide, high)


def _aside(frame: Frame, name: Name, shape: Shape) -> Iterator[Box]:
    """Places beside the field, the nearest first."""
    left, steps_down = frame.length + _COLUMN, int(frame.field / 0.1)
    tops = sorted((step * 0.1 for step in range(steps_down)), key=lambda top: abs(top - name.y))
    for top in tops:
        yield _box(left, top, shape.wide, shape.high)


def _box(left: float, top: float, wide: float, high: float) -> Box:
    return Box(left, top, left + wide, top + high)


def _taken(frame: Frame, track: Track) -> list[Box]:
    """What the marks of a track cover."""
    boxes = []
    for claim in track.claims:
        place = stretch(claim, frame.days, frame.length)
        y, x = frame.y(claim.point), frame.x(place.middle)
        boxes.append(Box(frame.x(place.first), y, frame.x(place.last), y).grown(0.065))
        if claim.lower < claim.top or claim.open:
            top = frame.y(claim.top) - (HEADROOM if claim.open else 0.0)
            boxes.append(Box(x, top, x, frame.y(claim.lower)).grown(0.03))
    standing = track.standing
    if len(standing) > 1 and track.joined:
        places = [stretch(claim, frame.days, frame.length) for claim in standing]
        corners = steps(places, [claim.point for claim in standing])
        for (x, y), (end, level) in pairwise(corners):
            left, right = sorted((frame.x(x), frame.x(end)))
            top, bottom = sorted((frame.y(y), frame.y(level)))
            boxes.append(Box(left, top, right, bottom).grown(0.015))
    return boxes


def _column(frame: Frame, names: Iterable[Name]) -> list[Spot]:
    """All names under one another beside the field."""
    order = sorted(names, key=lambda name: (name.y, -name.right))
    heights = [name.shapes[0].high + 0.03 for name in order]
    edges = spread([name.y for name in order], heights, (-0.05, frame.field + 0.15))
    left = frame.length + _COLUMN
    shapes = [name.shapes[0] for name in order]
    return [
        Spot(name, shape, _box(left, top, shape.wide, shape.high))
        for name, shape, top in zip(order, shapes, edges, strict=True)
    ]


def _write_name(axes: Axes, frame: Frame, spot: Spot, rim: bool) -> None:
    """A name, tied to its figure by a thin line unless it stands right beside it."""
    name, box = spot.name, spot.box
    _write(axes, frame, box, spot.shape.lines, Style(TEXT, name.tone), rim)
    x = min(max(box.left, name.left), name.right)
    near_x, near_y = min(max(x, box.left), box.right), min(max(name.y, box.top), box.bottom)
    if math.hypot(near_x - x, near_y - name.y) > _BESIDE:
        ends = frame.data(x, name.y), frame.data(near_x, near_y)
        stroke(axes, *ends, color=RULE, linewidth=0.7, label="leader", zorder=1, clip_on=False)


def _figures(axes: Axes, frame: Frame, track: Track, field: Field, rim: bool) -> None:
    """The words of the figures before the last, each where it is free."""
    for claim in track.standing[:-1][:MOST_FIGURES]:
        place = stretch(claim, frame.days, frame.length)
        x, y = frame.x(place.middle), frame.y(claim.point)
        wide, high = width(claim.figure, SMALL) + 0.02, height(1, SMALL)
        free = field.first_free(
            (
                _box(x - wide / 2, y - 0.08 - high, wide, high),
                _box(x - 0.08 - wide, y - high / 2, wide, high),
                _box(x - 0.05 - wide, y - 0.04 - high, wide, high),
                _box(x - wide / 2, y + 0.08, wide, high),
                _box(x + 0.06, y + 0.03, wide, high),
                # no line leads on from the point
                *([] if track.joined else [_box(x + 0.11, y - high / 2, wide, high)]),
            )
        )
        if free:
            _write(axes, frame, free, [claim.figure], Style(SMALL, GREY), rim)


def _write(
    axes: Axes, frame: Frame, box: Box, lines: Sequence[str], style: Style, rim: bool
) -> None:
    text = text_artist(*frame.data(box.left, box.top), lines, style)
    if rim:
        text.set_path_effects([withStroke(linewidth=2.2, foreground=PAPER, alpha=0.75)])
    else:
        text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
    text.set_zorder(2.5)  # over the grid, under every mark
    axes.add_artist(text)
