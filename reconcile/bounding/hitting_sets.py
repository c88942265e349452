"""Sets as whole numbers whose bits are their members, and what meets every one of them (R10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby


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
                others += together
                joined, together = joined | held, others
            else:
                rest.append((held, others))
        groups = [*rest, (joined, together)]
    return [each for _, each in sorted(groups, key=lambda group: group[0] & -group[0])]


def in_most(sets: Sequence[int]) -> int:
    """The member that is in most sets, of several the first."""
    often = Counter(bit for one in sets for bit in members(one))
    return min(often, key=lambda bit: (-often[bit], bit))


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
    choice = 0
    while unmet := [one for one in sets if not one & choice]:
        choice |= 1 << in_most(unmet)
    for bit in members(choice):
        if all(one & choice & ~(1 << bit) for one in sets):
            choice &= ~(1 << bit)
    return choice
