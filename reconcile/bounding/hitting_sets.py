"""Smallest choices that meet every one of some sets: what has to be set aside (R10).

Sets are whole numbers whose bits are their members. What meets all sets that cannot hold together
is what has to be set aside for the rest to hold: R. Reiter, "A theory of diagnosis from first
principles", Artificial Intelligence 32 (1987); M. H. Liffiton and K. A. Sakallah, "Algorithms for
computing minimal unsatisfiable subsets of constraints", J. Automated Reasoning 40 (2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

MOST = 3_000  # choices looked at in one search, a second or so


class Fewest(NamedTuple):
    """Fewest that meet every set, the smallest first; not `exact` if the search was cut short.

    No choice has fewer members than `least`.
    """

    sets: tuple[int, ...]
    least: int
    exact: bool


def members(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def least_sets(sets: Iterable[int]) -> list[int]:
    """Those sets that hold no other one, each once, the smallest first."""
    kept = list[int]()
    for _, alike in groupby(sorted(set(sets), key=_count_and_mask), key=int.bit_count):
        # of two that have as many members none holds the other
        kept += [one for one in alike if not any(other & ~one == 0 for other in kept)]
    return kept


def _count_and_mask(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask


def connected(sets: Iterable[int]) -> list[list[int]]:
    """The sets in groups that share no member, in the order of their first members."""
    groups = list[tuple[int, list[int]]]()
    for one in sets:
        joined, together, rest = one, [one], list[tuple[int, list[int]]]()
        for held, others in groups:
            if held & one:
                joined, together = joined | held, others + together
            else:
                rest.append((held, others))
        groups = [*rest, (joined, together)]
    return [each for _, each in sorted(groups, key=lambda group: group[0] & -group[0])]


def choices(
    sets: Sequence[int], more: int = 0, limit: int = MOST, left: list[int] | None = None
) -> Fewest:
    """The choices that meet every set, of at most `more` members above the least that any has.

    No member of a choice can be left out of it. At most `limit` are told. `left` has how many may
    still be looked at, by searches that share it.
    """
    found, least, few, exact = [0], 0, 0, True
    for group in connected(least_sets(sets)):
        own = _of_a_group(group, more, limit, [MOST] if left is None else left)
        least, few = least + own.least, few + own.sets[0].bit_count()
        wider = [one | other for one in found for other in own.sets]
        found = sorted((one for one in wider if one.bit_count() <= few + more), key=_size)
        exact = exact and own.exact and len(found) <= limit
        found = found[:limit]
    return Fewest(tuple(found), least, exact)


def smallest(sets: Sequence[int], limit: int) -> Fewest:
    """The smallest choices by inclusion that meet every set of one group, at most `limit`."""
    most = mask_of(bit for one in sets for bit in members(one)).bit_count()
    return _of_a_group(least_sets(sets), most, limit, [MOST])


def _size(mask: int) -> tuple[int, list[int]]:
    return mask.bit_count(), list(members(mask))


def _of_a_group(sets: Sequence[int], more: int, limit: int, left: list[int]) -> Fewest:
    """As `choices`: those of no more than a size are looked for, then of one more, until enough."""
    found = list[int]()
    least = apart(sets)
    everyone = mask_of(bit for one in sets for bit in members(one)).bit_count()
    for size in range(least, everyone + 1):
        found = sorted(_up_to(sets, size, left), key=_size)
        if left[0] <= 0:
            break
        if len(found) > limit or (found and size >= found[0].bit_count() + more):
            break
    if left[0] > 0:
        return Fewest(tuple(found[:limit]), found[0].bit_count(), len(found) <= limit)
    found = found or [greedy(sets)]
    return Fewest(tuple(found[:limit]), least, exact=False)


def _up_to(sets: Sequence[int], size: int, left: list[int]) -> set[int]:
    """The choices of at most `size` members; `left` has how many more may be looked at.

    Whoever is in most unmet sets is taken into the choice, or kept out of it: then the others of
    each of these sets have to meet it.
    """
    found, waiting = set[int](), [(0, tuple(sets))]
    while waiting and left[0] > 0:
        left[0] -= 1
        choice, unmet = waiting.pop()
        if forced := mask_of_singles(unmet):
            choice |= forced
            waiting.append((choice, tuple(one for one in unmet if not one & choice)))
        elif not unmet:
            if choice.bit_count() <= size and _needed(sets, choice):
                found.add(choice)
        elif choice.bit_count() + apart(unmet) <= size:
            bit = 1 << _in_most(unmet)
            waiting.append((choice | bit, tuple(one for one in unmet if not one & bit)))
            waiting.append((choice, tuple(dict.fromkeys(one & ~bit for one in unmet))))
    return found


def _in_most(sets: Sequence[int]) -> int:
    """The member that is in most sets, of several the first."""
    often = dict[int, int]()
    for one in sets:
        for bit in members(one):
            often[bit] = often.get(bit, 0) + 1
    return min(often, key=lambda bit: (-often[bit], bit))


def _needed(sets: Sequence[int], choice: int) -> bool:
    """Whether each member alone meets some set."""
    return mask_of_singles(one & choice for one in sets) == choice


def mask_of_singles(sets: Iterable[int]) -> int:
    """The members of those sets that have one member only."""
    found = 0
    for one in sets:
        if one and one & (one - 1) == 0:
            found |= one
    return found


def apart(sets: Sequence[int]) -> int:
    """A number of members that no choice can do without.

    Of some who pairwise cannot stand together all but one have to go; of sets that share no member
    each takes one.
    """
    beside = dict[int, int]()
    for one in sets:
        if one.bit_count() == 2:
            for bit in members(one):
                beside[bit] = beside.get(bit, 0) | one & ~(1 << bit)
    count = used = 0
    for first in sorted(beside, key=lambda bit: (-beside[bit].bit_count(), bit)):
        if used >> first & 1:
            continue
        together, others = 1 << first, beside[first] & ~used
        while others:
            bit = max(members(others), key=lambda one: (beside[one] & others).bit_count())
            together, others = together | 1 << bit, others & beside[bit]
        if together.bit_count() > 1:
            count, used = count + together.bit_count() - 1, used | together
    for one in sorted(sets, key=int.bit_count):
        if not one & used:
            count, used = count + 1, used | one
    return count


def greedy(sets: Sequence[int]) -> int:
    """A choice that meets every set, small but perhaps not the smallest."""
    choice, unmet = 0, list(sets)
    while unmet:
        choice |= 1 << _in_most(unmet)
        unmet = [one for one in unmet if not one & choice]
    for bit in members(choice):
        if all(one & choice & ~(1 << bit) for one in sets):
            choice &= ~(1 << bit)
    return choice
