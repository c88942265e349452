"""What is said of the disputes of a case that is too large to be shown whole."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.disputes import BetweenSources, Disputes
from reconcile.notation.words import joined, number, several, times
from reconcile.wording.claim_texts import claim_text, where_text
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.pair_texts import tally_text
from reconcile.wording.verdict_words import COUNTED

_CAUSES = {
    "inside": "contradict, one count lying inside the other",
    "same day": "contradict, being of one day",
    "fall": "contradict, since a running total would have to fall",
    "rise": "contradict, since no source's own figures rise as fast",
    "undetermined": "cannot be told apart by what is known",
    "timing": "are explained by dates",
}
MOST_BETWEEN = 10


class ToldBetween(NamedTuple):
    """Two sources, how often they contradict each other, and how far apart they are at most."""

    sources: str
    often: str
    apart: str


def extent_text(whole: Comparison, shown: Comparison) -> str:
    """That a case is too large to be shown whole, and what is shown of it."""
    counts, told = len(whole.ranges), len(shown.ranges)
    rows = several(sum(whole.counts.values()), "row")
    verdicts = tally_text(whole.ranges["verdict"].tolist(), COUNTED)
    shows = "the one" if told == 1 else f"the {number(told)}"
    return (
        f"This case has {rows} and {several(counts, 'count')}: {verdicts}. That is more than can "
        f"be read here: charts and lists are of {shows} furthest apart, the tables of all."
    )


def between_told(disputes: Disputes) -> list[ToldBetween]:
    """The pairs of sources that contradict each other most often."""
    return list(map(_between, disputes.between[:MOST_BETWEEN]))


def _between(one: BetweenSources) -> ToldBetween:
    often = f"{number(one.conflicts)} of {several(one.of, 'pair')}"
    apart = "one says none" if math.isinf(one.ratio) else times(one.ratio)
    return ToldBetween(joined(one.sources), often, apart)


def causes_told(disputes: Disputes) -> list[str]:
    """How many pairs of figures do not agree for which cause."""
    return [f"{several(count, 'pair')} {_CAUSES[name]}" for name, count in disputes.causes.items()]


def most_disputed_text(disputes: Disputes) -> str:
    """Which figure stands in most contradictions; nothing where none stands in several."""
    most, comparison = disputes.most_disputed, disputes.comparison
    if most is None or most.conflicts < 2:
        return ""
    row = comparison.claims[most.number]
    gone = f"{number(most.conflicts)} of {several(most.of, 'contradiction')}"
    told = f"{claim_text(row)}, {estimand_text(row)}"
    where = where_text(comparison.alignment.where(most.number))
    return f"Most contradictions have {told} ({where}) on one side: without it, {gone} are gone."


def left_to_commands(case: str, *, bounded: bool) -> Iterator[str]:
    """What of a large case is not worked out in its report, and the commands that do it."""
    name = shlex.quote(case)
    yield f"What was known when is told by: reconcile compare --case {name} --known-by DATE"
    if not bounded:
        yield f"What all the claims leave possible is told by: reconcile bounds --case {name}"
