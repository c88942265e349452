"""What is said of sources: who they are, for whom they speak, the ratios between them (R11)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.copied_series import CARRIED, LINE, MULTIPLE
from reconcile.comparison.dated_series import LEAST as LEAST_DATES
from reconcile.comparison.ratios import LEAST, Divided, numbers_of
from reconcile.comparison.schema import Contribution, CopiedSeries, SourceRatio
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, joined, number, rate, say_some, several, times
from reconcile.wording.case_texts import known_text, left_out_text, window_text
from reconcile.wording.claim_texts import claim_text, source_text, speaks_for_a_party, where_text
from reconcile.wording.estimand_texts import dotted, estimand_text
from reconcile.wording.side_texts import side_sentences, wider_texts

DESCRIPTION = mark(
    "A description of what was published, never used to correct a figure: it does not show which "
    "source is right, and a steady ratio can come from another way of counting."
)
ABOUT = mark("How many times as high one source's figures are as another's for the same counts.")
PROPOSED = (
    "Proposed, never applied: figures that follow from each other show how they were made, and not "
    "that they are wrong. Known copies (derives_from) and estimates (basis) are not told again."
)
MOST_ZEROS = 8  # pairs with 0 that are named


def source_notes(comparison: Comparison, rows: Sequence[Contribution]) -> list[str]:
    """How many there are, for whom some of them speak, and which are here by derivation only."""
    estimates, origins = sum(row.estimates for row in rows), len({row.origin for row in rows})
    notes = [
        f"{several(len(rows), 'source')} resting on {several(origins, 'origin')}, "
        f"{several(estimates, 'estimate')}; relays of one statement are one estimate, and "
        "derived figures are not counted"
    ]
    sides: dict[str, list[str]] = {}
    for row in rows:
        if row.side:
            sides.setdefault(row.side, []).append(row.source)
    if sides:
        parts = [
            say("{names} for {side}", names=joined(sides[side]), side=side)
            for side in sorted(sides)
        ]
        notes.append(f"{speaks_for_a_party()}: {'; '.join(parts)}")
    silent = sorted({*comparison.estimates.cells("source").used} - {row.source for row in rows})
    if silent:
        notes.append(f"with derived figures only: {joined(silent)}")
    return [*notes, left_out_text(comparison)]


def kind_of_series(row: CopiedSeries) -> str:
    """What a series is, in a few words."""
    if row.kind == LINE:
        more = "more" if row.per_day > 0 else "fewer"
        return f"a straight line, {rate(abs(row.per_day))} {more} a day"
    if row.kind == CARRIED:
        return "one value carried forward"
    of = row.follows_source if row.follows_source != row.source else ""
    what = " · ".join(filter(None, (of, row.follows)))
    return f"{number(row.factor)} × {what}" if row.kind == MULTIPLE else f"equal to {what}"


def series_notes(rows: Sequence[CopiedSeries]) -> list[str]:
    """How many there are, what was looked at, and that nothing is changed by it."""
    looked = f"series of one source and count with {LEAST_DATES} dates or more were looked at"
    found = f"{number(len(rows))} of them" if rows else "none"
    seems = "look" if len(rows) > 1 else "looks"
    told = "copied, calculated or carried forward"
    return [
        f"{looked}; {found} {seems} {told}",
        *([PROPOSED] if rows else []),
    ]


def matching_text(comparison: Comparison) -> str:
    """What was matched: the cut, the window, and which figures count."""
    known = known_text(comparison.alignment.cut)
    return dotted(known, window_text(comparison), say("earlier and stale figures too"))


def names_of_sources(comparison: Comparison) -> dict[str, str]:
    """The sources with their marks."""
    once = comparison.estimates.first_of_each("source")
    return {row.source: source_text(row) for row in once.rows(Estimate)}


def match_text(comparison: Comparison, match: Divided) -> str:
    """One ratio with both figures, their dates and places."""
    where, claims = comparison.alignment.where, comparison.by_number
    sides = " to ".join(
        f"{claim_text(claims[side])} {where_text(where(side))}" for side in (match.b, match.a)
    )
    return f"{times(match.ratio)}  {estimand_text(claims[match.a])}: {sides}"


def divided_text(
    comparison: Comparison, over: int, under: int, ratios: Sequence[float], at: int
) -> str:
    """One of the `ratios` of a row, as a division of two figures, with what the median would be
    without it: `×1.33 = 4,000 / 3,000 killed+wounded: A 4,000 (...) case.csv:2 to B 3,000 (...)`.
    """
    claims, where = comparison.by_number, comparison.alignment.where
    sides = " to ".join(
        f"{claim_text(claims[one])} {where_text(where(one))}" for one in (over, under)
    )
    points = f"{number(claims[over].point)} / {number(claims[under].point)}"
    told = f"{times(ratios[at])} = {points} {estimand_text(claims[over])}: {sides}"
    rest = [*ratios[:at], *ratios[at + 1 :]]
    return f"{told}; without it the median is {times(median(rest))}" if rest else told


def ratio_notes(comparison: Comparison) -> list[str]:
    """What is not in the table and why, and which of its sources rest on one origin."""
    found, lines = comparison.ratios, list[str]()
    if not len(found.table):
        lines.append(
            say(
                "no two sources can be matched {n} times; below that nothing is said",
                n=number(LEAST),
            )
        )
        lines += wider_texts(comparison)
    if found.fewer:
        lines.append(
            say_some(
                found.fewer,
                "{n} pair of sources was matched, but gave fewer than {least} ratios",
                "{n} pairs of sources were matched, but gave fewer than {least} ratios",
                least=number(LEAST),
            )
        )
    if found.zeros:
        lines.append(_zeros_text(comparison, found.zeros))
    if found.unplaced:
        lines.append(
            say_some(
                found.unplaced,
                "{n} figure has no date or one too vague to be matched",
                "{n} figures have no date or one too vague to be matched",
            )
        )
    if limits := int(found.matches["limit"].sum()):
        lines.append(
            say_some(
                limits,
                "{n} ratio rests on a figure that is open or a limit (at least, up to)",
                "{n} ratios rest on a figure that is open or a limit (at least, up to)",
            )
        )
    return [*lines, *one_origin(comparison), *side_sentences(comparison)]


def _zeros_text(comparison: Comparison, zeros: Sequence[tuple[int, int]]) -> str:
    told = zeros[:MOST_ZEROS]
    claims = {number: claim_text(comparison.by_number[number]) for number in numbers_of(told)}
    listed = [joined((claims[a], claims[b])) for a, b in told]
    if more := len(zeros) - len(listed):
        listed.append(say("and {n} more", n=number(more)))
    return say("left out, since there is no ratio to 0: {pairs}", pairs=clauses(listed))


def one_origin(comparison: Comparison) -> list[str]:
    """Which two sources with ratios rest on one: they need not differ for reasons of their own."""
    once = comparison.estimates.first_of_each("source")
    origin = dict(zip(once.cells("source"), once.cells("origin"), strict=True))
    return [
        both_rest_on(sorted((row.source_a, row.source_b)), origin[row.source_a])
        for row in comparison.ratios.table.rows(SourceRatio)
        if origin[row.source_a] == origin[row.source_b]
    ]


def both_rest_on(names: Sequence[str], origin: str) -> str:
    """That two sources, or all of several, rest on one."""
    message = (
        mark("{names} both rest on {origin}")
        if len(names) == 2
        else mark("{names} all rest on {origin}")
    )
    return say(message, names=joined(names), origin=origin)
