"""What is drawn of one estimand over days: a track a source, each figure at its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reconcile.charts.days.boxes import Box
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.labels import named, width, wrapped
from reconcile.charts.page.looks import Look
from reconcile.charts.page.scales import HEADROOM, Scale
from reconcile.charts.page.style import TEXT
from reconcile.wording.case_texts import status_name

DAY_SPAN = 31  # a date longer than a month has no say in how far the axis reaches: see `reach`
DOT_SPAN = 0.16  # inches, two points wide: a longer span of days is a bar, a shorter one a point


@dataclass(frozen=True)
class Track:
    """A source's dated figures of one estimand, oldest first, and its look.

    A line joins them if `joined`; `note` stands after the last figure in its label, and `around`
    are the inches that a mark takes beside the last point.
    """

    claims: tuple[Claim, ...]
    withdrawn: bool
    look: Look
    joined: bool = True
    note: str = ""
    around: float = 0.0

    @property
    def standing(self) -> tuple[Claim, ...]:
        """Those that the source did not replace for the same date; they make the line."""
        return tuple(claim for claim in self.claims if claim.status != "superseded")

    @property
    def last(self) -> Claim:
        """The figure at the end of its line."""
        return (self.standing or self.claims)[-1]

    @property
    def figure(self) -> str:
        """Its last figure, and what is to be said of it."""
        last = self.last
        gone = "stale" if last.status == "stale" else "withdrawn" if self.withdrawn else ""
        state = f" ({status_name(gone)})" if gone else ""
        return f"{last.figure}{state}{self.note}"

    def said(self, size: float, room: float) -> str:
        """Its name and last figure in one line, the name cut where there is no room for both."""
        room -= width(f" {self.figure}", size)
        (name,) = named(self.last.source, self.last.mark, size, max(room, 0.5), 1)
        return f"{name} {self.figure}"

    def label(self, room: float) -> tuple[str, ...]:
        """Its name and last figure in lines for the end of its line."""
        last, figure = self.last, self.figure
        kept = figure.replace(" ", "\N{NO-BREAK SPACE}")
        if width(kept, TEXT) > room:
            kept = figure.replace("–", "– ")
        lines = wrapped(f"{last.source}{last.mark} {kept}", TEXT, room)
        if len(lines) > 2:
            name = named(last.source, last.mark, TEXT, room - 0.1, 3)
            lines = *name, *wrapped(kept, TEXT, room)
        # where no line ends between the two limits, no space is left there
        return tuple(re.sub(r"(?<=\d)– (?=\d)", "–", line) for line in lines)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a figure lies on the axis of days: a point at `first`, or a bar to `last`.

    `before` and `after` say that its date reaches beyond the axis.
    """

    first: float
    last: float
    before: bool = False
    after: bool = False

    @property
    def bar(self) -> bool:
        """The date is too vague for a point."""
        return self.first < self.last

    @property
    def middle(self) -> float:
        """The middle of what is seen of it."""
        return (self.first + self.last) / 2


def stretch(claim: Claim, scale: Scale, length: float) -> Stretch:
    """Where a dated claim lies on an axis of days that is `length` inches long."""
    first, last = max(claim.first, scale.start), min(claim.last, scale.end)
    if (claim.last - claim.first) / scale.inches(length) <= DOT_SPAN:
        middle = (claim.first + claim.last) / 2
        return Stretch(middle, middle)
    return Stretch(first, last, claim.first < scale.start, claim.last > scale.end)


def reach(claims: Iterable[Claim]) -> tuple[float, float]:
    """The first and last day that an axis for `claims` has to show.

    A year is no reason to show its every month: spans longer than a month are shown as far as
    the others reach, or from their nearer end where they lie outside.
    """
    spans = [(claim.first, claim.last) for claim in claims]
    near = [span for span in spans if span[1] - span[0] <= DAY_SPAN] or spans
    first, last = min(span[0] for span in near), max(span[1] for span in near)
    for begin, end in spans:
        if end < first or begin > last:
            first, last = min(first, begin), max(last, end)
    return first, last


def steps(stretches: Sequence[Stretch], points: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of a line that holds each figure until the next one."""
    corners = [(stretches[0].last, points[0])]
    for span, point in zip(stretches[1:], points[1:], strict=True):
        turn = max(corners[-1][0], span.first)
        corners += [(turn, corners[-1][1]), (turn, point), (max(turn, span.last), point)]
    return corners


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
