"""Which estimands lie inside which (R6, docs/method.md, "Across definitions")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.aligning.estimates import Estimate
from reconcile.columnar import Columns
from reconcile.notation.bases import MINIMUMS, TOTALS, basis_name
from reconcile.notation.columns import Count, Text, Whole
from reconcile.notation.dates import in_words
from reconcile.notation.measures import Measures, measure_name, wider
from reconcile.notation.speech import say
from reconcile.notation.words import clauses
from reconcile.storage.breakdowns import Breakdowns


class Subject(NamedTuple):
    """An estimand with the days that its `since` may be (infinite for a total from the start)."""

    estimand: Whole
    case: Text
    population: Text
    place: Text
    measure: Text
    basis: Text
    since_first: Count
    since_last: Count

    @property
    def node(self) -> tuple[str, str, str]:
        """Who is counted where."""
        return self.case, self.population, self.place

    @property
    def total(self) -> bool:
        """It counts from the start."""
        return self.since_first == -float("inf")

    @property
    def period(self) -> tuple[float, float]:
        """The days that its `since` may be."""
        return self.since_first, self.since_last


def subjects(estimates: Columns) -> list[Subject]:
    """The estimands of estimates as in `Alignment.estimates`, each once, in their order."""
    return estimates.first_of_each("estimand").rows(Subject)


NO_PARTS = Breakdowns()


def outer_names(name: str) -> tuple[str, ...]:
    """A population or place and those that it lies in."""
    return (name, *wider(name))


def within(
    measures: Measures, inner: Subject, outer: Subject, parts: Breakdowns = NO_PARTS
) -> bool:
    """Whether all that `inner` counts is surely counted by `outer` too, on every day.

    What is counted from a later day on lies in what is counted from an earlier one or from the
    start. Those killed since a day may have been sent before it, and those sent to one place may
    have come from another: `deployed` holds others, and other places, only as a total. Counts of
    one basis nest, and what is documented lies in a total of another basis.
    """
    if outer.basis not in bases_around(inner.basis):
        return False
    if inner.case != outer.case or inner.estimand == outer.estimand:
        return False
    if outer.population not in (inner.population, *parts.outer("population", inner.population)):
        return False
    if outer.place not in (inner.place, *parts.outer("place", inner.place)):
        return False
    if outer.total:
        return measures.inside(inner.measure, outer.measure)
    if inner.period != outer.period and inner.since_first < outer.since_last:
        return False
    if inner.measure == outer.measure:
        return inner.place == outer.place or bool(measures[inner.measure].holds)
    holds = measures[inner.measure].holds
    return bool(holds) and holds <= measures[outer.measure].includes


def bases_around(basis: str) -> tuple[str, ...]:
    """A basis and those whose counts hold what is counted by it."""
    return (basis, *sorted(TOTALS)) if basis in MINIMUMS else (basis,)


def nested(
    measures: Measures, found: Sequence[Subject], parts: Breakdowns = NO_PARTS
) -> Iterator[tuple[Subject, Subject]]:
    """Every pair of an inner and an outer estimand, in the order of `found`."""
    at: dict[tuple[str, str, str], list[Subject]] = {}
    for subject in found:
        at.setdefault(subject.node, []).append(subject)
    for inner in found:
        for population in (inner.population, *parts.outer("population", inner.population)):
            for place in (inner.place, *parts.outer("place", inner.place)):
                for outer in at.get((inner.case, population, place), ()):
                    if within(measures, inner, outer, parts):
                        yield inner, outer


def below_another(measures: Measures, inner: str, outer: str) -> bool:
    """Whether one lies within the other only as that is defined at its widest, or is the same
    measure and may be defined more widely: the inner count may hold what the outer one does not.
    """
    holds, wide = measures[inner].holds, measures[outer]
    return bool(wide.may_include) and not (holds and holds <= wide.includes)


def nesting_text(inner: Estimate, outer: Estimate) -> str:
    """Why one estimand lies in another: `killed in killed+wounded; Kursk, Russia in Russia`."""
    pairs = [
        (measure_name(inner.measure), measure_name(outer.measure)),
        (inner.place, outer.place),
        (inner.population, outer.population),
        (_period(inner), _period(outer)),
    ]
    told = [say("{part} in {whole}", part=one, whole=other) for one, other in pairs if one != other]
    if inner.basis != outer.basis:
        told.insert(len(told) - (pairs[-1][0] != pairs[-1][1]), _bases(inner.basis, outer.basis))
    return clauses(told)


def _bases(inner: str, outer: str) -> str:
    if not outer:
        return say("the {basis} in all reported", basis=basis_name(inner))
    return say(
        "the {basis} in all {other_basis}", basis=basis_name(inner), other_basis=basis_name(outer)
    )


def _period(estimate: Estimate) -> str:
    if not estimate.since:
        return say("the running total")
    return say("since {day}", day=in_words(estimate.since))
