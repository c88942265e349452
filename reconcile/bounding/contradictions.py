"""Smallest sets of claims that cannot hold together (R10).

Such a set is an irreducible infeasible subset: remove any one of its claims and the rest can hold.
A proof gives a small set to start from; it is made irreducible by QuickXplain: U. Junker,
"QuickXPlain: preferred explanations and relaxations for over-constrained problems", AAAI 2004. See
J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.standing import Standing


class ClaimSets:
    """Which claims of a block can hold together, and which cannot: what is found is kept.

    They have to hold by each of the `standings`. Sets of claims are whole numbers whose bits are
    the numbers of claims. `clashes` are contradictions, none of which can do without any of its
    claims.
    """

    def __init__(self, *standings: Standing) -> None:
        self.standings = standings
        self.clashes = list[int]()
        self._held = list[int]()

    @property
    def exact(self) -> bool:
        """Whether no search was cut short so far."""
        return all(one.exact for one in self.standings)

    def clash(self, claims: int) -> int:
        """A smallest set of these claims that cannot hold together; 0 if all of them can.

        Where the search is cut short they can unless it is proven that they cannot.
        """
        for known in self.clashes:
            if known & ~claims == 0:
                return known
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
        return next((found for one in self.standings if (found := one.against(claims))), [])


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


def every_clash(clash: Callable[[int], int], claims: int, most: int) -> tuple[list[int], bool]:
    """Smallest sets of claims that cannot hold together, and whether these are all.

    `clash` gives one such set within some claims, or 0. A set that is not the one found lacks one
    of its claims: so they are looked for without each of these in turn. `most` is how often.
    """
    seen, waiting, found = {0}, [0], set[int]()
    while waiting:
        if len(seen) > most:
            return sorted(found), False
        gone = waiting.pop()
        one = clash(claims & ~gone)
        found |= {one} if one else set()
        for claim in members(one):
            less = gone | 1 << claim
            if less not in seen:
                seen.add(less)
                waiting.append(less)
    return sorted(found), True
