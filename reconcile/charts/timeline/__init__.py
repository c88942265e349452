"""The timeline: how the figures of every source moved, by the day spoken of or published on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reconcile.charts.days.day_panel import DayPanel, day_entries, day_panel, draw_figure, length
from reconcile.charts.days.spots import label_height
from reconcile.charts.days.track_labels import write_labels
from reconcile.charts.days.tracks import Frame, Track, reach, steps, stretch
from reconcile.charts.page.captions import MOST_NAMED, conditions, left_out, who
from reconcile.charts.page.claims import Claim, Subjects, claims_of, one_case, paged, subjects
from reconcile.charts.page.composition import Content, compose, fitting
from reconcile.charts.page.looks import Look, looks_of
from reconcile.charts.page.marks import SAMPLE, XY, Key, Owned, dot_sample, form, key_of
from reconcile.charts.page.scales import (
    HEADROOM,
    LEAST,
    Need,
    Scale,
    day_scale,
    is_far,
    is_narrow,
    level_scale,
    log_scale,
    log_text,
)
from reconcile.charts.page.sheet import Chart
from reconcile.charts.page.style import GREY
from reconcile.comparison import Comparison
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, headed, number
from reconcile.wording.case_texts import stale_text, status_name

# what a reader can go through, and what lets a page of 1,000 lines still be written to a PNG
MOST_PANELS, MOST_SOURCES, MOST_TRACKS = 40, 60, 1000
_SAID = {
    "as-of": mark("What each source said, by the day it speaks of"),
    "published": mark("What each source said, by the day of publication"),
}
_FAR = mark(
    "It is used where the highest last figure is {factor} times the lowest above 0, or more."
)
_FIELD, _SMALL_FIELD = 1.55, 1.1  # inches high at least; the small one for one or two figures


@dataclass(frozen=True)
class Story:
    """One estimand: all its claims by source and date, and those that can be drawn."""

    title: str
    claims: tuple[Claim, ...]

    @property
    def drawable(self) -> tuple[Claim, ...]:
        """The claims with a date and a number."""
        return tuple(claim for claim in self.claims if claim.dated and claim.counted)

    @property
    def by_source(self) -> dict[str, list[Claim]]:
        """The drawable claims of each source; of too many sources those with most of them."""
        found: dict[str, list[Claim]] = {}
        for claim in self.drawable:
            found.setdefault(claim.source, []).append(claim)
        kept = set(sorted(found, key=lambda source: -len(found[source]))[:MOST_SOURCES])
        return {source: found[source] for source in found if source in kept}


def timeline_chart(comparison: Comparison, besides: str = "") -> Chart:
    """Draw the history (R3) of one case: a panel an estimand, a line a source, over the days.

    Those are the days that figures speak of or, where the history runs so, of their publication.

    It shows all of `Comparison.history` that has a date and a number, stale and earlier figures
    too; the rest is named in notes. Estimands with one such figure are drawn only if none has
    more; `besides` is said of others that are shown elsewhere. Raises `SelectionError` if there are
    several cases or no estimates.
    """
    named_as = subjects(comparison)
    stories = _stories(comparison, named_as)
    told = _told(stories)
    drawn = _chosen(stories, told)
    drawable = [claim for story in drawn for claim in story.drawable]
    axis = day_scale(*reach(drawable), length()) if drawable else None
    panels = _panels(drawn, axis, looks_of(comparison))
    claims = [claim for story in drawn for claim in story.claims]
    content = Content(
        say(_SAID["published" if _published(comparison) else "as-of"]),
        _key(drawn, axis),
        panels,
        _caption(
            comparison, claims, [*left_out(*_left_out(stories, told, drawn)), besides],
            far=any(panel.frame and panel.frame.counts.first for panel in panels),
        ),
        claims,
        [story.title for story in drawn],
        _words(comparison, [(story.title, story.claims) for story in drawn], besides),
    )  # fmt: skip
    return compose(comparison, named_as, content)


def _stories(comparison: Comparison, named_as: Subjects) -> list[Story]:
    """The claims of every estimand in the order of a page."""
    ordered = comparison.estimates.at(comparison.history.numbers)
    claims = claims_of(ordered, published=_published(comparison))
    if _published(comparison):
        # over days of publication, what was replaced for its date is what was said before
        claims = {number: [*map(_earlier, each)] for number, each in claims.items()}
    return [
        Story(named_as.titles[number], tuple(claims[number]))
        for number in paged(comparison, claims)
    ]


def _earlier(claim: Claim) -> Claim:
    return replace(claim, status="earlier") if claim.status == "superseded" else claim


def _published(comparison: Comparison) -> bool:
    """Whether the days of the one case are those of publication."""
    return comparison.runs_by(one_case(comparison)) == "published"


def _told(stories: Sequence[Story]) -> list[int]:
    """The stories with more than one figure; if there are none those with one; else all."""
    for least in (2, 1):
        told = [number for number, each in enumerate(stories) if len(each.drawable) >= least]
        if told:
            return told
    return list(range(len(stories)))


def _chosen(stories: Sequence[Story], told: Sequence[int]) -> list[Story]:
    """The stories worth a panel; of too many those with most figures, in their order."""
    order = sorted(told, key=lambda number: -len(stories[number].drawable))[:MOST_PANELS]
    rows = [len(story.by_source) for story in stories]
    return [stories[number] for number in fitting(order, rows, MOST_TRACKS)]


def _left_out(
    stories: Sequence[Story], told: Sequence[int], drawn: Sequence[Story]
) -> list[tuple[str, int]]:
    sources = sum(len({c.source for c in each.drawable}) - len(each.by_source) for each in drawn)
    return [
        (mark("Panels left out, with one dated figure or none"), len(stories) - len(told)),
        (
            mark("Panels left out for want of room, with the fewest figures"),
            len(told) - len(drawn),
        ),
        (mark("Sources left out for want of room, with the fewest figures"), sources),
    ]


def _panels(
    stories: Sequence[Story], axis: Scale | None, looks: Mapping[str, Look]
) -> list[DayPanel]:
    panels = []
    for story in stories:
        gone = {claim.source for claim in story.claims if claim.status == "withdrawn"}
        tracks = [
            Track(tuple(claims), source in gone, looks[source])
            for source, claims in story.by_source.items()
        ]
        frame = _frame(story, tracks, axis) if tracks and axis else None
        unit, draw = frame.counts.words if frame else "", partial(_draw_tracks, tracks)
        panels.append(day_panel(story.title, "", unit, frame, draw, story.claims, tracks))
    return panels


def _frame(story: Story, tracks: Sequence[Track], axis: Scale) -> Frame:
    """The field of a story; its axis is logarithmic if the last figures of sources lie far apart,
    since that a total grew a hundredfold is no reason.
    """
    far = is_far(track.last.point for track in tracks)
    least = LEAST if far else _FIELD if len(story.drawable) > 2 else _SMALL_FIELD
    field = max(least, sum(label_height(track) for track in tracks))
    claims = [claim for track in tracks for claim in track.claims]
    counts = [count for claim in claims for count in (claim.point, claim.lower, claim.top)]
    if far:
        scale = log_scale([Need(max(counts), HEADROOM)], counts, field, across=False)
    else:
        scale = level_scale(min(counts) if is_narrow(counts) else 0.0, max(counts), field)
    return Frame(axis, scale, length(), field)


def _draw_tracks(tracks: Sequence[Track], axes: Axes, frame: Frame) -> None:
    """The line of every source, the figures on it, and its name."""
    for track in tracks:
        _draw_track(axes, frame, track)
    write_labels(axes, frame, tracks)


def _draw_track(axes: Axes, frame: Frame, track: Track) -> None:
    standing = track.standing
    if len(standing) > 1:
        spans = [stretch(claim, frame.days, frame.length) for claim in standing]
        corners = steps(spans, [claim.point for claim in standing])
        line = Line2D(
            [x for x, _ in corners], [y for _, y in corners], color=track.look.tone,
            linewidth=1.2, linestyle=track.look.stroke, alpha=0.75, label="step", zorder=3,
        )  # fmt: skip
        axes.add_artist(line)
    for claim in track.claims:
        if claim.status == "superseded":
            x = stretch(claim, frame.days, frame.length).middle
            _cross(Owned(axes, claim.number), (x, claim.point), track.look.tone)
        else:
            draw_figure(axes, frame, claim, track.look)


def _cross(axes: Axes | Owned, at: XY, tone: str) -> None:
    """A figure that its source has replaced for the same date."""
    how = {"markeredgewidth": 1.1, "alpha": 0.6, "label": "superseded", "zorder": 4}
    form(axes, at, "x", 5.5, tone, clip_on=True, **how)


def _cross_sample(axes: Axes, x: float, y: float) -> None:
    _cross(axes, (x + SAMPLE / 2, y), GREY)


def _key(stories: Sequence[Story], axis: Scale | None) -> Key:
    sources = [claims for story in stories for claims in story.by_source.values()]
    drawn = [claim for claims in sources for claim in claims]
    standing = [claim for claim in drawn if claim.status != "superseded"]
    vague = any(stretch(claim, axis, length()).bar for claim in standing if axis)
    return key_of(
        (dot_sample(), say("figure as given"), any(not claim.derived for claim in standing)),
        (
            dot_sample(hollow=True),
            say("* derived figure"),
            any(claim.derived for claim in standing),
        ),
        *day_entries(standing, vague, say("counts it allows"), say("no upper limit given")),
        (_cross_sample, say("replaced for its date"), len(standing) < len(drawn)),
    )


def _caption(
    comparison: Comparison, claims: Sequence[Claim], lacking: Sequence[str], *, far: bool
) -> list[str]:  # fmt: skip
    """The paragraphs under a timeline of `claims`, with what it is `lacking`; `far` says that an
    axis is logarithmic.
    """
    notes = [
        say("A line holds each figure until the source's next one; each source has its own form.")
    ]
    if any(claim.status == "stale" for claim in claims):
        notes.append(say("Stale: {stale}.", stale=stale_text(comparison)))
    notes += [log_text(_FAR)] if far else []
    return [conditions(comparison), " ".join(filter(None, [*notes, *lacking]))]


def _words(
    comparison: Comparison, stories: Sequence[tuple[str, Sequence[Claim]]], besides: str
) -> str:
    """A timeline in sentences: every source with its figures and their dates, and what is said
    `besides`.
    """
    sentences = [f"{say('what each source said over time.')} {conditions(comparison)}"]
    for name, claims in stories:
        tracks: dict[str, list[str]] = {}
        for claim in claims:
            named = claim.status in ("stale", "superseded")
            state = f", {status_name(claim.status)}" if named else ""
            words = claim.figure or say("no number")
            tracks.setdefault(who(claim), []).append(f"{words} ({claim.date}{state})")
        parts = [f"{source} {', '.join(texts)}" for source, texts in tracks.items()]
        told = parts[:MOST_NAMED]
        if (more := len(parts) - MOST_NAMED) > 0:
            told.append(say("and {n} more sources", n=number(more)))
        sentences.append(f"{headed(name, clauses(told))}.")
    return " ".join(filter(None, [*sentences, besides]))
