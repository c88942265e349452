"""What a report opens with: the answer of a case, in sentences made from the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.bases import basis_text
from reconcile.notation.words import joined, number, several
from reconcile.wording.case_texts import as_of_text, several_populations
from reconcile.wording.estimand_texts import counted_text, since_text
from reconcile.wording.pair_texts import claimed_pairs, tally_text
from reconcile.wording.range_texts import ClaimedRange, claimed_ranges, sentences

_KINDS = {
    "conflict": "in conflict",
    "undetermined": "cannot be settled",
    "timing": "explained by time",
    "agree": "in agreement",
    "single": "resting on one origin",
    "unknown": "without a number",
}
_MOST_NAMES, _MOST_LABELS = 5, 11  # that a sentence can hold


class Finding(NamedTuple):
    """What is claimed of one estimand, in sentences, and its names.

    `measure` has the basis with it; `population` is empty where there is only one.
    """

    range: ClaimedRange
    measure: str
    population: str
    since: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The sentences first, then what several origins speak of, worst first, then the others."""

    lead: tuple[str, ...]
    disputed: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    definitions: tuple[str, ...]


def answer(comparison: Comparison) -> Answer:
    """The answer of one case."""
    reasons: dict[tuple[int, str], list[str]] = {}
    for pair in claimed_pairs(comparison):
        if not pair.row.within:
            key = (pair.b.estimand, pair.row.verdict)
            reasons.setdefault(key, []).append(pair.row.reason)
    whom = several_populations(comparison)
    found = [
        _finding(comparison, one, whom, reasons.get((one.row.estimand, one.row.verdict), []))
        for one in sorted(claimed_ranges(comparison).values(), key=_worst_first)
    ]
    disputed = tuple(one for one in found if one.range.row.verdict in VERDICTS)
    alone = tuple(one for one in found if one.range.row.verdict not in VERDICTS)
    return Answer(tuple(_lead(comparison)), disputed, alone, tuple(_definitions(comparison)))


def _worst_first(one: ClaimedRange) -> tuple[int, int]:
    verdict = one.row.verdict
    severity = VERDICTS.index(verdict) if verdict in VERDICTS else -1
    return -severity, -one.row.origins


def _lead(comparison: Comparison) -> Iterator[str]:
    """What is counted, by how many, how it stands, as of when."""
    estimates, measures = comparison.estimates, comparison.alignment.parsed.ledger.measures
    places = [name for name in dict.fromkeys(estimates["place"]) if name]
    labels = [measures[name].label for name in dict.fromkeys(estimates["measure"])]
    where = f" in {joined(places)}" if 0 < len(places) <= _MOST_NAMES else ""
    whom = list(dict.fromkeys(estimates["population"]))
    who = joined(whom) if len(whom) <= _MOST_NAMES else several(len(whom), "population")
    what = "; ".join(labels) if len(labels) <= _MOST_LABELS else several(len(labels), "measure")
    yield f"What is counted: {who}{where}: {what}."
    sources, verdicts = comparison.sources, comparison.ranges["verdict"].tolist()
    different = "one count" if len(verdicts) == 1 else f"{number(len(verdicts))} different counts"
    yield (
        f"{several(sum(comparison.counts.values()), 'published figure')} of "
        f"{several(len(sources), 'source')}, which rest on "
        f"{several(sources['origin'].nunique(), 'independent origin')}, speak of {different}: "
        f"{tally_text(verdicts, _KINDS)}."
    )
    yield f"As of: {as_of_text(comparison)}."


def _definitions(comparison: Comparison) -> Iterator[str]:
    """What definition explains, and what it does not."""
    kinds = comparison.ranges["measure"].nunique()
    if kinds > 1:
        yield (
            f"Definition explains the rest: these are {kinds:,} different measures, and a figure "
            "of one is not held against a figure of another unless the one count lies inside the "
            "other."
        )
    bases = list(dict.fromkeys(comparison.ranges["basis"]))
    if len(bases) > 1:
        yield (
            f"Not all were counted in one way: {joined(map(basis_text, bases))} are different "
            "counts. Only what is documented is held against a total, which it cannot exceed."
        )
    across = int((comparison.discrepancies["within"] != "").sum())
    if across:
        yield (
            f"{several(across, 'pair')} of figures cannot both be true although they count "
            "different things, since one of the counts lies inside the other."
        )


def _finding(comparison: Comparison, one: ClaimedRange, whom: bool, reasons: list[str]) -> Finding:
    row = one.row
    label = comparison.alignment.parsed.ledger.measures[row.measure].label
    population = row.population if whom else ""
    said = tuple(sentences(one, reasons))
    return Finding(one, counted_text(row, label), population, since_text(row.since), said)
