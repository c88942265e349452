"""The sentences of a chart of bounds: its caption and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.charts.bounds.band import Band
from reconcile.charts.bounds.bound_field import ClaimOnBand, way_text
from reconcile.charts.page.captions import and_more, conditions, left_out, short, who
from reconcile.charts.page.claims import Claim
from reconcile.comparison import Comparison
from reconcile.errors import excerpt
from reconcile.notation.dates import iso, when
from reconcile.notation.words import counts, joined, number, several
from reconcile.wording.bound_texts import NOT_WRONG
from reconcile.wording.case_texts import known_text
from reconcile.wording.characters import kept
from reconcile.wording.claim_texts import date_text, figure_text, source_text
from reconcile.wording.estimand_texts import since_text

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds

_MOST_SETS, _MOST_MOVED, _MOST_LISTED, _MOST_DATES = 8, 8, 8, 12  # the tables have them all
_CUT_SHORT = "The search through the days of vague dates was cut short; more may have to give."
_MEANING = (
    "The band holds the counts that are possible on a day if every claim holds, those of other "
    "measures, places and days too; a running total never falls. Where no claim names a day, its "
    "lower edge is that of the date before, its upper edge that of the date after."
)
_FALLING = (
    "Of a count that may fall, such as how many are missing, it has only the days that claims name."
)


def caption(
    found: Bounds,
    claims: Sequence[Claim],
    others: Sequence[str],
    unnamed: int,
    *,
    falling: bool,
) -> list[str]:
    """The paragraphs under a chart of `claims`, with room for neither `others` nor some names.

    `falling` says whether a count of them may fall.
    """
    notes = [_cut(found.comparison), _MEANING, _FALLING if falling else "", _given(found)]
    titles = and_more([excerpt(title, 90) for title in others[:_MOST_LISTED]], len(others))
    lacking = [f"Left out for want of room, with the fewest claims: {titles}."] if others else []
    lacking += left_out(("Marks without a name for want of room", unnamed))
    return [
        " ".join(text for text in notes if text),
        *_elsewhere(found, claims),
        *_contradictions(found),
        *([" ".join(lacking)] if lacking else []),
    ]


def _cut(comparison: Comparison) -> str:
    """The cut; the window and the age limit have no part in bounds."""
    return conditions(comparison, known_text(comparison.alignment.cut))


def _given(found: Bounds) -> str:
    giving, all_claims = len(found.adjustments), len(found.claims)
    short = "" if found.exact else f" {_CUT_SHORT}"
    if not giving:
        return short.strip()
    return (
        "The claims cannot all hold: the band is what is left once "
        f"{number(giving)} of {number(all_claims)} {'gives' if giving == 1 else 'give'} way by the "
        f"least that makes them hold, in proportion to what each says.{short} {NOT_WRONG}"
    )


def _elsewhere(found: Bounds, claims: Sequence[Claim]) -> list[str]:
    """The claims that have to give and are not drawn."""
    drawn = {claim.number for claim in claims}
    moves = found.adjustments["adjustment"].items()
    others = [(number, by) for number, by in moves if number not in drawn]
    texts = [f"{_set(found, [number])} {way_text(by)}" for number, by in others[:_MOST_MOVED]]
    return [f"Has to give, not drawn: {and_more(texts, len(others))}."] if others else []


def _contradictions(found: Bounds) -> list[str]:
    """Each smallest set of claims that cannot hold together, in words."""
    told = enumerate(found.contradictions[:_MOST_SETS], 1)
    sets = [f"({number}) {_set(found, estimates)}" for number, estimates in told]
    return [f"Cannot hold together: {and_more(sets, len(found.contradictions))}."] if sets else []


def _set(found: Bounds, estimates: Sequence[int]) -> str:
    """Claims side by side, each with what it counts and, where they differ, whom and where."""
    rows = rows_of(Estimate, found.comparison.alignment.estimates.loc[list(estimates)])
    differ = len({(row.population, row.place) for row in rows}) > 1
    return joined(_claim(found, row, full=differ) for row in rows)


def _claim(found: Bounds, row: Estimate, *, full: bool) -> str:
    """A claim with what it counts: `NIS ~300 (13 Jan 2025) killed`."""
    measure = found.comparison.alignment.parsed.ledger.measures[row.measure]
    where = f"{row.population} in {row.place}" if row.place else row.population
    figure = kept(f"{figure_text(row)} ({date_text(row)})")
    counted = (measure.label, since_text(row.since), where if full else "")
    parts = (short(source_text(row)), figure, *counted)
    return " ".join(part for part in parts if part)


def details_text(band: Band, marks: Sequence[ClaimOnBand], day: float) -> str:
    """What is possible at the end of a panel, and how many of its claims have to give."""
    last, giving = band.last(day), sum(1 for mark in marks if mark.adjustment)
    parts = []
    if last:
        parts.append(f"Left possible {kept(when(iso(last[0])))}: {counts(*last[1:])}.")
    if giving:
        claims = f"{number(giving)} of {number(len(marks))} claims"
        has = "has" if giving == 1 else "have"
        parts.append(f"{claims if len(marks) > 1 else 'Its claim'} {has} to give.")
    return " ".join(parts)


def words_of(found: Bounds, entries: Sequence[tuple[str, Band, Sequence[ClaimOnBand]]]) -> str:
    """The chart in sentences: what is possible when, and which claims have to give."""
    sentences = [f"what the claims leave possible. {_cut(found.comparison)}"]
    for name, band, marks in entries:
        text = "; ".join(_possible(band)) or "no dated claim bears on it"
        giving = [mark for mark in marks if mark.adjustment]
        sentences.append(f"{name}: {text}.")
        if giving:
            parts = [f"{_said(mark.claim)} {way_text(mark.adjustment)}" for mark in giving]
            sentences.append(f"Has to give: {and_more(parts[:_MOST_DATES], len(parts))}.")
    if found.contradictions:
        sets = several(len(found.contradictions), "set")
        sentences.append(f"{sets} of claims cannot hold together. {NOT_WRONG}")
    return " ".join(sentences)


def _said(claim: Claim) -> str:
    return f"{who(claim)} {claim.figure} ({claim.date})"


def _possible(band: Band) -> list[str]:
    """The bounds at the dates on which they change; of too many the last ones."""
    changes = groupby(band.rows, key=lambda row: row[1:])
    texts = [f"{when(iso(next(rows)[0]))} {counts(*ends)}" for ends, rows in changes]
    fewer = len(texts) - _MOST_DATES
    return [f"{number(fewer)} earlier changes", *texts[fewer:]] if fewer > 0 else texts
