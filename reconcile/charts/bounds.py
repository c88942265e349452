"""The chart of bounds: what the claims leave possible over time, and which have to give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from reconcile.aligning.status import CURRENT, EARLIER, STALE
from reconcile.charts.band import Band
from reconcile.charts.bound_captions import bounds_alt, bounds_caption, details_text
from reconcile.charts.bound_panel import BoundPanel, named_tracks
from reconcile.charts.bound_scale import Mark, bound_scale, is_above
from reconcile.charts.captions import notes_text
from reconcile.charts.claims import Claim, Subjects, claims_of, subjects
from reconcile.charts.frame import Frame
from reconcile.charts.key import Key
from reconcile.charts.labels import wrapped
from reconcile.charts.naming import label_height
from reconcile.charts.scales import Scale, day_scale
from reconcile.charts.sheet import INNER, Block, Chart, caption_block, page, title_block
from reconcile.charts.style import HEAD, SMALL, settings
from reconcile.charts.time_panel import LENGTH
from reconcile.charts.tracks import Look, look, reach, stretch
from reconcile.errors import excerpt
from reconcile.notation.dates import parse_date

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds

ROOM, MOST_PANELS, MOST_NAMES, MOST_LISTED = 8, 40, 30, 8
_SUBJECT = ["case", "population", "place", "measure", "since"]
_FIELD = 2.0  # inches


@dataclass(frozen=True)
class Entry:
    """One estimand: its band, its claims with a date and a number as marks, and the others."""

    title: str
    band: Band
    marks: tuple[Mark, ...]
    others: tuple[Claim, ...]

    @property
    def claims(self) -> list[Claim]:
        """All its claims."""
        return [*(mark.claim for mark in self.marks), *self.others]

    @property
    def weight(self) -> int:
        """How many of its claims gave a number."""
        return sum(claim.counted for claim in self.claims)


def bounds_chart(found: Bounds) -> Chart:
    """Draw the bounds (R10) of one case: a panel an estimand, its band and its claims by as-of day.

    It shows `Bounds.table` and the claims that count, marked where they have to give. Estimands
    with fewer than two claims of their own are drawn while there is room for them. Raises
    `SelectionError` if there are several cases or no estimates.
    """
    named_as = subjects(found.comparison)
    entries = _entries(found, named_as)
    drawn = _chosen(entries)
    panels = _panels(drawn)
    claims = [claim for entry in drawn for claim in entry.claims]
    caption = bounds_caption(found, claims, _left_out(entries, drawn, panels))
    title = named_as.title
    blocks: list[Block] = [
        *title_block(title, f"What the claims leave possible, by day. Case: {named_as.case}"),
        _key(panels),
        *panels,
        caption_block(caption, [entry.title for entry in drawn]),
    ]
    alt = bounds_alt(found, title, [(entry.title, entry.band, entry.marks) for entry in drawn])
    with settings():
        return Chart(page(blocks), title, alt)


def _entries(found: Bounds, named_as: Subjects) -> list[Entry]:
    """Every selected estimand, in the order of the table, which is that of the comparison."""
    rows = found.comparison.estimates.drop_duplicates("estimand")
    bands = _bands(found)
    claims, silent = claims_of(found.claims), claims_of(_silent(found))
    by = {int(number): float(count) for number, count in found.claims["adjustment"].items()}
    entries = []
    for row in rows.itertuples():
        own = claims.get(int(row.estimand), [])
        marks = tuple(Mark(claim, by[claim.number]) for claim in own if claim.dated)
        band = bands.get(tuple(str(getattr(row, name)) for name in _SUBJECT), Band((), (), ()))
        others = [claim for claim in own if not claim.dated]
        others += silent.get(int(row.estimand), [])
        entries.append(Entry(named_as.titles[int(row.estimand)], band, marks, tuple(others)))
    return entries


def _silent(found: Bounds) -> pd.DataFrame:
    """The selected statements that gave no number and that nothing replaced."""
    estimates = found.comparison.estimates
    standing = estimates["status"].isin([CURRENT, STALE, EARLIER])
    return estimates[(estimates["unknown"] & standing).to_numpy()]


def _bands(found: Bounds) -> dict[tuple[str, ...], Band]:
    """The bounds of the table by case, population, place, measure and since."""
    bands = {}
    for subject, rows in found.table.groupby(_SUBJECT, sort=False):
        days = [float(parse_date(text).first) if text else math.inf for text in rows["as_of"]]
        bounds = sorted(zip(days, rows["lower"], rows["upper"], strict=True))
        bands[tuple(map(str, subject))] = Band(*zip(*bounds, strict=True))
    return bands


def _chosen(entries: Sequence[Entry]) -> list[Entry]:
    """Those with two claims or more, then others while there is room, in their order."""
    order = sorted(range(len(entries)), key=lambda number: -entries[number].weight)
    kept = [
        number
        for place, number in enumerate(order[:MOST_PANELS])
        if place < ROOM or entries[number].weight > 1
    ]
    return [entries[number] for number in sorted(kept)]


def _left_out(
    entries: Sequence[Entry], drawn: Sequence[Entry], panels: Sequence[BoundPanel]
) -> list[str]:
    """What is not on the page, in sentences."""
    names = sum(len(named_tracks(panel.marks, panel.looks)) - len(panel.tracks) for panel in panels)
    others = [excerpt(entry.title, 90) for entry in entries if entry not in drawn]
    more = [f"and {len(others) - MOST_LISTED:,} more"] if len(others) > MOST_LISTED else []
    said = (
        ("Left out for want of room, with the fewest claims", [*others[:MOST_LISTED], *more]),
        ("Marks without a name for want of room", [f"{names:,}"] if names else []),
    )
    return [f"{words}: {'; '.join(texts)}." for words, texts in said if texts]


def _panels(entries: Sequence[Entry]) -> list[BoundPanel]:
    claims = [mark.claim for entry in entries for mark in entry.marks]
    days = day_scale(*_reach(entries, claims), LENGTH) if claims or _dated(entries) else None
    sources = dict.fromkeys(claim.source for claim in claims)
    looks = {source: look(number) for number, source in enumerate(sources)}
    return [_panel(entry, days, looks) for entry in entries]


def _dated(entries: Iterable[Entry]) -> list[float]:
    return [day for entry in entries for day in entry.band.days if math.isfinite(day)]


def _reach(entries: Sequence[Entry], claims: Sequence[Claim]) -> tuple[float, float]:
    """The days that the axis shows: those of the claims, or else of the bands."""
    if claims:
        return reach(claims)
    days = _dated(entries)
    return min(days), max(days)


def _panel(entry: Entry, days: Scale | None, looks: Mapping[str, Look]) -> BoundPanel:
    title = wrapped(entry.title, HEAD, INNER, 3, bold=True)
    text = notes_text(entry.others)
    notes = wrapped(text, SMALL, INNER) if text else ()
    details = details_text(entry.band, entry.marks, days.end if days else math.inf)
    lines = wrapped(details, SMALL, INNER) if details else ()
    stairs = entry.band.seen(days, LENGTH) if days else ()
    if days is None or not (stairs or entry.marks):
        return BoundPanel(title, lines, (), (), (), (), None, notes)
    own = tuple(looks[mark.claim.source] for mark in entry.marks)
    tracks = named_tracks(entry.marks, own)[:MOST_NAMES]
    field = max(_FIELD, sum(label_height(track) for track in tracks))
    frame = Frame(days, bound_scale(stairs, entry.marks, field), LENGTH, field)
    return BoundPanel(title, lines, stairs, entry.marks, own, tuple(tracks), frame, notes)


def _key(panels: Sequence[BoundPanel]) -> Key:
    """The marks that are on the page."""
    shown = [(panel.frame, mark) for panel in panels if panel.frame for mark in panel.marks]
    within = [mark.claim for frame, mark in shown if not is_above(mark.claim, frame.counts)]
    stairs = [step for panel in panels for step in panel.stairs]
    vague = any(stretch(mark.claim, frame.days, LENGTH).bar for frame, mark in shown)
    used = (
        ("band", "left possible by all claims", any(not step.open for step in stairs)),
        ("unlimited", "no upper limit", any(step.open for step in stairs)),
        ("given", "claim", bool(within)),
        ("vague", "some time in these days", vague),
        ("whisker", "counts that a claim allows", any(claim.lower < claim.top for claim in within)),
        ("upward", "claim without upper limit", any(claim.open for claim in within)),
        ("beyond", "claim above the axis", len(within) < len(shown)),
        ("gives", "has to give, and how far", any(mark.adjustment for _, mark in shown)),
    )
    return Key(tuple((kind, words) for kind, words, on in used if on), between=0.06)
