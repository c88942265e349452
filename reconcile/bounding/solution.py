"""One tree of populations and places, worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.bounding.adjustments import Budget, settled
from reconcile.bounding.contradictions import contradictions
from reconcile.bounding.day_grid import shown
from reconcile.bounding.extremes import Bound, DayBounds, possible
from reconcile.bounding.program import Program
from reconcile.bounding.trees import Tree
from reconcile.notation.measures import Measures


@dataclass(frozen=True)
class Solved:
    """What the claims of a tree leave possible.

    `bounds` has, for each target and day, the least and the greatest count; `moved` by how much the
    claims that have to give are moved (by the number of the estimate); `contradictions` the
    smallest sets of estimates that cannot hold together. `least` is what the smallest total
    relative adjustment cannot be below, and `exact` says whether it is what was found. `groups` are
    measures, each with those that cannot exceed it together.
    """

    tree: Tree
    bounds: tuple[DayBounds, ...]
    moved: Mapping[int, float]
    contradictions: tuple[tuple[int, ...], ...]
    least: float
    exact: bool
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    def rests_on(self, bound: Bound) -> list[int]:
        """The numbers of the estimates that a bound rests on, in order."""
        return sorted({self.tree.claims[term.claim].number for term in bound.terms})


def solved(
    measures: Measures, tree: Tree, partners: Callable[[str], Mapping[int, Sequence[int]]]
) -> Solved:
    """Work out a tree.

    `partners` names, for a case, the estimates that contradict each other on their own (as
    `clashing` does); it is asked only if something has to give.
    """
    program, claims = Program(measures, tree), tree.claims
    found = settled(program, Budget())
    days = shown(tree)
    bounds = tuple(each for target in tree.targets for each in possible(program, target, days))
    sets = list[tuple[int, ...]]()
    if found.moves:
        at = {claim.number: number for number, claim in enumerate(claims)}
        of_case = partners(tree.targets[0].case)
        pairs = {
            number: [at[other] for other in of_case.get(claims[number].number, ())]
            for number in found.moves
        }
        sets = contradictions(program, sorted(found.moves), pairs, Budget())
    return Solved(
        tree,
        bounds,
        {claims[number].number: up - down for number, (down, up) in found.moves.items()},
        tuple(tuple(claims[number].number for number in one) for one in sets),
        found.least,
        found.exact,
        tuple(program.rows.groups),
    )
