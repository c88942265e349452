"""The rows of a tree's program: what every history must satisfy, and what the claims say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from reconcile.bounding.day_grid import Grid, limits
from reconcile.bounding.trees import Tree, TreeClaim
from reconcile.notation.measures import Measures

Entries = list[tuple[int, float]]
LEAST, MOST, RISE, NEST, WITHIN, DAY = range(6)


@dataclass
class Rows:
    """Sparse rows `lower <= sum of value * column <= upper`, each with its kind and what it is of.

    `kind` is one of LEAST and MOST (a claim allows no less, no more), RISE (a total never falls),
    NEST (what happens inside happens outside too), WITHIN (a measure cannot exceed another) and DAY
    (claims of one occasion speak of one and the same day). `of` is the number of the claim, of the
    node (RISE), of the group in `groups` (WITHIN: a measure, and those that it holds together), of
    the edge (NEST) or of the first claim of the occasion (DAY).
    """

    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    groups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def add(
        self,
        entries: Sequence[tuple[int, float]],
        limits: tuple[float, float],
        tag: tuple[int, int],
    ) -> None:
        """Add a row of (column, value) entries between two limits, with its kind and what of."""
        self.columns += [column for column, _ in entries]
        self.values += [value for _, value in entries]
        self.starts.append(len(self.columns))
        self.lower.append(limits[0])
        self.upper.append(limits[1])
        self.kind.append(tag[0])
        self.of.append(tag[1])


def history_rows(measures: Measures, tree: Tree, grid: Grid, rows: Rows) -> None:
    """What holds of every history, whatever is claimed."""
    up = (0.0, np.inf)
    days = len(grid.days)
    rows.groups += _groups(measures, grid)
    for node in range(grid.nodes):
        for track in range(len(grid.tracks)):
            first = (node * len(grid.tracks) + track) * days
            for day in range(first, first + days - 1):
                rows.add([(day + 1, 1.0), (day, -1.0)], up, (RISE, node))
        for day in grid.days:
            for group, (limit, names) in enumerate(rows.groups):
                around = grid.columns(node, grid.parts[limit][1], day)
                inside = grid.columns(node, _tracks(grid, names), day)
                rows.add(_sum([(around, 1.0), (inside, -1.0)]), up, (WITHIN, group))
    for number, (inner, outer) in enumerate(tree.edges):
        for entries in _nested(measures, tree, grid, (inner, outer)):
            rows.add(entries, up, (NEST, number))


def _groups(measures: Measures, grid: Grid) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each measure that others cannot exceed, with those that cannot exceed it together.

    Outcomes that exclude each other are of one group; a measure of several is one by itself.
    """
    named = {name for track in grid.tracks for name in (track, *limits(measures, track))}
    named |= {name for name in measures.named if measures[name].holds <= set(grid.tracks)}
    for limit in sorted({measures[name].within for name in named} - {""}):
        if not set(grid.parts[limit][1]) <= set(grid.tracks):
            continue
        if inside := tuple(name for name in grid.tracks if measures[name].within == limit):
            yield limit, inside
        for name in sorted(named - set(grid.tracks)):
            if measures[name].within == limit and measures[name].includes:
                yield limit, (name,)


def _tracks(grid: Grid, names: Sequence[str]) -> list[str]:
    """The tracks that measures surely hold."""
    return [track for name in names for track in grid.parts[name][0]]


def _nested(measures: Measures, tree: Tree, grid: Grid, edge: tuple[int, int]) -> Iterator[Entries]:
    """What happens to the inner count happens to the outer one too, from day to day.

    People sent to one place may have come from another: of such a measure only the totals nest.
    """
    inner, outer = edge
    moved = tree.nodes[inner][1] != tree.nodes[outer][1]
    days = len(grid.days)
    for at, track in enumerate(grid.tracks):
        one, other = ((node * len(grid.tracks) + at) * days for node in edge)
        by_day = bool(measures[track].holds) or not moved
        for day in range(days):
            entries = [(other + day, 1.0), (one + day, -1.0)]
            if by_day and day:
                entries += [(other + day - 1, -1.0), (one + day - 1, 1.0)]
            yield entries


def claim_rows(measures: Measures, tree: Tree, grid: Grid, rows: Rows) -> None:
    """What the claims say, and that claims of one occasion speak of one day."""
    at = {node: number for number, node in enumerate(tree.nodes)}
    for number, claim in enumerate(tree.claims):
        node, (down, up) = at[claim.node], grid.moves(number)
        shared = grid.shared(claim.occasion)
        if claim.lower > 0:
            for entries in least(measures, grid, node, claim, shared or claim.as_of_last):
                rows.add([*entries, (down, 1.0)], (claim.lower, np.inf), (LEAST, number))
        if np.isfinite(claim.upper):
            high = most(measures, grid, node, claim, shared or claim.as_of_first)
            if high:
                rows.add([*high, (up, -1.0)], (-np.inf, claim.upper), (MOST, number))
    first = {claim.occasion: number for number, claim in reversed([*enumerate(tree.claims)])}
    for occasion in grid.occasions:
        claim = tree.claims[first[occasion]]
        for entries in _between(grid, at[claim.node], claim):
            rows.add(entries, (0.0, np.inf), (DAY, first[occasion]))


def _between(grid: Grid, node: int, claim: TreeClaim) -> Iterator[Entries]:
    """The totals on the day of an occasion lie between those at both ends of its span."""
    day = grid.shared(claim.occasion)
    for at, track in enumerate(grid.tracks):
        begin = grid.columns(node, (track,), claim.as_of_first)
        end = grid.columns(node, (track,), claim.as_of_last)
        yield _sum([([day[at]], 1.0), (begin, -1.0)])
        yield _sum([(end, 1.0), ([day[at]], -1.0)])


def least(
    measures: Measures, grid: Grid, node: int, claim: TreeClaim, day: float | Sequence[int]
) -> list[Entries]:
    """The sums that are at least what is counted, on this day, by the claim's measure.

    The day is one of the grid, or the columns of an occasion's own day, a track each.
    """
    held = grid.parts[claim.measure][1]
    sums = [counted(grid, node, held, (claim.since_first, day))]
    if measures[claim.measure].may_include:
        around = [grid.parts[limit][1] for limit in limits(measures, claim.measure)]
        sums += [counted(grid, node, names, (-np.inf, day)) for names in around]
    return sums


def most(
    measures: Measures, grid: Grid, node: int, claim: TreeClaim, day: float | Sequence[int]
) -> Entries:
    """The sum that is at most what is counted, on this day, by the claim's measure."""
    sure = grid.parts[claim.measure][0]
    # before its first day nothing is counted: on such a day of the grid that is 0, not less
    latest = claim.since_first if claim.total else claim.since_last
    since = min(latest, day + 1) if isinstance(day, float) else latest
    return counted(grid, node, sure, (since, day))


def counted(
    grid: Grid, node: int, tracks: Sequence[str], span: tuple[float, float | Sequence[int]]
) -> Entries:
    """The tracks' totals on the last day of the span less those on the day before its first."""
    since, day = span
    before = grid.columns(node, tracks, since - 1)
    if isinstance(day, float):
        until = grid.columns(node, tracks, day)
    else:
        until = [day[grid.tracks.index(name)] for name in tracks]
    return _sum([(until, 1.0), (before, -1.0)])


def _sum(terms: Sequence[tuple[Sequence[int], float]]) -> Entries:
    """Columns with their values, equal columns put together, those that cancel left out."""
    total: dict[int, float] = {}
    for columns, value in terms:
        for column in columns:
            total[column] = total.get(column, 0.0) + value
    return [(column, value) for column, value in total.items() if value]
