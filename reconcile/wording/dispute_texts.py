"""What is said of the disputes of a case that is too large to be shown whole."""

from __future__ import annotations

import math
import shlex
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.disputes import BetweenSources, Disputes
from reconcile.notation.speech import say
from reconcile.notation.words import joined, number, say_some, times
from reconcile.wording.claim_texts import claim_text, where_text
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.pair_texts import tally_text
from reconcile.wording.verdict_words import counted

MOST_BETWEEN = 10


class ToldBetween(NamedTuple):
    """Two sources, how often they contradict each other, and how far apart they are at most."""

    sources: str
    often: str
    apart: str


def extent_text(whole: Comparison, shown: Comparison) -> str:
    """That a case is too large to be shown whole, and what is shown of it."""
    counts, told = len(whole.ranges), len(shown.ranges)
    verdicts = tally_text(Counter(whole.ranges.cells("verdict")), counted())
    return say_some(
        told,
        "This case has {rows} and {counts}: {verdicts}. That is more than can be read here: "
        "lists are of the one furthest apart, the tables of all.",
        "This case has {rows} and {counts}: {verdicts}. That is more than can be read here: "
        "lists are of the {n} furthest apart, the chart of fewer, the tables of all.",
        rows=say_some(sum(whole.counts.values()), "{n} row", "{n} rows"),
        counts=say_some(counts, "{n} count", "{n} counts"),
        verdicts=verdicts,
    )


def between_told(disputes: Disputes) -> list[ToldBetween]:
    """The pairs of sources that contradict each other most often."""
    return list(map(_between, disputes.between[:MOST_BETWEEN]))


def _between(one: BetweenSources) -> ToldBetween:
    often = say("{some} of {all}", some=number(one.conflicts), all=pairs_text(one.of))
    apart = say("one says none") if math.isinf(one.ratio) else times(one.ratio)
    return ToldBetween(joined(one.sources), often, apart)


def pairs_text(count: int) -> str:
    """How many pairs: `3 pairs`."""
    return say_some(count, "{n} pair", "{n} pairs")


def causes_told(disputes: Disputes) -> list[str]:
    """How many pairs of figures do not agree for which cause."""
    return [_cause(name, pairs_text(count)) for name, count in disputes.causes.items()]


def _cause(name: str, pairs: str) -> str:
    return {
        "inside": say("{pairs} contradict, one count lying inside the other", pairs=pairs),
        "same day": say("{pairs} contradict, being of one day", pairs=pairs),
        "fall": say("{pairs} contradict, since a running total would have to fall", pairs=pairs),
        "rise": say("{pairs} contradict, since no source's own figures rise as fast", pairs=pairs),
        "undetermined": say("{pairs} cannot be told apart by what is known", pairs=pairs),
        "timing": say("{pairs} are explained by dates", pairs=pairs),
    }[name]


def most_disputed_text(disputes: Disputes) -> str:
    """Which figure stands in most contradictions; nothing where none stands in several."""
    most, comparison = disputes.most_disputed, disputes.comparison
    if most is None or most.conflicts < 2:
        return ""
    row = comparison.claims[most.number]
    return say(
        "Most contradictions have {claim} ({rows}) on one side: without it, {some} of {all} are "
        "gone.",
        claim=f"{claim_text(row)}, {estimand_text(row)}",
        rows=where_text(comparison.alignment.where(most.number)),
        some=number(most.conflicts),
        all=say_some(most.of, "{n} contradiction", "{n} contradictions"),
    )


def left_to_commands(case: str, *, bounded: bool) -> Iterator[str]:
    """What of a large case is not worked out in its report, and the commands that do it."""
    name = shlex.quote(case)
    known = f"reconcile compare --case {name} --known-by DATE"
    yield say("What was known when is told by: {command}", command=known)
    if not bounded:
        possible = f"reconcile bounds --case {name}"
        yield say("What all the claims leave possible is told by: {command}", command=possible)
