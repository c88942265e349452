"""A panel over days: its title and notes, the field with both axes, and a figure at its day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from reconcile.charts.days.spots import beside
from reconcile.charts.days.tracks import Frame, Stretch, Track, stretch
from reconcile.charts.page.captions import listed, who
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.labels import height, wrapped
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import (
    SAMPLE,
    Key,
    Owned,
    Sample,
    dot,
    form,
    grid,
    stroke,
    stroke_sample,
    tip,
)
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.sheet import Sheet, Style, title_height
from reconcile.charts.page.style import GREY, HEAD, INK, PAPER, SMALL
from reconcile.notation.speech import say
from reconcile.notation.words import headed

_LEFT, _CLOSE = 0.85, 0.7  # inches of the numbers beside the axis, on wide paper and on narrow
ARROW = 0.2  # inches
_BELOW = 0.12  # inches from what is drawn to the next rule


def _left() -> float:
    return _CLOSE if paper().stacked else _LEFT


def length() -> float:
    """The length of an axis of days, in inches."""
    return inner() - _left() - beside()


@dataclass(frozen=True)
class DayPanel:
    """An estimand over days; without a frame it has only its texts.

    `unit` says what its axis counts, `draw_field` draws what is on it; on narrow paper the `names`
    of what it draws stand above.
    """

    title: tuple[str, ...]
    details: tuple[str, ...]
    unit: str
    frame: Frame | None
    draw_field: Callable[[Axes, Frame], None]
    notes: tuple[str, ...]
    names: Key

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        notes = height(len(self.notes), SMALL) + 0.05 if self.notes else 0.0
        field, axis = (self.frame.field, height(2, SMALL) + 0.08) if self.frame else (0.0, 0.0)
        return self._head + field + axis + notes + _BELOW

    @property
    def _head(self) -> float:
        unit = height(1, SMALL) + 0.07 if self.frame else 0.0
        return title_height(self.title) + 0.02 + self._details + self.names.height + unit

    @property
    def _details(self) -> float:
        return height(len(self.details), SMALL)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.head(top, self.title, details=self.details, tone=INK)
        self.names.draw(sheet, top + title_height(self.title) + 0.04 + self._details)
        if self.frame:
            y = top + self._head - height(1, SMALL) - 0.07
            sheet.write(margin(), y, [self.unit], Style(SMALL, GREY))
            axes = _field_axes(sheet, top + self._head, self.frame)
            axes.set_label(" ".join(self.title))
            self.draw_field(axes, self.frame)
        if self.notes:
            y = top + self.height - _BELOW - height(len(self.notes), SMALL)
            sheet.write(margin(), y, self.notes, Style(SMALL, GREY))


def day_panel(
    title: str, details: str, unit: str, frame: Frame | None,
    draw_field: Callable[[Axes, Frame], None], others: Sequence[Claim], tracks: Sequence[Track],
) -> DayPanel:  # fmt: skip
    """A panel with its texts in lines; `others` are the claims that have no spot on its field,
    `tracks` what is named on it.
    """
    head = wrapped(title, HEAD, inner(), 6, bold=True)
    texts = (details, _notes(others))
    lines = [wrapped(text, SMALL, inner()) if text else () for text in texts]
    highest = sorted(tracks, key=lambda track: -track.last.point) if paper().stacked else ()
    names = Key(tuple(map(_named, highest)))
    return DayPanel(head, lines[0], unit, frame, draw_field, lines[1], names)


def _named(track: Track) -> tuple[Sample, str]:
    """The form of a track, and its name with its last figure, for a key."""
    look = track.look

    def sample(axes: Axes, x: float, y: float) -> None:
        form(axes, (x + SAMPLE / 2, y), look.form, 5.5, look.tone, markeredgewidth=0, label="name")

    return sample, track.said(SMALL, inner() - SAMPLE - 0.1)


def _notes(claims: Sequence[Claim]) -> str:
    """What a panel cannot show: claims without number or date, or taken back."""
    withdrawn = [claim for claim in claims if claim.status == "withdrawn"]
    silent = [claim for claim in claims if not claim.counted and claim.status != "withdrawn"]
    undated = [claim for claim in claims if claim.counted and not claim.dated]
    said = (
        (say("No number given"), [f"{who(claim)} ({claim.date})" for claim in silent]),
        (say("Withdrawn"), [f"{who(claim)} ({claim.date})" for claim in withdrawn]),
        (say("No date given"), [f"{who(claim)} {claim.figure}" for claim in undated]),
    )
    return " ".join(f"{headed(words, listed(texts, 20))}." for words, texts in said if texts)


def _field_axes(sheet: Sheet, top: float, frame: Frame) -> Axes:
    """The field of a panel with its upper edge at `top`: its grid, its counts and its days."""
    left = margin() + _left()
    axes = sheet.axes(left, top, frame.length, frame.field)
    days, counts = frame.days, frame.counts
    axes.set_xlim(days.start, days.end)
    counts.fit(axes, "y")
    grid(axes, [tick for tick, _ in counts.ticks], (days.start, days.end), upright=False)
    grid(axes, [tick for tick, _ in days.ticks], (counts.start, counts.end), upright=True)
    for tick, label in (each for each in counts.ticks if each[1]):
        style = Style(SMALL, GREY, across="right", down="center")
        sheet.write(left - 0.08, top + frame.y(tick), [label], style)
    for tick, label in days.ticks:
        style = Style(SMALL, GREY, across="center")
        sheet.write(left + frame.x(tick), top + frame.field + 0.075, label.split("\n"), style)
    return axes


def draw_figure(axes: Axes, frame: Frame, claim: Claim, look: Look) -> None:
    """A dated figure: the counts it allows, and its point or the days that its date may mean."""
    span = stretch(claim, frame.days, frame.length)
    own = Owned(axes, claim.number)
    _draw_bounds(own, frame, claim, span.middle, look.tone)
    _draw_point(own, claim, span, look)


def _draw_bounds(axes: Owned, frame: Frame, claim: Claim, x: float, tone: str) -> None:
    """The counts that a figure allows, as a whisker; an open end as an arrow."""
    how = {"color": tone, "alpha": 0.35, "linewidth": 3.0, "zorder": 2, "label": "bounds"}
    if claim.lower < claim.top:
        stroke(axes, (x, claim.lower), (x, claim.top), **how)
    if claim.open:
        _, end = frame.data(0.0, frame.y(claim.top) - ARROW)
        stroke(axes, (x, claim.top), (x, end), **how)
        tip(axes, (x, end), "^", tone)


def _draw_point(axes: Owned, claim: Claim, span: Stretch, look: Look) -> None:
    """A point, or a bar over the days that a vague date may mean: hollow if it is derived. A bar
    has the form of its source too.
    """
    start, end = (span.first, claim.point), (span.last, claim.point)
    if not span.bar:
        dot(axes, start, claim.derived, look.tone, look.form)
        return
    level = 5 - (span.last - span.first) / 1e6  # a longer bar lies under a shorter one
    stroke(axes, start, end, color=look.tone, linewidth=4.4, label="vague", zorder=level)
    if claim.derived:
        stroke(axes, start, end, color=PAPER, linewidth=2.0, label="hollow", zorder=level)
    how = {"markeredgecolor": PAPER, "markeredgewidth": 0.8, "label": "form", "zorder": level}
    form(axes, (span.middle, claim.point), look.form, 6.5, look.tone, **how)
    if span.before:
        tip(axes, start, "<", look.tone)
    if span.after:
        tip(axes, end, ">", look.tone)


def day_entries(
    claims: Sequence[Claim], vague: bool, allowed: str, endless: str
) -> list[tuple[Sample, str, bool]]:
    """What a key says of vague dates, and in these words of counts allowed and no upper limit."""
    return [
        (stroke_sample(color=GREY, linewidth=4.0), say("some time in these days"), vague),
        (_whisker_sample, allowed, any(claim.lower < claim.top for claim in claims)),
        (_upward_sample, endless, any(claim.open for claim in claims)),
    ]


def _whisker_sample(axes: Axes, x: float, y: float) -> None:
    middle = x + SAMPLE / 2
    stroke(axes, (middle, y - 0.07), (middle, y + 0.07), label="sample")


def _upward_sample(axes: Axes, x: float, y: float) -> None:
    middle = x + SAMPLE / 2
    stroke(axes, (middle, y + 0.07), (middle, y - 0.03), label="sample")
    tip(axes, (middle, y - 0.03), "^")
