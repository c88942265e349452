"""Where the disputes of a comparison lie: the counts furthest apart, between whom, why, by which.

Nothing is judged here: it is the table of discrepancies (R5, R6), counted.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from reconcile.comparison.result import Comparison
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.selection import EVERYTHING, Sieve
from reconcile.comparison.verdicts import days_later, low_and_high

# of a pair that does not agree: why, in the words of no language
CAUSES = ("inside", "same day", "fall", "rise", "undetermined", "timing")


class BetweenSources(NamedTuple):
    """How often two sources contradict each other, of how often they are compared, and by how much
    at most: the greatest ratio, infinite where one figure is 0.
    """

    sources: tuple[str, str]
    conflicts: int
    of: int
    ratio: float


class MostDisputed(NamedTuple):
    """The estimate that stands in most contradictions, by number, and in how many of how many."""

    number: int
    conflicts: int
    of: int


@dataclass(frozen=True)
class Disputes:
    """The disputes of a comparison by pair of sources, by cause and by estimate."""

    comparison: Comparison

    @cached_property
    def between(self) -> list[BetweenSources]:
        """Every two sources that contradict each other, those that do most often first."""
        found = self.comparison.discrepancies
        sides = zip(found.cells("source_a"), found.cells("source_b"), strict=True)
        pairs = [(min(side), max(side)) for side in sides]
        conflict = self._conflict.tolist()
        ratio = found["ratio"].tolist()
        of = Counter(pairs)
        worst: dict[tuple[str, str], tuple[int, float]] = {}
        for pair, bad, apart in zip(pairs, conflict, ratio, strict=True):
            if bad and pair[0] != pair[1]:
                often, most = worst.get(pair, (0, 0.0))
                worst[pair] = often + 1, max(most, times_apart(apart))
        listed = [
            BetweenSources(pair, often, of[pair], most) for pair, (often, most) in worst.items()
        ]
        return sorted(listed, key=lambda one: (-one.conflicts, -one.ratio, one.sources))

    @cached_property
    def causes(self) -> dict[str, int]:
        """How many pairs that do not agree have each of `CAUSES`; those that none has are not in.

        A contradiction lies inside another count, is of one day, or takes a fall or a rise.
        """
        pairs = self.comparison.discrepancies.rows(Discrepancy)
        counted = Counter(
            "inside"
            if pair.within
            else self._cause(pair.a, pair.b)
            if pair.verdict == "conflict"
            else pair.verdict
            for pair in pairs
        )
        return {name: counted[name] for name in CAUSES if counted[name]}

    @cached_property
    def most_disputed(self) -> MostDisputed | None:
        """The estimate in most contradictions, the first of several; none if there is none."""
        pairs = self.comparison.discrepancies.take(self._conflict)
        known = set(self.comparison.claims)
        counted = Counter(n for side in ("a", "b") for n in pairs[side].tolist() if n in known)
        if not counted:
            return None
        number = min(counted, key=lambda one: (-counted[one], one))
        return MostDisputed(number, counted[number], len(pairs))

    def _cause(self, a: int, b: int) -> str:
        """Why two figures of one count contradict each other, as their reason has it (R5)."""
        claims = self.comparison.by_number
        least, most = days_later(*low_and_high(claims[a], claims[b]))
        return "same day" if least == most == 0 else "fall" if most <= 0 else "rise"

    @property
    def _conflict(self) -> np.ndarray:
        return self.comparison.discrepancies.cells("verdict").among(["conflict"])


def times_apart(ratio: float) -> float:
    """How many times apart two figures in contradiction are, whichever is the higher.

    Infinite where one of them is 0, so that they have no ratio.
    """
    return max(ratio, 1 / ratio) if ratio > 0 else math.inf


def widest(comparison: Comparison, most: int) -> list[int]:
    """The estimands of several origins that are furthest apart: the worst verdict, then the ratio.

    Of those alike the ones with most origins come first, then those that are read first.
    """
    worst, ranges = comparison.worst, comparison.ranges
    place = ranges.positions(worst.numbers)
    keys = (place, -ranges["origins"][place], -worst["ratio"], -worst["verdict"])
    found: list[int] = worst.numbers[np.lexsort(keys)][:most].tolist()
    return found


def furthest_apart(comparison: Comparison, most: int) -> Comparison:
    """The same comparison of the widest estimands; of the first ones where none is of several."""
    first = comparison.ranges.numbers[:most]
    return narrowed(comparison, widest(comparison, most) or first.tolist())


def sifted(comparison: Comparison, sieve: Sieve, *, pairs: bool) -> Comparison:
    """The same comparison of the discrepancies that a sieve leaves, or of such ranges."""
    if sieve == EVERYTHING:
        return comparison
    if pairs:
        return replace(comparison, sieve=sieve)
    ranges = comparison.ranges
    none = (ranges["low"] == 0) & (ranges["high"] > 0)
    told = sieve.mask(ranges.cells("verdict"), np.where(none, np.inf, ranges["ratio"]))
    return narrowed(comparison, ranges.numbers[told].tolist())


def narrowed(comparison: Comparison, estimands: list[int]) -> Comparison:
    """The same comparison, which tells of these estimands only."""
    return replace(comparison, only=tuple(estimands))
