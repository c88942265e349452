"""One panel of a timeline: every source's figures over time, named at the end of its line."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reconcile.charts.claims import Claim
from reconcile.charts.frame import Frame
from reconcile.charts.labels import height
from reconcile.charts.marks import Owned, bar, cross, dot, grid, stroke, tip
from reconcile.charts.naming import END
from reconcile.charts.scales import Scale
from reconcile.charts.sheet import INNER, Sheet, Style
from reconcile.charts.style import GREY, HEAD, INK, MARGIN, SMALL
from reconcile.charts.time_labels import write_labels
from reconcile.charts.tracks import Look, Stretch, Track, steps, stretch

LEFT = 0.85  # inches of the numbers beside the axis
LENGTH = INNER - LEFT - END
ARROW = 0.2  # inches
_ABOVE, _BELOW = 0.08, 0.12


@dataclass(frozen=True)
class TimePanel:
    """An estimand with its tracks; without a track it has only its notes."""

    title: tuple[str, ...]
    tracks: tuple[Track, ...]
    days: Scale | None
    counts: Scale | None
    field: float
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        notes = height(len(self.notes), SMALL) + 0.05 if self.notes else 0.0
        axis = height(2, SMALL) + 0.08 if self.tracks else 0.0
        return self._head + self.field + axis + notes + _BELOW

    @property
    def _head(self) -> float:
        unit = height(1, SMALL) + 0.07 if self.tracks else 0.0
        return _ABOVE + height(len(self.title), HEAD) + 0.02 + unit

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.rule(top)
        sheet.write(MARGIN, top + _ABOVE, self.title, Style(HEAD, INK, bold=True))
        if self.days and self.counts:
            y = top + self._head - height(1, SMALL) - 0.07
            sheet.write(MARGIN, y, [self.counts.words], Style(SMALL, GREY))
            frame = Frame(self.days, self.counts, LENGTH, self.field)
            self._draw_field(sheet, top + self._head, frame)
        if self.notes:
            y = top + self.height - _BELOW - height(len(self.notes), SMALL)
            sheet.write(MARGIN, y, self.notes, Style(SMALL, GREY))

    def _draw_field(self, sheet: Sheet, top: float, frame: Frame) -> None:
        axes = field_axes(sheet, top, frame)
        axes.set_label(" ".join(self.title))
        for track in self.tracks:
            _draw_track(axes, frame, track)
        write_labels(axes, frame, self.tracks)


def field_axes(sheet: Sheet, top: float, frame: Frame) -> Axes:
    """The field of a panel with its upper edge at `top`: its grid, its counts and its days."""
    left = MARGIN + LEFT
    axes = sheet.axes(left, top, frame.length, frame.field)
    days, counts = frame.days, frame.counts
    axes.set_xlim(days.start, days.end)
    counts.fit(axes, "y")
    grid(axes, [tick for tick, _ in counts.ticks], (days.start, days.end), upright=False)
    grid(axes, [tick for tick, _ in days.ticks], (counts.start, counts.end), upright=True)
    for tick, label in (each for each in counts.ticks if each[1]):
        place = (left - 0.08, top + frame.y(tick))
        sheet.write(*place, [label], Style(SMALL, GREY, across="right", down="center"))
    for tick, label in days.ticks:
        style = Style(SMALL, GREY, across="center")
        sheet.write(left + frame.x(tick), top + frame.field + 0.075, label.split("\n"), style)
    return axes


def _draw_track(axes: Axes, frame: Frame, track: Track) -> None:
    """The line of a source and every figure on it."""
    standing = track.standing
    if len(standing) > 1:
        places = [stretch(claim, frame.days, frame.length) for claim in standing]
        corners = steps(places, [claim.point for claim in standing])
        line = Line2D(
            [x for x, _ in corners], [y for _, y in corners], color=track.look.tone,
            linewidth=1.2, linestyle=track.look.stroke, alpha=0.75, label="step", zorder=3,
        )  # fmt: skip
        axes.add_artist(line)
    for claim in track.claims:
        place = stretch(claim, frame.days, frame.length)
        if claim.status == "superseded":
            cross(Owned(axes, claim.number), (place.middle, claim.point), track.look.tone)
        else:
            draw_figure(axes, frame, claim, track.look)


def draw_figure(axes: Axes, frame: Frame, claim: Claim, look: Look) -> None:
    """A dated figure: the counts it allows, and its point or the days that its date may mean."""
    place = stretch(claim, frame.days, frame.length)
    own = Owned(axes, claim.number)
    _draw_bounds(own, frame, (claim, place), look.tone)
    _draw_point(own, (claim, place), look)


def _draw_bounds(axes: Owned, frame: Frame, figure: tuple[Claim, Stretch], tone: str) -> None:
    """The counts that a figure allows, as a whisker; an open end as an arrow."""
    claim, place = figure
    x = place.middle
    how = {"color": tone, "alpha": 0.35, "linewidth": 3.0, "zorder": 2}
    if claim.lower < claim.top:
        stroke(axes, (x, claim.lower), (x, claim.top), label="bounds", **how)
    if claim.open:
        _, end = frame.data(0.0, frame.y(claim.top) - ARROW)
        stroke(axes, (x, claim.top), (x, end), label="bounds", **how)
        tip(axes, (x, end), "^", tone)


def _draw_point(axes: Owned, figure: tuple[Claim, Stretch], look: Look) -> None:
    """A point, or a bar over the days that a vague date may mean."""
    claim, place = figure
    tone = look.tone
    if not place.bar:
        dot(axes, (place.first, claim.point), claim.derived, tone, look.form)
        return
    bar(axes, (place.first, place.last), claim.point, claim.derived, tone)
    if place.before:
        tip(axes, (place.first, claim.point), "<", tone)
    if place.after:
        tip(axes, (place.last, claim.point), ">", tone)
