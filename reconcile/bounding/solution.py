"""One tree of populations and places, worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from reconcile.bounding.factor import least_factor
from reconcile.bounding.hull import AllProven, Hull, Reached, Side, Widest, counted_days
from reconcile.bounding.origins import Origins
from reconcile.bounding.settlements import Settlement, Settlements
from reconcile.bounding.trees import Target, Tree
from reconcile.notation.measures import Measures

MOST_ASKED = 4_000  # times that claims are asked for the list of contradictions: seconds


class DayBounds(NamedTuple):
    """The least and the greatest count of a target on a day (an ordinal).

    `next_low` and `next_high` are those if one origin more may be wrong.
    """

    target: Target
    day: float
    low: Reached
    high: Reached
    next_low: Reached
    next_high: Reached

    @property
    def ends(self) -> tuple[Reached, Reached, Reached, Reached]:
        """All four."""
        return self.low, self.high, self.next_low, self.next_high


class FewestStatements(NamedTuple):
    """How many statements at least have to be set aside; the least number if `exact`."""

    least: int
    exact: bool


@dataclass(frozen=True)
class Solved:
    """What the claims of a tree leave possible."""

    origins: Origins

    @property
    def tree(self) -> Tree:
        """The tree."""
        return self.origins.tree

    @property
    def wrong(self) -> int:
        """How many origins at least are wrong."""
        return self.origins.wrong

    @property
    def of(self) -> int:
        """How many origins there are."""
        return len(self.origins.names)

    @cached_property
    def loosened(self) -> bool:
        """Whether all claims hold, and some only once loosened by the tolerance."""
        return self.wrong == 0 and self.origins.loosened(0) != 0

    @property
    def exact(self) -> bool:
        """Whether no search was cut short on which `wrong` and the limits rest."""
        return self.origins.choices.exact and self.origins.exact

    @cached_property
    def bounds(self) -> tuple[DayBounds, ...]:
        """For each target and day the limits if as few origins as can be are wrong, or one more."""
        widest = Widest(self.origins)
        few = widest.look(self.origins.within(self.wrong))
        more = widest.look(self.origins.within(self.wrong + 1))
        self._proven.update({**widest.proven, **self._proven})
        return tuple(self._by_day(few, more))

    def _by_day(self, few: Hull, more: Hull) -> list[DayBounds]:
        return [
            DayBounds(target, day, *cells)
            for number, target in enumerate(self.tree.targets)
            for day, *cells in zip(
                counted_days(self.tree, target),
                *(of[Side(number, sign)] for of in (few, more) for sign in (1, -1)),
                strict=True,
            )
        ]

    @cached_property
    def _listed(self) -> tuple[list[tuple[int, ...]], bool]:
        if not self.wrong:
            return [], True
        told = [part.contradictions(MOST_ASKED) for part in self.origins.parts]
        return sorted(one for found, _ in told for one in found), all(whole for _, whole in told)

    @property
    def contradictions(self) -> tuple[tuple[int, ...], ...]:
        """The smallest sets of estimates, by number, that cannot hold together."""
        claims = self.tree.claims
        return tuple(tuple(claims[claim].number for claim in one) for one in self._listed[0])

    @property
    def all_listed(self) -> bool:
        """Whether there are no other contradictions."""
        return self._listed[1]

    @cached_property
    def statements(self) -> FewestStatements:
        """How many statements at least have to be set aside for the rest to hold."""
        told = [part.fewest_statements for part in self.origins.parts]
        return FewestStatements(sum(one.least for one in told), all(one.exact for one in told))

    @cached_property
    def settlements(self) -> Settlements:
        """Who may be set aside for the rest to hold, by groups of connected contradictions."""
        return Settlements.of(self.origins)

    @cached_property
    def _proven(self) -> AllProven:
        """What is found out of bounds under some choice, for those under settlements."""
        return {}

    @cached_property
    def _under(self) -> dict[Settlement, Hull]:
        return {}

    def under(self, settlement: Settlement) -> Hull:
        """The bounds under a settlement, the other groups settled by the fewest."""
        if settlement not in self._under:
            asides = self.settlements.with_others(settlement)
            self._under[settlement] = Widest(self.origins, self._proven).look(asides)
        return self._under[settlement]

    @cached_property
    def factor(self) -> float:
        """The least factor by which every bound would have to be off for all claims to hold."""
        if not self.wrong:
            return 1.0
        return least_factor(self.origins.measures, [part.block for part in self.origins.parts])

    def rests_on(self, bound: Reached) -> list[int]:
        """The numbers of the estimates that a bound rests on, in order."""
        used = {*(term.claim for term in bound.terms), *bound.besides}
        return sorted({self.tree.claims[claim].number for claim in used})


def solved(measures: Measures, tree: Tree, tolerance: Fraction) -> Solved:
    """Work out a tree; claims are loosened by half the `tolerance` (percent) if they must be."""
    return Solved(Origins(measures, tree, tolerance))
