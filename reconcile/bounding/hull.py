"""The least and the greatest counts over several choices of who is set aside (R10).

With each bound goes the proof that it rests on. Setting someone else aside can only move it if a
claim in its proof is theirs: so most of the bounds under another choice need not be looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reconcile.bounding.block_view import Fact, Left
from reconcile.bounding.day_grid import shown
from reconcile.bounding.extremes import Term
from reconcile.bounding.hitting_sets import mask_of, members
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


class Widest:
    """The widest bounds of every target and day over the choices that were looked at.

    `shown` has for each choice what shows that no bound under it is wider: its own proofs, or those
    of others that it leaves untouched. If one origin more is set aside, only what rests on its
    claims can be wider still.
    """

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.days = [counted_days(origins.tree, target) for target in origins.tree.targets]
        self.hull: Hull = {}
        self.shown: dict[int, Hull] = {}

    def look(self, asides: Iterable[int]) -> Hull:
        """The bounds, once these choices have been looked at too."""
        for aside in asides:
            if aside not in self.shown:
                self._look_at(aside)
        return {side: list(row) for side, row in self.hull.items()}

    def _look_at(self, aside: int) -> None:
        loosened = self.origins.loosened(aside)
        if not self.hull:
            self.hull = {
                side: self._reached(aside, loosened, side, days)
                for target, days in enumerate(self.days)
                for side in (Side(target, 1), Side(target, -1))
            }
        fewer = [(one, self.shown[less]) for one in members(aside)
                 if (less := aside & ~(1 << one)) in self.shown]  # fmt: skip
        self.shown[aside] = {}
        for side, row in self.hull.items():
            known = list(row)
            self.shown[aside][side] = known
            if not _touched(row, aside, loosened):
                continue
            at = [
                number
                for number, held in enumerate(row)
                if _may_move(side, held, aside, loosened)
                and all(_may_move(side, of[side][number], 1 << one, loosened) for one, of in fewer)
            ]
            days = [self.days[side.target][number] for number in at]
            anew = self._reached(aside, loosened, side, days) if at else []
            for number, new in zip(at, anew, strict=True):
                known[number] = new
                if side.sign * (new.number - row[number].number) < 0:
                    row[number] = new

    def _reached(
        self, aside: int, loosened: int, side: Side, days: Sequence[float]
    ) -> list[Reached]:
        """The bounds under a choice on these days, each the sum of those of its parts."""
        rows = [
            self.origins.parts[part].limits(aside, target, days, side.sign)
            for part, target in self.origins.parts_of(side.target)
        ]
        if not rows:  # a measure that surely holds nothing
            return [Reached(0.0, (), (), frozenset(), aside, 0, loosened) for _ in days]
        return [_sum(self.origins, each, aside, loosened) for each in zip(*rows, strict=True)]


def _touched(row: Sequence[Reached], aside: int, loosened: int) -> bool:
    """Whether any bound of a row may be another one under this choice."""
    rests_on = 0
    for held in row:
        rests_on |= held.rests_on
    return bool(loosened or rests_on & aside)


def counted_days(tree: Tree, target: Target) -> list[float]:
    """The days on which a target is told of, none before the first on which it may count."""
    return [day for day in shown(tree) if day >= target.since_first]


def _may_move(side: Side, held: Reached, aside: int, loosened: int) -> bool:
    """Whether a bound may be a wider one under this choice."""
    if held.number == (0.0 if side.sign > 0 else math.inf):
        return False
    return bool(held.rests_on & aside or loosened & ~held.loosened)


def _sum(origins: Origins, parts: Sequence[Left], aside: int, loosened: int) -> Reached:
    number = sum(part.bound.number for part in parts)
    if math.isinf(number):
        return Reached(number, (), (), frozenset(), aside, 0, loosened)
    terms = tuple(term for part in parts for term in part.bound.terms)
    besides = tuple(claim for part in parts for claim in part.bound.besides)
    rests_on = mask_of({origins.of[one] for one in (*(term.claim for term in terms), *besides)})
    facts = frozenset[Fact]().union(*(part.facts for part in parts))
    return Reached(number, terms, besides, facts, aside, rests_on, loosened)
