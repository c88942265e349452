"""What is said of the range of an estimand (R8): what is claimed, by whom, what all allow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.reading_order import Reading
from reconcile.comparison.schema import Range
from reconcile.notation.bases import basis_text
from reconcile.notation.speech import mark, mark_word, say, say_of, word
from reconcile.notation.words import clauses, counts, joined, number, say_some, several
from reconcile.wording.characters import NO_BREAK
from reconcile.wording.claim_texts import (
    claim_text,
    counts_text,
    figure_text,
    source_text,
    told_day_text,
)
from reconcile.wording.estimand_texts import dotted, measure_text
from reconcile.wording.pair_texts import change_text
from reconcile.wording.verdict_words import none_fits

MOST_CLAIMS = 8  # of a count that are told one by one
_OPENINGS = {
    "conflict": mark("They contradict each other: {reason}."),
    "undetermined": mark("It cannot be told whether all can be true: {reason}."),
    "timing": mark("Explained by dates: {reason}."),
}
_FIRST_OF_MANY = {
    "conflict": mark("They contradict each other (the first of {n} such pairs below): {reason}."),
    "undetermined": mark(
        "It cannot be told whether all can be true (the first of {n} such pairs below): {reason}."
    ),
    "timing": mark("Explained by dates (the first of {n} such pairs below): {reason}."),
}


# the names of the method in the language that is spoken, where a feed says what became of a range
_VERDICTS = (
    mark_word("verdict of a range", "conflict"), mark_word("verdict of a range", "undetermined"),
    mark_word("verdict of a range", "timing"), mark_word("verdict of a range", "agree"),
    mark_word("verdict of a range", "single"), mark_word("verdict of a range", "unknown"),
)  # fmt: skip

_MOST_UNFITTING = 3  # names in a sentence


class ClaimedRange(NamedTuple):
    """A range with the claims that it is made of, in reading order, and its words for a column.

    The first of several ranges that differ in their basis alone has the `others`.
    """

    row: Range
    claims: list[Estimate]
    reading: Reading
    others: tuple[ClaimedRange, ...] = ()

    @property
    def subject(self) -> str:
        """Population and place, or those of the whole below which it is read."""
        return dotted(self.reading.population, self.reading.place)

    @property
    def label(self) -> str:
        """What is counted, below its subject: `killed`, of a part indented `men · killed`."""
        part = dotted(self.reading.part, self.reading.part_of_place, measure_text(self.row))
        return f"{NO_BREAK * 2 * self.reading.depth}{part}"

    @property
    def claimed(self) -> str:
        """The lowest and the highest claim in the words of those who made them."""
        ends = self.ends
        if not ends:
            return say("no number")
        low, high = map(figure_text, ends)
        opened = self.row.open_above and not math.isinf(ends[1].upper)
        if low == high and not opened:
            return low
        return say("{least} to {most}", least=low, most=f"{high}{'+' * opened}")

    @property
    def ends(self) -> tuple[Estimate, ...]:
        """The first claims of the lowest and of the highest point, if there is any number."""
        said = [claim for claim in self.claims if not claim.unknown]
        return tuple(pick(said, key=lambda claim: claim.point) for pick in (min, max) if said)

    @property
    def allowed(self) -> str:
        """The counts that all claims allow."""
        row = self.row
        return counts_text(row.agreed_lower, row.agreed_upper) if row.sources else "–"

    @property
    def fitting(self) -> str:
        """The same in the words of a page."""
        none = self.row.sources and math.isnan(self.row.agreed_lower)
        return none_fits() if none else self.allowed

    @property
    def speakers(self) -> str:
        """Who claims it: the one source with its date, or how many there are."""
        if len(self.claims) == 1:
            (claim,) = self.claims
            return f"{source_text(claim)} ({told_day_text(claim)})"
        sources, origins = self.row.sources, self.row.origins
        told = say_some(sources, "{n} source", "{n} sources")
        if origins == sources:
            return told
        return f"{told}, {say_some(origins, '{n} origin', '{n} origins')}"


def claimed_ranges(comparison: Comparison) -> dict[int, ClaimedRange]:
    """The range of every estimand by its number, in reading order."""
    read = comparison.order.of
    found = {
        row.estimand: ClaimedRange(
            row, comparison.by_estimand[row.estimand], read(row.case, row.population, row.place)
        )
        for row in comparison.ranges.rows(Range)
    }
    alike: dict[tuple[str, ...], list[ClaimedRange]] = {}
    for one in found.values():
        row = one.row
        subject = (row.case, row.population, row.place, row.measure, row.since)
        alike.setdefault(subject, []).append(one)
    for first, *others in alike.values():
        found[first.row.estimand] = first._replace(others=tuple(others))
    return found


def other_bases_text(one: ClaimedRange) -> str:
    """That counts which differ in their basis alone are different ones; nothing where none does."""
    if not one.others:
        return ""
    told = [f"{each.claimed} {basis_text(each.row.basis)}" for each in (one, *one.others)]
    return say("{counts} are different counts", counts=joined(told))


def range_text(one: ClaimedRange) -> str:
    """A range in one line: what is claimed, what all allow, and the verdict."""
    if not one.row.sources:
        return say("no number")
    if one.row.verdict == "single":
        differs = one.allowed != one.claimed
        agreed = say("{counts} allowed", counts=one.allowed) if differs else ""
    elif math.isnan(one.row.agreed_lower):
        agreed = say("no count allowed by all")
    else:
        agreed = say("all allow {counts}", counts=one.allowed)
    verdict = word("verdict of a range", one.row.verdict)
    return ", ".join(part for part in (one.claimed, agreed, verdict) if part)


def range_notes(comparison: Comparison, one: ClaimedRange) -> list[str]:
    """Who claims what as of when, what most allow, and the pair that makes the verdict."""
    notes = _claims_notes(comparison, one) if len(one.claims) > 1 else []
    return [*notes, *filter(None, (other_bases_text(one),))]


def _claims_notes(comparison: Comparison, one: ClaimedRange) -> list[str]:
    row, claims = one.row, one.claims
    order = sorted(claims, key=lambda claim: (claim.unknown, claim.point))
    notes = [clauses(_claims_texts(order))]
    if most := most_allow_text(row, counts_text(row.supported_lower, row.supported_upper)):
        ties = f", one of {row.supported_ties} such runs" if row.supported_ties > 1 else ""
        notes.append(f"{most}{ties}")
    if row.verdict in _OPENINGS:
        pair = comparison.worst_pairs[row.estimand]
        said = [comparison.said_in_worst[number] for number in (pair.a, pair.b)]
        # figures of an earlier day are not among the claims
        name = source_text if all(one in claims for one in said) else claim_text
        sides = joined(map(name, said))
        notes.append(f"{row.verdict}: {sides}, {change_text(pair.difference, pair.ratio)}")
    return notes


def _claims_texts(order: list[Estimate]) -> Iterator[str]:
    """The claims; of many those of one figure together: `7 sources say 844`."""
    if len(order) <= MOST_CLAIMS:
        yield from map(claim_text, order)
        return
    alike: dict[str, list[Estimate]] = {}
    for claim in order:
        alike.setdefault(figure_text(claim), []).append(claim)
    for figure, claims in alike.items():
        if claims[0].unknown or len(claims) == 1:
            yield from map(claim_text, claims)
        else:
            yield f"{several(len(claims), 'source')} say {figure}"


def most_allow_text(row: Range, told: str) -> str:
    """How many origins allow the counts `told`, where all do not and more than one does."""
    if not math.isnan(row.agreed_lower) or row.supported_by <= 1:
        return ""
    return f"{row.supported_by:,} of {row.origins:,} origins allow {told}"


def said_counts(lower: float, upper: float) -> str:
    """Counts in a sentence, `upper` NaN where they are open."""
    return counts(lower, math.inf if math.isnan(upper) else upper)


def sentences(one: ClaimedRange, reasons: list[str]) -> Iterator[str]:
    """A range in sentences: who says what, what all allow, and why it has its verdict.

    `reasons` are those of the pairs with its verdict, worst first.
    """
    if one.row.sources <= 1:
        yield from (f"{claim_text(claim)}." for claim in one.claims)
    else:
        yield from _of_several(one, reasons)
    if different := other_bases_text(one):
        yield f"{different}."


def _of_several(one: ClaimedRange, reasons: list[str]) -> Iterator[str]:
    """The sentences on a range of more than one source."""
    row, claims = one.row, one.claims
    low, high = map(claim_text, one.ends)
    if row.low == row.high:
        ends = say("all at {n}", n=number(row.low))
    else:
        ends = say("from {lowest} to {highest}", lowest=low, highest=high)
        if row.open_above:
            ends = clauses((ends, say("no upper limit is given")))
    sources = say_some(row.sources, "{n} source", "{n} sources")
    if row.origins != row.sources:
        origins = number(row.origins)
        sources = say("{sources} that rest on {origins}", sources=sources, origins=origins)
    yield f"{sources}, {ends}."
    yield allowed_sentence(one)
    if reasons and row.verdict in _OPENINGS:
        opening = (_FIRST_OF_MANY if len(reasons) > 1 else _OPENINGS)[row.verdict]
        yield say(opening, n=number(len(reasons)), reason=reasons[0])
    if silent := [source_text(claim) for claim in claims if claim.unknown]:
        yield say_of(
            len(silent),
            "{names} spoke of it and gave no number.",
            "{names} spoke of it and gave no number.",
            names=joined(silent),
        )


def allowed_sentence(one: ClaimedRange) -> str:
    """The numbers that fit all claims; or how many sources one number fits, and which it does not.

    Where none fits all, what it is would be a number that no source gave.
    """
    row = one.row
    if not math.isnan(row.agreed_lower):
        counts = said_counts(row.agreed_lower, row.agreed_upper)
        return say("What fits all: {counts}.", counts=counts)
    if row.supported_by <= 1:
        return say("No number fits all.")
    some, every = number(row.supported_by), number(row.origins)
    if row.origins != row.sources:
        message = mark("No number fits all; one fits {some} of {all} independent sources.")
        return say(message, some=some, all=every)
    if row.supported_ties > 1 or not (names := _unfitting(one)):
        return say("No number fits all; one fits {some} of {all} sources.", some=some, all=every)
    return say(
        "No number fits all; one fits {some} of {all} sources, all but {names}.",
        some=some, all=every, names=joined(names),
    )  # fmt: skip


def _unfitting(one: ClaimedRange) -> list[str]:
    """The sources that do not allow what the most allow, if these are few and told apart."""
    low, high = one.row.supported_lower, one.row.supported_upper
    names = [
        source_text(claim)
        for claim in one.claims
        if not claim.unknown and (claim.upper < low or claim.lower > high)
    ]
    others = one.row.sources - one.row.supported_by
    return names if len(names) == others <= _MOST_UNFITTING else []
