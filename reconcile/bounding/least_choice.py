"""A choice of the fewest members that meets every one of some sets.

What no least choice needs is left out first: a set that holds another one, and a member whose sets
another member is in as well (K. Weihe, "Covering trains by stations or the power of data
reduction", ALEX 1998). What is left in parts that share no member is answered part by part, and
what was answered is kept, since the same parts come up again and again. So claims of many days,
each of which contradicts few others, take few branches where they would take millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reconcile.bounding.hitting_sets import apart, connected, in_most, members

# choices looked at by the searches for one answer, and as how many of them one counts of which it
# has to be found out first what it takes: some seconds
MOST, BRANCH = 40_000, 10


class CutShortError(Exception):
    """The search has looked at as many choices as it may."""


class LeastChoice:
    """Answers for sets that are put to it one after the other; what is found is kept.

    `left` is how many choices may still be looked at.
    """

    def __init__(self, left: int = MOST) -> None:
        self.left = left
        # of a part of what was asked: no choice has fewer members, and one that has so many
        self._known = dict[tuple[int, ...], tuple[int, int | None]]()

    def look(self, count: int = 1) -> None:
        """Count so many choices more; raises `CutShortError` if there were too many."""
        self.left -= count
        if self.left <= 0:
            raise CutShortError

    def below(self, sets: Iterable[int], size: int) -> int | None:
        """A choice of the fewest members that meets every set; None unless it has less than `size`.

        Raises `CutShortError`.
        """
        choice, rest = simplified(sets)
        least = choice.bit_count()
        parts = [(self._least(part), part) for part in map(tuple, connected(rest))]
        least += sum(few for few, _ in parts)
        for few, part in sorted(parts, key=lambda one: len(one[1])):
            found = self._of_a_part(part, size - least + few) if least < size else None
            if found is None:
                return None
            choice, least = choice | found, least + found.bit_count() - few
        return choice if least < size else None

    def _least(self, part: tuple[int, ...]) -> int:
        if part not in self._known:
            self._known[part] = apart(part), None
        return self._known[part][0]

    def _of_a_part(self, part: tuple[int, ...], size: int) -> int | None:
        """As `below`, of sets that hang together: with a member that most of them have, or without
        it, so that the others of each of these sets have to meet it.
        """
        least, found = self._known[part]
        if least >= size or found is not None:
            return found if least < size else None
        self.look(BRANCH)
        bit = 1 << in_most(part)
        beside = self.below([one for one in part if not one & bit], size - 1)
        if beside is not None:
            found = beside | bit
            size = found.bit_count()
        if least < size:
            without = self.below([one & ~bit for one in part], size)
            found = found if without is None else without
        self._known[part] = size if found is None else found.bit_count(), found
        return found


def simplified(sets: Iterable[int]) -> tuple[int, list[int]]:
    """Members of a least choice, and the sets that the others of it have to meet."""
    rest = list(dict.fromkeys(sets))
    held = _held(rest)
    choice, there, again = 0, (1 << len(rest)) - 1, True
    while again:
        taken, there = _without_wider(rest, held, there)
        near, there = _with_all_beside_another(rest, held, there)
        choice |= taken | near
        again = _without_spare(rest, held, there)
    return choice, [rest[at] for at in members(there)]


# what follows runs a million times for a case of some dozens of sources, so it loops over bits


def _held(sets: Sequence[int]) -> dict[int, int]:
    """The sets, by their positions, that each member is in; members as sets of one."""
    held = dict[int, int]()
    for at, one in enumerate(sets):
        while one:
            bit = one & -one
            one ^= bit
            held[bit] = held.get(bit, 0) | 1 << at
    return held


def _without_wider(rest: Sequence[int], held: Mapping[int, int], there: int) -> tuple[int, int]:
    """The members that have a set to themselves, and the sets that neither they meet nor any other
    set lies in.
    """
    choice, left = 0, there
    while left:
        at = left & -left
        left ^= at
        one = rest[at.bit_length() - 1]
        if one & (one - 1) == 0:
            choice |= one
            wider = held[one]
        else:
            wider = there ^ at
            while one and wider:
                bit = one & -one
                one ^= bit
                wider &= held[bit]
        there &= ~wider
        left &= ~wider
    return choice, there


def _with_all_beside_another(
    rest: Sequence[int], held: Mapping[int, int], there: int
) -> tuple[int, int]:
    """Members that stand beside all that another one stands beside, and that one too; and the sets
    that are left.

    Without such a member its neighbours are all in the choice, and it can stand in for the other.
    """
    beside = dict[int, int]()
    for at in members(there):
        one = rest[at]
        low, high = one & -one, one & (one - 1)
        if high and high & (high - 1) == 0:
            beside[low] = beside.get(low, 0) | high
            beside[high] = beside.get(high, 0) | low
    choice, waiting = 0, dict.fromkeys(sorted(beside))
    while waiting:
        member = next(iter(waiting))
        del waiting[member]
        near = beside[member]
        while near:
            other = near & -near
            near ^= other
            if beside[member] & ~(beside[other] | other) or not _met(
                rest, held[member] & there & ~held[other], beside[other] & ~member
            ):
                continue
            choice, there = choice | other, there & ~held[other]
            for at in members(beside.pop(other)):
                beside[1 << at] &= ~other
                waiting[1 << at] = None
            waiting.pop(other, None)
    return choice, there


def _met(rest: Sequence[int], which: int, members_of: int) -> bool:
    """Whether each of these sets has one of these members."""
    return all(rest[at] & members_of for at in members(which))


def _without_spare(rest: list[int], held: dict[int, int], there: int) -> bool:
    """Take out the members whose sets, of those that are `there`, another one is in as well; says
    whether any set has fewer for that.
    """
    again = False
    for bit in list(held):
        own = held[bit] & there
        others = rest[own.bit_length() - 1] ^ bit if own else 0
        while others:
            other = others & -others
            if own & ~held[other] == 0:
                break
            others ^= other
        if own and not others:
            continue
        del held[bit]
        again = again or own != 0
        while own:
            at = own.bit_length() - 1
            rest[at] ^= bit
            own ^= 1 << at
    return again
