"""The least and the greatest counts over several choices of who is set aside (R10).

With each bound goes the proof that it rests on. Setting someone else aside can only move it if a
claim in its proof is theirs: so most of the bounds under another choice need not be looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reconcile.bounding.day_grid import shown
from reconcile.bounding.extremes import Term
from reconcile.bounding.hitting_sets import mask_of
from reconcile.bounding.origins import Origins
from reconcile.bounding.parts import Fact, Left
from reconcile.bounding.trees import Target, Tree


class Reached(NamedTuple):
    """A bound: the claims that it adds up and the facts that it uses.

    `aside` are who was set aside for it, `rests_on` the origins of its claims, `loosened` the parts
    of the tree whose claims were loosened for it.
    """

    number: float
    terms: tuple[Term, ...]
    facts: frozenset[Fact]
    aside: int
    rests_on: int
    loosened: int


class Side(NamedTuple):
    """The least (sign 1) or the greatest (sign -1) counts of a tree's target, by its number."""

    target: int
    sign: int


Hull = dict[Side, list[Reached]]


def hull(origins: Origins, asides: Iterable[int], start: Hull | None = None) -> Hull:
    """The widest bounds of every target and day over these choices, and over those of `start`."""
    found = {side: list(row) for side, row in (start or {}).items()}
    days = [counted_days(origins.tree, target) for target in origins.tree.targets]
    for aside in asides:
        loosened = origins.loosened(aside)
        if not found:
            found = {
                Side(number, sign): _reached(origins, aside, loosened, Side(number, sign), when)
                for number, when in enumerate(days)
                for sign in (1, -1)
            }
            continue
        for side, row in found.items():
            at = [n for n, held in enumerate(row) if _may_move(side, held, aside, loosened)]
            when = [days[side.target][n] for n in at]
            anew = _reached(origins, aside, loosened, side, when) if at else []
            for n, new in zip(at, anew, strict=True):
                if side.sign * (new.number - row[n].number) < 0:
                    row[n] = new
    return found


def counted_days(tree: Tree, target: Target) -> list[float]:
    """The days on which a target is told of, none before the first on which it may count."""
    return [day for day in shown(tree) if day >= target.since_first]


def _may_move(side: Side, held: Reached, aside: int, loosened: int) -> bool:
    """Whether a bound may be a wider one under this choice."""
    if held.number == (0.0 if side.sign > 0 else math.inf):
        return False
    return bool(held.rests_on & aside or loosened & ~held.loosened)


def _reached(
    origins: Origins, aside: int, loosened: int, side: Side, days: Sequence[float]
) -> list[Reached]:
    """The bounds on these days, each the sum of those of its parts."""
    rows = [
        origins.parts[part].limits(aside, target, days, side.sign)
        for part, target in origins.parts_of(side.target)
    ]
    if not rows:  # a measure that surely holds nothing
        return [Reached(0.0, (), frozenset(), aside, 0, loosened) for _ in days]
    return [_sum(origins, each, aside, loosened) for each in zip(*rows, strict=True)]


def _sum(origins: Origins, parts: Sequence[Left], aside: int, loosened: int) -> Reached:
    number = sum(part.bound.number for part in parts)
    if math.isinf(number):
        return Reached(number, (), frozenset(), aside, 0, loosened)
    terms = tuple(term for part in parts for term in part.bound.terms)
    rests_on = mask_of({origins.of[term.claim] for term in terms})
    facts = frozenset[Fact]().union(*(part.facts for part in parts))
    return Reached(number, terms, facts, aside, rests_on, loosened)
