"""The sentences of the chart of ratios (R11): its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reconcile.charts.captions import footnotes, sources_text
from reconcile.charts.claims import Claim
from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST
from reconcile.notation.words import days, joined, times
from reconcile.wording.case_texts import known_text

DESCRIPTION = (
    "A description of what was published, never a correction: it does not show which source is "
    "right, and a steady ratio can come from another way of counting."
)
_MOST = 60


def nothing_text(comparison: Comparison) -> str:
    """Why there is nothing to draw."""
    return (
        f"Nothing can be drawn: no two sources speak of the same count {LEAST} times or more at "
        f"dates at most {days(comparison.window)} apart."
    )


def caption(comparison: Comparison, claims: Sequence[Claim], left_out: Sequence[str]) -> list[str]:
    """The paragraphs under a chart that is made of `claims`; `left_out` says what it lacks."""
    matching = (
        f"{_known(comparison)} Matched are two figures of the same count whose dates are at most "
        f"{days(comparison.window)} apart, the nearest in time, each once; earlier and stale "
        f"figures count too. With fewer than {LEAST} such pairs nothing is shown."
    )
    notes = [*left_out, *_unmatched(comparison)]
    return [
        matching,
        DESCRIPTION,
        *([" ".join(notes)] if notes else []),
        *footnotes(comparison, claims),
        *([sources_text(comparison, claims)] if claims else []),
    ]


def _known(comparison: Comparison) -> str:
    text = known_text(comparison.alignment.cut)
    return f"{text[0].upper()}{text[1:]}."


def _unmatched(comparison: Comparison) -> list[str]:
    """What gave no ratio, in sentences, and which two sources rest on one."""
    found = comparison.ratios
    said = (
        (f"Pairs of sources with fewer than {LEAST} pairs of figures", found.fewer),
        ("Pairs of figures left out, since there is no ratio to 0", len(found.zeros)),
        ("Figures without a date or with one too vague", found.unplaced),
    )
    origins = comparison.sources.set_index("source")["origin"]
    one = [
        f"{joined(sorted((row.source_a, row.source_b)))} both rest on {origins[row.source_a]}."
        for row in found.table.itertuples()
        if origins.get(row.source_a) == origins.get(row.source_b)
    ]
    return [*(f"{words}: {count:,}." for words, count in said if count), *one[:8]]


def alt_text(comparison: Comparison, title: str, rows: Sequence[Any]) -> str:
    """The chart in sentences: for every two sources the median, the ends and how many pairs."""
    sentences = [f"{title}: ratios between sources. {_known(comparison)}"]
    if not rows:
        sentences.append(nothing_text(comparison))
    sentences += [
        f"{row.source_b} to {row.source_a}: median {times(row.ratio)}, from "
        f"{times(row.ratio_low)} to {times(row.ratio_high)}, {row.pairs:,} pairs."
        for row in rows[:_MOST]
    ]
    if len(rows) > _MOST:
        sentences.append(f"And {len(rows) - _MOST:,} more.")
    return " ".join([*sentences, DESCRIPTION])
