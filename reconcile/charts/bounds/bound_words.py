"""The sentences of a chart of bounds: its caption and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reconcile.aligning.estimates import Estimate
from reconcile.charts.bounds.band import Band
from reconcile.charts.bounds.bound_field import ClaimOnBand
from reconcile.charts.page.captions import and_more, conditions, left_out, short, who
from reconcile.charts.page.claims import Claim
from reconcile.comparison import Comparison
from reconcile.errors import excerpt
from reconcile.notation.dates import iso, when
from reconcile.notation.measures import label_text
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, counts, headed, joined, number, say_some
from reconcile.wording.bound_texts import settlement_texts, several_groups
from reconcile.wording.case_texts import known_text
from reconcile.wording.characters import kept
from reconcile.wording.claim_texts import figure_text, source_text, told_day_text
from reconcile.wording.estimand_texts import since_text
from reconcile.wording.verdict_on_claims import CUT_SHORT, NOT_WRONG

if TYPE_CHECKING:  # its solver takes longer to load than a chart to draw
    from reconcile.bounding import Bounds
    from reconcile.bounding.solution import Solved

_MOST_SETS, _MOST_SETTLED, _MOST_LISTED, _MOST_DATES = 8, 6, 8, 12  # the tables have them all
_MEANING = mark(
    "The band holds the counts that are possible on a day if every claim holds, those of other "
    "measures, places and days too; the paler one, if any one source is wrong."
)
_IF_WRONG = mark(
    "No number fits all claims: the band holds the counts that are possible on a day if as few "
    "sources as can be are wrong, {few}, whoever they are; the paler one, if one more is."
)
_RUNNING = mark(
    "A running total never falls. Where no claim names a day, its lower edge is that of the date "
    "before, its upper edge that of the date after."
)
_LEVEL = mark(
    "All claims are about one day, so that the band is level; each is drawn when published."
)
_UNDRAWN = (
    mark("Not drawn, since nothing but their own claim bears on them: {counts}."),
    mark("Left out for want of room, with the fewest claims: {counts}."),
)
_FALLING = mark(
    "Of a count that may fall, such as how many are missing, it has only the days that claims name."
)


def undrawn(plain: Sequence[str], rest: Sequence[str], unnamed: int) -> list[str]:
    """What a chart has no room for: counts that are `plain`, since it would tell no more than their
    one claim does, the `rest` of them, and the names of some marks.
    """
    titles = zip(_UNDRAWN, (plain, rest), strict=True)
    told = [say(message, counts=_titles(each)) for message, each in titles if each]
    return told + left_out((mark("Marks without a name for want of room"), unnamed))


def caption(found: Bounds, lacking: Sequence[str], *, falling: bool, level: bool) -> list[str]:
    """The paragraphs under a chart, with what it is `lacking`.

    `falling` says whether a count of it may fall, `level` that all claims are about one day.
    """
    wrong = _wrong(found)
    meaning = say(_IF_WRONG, few=few_text(wrong)) if wrong else say(_MEANING)
    steps = say(_LEVEL) if level else " ".join(map(say, (_RUNNING, _FALLING)[: 1 + falling]))
    notes = [meaning, steps, _told(found)]
    missing = " ".join(filter(None, lacking))
    return [
        _cut(found.comparison),
        " ".join(text for text in notes if text),
        *_contradictions(found),
        *_settlements(found),
        *([missing] if missing else []),
    ]


def _titles(titles: Sequence[str]) -> str:
    return and_more([excerpt(title, 90) for title in titles[:_MOST_LISTED]], len(titles))


def _cut(comparison: Comparison) -> str:
    """The cut; the window and the age limit have no part in bounds."""
    return conditions(comparison, known_text(comparison.alignment.cut))


def _wrong(found: Bounds) -> list[Solved]:
    """The trees in which no number fits all claims."""
    return [tree for tree in found.trees if tree.wrong]


def few_text(wrong: Sequence[Solved]) -> str:
    """How many must be wrong of how many in these trees: `3 of 12`."""
    return joined(
        say("{some} of {all}", some=number(tree.wrong), all=number(tree.of)) for tree in wrong
    )


def band_texts(found: Bounds) -> tuple[str, str]:
    """When each of the two bands holds, for the key."""
    if not _wrong(found):
        return say("left possible by all claims"), say("if any one source is wrong")
    possible = say("possible if at most {few} sources are wrong", few=few_text(_wrong(found)))
    return possible, say("if one more is wrong")


def _told(found: Bounds) -> str:
    if not _wrong(found):
        return ""
    return say(NOT_WRONG) if found.exact else f"{say(NOT_WRONG)} {say(CUT_SHORT)}"


def _settlements(found: Bounds) -> list[str]:
    """Who may be set aside, by name."""
    told = settlement_texts(found)
    message = (
        mark("The others hold, one of every group: {settlements}.")
        if several_groups(found)
        else mark("The others hold {settlements}.")
    )
    settled = and_more(told[:_MOST_SETTLED], len(told)) if told else ""
    return [say(message, settlements=settled)] if told else []


def _contradictions(found: Bounds) -> list[str]:
    """Each smallest set of claims that cannot hold together, in words."""
    listed = enumerate(found.contradictions[:_MOST_SETS], 1)
    sets = [f"({at}) {_set(found, estimates)}" for at, estimates in listed]
    told = and_more(sets, len(found.contradictions)) if sets else ""
    return [say("Cannot hold together: {claims}.", claims=told)] if sets else []


def _set(found: Bounds, estimates: Sequence[int]) -> str:
    """Claims side by side, each with what it counts and, where they differ, whom and where."""
    rows = found.comparison.alignment.at(estimates)
    differ = len({(row.population, row.place) for row in rows}) > 1
    return joined(_claim(found, row, full=differ) for row in rows)


def _claim(found: Bounds, row: Estimate, *, full: bool) -> str:
    """A claim with what it counts: `NIS ~300 (13 Jan 2025) killed`."""
    measures = found.comparison.alignment.parsed.ledger.measures
    where = row.population
    if row.place:
        where = say("{people} in {place}", people=row.population, place=row.place)
    figure = kept(f"{figure_text(row)} ({told_day_text(row)})")
    counted = (label_text(measures, row.measure), since_text(row.since), where if full else "")
    parts = (short(source_text(row)), figure, *counted)
    return " ".join(part for part in parts if part)


def details_text(band: Band, few: str, marks: Sequence[ClaimOnBand], day: float) -> str:
    """What is possible at the end of a panel, and how many of its claims lie outside."""
    last, outside = band.last(day), sum(1 for mark in marks if mark.outside)
    parts = []
    if last:
        message = (
            mark("Left possible {when}, if at most {few} sources are wrong: {counts}.")
            if few
            else mark("Left possible {when}: {counts}.")
        )
        when_ = kept(when(iso(last[0])))
        parts.append(say(message, when=when_, few=few, counts=counts(*last[1:])))
    if outside and len(marks) == 1:
        parts.append(say("Its claim lies outside the band."))
    elif outside:
        parts.append(
            say_some(
                outside,
                "{n} of {all} claims lies outside the band.",
                "{n} of {all} claims lie outside the band.",
                all=number(len(marks)),
            )
        )
    return " ".join(parts)


def words_of(
    found: Bounds, entries: Sequence[tuple[str, Band, Sequence[ClaimOnBand]]], besides: str
) -> str:
    """The chart in sentences: what is possible when, which claims lie outside, and `besides`."""
    sentences = [f"{say('what the claims leave possible.')} {_cut(found.comparison)}"]
    if wrong := _wrong(found):
        sentences.append(
            say("No number fits all: the counts are those if {few} are wrong.", few=few_text(wrong))
        )
    for name, band, marks in entries:
        text = clauses(_possible(band)) or say("no dated claim bears on it")
        outside = [_said(mark.claim) for mark in marks if mark.outside]
        sentences.append(f"{headed(name, text)}.")
        if outside:
            claims = and_more(outside[:_MOST_DATES], len(outside))
            sentences.append(say("Outside the band: {claims}.", claims=claims))
    if found.contradictions:
        sets = say_some(
            len(found.contradictions),
            "{n} set of claims cannot hold together.",
            "{n} sets of claims cannot hold together.",
        )
        sentences.append(f"{sets} {say(NOT_WRONG)}")
    return " ".join(filter(None, [*sentences, besides]))


def _said(claim: Claim) -> str:
    return f"{who(claim)} {claim.figure} ({claim.date})"


def _possible(band: Band) -> list[str]:
    """The bounds at the dates on which they change; of too many the last ones."""
    changes = groupby(band.rows, key=lambda row: row[1:])
    texts = [f"{when(iso(next(rows)[0]))} {counts(*ends)}" for ends, rows in changes]
    fewer = len(texts) - _MOST_DATES
    if fewer <= 0:
        return texts
    return [say("{n} earlier changes", n=number(fewer)), *texts[fewer:]]
