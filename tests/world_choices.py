"""Who may be wrong, by trying every choice of sources: the limits of R10 with no cleverness at all.

Each source is its own origin here. `possible` of `world_search` says whether a history makes the
claims of the others true.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from world_claims import Row
from world_search import Said, possible

Choice = frozenset[str]


@dataclass(frozen=True)
class Choices:
    """The choices of sources without whom the rest holds; those who gave no number have no part."""

    rows: Sequence[Row]

    @cached_property
    def told(self) -> list[Row]:
        """The rows that count."""
        return [row for row in self.rows if row.figure != "unknown"]

    @cached_property
    def sources(self) -> list[str]:
        """The sources that count."""
        return sorted({row.source for row in self.told})

    def rest(self, choice: Choice) -> list[Said]:
        """What is said by the others."""
        return [row.said for row in self.told if row.source not in choice]

    @cached_property
    def all(self) -> list[Choice]:
        """Every choice, the smallest first."""
        return [choice for choice in self._every() if possible(self.rest(choice))]

    def _every(self) -> Iterator[Choice]:
        for size in range(len(self.sources) + 1):
            yield from map(frozenset, itertools.combinations(self.sources, size))

    @property
    def wrong(self) -> int:
        """The least number of sources that must be wrong."""
        return len(self.all[0])

    @property
    def settlements(self) -> set[Choice]:
        """Those choices that hold no other one."""
        return {one for one in self.all if not any(other < one for other in self.all)}

    def can_be(self, count: Said, more: int = 0) -> bool:
        """Whether such a count is possible if as few are wrong as can be, or `more` besides."""
        few = [one for one in self.all if len(one) <= self.wrong + more]
        return any(possible([*self.rest(choice), count]) for choice in few)

    @cached_property
    def statements(self) -> int:
        """The least number of statements that must be wrong."""
        said = [row.said for row in self.told]
        for size in range(len(said) + 1):
            for gone in itertools.combinations(range(len(said)), size):
                if possible(one for at, one in enumerate(said) if at not in gone):
                    return size
        raise AssertionError
