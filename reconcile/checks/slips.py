"""Slips of the hand: what tells one name from another that was meant to be it."""

from __future__ import annotations

SHORTEST = 5  # letters of a name in which one may be a slip


def one_slip(one: str, other: str) -> bool:
    """Whether one letter is put in, left out or replaced, or two neighbours are swapped."""
    short, long = sorted((one, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return long[start + 1 :] == short[start:]
    replaced = long[start + 1 :] == short[start + 1 :]
    swapped = long[start : start + 2] == short[start : start + 2][::-1]
    return replaced or (swapped and long[start + 2 :] == short[start + 2 :])
