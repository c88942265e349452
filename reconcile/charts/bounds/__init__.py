"""The chart of bounds: what the claims leave possible over time, and which lie outside of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STANDING
from reconcile.charts.bounds.band import Band, Stair
from reconcile.charts.bounds.bound_field import (
    BoundField,
    ClaimOnBand,
    bound_scale,
    key,
    named_tracks,
    unit_words,
)
from reconcile.charts.bounds.bound_words import (
    band_texts,
    caption,
    details_text,
    few_text,
    undrawn,
    words_of,
)
from reconcile.charts.days.day_panel import DayPanel, day_panel, length
from reconcile.charts.days.spots import label_height
from reconcile.charts.days.tracks import Frame, reach
from reconcile.charts.page.claims import Claim, Subjects, claims_of, one_case, paged, subjects
from reconcile.charts.page.composition import Content, compose, largest
from reconcile.charts.page.looks import Look, looks_of
from reconcile.charts.page.scales import Scale, day_scale
from reconcile.charts.page.sheet import Chart
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import NARROWEST, WIDEST, BoundsRow
from reconcile.notation.dates import parse_date
from reconcile.notation.speech import say
from reconcile.wording.estimand_texts import dotted
from reconcile.wording.readings import reading_text

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds

# estimands of few claims are drawn up to ROOM panels, so that most cases show all that they have
ROOM, MOST_PANELS, MOST_NAMES = 8, 40, 30
_SUBJECT = ["case", "population", "place", "measure", "basis", "since"]
_FIELD = 2.0  # inches high at least


@dataclass(frozen=True)
class BoundedEstimand:
    """One estimand in one reading: its band, that if one source more is wrong, its claims with a
    date and a number, and the others. `few` is how many must be wrong, or empty.
    """

    title: str
    band: Band
    wider: Band
    few: str
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

    @property
    def plain(self) -> bool:
        """What is possible is what its one claim allows, and nothing else bears on it."""
        ends = [(claim.lower, claim.upper) for claim in self.claims]
        return len(ends) == 1 and all(tuple(row) == ends[0] for _, *row in self.band.rows)

    @property
    def empty(self) -> bool:
        """Whether nobody counts it any more and nothing bears on it: there is nothing to see."""
        free = all(tuple(row) == (0, math.inf) for _, *row in self.band.rows)
        return not self.claims and free


def bounds_chart_of(comparison: Comparison) -> Chart:
    """The bounds of a comparison, computed and drawn as `bounds_chart` does."""
    from reconcile.bounding import bounds  # its solver would slow the other charts

    one_case(comparison)  # before the work that others would cost
    return bounds_chart(bounds(comparison))


def bounds_chart(found: Bounds, besides: str = "") -> Chart:
    """Draw the bounds (R10) of one case: a panel an estimand, its band and its claims by as-of day;
    of an event that ended by the day of publication.

    It shows `Bounds.table` and the claims that count, marked where they lie outside. Estimands
    with fewer than two claims of their own are drawn while there is room for them; `besides` is
    said of others that are shown elsewhere. Raises `SelectionError` if there are several cases or
    no estimates.
    """
    named_as = subjects(found.comparison)
    entries = _entries(found, named_as)
    drawn = _chosen(entries)
    claims = [claim for entry in drawn for claim in entry.claims]
    days, looks, level = _days(drawn), looks_of(found.comparison), _of_one_day(found)
    fields = [_field(entry, days, looks, level) for entry in drawn]
    others = [entry for entry in entries if entry not in drawn]
    falling, unnamed = any(not e.band.joined for e in drawn), sum(field.unnamed for field in fields)
    lacking = (
        [entry.title for entry in others if entry.plain],
        [entry.title for entry in others if not entry.plain],
    )
    content = Content(
        say("What the claims leave possible, by the day of publication")
        if level
        else say("What the claims leave possible, by day"),
        key(fields, *band_texts(found)),
        [_panel(entry, field, days) for entry, field in zip(drawn, fields, strict=True)],
        caption(found, [*undrawn(*lacking, unnamed), besides], falling=falling, level=level),
        claims,
        [entry.title for entry in drawn],
        words_of(found, [(entry.title, entry.band, entry.marks) for entry in drawn], besides),
    )
    return compose(found.comparison, named_as, content)


def _entries(found: Bounds, named_as: Subjects) -> list[BoundedEstimand]:
    """Every selected estimand in each reading, in the order of a page."""
    one_each = found.comparison.estimates.first_of_each("estimand")
    by_number = {row.estimand: row for row in one_each.rows(Estimate)}
    rows = [by_number[number] for number in paged(found.comparison, by_number)]
    bands, wider = _bands(found, "lower", "upper"), _bands(found, "next_lower", "next_upper")
    claims, silent = claims_of(found.claims), claims_of(_silent(found))
    shown = _shown(found)
    wrong = {one.target.estimand: tree for tree in found.trees for one in tree.bounds}
    entries = []
    for row in rows:
        tree = wrong.get(row.estimand)
        few = few_text([tree]) if tree and tree.wrong else ""
        own = claims.get(row.estimand, [])
        subject = tuple(getattr(row, name) for name in _SUBJECT)
        for reading in [one[-1] for one in bands if one[:-1] == subject] or [""]:
            of = (*subject, reading)
            band = bands.get(of, Band(()))
            dated = [claim for claim in own if claim.dated and shown[claim.number].dated]
            marks = tuple(
                ClaimOnBand(shown[claim.number], _outside(band, claim, reading)) for claim in dated
            )
            others = [claim for claim in own if claim not in dated] + silent.get(row.estimand, [])
            title = dotted(named_as.titles[row.estimand], reading_text(reading))
            entries.append(
                BoundedEstimand(title, band, wider.get(of, Band(())), few, marks, tuple(others))
            )
    return [entry for entry in entries if not entry.empty] or entries


def _outside(band: Band, claim: Claim, reading: str) -> bool:
    """Whether a claim allows nothing of a band; of one that may be meant otherwise only one side
    limits a reading.
    """
    lower = 0.0 if reading == NARROWEST else claim.lower
    upper = math.inf if reading == WIDEST else claim.upper
    return not band.allows(claim.first, claim.last, lower, upper)


def _of_one_day(found: Bounds) -> bool:
    """Whether all claims are about the end of an event, so that only publications part them."""
    runs = found.comparison.runs_by(one_case(found.comparison))
    return runs == "published" and bool(found.claims["at_end"].all())


def _shown(found: Bounds) -> dict[int, Claim]:
    """The claims by number, each at the day where it is drawn."""
    claims = claims_of(found.claims, published=_of_one_day(found)).values()
    return {claim.number: claim for each in claims for claim in each}


def _silent(found: Bounds) -> Columns:
    """The selected statements that gave no number and that nothing replaced."""
    estimates = found.comparison.estimates
    standing = np.isin(estimates["status"], STANDING)
    return estimates.take(estimates["unknown"] & standing)


def _bands(found: Bounds, least: str, most: str) -> dict[tuple[str, ...], Band]:
    """Two columns of the table by case, population, place, measure, since and reading."""
    bounds: dict[tuple[str, ...], list[tuple[float, float, float]]] = {}
    for row in found.table.rows(BoundsRow):
        day = float(parse_date(row.as_of).first) if row.as_of else math.inf
        subject = tuple(getattr(row, name) for name in (*_SUBJECT, "reading"))
        ends = getattr(row, least), getattr(row, most)
        bounds.setdefault(subject, []).append((day, *ends))
    measures = found.comparison.alignment.parsed.ledger.measures
    at = _SUBJECT.index("measure")
    return {
        subject: Band(tuple(sorted(each)), joined=not measures.can_fall(subject[at]))
        for subject, each in bounds.items()
    }


def _chosen(entries: Sequence[BoundedEstimand]) -> list[BoundedEstimand]:
    """Those that tell more than their one claim does, if there are any: those with two claims or
    more, then others while there is room, in their order.
    """
    telling = [entry for entry in entries if not entry.plain] or entries
    order = largest([entry.weight for entry in telling], MOST_PANELS)
    kept = [*order[:ROOM], *(at for at in order[ROOM:] if telling[at].weight > 1)]
    return [telling[at] for at in sorted(kept)]


def _days(entries: Iterable[BoundedEstimand]) -> Scale | None:
    """The axis of days: those of the claims, or else of the bands."""
    claims = [mark.claim for entry in entries for mark in entry.marks]
    days = [day for entry in entries for day, *_ in entry.band.rows if math.isfinite(day)]
    if claims:
        return day_scale(*reach(claims), length())
    return day_scale(min(days), max(days), length()) if days else None


def _field(
    entry: BoundedEstimand, days: Scale | None, looks: Mapping[str, Look], level: bool
) -> BoundField:
    """The field of an entry; a band of one day is `level`."""

    def seen(band: Band) -> tuple[Stair, ...]:
        if days is None:
            return ()
        return band.level(days) if level else band.seen(days, length())

    stairs = seen(entry.band)
    if days is None or not (stairs or entry.marks):
        return BoundField((), (), (), looks, (), None)
    tracks = named_tracks(entry.marks, looks)
    named = tracks[:MOST_NAMES]
    high = max(_FIELD, sum(label_height(track) for track in named))
    frame = Frame(days, bound_scale(stairs, entry.marks, high), length(), high)
    return BoundField(
        stairs,
        seen(entry.wider),
        entry.marks,
        looks,
        tuple(named),
        frame,
        len(tracks) - len(named),
    )


def _panel(entry: BoundedEstimand, field: BoundField, days: Scale | None) -> DayPanel:
    details = details_text(entry.band, entry.few, entry.marks, days.end if days else math.inf)
    frame = field.frame
    unit = unit_words(frame.counts, field.stairs, field.marks) if frame else ""
    return day_panel(entry.title, details, unit, frame, field.draw, entry.others, field.tracks)
