"""What bears on what: the claims that count and the counts they bear on, tree by tree (R10)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from reconcile.aligning.estimates import rows_of
from reconcile.aligning.status import CURRENT, EARLIER, STALE
from reconcile.aligning.typed_cells import group
from reconcile.comparison import Comparison
from reconcile.comparison.nests import Subject, outer_names, subjects
from reconcile.comparison.schema import NARROWEST, WIDEST
from reconcile.notation.bases import MINIMUMS, PROBABLE
from reconcile.notation.columns import Count, Key, Text, Whole
from reconcile.notation.measures import Measures

Node = tuple[str, str]
T = TypeVar("T")


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


@dataclass(frozen=True)
class Tree:
    """Populations and places of one case of which each is nested with another, and what is said.

    `edges` are pairs of an inner and the next outer node, by their positions in `nodes`; `asked`
    are days to tell of besides those that the claims name: of the cut, and of those who gave no
    number.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]
    claims: tuple[TreeClaim, ...]
    targets: tuple[Target, ...]
    asked: tuple[float, ...] = ()


def counting(comparison: Comparison) -> pd.DataFrame:
    """The estimates that count (R10): each statement with a number once, at its own date.

    Stale and earlier ones count too; not superseded, withdrawn, taken back or derived ones, nor
    those of sources that are not selected. What is probable says nothing of a total by itself.
    """
    said = _statements(comparison)
    return said[~said["unknown"].to_numpy()]


def _statements(comparison: Comparison) -> pd.DataFrame:
    """The statements that count, and those without a number that stand beside them."""
    estimates = comparison.alignment.estimates
    kept = estimates["status"].isin((CURRENT, STALE, EARLIER)).to_numpy()
    for name in ("derived", "withdrawn", "taken_back"):
        kept = kept & ~estimates[name].to_numpy()
    kept = kept & (estimates["basis"] != PROBABLE).to_numpy()
    if comparison.selection.source:
        kept = kept & estimates["source"].isin(comparison.selection.source).to_numpy()
    return estimates[kept]


def trees(comparison: Comparison) -> Iterator[Tree]:
    """Every tree that holds a selected estimand, case by case, in reading order.

    Of the selection the sources choose whose claims count; the rest, what is asked about.
    """
    statements = _statements(comparison)
    measures = comparison.alignment.parsed.ledger.measures
    by_case = dict(tuple(statements.groupby("case", sort=False)))
    for case, estimates in comparison.estimates.groupby("case", sort=False):
        said = _claims(by_case.get(case, statements.iloc[:0]))
        targets = [one for subject in subjects(estimates) for one in _read(measures, subject)]
        yield from _trees(said, targets, _asked(comparison, case))


def _read(measures: Measures, subject: Subject) -> list[Target]:
    """An estimand in each way that it may be read."""
    readings = (NARROWEST, WIDEST) if measures[subject.measure].may_include else ("",)
    return [Target(*subject, reading) for reading in readings]


def _asked(comparison: Comparison, case: str) -> tuple[float, ...]:
    """The day of the cut, if it has one; of a case that ended, at most its last day."""
    cut, events = comparison.alignment.cut.as_of, comparison.alignment.parsed.events
    ended = events[case].ended if case in events else math.inf
    return (float(min(cut.last, ended)),) if cut else ()


def _claims(frame: pd.DataFrame) -> list[TreeClaim]:
    dates = (
        f"{name}_{end}" for name in ("published", "as_of", "since") for end in ("first", "last")
    )
    keys = ("source", "population", "place", *dates)
    occasion = group(*(frame[name].to_numpy() for name in keys))
    least = frame["basis"].isin(MINIMUMS)
    return rows_of(
        TreeClaim, frame.assign(occasion=occasion, upper=frame["upper"].mask(least, np.inf))
    )


def _trees(
    said: Sequence[TreeClaim], targets: Sequence[Target], asked: tuple[float, ...]
) -> Iterator[Tree]:
    """The trees of one case that hold a target; of those who gave no number only the days count."""
    nodes = list(dict.fromkeys([*(one.node for one in targets), *(c.node for c in said)]))
    edges = edges_between(nodes)
    root = _roots(len(nodes), edges)
    tree_of = {node: root[at] for at, node in enumerate(nodes)}
    inside = _grouped(nodes, lambda node: tree_of[node])
    links = _grouped(edges, lambda edge: root[edge[0]])
    claims = _grouped(said, lambda claim: tree_of[claim.node])
    for tree, wanted in _grouped(targets, lambda target: tree_of[target.node]).items():
        at = {node: number for number, node in enumerate(inside[tree])}
        here = claims.get(tree, [])
        days = {day for one in here if one.silent for day in (one.as_of_first, one.as_of_last)}
        yield Tree(
            tuple(inside[tree]),
            tuple((at[nodes[one]], at[nodes[other]]) for one, other in links.get(tree, [])),
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


def edges_between(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """Each node with the nearest ones that it lies in."""
    at = {node: number for number, node in enumerate(nodes)}
    outer = {
        number: [
            at[around]
            for one in outer_names(population)
            for two in outer_names(place)
            if (around := (one, two)) in at and around != (population, place)
        ]
        for number, (population, place) in enumerate(nodes)
    }
    return [
        (inner, next_)
        for inner, around in outer.items()
        for next_ in around
        if not any(next_ in outer[between] for between in around)
    ]


def _roots(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """For each node the first node of its tree."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            node = root[node]
        return node

    for one, other in edges:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return [find(node) for node in range(count)]
