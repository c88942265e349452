"""What is left of the claims of a tree once some of their origins are set aside (R10).

Origins vote, not statements: whoever is set aside is so with all that was said. Sets of origins and
of claims are whole numbers whose bits are their numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, partial

from reconcile.bounding.contradictions import Together
from reconcile.bounding.hitting_sets import Fewest, choices, mask_of, members
from reconcile.bounding.program import Program
from reconcile.bounding.trees import Tree, TreeClaim
from reconcile.comparison.tolerance import loosened, loosened_whole
from reconcile.notation.measures import Measures

MOST_CHOICES = 300  # choices of origins of which limits are the hull, more than a page can name


class Origins:
    """The origins of a tree's claims, and what is left if some of them are set aside.

    Claims hold together if they do as they are, or else once each is loosened by half the tolerance
    (R5).
    """

    def __init__(self, measures: Measures, tree: Tree, tolerance: Fraction) -> None:
        self.measures, self.tree, self.tolerance = measures, tree, tolerance
        self.names = tuple(dict.fromkeys(claim.origin for claim in tree.claims))
        at = {name: number for number, name in enumerate(self.names)}
        self.of = [at[claim.origin] for claim in tree.claims]
        self.strict = Together(Program(measures, tree))

    @cached_property
    def loose(self) -> Together:
        """The claims loosened by half the tolerance; as they are if there is none.

        They hold if they do in real numbers, as figures match, and in whole ones, each bound being
        loosened to the nearest: 199 and 201 hold, 1 and 1 and 1 of the three pairs of three
        outcomes do not.
        """
        if not self.tolerance:
            return self.strict
        real, near = (
            replace(self.tree, claims=tuple(_loosened(one, by) for one in self.tree.claims))
            for by in (
                partial(loosened, tolerance=self.tolerance),
                partial(loosened_whole, tolerance=self.tolerance),
            )
        )
        first = Together(Program(self.measures, real, whole=False))
        return Together(Program(self.measures, near), first)

    def origins_of(self, claims: int) -> int:
        """The origins of these claims."""
        return mask_of({self.of[claim] for claim in members(claims)})

    def left(self, aside: int) -> int:
        """The claims that stay if these origins are set aside."""
        return mask_of(claim for claim, of in enumerate(self.of) if not aside >> of & 1)

    def clash(self, aside: int) -> int:
        """Origins of whom one at least has to be set aside besides; 0 if the rest holds."""
        claims = self.left(aside)
        if not self.strict.clash(claims):
            return 0
        return self.origins_of(self.loose.clash(claims))

    def needs_loosening(self, aside: int) -> bool:
        """Whether the rest holds only once its claims are loosened."""
        return bool(self.strict.clash(self.left(aside)))

    def program(self, aside: int) -> Program:
        """The program in which the rest holds."""
        standing = self.loose if self.needs_loosening(aside) else self.strict
        standing.program.hold(members(self.left(aside)))
        return standing.program

    @property
    def clashes(self) -> list[int]:
        """The origins of each contradiction that is known."""
        return [self.origins_of(one) for one in self.loose.clashes]

    @cached_property
    def choices(self) -> Fewest:
        """The smallest choices of origins without whom the rest holds, and those of one more.

        None can do without any of its members.
        """
        while True:
            found = choices(self.clashes, 1, MOST_CHOICES)
            clashing = [one for one in found.sets if self.clash(one)]
            if not clashing:  # else what was found is met from now on
                return found._replace(exact=found.exact and self.loose.exact)

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


def _loosened(claim: TreeClaim, by: Callable[[float, float], tuple[float, float]]) -> TreeClaim:
    lower, upper = by(claim.lower, claim.upper)
    return claim._replace(lower=lower, upper=upper)
