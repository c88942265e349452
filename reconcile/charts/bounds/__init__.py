"""The chart of bounds: what the claims leave possible over time, and which have to give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.aligning.status import CURRENT, EARLIER, STALE
from reconcile.charts.bounds.band import Band
from reconcile.charts.bounds.bound_field import (
    BoundField,
    ClaimOnBand,
    bound_scale,
    key,
    named_tracks,
    unit_words,
)
from reconcile.charts.bounds.bound_words import caption, details_text, words_of
from reconcile.charts.days.day_panel import LENGTH, DayPanel, day_panel
from reconcile.charts.days.spots import label_height
from reconcile.charts.days.tracks import Frame, reach
from reconcile.charts.page.claims import Claim, Subjects, claims_of, one_case, subjects
from reconcile.charts.page.composition import Content, compose, largest
from reconcile.charts.page.looks import Look, looks_of
from reconcile.charts.page.scales import Scale, day_scale
from reconcile.charts.page.sheet import Chart
from reconcile.comparison import Comparison
from reconcile.comparison.schema import BoundsRow
from reconcile.notation.dates import parse_date

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds

# estimands of few claims are drawn up to ROOM panels, so that most cases show all that they have
ROOM, MOST_PANELS, MOST_NAMES = 8, 40, 30
_SUBJECT = ["case", "population", "place", "measure", "since"]
_FIELD = 2.0  # inches high at least


@dataclass(frozen=True)
class BoundedEstimand:
    """One estimand: its band, its claims with a date and a number, and the others."""

    title: str
    band: Band
    marks: tuple[ClaimOnBand, ...]
    others: tuple[Claim, ...]

    @property
    def claims(self) -> list[Claim]:
        """All its claims."""
        return [*(mark.claim for mark in self.marks), *self.others]

    @property
    def weight(self) -> int:
        """How many of its claims gave a number."""
        return sum(claim.counted for claim in self.claims)


def bounds_chart_of(comparison: Comparison) -> Chart:
    """The bounds of a comparison, computed and drawn as `bounds_chart` does."""
    from reconcile.bounding import bounds  # its solver would slow the other charts

    one_case(comparison)  # before the work that others would cost
    return bounds_chart(bounds(comparison))


def bounds_chart(found: Bounds) -> Chart:
    """Draw the bounds (R10) of one case: a panel an estimand, its band and its claims by as-of day.

    It shows `Bounds.table` and the claims that count, marked where they have to give. Estimands
    with fewer than two claims of their own are drawn while there is room for them. Raises
    `SelectionError` if there are several cases or no estimates.
    """
    named_as = subjects(found.comparison)
    entries = _entries(found, named_as)
    drawn = _chosen(entries)
    claims = [claim for entry in drawn for claim in entry.claims]
    days, looks = _days(drawn), looks_of(found.comparison)
    fields = [_field(entry, days, looks) for entry in drawn]
    others = [entry.title for entry in entries if entry not in drawn]
    falling = any(not entry.band.joined for entry in drawn)
    content = Content(
        "What the claims leave possible, by day",
        key(fields),
        [_panel(entry, field, days) for entry, field in zip(drawn, fields, strict=True)],
        caption(found, claims, others, sum(field.unnamed for field in fields), falling=falling),
        claims,
        [entry.title for entry in drawn],
        words_of(found, [(entry.title, entry.band, entry.marks) for entry in drawn]),
    )
    return compose(found.comparison, named_as, content)


def _entries(found: Bounds, named_as: Subjects) -> list[BoundedEstimand]:
    """Every selected estimand, in the order of the table, which is that of the comparison."""
    rows = found.comparison.estimates.drop_duplicates("estimand")
    bands = _bands(found)
    claims, silent = claims_of(found.claims), claims_of(_silent(found))
    by = {int(number): float(count) for number, count in found.claims["adjustment"].items()}
    entries = []
    for row in rows_of(Estimate, rows):
        own = claims.get(row.estimand, [])
        marks = tuple(ClaimOnBand(claim, by[claim.number]) for claim in own if claim.dated)
        band = bands.get(tuple(getattr(row, name) for name in _SUBJECT), Band(()))
        others = [claim for claim in own if not claim.dated] + silent.get(row.estimand, [])
        entries.append(BoundedEstimand(named_as.titles[row.estimand], band, marks, tuple(others)))
    return entries


def _silent(found: Bounds) -> pd.DataFrame:
    """The selected statements that gave no number and that nothing replaced."""
    estimates = found.comparison.estimates
    standing = estimates["status"].isin([CURRENT, STALE, EARLIER])
    return estimates[(estimates["unknown"] & standing).to_numpy()]


def _bands(found: Bounds) -> dict[tuple[str, ...], Band]:
    """The bounds of the table by case, population, place, measure and since."""
    bounds: dict[tuple[str, ...], list[tuple[float, float, float]]] = {}
    for row in rows_of(BoundsRow, found.table):
        day = float(parse_date(row.as_of).first) if row.as_of else math.inf
        subject = tuple(getattr(row, name) for name in _SUBJECT)
        bounds.setdefault(subject, []).append((day, row.lower, row.upper))
    measures = found.comparison.alignment.parsed.ledger.measures
    at = _SUBJECT.index("measure")
    return {
        subject: Band(tuple(sorted(each)), joined=not measures.can_fall(subject[at]))
        for subject, each in bounds.items()
    }


def _chosen(entries: Sequence[BoundedEstimand]) -> list[BoundedEstimand]:
    """Those with two claims or more, then others while there is room, in their order."""
    order = largest([entry.weight for entry in entries], MOST_PANELS)
    kept = [*order[:ROOM], *(at for at in order[ROOM:] if entries[at].weight > 1)]
    return [entries[at] for at in sorted(kept)]


def _days(entries: Iterable[BoundedEstimand]) -> Scale | None:
    """The axis of days: those of the claims, or else of the bands."""
    claims = [mark.claim for entry in entries for mark in entry.marks]
    days = [day for entry in entries for day, *_ in entry.band.rows if math.isfinite(day)]
    if claims:
        return day_scale(*reach(claims), LENGTH)
    return day_scale(min(days), max(days), LENGTH) if days else None


def _field(entry: BoundedEstimand, days: Scale | None, looks: Mapping[str, Look]) -> BoundField:
    stairs = entry.band.seen(days, LENGTH) if days else ()
    if days is None or not (stairs or entry.marks):
        return BoundField((), (), looks, (), None)
    tracks = named_tracks(entry.marks, looks)
    named = tracks[:MOST_NAMES]
    high = max(_FIELD, sum(label_height(track) for track in named))
    frame = Frame(days, bound_scale(stairs, entry.marks, high), LENGTH, high)
    return BoundField(stairs, entry.marks, looks, tuple(named), frame, len(tracks) - len(named))


def _panel(entry: BoundedEstimand, field: BoundField, days: Scale | None) -> DayPanel:
    details = details_text(entry.band, entry.marks, days.end if days else math.inf)
    frame = field.frame
    unit = unit_words(frame.counts, field.stairs, field.marks) if frame else ""
    return day_panel(entry.title, details, unit, frame, field.draw, entry.others)
