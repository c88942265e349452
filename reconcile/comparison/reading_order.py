"""The order in which counts are read: a whole first, then its parts (docs/ledger.md, "Files").

Populations and places come by name. A part that parts.csv declares comes below its whole where the
case counts that too, in the order of its breakdown; what only nests by comma is not moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Columns
from reconcile.notation.bases import BASES
from reconcile.storage.breakdowns import OF, Breakdowns, short

Step = tuple[int, int, str]  # the number of a breakdown, that of the part in it, the name


class Reading(NamedTuple):
    """Where a count is read: the population and place that it is read below, or its own; how deep
    below them; and the short names of its own population and place, empty where they are those.
    """

    population: str
    place: str
    depth: int
    part: str
    part_of_place: str


class ReadingOrder:
    """The populations and places of each case as wholes and parts."""

    def __init__(self, breakdowns: Breakdowns, counted: Columns) -> None:
        self._breakdowns = {column: breakdowns.of(column) for column in OF}
        self._there = defaultdict[tuple[str, str], set[str]](set)
        for column in filter(self._breakdowns.get, OF):
            for case, name in zip(counted.cells("case"), counted.cells(column), strict=True):
                self._there[case, column].add(name)
        self._known: dict[tuple[str, str, str], tuple[Step, ...]] = {}

    def path(self, case: str, column: str, name: str) -> tuple[Step, ...]:
        """The wholes that a name is read below, outermost first, and itself."""
        key = case, column, name
        if key not in self._known:
            self._known[key] = self._path(*key)
        return self._known[key]

    def _path(self, case: str, column: str, name: str) -> tuple[Step, ...]:
        there = self._there.get((case, column), ())
        for number, one in enumerate(self._breakdowns[column]):
            if name in one.parts and one.whole in there:
                step = (number, one.parts.index(name), name)
                return (*self.path(case, column, one.whole), step)
        return ((-1, -1, name),)

    def key(self, case: str, population: str, place: str) -> tuple[object, ...]:
        """Sorts who is counted where: what is read below one whole stays together."""
        whom, where = self.path(case, "population", population), self.path(case, "place", place)
        return case, whom[0][2], where[0][2], whom, where

    def of(self, case: str, population: str, place: str) -> Reading:
        """Where it is read."""
        whom, where = self.path(case, "population", population), self.path(case, "place", place)
        depth = len(whom) + len(where) - 2
        return Reading(whom[0][2], where[0][2], depth, _below(whom), _below(where))


def _below(path: tuple[Step, ...]) -> str:
    return short(path[-1][2], path[-2][2]) if len(path) > 1 else ""


def in_order(estimates: Columns, ranks: Iterable[str], breakdowns: Breakdowns) -> Columns:
    """Estimates in reading order; those of one estimand stay together, as the ledger has them.

    `ranks` are all measures in their order.
    """
    _, first, estimand = np.unique(estimates["estimand"], return_index=True, return_inverse=True)
    subject = estimates.take(first)
    order = ReadingOrder(breakdowns, subject)
    who = list(zip(*(subject.cells(name) for name in ("case", *OF)), strict=True))
    position = {each: at for at, each in enumerate(sorted(set(who), key=lambda of: order.key(*of)))}
    rank = {name: at for at, name in enumerate(ranks)}
    way = subject.cells("basis").each(BASES.index, int)
    what = [rank[name] for name in subject.cells("measure")]
    whom = [position[each] for each in who]
    keys = [subject["since_last"], subject["since_first"], way, np.array(what), np.array(whom)]
    placed = np.empty(len(first), dtype=np.int64)
    placed[np.lexsort(keys)] = np.arange(len(first))  # of those alike the first in the ledger
    return estimates.take(np.argsort(placed[estimand.reshape(-1)], kind="stable"))
