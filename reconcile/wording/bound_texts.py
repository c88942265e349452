"""What is said of bounds (R10): of claims, of settlements, and of what is possible."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from reconcile.aligning.estimates import Estimate
from reconcile.bounding import Bounds
from reconcile.bounding.block_view import Fact
from reconcile.bounding.constraints import RISE
from reconcile.bounding.hull import Reached, Side, counted_days
from reconcile.bounding.settlements import Settlement
from reconcile.bounding.solution import DayBounds, Solved
from reconcile.bounding.trees import Target
from reconcile.bounding.withdrawn_claims import limits_without
from reconcile.notation.bases import basis_name
from reconcile.notation.dates import days_to, iso
from reconcile.notation.measures import Measures, measure_name
from reconcile.notation.speech import mark, say, say_of
from reconcile.notation.words import clauses, joined, number, say_some
from reconcile.wording.claim_texts import (
    claim_text,
    counts_text,
    day_text,
    lines_of,
    source_text,
    where_text,
)
from reconcile.wording.estimand_texts import counted_text, dotted, since_text
from reconcile.wording.proofs import facts, proof, readings
from reconcile.wording.readings import reading_text

FEW = 3  # settlements that are told beside every count


class ToldBounds:
    """Bounds, and the words for their claims and for what is left possible day by day."""

    def __init__(self, found: Bounds) -> None:
        self.found = found
        self.claims = {row.number: row for row in found.claims.rows(Estimate)}
        self.several = len(found.comparison.subjects.cells("case").used) > 1

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
                made.append(BoundRun(self, tree, entries[0], entries[-1].day))
        return made

    def where(self, estimate: int) -> str:
        """The places `file:line` that an estimate rests on."""
        return self.found.comparison.alignment.where(estimate)

    def claim(self, estimate: int, whole: bool = False) -> str:
        """A claim with what it counts: `NIS ~300 (13 Jan 2025) killed`; `whole`, whom and where."""
        row = self.claims[estimate]
        place = (row.population, row.place) if whole else ()
        counted = dotted(counted_text(row), *place)
        return " ".join(part for part in (claim_text(row), counted, since_text(row.since)) if part)

    def placed(self, estimate: int, whole: bool = False) -> str:
        """A claim with what it counts and where it stands."""
        return f"{self.claim(estimate, whole)}, {where_text(self.where(estimate))}"

    def differ(self, estimates: tuple[int, ...]) -> bool:
        """Whether these claims are not all of one population and place."""
        rows = [self.claims[one] for one in estimates]
        return len({(row.population, row.place) for row in rows}) > 1

    def contradictions(self) -> list[str]:
        """The sets of claims that cannot hold together, with whom and where if these differ."""
        return [
            clauses(self.placed(claim, self.differ(one)) for claim in one)
            for one in self.found.contradictions
        ]

    @cached_property
    def settlements(self) -> list[str]:
        """The settlements by the names of those who are set aside, tree by tree."""
        return settlement_texts(self.found)


@dataclass(frozen=True)
class BoundRun:
    """Days that follow one another with the same bounds of one estimand, from `entry.day` on."""

    told: ToldBounds
    tree: Solved
    entry: DayBounds
    last: float

    @property
    def target(self) -> Target:
        """The estimand, in one reading."""
        return self.entry.target

    @property
    def low(self) -> Reached:
        """The least count."""
        return self.entry.low

    @property
    def high(self) -> Reached:
        """The greatest count."""
        return self.entry.high

    @property
    def subject(self) -> str:
        """The estimand in full, with its file where there are several cases."""
        target = self.target
        named = f"{target.case}.csv" if self.told.several else ""
        since = since_text(self.told.found.since.get(target.estimand, ""))
        reading = reading_text(target.reading)
        counted = measure_name(target.measure)
        if target.basis:
            counted = f"{counted} ({basis_name(target.basis)})"
        return dotted(named, target.population, target.place, counted, since, reading)

    @property
    def span(self) -> str:
        """The days in words."""
        first, last = day_text(iso(self.entry.day)), day_text(iso(self.last))
        return first if first == last else days_to(first, last)

    @property
    def possible(self) -> str:
        """The counts that are possible, if as few origins are wrong as can be."""
        return possible_text(self.low.number, self.high.number)

    @property
    def possible_next(self) -> str:
        """The counts that are possible if one origin more is wrong."""
        entry = self.entry
        return possible_text(entry.next_low.number, entry.next_high.number)

    def resting(self, bound: Reached) -> str:
        """The sources that a bound rests on, with the lines of their rows."""
        where = self.told.where
        return "; ".join(
            f"{source} {','.join(line for number in numbers for line in lines_of(where(number)))}"
            for source, numbers in self.rests_on(bound).items()
        )

    def rests_on(self, bound: Reached) -> dict[str, list[int]]:
        """The estimates that a bound rests on, by source."""
        named: dict[str, list[int]] = {}
        for estimate in self.tree.rests_on(bound):
            named.setdefault(source_text(self.told.claims[estimate]), []).append(estimate)
        return named

    @property
    def settled(self) -> str:
        """What is possible by who is right, where that takes few words and differs."""
        told = self.tree.settlements.told
        if not 1 < len(told) <= FEW or len({one.group for one in told}) > 1:
            return ""
        involved = self.tree.settlements.involved(told[0].group)
        days = counted_days(self.tree.tree, self.target)
        target, day = self.tree.tree.targets.index(self.target), days.index(self.entry.day)
        right = [tuple(name for name in involved if name not in one.names) for one in told]
        if not all(right):
            return ""
        parts = list[tuple[str, tuple[str, ...]]]()
        for names, one in sorted(
            zip(right, told, strict=True), key=lambda each: involved.index(each[0][0])
        ):
            under = self.tree.under(one)
            low, high = (under[Side(target, sign)][day].number for sign in (1, -1))
            parts.append((possible_text(low, high), names))
        if len({counts for counts, _ in parts}) == 1:
            return ""
        return say("no number fits all: {by_whom}", by_whom=", ".join(_by_whom(parts)))

    @property
    def explained(self) -> list[str]:
        """The proofs of both bounds, what they assume, and how their claims were read."""
        measures = self.told.found.comparison.alignment.parsed.ledger.measures
        rows = [self.told.claims[claim.number] for claim in self.tree.tree.claims]
        notes = list[str]()
        low = self.low
        if self.last > self.entry.day:  # what holds for the first day holds for the later ones
            low = low._replace(facts=low.facts | {Fact(RISE, ())})
        for limit, reached in ((mark("at least {n}"), low), (mark("at most {n}"), self.high)):
            if reached.terms:
                told = f"{say(limit, n=number(reached.number))} = {proof(reached, rows)}"
                if why := ", ".join(facts(reached)):
                    told = say("{sum}; since {facts}", sum=told, facts=why)
                notes.append(clauses((told, *self._without(reached))))
        used = sorted({term.claim for bound in (self.low, self.high) for term in bound.terms})
        read = list(dict.fromkeys(readings([rows[claim] for claim in used], measures)))
        if read:
            notes.append(say("it rests on these readings: {readings}", readings=clauses(read)))
        return notes

    @property
    def changing(self) -> list[str]:
        """What either limit would be without one of the claims that it rests on."""
        target = self.tree.tree.targets.index(self.target)
        notes = list[str]()
        for name, sign, reached in (("at least", 1, self.low), ("at most", -1, self.high)):
            told, same = list[str](), list[str]()
            side = Side(target, sign)
            for one in limits_without(self.tree, side, self.entry.day, reached):
                row = self.told.claims[one.estimate]
                lines = lines_of(self.told.where(one.estimate))
                at = f"line{'s' * (len(lines) > 1)} {','.join(lines)}"
                who = f"{source_text(row)} {row.figure} {row.measure} ({at})"
                if one.number == reached.number:
                    same.append(who)
                else:
                    told.append(f"{_limit_text(one.number)} without {who}")
            if same:
                told.append(f"no other without {joined(same, 'or')} alone")
            if told:
                notes.append(f"{name} {number(reached.number)} would be {'; '.join(told)}")
        return notes

    def _without(self, reached: Reached) -> list[str]:
        names = self.tree.origins.listed(reached.aside)
        told = [say("each claim loosened by half the tolerance")] if reached.loosened else []
        if names:
            told.append(say("{names} set aside", names=joined(names)))
        return told


def _by_whom(parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Counts by the names of those who are right."""
    for at, (counts, names) in enumerate(parts):
        told = {"counts": counts, "names": joined(names)}
        many = len(names)
        if at == 0:
            yield say_of(
                many, "{counts} if {names} is right", "{counts} if {names} are right", **told
            )
        else:
            yield say_of(many, "{counts} if {names} is", "{counts} if {names} are", **told)


def _of_a_run(measures: Measures, entry: DayBounds) -> tuple[Target, float, tuple[float, ...]]:
    alone = entry.day if measures.can_fall(entry.target.measure) else 0.0
    return entry.target, alone, tuple(end.number for end in entry.ends)


def _limit_text(count: float) -> str:
    return "without limit" if math.isinf(count) else number(count)


def possible_text(low: float, high: float) -> str:
    """The counts that are possible."""
    return say("any") if is_any(low, high) else counts_text(low, high)


def is_any(low: float, high: float) -> bool:
    """Whether every count is possible."""
    return low == 0 and math.isinf(high)


def settlement_texts(found: Bounds) -> list[str]:
    """The settlements by name: `without A: 4 of 5 sources stay`.

    Of several groups of contradictions each has to be settled, so that they have its number.
    """
    groups = [
        [_settlement_text(tree, one) for one in together]
        for tree in found.trees
        for _, together in groupby(tree.settlements.told, key=lambda one: one.group)
    ]
    if not several_groups(found):
        return [text for texts in groups for text in texts]
    return [
        say("group {n}: {settlement}", n=number(at), settlement=text)
        for at, texts in enumerate(groups, 1)
        for text in texts
    ]


def several_groups(found: Bounds) -> bool:
    """Whether contradictions are in several groups, of which each has to be settled."""
    return sum(len(tree.settlements.groups) for tree in found.trees) > 1


def _settlement_text(tree: Solved, one: Settlement) -> str:
    return say_some(
        one.kept,
        "without {names}: {n} of {all} sources stays",
        "without {names}: {n} of {all} sources stay",
        names=joined(one.names),
        all=number(tree.of),
    )


def left_possible(told: ToldBounds) -> dict[int, str]:
    """By estimand, what the claims of the case leave possible on the last day that one names."""
    left: dict[int, dict[str, str]] = {}
    for run in told.runs:  # day by day, so that the last one is kept of each reading
        left.setdefault(run.target.estimand, {})[run.target.reading] = _left(run)
    return {estimand: " ".join(texts.values()) for estimand, texts in left.items()}


def _left(run: BoundRun) -> str:
    """What is left possible in days that follow one another, in a sentence."""
    day, every = iso(run.last), is_any(run.low.number, run.high.number)
    counts, reading = say("any count") if every else run.possible, run.target.reading
    if not run.tree.wrong:
        if reading:
            counts = say(
                "{counts} possible {in_reading}", counts=counts, in_reading=reading_text(reading)
            )
        else:
            counts = say("{counts} possible", counts=counts)
        if not day:
            return say("Every claim taken at its own day leaves {possible}.", possible=counts)
        return say(
            "Every claim taken at its own day leaves {possible} on {day}.",
            possible=counts, day=day_text(day),
        )  # fmt: skip
    if reading:
        counts = say("{counts} {in_reading}", counts=counts, in_reading=reading_text(reading))
    if day:
        none = say("No number fits all that is claimed on {day}", day=day_text(day))
    else:
        none = say("No number fits all that is claimed")
    return say_some(
        run.tree.wrong,
        "{none_fits}: {counts} if at most {n} of {all} sources is wrong.",
        "{none_fits}: {counts} if at most {n} of {all} sources are wrong.",
        none_fits=none, counts=counts, all=number(run.tree.of),
    )  # fmt: skip
