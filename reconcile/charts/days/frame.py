"""The field of a panel over days in inches, and what the marks of a track cover in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reconcile.charts.days.boxes import Box
from reconcile.charts.days.tracks import Track, steps, stretch
from reconcile.charts.page.scales import HEADROOM, Scale


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
        """Day and count that lie so many inches from the left and the upper edge."""
        count = self.counts.count(1 - y / self.field)
        return self.days.start + x * self.days.inches(self.length), count


def points(frame: Frame, track: Track) -> list[Box]:
    """What the points of a track cover, or the bars over the days of vague dates."""
    boxes = []
    for claim in track.claims:
        span, y = stretch(claim, frame.days, frame.length), frame.y(claim.point)
        boxes.append(Box(frame.x(span.first), y, frame.x(span.last), y).grown(0.065))
    return boxes


def covered(frame: Frame, track: Track) -> list[Box]:
    """What the marks of a track cover: its points, the counts that they allow, and its line."""
    boxes = points(frame, track)
    for claim in track.claims:
        x = frame.x(stretch(claim, frame.days, frame.length).middle)
        if claim.lower < claim.top or claim.open:
            top = frame.y(claim.top) - (HEADROOM if claim.open else 0.0)
            boxes.append(Box(x, top, x, frame.y(claim.lower)).grown(0.03))
    standing = track.standing
    if len(standing) > 1 and track.joined:
        spans = [stretch(claim, frame.days, frame.length) for claim in standing]
        boxes += along(frame, steps(spans, [claim.point for claim in standing]))
    return boxes


def along(frame: Frame, corners: Sequence[tuple[float, float]]) -> list[Box]:
    """What a line over these days and counts covers, which is level or upright."""
    boxes = []
    for (x, y), (end, level) in pairwise(corners):
        left, right = sorted((frame.x(x), frame.x(end)))
        top, bottom = sorted((frame.y(y), frame.y(level)))
        boxes.append(Box(left, top, right, bottom).grown(0.015))
    return boxes
