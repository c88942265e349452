"""What bears on what: the claims that count and the counts they bear on, tree by tree (R10)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeVar

import numpy as np

from reconcile.aligning.status import STANDING
from reconcile.bounding.series_breaks import before_breaks
from reconcile.columnar import Columns, group
from reconcile.comparison import Comparison
from reconcile.comparison.nests import Subject, subjects
from reconcile.comparison.schema import NARROWEST, WIDEST
from reconcile.notation.bases import MINIMUMS, PROBABLE
from reconcile.notation.columns import Count, Key, Text, Whole
from reconcile.notation.measures import Measures
from reconcile.storage.breakdowns import Breakdowns

Node = tuple[str, str]
T = TypeVar("T")
NO_ESTIMAND = -1  # the number of one that no row has


class TreeClaim(NamedTuple):
    """A claim of a tree: the counts it allows of its measure, and the days that its dates may be.

    What is identified, confirmed or recorded is known to be incomplete and allows any higher count.
    Claims of one `occasion` are of one source, on one date and of one subject (R2).
    """

    number: Key
    origin: Text
    population: Text
    place: Text
    measure: Text
    basis: Text
    since_first: Count
    since_last: Count
    as_of_first: Count
    as_of_last: Count
    lower: Count
    upper: Count
    point: Count
    occasion: Whole

    @property
    def node(self) -> Node:
        """Who is counted where."""
        return self.population, self.place

    @property
    def total(self) -> bool:
        """It counts from the start."""
        return self.since_first == -np.inf

    @property
    def period(self) -> tuple[float, float]:
        """The days that its `since` may be."""
        return self.since_first, self.since_last

    @property
    def vague_start(self) -> bool:
        """It may count from one of several days on."""
        return self.since_last > self.since_first > -np.inf

    @property
    def silent(self) -> bool:
        """It gave no number."""
        return math.isnan(self.point)

    @property
    def vague(self) -> bool:
        """It may speak of one of several days."""
        return self.as_of_last > self.as_of_first

    @property
    def exact(self) -> bool:
        """It speaks of one day that is known."""
        return self.as_of_last == self.as_of_first


class Target(NamedTuple):
    """An estimand that is asked about.

    A measure that may hold more is asked about in its `narrowest` and its `widest` reading; the
    `reading` of others is empty. `estimand` is the number of the estimand.
    """

    estimand: int
    case: Text
    population: Text
    place: Text
    measure: Text
    basis: Text
    since_first: Count
    since_last: Count
    reading: Text

    @property
    def node(self) -> Node:
        """Who is counted where."""
        return self.population, self.place

    @property
    def total(self) -> bool:
        """It counts from the start."""
        return self.since_first == -np.inf

    @property
    def period(self) -> tuple[float, float]:
        """The days that its `since` may be."""
        return self.since_first, self.since_last

    @property
    def vague_start(self) -> bool:
        """It may count from one of several days on."""
        return self.since_last > self.since_first > -np.inf


class Parts(NamedTuple):
    """Nodes that share nobody and lie in a whole; together they are all of it if `complete`."""

    whole: Node
    parts: tuple[Node, ...]
    complete: bool


@dataclass(frozen=True)
class Tree:
    """Populations and places of one case of which each is nested with another, and what is said.

    `around` has for each node all those that it lies in, `broken` what breakdowns there are.
    `asked` are days to tell of besides those that the claims name: of the cut, and of those who
    gave no number.
    """

    nodes: tuple[Node, ...]
    around: Mapping[Node, frozenset[Node]]
    broken: tuple[Parts, ...]
    claims: tuple[TreeClaim, ...]
    targets: tuple[Target, ...]
    asked: tuple[float, ...] = ()

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Pairs of an inner and a next outer node, by their positions in `nodes`."""
        at = {node: number for number, node in enumerate(self.nodes)}
        found = list[tuple[int, int]]()
        for inner in self.nodes:
            outer = [node for node in self.nodes if node in self.around[inner]]
            next_ = (
                node for node in outer if not any(node in self.around[other] for other in outer)
            )
            found += [(at[inner], at[node]) for node in next_]
        return tuple(found)


def _statements(comparison: Comparison) -> Columns:
    """The statements that count (R10), each once, and those beside them that gave no number.

    Stale and earlier ones count too; not superseded, withdrawn, taken back or derived ones, nor
    those of sources that are not selected. What is probable says nothing of a total by itself.
    """
    estimates = comparison.alignment.estimates
    kept = np.isin(estimates["status"], STANDING)
    for name in ("derived", "withdrawn", "taken_back"):
        kept &= ~estimates[name]
    kept &= ~estimates.cells("basis").among([PROBABLE])
    if comparison.selection.source:
        kept &= estimates.cells("source").among(comparison.selection.source)
    said = estimates.take(kept)
    return said.take(~before_breaks(comparison.alignment, said))


def trees(comparison: Comparison, asked: Sequence[str] = ()) -> Iterator[Tree]:
    """Every tree that holds a selected estimand, case by case, in reading order.

    Of the selection the sources choose whose claims count; the rest, what is asked about. Measures
    that are `asked` are so for everyone and everywhere where no row uses them, and no others are.
    """
    statements = _statements(comparison)
    ledger = comparison.alignment.parsed.ledger
    cases = comparison.estimates.cells("case")
    for case in cases.used:
        said = _claims(statements.take(statements.cells("case").among([case])))
        wanted = _wanted(subjects(comparison.estimates.take(cases.among([case]))), asked)
        targets = [one for subject in wanted for one in _read(ledger.measures, subject)]
        yield from _trees(ledger.parts, said, targets, _asked(comparison, case))


def _wanted(listed: Sequence[Subject], asked: Sequence[str]) -> list[Subject]:
    """The estimands of the measures that are asked, or all of those listed."""
    if not asked:
        return list(listed)
    used = {one.measure for one in listed}
    others = [
        one._replace(
            estimand=NO_ESTIMAND, measure=name, basis="", since_first=-np.inf, since_last=np.inf
        )
        for one in {one.node: one for one in listed}.values()
        for name in asked
        if name not in used
    ]
    return [*(one for one in listed if one.measure in asked), *others]


def _read(measures: Measures, subject: Subject) -> list[Target]:
    """An estimand in each way that it may be read."""
    readings = (NARROWEST, WIDEST) if measures[subject.measure].may_include else ("",)
    return [Target(*subject, reading) for reading in readings]


def _asked(comparison: Comparison, case: str) -> tuple[float, ...]:
    """The day of the cut, if it has one; of a case that ended, at most its last day."""
    cut, events = comparison.alignment.cut.as_of, comparison.alignment.parsed.events
    ended = events[case].ended if case in events else math.inf
    return (float(min(cut.last, ended)),) if cut else ()


def _claims(said: Columns) -> list[TreeClaim]:
    dates = (
        f"{name}_{end}" for name in ("published", "as_of", "since") for end in ("first", "last")
    )
    keys = ("source", "population", "place", *dates)
    occasion = group(*map(said.column, keys))
    upper = np.where(said.cells("basis").among(MINIMUMS), np.inf, said["upper"])
    return said.assign(occasion=occasion, upper=upper).rows(TreeClaim)


def _trees(
    breakdowns: Breakdowns,
    said: Sequence[TreeClaim],
    targets: Sequence[Target],
    asked: tuple[float, ...],
) -> Iterator[Tree]:
    """The trees of one case that hold a target; of those who gave no number only the days count."""
    nodes = list(dict.fromkeys([*(one.node for one in targets), *(c.node for c in said)]))
    around = _around(breakdowns, nodes)
    broken = _broken(breakdowns, nodes)
    root = _roots(nodes, around)
    inside = _grouped(nodes, lambda node: root[node])
    claims = _grouped(said, lambda claim: root[claim.node])
    for tree, wanted in _grouped(targets, lambda target: root[target.node]).items():
        here = claims.get(tree, [])
        days = {day for one in here if one.silent for day in (one.as_of_first, one.as_of_last)}
        yield Tree(
            tuple(inside[tree]),
            {node: around[node] for node in inside[tree]},
            tuple(one for one in broken if root[one.whole] == tree),
            tuple(claim for claim in here if not claim.silent),
            tuple(wanted),
            tuple(sorted({*asked, *(day for day in days if np.isfinite(day))})),
        )


def _grouped(items: Iterable[T], key: Callable[[T], int]) -> dict[int, list[T]]:
    """The items by their key, both in the order in which they come."""
    found: dict[int, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _around(breakdowns: Breakdowns, nodes: Sequence[Node]) -> dict[Node, frozenset[Node]]:
    """For each node those of the others that it lies in."""
    listed = set(nodes)
    names = {
        (of, name): (name, *breakdowns.outer(of, name))
        for at, of in enumerate(("population", "place"))
        for name in {node[at] for node in nodes}
    }
    return {
        node: frozenset(
            outer
            for outer in product(names["population", node[0]], names["place", node[1]])
            if outer != node and outer in listed
        )
        for node in nodes
    }


def _broken(breakdowns: Breakdowns, nodes: Sequence[Node]) -> list[Parts]:
    """The breakdowns of the nodes of which two parts at least are there."""
    listed, found = set(nodes), list[Parts]()
    for whole in nodes:
        for at, of in enumerate(("population", "place")):
            for one in breakdowns.of(of):
                if one.whole == whole[at]:
                    parts = [(part, whole[1]) if of == "population" else (whole[0], part)
                             for part in one.parts]  # fmt: skip
                    there = tuple(part for part in parts if part in listed)
                    if len(there) > 1:
                        found.append(Parts(whole, there, one.complete and len(there) == len(parts)))
    return found


def _roots(nodes: Sequence[Node], around: Mapping[Node, frozenset[Node]]) -> dict[Node, int]:
    """For each node the position of the first node of its tree."""
    root = list(range(len(nodes)))
    at = {node: number for number, node in enumerate(nodes)}

    def find(node: int) -> int:
        while root[node] != node:
            node = root[node]
        return node

    for inner, outers in around.items():
        for outer in outers:
            low, high = sorted((find(at[inner]), find(at[outer])))
            root[high] = low
    return {node: find(number) for node, number in at.items()}
