"""What is said of the ratios by side (R11): in words only where the interval leaves out 1."""

from __future__ import annotations

from reconcile.aligning.estimates import rows_of
from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST
from reconcile.comparison.schema import SideRatio
from reconcile.comparison.side_ratios import CONFIDENCE
from reconcile.notation.words import joined, number, several, times

WIDER = (30, 180)  # days; windows that are tried where the one that was asked for gives nothing
KNOWN = (
    "Whose people are counted is known where the population names one side of sources.csv alone; "
    "of others nothing is said. The interval is exact for pairs that are independent of each "
    "other, which a source's successive totals are not: it is then too narrow."
)


def coverage_text(row: SideRatio) -> str:
    """How sure the interval is."""
    return f"{row.coverage * 100:.3g} %"


def _people(side: str, whose: str) -> str:
    return "its own people" if side == whose else f"people of {whose}"


def side_sentences(comparison: Comparison) -> list[str]:
    """The ratios by side of which the interval leaves out 1, as sure as it is asked to be."""
    return [
        f"of {_people(row.side, row.counted)} those who speak for {row.side} count "
        f"{times(row.ratio)} as many as all others do: the median of {several(row.pairs, 'pair')}, "
        f"{times(row.ratio_low)} to {times(row.ratio_high)} with {coverage_text(row)}"
        for row in rows_of(SideRatio, comparison.side_ratios.table)
        if row.coverage >= CONFIDENCE and not row.ratio_low <= 1 <= row.ratio_high
    ]


def side_notes(comparison: Comparison) -> list[str]:
    """What the table leaves out and why, and how what it holds is known."""
    found, told = comparison.side_ratios, side_sentences(comparison)
    if not told:
        told.append(
            f"no interval of {CONFIDENCE * 100:.0f} % leaves out ×1: no difference is told in words"
        )
    if found.fewer:
        which = (f"{side} on {_people(side, whose)}" for side, whose in found.fewer)
        told.append(f"fewer than {LEAST} pairs: {joined(which)}")
    if found.unnamed:
        told.append(f"belong to no one side by their name: {joined(found.unnamed)}")
    return [*told, KNOWN]


def wider_texts(comparison: Comparison) -> list[str]:
    """How many pairs of sources could be matched often enough within longer windows."""
    wider = [days for days in WIDER if days > comparison.window]
    could = [
        f"{number(len(comparison.ratios_within(days).table))} within {days} days" for days in wider
    ]
    return (
        [f"pairs of sources that can be with a longer --window: {joined(could)}"] if could else []
    )
