"""Smallest sets of claims that cannot hold together (R10).

Such a set is an irreducible infeasible subset: remove any one of its claims and the rest can hold.
A proof by the program's weights gives a small set to start from; it is made irreducible by
QuickXplain: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004. See J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST
from reconcile.bounding.day_search import Budget, Search
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.program import NOTHING, Optimum, Program

SEEN = 1e-4  # people, below which a misfit is the solver's (1e-7, added up) and not the claims'


class Together:
    """Which claims of a program can hold together, and which cannot: what is found is kept.

    Sets of claims are whole numbers whose bits are the numbers of claims. `clashes` are
    contradictions, none of which can do without any of its claims. If there is a `first`, the
    claims have to hold by that too.
    """

    def __init__(self, program: Program, first: Together | None = None) -> None:
        self.program, self.first, self.budget = program, first, Budget()
        self.clashes = list[int]()
        self.exact = True
        self._held = list[int]()

    def clash(self, claims: int) -> int:
        """A smallest set of these claims that cannot hold together; 0 if all of them can.

        Where the search is cut short they can unless it is proven that they cannot.
        """
        known = [one for one in self.clashes if one & ~claims == 0]
        if known:
            return known[0]
        if any(claims & ~held == 0 for held in self._held):
            return 0
        ground = self._against(list(members(claims)))
        if not ground:
            self._held.append(claims)
            return 0
        found = mask_of(shrunk(lambda some: bool(self._against(some)), ground))
        self.clashes.append(found)
        return found

    def _against(self, claims: Sequence[int]) -> list[int]:
        """Some of these claims that cannot hold together, none if all can."""
        program = self.program
        if self.first and (found := self.first._against(claims)):
            return found
        program.hold(())
        costs = program.moving(claims)
        answer = program.ask(costs)
        assert answer is not None  # every claim may be missed, so something always fits
        if answer.value > self._seen:
            return [claim for claim in support(program, answer) if claim in set(claims)]
        searched = Search(program, claims, self.budget, costs).run()
        if not searched.exact:
            self.exact = False
        return list(claims) if searched.least > self._seen else []

    @property
    def _seen(self) -> float:
        return float(min(SEEN * self.program.unit, 0.5))


def support(program: Program, answer: Optimum) -> list[int]:
    """The claims that an answer's value rests on."""
    rows = np.flatnonzero(np.abs(answer.weights[: len(program.rows.kind)]) > NOTHING).tolist()
    kinds, of = program.rows.kind, program.rows.of
    return sorted({of[row] for row in rows if kinds[row] in (LEAST, MOST)})


def shrunk(clash: Callable[[Sequence[int]], bool], claims: Sequence[int]) -> tuple[int, ...]:
    """An irreducible subset of `claims` that still clashes, earlier ones kept if either will do.

    `clash` says of some claims whether they cannot all hold; it must be true of all of `claims`.
    """

    def needed(base: list[int], added: bool, rest: list[int]) -> list[int]:
        if added and clash(base):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        late = needed([*base, *first], bool(first), second)
        return [*needed([*base, *late], bool(late), first), *late]

    return tuple(sorted(needed([], False, list(dict.fromkeys(claims)))))


def every_clash(together: Together, claims: int, most: int) -> tuple[list[int], bool]:
    """All smallest sets of claims that cannot hold together, and whether the search was complete.

    A set that is not the one found lacks one of its claims: so they are looked for without each of
    these in turn. `most` is how often the claims may be asked.
    """
    seen, waiting, complete = {0}, [0], True
    while waiting:
        if len(seen) > most:
            complete = False
            break
        gone = waiting.pop()
        found = together.clash(claims & ~gone)
        for claim in members(found):
            less = gone | 1 << claim
            if less not in seen:
                seen.add(less)
                waiting.append(less)
    inside = [one for one in together.clashes if one & ~claims == 0]
    return sorted(inside, key=lambda one: list(members(one))), complete and together.exact
