"""The rows of a tree's program: what every history must satisfy, and what the claims say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, pairwise

import numpy as np

from reconcile.bounding.day_grid import Grid, Period, limits
from reconcile.bounding.trees import Parts, Tree, TreeClaim
from reconcile.notation.measures import Measures

Entries = list[tuple[int, float]]
LEAST, MOST, RISE, NEST, WITHIN, DAY, RECENT, PARTS, START = range(9)


@dataclass
class Rows:
    """Sparse rows `lower <= sum of value * column <= upper`, each with its kind and what it is of.

    `kind` is one of LEAST and MOST (a claim allows no less, no more), RISE (a running total never
    falls), NEST (what happens inside happens outside too), WITHIN (a measure cannot exceed
    another), DAY (claims of one occasion speak of one and the same day), RECENT (those who are so
    since a day are among all who are so, and the others were so before), PARTS (the parts of a
    breakdown share nobody) and START (counts since one vague day are from one day on). `of` is the
    number of the claim, of the node (RISE, RECENT), of the group in `groups` (WITHIN: a measure,
    and those that it holds together), of the edge (NEST), of the breakdown (PARTS), of the start
    (START) or of the first claim of the occasion (DAY).
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
        for track, name in enumerate(grid.tracks):
            if name in grid.falling:
                continue
            first = (node * len(grid.tracks) + track) * days
            for day in range(first, first + days - 1):
                rows.add([(day + 1, 1.0), (day, -1.0)], up, (RISE, node))
        for day in grid.days:
            _limit(grid, rows, partial(grid.columns, node, day=day))
        for entries in _recent(grid, node):
            rows.add(entries, up, (RECENT, node))
    for occasion in grid.occasions:
        _limit(grid, rows, partial(grid.own, occasion))
    for number, (inner, outer) in enumerate(tree.edges):
        for entries in _nested(measures, tree, grid, (inner, outer)):
            rows.add(entries, up, (NEST, number))
    _break_down(measures, tree, grid, rows)
    _start(measures, tree, grid, rows)


def _start(measures: Measures, tree: Tree, grid: Grid, rows: Rows) -> None:
    for number, start in enumerate(grid.starts):
        for entries in _started(measures, tree, grid, start):
            rows.add(entries, (0.0, np.inf), (START, number))


def _started(measures: Measures, tree: Tree, grid: Grid, start: Period) -> Iterator[Entries]:
    """The totals on the day before a vague first day lie between those before its span's ends.

    What happens inside happens outside too, on either side of it.
    """
    first, last = (day - 1 for day in start)
    for track in (one for one in grid.tracks if one not in grid.falling):
        totals = [
            (grid.columns(node, (track,), first), grid.before(start, node, (track,)),
             grid.columns(node, (track,), last))
            for node in range(grid.nodes)
        ]  # fmt: skip
        for before, after in chain.from_iterable(map(pairwise, totals)):
            yield _sum([(after, 1.0), (before, -1.0)])
        for inner, outer in tree.edges:
            yield _sum([(totals[outer][1], 1.0), (totals[inner][1], -1.0)])
            if not measures[track].holds and tree.nodes[inner][1] != tree.nodes[outer][1]:
                continue
            pairs = zip(totals[inner], totals[outer], strict=True)
            for (one, other), (one_later, other_later) in pairwise(pairs):
                grown = [(other_later, 1.0), (other, -1.0), (one_later, -1.0), (one, 1.0)]
                yield _sum(grown)


def _break_down(measures: Measures, tree: Tree, grid: Grid, rows: Rows) -> None:
    for number, broken in enumerate(tree.broken):
        for entries in _added(measures, tree, grid, broken):
            rows.add(entries, (0.0, 0.0 if broken.complete else np.inf), (PARTS, number))


def _added(measures: Measures, tree: Tree, grid: Grid, broken: Parts) -> Iterator[Entries]:
    """What the whole counts besides the parts, and how that grows: nothing falls below 0.

    People sent to one place may have been sent to another before, so that these do not add up.
    """
    moved = any(part[1] != broken.whole[1] for part in broken.parts)
    whole, *parts = (tree.nodes.index(node) for node in (broken.whole, *broken.parts))
    for track in grid.tracks:
        if moved and track not in grid.falling and not measures[track].holds:
            continue
        before: Entries = []
        for day in grid.days:
            terms = [(grid.columns(whole, (track,), day), 1.0)]
            terms += [(grid.columns(part, (track,), day), -1.0) for part in parts]
            now = _sum(terms)
            yield now
            if before and track not in grid.falling and not broken.complete:
                yield [*now, *((column, -value) for column, value in before)]
            before = now


def _limit(grid: Grid, rows: Rows, columns: Callable[[Sequence[str]], list[int]]) -> None:
    """No measure exceeds another at one time, whose columns are given by track."""
    for group, (limit, names) in enumerate(rows.groups):
        around, inside = columns(grid.parts[limit][1]), columns(_tracks(grid, names))
        rows.add(_sum([(around, 1.0), (inside, -1.0)]), (0.0, np.inf), (WITHIN, group))


def _recent(grid: Grid, node: int) -> Iterator[Entries]:
    """Those who are so since a day: none before it, then some of all who are so.

    The others, who were so before, can only become fewer; where the day is vague, that is not said.
    Likewise of those since a day and those since an earlier one.
    """
    for one in grid.recent:
        wider = [
            other.name for other in grid.recent if other.of == one.of and other.last <= one.first
        ]
        for name in (one.of, *(other for other in wider if other != one.name)):
            before: Entries = []
            for day in grid.days:
                inner, outer = (grid.columns(node, (track,), day) for track in (one.name, name))
                if day < one.first:
                    yield _sum([(inner, -1.0)])
                    inner = []
                others = _sum([(outer, 1.0), (inner, -1.0)])
                yield others
                if one.first == one.last <= day:
                    yield [*before, *((column, -value) for column, value in others)]
                before = others


def _groups(measures: Measures, grid: Grid) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each measure that others cannot exceed, with those that cannot exceed it together.

    Outcomes that exclude each other are of one group; a measure of several is one by itself.
    """
    named = {name for track in grid.outcomes for name in (track, *limits(measures, track))}
    named |= {name for name in measures.named if measures[name].holds <= set(grid.tracks)}
    for limit in sorted({measures[name].within for name in named} - {""}):
        if not set(grid.parts[limit][1]) <= set(grid.tracks):
            continue
        if inside := tuple(name for name in grid.outcomes if measures[name].within == limit):
            yield limit, inside
        for name in sorted(named - set(grid.tracks)):
            if measures[name].within == limit and measures[name].includes:
                yield limit, (name,)


def _tracks(grid: Grid, names: Sequence[str]) -> list[str]:
    """The tracks that measures surely hold."""
    return [track for name in names for track in grid.parts[name][0]]


def _nested(measures: Measures, tree: Tree, grid: Grid, edge: tuple[int, int]) -> Iterator[Entries]:
    """What happens to the inner count happens to the outer one too, from day to day.

    People sent to one place may have come from another: of such a measure only the totals nest, and
    of what may fall only the counts of each day.
    """
    inner, outer = edge
    moved = tree.nodes[inner][1] != tree.nodes[outer][1]
    days = len(grid.days)
    for at, track in enumerate(grid.tracks):
        one, other = ((node * len(grid.tracks) + at) * days for node in edge)
        by_day = track not in grid.falling and (bool(measures[track].holds) or not moved)
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
    """The running totals on the day of an occasion lie between those at both ends of its span.

    Those who are so since a day are among all who are so.
    """
    day = grid.shared(claim.occasion)
    for one in grid.recent:
        whole, recent = grid.own(claim.occasion, (one.of,)), grid.own(claim.occasion, (one.name,))
        yield _sum([(whole, 1.0), (recent, -1.0)])
    for at, track in enumerate(grid.tracks):
        if track in grid.falling:
            continue
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
    held = grid.held(claim)[1]
    since = claim.period if claim.vague_start else claim.since_first
    sums = [counted(grid, node, held, (since, day))]
    if measures[claim.measure].may_include:
        around = [grid.parts[limit][1] for limit in limits(measures, claim.measure)]
        sums += [counted(grid, node, names, (-np.inf, day)) for names in around]
    return sums


def most(
    measures: Measures, grid: Grid, node: int, claim: TreeClaim, day: float | Sequence[int]
) -> Entries:
    """The sum that is at most what is counted, on this day, by the claim's measure."""
    sure = grid.held(claim)[0]
    if claim.vague_start:
        return counted(grid, node, sure, (claim.period, day))
    # before its first day nothing is counted: on such a day of the grid that is 0, not less
    since = min(claim.since_first, day + 1) if isinstance(day, float) else claim.since_first
    return counted(grid, node, sure, (since, day))


def counted(
    grid: Grid,
    node: int,
    tracks: Sequence[str],
    span: tuple[float | Period, float | Sequence[int]],
) -> Entries:
    """The tracks' counts on the last day of the span less the totals on the day before its first.

    The first may be one of several, the same for all who count from it.

    Of a track that may fall nothing is taken off: it counts who is so at the time.
    """
    since, day = span
    rising = [one for one in tracks if one not in grid.falling]
    if isinstance(since, tuple):
        before = grid.before(since, node, rising)
    else:
        before = grid.columns(node, rising, since - 1)
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
