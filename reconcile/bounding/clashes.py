"""Pairs of claims that cannot both be true, by the rules for pairs (R5 and R6 without a window)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.comparison.nest_conflicts import contradictions
from reconcile.comparison.verdicts import CONFLICT, Judgement, Verdicts, ordered, verdicts
from reconcile.notation.measures import Measures

MOST_PARTNERS = 10  # more pairs with one claim would say the same again and again


def clashing(measures: Measures, estimates: pd.DataFrame) -> dict[int, list[int]]:
    """For each claim the others that it contradicts on its own, the most plainly first.

    `estimates` are those that count, of one case; claims are named by the numbers of theirs. Of
    many partners `MOST_PARTNERS` are named. Two figures of a measure that sources define
    differently, or counted from a vague day on, may both be true here: each may mean another sum,
    or another day. Nor do two of different days contradict where the measure may fall.
    """
    frame = ordered(estimates)
    rows = rows_of(Estimate, frame)
    found: dict[int, list[tuple[float, int]]] = {}
    rule = Judgement(0, measures=measures)
    for block in (*verdicts(frame, rule), contradictions(frame, rule)):
        for one, other in _sides(rows, block):
            plain = _misfit(one, other)
            found.setdefault(one.number, []).append((-plain, other.number))
            found.setdefault(other.number, []).append((-plain, one.number))
    return {
        claim: [other for _, other in sorted(others)[:MOST_PARTNERS]]
        for claim, others in found.items()
    }


def _sides(rows: Sequence[Estimate], block: Verdicts) -> Iterator[tuple[Estimate, Estimate]]:
    bad = block.verdict == CONFLICT
    for a, b in zip(block.a[bad].tolist(), block.b[bad].tolist(), strict=True):
        if not _vague_start(rows[a], rows[b]):
            yield rows[a], rows[b]


def _vague_start(one: Estimate, other: Estimate) -> bool:
    """Whether the two may be counted from different days after all."""
    same = (one.since_first, one.since_last) == (other.since_first, other.since_last)
    return same and -math.inf < one.since_first < one.since_last


def _misfit(one: Estimate, other: Estimate) -> float:
    """How many times the higher claim's least count is the lower one's greatest."""
    low, high = (one, other) if one.upper < other.lower else (other, one)
    return (high.lower + 1) / (low.upper + 1)
