"""Which blocks running maxima work out, and the quantities that these take (docs/solver.md).

These are counts of exact days from the start, of which no sum ties together more than two running
totals: of one node, or of one track in nodes each of which lies next in one other. The rest is for
the solver, against which the tests hold these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from reconcile.bounding.day_grid import limits, tracks_of
from reconcile.bounding.profiles import BlockShape, Inside, Quantity, Sum
from reconcile.bounding.trees import Tree
from reconcile.notation.measures import Measures

Tracks = frozenset[str]


def shape_of(measures: Measures, tree: Tree, tracks: Sequence[str]) -> BlockShape | None:
    """The quantities of a block that the rules of `Profiles` work out; None for any other."""
    dated = all(claim.total and claim.exact for claim in tree.claims)
    totals = all(target.total for target in tree.targets)
    if not dated or not totals or tree.broken or _limited(measures, tracks):
        return None
    days = {claim.as_of_first for claim in tree.claims} | set(tree.asked)
    when = np.array(sorted(day for day in days if np.isfinite(day)))
    if len(tree.nodes) == 1:
        return _of_one_node(measures, tree, when)
    return _of_one_track(measures, tree, tracks[0], when) if len(tracks) == 1 else None


def _limited(measures: Measures, tracks: Sequence[str]) -> bool:
    """Whether some of the tracks cannot exceed others."""
    return any(
        set(tracks_of(measures, limit)[1]) <= set(tracks)
        for name in (*tracks, *measures.named)
        if set(tracks_of(measures, name)[1]) <= set(tracks)
        for limit in limits(measures, name)
    )


def _of_one_track(
    measures: Measures, tree: Tree, track: str, days: np.ndarray
) -> BlockShape | None:
    """Nodes of which each lies next in one other at most, and so in all that this one lies in."""
    rises, holds = not measures[track].may_fall, bool(measures[track].holds)
    above = dict(tree.edges)
    inside = list[Inside]()
    for inner in above:
        for outer in _around(above, inner):
            moved = tree.nodes[inner][1] != tree.nodes[outer][1]
            inside.append(Inside(inner, outer, rises and (holds or not moved), len(inside)))
    if len(above) < len(tree.edges):  # a node lies in two others, next to each other
        return None
    quantities = [Quantity(node, frozenset((track,)), rises) for node in range(len(tree.nodes))]
    return BlockShape(days, tuple(quantities), (), tuple(inside))


def _around(above: Mapping[int, int], node: int) -> Iterator[int]:
    """The nodes that one lies in, the nearest first; `above` has the next one of each."""
    while node in above:
        node = above[node]
        yield node


def _of_one_node(measures: Measures, tree: Tree, days: np.ndarray) -> BlockShape | None:
    """Sets of tracks of which each holds, or shares nothing with, each other one."""
    held = [each for one in tree.claims for each in tracks_of(measures, one.measure)]
    held += [tracks_of(measures, one.measure)[1] for one in tree.targets]
    sets = sorted({frozenset(one) for one in held if one}, key=lambda one: (len(one), sorted(one)))
    if any(one & other and not (one <= other or other <= one) for one in sets for other in sets):
        return None
    sums = list[tuple[Tracks, Tracks, Tracks]]()
    leaves = set(sets)
    for whole in sets:
        inner = [one for one in sets if one < whole]
        parts = [one for one in inner if not any(one < other for other in inner)]
        if len(parts) > 2 or (len(parts) == 2 and not _rise(measures, parts[0] | parts[1])):
            return None
        together = frozenset[str]().union(*parts)
        if len(parts) == 2:
            sums.append((parts[0], parts[1], together))
        if parts and together != whole:
            sums.append((together, whole - together, whole))
            leaves |= {whole - together}
        if parts:
            leaves -= {whole}
    if sum(_rise(measures, one) for one in leaves) > 2:
        return None
    names = list(dict.fromkeys((*sets, *(each for one in sums for each in one))))
    at = {name: number for number, name in enumerate(names)}
    return BlockShape(
        days,
        tuple(Quantity(0, name, _rise(measures, name)) for name in names),
        tuple(Sum(*(at[each] for each in one)) for one in dict.fromkeys(sums)),
        (),
    )


def _rise(measures: Measures, tracks: Tracks) -> bool:
    return not any(measures[track].may_fall for track in tracks)
