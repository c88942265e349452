"""Smallest sets of claims that cannot hold together (R10).

Such a set is an irreducible infeasible subset: remove any one of its claims and the rest can hold.
A proof gives a small set to start from; it is made irreducible by QuickXplain: U. Junker,
"QuickXPlain: preferred explanations and relaxations for over-constrained problems", AAAI 2004. See
J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, reduce
from heapq import heappop, heappush
from operator import or_

from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.standing import Standing

SMALL = 6  # claims, of which each is tried in turn: halving takes more where most are needed


class ClaimSets:
    """Which claims of a block can hold together, and which cannot: what is found is kept.

    They have to hold by each of the `standings`. Sets of claims are whole numbers whose bits are
    the numbers of claims. What is found are contradictions none of which can do without any of its
    claims.
    """

    def __init__(self, *standings: Standing) -> None:
        self.standings = standings
        self._noted = dict[int, None]()
        self._by_first = dict[int, list[int]]()  # those of `_noted` that no `_pair` tells
        self._firsts = 0  # the claims that are the first of any of these
        self._held = list[int]()

    @property
    def exact(self) -> bool:
        """Whether no search was cut short so far."""
        return all(one.exact for one in self.standings)

    def clash(self, claims: int) -> int:
        """A smallest set of these claims that cannot hold together; 0 if all of them can.

        Where the search is cut short they can unless it is proven that they cannot.
        """
        if pair := self._pair(claims):
            self._noted[pair] = None
            return pair
        known = self._known(claims)
        if known is not None:
            return known
        ground = self._against(claims)
        if not ground:
            return 0
        found = mask_of(shrunk(self._clashing, ground))
        self._noted[found] = None
        self._firsts |= found & -found
        self._by_first.setdefault(found & -found, []).append(found)
        return found

    @property
    def clashes(self) -> list[int]:
        """The contradictions that are known."""
        return list(self._noted)

    def note_pairs(self, of: Sequence[int]) -> None:
        """Take note of what takes no search: of each two origins one pair of their claims.

        `of` is the origin of each claim.
        """
        seen = set[tuple[int, int]]()
        for claim, others in enumerate(self._pairs):
            for other in members(others >> claim + 1 << claim + 1):
                pair = min(of[claim], of[other]), max(of[claim], of[other])
                if pair not in seen:
                    seen.add(pair)
                    self._noted[1 << claim | 1 << other] = None

    @cached_property
    def _pairs(self) -> list[int]:
        """For each claim those with which it plainly cannot hold, which takes no search."""
        each = zip(*(one.plain_clashes for one in self.standings), strict=True)
        return [reduce(or_, sets) for sets in each]

    @cached_property
    def _paired(self) -> int:
        """The claims that `_pairs` has any for, which in most blocks are few or none."""
        return reduce(or_, self._pairs, 0)

    def _pair(self, claims: int) -> int:
        """Two of these claims that plainly cannot hold together; 0 if there are none."""
        pairs, left = self._pairs, claims & self._paired
        while left:
            bit = left & -left
            left ^= bit
            if others := pairs[bit.bit_length() - 1] & left:
                return bit | others & -others
        return 0

    def _known(self, claims: int) -> int | None:
        """As `clash`, as far as it is known by a search for more than pairs."""
        left = claims & self._firsts
        while left:
            bit = left & -left
            left ^= bit
            for one in self._by_first.get(bit, ()):
                if not one & ~claims:
                    return one
        for held in self._held:
            if claims & ~held == 0:
                return 0
        return None

    def _clashing(self, claims: Sequence[int]) -> bool:
        """Whether these claims cannot hold together."""
        some = mask_of(claims)
        if self._pair(some):
            return True
        known = self._known(some)
        return bool(self._against(some) if known is None else known)

    def _against(self, claims: int) -> list[int]:
        """Some of these claims that cannot hold together, none if all can."""
        listed = list(members(claims))
        against = (one.against(listed) for one in self.standings)
        found = next((found for found in against if found), [])
        if not found:
            self._held.append(claims)
        return found


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

    kept = list(dict.fromkeys(claims))
    if len(kept) > SMALL:
        return tuple(sorted(needed([], False, kept)))
    for claim in reversed(kept[:]):
        fewer = [one for one in kept if one != claim]
        kept = fewer if clash(fewer) else kept
    return tuple(sorted(kept))


def every_clash(clash: Callable[[int], int], claims: int, most: int) -> tuple[list[int], bool]:
    """Smallest sets of claims that cannot hold together, and whether these are all.

    `clash` gives one such set within some claims, or 0. A set that is not the one found lacks one
    of its claims: so they are looked for without each of these in turn. `most` is how often. Those
    with few left out come first, so that without more than is needed for the rest to hold nothing
    has to be looked for.
    """
    nobody, found = 0, set[int]()
    seen, waiting = {nobody}, [(nobody.bit_count(), nobody)]
    while waiting:
        if len(seen) > most:
            return sorted(found), False
        _, gone = heappop(waiting)
        one = clash(claims & ~gone)
        found |= {one} if one else set()
        for claim in members(one):
            less = gone | 1 << claim
            if less not in seen:
                seen.add(less)
                heappush(waiting, (less.bit_count(), less))
    return sorted(found), True
