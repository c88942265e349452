"""Where in a row of whole numbers each of them stands first: what grouping rests on."""

from __future__ import annotations

import numpy as np

_SPREAD = 0x9E3779B97F4A7C15  # odd, and near the golden ratio, which parts neighbouring numbers
_SELDOM = 64  # keys, of which one is there more than once
_MANY, _FEW = 1 << 18, 1 << 13  # keys, and of those how many show how many are different


def first_same(keys: np.ndarray) -> np.ndarray:
    """For each of these whole numbers where the first one stands that is the same.

    Each key has a slot in a table, which keeps the first of those that share it; those that it
    is not are tried again in other slots. That takes a quarter of the time of sorting a million.
    """
    if keys.dtype != np.uint64:
        keys = keys.astype(np.int64, copy=False).view(np.uint64)
    first = np.arange(len(keys), dtype=np.int32 if len(keys) < 2**31 else np.int64)
    if keys.max(initial=0) < 4 * len(keys):  # each number has a slot of its own
        return _kept(keys.view(np.int64), first, 4 * len(keys))
    first = _in_slots(keys, first, _SPREAD, _different(keys))
    left, spread = np.flatnonzero(keys[first] != keys), _SPREAD
    while len(left):
        own, spread = keys[left], spread * _SPREAD % 2**64
        found = _in_slots(own, left.astype(first.dtype), spread, len(own))
        same = keys[found] == own
        first[left[same]] = found[same]
        left = left[~same]
        first[left] = left
    return first


def firsts_among(first: np.ndarray) -> np.ndarray:
    """Which rows stand first, by where the first one that is the same as each stands."""
    return np.flatnonzero(first == np.arange(len(first), dtype=first.dtype))


def numbered(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The keys anew, from 0 on in the order in which they come first, and where each does."""
    first = first_same(keys)
    where = firsts_among(first)
    return numbers_among(first, where, np.dtype(np.int64)), where


def numbers_among(first: np.ndarray, where: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The number of each row, by where the first one like it stands; those are at `where`."""
    number = np.empty(len(first), dtype=dtype)
    number[where] = np.arange(len(where))
    found: np.ndarray = number[first]
    return found


def repeated(keys: np.ndarray) -> np.ndarray:
    """Which of these whole numbers are there more than once.

    Where these are few it is a fifth of the time of going to the first of each.
    """
    order = np.sort(keys)
    several = order[1:][order[1:] == order[:-1]]
    if len(several) * _SELDOM < len(keys):
        bits = max(len(keys).bit_length() - 2, 1)
        taken = np.zeros(1 << bits, dtype=bool)
        taken[_slots(several, _SPREAD, bits)] = True
        at = np.flatnonzero(taken[_slots(keys, _SPREAD, bits)])
        found = np.zeros(len(keys), dtype=bool)
        found[at] = np.isin(keys[at], several)
        return found
    first = first_same(keys)
    later = np.flatnonzero(first != np.arange(len(first), dtype=first.dtype))
    found = np.zeros(len(first), dtype=bool)
    found[later] = found[first[later]] = True
    return found


def mixed(groups: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Which rows are of a group, numbered from 0 on, whose rows do not all have one value."""
    one = np.zeros(groups.max(initial=-1) + 1, dtype=values.dtype)
    one[groups] = values  # that of any of its rows
    some = np.zeros(len(one), dtype=bool)
    some[groups[values != one[groups]]] = True
    found: np.ndarray = some[groups]
    return found


def _different(keys: np.ndarray) -> int:
    """About how many of many keys are different, by how many of a few are: at most all of them.

    A table for no more than these stays in the near memory, at ten million keys as at one.
    """
    if len(keys) < _MANY:
        return len(keys)
    few = np.sort(keys[:: len(keys) // _FEW])
    same = int(np.count_nonzero(few[1:] == few[:-1]))
    return min(len(keys), len(few) ** 2 // (same + 1))


def _in_slots(keys: np.ndarray, numbers: np.ndarray, spread: int, count: int) -> np.ndarray:
    """For each of these numbers the first one whose key has the same of `count` slots or more."""
    bits = count.bit_length() + 1
    return _kept(_slots(keys, spread, bits), numbers, 1 << bits)


def _slots(keys: np.ndarray, spread: int, bits: int) -> np.ndarray:
    """A slot below 2 to the power of `bits` for each of these numbers."""
    slots = keys.view(np.uint64) * np.uint64(spread)
    slots >>= np.uint64(64 - bits)
    return slots.view(np.int64)


def _kept(slots: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """For each of these numbers the first one that has the same slot of `size`."""
    table = np.empty(size, dtype=numbers.dtype)
    table[slots[::-1]] = numbers[::-1]  # of several for one slot the last stays
    found: np.ndarray = table[slots]
    return found
