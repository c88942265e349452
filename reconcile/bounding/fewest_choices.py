"""Smallest choices that meet every one of some sets: what has to be set aside (R10).

What meets all sets that cannot hold together is what has to be set aside for the rest to hold:
R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32 (1987); M. H.
Liffiton and K. A. Sakallah, "Algorithms for computing minimal unsatisfiable subsets of
constraints", J. Automated Reasoning 40 (2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reconcile.bounding.hitting_sets import (
    apart,
    connected,
    greedy,
    least_sets,
    mask_of_singles,
    members,
)
from reconcile.bounding.least_choice import MOST, CutShortError, LeastChoice


class Fewest(NamedTuple):
    """Fewest that meet every set, the smallest first; not `exact` if the search was cut short.

    No choice has fewer members than `least`.
    """

    sets: tuple[int, ...]
    least: int
    exact: bool


def choices(
    sets: Sequence[int], more: int = 0, limit: int = MOST, search: LeastChoice | None = None
) -> Fewest:
    """The choices that meet every set, of at most `more` members above the least that any has.

    No member of a choice can be left out of it. At most `limit` are told. A `search` that was
    asked of some of these sets before takes less time.
    """
    search = search or LeastChoice()
    found, least, few, exact = [0], 0, 0, True
    for group in connected(least_sets(sets)):
        own = _of_a_group(group, more, limit, search)
        least, few = least + own.least, few + own.sets[0].bit_count()
        wider = [one | other for one in found for other in own.sets]
        found = sorted((one for one in wider if one.bit_count() <= few + more), key=_size)
        exact = exact and own.exact and len(found) <= limit
        found = found[:limit]
    return Fewest(tuple(found), least, exact)


def smallest(sets: Sequence[int], limit: int, search: LeastChoice | None = None) -> Fewest:
    """The smallest choices by inclusion that meet every set of one group, at most `limit`."""
    every = _every(sets).bit_count()
    return _of_a_group(least_sets(sets), every, limit, search or LeastChoice())


def _size(mask: int) -> tuple[int, list[int]]:
    return mask.bit_count(), list(members(mask))


def _every(sets: Sequence[int]) -> int:
    """All members."""
    found = 0
    for one in sets:
        found |= one
    return found


def _of_a_group(sets: Sequence[int], more: int, limit: int, search: LeastChoice) -> Fewest:
    """As `choices`: those of the least size come first, then those of one more, until enough."""
    found = list[int]()
    try:
        first = search.below(sets, len(sets) + 1)
    except CutShortError:
        return Fewest((greedy(sets),), apart(sets), exact=False)
    assert first is not None  # a member of every set does
    least = first.bit_count()
    try:
        for size in range(least, min(_every(sets).bit_count(), least + more) + 1):
            for one in islice(_of_a_size(sets, size, least, search), limit + 1 - len(found)):
                found.append(one)
    except CutShortError:
        return Fewest(tuple(found[:limit] or [first]), least, exact=False)
    return Fewest(tuple(found[:limit]), least, len(found) <= limit)


class _Begun(NamedTuple):
    """A choice, the sets that it does not meet, without the members that are kept out of it, and
    members that meet these, as few as it may have; None if that is not known.
    """

    choice: int
    unmet: tuple[int, ...]
    others: int | None


def _of_a_size(sets: Sequence[int], size: int, least: int, search: LeastChoice) -> Iterator[int]:
    """The choices of `size` members that can do without none, those first that have the first.

    The first member of what is unmet is taken into the choice, or kept out of it.
    """
    waiting = [_Begun(0, tuple(sets), None)]
    while waiting:
        choice, unmet, others = waiting.pop()
        if size > least or others is None:  # else it leads to a choice
            search.look()
        room = size - choice.bit_count()
        if forced := mask_of_singles(unmet):
            if forced.bit_count() <= room:
                rest = tuple(one for one in unmet if not one & forced)
                left = None if others is None else others & ~forced
                waiting.append(_Begun(choice | forced, rest, left))
        elif size > least and not _needed(sets, choice):
            continue  # of the least size all are needed
        elif not unmet:
            if not room:
                yield choice
        else:
            others = search.below(unmet, room + 1) if others is None else others
            if others is not None:
                waiting += _parted(_Begun(choice, unmet, others), others, room)


def _parted(begun: _Begun, others: int, room: int) -> Iterator[_Begun]:
    """Without the first member of what is unmet, and with it, which is to be looked at first."""
    choice, unmet, _ = begun
    bit = _every(unmet)
    bit &= -bit
    with_, without = _exchanged(unmet, others, bit, room)
    yield _Begun(choice, tuple(dict.fromkeys(one & ~bit for one in unmet)), without)
    yield _Begun(choice | bit, tuple(one for one in unmet if not one & bit), with_)


def _exchanged(
    unmet: Sequence[int], others: int, bit: int, room: int
) -> tuple[int | None, int | None]:
    """What meets the sets beside a member, and without it: `others` but for one, if that will do.

    None says that it is not known.
    """
    if others & bit:
        instead = -1
        for one in unmet:
            if one & others == bit:
                instead &= one & ~bit
        if instead == -1:  # nobody needs it
            return others & ~bit, others & ~bit
        return others & ~bit, others & ~bit | instead & -instead if instead else None
    needed = mask_of_singles(one & others for one in unmet if not one & bit)
    spare = others & ~needed
    if spare or others.bit_count() < room:
        return others & ~(spare & -spare), others
    return None, others


def _needed(sets: Sequence[int], choice: int) -> bool:
    """Whether each member alone meets some set."""
    return mask_of_singles(one & choice for one in sets) == choice
