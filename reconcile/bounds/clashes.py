"""Pairs of claims that cannot both be true, by the rules for pairs (R5 and R6 without a window)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reconcile.bounds.claims import Claim
from reconcile.compare.across import contradictions
from reconcile.compare.verdicts import CONFLICT, Pairs, ordered, pairs
from reconcile.measures import Measures

MOST_PARTNERS = 10


def clashing(
    measures: Measures, estimates: pd.DataFrame, claims: Sequence[Claim]
) -> dict[int, list[int]]:
    """For each claim the others that it contradicts on its own, the most plainly first.

    Claims are named by their places in `claims`; of many partners `MOST_PARTNERS` are named. Two
    figures of a measure that sources define differently, or counted from a vague day on, may both
    be true here: each may mean another sum, or another day.
    """
    frame = ordered(estimates.loc[[claim.number for claim in claims]])
    place = {claim.number: number for number, claim in enumerate(claims)}
    numbers = np.array([place[number] for number in frame.index.tolist()], dtype=int)
    found: dict[int, list[tuple[float, int]]] = {}
    for block in (*pairs(frame, 0), contradictions(frame, measures, 0)):
        for one, other in _sides(measures, claims, numbers, block):
            plain = _misfit(claims[one], claims[other])
            found.setdefault(one, []).append((-plain, other))
            found.setdefault(other, []).append((-plain, one))
    return {
        claim: [other for _, other in sorted(others)[:MOST_PARTNERS]]
        for claim, others in found.items()
    }


def _sides(
    measures: Measures, claims: Sequence[Claim], numbers: np.ndarray, block: Pairs
) -> list[tuple[int, int]]:
    bad = block.verdict == CONFLICT
    sides = zip(numbers[block.a[bad]].tolist(), numbers[block.b[bad]].tolist(), strict=True)
    return [
        (one, other) for one, other in sides if not _loose(measures, claims[one], claims[other])
    ]


def _loose(measures: Measures, one: Claim, other: Claim) -> bool:
    """Whether the two may speak of different sums or different first days after all."""
    if one.measure == other.measure and measures[one.measure].may_include:
        return True
    same = (one.since_first, one.since_last) == (other.since_first, other.since_last)
    return same and not one.total and one.since_first < one.since_last


def _misfit(one: Claim, other: Claim) -> float:
    """How many times the higher claim's least count is the lower one's greatest."""
    low, high = (one, other) if one.upper < other.lower else (other, one)
    return (high.lower + 1) / (low.upper + 1)
