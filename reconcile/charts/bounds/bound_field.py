"""The field of a panel of bounds: the band left possible, and the claims on it by their days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from reconcile.charts.bounds.band import Stair, band_sample, draw_band, edge_boxes, unlimited_sample
from reconcile.charts.days.boxes import Box
from reconcile.charts.days.day_panel import LENGTH, day_entries, draw_figure
from reconcile.charts.days.track_labels import write_labels
from reconcile.charts.days.tracks import Frame, Track, stretch
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import (
    SAMPLE,
    XY,
    Key,
    Owned,
    dot,
    dot_sample,
    form,
    key_of,
    stroke,
    tip,
)
from reconcile.charts.page.scales import Scale, is_narrow, level_scale
from reconcile.charts.page.style import ALARM, DATA
from reconcile.notation.words import number, several

# times everything below it, past which a claim leaves the axis to the rest, which would have less
# than a quarter of it; and times every claim, past which the band does, which is not a figure
FAR, FAR_BAND = 4.0, 2.0
_TOP = 0.07  # inches below the end of the axis, where a claim that lies above it has its mark
RING = 0.08  # inches from the middle of a ring to its edge


@dataclass(frozen=True, slots=True)
class ClaimOnBand:
    """A claim on the band, and by how many people its bounds had to be moved (0 if it holds)."""

    claim: Claim
    adjustment: float

    @property
    def way(self) -> tuple[float, float]:
        """The bound that had to be moved, as claimed and as it is after that."""
        bound = self.claim.lower if self.adjustment < 0 else self.claim.top
        return bound, max(bound + self.adjustment, 0.0)


@dataclass(frozen=True)
class BoundField:
    """The band and the claims of an estimand; without a frame there is nothing to draw."""

    stairs: tuple[Stair, ...]
    marks: tuple[ClaimOnBand, ...]
    looks: Mapping[str, Look]  # of the sources
    tracks: tuple[Track, ...]  # those that are named
    frame: Frame | None
    unnamed: int = 0

    def draw(self, axes: Axes, frame: Frame) -> None:
        """The band, its claims over it, and their names where there is room."""
        draw_band(axes, frame, self.stairs)
        others = edge_boxes(frame, self.stairs)
        for mark in self.marks:
            _draw_claim(axes, frame, mark, self.looks[mark.claim.source])
            if mark.adjustment:
                others += _draw_way(axes, frame, mark)
        tracks = [
            replace(track, claims=tuple(_shown(claim, frame) for claim in track.claims))
            for track in self.tracks
        ]
        write_labels(axes, frame, tracks, others)


def moved(adjustment: float) -> str:
    """By how many people a claim has to give, whichever way."""
    return number(max(round(abs(adjustment)), 1))


def way_text(adjustment: float) -> str:
    """Which way a claim has to give, and by how many people."""
    return f"{'down' if adjustment < 0 else 'up'} by {moved(adjustment)}"


def bound_scale(stairs: Sequence[Stair], marks: Sequence[ClaimOnBand], field: float) -> Scale:
    """An upright axis for the band and the claims, `field` inches high.

    All lower bounds and all that claims had to be moved to lie on it. A claim many times as high as
    everything else does not, nor an upper bound that only leaves the band room.
    """
    lower = [step.lower for step in stairs]
    after = [mark.way[1] for mark in marks if mark.adjustment]
    tops = sorted(mark.claim.top for mark in marks)
    most = _most([*lower, *after, 0.0], tops)
    upper = sorted(step.upper for step in stairs if not step.open)
    if most == 0 and upper:
        most = upper[0]
    most = max([most, *(count for count in upper if count <= FAR_BAND * most)])
    least = [mark.claim.lower for mark in marks] + [mark.claim.point for mark in marks]
    counts = [*lower, *after, *least, most]
    return level_scale(min(counts) if is_narrow(counts) else 0.0, most, field)


def _most(held: Iterable[float], tops: Sequence[float]) -> float:
    """The greatest of `held` and of `tops`, which ascend, without a few far above the rest."""
    most = max(held)
    for below, count in enumerate(tops):
        if count > FAR * most and 2 * below >= len(tops):
            break
        most = max(most, count)
    return most


def _cut_words(scale: Scale, stairs: Sequence[Stair], marks: Sequence[ClaimOnBand]) -> str:
    """What of a panel lies above its axis, in words, or nothing."""
    beyond = [mark.claim for mark in marks if mark.claim.top > scale.end]
    high = max((step.upper for step in stairs if not step.open), default=0.0)
    parts = []
    if high > scale.end:
        parts.append(f"the band up to {number(high)}")
    if beyond:
        most = number(max(claim.top for claim in beyond))
        up_to = "of" if len(beyond) == 1 else "up to"
        parts.append(f"{several(len(beyond), 'claim')}, {up_to} {most}")
    return f"axis cut; above it {' and '.join(parts)}" if parts else ""


def unit_words(scale: Scale, stairs: Sequence[Stair], marks: Sequence[ClaimOnBand]) -> str:
    """What the axis counts, where it does not begin and what lies above it."""
    begins = "" if scale.start == 0 else "axis does not begin at 0"
    return "; ".join(part for part in ("people", begins, _cut_words(scale, stairs, marks)) if part)


def is_above(claim: Claim, scale: Scale) -> bool:
    """Whether the number of the claim lies above the axis."""
    return math.isfinite(claim.point) and claim.point > scale.end


def named_tracks(marks: Sequence[ClaimOnBand], looks: Mapping[str, Look]) -> list[Track]:
    """What is named in a panel: each claim that has to give, and a source with those that hold."""
    held: dict[str, list[Claim]] = {}
    tracks = []
    for mark in marks:
        # every claim that counts is drawn as of its own day; that it is stale says nothing here
        claim, look = replace(mark.claim, status="current"), looks[mark.claim.source]
        if mark.adjustment:
            note = f", gives {moved(mark.adjustment)}"
            tracks.append(Track((claim,), False, look, joined=False, note=note, around=RING))
        else:
            held.setdefault(claim.source, []).append(claim)
    return tracks + [
        Track(tuple(claims), False, looks[source], joined=False) for source, claims in held.items()
    ]


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


def _gives_sample(axes: Axes, x: float, y: float) -> None:
    dot(axes, (x + 0.09, y), hollow=False)
    _ring(axes, (x + 0.09, y), 0.068)
    down = x + SAMPLE - 0.02
    stroke(axes, (down, y - 0.08), (down, y + 0.05), color=ALARM, linewidth=1.3, label="sample")
    tip(axes, (down, y + 0.05), "v", ALARM)


def _beyond_sample(axes: Axes, x: float, y: float) -> None:
    tip(axes, (x + SAMPLE / 2, y), "^", DATA)


def key(fields: Sequence[BoundField]) -> Key:
    """The marks that are on a page of these fields."""
    shown = [(field.frame, mark) for field in fields if field.frame for mark in field.marks]
    within = [mark.claim for frame, mark in shown if not is_above(mark.claim, frame.counts)]
    stairs = [step for field in fields for step in field.stairs]
    vague = any(stretch(mark.claim, frame.days, LENGTH).bar for frame, mark in shown)
    return key_of(
        (band_sample, "left possible by all claims", any(not step.open for step in stairs)),
        (unlimited_sample, "no upper limit", any(step.open for step in stairs)),
        (dot_sample(), "claim", bool(within)),
        *day_entries(within, vague, "counts that a claim allows", "claim without upper limit"),
        (_beyond_sample, "claim above the axis", len(within) < len(shown)),
        (_gives_sample, "has to give, and how far", any(mark.adjustment for _, mark in shown)),
        between=0.06,
    )
