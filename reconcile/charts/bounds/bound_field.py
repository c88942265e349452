"""The field of a panel of bounds: the band left possible, and the claims on it by their days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from reconcile.charts.bounds.band import (
    Stair,
    band_sample,
    draw_band,
    draw_wider,
    edge_boxes,
    unlimited_sample,
    wider_sample,
)
from reconcile.charts.days.boxes import Box
from reconcile.charts.days.day_panel import day_entries, draw_figure, length
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
    tip,
)
from reconcile.charts.page.scales import Scale, is_narrow, level_scale
from reconcile.charts.page.style import ALARM, DATA
from reconcile.notation.speech import say
from reconcile.notation.words import clauses, joined, number, say_some

# times everything below it, past which a claim leaves the axis to the rest, which would have less
# than a quarter of it; and times every claim, past which the band does, which is not a figure
FAR, FAR_BAND = 4.0, 2.0
_TOP = 0.07  # inches below the end of the axis, where a claim that lies above it has its mark
RING = 0.08  # inches from the middle of a ring to its edge


@dataclass(frozen=True, slots=True)
class ClaimOnBand:
    """A claim on the band, and whether it lies `outside`: it allows no count of the band."""

    claim: Claim
    outside: bool


@dataclass(frozen=True)
class BoundField:
    """The band and the claims of an estimand; without a frame there is nothing to draw.

    `wider` are the steps of the band if one source more is wrong.
    """

    stairs: tuple[Stair, ...]
    wider: tuple[Stair, ...]
    marks: tuple[ClaimOnBand, ...]
    looks: Mapping[str, Look]  # of the sources
    tracks: tuple[Track, ...]  # those that are named
    frame: Frame | None
    unnamed: int = 0

    def draw(self, axes: Axes, frame: Frame) -> None:
        """The band, its claims over it, and their names where there is room."""
        draw_wider(axes, frame, self.wider)
        draw_band(axes, frame, self.stairs)
        others = edge_boxes(frame, self.stairs)
        for mark in self.marks:
            _draw_claim(axes, frame, mark, self.looks[mark.claim.source])
            if mark.outside:
                others.append(_draw_outside(axes, frame, mark.claim))
        tracks = [
            replace(track, claims=tuple(_shown(claim, frame) for claim in track.claims))
            for track in self.tracks
        ]
        write_labels(axes, frame, tracks, others)


def bound_scale(stairs: Sequence[Stair], marks: Sequence[ClaimOnBand], field: float) -> Scale:
    """An upright axis for the band and the claims, `field` inches high.

    All lower bounds lie on it. A claim many times as high as everything else does not, nor an upper
    bound that only leaves the band room.
    """
    lower = [step.lower for step in stairs]
    tops = sorted(mark.claim.top for mark in marks)
    most = _most([*lower, 0.0], tops)
    upper = sorted(step.upper for step in stairs if not step.open)
    if most == 0 and upper:
        most = upper[0]
    most = max([most, *(count for count in upper if count <= FAR_BAND * most)])
    least = [mark.claim.lower for mark in marks] + [mark.claim.point for mark in marks]
    counts = [*lower, *least, most]
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
        parts.append(say("the band up to {n}", n=number(high)))
    if beyond:
        most = number(max(claim.top for claim in beyond))
        parts.append(
            say_some(len(beyond), "{n} claim, of {most}", "{n} claims, up to {most}", most=most)
        )
    return say("axis cut; above it {what}", what=joined(parts)) if parts else ""


def unit_words(scale: Scale, stairs: Sequence[Stair], marks: Sequence[ClaimOnBand]) -> str:
    """What the axis counts, where it does not begin and what lies above it."""
    begins = say("people") if scale.start == 0 else say("people; axis does not begin at 0")
    return clauses(part for part in (begins, _cut_words(scale, stairs, marks)) if part)


def is_above(claim: Claim, scale: Scale) -> bool:
    """Whether the number of the claim lies above the axis."""
    return math.isfinite(claim.point) and claim.point > scale.end


def named_tracks(marks: Sequence[ClaimOnBand], looks: Mapping[str, Look]) -> list[Track]:
    """What is named in a panel: each claim outside the band, and a source with its others."""
    held: dict[str, list[Claim]] = {}
    tracks = []
    for mark in marks:
        # every claim that counts is drawn as of its own day; that it is stale says nothing here
        claim, look = replace(mark.claim, status="current"), looks[mark.claim.source]
        if mark.outside:
            note = f", {say('outside')}"
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


def _draw_outside(axes: Axes, frame: Frame, whole: Claim) -> Box:
    """A ring around a claim outside the band; its box."""
    claim = _shown(whole, frame)
    x = stretch(claim, frame.days, frame.length).middle
    _ring(Owned(axes, claim.number), (x, claim.point))
    across, level = frame.x(x), frame.y(claim.point)
    return Box(across, level, across, level).grown(RING + 0.02)


def _ring(axes: Axes | Owned, at: XY, radius: float = RING) -> None:
    """A ring around the point of a claim outside the band."""
    how = {"markerfacecolor": "none", "label": "outside", "zorder": 6}
    form(axes, at, "o", 144 * radius, ALARM, markeredgewidth=1.3, **how)


def _outside_sample(axes: Axes, x: float, y: float) -> None:
    dot(axes, (x + SAMPLE / 2, y), hollow=False)
    _ring(axes, (x + SAMPLE / 2, y), 0.068)


def _beyond_sample(axes: Axes, x: float, y: float) -> None:
    tip(axes, (x + SAMPLE / 2, y), "^", DATA)


def key(fields: Sequence[BoundField], few: str, more: str) -> Key:
    """The marks that are on a page of these fields; `few` and `more` say when each band holds."""
    shown = [(field.frame, mark) for field in fields if field.frame for mark in field.marks]
    within = [mark.claim for frame, mark in shown if not is_above(mark.claim, frame.counts)]
    stairs = [step for field in fields for step in field.stairs]
    vague = any(stretch(mark.claim, frame.days, length()).bar for frame, mark in shown)
    return key_of(
        (band_sample, few, any(not step.open for step in stairs)),
        (wider_sample, more, any(field.wider for field in fields)),
        (unlimited_sample, say("no upper limit"), any(step.open for step in stairs)),
        (dot_sample(), say("claim"), bool(within)),
        *day_entries(
            within, vague, say("counts that a claim allows"), say("claim without upper limit")
        ),
        (_beyond_sample, say("claim above the axis"), len(within) < len(shown)),
        (_outside_sample, say("claim outside the band"), any(mark.outside for _, mark in shown)),
        between=0.06,
    )
