"""What of a tree hangs together: tracks that claims or other limits tie to one another (R10).

Nothing is known of two tracks together that no claim adds up, so that each block is worked out by
itself, and a sum over several blocks has the sums of their limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reconcile.bounding.day_grid import limits, shown, tracks_of
from reconcile.bounding.trees import Target, Tree
from reconcile.comparison.schema import WIDEST
from reconcile.notation.measures import Measures


@dataclass(frozen=True)
class ClaimBlock:
    """Claims of a tree about tracks that hang together.

    `tree` has just these claims, of which `claims` are the numbers in the whole tree; its targets
    are the parts of those of the whole tree that lie in it.
    """

    tree: Tree
    claims: tuple[int, ...]
    tracks: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """The blocks of a tree, and for each of its targets the blocks and the targets there."""

    blocks: tuple[ClaimBlock, ...]
    parts: tuple[tuple[tuple[int, int], ...], ...]


def split(measures: Measures, tree: Tree) -> Split:
    """The blocks of a tree."""
    groups = _groups(measures, tree)
    at = {track: number for number, group in enumerate(groups) for track in group}
    own = [at[next(iter(tracks_of(measures, claim.measure)[1]))] for claim in tree.claims]
    targets: list[dict[Target, int]] = [{} for _ in groups]
    parts = list[tuple[tuple[int, int], ...]]()
    for target in tree.targets:
        told = list[tuple[int, int]]()
        for number, within in _by_block(measures, at, target):
            held = targets[number]
            told.append((number, held.setdefault(within, len(held))))
        parts.append(tuple(told))
    return Split(
        tuple(
            _block(measures, tree, [n for n, of in enumerate(own) if of == number], held, group)
            for number, (group, held) in enumerate(zip(groups, targets, strict=True))
        ),
        tuple(parts),
    )


def _block(
    measures: Measures,
    tree: Tree,
    claims: list[int],
    targets: Iterable[Target],
    tracks: tuple[str, ...],
) -> ClaimBlock:
    falls = any(measures[track].may_fall for track in tracks)
    said, asked = tuple(tree.claims[number] for number in claims), tuple(targets)
    named = {claim.node for claim in said} | {target.node for target in asked}
    named |= {node for one in tree.broken for node in (one.whole, *one.parts)}
    inside = replace(
        tree,
        nodes=tuple(node for node in tree.nodes if node in named),
        claims=said,
        targets=asked,
        # of running totals a day between two others has the limits of its neighbours
        asked=tuple(shown(tree)) if falls else (),
    )
    return ClaimBlock(inside, tuple(claims), tracks)


def _by_block(
    measures: Measures, at: dict[str, int], target: Target
) -> Iterator[tuple[int, Target]]:
    """The parts of a target that lie in one block each."""
    sure, most = tracks_of(measures, target.measure)
    tracks = most if target.reading == WIDEST else sure
    found: dict[int, list[str]] = {}
    for track in tracks:
        found.setdefault(at[track], []).append(track)
    for number, held in found.items():
        yield number, target._replace(estimand=0, measure="+".join(held), basis="", reading="")


def _groups(measures: Measures, tree: Tree) -> list[tuple[str, ...]]:
    """The tracks in groups that hang together, in the order in which they are first named."""
    named = [claim.measure for claim in tree.claims]
    named += [target.measure for target in tree.targets]
    tracks = dict.fromkeys(track for name in named for track in tracks_of(measures, name)[1])
    root = {track: track for track in tracks}

    def find(track: str) -> str:
        while root[track] != track:
            track = root[track]
        return track

    for tied in _tied(measures, tree, tuple(tracks)):
        first = find(tied[0])
        for track in tied[1:]:
            root[find(track)] = first
    groups: dict[str, list[str]] = {}
    for track in tracks:
        groups.setdefault(find(track), []).append(track)
    return [tuple(group) for group in groups.values()]


def _tied(measures: Measures, tree: Tree, tracks: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Tracks that a claim, a limit or the day of a vague statement ties together."""
    occasions: dict[int | tuple[float, float], set[str]] = {}
    for claim in tree.claims:
        held = tracks_of(measures, claim.measure)[1]
        yield held
        if claim.vague:
            occasions.setdefault(claim.occasion, set()).update(held)
        if claim.vague_start:
            occasions.setdefault(claim.period, set()).update(held)
        if measures[claim.measure].may_include:
            around = [tracks_of(measures, name)[1] for name in limits(measures, claim.measure)]
            yield (*held, *(track for each in around for track in each if track in tracks))
    yield from (tuple(sorted(held)) for held in occasions.values())
    for name in (*tracks, *measures.named):
        held = tracks_of(measures, name)[1]
        if set(held) <= set(tracks):
            for limit in limits(measures, name):
                above = tracks_of(measures, limit)[1]
                if set(above) <= set(tracks):
                    yield (*held, *above)
