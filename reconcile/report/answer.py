"""What a report opens with: the answer, in sentences made from the data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reconcile.comparison import Comparison
from reconcile.comparison.reasons import counts, number
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.dates import in_words, iso
from reconcile.tables.ranges_table import by_estimand, claimed
from reconcile.wording.phrases import claim_text, joined, known_text, since_text, source_text

_KINDS = {
    "conflict": "in conflict",
    "undetermined": "cannot be settled",
    "timing": "explained by time",
    "agree": "in agreement",
    "single": "resting on one origin",
    "unknown": "without a number",
}


@dataclass(frozen=True)
class Finding:
    """What is claimed of one estimand: its names, the span, the verdict, and sentences.

    `estimand` is the number of its range, `ends` are those of the lowest and the highest estimate;
    `population` is empty where there is only one.
    """

    estimand: int
    measure: str
    population: str
    place: str
    since: str
    span: str
    verdict: str
    sentences: tuple[str, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """The sentences first, then what several origins speak of, worst first, then the others."""

    lead: tuple[str, ...]
    disputed: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    definitions: tuple[str, ...]


def answer(comparison: Comparison) -> Answer:
    """The answer of one case."""
    claims = by_estimand(comparison)
    entries = sorted(
        comparison.ranges.itertuples(),
        key=lambda row: (-_severity(row.verdict), -row.origins),
    )
    several = len(set(comparison.estimates["population"])) > 1
    found = [_finding(comparison, row, claims[row.Index], several) for row in entries]
    disputed = tuple(finding for finding in found if finding.verdict in VERDICTS)
    alone = tuple(finding for finding in found if finding.verdict not in VERDICTS)
    return Answer(tuple(_lead(comparison)), disputed, alone, tuple(_definitions(comparison)))


def _severity(verdict: str) -> int:
    return VERDICTS.index(verdict) if verdict in VERDICTS else -1


def tally(comparison: Comparison) -> str:
    """How many counts there are and how they stand: `13 different counts: 1 in conflict, …`."""
    verdicts = comparison.ranges["verdict"].tolist()
    parts = [
        f"{verdicts.count(name):,} {words}" for name, words in _KINDS.items() if name in verdicts
    ]
    count = "one count" if len(verdicts) == 1 else f"{len(verdicts):,} different counts"
    return f"{count}: {', '.join(parts)}"


def as_of_text(comparison: Comparison) -> str:
    """As of when: the cut, and the day of the newest publication inside it."""
    days = comparison.estimates["published_first"].to_numpy()
    dated = days[np.isfinite(days)]
    newest = f", the newest of {in_words(iso(dated.max()))}" if len(dated) else ""
    return f"{known_text(comparison.alignment.cut)}{newest}"


def _lead(comparison: Comparison) -> Iterator[str]:
    """What is counted, by how many, how it stands, as of when."""
    estimates, measures = comparison.estimates, comparison.alignment.parsed.ledger.measures
    places = [name for name in dict.fromkeys(estimates["place"]) if name]
    labels = [measures[name].label for name in dict.fromkeys(estimates["measure"])]
    where = f" in {joined(places)}" if 0 < len(places) < 6 else ""
    whom = list(dict.fromkeys(estimates["population"]))
    who = joined(whom) if len(whom) < 6 else f"{len(whom):,} populations"
    what = "; ".join(labels) if len(labels) < 12 else f"{len(labels):,} measures"
    yield f"What is counted: {who}{where}: {what}."
    sources = comparison.sources
    rows = sum(comparison.counts.values())
    yield (
        f"{_counted(rows, 'published figure')} of {_counted(len(sources), 'source')}, which rest "
        f"on {_counted(sources['origin'].nunique(), 'independent origin')}, speak of "
        f"{tally(comparison)}."
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
    across = int((comparison.discrepancies["within"] != "").sum())
    if across:
        yield (
            f"{_counted(across, 'pair')} of figures cannot both be true although they count "
            "different things, since one of the counts lies inside the other."
        )


def _finding(comparison: Comparison, row: Any, claims: Sequence[Any], several: bool) -> Finding:
    measure = comparison.alignment.parsed.ledger.measures[row.measure].label
    said = [claim for claim in claims if not claim.unknown]
    low = min(said, key=lambda claim: claim.point, default=None)
    high = max(said, key=lambda claim: claim.point, default=None)
    ends = tuple(dict.fromkeys(claim.number for claim in (low, high) if claim is not None))
    sentences = (
        [*_span(row, low, high), *_allowed(row), *_why(comparison, row)]
        if row.sources > 1
        else [f"{claim_text(claim)}." for claim in claims]
    )
    silent = [source_text(claim) for claim in claims if claim.unknown]
    if silent and row.sources > 1:
        sentences.append(f"{joined(silent)} spoke of it and gave no number.")
    population = row.population if several else ""
    return Finding(
        row.Index, measure, population, row.place, since_text(row.since), claimed(claims),
        row.verdict, tuple(sentences), ends,
    )  # fmt: skip


def _span(row: Any, low: Any, high: Any) -> Iterator[str]:
    """How many speak of it, and who stands at each end."""
    who = f"{_counted(row.sources, 'source')} of {_counted(row.origins, 'independent origin')}"
    if row.low == row.high:
        yield f"{who}, all at {number(row.low)}."
    else:
        above = "; no upper limit is given" if row.open_above else ""
        yield f"{who}, from {claim_text(low)} to {claim_text(high)}{above}."


def _allowed(row: Any) -> Iterator[str]:
    """The counts that all claims allow, or that most do."""
    if not math.isnan(row.agreed_lower):
        upper = math.inf if math.isnan(row.agreed_upper) else row.agreed_upper
        yield f"All claims allow {counts(row.agreed_lower, upper)}."
        return
    most = ""
    if row.supported_by > 1:
        upper = math.inf if math.isnan(row.supported_upper) else row.supported_upper
        allowed = counts(row.supported_lower, upper)
        most = f"; {row.supported_by:,} of {row.origins:,} origins allow {allowed}"
    yield f"No count is allowed by all{most}."


def _why(comparison: Comparison, row: Any) -> Iterator[str]:
    """The reason of the first pair with the verdict, and how many pairs have it."""
    pairs = _pairs(comparison).get((row.Index, row.verdict), [])
    opening = {
        "conflict": "In conflict",
        "undetermined": "It cannot be settled",
        "timing": "Time explains it",
    }.get(row.verdict)
    if not opening or not pairs:
        return
    more = f" (the first of {len(pairs):,} such pairs below)" if len(pairs) > 1 else ""
    yield f"{opening}{more}: {pairs[0].reason}."


def _pairs(comparison: Comparison) -> dict[tuple[int, str], list[Any]]:
    """The pairs of one estimand by it and their verdict, worst first."""
    found: dict[tuple[int, str], list[Any]] = {}
    for pair in comparison.discrepancies.itertuples():
        if not pair.within:
            estimand = comparison.claims[pair.Index[1]].estimand
            found.setdefault((estimand, pair.verdict), []).append(pair)
    return found


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
