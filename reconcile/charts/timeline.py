"""The timeline: how the figures of every source moved, by the day that they speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.charts.captions import notes_text, timeline_alt, timeline_caption
from reconcile.charts.claims import Claim, Subjects, claims_of, subjects
from reconcile.charts.key import Key
from reconcile.charts.labels import wrapped
from reconcile.charts.log_scale import LEAST, is_far, log_scale, log_text
from reconcile.charts.naming import label_height
from reconcile.charts.scales import HEADROOM, Need, Scale, day_scale, is_narrow, level_scale
from reconcile.charts.sheet import INNER, Block, Chart, caption_block, page, title_block
from reconcile.charts.style import HEAD, SMALL, settings
from reconcile.charts.time_panel import LENGTH, TimePanel
from reconcile.charts.tracks import Look, Track, look, reach, stretch
from reconcile.comparison import Comparison

MOST_PANELS, MOST_SOURCES, MOST_TRACKS = 40, 60, 1000
_FIELD, _SMALL_FIELD = 1.55, 1.1  # inches


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
    def tracks(self) -> dict[str, list[Claim]]:
        """The drawable claims of each source; of too many sources those with most of them."""
        found: dict[str, list[Claim]] = {}
        for claim in self.drawable:
            found.setdefault(claim.source, []).append(claim)
        kept = sorted(found, key=lambda source: -len(found[source]))[:MOST_SOURCES]
        return {source: found[source] for source in found if source in set(kept)}


def timeline_chart(comparison: Comparison) -> Chart:
    """Draw the history (R3) of one case: a panel an estimand, a line a source, over as-of dates.

    It shows all of `Comparison.history` that has a date and a number, stale and earlier figures
    too; the rest is named in notes. Estimands with one such figure are drawn only if none has
    more. Raises `SelectionError` if there are several cases or no estimates.
    """
    named_as = subjects(comparison)
    stories = _stories(comparison, named_as)
    drawn = _chosen(stories)
    panels = _panels(drawn)
    claims = [claim for story in drawn for claim in story.claims]
    far = any(panel.counts and panel.counts.first for panel in panels)
    said = [log_text("last figure")] if far else []
    caption = timeline_caption(comparison, claims, [*said, *_left_out(stories, drawn)])
    title = named_as.title
    blocks: list[Block] = [
        *title_block(
            title, f"What each source said, by the day it speaks of. Case: {named_as.case}"
        ),
        _key(panels),
        *panels,
        caption_block(caption, [story.title for story in drawn]),
    ]
    alt = timeline_alt(comparison, title, [(story.title, story.claims) for story in drawn])
    with settings():
        return Chart(page(blocks), title, alt)


def _stories(comparison: Comparison, named_as: Subjects) -> list[Story]:
    """The claims of every estimand in the order of the history."""
    ordered = comparison.estimates.loc[comparison.history.index]
    claims = claims_of(ordered)
    return [Story(named_as.titles[number], tuple(each)) for number, each in claims.items()]


def _told(stories: Sequence[Story]) -> list[int]:
    """The stories with more than one figure; if there are none those with one; else all."""
    for least in (2, 1):
        told = [number for number, each in enumerate(stories) if len(each.drawable) >= least]
        if told:
            return told
    return list(range(len(stories)))


def _chosen(stories: Sequence[Story]) -> list[Story]:
    """The stories worth a panel; of too many those with most figures, in their order."""
    order = sorted(_told(stories), key=lambda number: -len(stories[number].drawable))
    kept, tracks = list[int](), 0
    for number in order[:MOST_PANELS]:
        tracks += len(stories[number].tracks)
        if kept and tracks > MOST_TRACKS:
            break
        kept.append(number)
    return [stories[number] for number in sorted(kept)]


def _left_out(stories: Sequence[Story], drawn: Sequence[Story]) -> list[str]:
    """What is not on the page, in sentences."""
    told = len(_told(stories))
    sources = sum(len({c.source for c in story.drawable}) - len(story.tracks) for story in drawn)
    said = (
        ("Panels left out, with one dated figure or none", len(stories) - told),
        ("Panels left out for want of room, with the fewest figures", told - len(drawn)),
        ("Sources left out for want of room, with the fewest figures", sources),
    )
    return [f"{words}: {count:,}." for words, count in said if count]


def _panels(stories: Sequence[Story]) -> list[TimePanel]:
    drawable = [claim for story in stories for claim in story.drawable]
    days = day_scale(*reach(drawable), LENGTH) if drawable else None
    sources = dict.fromkeys(claim.source for claim in drawable)
    looks = {source: look(number) for number, source in enumerate(sources)}
    return [_panel(story, days, looks) for story in stories]


def _panel(story: Story, days: Scale | None, looks: Mapping[str, Look]) -> TimePanel:
    title = wrapped(story.title, HEAD, INNER, 3, bold=True)
    text = notes_text(story.claims)
    notes = wrapped(text, SMALL, INNER) if text else ()
    gone = {claim.source for claim in story.claims if claim.status == "withdrawn"}
    tracks = tuple(
        Track(tuple(claims), source in gone, looks[source])
        for source, claims in story.tracks.items()
    )
    if not tracks:
        return TimePanel(title, (), None, None, 0.0, notes)
    names = sum(label_height(track) for track in tracks)
    least = LEAST if _far(tracks) else _FIELD if len(story.drawable) > 2 else _SMALL_FIELD
    field = max(least, names)
    return TimePanel(title, tracks, days, _counts(tracks, field), field, notes)


def _far(tracks: Sequence[Track]) -> bool:
    """The last figures of the sources lie far apart; that a total grew is no reason."""
    return is_far(track.last.point for track in tracks)


def _counts(tracks: Sequence[Track], field: float) -> Scale:
    """The axis of counts: logarithmic if the last figures of the sources lie that far apart."""
    claims = [claim for track in tracks for claim in track.claims]
    counts = [count for claim in claims for count in (claim.point, claim.lower, claim.top)]
    if _far(tracks):
        return log_scale([Need(max(counts), HEADROOM)], counts, field, across=False)
    return level_scale(min(counts) if is_narrow(counts) else 0.0, max(counts), field)


def _key(panels: Sequence[TimePanel]) -> Key:
    """The marks that are on the page."""
    drawn = [
        (claim, stretch(claim, panel.days, LENGTH).bar)
        for panel in panels
        for track in panel.tracks
        for claim in track.claims
        if panel.days
    ]
    standing = [(claim, vague) for claim, vague in drawn if claim.status != "superseded"]
    used = (
        ("given", "figure as given", any(not claim.derived for claim, _ in standing)),
        ("derived", "* derived figure", any(claim.derived for claim, _ in standing)),
        ("vague", "some time in these days", any(vague for _, vague in standing)),
        ("whisker", "counts it allows", any(claim.lower < claim.top for claim, _ in standing)),
        ("upward", "no upper limit given", any(claim.open for claim, _ in standing)),
        ("superseded", "replaced for its date", len(standing) < len(drawn)),
    )
    return Key(tuple((kind, words) for kind, words, shown in used if shown))
