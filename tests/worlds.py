"""Invented histories: whole counts by day, in places and populations that nest.

Killed, wounded and deployed are running totals; the missing and captured of a day come to be so on
that day, and are found, killed or exchanged later or never.

They follow from docs/method.md alone and use nothing of the package, so that what the package
says of claims drawn from them can be held against what happened in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

Node = tuple[str, str]
OUTCOMES = ("killed", "wounded", "missing", "captured")
FALLING = ("missing", "captured")
WITHIN_DEPLOYED = ("killed", "missing", "captured")
PLACES, POPULATIONS = ("Town, Land", "Land"), ("officers, soldiers", "soldiers")
# what a source may mean by casualties
CASUALTIES = (OUTCOMES[:2], OUTCOMES[:3], (*OUTCOMES[:2], "captured"), OUTCOMES)


def lies_in(inner: Node, outer: Node) -> bool:
    """Whether everyone counted at `inner` is counted at `outer` (population, place) too."""
    return all(
        one == other or one.endswith(f", {other}") for one, other in zip(inner, outer, strict=True)
    )


@dataclass(frozen=True)
class World:
    """A history of `days` days, counted from 0.

    `totals[node][outcome]` are counts: first that of the evening before day 0, then one a day.
    Before and after nothing happens. `stayed[node][outcome]` has, for those who became missing or
    captured by that evening and on each day, how many were so on each of these days. `casualties`
    is what every source here means by it.
    """

    days: int
    nodes: tuple[Node, ...]
    totals: Mapping[Node, Mapping[str, tuple[int, ...]]]
    casualties: tuple[str, ...]
    stayed: Mapping[Node, Mapping[str, tuple[tuple[int, ...], ...]]]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is counted here, `deployed` too if it is."""
        return tuple(self.totals[self.nodes[0]])

    def total(self, node: Node, parts: Iterable[str], day: int) -> int:
        """How many by the end of `day`; an outcome that is not counted here befell nobody."""
        at = min(max(day + 1, 0), self.days)
        return sum(self.totals[node][part][at] for part in parts if part in self.totals[node])

    def count(self, node: Node, measure: str, day: int, since: int | None = None) -> int:
        """How many from the first moment of day `since`, or from the start, to the end of `day`.

        Of the missing and captured those who are so at its end and became so since.
        """
        parts = self.casualties if measure == "casualties" else tuple(measure.split("+"))
        if since is None:
            return self.total(node, parts, day)
        grown = [part for part in parts if part not in FALLING]
        before = self.total(node, grown, since - 1)
        new = [groups[since + 1 :] for part, groups in self.stayed[node].items() if part in parts]
        at = min(day + 1, self.days)
        here = sum(group[at] for groups in new for group in groups) if day >= since else 0
        return max(self.total(node, grown, day) - before, 0) + here


def _nodes(places: int, populations: int) -> tuple[Node, ...]:
    """Every population in every place, inner ones before those that they lie in."""
    return tuple(
        (population, place) for population in POPULATIONS[-populations:]
        for place in PLACES[-places:]
    )  # fmt: skip


def _outcome(
    draw: st.DrawFn, nodes: tuple[Node, ...], steps: int, most: int
) -> dict[Node, tuple[int, ...]]:
    """Running totals of one outcome: what happens in an inner node happens in the outer ones."""
    grown: dict[Node, list[int]] = {node: [] for node in nodes}
    size = most if len(nodes) < 4 else max(most // 2, 1)
    for _ in range(steps):
        now: dict[Node, int] = {}
        for node in nodes:
            least = max((now[one] for one in now if lies_in(one, node)), default=0)
            now[node] = least + draw(st.sampled_from([0, 0, 0, *range(1, size + 1)]))
            grown[node].append(now[node])
    return {node: _running(steps) for node, steps in grown.items()}


def _stock(
    draw: st.DrawFn, nodes: tuple[Node, ...], steps: int, most: int
) -> dict[Node, tuple[tuple[int, ...], ...]]:
    """Of those who come to be so on each day how many are so on each; who is inside is outside."""
    stayed: dict[Node, list[tuple[int, ...]]] = {node: [] for node in nodes}
    for start in range(steps):
        groups: dict[Node, list[int]] = {node: [0] * start for node in nodes}
        for at in range(start, steps):
            for node in nodes:
                least = max((groups[o][at] for o in nodes if o != node and lies_in(o, node)
                             and len(groups[o]) > at), default=0)  # fmt: skip
                if at == start:
                    now = least + draw(st.sampled_from([0, 0, *range(1, most + 1)]))
                else:
                    now = max(least, groups[node][-1] - draw(st.sampled_from([0, 0, 1, most])))
                groups[node].append(now)
        for node in nodes:
            stayed[node].append(tuple(groups[node]))
    return {node: tuple(groups) for node, groups in stayed.items()}


def _running(steps: list[int]) -> tuple[int, ...]:
    totals = [0]
    for step in steps:
        totals.append(totals[-1] + step)
    return tuple(totals[1:])


def _deployed(
    draw: st.DrawFn, nodes: tuple[Node, ...], counts: Mapping[Node, Mapping[str, tuple[int, ...]]]
) -> dict[Node, tuple[int, ...]]:
    """Running totals of those sent: troops may be moved into a place without being sent anew."""
    sent: dict[Node, list[int]] = {node: [] for node in nodes}
    for at in range(len(next(iter(counts[nodes[0]].values())))):
        for node in nodes:
            before = sent[node][-1] if at else 0
            inner = [one for one in nodes if one != node and lies_in(one, node)]
            least = [before, *(sent[one][at] for one in inner)]
            least += [
                before + sent[one][at] - (sent[one][at - 1] if at else 0)
                for one in inner if one[1] == node[1]
            ]  # fmt: skip
            least.append(sum(counts[node][o][at] for o in WITHIN_DEPLOYED if o in counts[node]))
            sent[node].append(max(least) + draw(st.sampled_from([0, 0, 0, 1, 2])))
    return {node: tuple(totals) for node, totals in sent.items()}


@st.composite
def worlds(
    draw: st.DrawFn, *, most: int = 2, scales: tuple[int, ...] = (1,), nests: int = 4
) -> World:
    """A world of 3 to 6 days whose counts grow by at most `most` a day in each node.

    All counts are multiplied by one of `scales`; `nests` is the greatest number of nodes.
    """
    days = draw(st.integers(3, 6))
    shapes = [(1, 1), (2, 1), (2, 1), (1, 2), (2, 2)]
    nodes = _nodes(*draw(st.sampled_from([s for s in shapes if s[0] * s[1] <= nests])))
    outcomes = OUTCOMES[: draw(st.integers(2, 4))]
    grown = [outcome for outcome in outcomes if outcome not in FALLING]
    by_outcome = {outcome: _outcome(draw, nodes, days + 1, most) for outcome in grown}
    scale = draw(st.sampled_from(scales))
    stayed: dict[Node, dict[str, tuple[tuple[int, ...], ...]]] = {node: {} for node in nodes}
    for outcome in outcomes[len(grown) :]:
        found = _stock(draw, nodes, days + 1, most)
        by_outcome[outcome] = {
            node: tuple(map(sum, zip(*groups, strict=True))) for node, groups in found.items()
        }
        for node, groups in found.items():
            scaled = (tuple(count * scale for count in group) for group in groups)
            stayed[node][outcome] = tuple(scaled)
    counts = {node: {outcome: by_outcome[outcome][node] for outcome in outcomes} for node in nodes}
    if draw(st.booleans()):
        sent = _deployed(draw, nodes, counts)
        counts = {node: {**counts[node], "deployed": sent[node]} for node in nodes}
    totals = {
        node: {one: tuple(count * scale for count in each) for one, each in counts[node].items()}
        for node in nodes
    }
    return World(days, nodes, totals, draw(st.sampled_from(CASUALTIES)), stayed)
