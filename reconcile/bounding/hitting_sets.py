"""Smallest choices that meet every one of some sets: what has to be set aside (R10).

Sets are whole numbers whose bits are their members. What meets all sets that cannot hold together
is what has to be set aside for the rest to hold: R. Reiter, "A theory of diagnosis from first
principles", Artificial Intelligence 32 (1987); M. H. Liffiton and K. A. Sakallah, "Algorithms for
computing minimal unsatisfiable subsets of constraints", J. Automated Reasoning 40 (2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

MOST = 20_000  # choices looked at in one search, a tenth of a second or so


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
    for one in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & ~one == 0 for other in kept):
            kept.append(one)
    return kept


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


def choices(sets: Sequence[int], more: int = 0, limit: int = MOST) -> Fewest:
    """The choices that meet every set, of at most `more` members above the least that any has.

    No member of a choice can be left out of it. At most `limit` are told.
    """
    found, least, exact = [0], 0, True
    for group in connected(least_sets(sets)):
        own = _of_a_group(group, more, limit)
        least, exact = least + own.least, exact and own.exact
        joined = sorted(
            (one | other for one in found for other in own.sets if _near(one | other, least, more)),
            key=_size,
        )
        found, exact = joined[:limit], exact and len(joined) <= limit
    return Fewest(tuple(found), least, exact)


def smallest(sets: Sequence[int], limit: int) -> Fewest:
    """The smallest choices by inclusion that meet every set of one group, at most `limit`."""
    most = mask_of(bit for one in sets for bit in members(one)).bit_count()
    return _of_a_group(least_sets(sets), most, limit)


def _near(choice: int, least: int, more: int) -> bool:
    return choice.bit_count() <= least + more


def _size(mask: int) -> tuple[int, list[int]]:
    return mask.bit_count(), list(members(mask))


def _of_a_group(sets: Sequence[int], more: int, limit: int) -> Fewest:
    """As `choices`, by size: each choice is one of a member less with one more of an unmet set."""
    found, level, exact = list[int](), {0}, True
    enough = greedy(sets).bit_count() + more
    while level and len(found) <= limit:
        met = {choice for choice in level if all(one & choice for one in sets)}
        found += [choice for choice in sorted(met, key=_size) if _needed(sets, choice)]
        if found and found[0].bit_count() + more <= min(level).bit_count():
            break
        level, whole = _wider(sets, level - met, found, enough)
        exact = exact and whole
    if not found:
        return Fewest((greedy(sets),), apart(sets), exact=False)
    least = found[0].bit_count() if exact else apart(sets)
    return Fewest(tuple(found[:limit]), least, exact and len(found) <= limit)


def _wider(
    sets: Sequence[int], level: set[int], found: Sequence[int], enough: int
) -> tuple[set[int], bool]:
    """The choices of one more member, of an unmet set, and whether these are all.

    Those that cannot meet all sets with `enough` members, or hold one that does, are left out.
    """
    wider = set[int]()
    for choice in sorted(level, key=_size):
        unmet = [one for one in sets if not one & choice]
        if choice.bit_count() + apart(unmet) > enough:
            continue
        if len(wider) > MOST:
            return wider, False
        for bit in members(min(unmet, key=_size)):
            more = choice | 1 << bit
            if not any(one & ~more == 0 for one in found):
                wider.add(more)
    return wider, True


def _needed(sets: Sequence[int], choice: int) -> bool:
    """Whether each member alone meets some set."""
    return all(any(one & choice == 1 << bit for one in sets) for bit in members(choice))


def apart(sets: Sequence[int]) -> int:
    """How many sets at least share no member: no choice has fewer members."""
    met, count = 0, 0
    for one in sorted(sets, key=_size):
        if not one & met:
            met, count = met | one, count + 1
    return count


def greedy(sets: Sequence[int]) -> int:
    """A choice that meets every set, small but perhaps not the smallest."""
    choice, unmet = 0, list(sets)
    while unmet:
        often = dict[int, int]()
        for one in unmet:
            for bit in members(one):
                often[bit] = often.get(bit, 0) + 1
        best = max(sorted(often), key=lambda bit: often[bit])
        choice |= 1 << best
        unmet = [one for one in unmet if not one >> best & 1]
    for bit in members(choice):
        if all(one & choice & ~(1 << bit) for one in sets):
            choice &= ~(1 << bit)
    return choice
