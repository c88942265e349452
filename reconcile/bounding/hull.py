"""The least and the greatest counts over several choices of who is set aside (R10).

With each bound goes the proof that it rests on. Setting someone else aside can only move it if a
claim in its proof is theirs: so most of the bounds under another choice need not be looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from reconcile.bounding.block_view import Fact, Left
from reconcile.bounding.day_grid import shown
from reconcile.bounding.extremes import Term
from reconcile.bounding.hitting_sets import mask_of
from reconcile.bounding.origins import Origins
from reconcile.bounding.trees import Target, Tree


class Reached(NamedTuple):
    """A bound: the claims that it adds up, those that narrow their dates, and facts that it uses.

    `aside` are who was set aside for it, `rests_on` the origins of its claims, `loosened` the parts
    of the tree whose claims were loosened for it.
    """

    number: float
    terms: tuple[Term, ...]
    besides: tuple[int, ...]
    facts: frozenset[Fact]
    aside: int
    rests_on: int
    loosened: int


class Side(NamedTuple):
    """The least (sign 1) or the greatest (sign -1) counts of a tree's target, by its number."""

    target: int
    sign: int


Hull = dict[Side, list[Reached]]
Addends = tuple[tuple[int, int], ...]  # parts, and the target in each
AllProven = dict[tuple[Addends, int], "Proven"]  # by target and sign


class Proven:
    """Bounds of one side that were found under some choice, with whose claims each rests on.

    As long as none of these is set aside no bound is wider: on its day, nor, where the count never
    `falls`, on those after it (of a least count) or before it (of a greatest one).
    """

    def __init__(self, sign: int, days: int, *, falls: bool) -> None:
        self.sign, self.falls = sign, falls
        self._none = np.full(days, 0.0 if sign == 1 else -np.inf)
        self._rows = dict[tuple[int, int], int]()  # by origins and parts, which of `_found`
        self._found = np.empty((0, days))

    def add(self, days: Sequence[int], found: Sequence[Reached]) -> None:
        """Take note of bounds under one choice, on the days of these numbers."""
        for day, one in zip(days, found, strict=True):
            row = self._row((one.rests_on, one.loosened))
            count = self.sign * one.number
            if self.falls:
                row[day] = max(row[day], count)
            else:
                after = slice(day, None) if self.sign == 1 else slice(day + 1)
                row[after] = np.maximum(row[after], count)

    def _row(self, of: tuple[int, int]) -> np.ndarray:
        at = self._rows.setdefault(of, len(self._rows))
        if at == len(self._found):
            self._found = np.vstack([self._found, np.tile(self._none, (max(at, 8), 1))])
        row: np.ndarray = self._found[at]
        return row

    def passed(self, aside: int, loosened: int) -> np.ndarray:
        """Sign times a count that no bound under a choice is wider than, for each day."""
        holding = [
            at
            for (rests_on, with_), at in self._rows.items()
            if not (rests_on & aside or loosened & ~with_)
        ]
        if not holding:
            return self._none
        best: np.ndarray = self._found[holding].max(axis=0)
        return best


class WidestRow:
    """The widest bounds of one side by day: `counts` are sign times them, `rests_on` the origins of
    the claims that any of them rests on.
    """

    def __init__(self, sign: int, bounds: list[Reached]) -> None:
        self.sign, self.bounds = sign, bounds
        self._sum_up()

    def _sum_up(self) -> None:
        self.counts = np.array([self.sign * one.number for one in self.bounds])
        self.rests_on = reduce(or_, (one.rests_on for one in self.bounds), 0)

    def widen(self, days: Sequence[int], found: Sequence[Reached]) -> None:
        """Take over the bounds, on the days of these numbers, that are wider."""
        for day, one in zip(days, found, strict=True):
            if self.sign * one.number < self.counts[day]:
                self.bounds[day] = one
        self._sum_up()


class Widest:
    """The widest bounds of every target and day over the choices that were looked at.

    What is known of other choices shows of most bounds that they are no wider, and these are not
    worked out. Targets that add up the same parts have the same bounds. What others have `proven`
    of the same tree spares more of the work; bounds that it gives come without a proof.
    """

    def __init__(self, origins: Origins, proven: AllProven | None = None) -> None:
        self.origins, self._seen = origins, set[int]()
        self._parts = [origins.parts_of(number) for number in range(len(origins.tree.targets))]
        self._days = {
            parts: counted_days(origins.tree, target)
            for parts, target in zip(self._parts, origins.tree.targets, strict=True)
        }
        self._rows: dict[tuple[Addends, int], WidestRow] = {}
        self.proven: AllProven = {} if proven is None else proven

    def look(self, asides: Iterable[int]) -> Hull:
        """The bounds, once these choices have been looked at too."""
        for aside in asides:
            if aside not in self._seen:
                self._seen.add(aside)
                loosened = self.origins.loosened(aside)
                for parts in self._days:
                    for sign in (1, -1):
                        self._widen((parts, sign), aside, loosened)
        return {
            Side(number, sign): list(self._rows[parts, sign].bounds)
            for number, parts in enumerate(self._parts)
            for sign in (1, -1)
        }

    def _widen(self, key: tuple[Addends, int], aside: int, loosened: int) -> None:
        sign, days = key[1], self._days[key[0]]
        if key not in self._rows:
            self._rows[key] = WidestRow(sign, self._first(key, aside, loosened))
            return
        row = self._rows[key]
        if not (loosened or row.rests_on & aside):
            return  # what they rest on stands
        at = np.flatnonzero(self.proven[key].passed(aside, loosened) < row.counts).tolist()
        if at:
            anew = self._reached(aside, loosened, key, [days[number] for number in at])
            self.proven[key].add(at, anew)
            row.widen(at, anew)

    def _first(self, key: tuple[Addends, int], aside: int, loosened: int) -> list[Reached]:
        """The bounds under the choice that is looked at first."""
        (parts, sign), days, known = key, self._days[key[0]], list[float]()
        if key not in self.proven:
            falls = any(self.origins.parts[part].falls(target) for part, target in parts)
            self.proven[key] = Proven(sign, len(days), falls=falls)
        elif len(parts) == 1:
            known = self.proven[key].passed(aside, loosened).tolist()
        found = self._reached(aside, loosened, key, days, known)
        proved = [at for at, one in enumerate(found) if one.terms or not known]
        self.proven[key].add(proved, [found[at] for at in proved])
        # the proof of another choice may rest on anyone who is not set aside here
        others = mask_of(range(len(self.origins.names))) & ~aside
        return [one if one.terms or not known else one._replace(rests_on=others) for one in found]

    def _reached(
        self,
        aside: int,
        loosened: int,
        key: tuple[Addends, int],
        days: Sequence[float],
        known: Sequence[float] = (),
    ) -> list[Reached]:
        """The bounds under a choice on these days, each the sum of those of its parts; of one part
        alone no bound is wider than what is `known`.
        """
        rows = [
            self.origins.parts[part].limits(aside, target, days, key[1], known=known or None)
            for part, target in key[0]
        ]
        if not rows:  # a measure that surely holds nothing
            return [Reached(0.0, (), (), frozenset(), aside, 0, loosened) for _ in days]
        return [_sum(self.origins, each, aside, loosened) for each in zip(*rows, strict=True)]


def counted_days(tree: Tree, target: Target) -> list[float]:
    """The days on which a target is told of, none before the first on which it may count."""
    return [day for day in shown(tree) if day >= target.since_first]


def _sum(origins: Origins, parts: Sequence[Left], aside: int, loosened: int) -> Reached:
    number = sum(part.bound.number for part in parts)
    if math.isinf(number):
        return Reached(number, (), (), frozenset(), aside, 0, loosened)
    terms = tuple(term for part in parts for term in part.bound.terms)
    besides = tuple(claim for part in parts for claim in part.bound.besides)
    rests_on = mask_of({origins.of[one] for one in (*(term.claim for term in terms), *besides)})
    facts = frozenset[Fact]().union(*(part.facts for part in parts))
    return Reached(number, terms, besides, facts, aside, rests_on, loosened)
