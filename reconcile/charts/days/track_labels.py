"""The labels of a timeline: names at the ends of lines, figures at points, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from reconcile.charts.days.boxes import Box, Field
from reconcile.charts.days.spots import MARK, Spot, box_at, name_of, spots_of
from reconcile.charts.days.tracks import Frame, Track, covered, points, stretch
from reconcile.charts.page.labels import height, width
from reconcile.charts.page.marks import form, stroke
from reconcile.charts.page.paper import paper
from reconcile.charts.page.sheet import Style, evenly, text_artist
from reconcile.charts.page.style import GREY, PAPER, RULE, SMALL, TEXT

MOST_FIGURES = 300  # beyond that none of them finds room


def write_labels(
    axes: Axes, frame: Frame, tracks: Sequence[Track], others: Sequence[Box] | None = None
) -> None:
    """Name every track, near the end of its line or else in a column; then figures at points.

    `others` are boxes of what else is drawn and must not be written on. Where they are given the
    ground is not white, and letters have a rim in place of a white field behind them.
    """
    rim = others is not None
    marks = [*(others or ()), *(box for track in tracks for box in covered(frame, track))]
    dots = [box for track in tracks for box in points(frame, track)]
    names = [] if paper().stacked else [name_of(frame, track) for track in tracks]
    spots, field = spots_of(frame, names, marks, dots)
    for spot in spots:
        _write_name(axes, frame, spot, rim)
    within = field.inside(Box(0.0, 0.0, frame.length, frame.field))
    for track in tracks:
        _figures(axes, frame, track, within, rim)


def _write_name(axes: Axes, frame: Frame, spot: Spot, rim: bool) -> None:
    """A name with the line to its figure, or in the column with the mark of its points."""
    look, box = spot.name.look, spot.box
    _write(axes, frame, box, spot.shape.lines, Style(TEXT, look.tone), rim)
    for start, end in pairwise(spot.line):
        ends = frame.data(*start), frame.data(*end)
        stroke(axes, *ends, color=RULE, linewidth=0.7, label="leader", zorder=1, clip_on=False)
    if spot.column:
        at = frame.data(box.left - MARK / 2, box.top + height(1, TEXT) / 2)
        form(axes, at, look.form, 5.0, look.tone, markeredgewidth=0, label="name", zorder=5)


def _figures(axes: Axes, frame: Frame, track: Track, field: Field, rim: bool) -> None:
    """The words of the figures before the last, each where it is free."""
    # the last one stands with the name, but where names are in a key
    for claim in track.standing[: None if paper().stacked else -1][:MOST_FIGURES]:
        middle = stretch(claim, frame.days, frame.length).middle
        x, y = frame.x(middle), frame.y(claim.point)
        wide, high = width(claim.figure, SMALL) + 0.02, height(1, SMALL)
        free = field.first_free(
            (
                box_at(x - wide / 2, y - 0.08 - high, wide, high),
                box_at(x - 0.08 - wide, y - high / 2, wide, high),
                box_at(x - 0.05 - wide, y - 0.04 - high, wide, high),
                box_at(x - wide / 2, y + 0.08, wide, high),
                box_at(x + 0.06, y + 0.03, wide, high),
                # no line leads on from the point
                *([] if track.joined else [box_at(x + 0.11, y - high / 2, wide, high)]),
            )
        )
        if free:
            _write(axes, frame, free, [claim.figure], Style(SMALL, GREY), rim)


def _write(
    axes: Axes, frame: Frame, box: Box, lines: Sequence[str], style: Style, rim: bool
) -> None:
    for below, part, own in evenly(lines, style):
        text = text_artist(*frame.data(box.left, box.top + below), part, own)
        if rim:
            text.set_path_effects([withStroke(linewidth=2.2, foreground=PAPER, alpha=0.75)])
        else:
            text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
        text.set_zorder(2.5)  # over the grid, under every mark
        axes.add_artist(text)
