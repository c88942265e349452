"""The days on which a tree is looked at, and the columns of its program (docs/solver.md)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from reconcile.bounding.trees import Target, Tree, TreeClaim
from reconcile.comparison.schema import WIDEST
from reconcile.notation.measures import Measures

TrackParts = tuple[tuple[str, ...], tuple[str, ...]]


Period = tuple[float, float]


class Recent(NamedTuple):
    """A track of those whom an outcome that may fall befell since a day, and who are so still.

    `of` is the track of the outcome; the day is one from `first` to `last`.
    """

    of: str
    first: float
    last: float

    @property
    def name(self) -> str:
        """The name of the track, which no measure has."""
        return f"{self.of}+since+{self.first:.0f}+{self.last:.0f}"


@dataclass(frozen=True)
class Grid:
    """The columns: one count for each node, track and day, in this order.

    A track is an outcome, or a measure that holds no outcomes, such as `deployed`; the last ones
    are those of `recent`. It is a running total unless it is `falling`. `days` are ordinals in
    order. After them come two columns for each of the `claims`, by which it is missed,
    for each of the `occasions` whose vague date needs one the counts on the day that it speaks of,
    and for each of the `starts`, vague first days counted, the counts of every node on the day
    before. `parts` has, for each measure, the tracks that it surely holds and those that it holds
    at most.
    """

    tracks: tuple[str, ...]
    days: np.ndarray
    nodes: int
    claims: int
    occasions: tuple[int, ...]
    parts: Mapping[str, TrackParts]
    falling: frozenset[str]
    recent: tuple[Recent, ...]
    starts: tuple[Period, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The tracks that count from the start."""
        return self.tracks[: len(self.tracks) - len(self.recent)]

    def held(self, one: TreeClaim | Target) -> TrackParts:
        """The tracks that a claim or a target surely counts, and those that it may count."""
        parts = self.parts[one.measure]
        if isinstance(one, Target) and one.reading:
            parts = (parts[one.reading == WIDEST],) * 2
        if one.total:
            return parts
        sure, most = (
            tuple(Recent(of, *one.period).name if of in self.falling else of for of in names)
            for names in parts
        )
        return sure, most

    def falls(self, one: TreeClaim | Target) -> bool:
        """Whether what it may count may fall."""
        return not self.falling.isdisjoint(self.parts[one.measure][1])

    @cached_property
    def totals(self) -> int:
        """How many columns are totals on days of the grid."""
        return self.nodes * len(self.tracks) * len(self.days)

    @cached_property
    def size(self) -> int:
        """How many columns there are in all."""
        days = len(self.occasions) + len(self.starts) * self.nodes
        return self.totals + 2 * self.claims + days * len(self.tracks)

    def moves(self, claim: int) -> tuple[int, int]:
        """The columns by which a claim is moved down and up."""
        return self.totals + 2 * claim, self.totals + 2 * claim + 1

    def shared(self, occasion: int) -> list[int]:
        """The columns of the day of an occasion, a track each; none for one without its own."""
        if occasion not in self.occasions:
            return []
        first = self.totals + 2 * self.claims + self.occasions.index(occasion) * len(self.tracks)
        return [*range(first, first + len(self.tracks))]

    def before(self, start: Period, node: int, names: Iterable[str]) -> list[int]:
        """The columns of these tracks on the day before a vague first day counted."""
        days = len(self.occasions) + self.starts.index(start) * self.nodes + node
        first = self.totals + 2 * self.claims + days * len(self.tracks)
        return [first + self._at[name] for name in names]

    def own(self, occasion: int, names: Iterable[str]) -> list[int]:
        """The columns of these tracks on an occasion's own day."""
        day = self.shared(occasion)
        return [day[self._at[name]] for name in names]

    @cached_property
    def _at(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.tracks)}

    @cached_property
    def _listed(self) -> list[float]:
        listed: list[float] = self.days.tolist()
        return listed

    def columns(self, node: int, names: Iterable[str], day: float) -> list[int]:
        """The columns of these tracks on this day, or the last day of the grid before it."""
        at = bisect_right(self._listed, day) - 1
        if at < 0:
            return []  # before anything was counted
        first, step = node * len(self.tracks), len(self.days)
        return [(first + self._at[name]) * step + at for name in names]


def tracks_of(measures: Measures, name: str) -> TrackParts:
    """The tracks that a measure surely holds, and those that it holds at most."""
    measure = measures[name]
    if not measure.holds or measure.single:
        return (name,), (name,)
    order = measures.outcomes.index
    return tuple(sorted(measure.includes, key=order)), tuple(sorted(measure.holds, key=order))


def limits(measures: Measures, name: str) -> list[str]:
    """The measures that one called `name` cannot exceed, the nearest first."""
    found = list[str]()
    while name := measures[name].within:
        found.append(name)
    return found


def grid(measures: Measures, tree: Tree, *, between: bool) -> Grid:
    """The tracks and days that the claims, the targets and the asked days of a tree need.

    With days `between` those that are named vague dates can fall on days of their own.
    """
    names = {claim.measure for claim in tree.claims} | {one.measure for one in tree.targets}
    names |= {track for name in names for track in tracks_of(measures, name)[1]}
    names |= set(_limiting(measures, names))
    held = {name: tracks_of(measures, name) for name in sorted({*names, *measures.named})}
    used = {track for name in names for track in held[name][1]}
    order = (*measures.outcomes, *sorted(used - set(measures.outcomes)))
    tracks = tuple(name for name in order if name in used)
    falling = {name for name in tracks if measures[name].may_fall}
    said: list[TreeClaim | Target] = [*tree.claims, *tree.targets]
    recent = dict.fromkeys(
        Recent(track, *one.period)
        for one in said
        if not one.total
        for track in held[one.measure][1]
        if track in falling
    )
    vague = Counter(claim.occasion for claim in tree.claims if claim.vague)
    # what may fall on a day within a span is bounded by nothing at its ends
    own = {claim.occasion for claim in tree.claims if falling & set(held[claim.measure][1])}
    occasions = tuple(one for one, claims in vague.items() if claims > 1 or one in own)
    names_of_recent = tuple(one.name for one in recent)
    return Grid(
        (*tracks, *names_of_recent),
        _days(tree, between=between),
        len(tree.nodes),
        len(tree.claims),
        occasions,
        held,
        frozenset((*falling, *names_of_recent)),
        tuple(recent),
        tuple(dict.fromkeys(one.period for one in said if one.vague_start)),
    )


def _limiting(measures: Measures, names: set[str]) -> Iterator[str]:
    """The measures that these cannot exceed, as far as one of them is named itself.

    Where a measure may include more they all have to be there, since it may be any sum within them.
    """
    for name in names:
        above = limits(measures, name)
        last = max((at for at, limit in enumerate(above) if limit in names), default=-1)
        yield from above if measures[name].may_include else above[: last + 1]


def shown(tree: Tree) -> list[float]:
    """The days on which bounds are told: the first and last that each claim may mean, the asked."""
    days = {day for claim in tree.claims for day in (claim.as_of_first, claim.as_of_last)}
    days |= set(tree.asked)
    return sorted(day for day in days if np.isfinite(day)) or [np.inf]


def _days(tree: Tree, *, between: bool) -> np.ndarray:
    """Every day that something hinges on, and days around them for vague dates to fall on."""
    ends = {day for claim in tree.claims for day in (claim.as_of_first, claim.as_of_last)}
    since = {(claim.since_first, claim.since_last) for claim in tree.claims}
    since |= {one.period for one in tree.targets}
    ends |= {day - 1 for span in since for day in span}
    ends |= set(tree.asked)
    days = sorted(day for day in ends if np.isfinite(day)) or [1.0]
    undated = sum(np.isinf(claim.as_of_last) for claim in tree.claims)
    outside = [day for step in range(1, undated + 1) for day in (days[0] - step, days[-1] + step)]
    if not between:
        return np.array(sorted({*days, *outside}))
    spans = [(one.as_of_first, one.as_of_last) for one in tree.claims if one.vague]
    spans += {(one.since_first - 1, one.since_last - 1) for one in tree.claims if one.vague_start}
    return np.array(sorted({*days, *outside, *_between(days, spans)}))


def _between(days: Sequence[float], vague: Sequence[Period]) -> list[float]:
    """Days inside each gap, as many as vague dates may need for one of their own."""
    found = list[float]()
    for before, after in pairwise(days):
        if after - before > 1:
            spans = sum(first < after and last > before for first, last in vague)
            room = min(int(after - before) - 1, spans)
            found += [before + step for step in range(1, room + 1)]
    return found
