"""Claims of which two plainly cannot both be true: it takes no solver to see (R10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.bounding.day_grid import tracks_of
from reconcile.bounding.trees import Tree
from reconcile.notation.measures import Measures

CLEARLY = 0.5  # people, by which one says more than the other allows; what is less is for a solver


def plain_clashes(measures: Measures, tree: Tree) -> list[int]:
    """For each claim the others, as a set, that it plainly contradicts.

    One says that there are more than the other allows, of one population and place, of whom the
    other surely counts all: by the same day or an earlier one, and since the same day or a later
    one. Where some of them may cease to be so it has to be the same day. Each of two such claims
    can hold without the other.
    """
    said, claims = _Said.of(tree), range(len(tree.claims))
    kinds = dict.fromkeys((claim.node, claim.measure) for claim in tree.claims)
    at = {kind: number for number, kind in enumerate(kinds)}
    kind = [at[claim.node, claim.measure] for claim in tree.claims]
    lies = np.array([[_lies(measures, one, other) for other in kinds] for one in kinds])
    falls = [_falls(measures, name) for _, name in kinds]
    less = [lies[kind[one]][kind] & said.less_than(one, falls=falls[kind[one]]) for one in claims]
    clashing = np.array(less, dtype=bool).reshape(len(claims), len(claims))
    sets = np.packbits(clashing | clashing.T, axis=1, bitorder="little")
    return [int.from_bytes(one.tobytes(), "little") for one in sets]


Kind = tuple[tuple[str, str], str]  # a population and a place, and a measure


def _lies(measures: Measures, one: Kind, other: Kind) -> bool:
    """Whether all that a claim of one kind may count is surely counted by one of the other."""
    held, sure = tracks_of(measures, one[1])[1], tracks_of(measures, other[1])[0]
    return one[0] == other[0] and set(held) <= set(sure)


def _falls(measures: Measures, name: str) -> bool:
    return any(measures[track].may_fall for track in tracks_of(measures, name)[1])


@dataclass(frozen=True)
class _Said:
    """What the claims say, each an array with a number for every claim."""

    lower: np.ndarray
    upper: np.ndarray
    first: np.ndarray
    last: np.ndarray
    since: np.ndarray
    since_last: np.ndarray

    @classmethod
    def of(cls, tree: Tree) -> _Said:
        """What the claims of a tree say."""
        rows = [
            (
                one.lower, one.upper, one.as_of_first, one.as_of_last,
                one.since_first, -np.inf if one.total else one.since_last,
            )
            for one in tree.claims
        ]  # fmt: skip
        return cls(*np.array(rows, dtype=float).reshape(len(rows), 6).T)

    def less_than(self, one: int, *, falls: bool) -> np.ndarray:
        """Which claims allow less than this one says, and by no sooner; it can hold by itself."""
        same = (self.since == self.since[one]) & (self.since_last == self.since_last[one])
        if falls:
            day = (self.first == self.last[one]) & (self.last == self.first[one])
            when = day & same & (self.since == self.since_last)
        else:
            when = (self.last[one] <= self.first) & (same | (self.since_last <= self.since[one]))
        can_hold = bool(self.since[one] <= self.last[one])
        clashing: np.ndarray = when & (self.lower[one] - self.upper > CLEARLY) & can_hold
        return clashing
