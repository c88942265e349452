"""Pairs of claims that cannot both be true, by the rules for pairs (R5 and R6 without a window)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.comparison.nest_conflicts import contradictions
from reconcile.comparison.verdicts import CONFLICT, Verdicts, ordered, verdicts
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
    for block in (*verdicts(frame, 0), contradictions(frame, measures, 0)):
        for one, other in _sides(measures, rows, block):
            plain = _misfit(one, other)
            found.setdefault(one.number, []).append((-plain, other.number))
            found.setdefault(other.number, []).append((-plain, one.number))
    return {
        claim: [other for _, other in sorted(others)[:MOST_PARTNERS]]
        for claim, others in found.items()
    }


def _sides(
    measures: Measures, rows: Sequence[Estimate], block: Verdicts
) -> Iterator[tuple[Estimate, Estimate]]:
    bad = block.only(block.verdict == CONFLICT)
    for a, b, day in zip(bad.a.tolist(), bad.b.tolist(), bad.same_day.tolist(), strict=True):
        if not _loose(measures, rows[a], rows[b], day):
            yield rows[a], rows[b]


def _loose(measures: Measures, one: Estimate, other: Estimate, same_day: bool) -> bool:
    """Whether the two may speak of different sums, first days or last days after all."""
    measure = measures[one.measure]
    if one.measure == other.measure and (
        measure.may_include or (measure.may_fall and not same_day)
    ):
        return True
    if _below_another(measures, one.measure, other.measure):
        return True
    same = (one.since_first, one.since_last) == (other.since_first, other.since_last)
    return same and -math.inf < one.since_first < one.since_last


def _below_another(measures: Measures, one: str, other: str) -> bool:
    """Whether one lies within the other only as that is defined at its widest."""
    inner, outer = (one, other) if measures.inside(one, other) else (other, one)
    holds = measures[inner].holds
    return bool(measures[outer].may_include) and not (holds and holds <= measures[outer].includes)


def _misfit(one: Estimate, other: Estimate) -> float:
    """How many times the higher claim's least count is the lower one's greatest."""
    low, high = (one, other) if one.upper < other.lower else (other, one)
    return (high.lower + 1) / (low.upper + 1)
