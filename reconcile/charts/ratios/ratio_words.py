"""The sentences of the chart of ratios (R11): its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.charts.page.captions import left_out, sentence
from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST
from reconcile.comparison.schema import SourceRatio
from reconcile.notation.speech import mark, say
from reconcile.notation.words import days, number, times
from reconcile.wording.case_texts import known_text
from reconcile.wording.source_texts import one_origin

DESCRIPTION = mark(
    "A description of what was published, never a correction: it does not show which source is "
    "right, and a steady ratio can come from another way of counting."
)
_MOST, _MOST_ORIGINS = 60, 8  # so that what is read aloud, or printed below, has an end


def nothing_text(comparison: Comparison) -> str:
    """Why there is nothing to draw."""
    return say(
        "Nothing can be drawn: no two sources speak of the same count {n} times or more at dates "
        "at most {days} apart.",
        n=number(LEAST), days=days(comparison.window),
    )  # fmt: skip


def caption(comparison: Comparison, rows: int, dots: int) -> list[str]:
    """The paragraphs under a chart that has no room for so many pairs of sources and ratios."""
    found, window = comparison.ratios, days(comparison.window)
    matching = say(
        "Matched are two figures of the same count whose dates are at most {days} apart, the "
        "nearest in time, each once; earlier and stale figures count too. With fewer than {n} such "
        "pairs nothing is shown.",
        days=window, n=number(LEAST),
    )  # fmt: skip
    lacking = left_out(
        (mark("Pairs of sources left out for want of room, with the fewest figures"), rows),
        (mark("Ratios without a mark for want of room"), dots),
        (_few_pairs(), found.fewer),
        (mark("Pairs of figures left out, since there is no ratio to 0"), len(found.zeros)),
        (mark("Figures without a date or with one too vague"), found.unplaced),
    )
    notes = [*lacking, *_shared(comparison)]
    return [
        f"{_known(comparison)} {matching}",
        say(DESCRIPTION),
        *([" ".join(notes)] if notes else []),
    ]


def _few_pairs() -> str:
    return say("Pairs of sources with fewer than {n} pairs of figures", n=number(LEAST))


def _known(comparison: Comparison) -> str:
    return sentence(known_text(comparison.alignment.cut))


def _shared(comparison: Comparison) -> list[str]:
    """Which two sources rest on one: they need not differ for reasons of their own."""
    return [f"{text}." for text in one_origin(comparison)[:_MOST_ORIGINS]]


def words_of(comparison: Comparison, rows: Sequence[SourceRatio]) -> str:
    """The chart in sentences: for every two sources the median, the ends and how many pairs."""
    sentences = [f"{say('ratios between sources.')} {_known(comparison)}"]
    if not rows:
        sentences.append(nothing_text(comparison))
    sentences += [
        say(
            "{source} to {other_source}: median {ratio}, from {least} to {most}, {n} pairs.",
            source=row.source_b,
            other_source=row.source_a,
            ratio=times(row.ratio),
            least=times(row.ratio_low),
            most=times(row.ratio_high),
            n=number(row.pairs),
        )
        for row in rows[:_MOST]
    ]
    if len(rows) > _MOST:
        sentences.append(say("And {n} more.", n=number(len(rows) - _MOST)))
    return " ".join([*sentences, say(DESCRIPTION)])
