"""The sentences of a chart of bounds: its caption and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reconcile.charts.band import Band
from reconcile.charts.bound_scale import Mark, way_text
from reconcile.charts.captions import footnotes, sources_text
from reconcile.charts.claims import Claim
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import counts, number
from reconcile.errors import excerpt
from reconcile.notation.dates import iso, when
from reconcile.notation.words import joined
from reconcile.wording.case_texts import known_text
from reconcile.wording.characters import kept
from reconcile.wording.claim_texts import date_text, figure_text, source_text
from reconcile.wording.estimand_texts import since_text

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds

_MOST_SETS, _MOST_MOVED, _MOST_DATES = 8, 8, 12
_CUT_SHORT = "The search through the days of vague dates was cut short; more may have to give."
_NOT_WRONG = "A claim that has to give is not thereby the wrong one."
_MEANING = (
    "The band holds the counts that are possible on a day if every claim holds, those of other "
    "measures, places and days too; a running total never falls. Where no claim names a day, its "
    "lower edge is that of the date before, its upper edge that of the date after."
)


def bounds_caption(found: Bounds, claims: Sequence[Claim], left_out: Sequence[str]) -> list[str]:
    """The paragraphs under a chart that shows `claims`; `left_out` says what it does not."""
    notes = [_cut(found.comparison), _MEANING, _given(found)]
    return [
        " ".join(text for text in notes if text),
        *_elsewhere(found, claims),
        *_contradictions(found),
        *([" ".join(left_out)] if left_out else []),
        *footnotes(found.comparison, claims),
        sources_text(found.comparison, claims),
    ]


def _cut(comparison: Comparison) -> str:
    """The cut; the window and the age limit have no part in bounds."""
    text, cut = known_text(comparison.alignment.cut), comparison.alignment.cut
    open_cut = cut.as_of is None and cut.known_by is None
    return f"No cut: {text}." if open_cut else f"{text[0].upper()}{text[1:]}."


def _given(found: Bounds) -> str:
    giving, all_claims = len(found.adjustments), len(found.claims)
    short = "" if found.exact else f" {_CUT_SHORT}"
    if not giving:
        return short.strip()
    return (
        "The claims cannot all hold: the band is what is left once "
        f"{number(giving)} of {number(all_claims)} {'gives' if giving == 1 else 'give'} way by the "
        f"least that makes them hold, in proportion to what each says.{short} {_NOT_WRONG}"
    )


def _elsewhere(found: Bounds, claims: Sequence[Claim]) -> list[str]:
    """The claims that have to give and are not drawn."""
    drawn = {claim.number for claim in claims}
    moves = found.adjustments["adjustment"].items()
    others = [(number, by) for number, by in moves if number not in drawn]
    texts = [f"{_set(found, [number])} {way_text(by)}" for number, by in others[:_MOST_MOVED]]
    return [f"Has to give, not drawn: {_some(texts, len(others))}."] if others else []


def _contradictions(found: Bounds) -> list[str]:
    """Each smallest set of claims that cannot hold together, in words."""
    if not found.contradictions:
        return []
    sets = [
        f"({place}) {_set(found, estimates)}"
        for place, estimates in enumerate(found.contradictions[:_MOST_SETS], 1)
    ]
    return [f"Cannot hold together: {_some(sets, len(found.contradictions))}."]


def _some(texts: Sequence[str], total: int) -> str:
    more = [f"and {number(total - len(texts))} more"] if total > len(texts) else []
    return "; ".join([*texts, *more])


def _set(found: Bounds, estimates: Sequence[int]) -> str:
    """Claims side by side, each with what it counts and, where they differ, whom and where."""
    rows = list(found.comparison.alignment.estimates.loc[list(estimates)].itertuples())
    several = len({(row.population, row.place) for row in rows}) > 1
    return joined(_claim(found, row, full=several) for row in rows)


def _claim(found: Bounds, row: Any, *, full: bool) -> str:
    """A claim with what it counts: `NIS ~300 (13 Jan 2025) killed`."""
    measure = found.comparison.alignment.parsed.ledger.measures[row.measure]
    where = f"{row.population} in {row.place}" if row.place else row.population
    figure = kept(f"{figure_text(row)} ({date_text(row)})")
    counted = (measure.label, since_text(row.since), where if full else "")
    parts = (excerpt(source_text(row), 60), figure, *counted)
    return " ".join(part for part in parts if part)


def details_text(band: Band, marks: Sequence[Mark], day: float) -> str:
    """What is possible at the end of a panel, and how many of its claims have to give."""
    last, giving = band.last(day), sum(1 for mark in marks if mark.adjustment)
    parts = []
    if last:
        parts.append(f"Left possible {kept(when(iso(last[0])))}: {counts(*last[1:])}.")
    if giving:
        claims = f"{number(giving)} of {number(len(marks))} claims"
        parts.append(f"{claims if len(marks) > 1 else 'Its claim'} {_has(giving)} to give.")
    return " ".join(parts)


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def bounds_alt(
    found: Bounds, title: str, entries: Sequence[tuple[str, Band, Sequence[Mark]]]
) -> str:
    """A chart of bounds in sentences: what is possible when, and which claims have to give."""
    sentences = [f"{title}: what the claims leave possible. {_cut(found.comparison)}"]
    for name, band, marks in entries:
        text = "; ".join(_possible(band)) or "no dated claim bears on it"
        giving = [mark for mark in marks if mark.adjustment]
        sentences.append(f"{name}: {text}.")
        if giving:
            parts = [f"{_said(mark.claim)} {way_text(mark.adjustment)}" for mark in giving]
            sentences.append(f"Has to give: {_some(parts[:_MOST_DATES], len(parts))}.")
    if found.contradictions:
        sets = len(found.contradictions)
        words = "1 set" if sets == 1 else f"{number(sets)} sets"
        sentences.append(f"{words} of claims cannot hold together. {_NOT_WRONG}")
    return " ".join(sentences)


def _said(claim: Claim) -> str:
    return f"{excerpt(claim.source, 60)}{claim.mark} {claim.figure} ({claim.date})"


def _possible(band: Band) -> list[str]:
    """The bounds at the dates on which they change; of too many the last ones."""
    texts, before = list[str](), (-1.0, -1.0)
    for day, *ends in zip(band.days, band.lower, band.upper, strict=True):
        if tuple(ends) != before:
            texts.append(f"{when(iso(day))} {counts(*ends)}")
        before = ends[0], ends[1]
    fewer = len(texts) - _MOST_DATES
    return [f"{number(fewer)} earlier changes", *texts[fewer:]] if fewer > 0 else texts
