"""A block of a tree as those see it who set origins aside: what clashes, and what is left (R10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from reconcile.bounding.blocks import ClaimBlock
from reconcile.bounding.constraints import NEST, PARTS, WITHIN
from reconcile.bounding.contradictions import ClaimSets, every_clash
from reconcile.bounding.extremes import Bound
from reconcile.bounding.fewest_choices import Fewest, choices
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.least_choice import LeastChoice
from reconcile.bounding.standing import Standing
from reconcile.bounding.trees import Tree, TreeClaim
from reconcile.comparison.tolerance import loosened, loosened_whole
from reconcile.notation.measures import Measures


class Fact(NamedTuple):
    """What a proof takes to be so: the kind of a row, and the names that it is about.

    Of NEST these are the inner and the outer node, of WITHIN a measure and what cannot exceed it,
    of PARTS a whole and its parts.
    """

    kind: int
    names: tuple[str, ...] = ()


class Left(NamedTuple):
    """A limit, what it adds up and takes for granted; claims are numbered as in the whole tree."""

    bound: Bound
    facts: frozenset[Fact]


class BlockView:
    """A block: its claims hold together if they do as they are, or once each is loosened (R5).

    Sets of origins, of claims of the tree and of the block are whole numbers whose bits are their
    numbers; `of` has the origin of each claim of the tree.
    """

    def __init__(
        self, measures: Measures, block: ClaimBlock, of: Sequence[int], tolerance: Fraction
    ) -> None:
        self.measures, self.block, self.tolerance = measures, block, tolerance
        self.of = [of[claim] for claim in block.claims]
        self._said = dict[int, int]()  # the claims of each origin
        for number, origin in enumerate(self.of):
            self._said[origin] = self._said.get(origin, 0) | 1 << number
        self.strict = ClaimSets(self._standing(block.tree))

    def _standing(self, tree: Tree, *, whole: bool = True) -> Standing:
        return Standing(self.measures, tree, self.block.tracks, whole=whole)

    @cached_property
    def loose(self) -> ClaimSets:
        """The claims loosened by half the tolerance; as they are if there is none.

        They hold if they do in real numbers, as figures match, and in whole ones, each bound being
        loosened to the nearest: 199 and 201 hold, 1 and 1 and 1 of the three pairs of three
        outcomes do not.
        """
        if not self.tolerance:
            return self.strict
        real, near = (
            _loosened(self.block.tree, partial(by, tolerance=self.tolerance))
            for by in (loosened, loosened_whole)
        )
        return ClaimSets(self._standing(real, whole=False), self._standing(near))

    @property
    def exact(self) -> bool:
        """Whether no search was cut short so far."""
        return self.strict.exact and self.loose.exact

    def left(self, aside: int) -> int:
        """The claims of the block that stay if these origins are set aside."""
        gone = 0
        for origin in members(aside):
            gone |= self._said.get(origin, 0)
        return ((1 << len(self.of)) - 1) & ~gone

    def clash(self, aside: int) -> int:
        """Origins of whom one at least has to be set aside besides; 0 if the rest holds."""
        claims = self.left(aside)
        return self._origins(self.loose.clash(claims)) if self.strict.clash(claims) else 0

    def loosened(self, aside: int) -> bool:
        """Whether the rest holds only once its claims are loosened."""
        return bool(self.strict.clash(self.left(aside)))

    def note_pairs(self) -> None:
        """Take note of the contradictions of two origins that take no search."""
        self.loose.note_pairs(self.of)

    @property
    def clashes(self) -> list[int]:
        """The origins of each contradiction that is known."""
        return [self._origins(one) for one in self.loose.clashes]

    def _origins(self, claims: int) -> int:
        return mask_of({self.of[claim] for claim in members(claims)})

    def contradictions(self, most: int) -> tuple[list[tuple[int, ...]], bool]:
        """The contradictions by the claims of the tree, and whether these are all."""
        found, whole = every_clash(self.loose.clash, self.left(0), most)
        named = [tuple(self.block.claims[claim] for claim in members(one)) for one in found]
        return named, whole and self.loose.exact

    @cached_property
    def fewest_statements(self) -> Fewest:
        """The fewest statements that have to be set aside, whoever they are of."""
        every, search = self.left(0), LeastChoice()
        while True:
            found = choices(self.loose.clashes, limit=1, search=search)
            if not self.loose.clash(every & ~found.sets[0]):
                least = found.least == found.sets[0].bit_count()
                return found._replace(exact=least and self.loose.exact)

    def falls(self, target: int) -> bool:
        """Whether the count of a target of the block may fall."""
        return self.measures.can_fall(self.block.tree.targets[target].measure)

    def limits(
        self,
        aside: int,
        target: int,
        days: Sequence[float],
        sign: int,
        *,
        without: int | None = None,
        known: Sequence[float] | None = None,
    ) -> list[Left]:
        """The least (sign 1) or the greatest counts of a target of the block on these days.

        It is `without` one claim of the tree, by its number, if one is given; `known` is as for
        `extremes.extremes`.
        """
        together = self.loose if self.loosened(aside) else self.strict
        standing, claims = together.standings[-1], self.left(aside)
        if without in self.block.claims:
            claims &= ~(1 << self.block.claims.index(without))
        bounds = standing.extremes(claims, self.block.tree.targets[target], days, sign, known)
        return [Left(self._numbered(one), self._facts(standing, one.facts)) for one in bounds]

    def _numbered(self, bound: Bound) -> Bound:
        claims = self.block.claims
        terms = tuple(term._replace(claim=claims[term.claim]) for term in bound.terms)
        return bound._replace(terms=terms, besides=tuple(claims[one] for one in bound.besides))

    def _facts(self, standing: Standing, facts: Iterable[tuple[int, int]]) -> frozenset[Fact]:
        return frozenset(Fact(kind, self._names(standing, kind, of)) for kind, of in facts)

    def _names(self, standing: Standing, kind: int, of: int) -> tuple[str, ...]:
        if kind == NEST:
            inner, outer = standing.nodes_of(of)
            return *inner, *outer
        if kind == PARTS:
            whole, parts, _ = self.block.tree.broken[of]
            return tuple(", ".join(filter(None, node)) for node in (whole, *parts))
        if kind == WITHIN:
            limit, names = standing.program.rows.groups[of]
            return limit, *names
        return ()


def _loosened(tree: Tree, by: Callable[[float, float], tuple[float, float]]) -> Tree:
    return replace(tree, claims=tuple(_moved(claim, by) for claim in tree.claims))


def _moved(claim: TreeClaim, by: Callable[[float, float], tuple[float, float]]) -> TreeClaim:
    lower, upper = by(claim.lower, claim.upper)
    return claim._replace(lower=lower, upper=upper)
