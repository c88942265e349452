"""Breakdowns: the parts of a population or place, which share nobody (docs/ledger.md, "Files")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reconcile.notation.measures import wider

OF = ("population", "place")  # the columns of a case whose names can have parts
Key = tuple[str, str, str]
Wholes = Mapping[tuple[str, str], Sequence[str]]


class Breakdown(NamedTuple):
    """The parts of one whole, in the order of the file; `complete`: together they are the whole."""

    of: str
    whole: str
    name: str
    parts: tuple[str, ...]
    complete: bool

    @property
    def rows(self) -> list[dict[str, str]]:
        """Its rows in parts.csv."""
        shared = {"of": self.of, "whole": self.whole, "breakdown": self.name}
        complete = "yes" if self.complete else ""
        return [shared | {"part": part, "complete": complete} for part in self.parts]


class PartFault(NamedTuple):
    """What is wrong in a row of parts.csv (numbered from 0), and what to write instead.

    `kind` is missing (an empty cell), repeated (listed before) or wrong.
    """

    row: int
    column: str
    kind: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Breakdowns:
    """What parts.csv says: the breakdowns that can be used by column, whole and name, in the order
    of the file, and what is wrong in it, in the order of its rows.
    """

    listed: Mapping[Key, Breakdown] = field(default_factory=dict)
    faults: tuple[PartFault, ...] = ()

    def of(self, column: str) -> tuple[Breakdown, ...]:
        """The breakdowns of a column, `population` or `place`."""
        return tuple(one for one in self.listed.values() if one.of == column)

    def find(self, column: str, whole: str, part: str) -> Breakdown | None:
        """The first breakdown of `whole` that has this part, if there is one."""
        return next((b for b in self.of(column) if b.whole == whole and part in b.parts), None)

    def outer(self, column: str, name: str) -> tuple[str, ...]:
        """All that a population or place lies in, by breakdowns and by comma, nearest first."""
        known = self._outer.get((column, name))
        if known is None:
            ways = tuple(ways_out(self._wholes, column, name))[1:] if self._wholes else wider(name)
            known = self._outer[column, name] = ways
        return known

    @cached_property
    def _outer(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What is known of `outer`: checks of many rows ask for one name again and again."""
        return {}

    @cached_property
    def _wholes(self) -> Wholes:
        return wholes_of(
            (one.of, one.whole, part) for one in self.listed.values() for part in one.parts
        )


def short(name: str, whole: str) -> str:
    """The name of a part beside its whole, which need not be named again."""
    return name.removesuffix(f", {whole}")


def wholes_of(parts: Iterable[tuple[str, str, str]]) -> Wholes:
    """The wholes of each column and part, of triples of a column, a whole and its part."""
    found = defaultdict[tuple[str, str], list[str]](list)
    for column, whole, part in parts:
        found[column, part].append(whole)
    return dict(found)


def ways_out(wholes: Wholes, column: str, name: str) -> dict[str, str]:
    """`name` and all that it lies in, nearest first, each with the name that led to it."""
    if not wholes:  # by comma alone: what the outer ones lie in is among them
        return {name: "", **dict.fromkeys(wider(name), name)}
    ways, waiting = {name: ""}, [name]
    while waiting:
        inner = waiting.pop(0)
        for outer in (*wholes.get((column, inner), ()), *wider(inner)):
            if outer not in ways:
                ways[outer] = inner
                waiting.append(outer)
    return ways
