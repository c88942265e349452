"""Who may be set aside for the rest to hold: settlements, of which none is preferred (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reconcile.bounding.fewest_choices import smallest
from reconcile.bounding.hitting_sets import connected, least_sets
from reconcile.bounding.least_choice import LeastChoice
from reconcile.bounding.origins import Origins

MOST_TOLD = 12  # of a group of connected contradictions; more than that nobody reads
MOST_OTHERS = 50  # choices for the other groups beside a settlement


class Settlement(NamedTuple):
    """Origins without whom the contradictions of a group are gone, none of whom can stay.

    `group` numbers the groups of the tree, from 0; `aside` is the set of the origins, `names` are
    theirs; `kept` is how many origins of the tree stay.
    """

    group: int
    aside: int
    names: tuple[str, ...]
    kept: int


@dataclass(frozen=True)
class Settlements:
    """The settlements of each group of connected contradictions, the smallest first.

    At most `MOST_TOLD` of a group are there; `exact` says whether these are all.
    """

    origins: Origins
    groups: tuple[tuple[int, ...], ...]
    exact: bool

    @classmethod
    def of(cls, origins: Origins) -> Settlements:
        """The settlements of a tree: any of one group with any of each other lets the rest hold."""
        search = LeastChoice()
        while True:
            groups = [
                smallest(group, MOST_TOLD, search)
                for group in connected(least_sets(origins.clashes))
            ]
            every = _every_way([one.sets for one in groups])
            clashing = [aside for aside in every if origins.clashing(aside)]
            if not clashing:  # else what was found is met from now on
                exact = all(one.exact for one in groups) and origins.exact
                return cls(origins, tuple(one.sets for one in groups), exact)

    @property
    def told(self) -> tuple[Settlement, ...]:
        """All of them, group by group."""
        names, of = self.origins.listed, len(self.origins.names)
        return tuple(
            Settlement(number, aside, names(aside), of - aside.bit_count())
            for number, group in enumerate(self.groups)
            for aside in group
        )

    def involved(self, group: int) -> tuple[str, ...]:
        """The names of the origins whose claims stand in the contradictions of a group."""
        clashes = connected(least_sets(self.origins.clashes))[group]
        together = 0
        for one in clashes:
            together |= one
        return self.origins.listed(together)

    def with_others(self, settlement: Settlement) -> list[int]:
        """A settlement with each choice of the fewest that settle the other groups."""
        others = [
            [one for one in group if one.bit_count() == group[0].bit_count()]
            for number, group in enumerate(self.groups)
            if number != settlement.group
        ]
        return [settlement.aside | one for one in _every_way(others)]


def _every_way(groups: Sequence[Sequence[int]]) -> list[int]:
    """One choice of every group, put together, in every way; of very many the first."""
    found = [0]
    for group in groups:
        found = [one | other for one in found for other in group][:MOST_OTHERS]
    return found
