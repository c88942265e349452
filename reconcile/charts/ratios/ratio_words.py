"""The sentences of the chart of ratios (R11): its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.aligning.estimates import rows_of
from reconcile.charts.page.captions import left_out, sentence
from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST
from reconcile.comparison.schema import SourceRatio
from reconcile.notation.words import days, joined, number, times
from reconcile.wording.case_texts import known_text

DESCRIPTION = (
    "A description of what was published, never a correction: it does not show which source is "
    "right, and a steady ratio can come from another way of counting."
)
_MOST, _MOST_ORIGINS = 60, 8  # so that what is read aloud, or printed below, has an end


def nothing_text(comparison: Comparison) -> str:
    """Why there is nothing to draw."""
    return (
        f"Nothing can be drawn: no two sources speak of the same count {LEAST} times or more at "
        f"dates at most {days(comparison.window)} apart."
    )


def caption(comparison: Comparison, rows: int, dots: int) -> list[str]:
    """The paragraphs under a chart that has no room for so many pairs of sources and ratios."""
    found, window = comparison.ratios, days(comparison.window)
    matching = (
        f"{_known(comparison)} Matched are two figures of the same count whose dates are at most "
        f"{window} apart, the nearest in time, each once; earlier and stale "
        f"figures count too. With fewer than {LEAST} such pairs nothing is shown."
    )
    lacking = left_out(
        ("Pairs of sources left out for want of room, with the fewest figures", rows),
        ("Ratios without a mark for want of room", dots),
        (f"Pairs of sources with fewer than {LEAST} pairs of figures", found.fewer),
        ("Pairs of figures left out, since there is no ratio to 0", len(found.zeros)),
        ("Figures without a date or with one too vague", found.unplaced),
    )
    notes = [*lacking, *_shared(comparison)]
    return [matching, DESCRIPTION, *([" ".join(notes)] if notes else [])]


def _known(comparison: Comparison) -> str:
    return sentence(known_text(comparison.alignment.cut))


def _shared(comparison: Comparison) -> list[str]:
    """Which two sources rest on one: they need not differ for reasons of their own."""
    origins = comparison.sources.set_index("source")["origin"]
    return [
        f"{joined(sorted((row.source_a, row.source_b)))} both rest on {origins[row.source_a]}."
        for row in rows_of(SourceRatio, comparison.ratios.table)
        if origins.get(row.source_a) == origins.get(row.source_b)
    ][:_MOST_ORIGINS]


def words_of(comparison: Comparison, rows: Sequence[SourceRatio]) -> str:
    """The chart in sentences: for every two sources the median, the ends and how many pairs."""
    sentences = [f"ratios between sources. {_known(comparison)}"]
    if not rows:
        sentences.append(nothing_text(comparison))
    sentences += [
        f"{row.source_b} to {row.source_a}: median {times(row.ratio)}, from "
        f"{times(row.ratio_low)} to {times(row.ratio_high)}, {number(row.pairs)} pairs."
        for row in rows[:_MOST]
    ]
    if len(rows) > _MOST:
        sentences.append(f"And {number(len(rows) - _MOST)} more.")
    return " ".join([*sentences, DESCRIPTION])
