"""The bounds of every tree of a comparison, as tables and by the numbers of the estimates (R10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reconcile.aligning.estimates import figures
from reconcile.bounding.hull import Reached, Side, counted_days
from reconcile.bounding.settlements import Settlement
from reconcile.bounding.solution import DayBounds, Solved, solved
from reconcile.bounding.trees import Target, Tree, trees
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import (
    NARROWEST,
    WIDEST,
    BoundsRow,
    ContradictingClaim,
    SettlementRow,
)
from reconcile.notation.dates import iso

_Estimand = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Bounds:
    """What the claims that count leave possible at the cut of a comparison."""

    comparison: Comparison
    trees: tuple[Solved, ...]

    @cached_property
    def table(self) -> Columns:
        """The least and greatest count of every selected estimand on every day that a claim names.

        The columns are those of `BoundsRow`; what nothing limits is infinite. Where claims cannot
        all hold, the limits are those if at most `wrong` of `of` origins are wrong.
        """
        rows = [self._row(tree, one) for tree in self.trees for one in tree.bounds]
        return Columns.of(BoundsRow, rows)

    def _row(self, tree: Solved, one: DayBounds) -> BoundsRow:
        low, high, next_low, next_high = one.ends
        return BoundsRow(
            *self._estimand(one.target), iso(one.day), low.number, high.number,
            self._where(tree, low), self._where(tree, high), tree.wrong, tree.of,
            next_low.number, next_high.number, one.target.reading,
        )  # fmt: skip

    @cached_property
    def claims(self) -> Columns:
        """The statements that count, as in `Alignment.estimates`."""
        used = [claim.number for tree in self.trees for claim in tree.tree.claims]
        return self.comparison.alignment.estimates.at(sorted(used))

    @cached_property
    def contradictions(self) -> tuple[tuple[int, ...], ...]:
        """Smallest sets of estimates, by number, that cannot hold together."""
        return tuple(one for tree in self.trees for one in tree.contradictions)

    @property
    def all_listed(self) -> bool:
        """Whether there are no contradictions but those of `contradictions`."""
        return all(tree.all_listed for tree in self.trees)

    @cached_property
    def contradicting(self) -> Columns:
        """The claims of every contradiction: `ContradictingClaim`."""
        alignment = self.comparison.alignment
        listed = [
            (number, estimate)
            for number, one in enumerate(self.contradictions, 1)
            for estimate in one
        ]
        claims = alignment.estimates.at([estimate for _, estimate in listed])
        cells = {
            **claims.by_name,
            "figure": figures(claims),
            "set": [number for number, _ in listed],
            "where": [alignment.where(estimate) for _, estimate in listed],
        }
        return Columns.declared(ContradictingClaim, cells, claims.numbers)

    @cached_property
    def settlements(self) -> Columns:
        """The settlements of every group of contradictions, and the bounds under each:
        `SettlementRow`.
        """
        rows, groups = list[SettlementRow](), 0
        for tree in self.trees:
            number, group = 0, -1
            for one in tree.settlements.told:
                number, group = number + 1 if one.group == group else 1, one.group
                named = "; ".join(one.names)
                rows += [
                    SettlementRow(
                        groups + group + 1, number, named, one.kept,
                        *self._estimand(target), iso(day), low, high,
                    )
                    for target, day, low, high in self._under(tree, one)
                ]  # fmt: skip
            groups += group + 1
        return Columns.of(SettlementRow, rows)

    @property
    def all_settled(self) -> bool:
        """Whether there are no settlements but those of `settlements`."""
        return all(tree.settlements.exact for tree in self.trees)

    @property
    def exact(self) -> bool:
        """Whether no search was cut short where that matters."""
        return all(tree.exact for tree in self.trees)

    def _under(self, tree: Solved, one: Settlement) -> Iterable[tuple[Target, float, float, float]]:
        found = tree.under(one)
        for number, target in enumerate(tree.tree.targets):
            if target.reading == WIDEST:
                continue  # it is told with the narrowest, which comes before it
            widest = number + (target.reading == NARROWEST)
            sides = found[Side(number, 1)], found[Side(widest, -1)]
            for day, low, high in zip(counted_days(tree.tree, target), *sides, strict=True):
                yield target, day, low.number, high.number

    @cached_property
    def since(self) -> dict[int, str]:
        """What the selected estimands, by their numbers, are counted from."""
        estimates = self.comparison.estimates
        return dict(zip(estimates["estimand"].tolist(), estimates.cells("since"), strict=True))

    def _estimand(self, target: Target) -> _Estimand:
        """The columns of an estimand."""
        since = self.since.get(target.estimand, "")
        return (
            target.case, target.population, target.place, target.measure, target.basis, since
        )  # fmt: skip

    def _where(self, tree: Solved, bound: Reached) -> str:
        alignment = self.comparison.alignment
        rows = {row for number in tree.rests_on(bound) for row in alignment.rows_of(number)}
        return alignment.parsed.ledger.where(sorted(rows))


def bounds(
    comparison: Comparison,
    each: Callable[[Iterable[Tree]], Iterable[Tree]] = lambda trees: trees,
    asked: Sequence[str] = (),
) -> Bounds:
    """What the claims inside the cut of `comparison` leave possible (R10).

    The selection's sources choose whose claims count, the rest of it what is told. `each` is handed
    the trees of populations and places to go through, to show how far it is. Of measures that are
    `asked` just these are told, used in a row or not.
    """
    measures = comparison.alignment.parsed.ledger.measures
    found = each(list(trees(comparison, asked)))
    return Bounds(comparison, tuple(solved(measures, tree, comparison.tolerance) for tree in found))
