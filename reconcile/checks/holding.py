"""Codes that hold other codes, beside whole columns of them: for what lies within what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.stretches import stretches


@dataclass(frozen=True)
class CodeLists:
    """A list of codes for every code from 0 on: all of them in turn, and how long each is."""

    members: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> CodeLists:
        """These lists, the first of which is that of code 0."""
        members, sizes = list[int](), list[int]()
        for each in lists:
            members += each
            sizes.append(len(each))
        return cls(np.array(members, dtype=np.int64), np.array(sizes, dtype=np.int64))

    @cached_property
    def linked(self) -> np.ndarray:
        """A number for each code, alike for those that one list or a chain of lists links."""
        holder = np.repeat(np.arange(len(self.sizes)), self.sizes)
        least = np.arange(len(self.sizes))
        while True:
            before = least.copy()
            np.minimum.at(least, holder, least[self.members])
            np.minimum.at(least, self.members, least[holder])
            if (least == before).all():
                return least

    def beside(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The position of each of the codes as often as its list is long, beside its members."""
        starts = np.cumsum(self.sizes) - self.sizes
        at, members = stretches(starts[codes], self.sizes[codes])
        return at, self.members[members]


def combined(columns: Sequence[np.ndarray], lists: Sequence[CodeLists]) -> list[np.ndarray]:
    """Positions, beside every combination of a member of the list of each column's code there."""
    found = [np.arange(len(columns[0]))]
    for codes, of_code in zip(columns, lists, strict=True):
        more, members = of_code.beside(codes[found[0]])
        found = [*(each[more] for each in found), members]
    return found
