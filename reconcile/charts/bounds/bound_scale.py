"""The axis of counts of a chart of bounds: high enough for what was said, cut above the rest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.charts.bounds.band import Stair
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.scales import Scale, is_narrow, level_scale
from reconcile.notation.words import number, several

# times everything below it, past which a claim leaves the axis to the rest, which would have less
# than a quarter of it; and times every claim, past which the band does, which is not a figure
FAR, FAR_BAND = 4.0, 2.0


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
