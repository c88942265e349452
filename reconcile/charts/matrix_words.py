"""The sentences of the chart of discrepancies: its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reconcile.charts.captions import VERDICTS, conditions, footnotes, sources_text
from reconcile.charts.claims import Claim
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.comparison.verdicts import VERDICTS as OF_PAIRS
from reconcile.errors import excerpt
from reconcile.notation.words import joined, times
from reconcile.wording.claim_texts import claim_text

_MOST, _NAME = 60, 60
_MEANING = {
    **VERDICTS,
    "undetermined": "the dates are too vague to tell whether both can be true, or a source gave no "
    "number",
}


def nothing_text(comparison: Comparison) -> str:
    """Why there is nothing to draw."""
    return (
        "Nothing can be drawn: no two sources have a current figure for the same count. "
        f"{conditions(comparison)}"
    )


def caption(
    comparison: Comparison, claims: Sequence[Claim], verdicts: Iterable[str],
    left_out: Sequence[str],
) -> list[str]:  # fmt: skip
    """The paragraphs under a chart of `claims`; `left_out` says what it lacks."""
    used = set(verdicts)
    meaning = "; ".join(f"{name}: {text}" for name, text in _MEANING.items() if name in used)
    notes = [*left_out, *_elsewhere(comparison), *_shared(comparison, claims)]
    return [
        conditions(comparison),
        *([f"{meaning[0].upper()}{meaning[1:]}."] if meaning else []),
        *([" ".join(notes)] if notes else []),
        *footnotes(comparison, claims),
        *([sources_text(comparison, claims)] if claims else []),
    ]


def _elsewhere(comparison: Comparison) -> list[str]:
    """How many pairs contradict each other across definitions (R6), which have no cell."""
    count = int((comparison.discrepancies["within"] != "").sum())
    words = "Pairs of different definitions that cannot both be true, not drawn, see the table"
    return [f"{words}: {number(count)}."] if count else []


def _shared(comparison: Comparison, claims: Iterable[Claim]) -> list[str]:
    """Which sources rest on the same one: their agreement says little."""
    origins = comparison.sources.set_index("source")["origin"]
    groups: dict[str, list[str]] = {}
    for source in sorted({claim.source for claim in claims}):
        groups.setdefault(str(origins.get(source, source)), []).append(excerpt(source, _NAME))
    return [
        f"{joined(names)} all rest on {excerpt(origin, _NAME)}."
        if len(names) > 2
        else f"{joined(names)} both rest on {excerpt(origin, _NAME)}."
        for origin, names in groups.items()
        if len(names) > 1
    ][:8]


def tally(pairs: Sequence[Any]) -> str:
    """How many pairs have each verdict, worst first."""
    verdicts = [pair.verdict for pair in pairs]
    parts = [
        f"{number(verdicts.count(name))} {name}" for name in reversed(OF_PAIRS) if name in verdicts
    ]
    count = f"{number(len(pairs))} pair{'' if len(pairs) == 1 else 's'}"
    return f"{count}: {', '.join(parts)}"


def details(comparison: Comparison, pairs: Sequence[Any]) -> str:
    """The tally of an estimand, and why its worst pair has its verdict."""
    worst = pairs[0]
    if worst.verdict == "agree":
        return f"{tally(pairs)}."
    return f"{tally(pairs)}. {_pair(comparison, worst)}: {worst.reason}."


def _pair(comparison: Comparison, pair: Any) -> str:
    """Both claims of a pair and their ratio."""
    sides = joined(claim_text(comparison.claims[number]) for number in pair.Index)
    return f"{sides}, {times(pair.ratio)}" if pair.ratio > 0 else sides


def alt_text(
    comparison: Comparison, title: str, entries: Sequence[tuple[str, Any, Sequence[Any]]]
) -> str:
    """The chart in sentences: for every count the tally, the verdict and the pairs, worst first."""
    sentences = [f"{title}: how far apart every two sources are. {conditions(comparison)}"]
    if not entries:
        sentences = [f"{title}: how far apart every two sources are. {nothing_text(comparison)}"]
    room = _MOST
    for name, row, pairs in entries:
        told = [f"{_pair(comparison, pair)}, {pair.verdict}" for pair in pairs[:room]]
        room -= len(told)
        more = len(pairs) - len(told)
        told += [f"and {number(more)} more"] if more and told else []
        listed = f" {'; '.join(told)}." if told else ""
        sentences.append(f"{name}: {tally(pairs)}. Verdict: {row.verdict}.{listed}")
    return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")
