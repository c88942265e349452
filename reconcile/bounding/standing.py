"""The claims of a block as they stand: what of them cannot hold together, and what they leave.

Where running maxima do (`shapes.py`) they are used; the rest is a linear program.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from reconcile.bounding.constraints import LEAST
from reconcile.bounding.day_grid import tracks_of
from reconcile.bounding.day_search import Budget, Search
from reconcile.bounding.extremes import Bound, Term, extremes
from reconcile.bounding.histories import Histories
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.plain_clashes import plain_clashes
from reconcile.bounding.profiles import Limits, Profiles
from reconcile.bounding.program import Program, support
from reconcile.bounding.shapes import shape_of
from reconcile.bounding.trees import Node, Target, Tree
from reconcile.bounding.vague_days import DaysLeft, Narrowed, narrowed
from reconcile.notation.measures import Measures

SEEN = 1e-4  # people, below which a misfit is the solver's (1e-7, added up) and not the claims'


class Standing:
    """The claims of a block, by their numbers in it, as they are or loosened.

    Sets of claims are whole numbers whose bits are those of the claims. `exact` says whether no
    search was cut short so far. Counts are `whole` but where claims are loosened in real numbers.
    """

    def __init__(
        self, measures: Measures, tree: Tree, tracks: Sequence[str], *, whole: bool = True
    ) -> None:
        self.measures, self.tree, self.whole = measures, tree, whole
        self.shape = shape_of(measures, tree, tracks)
        self.exact = True
        self._budget = Budget()
        self._narrowing = Budget()
        self._profiles: dict[int, Profiles] = {}
        self._programs: dict[int, Narrowed] = {}

    @cached_property
    def program(self) -> Program:
        """The linear program."""
        return Program(self.measures, self.tree, whole=self.whole)

    @cached_property
    def _days(self) -> DaysLeft:
        return DaysLeft(Histories(self.program))

    @cached_property
    def _fine(self) -> Program:
        """That in which vague dates have days of their own."""
        if not any(claim.vague or claim.vague_start for claim in self.tree.claims):
            return self.program
        return Program(self.measures, self.tree, whole=self.whole, between=True)

    @cached_property
    def plain_clashes(self) -> list[int]:
        """As `plain_clashes`; none where running maxima tell as soon."""
        if self.shape is not None:
            return [0] * len(self.tree.claims)
        return plain_clashes(self.measures, self.tree)

    def against(self, claims: Sequence[int]) -> list[int]:
        """Some of these claims that cannot hold together, none if all can.

        Where a search is cut short they can unless it is proven that they cannot.
        """
        profiles = self._profiles_of(mask_of(claims))
        if profiles:
            return profiles.clash
        program = self.program
        program.hold(())
        answer = program.ask(program.moving(claims))
        assert answer is not None  # every claim may be missed, so something always fits
        seen = min(SEEN * program.unit, 0.5)
        if answer.value > seen:
            return [claim for claim in support(program, answer) if claim in set(claims)]
        if Search(program, claims, self._budget).near(answer):
            return []
        self._fine.hold(())
        found = Search(self._fine, claims, self._budget).run()
        if not found.exact:
            self.exact = False
        return list(claims) if found.least > seen else []

    def extremes(
        self,
        claims: int,
        target: Target,
        days: Sequence[float],
        sign: int,
        known: Sequence[float] | None = None,
    ) -> list[Bound]:
        """The least (sign 1) or the greatest count of a target on these days, which ascend.

        The claims hold together. `known` is as for `extremes.extremes`.
        """
        profiles = self._profiles_of(claims)
        if profiles:
            return list(self._read(profiles, target, days, sign))
        narrow = self._narrowed(claims)
        found = extremes(narrow.histories, target, days, sign, known)
        return [_with_days(one, narrow.rests_on) for one in found]

    def _narrowed(self, claims: int) -> Narrowed:
        """The program in which these claims hold, and no others have to."""
        if claims not in self._programs:
            found = narrowed(self._days, list(members(claims)), self._narrowing)
            self._programs = {claims: found}
        found = self._programs[claims]
        found.histories.hold(members(claims))
        return found

    def _profiles_of(self, claims: int) -> Profiles | None:
        """The limits by running maxima; None if it takes the solver."""
        if self.shape is None:
            return None
        if claims not in self._profiles:
            size = len(self.tree.claims)
            bits = np.frombuffer(claims.to_bytes(size // 8 + 1, "little"), dtype=np.uint8)
            held = np.unpackbits(bits, bitorder="little")[:size].astype(bool)
            slack = 0.0 if self.whole else SEEN
            self._profiles = {claims: Profiles(self.shape, self._said, held, slack)}
        found = self._profiles[claims]
        if not found.settled:
            self.shape = None
        return found if found.settled else None

    @cached_property
    def _said(self) -> tuple[Limits, Limits]:
        """What the claims say at least, and at most."""
        assert self.shape is not None
        days = {day: number for number, day in enumerate(self.shape.days.tolist())}
        least, most = list[tuple[int, int, int, float]](), list[tuple[int, int, int, float]]()
        for number, claim in enumerate(self.tree.claims):
            sure, held = tracks_of(self.measures, claim.measure)
            day = days[claim.as_of_first]
            if claim.lower > 0:
                least.append((number, self._quantity(claim.node, held), day, claim.lower))
            if math.isfinite(claim.upper) and sure:
                most.append((number, self._quantity(claim.node, sure), day, claim.upper))
        return Limits.of(1, least), Limits.of(-1, most)

    @cached_property
    def _numbers(self) -> dict[tuple[int, frozenset[str]], int]:
        assert self.shape is not None
        return {(one.node, one.tracks): n for n, one in enumerate(self.shape.quantities)}

    def _quantity(self, node: Node, tracks: Sequence[str]) -> int:
        return self._numbers[self.tree.nodes.index(node), frozenset(tracks)]

    def nodes_of(self, nest: int) -> tuple[Node, Node]:
        """The inner and the outer node of a fact of the kind NEST."""
        nodes, shape = self.tree.nodes, self.shape
        inner, outer = self.tree.edges[nest] if shape is None else shape.inside[nest][:2]
        return nodes[inner], nodes[outer]

    def _read(
        self, profiles: Profiles, target: Target, days: Sequence[float], sign: int
    ) -> Iterator[Bound]:
        shape = profiles.shape
        row = self._quantity(target.node, tracks_of(self.measures, target.measure)[1])
        table = profiles.low if sign == 1 else profiles.high
        when = np.array(days)
        after = np.searchsorted(shape.days, when, side="right" if sign == 1 else "left")
        for at in after.tolist():
            day = at - 1 if sign == 1 else at
            if not 0 <= day < len(shape.days):
                yield Bound(0.0 if sign == 1 else math.inf)
                continue
            count, proof = float(table[row, day]), profiles.proof(sign, row, day)
            terms = [
                Term(claim, float(times), self._limit(claim, kind), kind)
                for (claim, kind), times in sorted(proof.terms.items())
            ]
            yield Bound(count, tuple(terms), tuple(sorted(proof.facts)))

    def _limit(self, claim: int, kind: int) -> float:
        return self.tree.claims[claim].lower if kind == LEAST else self.tree.claims[claim].upper


def _with_days(bound: Bound, rests_on: Mapping[int, frozenset[int]]) -> Bound:
    """A bound with the claims by which the days of its own claims were narrowed."""
    own = {term.claim for term in bound.terms}
    others = frozenset[int]().union(*(rests_on.get(claim, frozenset()) for claim in own))
    return bound._replace(besides=tuple(sorted(others - own)))
