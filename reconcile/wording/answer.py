"""What a report opens with: the answer of a case, in sentences made from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.disputes import times_apart
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.bases import basis_text
from reconcile.notation.measures import label_text
from reconcile.notation.speech import say
from reconcile.notation.words import clauses, joined, number, say_some
from reconcile.wording.case_texts import as_of_text, several_populations
from reconcile.wording.estimand_texts import counted_text, endings, since_text
from reconcile.wording.headline import Headline, headline, headline_across
from reconcile.wording.pair_texts import ClaimedPair, claimed_pairs, tally_text
from reconcile.wording.range_texts import ClaimedRange, claimed_ranges, sentences
from reconcile.wording.verdict_words import counted

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
    """What a page says of its counts.

    The `headline` is of the widest dispute, `first` if several origins speak of it; one across
    definitions has no first count. Then come the other counts of several origins by weight, those
    of one alone, and the bookkeeping: how many figures there are, and what definition explains.
    """

    headline: Headline
    first: Finding | None
    disputed: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    totals: tuple[str, ...]
    definitions: tuple[str, ...]

    @property
    def several(self) -> tuple[Finding, ...]:
        """All counts of several origins, the first one too."""
        return (*([self.first] if self.first else []), *self.disputed)


def answer(comparison: Comparison) -> Answer:
    """The answer of one case."""
    reasons: dict[tuple[int, str], list[str]] = {}
    pairs = claimed_pairs(comparison)
    for pair in pairs:
        if not pair.row.within:
            key = (pair.b.estimand, pair.row.verdict)
            reasons.setdefault(key, []).append(pair.row.reason)
    whom = several_populations(comparison)
    ranges = by_weight(comparison)
    widest = ranges[0]
    across = _widest_across(comparison, pairs, widest)
    found = [
        _finding(comparison, one, whom, reasons.get((one.row.estimand, one.row.verdict), []))
        for one in ranges
    ]
    disputed = [one for one in found if one.range.row.verdict in VERDICTS]
    first = next((one for one in disputed if one.range.row.estimand == widest.row.estimand), None)
    told = headline_across(comparison, across) if across else headline(comparison, widest)
    first = None if across else first
    return Answer(
        told, first, tuple(one for one in disputed if one is not first),
        tuple(one for one in found if one.range.row.verdict not in VERDICTS),
        tuple(totals(comparison)), tuple(_definitions(comparison)),
    )  # fmt: skip


def _widest_across(
    comparison: Comparison, pairs: Sequence[ClaimedPair], widest: ClaimedRange
) -> ClaimedPair | None:
    """The contradiction across definitions (R6) that is wider than all within one count (R5)."""
    nested = [pair for pair in pairs if pair.row.within]
    if not nested:
        return None
    found = max(nested, key=lambda pair: times_apart(pair.row.ratio))
    verdict, row = widest.row.verdict, widest.row
    ratio = comparison.worst_pairs[row.estimand].ratio if verdict == "conflict" else 1.0
    return found if times_apart(found.row.ratio) > times_apart(ratio) else None


def by_weight(comparison: Comparison) -> list[ClaimedRange]:
    """The counts in the order of a page, and of the panels of a chart.

    The widest dispute comes first: of the counts with the worst verdict, wholes before parts, the
    one furthest apart. Then come those of several origins before those of one alone; of either
    wholes before parts, of these the worst verdict, the most origins and the widest apart first.
    """
    ranges = list(claimed_ranges(comparison).values())
    depth = _depths(ranges)

    def widest(one: ClaimedRange) -> tuple[int, int, float]:
        worst, _, ratio = _weight(comparison, one)
        return worst, depth[one.row.estimand], ratio

    def weight(one: ClaimedRange) -> tuple[bool, int, int, int, float]:
        alone = one.row.verdict not in VERDICTS
        return alone, depth[one.row.estimand], *_weight(comparison, one)

    first = min(ranges, key=widest) if ranges else None
    rest = sorted((one for one in ranges if one is not first), key=weight)
    return [*([first] if first else []), *rest]


def _weight(comparison: Comparison, one: ClaimedRange) -> tuple[int, int, float]:
    """Sorts counts: the worst verdict first, then most origins, then the widest apart."""
    verdict = one.row.verdict
    if verdict not in VERDICTS:
        return 1 + (verdict == "unknown"), 0, 0
    pair = comparison.worst_pairs[one.row.estimand]
    return -VERDICTS.index(verdict), -one.row.origins, -pair.ratio


def _depths(ranges: Sequence[ClaimedRange]) -> dict[int, int]:
    """How deep below a whole that is counted too each count stands, declared or by comma."""
    names = {
        column: {getattr(one.row, column) for one in ranges} for column in ("population", "place")
    }
    return {
        one.row.estimand: max(
            one.reading.depth,
            sum(
                outer in others
                for column, others in names.items()
                for outer in endings(getattr(one.row, column))
            ),
        )
        for one in ranges
    }


def totals(comparison: Comparison) -> Iterator[str]:
    """What is counted, by how many, how it stands, as of when."""
    estimates, measures = comparison.estimates, comparison.alignment.parsed.ledger.measures
    places = list(filter(None, estimates.cells("place").used))
    labels = [label_text(measures, name) for name in estimates.cells("measure").used]
    whom = estimates.cells("population").used
    who = (
        joined(whom)
        if len(whom) <= _MOST_NAMES
        else (say_some(len(whom), "{n} population", "{n} populations"))
    )
    if 0 < len(places) <= _MOST_NAMES:
        who = say("{people} in {place}", people=who, place=joined(places))
    what = clauses(labels) if len(labels) <= _MOST_LABELS else (
        say_some(len(labels), "{n} measure", "{n} measures")
    )  # fmt: skip
    yield say("What is counted: {people}: {measures}.", people=who, measures=what)
    sources, verdicts = comparison.sources, list(comparison.ranges.cells("verdict"))
    figures, origins = sum(comparison.counts.values()), len(sources.cells("origin").used)
    yield say(
        "{figures} of {sources}, which rest on {origins}, speak of {different_counts}: {tally}.",
        figures=say_some(figures, "{n} published figure", "{n} published figures"),
        sources=say_some(len(sources), "{n} source", "{n} sources"),
        origins=say_some(origins, "{n} independent origin", "{n} independent origins"),
        different_counts=say_some(len(verdicts), "one count", "{n} different counts"),
        tally=tally_text(Counter(verdicts), counted()),
    )
    yield say("As of: {known}.", known=as_of_text(comparison))


def _definitions(comparison: Comparison) -> Iterator[str]:
    """What definition explains, and what it does not."""
    kinds = len(comparison.ranges.cells("measure").used)
    if kinds > 1:
        yield say(
            "Definition explains the rest: these are {n} different measures, and a figure of one "
            "is not held against a figure of another unless the one count lies inside the other.",
            n=number(kinds),
        )
    bases = comparison.ranges.cells("basis").used
    if len(bases) > 1:
        yield say(
            "Not all were counted in one way: {bases} are different counts. Only what is "
            "documented is held against a total, which it cannot exceed.",
            bases=joined(map(basis_text, bases)),
        )
    across = sum(map(bool, comparison.discrepancies.cells("within")))
    if across:
        yield say_some(
            across,
            "{n} pair of figures cannot both be true although they count different things, since "
            "one of the counts lies inside the other.",
            "{n} pairs of figures cannot both be true although they count different things, since "
            "one of the counts lies inside the other.",
        )


def _finding(comparison: Comparison, one: ClaimedRange, whom: bool, reasons: list[str]) -> Finding:
    row = one.row
    label = label_text(comparison.alignment.parsed.ledger.measures, row.measure)
    population = row.population if whom else ""
    said = tuple(sentences(one, reasons))
    return Finding(one, counted_text(row, label), population, since_text(row.since), said)
