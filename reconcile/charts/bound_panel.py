"""One panel of a chart of bounds: the band left possible, and the claims on it by their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from reconcile.charts.band import Stair, draw_band, edge_boxes
from reconcile.charts.bound_scale import Mark, is_above, moved, unit_words
from reconcile.charts.claims import Claim
from reconcile.charts.frame import Frame
from reconcile.charts.labels import height
from reconcile.charts.marks import RING, Owned, ring, stroke, tip
from reconcile.charts.placing import Box
from reconcile.charts.sheet import Sheet, Style
from reconcile.charts.style import ALARM, GREY, HEAD, INK, MARGIN, SMALL
from reconcile.charts.time_labels import write_labels
from reconcile.charts.time_panel import draw_figure, field_axes
from reconcile.charts.tracks import Look, Track, stretch

_TOP = 0.07  # inches below the end of the axis, where a claim that lies above it has its mark
_ABOVE, _BELOW = 0.08, 0.12


@dataclass(frozen=True)
class BoundPanel:
    """An estimand with its band and its claims; without a frame it has only its notes."""

    title: tuple[str, ...]
    details: tuple[str, ...]
    stairs: tuple[Stair, ...]
    marks: tuple[Mark, ...]
    looks: tuple[Look, ...]  # of each mark
    tracks: tuple[Track, ...]  # those that are named
    frame: Frame | None
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        notes = height(len(self.notes), SMALL) + 0.05 if self.notes else 0.0
        field = self.frame.field + height(2, SMALL) + 0.08 if self.frame else 0.0
        return self._head + field + notes + _BELOW

    @property
    def _head(self) -> float:
        unit = height(1, SMALL) + 0.07 if self.frame else 0.0
        details = height(len(self.details), SMALL) if self.details else 0.0
        return _ABOVE + height(len(self.title), HEAD) + 0.02 + details + unit

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.rule(top)
        y = top + _ABOVE
        sheet.write(MARGIN, y, self.title, Style(HEAD, INK, bold=True))
        y += height(len(self.title), HEAD) + 0.02
        if self.details:
            sheet.write(MARGIN, y, self.details, Style(SMALL, INK))
        if self.frame:
            y = top + self._head - height(1, SMALL) - 0.07
            words = unit_words(self.frame.counts, self.stairs, self.marks)
            sheet.write(MARGIN, y, [words], Style(SMALL, GREY))
            axes = field_axes(sheet, top + self._head, self.frame)
            axes.set_label(" ".join(self.title))
            self._draw_field(axes, self.frame)
        if self.notes:
            y = top + self.height - _BELOW - height(len(self.notes), SMALL)
            sheet.write(MARGIN, y, self.notes, Style(SMALL, GREY))

    def _draw_field(self, axes: Axes, frame: Frame) -> None:
        draw_band(axes, frame, self.stairs)
        others = edge_boxes(frame, self.stairs)
        for mark, look in zip(self.marks, self.looks, strict=True):
            _draw_claim(axes, frame, mark, look)
            if mark.adjustment:
                others += _draw_way(axes, frame, mark)
        tracks = [
            replace(track, claims=tuple(_placed(claim, frame) for claim in track.claims))
            for track in self.tracks
        ]
        write_labels(axes, frame, tracks, others)


def named_tracks(marks: Sequence[Mark], looks: Sequence[Look]) -> list[Track]:
    """What is named in a panel: each claim that has to give, and a source with those that hold."""
    held: dict[str, tuple[list[Claim], Look]] = {}
    tracks = []
    for mark, look in zip(marks, looks, strict=True):
        # every claim that counts is drawn as of its own day; that it is stale says nothing here
        claim = replace(mark.claim, status="current")
        if mark.adjustment:
            note = f", gives {moved(mark.adjustment)}"
            tracks.append(Track((claim,), False, look, joined=False, note=note, around=RING))
        else:
            held.setdefault(claim.source, ([], look))[0].append(claim)
    holding = (Track(tuple(claims), False, look, joined=False) for claims, look in held.values())
    return [*tracks, *holding]


def _placed(claim: Claim, frame: Frame) -> Claim:
    """The claim where it is drawn: under the end of the axis if it lies above that."""
    if not is_above(claim, frame.counts):
        return claim
    level = frame.data(0.0, _TOP)[1]
    return replace(claim, point=level, lower=min(claim.lower, level), upper=level)


def _draw_claim(axes: Axes, frame: Frame, mark: Mark, look: Look) -> None:
    claim = _placed(mark.claim, frame)
    x = stretch(claim, frame.days, frame.length).middle
    if is_above(mark.claim, frame.counts):
        tip(Owned(axes, claim.number), (x, claim.point), "^", look.tone, "beyond")
    else:
        draw_figure(axes, frame, claim, look)


def _draw_way(axes: Axes, frame: Frame, mark: Mark) -> list[Box]:
    """A ring, and an arrow from the bound as claimed to where it had to be moved; their boxes."""
    claim = _placed(mark.claim, frame)
    x = stretch(claim, frame.days, frame.length).middle
    ring(Owned(axes, claim.number), (x, claim.point))
    start, end = mark.way
    start = min(start, claim.point) if is_above(mark.claim, frame.counts) else start
    inch = frame.counts.inches(frame.field)
    down = mark.adjustment < 0
    stroke(axes, (x, start), (x, end), color=ALARM, linewidth=1.3, label="way", zorder=4.5)
    nudge = 0.03 * inch if down else -0.03 * inch  # so that the head ends at the bound
    tip(axes, (x, end + nudge), "v" if down else "^", ALARM, "given")
    top, bottom = sorted((frame.y(start), frame.y(end)))
    level, across = frame.y(claim.point), frame.x(x)
    around = Box(across, level, across, level).grown(RING + 0.02)
    return [around, Box(across, top, across, bottom).grown(0.05)]
