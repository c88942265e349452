"""The field of a panel of bounds: the band left possible, and the claims on it by their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from reconcile.charts.bounds.band import Stair, draw_band, edge_boxes
from reconcile.charts.bounds.bound_scale import ClaimOnBand, is_above, moved
from reconcile.charts.days.boxes import Box
from reconcile.charts.days.day_panel import draw_figure
from reconcile.charts.days.frame import Frame
from reconcile.charts.days.track_labels import write_labels
from reconcile.charts.days.tracks import Look, Track, stretch
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.marks import SAMPLE, XY, Owned, dot, form, stroke, tip
from reconcile.charts.page.style import ALARM, DATA

_TOP = 0.07  # inches below the end of the axis, where a claim that lies above it has its mark
RING = 0.08  # inches from the middle of a ring to its edge


@dataclass(frozen=True)
class BoundField:
    """The band and the claims of an estimand; without a frame there is nothing to draw."""

    stairs: tuple[Stair, ...]
    marks: tuple[ClaimOnBand, ...]
    looks: tuple[Look, ...]  # of each mark
    tracks: tuple[Track, ...]  # those that are named
    frame: Frame | None

    def draw(self, axes: Axes, frame: Frame) -> None:
        """The band, its claims over it, and their names where there is room."""
        draw_band(axes, frame, self.stairs)
        others = edge_boxes(frame, self.stairs)
        for mark, look in zip(self.marks, self.looks, strict=True):
            _draw_claim(axes, frame, mark, look)
            if mark.adjustment:
                others += _draw_way(axes, frame, mark)
        tracks = [
            replace(track, claims=tuple(_shown(claim, frame) for claim in track.claims))
            for track in self.tracks
        ]
        write_labels(axes, frame, tracks, others)


def named_tracks(marks: Sequence[ClaimOnBand], looks: Sequence[Look]) -> list[Track]:
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


def _shown(claim: Claim, frame: Frame) -> Claim:
    """The claim where it is drawn: under the end of the axis if it lies above that."""
    if not is_above(claim, frame.counts):
        return claim
    level = frame.data(0.0, _TOP)[1]
    return replace(claim, point=level, lower=min(claim.lower, level), upper=level)


def _draw_claim(axes: Axes, frame: Frame, mark: ClaimOnBand, look: Look) -> None:
    claim = _shown(mark.claim, frame)
    x = stretch(claim, frame.days, frame.length).middle
    if is_above(mark.claim, frame.counts):
        tip(Owned(axes, claim.number), (x, claim.point), "^", look.tone, "beyond")
    else:
        draw_figure(axes, frame, claim, look)


def _draw_way(axes: Axes, frame: Frame, mark: ClaimOnBand) -> list[Box]:
    """A ring, and an arrow from the bound as claimed to where it had to be moved; their boxes."""
    claim = _shown(mark.claim, frame)
    x = stretch(claim, frame.days, frame.length).middle
    _ring(Owned(axes, claim.number), (x, claim.point))
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


def _ring(axes: Axes | Owned, at: XY, radius: float = RING) -> None:
    """A ring around the point of a claim that has to give."""
    how = {"markerfacecolor": "none", "label": "gives", "zorder": 6}
    form(axes, at, "o", 144 * radius, ALARM, markeredgewidth=1.3, **how)


def gives_sample(axes: Axes, x: float, y: float) -> None:
    """A claim that has to give in the key."""
    dot(axes, (x + 0.09, y), hollow=False)
    _ring(axes, (x + 0.09, y), 0.068)
    down = x + SAMPLE - 0.02
    stroke(axes, (down, y - 0.08), (down, y + 0.05), color=ALARM, linewidth=1.3, label="sample")
    tip(axes, (down, y + 0.05), "v", ALARM)


def beyond_sample(axes: Axes, x: float, y: float) -> None:
    """A claim above the axis in the key."""
    tip(axes, (x + SAMPLE / 2, y), "^", DATA)
