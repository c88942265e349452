"""What is said of the ratios by side (R11): in words only where the interval leaves out 1."""

from __future__ import annotations

from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST
from reconcile.comparison.schema import SideRatio
from reconcile.comparison.side_ratios import CONFIDENCE
from reconcile.notation.speech import digits, say
from reconcile.notation.words import joined, number, say_some, times

WIDER = (30, 180)  # days; windows that are tried where the one that was asked for gives nothing
KNOWN = (
    "Whose people are counted is known where the population names one side of sources.csv alone; "
    "of others nothing is said. The interval is exact for pairs that are independent of each "
    "other, which a source's successive totals are not: it is then too narrow."
)


def coverage_text(row: SideRatio) -> str:
    """How sure the interval is."""
    return say("{number} %", number=digits(f"{row.coverage * 100:.3g}"))


def _people(side: str, whose: str) -> str:
    return say("its own people") if side == whose else say("people of {side}", side=whose)


def side_sentences(comparison: Comparison) -> list[str]:
    """The ratios by side of which the interval leaves out 1, as sure as it is asked to be."""
    return [
        say(
            "of {people} those who speak for {side} count {ratio} as many as all others do: the "
            "median of {pairs}, {least} to {most} with {percent}",
            people=_people(row.side, row.counted),
            side=row.side,
            ratio=times(row.ratio),
            pairs=say_some(row.pairs, "{n} pair", "{n} pairs"),
            least=times(row.ratio_low),
            most=times(row.ratio_high),
            percent=coverage_text(row),
        )
        for row in comparison.side_ratios.table.rows(SideRatio)
        if row.coverage >= CONFIDENCE and not row.ratio_low <= 1 <= row.ratio_high
    ]


def side_notes(comparison: Comparison) -> list[str]:
    """What the table leaves out and why, and how what it holds is known."""
    found, told = comparison.side_ratios, side_sentences(comparison)
    if not len(found.table):
        told.append(
            f"no side's figures can be matched {LEAST} times with those of others on people of one "
            "side; below that nothing is said"
        )
    elif not told:
        told.append(
            f"no interval of {CONFIDENCE * 100:.0f} % leaves out ×1: no difference is told in words"
        )
    if found.fewer:
        which = (f"{side} on {_people(side, whose)}" for side, whose in found.fewer)
        told.append(f"fewer than {LEAST} pairs: {joined(which)}")
    if found.unnamed:
        told.append(f"belong to no one side by their name: {joined(found.unnamed)}")
    return [*told, KNOWN] if len(found.table) else told


def wider_texts(comparison: Comparison) -> list[str]:
    """How many pairs of sources could be matched often enough within longer windows."""
    wider = [days for days in WIDER if days > comparison.window]
    could = [
        say(
            "{n} within {days} days",
            n=number(len(comparison.ratios_within(days).table)),
            days=f"{days}",
        )
        for days in wider
    ]
    if not could:
        return []
    return [
        say("pairs of sources that can be with a longer --window: {found}", found=joined(could))
    ]
