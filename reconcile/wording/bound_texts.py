"""What is said of bounds (R10): whether all claims can hold, what gives, what is left possible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.bounding import Bounds
from reconcile.bounding.extremes import Bound, DayBounds
from reconcile.bounding.solution import Solved
from reconcile.comparison.nests import Subject
from reconcile.comparison.schema import Adjustment
from reconcile.notation.dates import iso
from reconcile.notation.measures import Measures
from reconcile.notation.words import number, signed
from reconcile.wording.claim_texts import (
    claim_text,
    counts_text,
    day_text,
    lines_of,
    source_text,
    where_text,
)
from reconcile.wording.estimand_texts import dotted, since_text
from reconcile.wording.proofs import facts, proof, readings

CANNOT_HOLD = "Cannot hold together; without any one of them the others can:"
GIVES = "What gives:"
NOT_WRONG = "A claim that has to give is not thereby the wrong one."
CUT_SHORT = (
    "The search through the days that vague dates may be was cut short: what contradicts may be "
    "more than is told."
)


class ToldBounds:
    """Bounds, and the words for their claims and for what is left possible day by day."""

    def __init__(self, found: Bounds) -> None:
        self.found = found
        self.claims = {row.number: row for row in rows_of(Estimate, found.claims)}
        self.gives = rows_of(Adjustment, found.adjustments)
        estimates = found.comparison.estimates
        self.since = dict(zip(estimates["estimand"], estimates["since"], strict=True))
        self.several = len(set(estimates["case"])) > 1

    @cached_property
    def runs(self) -> list[BoundRun]:
        """The bounds of every estimand, days with equal bounds put together, in reading order.

        Of a count that may fall each day stands for itself: between two it may be another.
        """
        made = list[BoundRun]()
        measures = self.found.comparison.alignment.parsed.ledger.measures
        for tree in self.found.trees:
            for _, same in groupby(tree.bounds, key=partial(_of_a_run, measures)):
                entries = list(same)
                target, first, low, high = entries[0]
                made.append(BoundRun(self, tree, target, first, entries[-1][1], low, high))
        return made

    def where(self, estimate: int) -> str:
        """The places `file:line` that an estimate rests on."""
        return self.found.comparison.alignment.where(estimate)

    def claim(self, estimate: int) -> str:
        """A claim with what it counts: `NIS ~300 (13 Jan 2025) killed`."""
        row = self.claims[estimate]
        return " ".join(
            part for part in (claim_text(row), row.measure, since_text(row.since)) if part
        )

    def placed(self, estimate: int) -> str:
        """A claim with what it counts and where it stands."""
        return f"{self.claim(estimate)}, {where_text(self.where(estimate))}"

    def contradictions(self) -> list[str]:
        """The sets of claims that cannot hold together."""
        return ["; ".join(map(self.placed, one)) for one in self.found.contradictions]


@dataclass(frozen=True)
class BoundRun:
    """Days that follow one another with the same bounds of one estimand."""

    told: ToldBounds
    tree: Solved
    target: Subject
    first: float
    last: float
    low: Bound
    high: Bound

    @property
    def subject(self) -> str:
        """The estimand in full, with its file where there are several cases."""
        target = self.target
        named = f"{target.case}.csv" if self.told.several else ""
        since = since_text(self.told.since[target.estimand])
        return dotted(named, target.population, target.place, target.measure, since)

    @property
    def span(self) -> str:
        """The days in words."""
        first, last = day_text(iso(self.first)), day_text(iso(self.last))
        return first if first == last else f"{first} to {last}"

    @property
    def possible(self) -> str:
        """The counts that are possible."""
        return possible_text(self.low.number, self.high.number)

    def resting(self, bound: Bound) -> str:
        """The sources that a bound rests on, with the lines of their rows."""
        where = self.told.where
        return "; ".join(
            f"{source} {','.join(line for number in numbers for line in lines_of(where(number)))}"
            for source, numbers in self.rests_on(bound).items()
        )

    def rests_on(self, bound: Bound) -> dict[str, list[int]]:
        """The estimates that a bound rests on, by source."""
        named: dict[str, list[int]] = {}
        for estimate in sorted({self.tree.tree.claims[term.claim].number for term in bound.terms}):
            named.setdefault(source_text(self.told.claims[estimate]), []).append(estimate)
        return named

    @property
    def explained(self) -> list[str]:
        """The proofs of both bounds, what they assume, and how their claims were read."""
        measures = self.told.found.comparison.alignment.parsed.ledger.measures
        rows = [self.told.claims[claim.number] for claim in self.tree.tree.claims]
        notes = list[str]()
        for name, bound in (("at least", self.low), ("at most", self.high)):
            if bound.terms:
                why = ", ".join(facts(self.tree, bound))
                told = f"{name} {number(bound.number)} = {proof(bound, rows, self.tree.moved)}"
                notes.append(f"{told}{'; since ' if why else ''}{why}")
        used = sorted({term.claim for bound in (self.low, self.high) for term in bound.terms})
        read = list(dict.fromkeys(readings([rows[claim] for claim in used], measures)))
        return [*notes, *([f"it rests on these readings: {'; '.join(read)}"] if read else [])]


def _of_a_run(measures: Measures, entry: DayBounds) -> tuple[int, float, float, float]:
    target, day, low, high = entry
    alone = day if measures.can_fall(target.measure) else 0.0
    return target.estimand, low.number, high.number, alone


def possible_text(low: float, high: float) -> str:
    """The counts that are possible."""
    return "any" if low == 0 and math.isinf(high) else counts_text(low, high)


def moved_text(row: Adjustment) -> str:
    """By how much a claim is moved, in people and relative to its point."""
    sign = "−" if row.adjustment < 0 else "+"
    share = f"{sign}{row.relative:.1%}" if row.relative >= 0.001 else "less than 0.1%"
    return f"{signed(row.adjustment)} ({share})"


def summary(found: Bounds) -> str:
    """Whether all claims can hold, and if not, what gives."""
    claims, gives = len(found.claims), len(found.adjustments)
    if not claims:
        return "No claim with a number counts, so every count is possible."
    if not gives:
        said = "The one claim" if claims == 1 else f"All {claims:,} claims"
        return f"{said} can hold together." if found.exact else (
            f"No contradiction was found among the {claims:,} claims. {CUT_SHORT}"
        )  # fmt: skip
    total = _small(found.adjustments["relative"].sum())
    begin = (
        f"The {claims:,} claims cannot all hold. The smallest total relative adjustment that lets"
    )
    if found.exact:
        told = f"them is {total}; it moves {gives:,}, and the bounds are those after it."
    else:
        told = (
            f"them is at least {_small(found.least)}; the bounds are those after one of {total}, "
            f"which moves {gives:,}. {CUT_SHORT}"
        )
    return f"{begin} {told} {NOT_WRONG}"


def _small(share: float) -> str:
    return f"{share:.2f}" if share >= 0.01 else "less than 0.01"


def together(found: Bounds) -> str:
    """Whether all claims can hold, in a sentence for those who read no further."""
    gives = len(found.adjustments)
    claims = f"Taken together, the {number(len(found.claims))} claims with a number"
    if not gives:
        return f"{claims} can all hold."
    return f"{claims} cannot all hold: {number(gives)} {'has' if gives == 1 else 'have'} to give."


def left_possible(told: ToldBounds) -> dict[int, str]:
    """By estimand, what all claims of the case leave possible on the last day that one names."""
    left = dict[int, str]()
    for run in told.runs:
        once = ", once those that have to give do" if any(run.tree.moved.values()) else ""
        counts = "any count" if run.possible == "any" else run.possible
        day = iso(run.last)
        when = f" on {day_text(day)}" if day else ""
        left[run.target.estimand] = (
            f"Every claim taken at its own day leaves {counts} possible{when}{once}."
        )
    return left
