"""The sentences of the chart of discrepancies: its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reconcile.charts.page.captions import (
    and_more,
    conditions,
    left_out,
    meanings,
    same_day,
    short,
)
from reconcile.charts.page.claims import Claim
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Discrepancy, Range
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.speech import mark, say
from reconcile.notation.words import headed, joined, number, say_some, times
from reconcile.wording.claim_texts import claim_text
from reconcile.wording.source_texts import both_rest_on
from reconcile.wording.verdict_words import MEANT, plain, verdict_text

_MOST, _MOST_ORIGINS = 60, 8  # so that what is read aloud, or printed below, has an end
_MEANING = {
    **MEANT,
    "undetermined": mark(
        "nothing known tells whether both can be true, or a source gave no number"
    ),
}


def nothing_text(comparison: Comparison) -> str:
    """Why there is nothing to draw."""
    nothing = say("Nothing can be drawn: no two sources have a current figure for the same count.")
    return f"{nothing} {conditions(comparison)}"


def caption(
    comparison: Comparison, claims: Sequence[Claim], verdicts: Iterable[str],
    lacking: Sequence[tuple[str, int]], pairs: Sequence[Discrepancy],
) -> list[str]:  # fmt: skip
    """The paragraphs under a chart of `claims`, which is `lacking` something."""
    numbers = {claim.number for claim in claims}
    earlier = [_pair(comparison, p) for p in pairs if not {p.a, p.b} <= numbers]
    notes = [*left_out(*lacking), *_elsewhere(comparison), *_shared(comparison, claims)]
    return [
        conditions(comparison),
        *meanings(verdicts, _MEANING),
        *same_day(earlier),
        *([" ".join(notes)] if notes else []),
    ]


def _elsewhere(comparison: Comparison) -> list[str]:
    """How many pairs contradict each other across definitions (R6), which have no cell."""
    count = sum(map(bool, comparison.discrepancies.cells("within")))
    words = mark(
        "Pairs of different definitions that cannot both be true, not drawn, see the table"
    )
    return left_out((words, count))


def _shared(comparison: Comparison, claims: Iterable[Claim]) -> list[str]:
    """Which sources rest on the same one: their agreement says little."""
    listed = comparison.sources
    origins = dict(zip(listed.cells("source"), listed.cells("origin"), strict=True))
    groups: dict[str, list[str]] = {}
    for source in sorted({claim.source for claim in claims}):
        groups.setdefault(origins.get(source, source), []).append(short(source))
    return [
        f"{both_rest_on(names, short(origin))}."
        for origin, names in groups.items()
        if len(names) > 1
    ][:_MOST_ORIGINS]


def _tally(pairs: Sequence[Discrepancy]) -> str:
    """How many pairs have each verdict, worst first."""
    verdicts = [pair.verdict for pair in pairs]
    counted = [(verdicts.count(name), name) for name in reversed(VERDICTS)]
    parts = [f"{number(count)} {plain(name)}" for count, name in counted if count]
    told = ", ".join(parts)
    return say_some(len(pairs), "{n} pair: {verdicts}", "{n} pairs: {verdicts}", verdicts=told)


def details(comparison: Comparison, pairs: Sequence[Discrepancy]) -> str:
    """The tally of an estimand, and why its worst pair has its verdict."""
    worst = pairs[0]
    if worst.verdict == "agree":
        return f"{_tally(pairs)}."
    return f"{_tally(pairs)}. {headed(_pair(comparison, worst), worst.reason)}."


def _pair(comparison: Comparison, pair: Discrepancy) -> str:
    """Both claims of a pair and their ratio."""
    sides = joined(claim_text(comparison.by_number[number]) for number in (pair.a, pair.b))
    return f"{sides}, {times(pair.ratio)}" if pair.ratio > 0 else sides


def words_of(
    comparison: Comparison, entries: Sequence[tuple[str, Range, Sequence[Discrepancy]]]
) -> str:
    """The chart in sentences: for every count the tally, the verdict and the pairs, worst first."""
    about = conditions(comparison) if entries else nothing_text(comparison)
    sentences, room = [f"{say('how far apart every two sources are.')} {about}"], _MOST
    for name, row, pairs in entries:
        told = [f"{_pair(comparison, pair)}, {plain(pair.verdict)}" for pair in pairs[:room]]
        room -= len(told)
        listed = f" {and_more(told, len(pairs))}." if told else ""
        tally = headed(name, _tally(pairs))
        sentences.append(f"{tally}. {verdict_text(row.verdict)}{listed}")
    return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")
