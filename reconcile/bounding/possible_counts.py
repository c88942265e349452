"""The bounds of every tree of a comparison, as tables and by the numbers of the estimates (R10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from reconcile.bounding.clashes import clashing
from reconcile.bounding.extremes import Bound
from reconcile.bounding.solution import Solved, solved
from reconcile.bounding.trees import Tree, counting, trees
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Adjustment, BoundsRow
from reconcile.notation.columns import names_of
from reconcile.notation.dates import iso


@dataclass(frozen=True)
class Bounds:
    """What the claims that count leave possible at the cut of a comparison."""

    comparison: Comparison
    trees: tuple[Solved, ...]

    @cached_property
    def table(self) -> pd.DataFrame:
        """The least and greatest count of every selected estimand on every day that a claim names.

        The columns are those of `BoundsRow`; `upper` is infinite where nothing limits it. Where
        claims have to give, the bounds are those after it.
        """
        estimates = self.comparison.estimates
        since = dict(zip(estimates["estimand"], estimates["since"], strict=True))
        rows = [
            BoundsRow(
                target.case, target.population, target.place, target.measure, target.basis,
                since[target.estimand], iso(day), low.number, high.number,
                self._where(tree, low), self._where(tree, high),
            )
            for tree in self.trees
            for target, day, low, high in tree.bounds
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(BoundsRow._fields))
        return frame.astype({"lower": float, "upper": float})

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The statements that count, as in `Alignment.estimates`, with their `adjustment`.

        That is by how many people one of a claim's bounds has to be moved, 0.0 where it holds.
        """
        moved = {number: by for tree in self.trees for number, by in tree.moved.items()}
        used = [claim.number for tree in self.trees for claim in tree.tree.claims]
        frame = self.comparison.alignment.estimates.loc[sorted(used)]
        return frame.assign(adjustment=[moved.get(number, 0.0) for number in frame.index])

    @cached_property
    def adjustments(self) -> pd.DataFrame:
        """The claims that have to give, those that give most (relative to their point) first.

        The columns are those of `Adjustment`, whose `relative` add up to the total that is made
        small. The index is the number of the estimate.
        """
        claims = self.claims[(self.claims["adjustment"] != 0).to_numpy()]
        relative = claims["adjustment"].abs() / claims["point"].clip(lower=1)
        claims = claims.loc[relative.sort_values(ascending=False, kind="stable").index]
        where = [self.comparison.alignment.where(number) for number in claims.index]
        claims = claims.assign(where=where, relative=relative.round(4))
        return claims[list(names_of(Adjustment))]

    @cached_property
    def contradictions(self) -> tuple[tuple[int, ...], ...]:
        """Smallest sets of estimates, by number, that cannot hold together."""
        return tuple(one for tree in self.trees for one in tree.contradictions)

    @property
    def exact(self) -> bool:
        """Whether no search for the days of vague dates was cut short where that matters."""
        return all(tree.exact for tree in self.trees)

    @property
    def least(self) -> float:
        """What the smallest total relative adjustment cannot be below."""
        return float(sum(tree.least for tree in self.trees))

    def _where(self, tree: Solved, bound: Bound) -> str:
        alignment = self.comparison.alignment
        rows = {row for number in tree.rests_on(bound) for row in alignment.rows_of(number)}
        return alignment.parsed.ledger.where(sorted(rows))


def bounds(
    comparison: Comparison,
    each: Callable[[Iterable[Tree]], Iterable[Tree]] = lambda trees: trees,
) -> Bounds:
    """What the claims inside the cut of `comparison` leave possible (R10).

    The selection's sources choose whose claims count, the rest of it what is told. `each` is handed
    the trees of populations and places to go through, to show how far it is.
    """
    measures = comparison.alignment.parsed.ledger.measures
    claims = counting(comparison)

    @cache
    def partners(case: str) -> Mapping[int, Sequence[int]]:
        return clashing(measures, claims[(claims["case"] == case).to_numpy()])

    found = each(list(trees(comparison)))
    return Bounds(comparison, tuple(solved(measures, tree, partners) for tree in found))
