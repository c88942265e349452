"""The order in which counts are read: a whole first, then its parts (docs/ledger.md, "Files").

Populations and places come by name. A part that parts.csv declares comes below its whole where the
case counts that too, in the order of its breakdown; what only nests by comma is not moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Columns, firsts
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


def places(subjects: Columns, ranks: Iterable[str], breakdowns: Breakdowns) -> np.ndarray:
    """Where in reading order each of the `subjects` comes, which are one estimate an estimand.

    `ranks` are all measures in their order.
    """
    who = subjects.grouped("case", *OF)
    whom = subjects.only(("case", *OF)).take(firsts(who))
    order = ReadingOrder(breakdowns, whom)
    named = list(zip(*(whom.cells(name) for name in whom.names), strict=True))
    position = np.empty(len(whom), dtype=np.int64)
    position[sorted(range(len(whom)), key=lambda at: order.key(*named[at]))] = np.arange(len(whom))
    rank = {name: at for at, name in enumerate(ranks)}
    what = subjects.cells("measure").each(rank.__getitem__, int)
    way = subjects.cells("basis").each(BASES.index, int)
    keys = [subjects["since_last"], subjects["since_first"], way, what, position[who]]
    placed = np.empty(len(subjects), dtype=np.int64)
    placed[np.lexsort(keys)] = np.arange(len(subjects))
    return placed
