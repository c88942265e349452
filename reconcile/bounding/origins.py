"""What is left of the claims of a tree once some of their origins are set aside (R10).

Origins vote, not statements: whoever is set aside is so with all that was said. Sets of origins are
whole numbers whose bits are their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from reconcile.bounding.block_view import BlockView
from reconcile.bounding.blocks import split
from reconcile.bounding.fewest_choices import Fewest, choices
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.least_choice import LeastChoice
from reconcile.bounding.trees import Tree, TreeClaim
from reconcile.notation.measures import Measures

FEW = 20  # origins, whose contradictions are soon found one by one
MOST_CHOICES = 300  # choices of origins of which limits are the hull, more than a page can name


class Origins:
    """The origins of a tree's claims, and what is left if some of them are set aside."""

    def __init__(self, measures: Measures, tree: Tree, tolerance: Fraction) -> None:
        self.measures, self.tree = measures, tree
        self.names = tuple(dict.fromkeys(claim.origin for claim in tree.claims))
        at = {name: number for number, name in enumerate(self.names)}
        self.of = [at[claim.origin] for claim in tree.claims]
        self._split = split(measures, tree)
        self.parts = [
            BlockView(measures, block, self.of, tolerance) for block in self._split.blocks
        ]

    def parts_of(self, target: int) -> tuple[tuple[int, int], ...]:
        """The parts that a target of the tree adds up, by their numbers, and the target in each."""
        return self._split.parts[target]

    @property
    def exact(self) -> bool:
        """Whether no search was cut short so far."""
        return all(part.exact for part in self.parts)

    def clashing(self, aside: int) -> bool:
        """Whether the rest cannot hold if these are set aside; each part is looked at."""
        return any([part.clash(aside) for part in self.parts])  # noqa: C419

    def loosened(self, aside: int) -> int:
        """The parts (as a set) of which the rest holds only once its claims are loosened."""
        return sum(1 << number for number, part in enumerate(self.parts) if part.loosened(aside))

    @property
    def clashes(self) -> list[int]:
        """The origins of each contradiction that is known."""
        return [one for part in self.parts for one in part.clashes]

    @cached_property
    def choices(self) -> Fewest:
        """The smallest choices of origins without whom the rest holds, and those of one more.

        None can do without any of its members.
        """
        for part in self.parts:
            part.note_pairs()
        if len(self.names) > FEW:
            everyone = mask_of(range(len(self.names)))
            for pair in dict.fromkeys(self._plain_pairs()):
                self.clashing(everyone & ~pair)
        search = LeastChoice()
        self._settled(0, search)  # most contradictions come to light with less to look at
        found = self._settled(1, search)
        return found._replace(exact=found.exact and self.exact)

    def _settled(self, more: int, search: LeastChoice) -> Fewest:
        """The smallest choices without whom the rest holds, and those of so many `more`."""
        while True:
            found = choices(self.clashes, more, MOST_CHOICES, search)
            clashing = [one for one in found.sets if self.clashing(one)]
            if not clashing:  # else what was found is met from now on
                return found

    def _plain_pairs(self) -> Iterator[int]:
        """Two origins each that gave one count of one day bounds that do not overlap."""
        said = dict[tuple[object, ...], list[tuple[TreeClaim, int]]]()
        for claim, origin in zip(self.tree.claims, self.of, strict=True):
            if not claim.vague:
                of = (claim.node, claim.measure, claim.period, claim.as_of_first)
                said.setdefault(of, []).append((claim, origin))
        pairs = (pair for claims in said.values() for pair in combinations(claims, 2))
        for (one, its), (other, theirs) in pairs:
            if its != theirs and (one.lower > other.upper or other.lower > one.upper):
                yield mask_of((its, theirs))

    @property
    def wrong(self) -> int:
        """The least number of origins that have to be set aside for the rest to hold."""
        return self.choices.sets[0].bit_count()

    def listed(self, origins: int) -> tuple[str, ...]:
        """The names of these origins."""
        return tuple(self.names[one] for one in members(origins))

    def within(self, most: int) -> list[int]:
        """All choices of at most `most` origins without whom the rest holds, the smallest first.

        `most` is the least number or one more.
        """
        small = [one for one in self.choices.sets if one.bit_count() <= most]
        wider = [
            one | 1 << other
            for one in small
            if one.bit_count() < most
            for other in range(len(self.names))
        ]
        return list(dict.fromkeys([*small, *wider]))
