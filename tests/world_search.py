"""Whether any history at all makes claims true: an exhaustive search, with no linear program.

A history gives every node (population and place) and outcome a whole number of people for each
day: what happened on that day, the first day standing for all that happened before it too. Of the
missing and captured it gives how many are so in the evening, whatever that was on the day before.

Nothing is lost by the limits of the search:

* The number of a day is at most the greatest lower bound of the claims that still wait for it, in
  the same node or one inside it. Cutting larger numbers down to that keeps every upper bound, keeps
  an inner number at or below the outer one, as the outer limit is no smaller, and keeps a lower
  bound, as a number that was cut reaches it alone.
* If any history fits, one fits in which no node has more people than all lower bounds together:
  take people out while a history still fits; then every one that is left is needed by a claim that
  is just reached, there or in a node inside, and a claim needs no more than its lower bound.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from worlds import FALLING, OUTCOMES, WITHIN_DEPLOYED, Node, lies_in

SENT = frozenset(("deployed",))
GROWING = tuple(outcome for outcome in OUTCOMES if outcome not in FALLING)
Counted = tuple[int, int] | None
State = tuple[Counted | int, ...]


@dataclass(frozen=True)
class Said:
    """On some day from `first` to `last` a count of `node` lay between `lower` and `upper`.

    It counts `surely` and may count any of `perhaps` besides; `upper` is None where it is open;
    `since` is the first day counted.
    """

    node: Node
    surely: frozenset[str]
    perhaps: frozenset[str]
    first: int
    last: int
    lower: int
    upper: int | None
    since: int | None = None

    @property
    def falling(self) -> frozenset[str]:
        """The outcomes that it may count which may fall."""
        return (self.surely | self.perhaps) & frozenset(FALLING)

    @property
    def opens(self) -> int:
        """The last day whose total it needs to know before its own."""
        return self.first if self.since is None else min(self.first, self.since - 1)

    def awaits(self, day: int) -> bool:
        """Whether what happens on `day` may count for it."""
        return (self.since is None or self.since <= day) and day <= self.last


def said(
    node: Node, measure: str, first: int, last: int, lower: int, upper: int | None,
    since: int | None = None,
) -> Said:  # fmt: skip
    """What a claim of this measure says; `casualties` is at least the first two, at most all."""
    surely, perhaps = frozenset(measure.split("+")), frozenset[str]()
    if measure == "casualties":
        surely, perhaps = frozenset(OUTCOMES[:2]), frozenset(OUTCOMES[2:])
    return Said(node, surely, perhaps, first, last, lower, upper, since)


def possible(claims: Iterable[Said]) -> bool:
    """Whether some history makes all the claims true."""
    claims = list(claims)
    if any(one.since is not None and one.falling for one in claims):
        raise NotImplementedError("those missing since a day are not searched")
    return _possible(frozenset(one for one in claims if one.lower or one.upper is not None))


@cache
def _possible(claims: frozenset[Said]) -> bool:
    sent = sorted((one for one in claims if one.surely == SENT), key=repr)
    others = claims - set(sent)
    populations, places = ({one.node[at] for one in sent} for at in (0, 1))
    if len(populations) < 2 or len(places) == len(claims) == 2:
        return any(_searched(others | limits) for limits in _room(sent, others))
    if len({one.node[1] for one in claims}) > 1:
        raise NotImplementedError("deployed of nested populations is searched in one place only")
    return _searched(claims)


def _room(sent: list[Said], others: frozenset[Said]) -> Iterator[frozenset[Said]]:
    """For each choice of days of vague claims how many could at most have been sent, and when.

    In one population, or between two claims that differ in place, every rule bounds one total or
    the difference of two. So where two sets of totals fit, the greater of each total fits too:
    there is a greatest set, and what it allows is all that is allowed.
    """
    enough = sum(one.lower for one in (*sent, *others))
    first = min((one.opens for one in (*sent, *others)), default=0)
    for days in itertools.product(*(range(one.first, one.last + 1) for one in sent)):
        most = _most_sent(sent, days, enough + 1, first)
        if most is not None:
            yield frozenset(
                Said(node, frozenset(WITHIN_DEPLOYED), frozenset(), day, day, 0, count)
                for (node, day), count in most.items()
                # who is missing on a day was sent by then
                if count <= enough
            )


def _most_sent(
    sent: list[Said], days: tuple[int, ...], beyond: int, first: int
) -> dict[tuple[Node, int], int] | None:
    """The greatest totals, up to some number not below `beyond`; None where no totals fit."""
    zero = (("", ""), 0)
    nodes = {one.node for one in sent}
    span = range(first, max(days, default=0) + 1)
    least = [((node, day), (node, day + 1), 0) for node in nodes for day in span[:-1]]
    least += [
        ((inner, day), (outer, day), 0)
        for inner, outer in itertools.permutations(nodes, 2) if lies_in(inner, outer)
        for day in span
    ]  # fmt: skip
    for one, day in zip(sent, days, strict=True):
        if one.since is not None and day < one.since:
            if one.lower:  # nothing is counted before the first day
                return None
            continue
        start = zero if one.since is None else (one.node, one.since - 1)
        least.append((start, (one.node, day), -one.lower))
        if one.upper is not None:
            least.append(((one.node, day), start, one.upper))
    # a chain of claims cannot ask for more than all of them together
    top = beyond + sum(one.lower for one in sent)
    most = {zero: 0} | {(node, day): top for node in nodes for day in span}
    for _ in range(len(most) + 1):
        before = dict(most)
        for small, great, distance in least:
            most[small] = min(most[small], most[great] + distance)
        if most == before:
            fits = most.pop(zero) == 0 and min(most.values(), default=0) >= 0
            return most if fits else None
    return None


def _searched(claims: frozenset[Said]) -> bool:
    """Day by day, keep what each claim has counted so far; all histories that agree go together."""
    if not claims:
        return True
    search = _Search(sorted(claims, key=repr))
    states = {search.start}
    for day in range(min(one.opens for one in claims), max(one.last for one in claims) + 1):
        for outcome in ("deployed", *GROWING):
            states = search.happened(states, outcome, day)
        states = search.evening(states, day)
    return bool(states)


class _Search:
    """The claims and what is kept of a history so far.

    For each claim: None once it came true, else the number it surely counted, kept only where an
    upper bound needs it, and the number it may have counted, kept only up to its lower bound. Then,
    where anyone speaks of `deployed`, for each node the number sent and not yet lost.
    """

    def __init__(self, claims: list[Said]) -> None:
        self.claims = claims
        self.nodes = sorted({one.node for one in claims})
        self.sent = [] if all(one.surely != SENT for one in claims) else self.nodes
        self.enough = sum(one.lower for one in claims if one.surely != SENT)
        self.start: State = (*[(0, 0)] * len(claims), *[0] * len(self.sent))

    def happened(self, states: set[State], outcome: str, day: int) -> set[State]:
        """The states after every number of people whom `outcome` may have befallen on `day`."""
        counting = [
            (at, self.nodes.index(one.node), outcome in one.surely)
            for at, one in enumerate(self.claims)
            if outcome in one.surely | one.perhaps and one.awaits(day)
        ]
        limits = tuple(self._limit(node, outcome, counting) for node in self.nodes)
        moves = [move for move in _moves(tuple(self.nodes), limits) if any(move)]
        found = set(states)
        for state, move in itertools.product(states, moves):
            after = self._after(state, move, outcome, counting)
            if after is not None:
                found.add(after)
        return found

    def _limit(self, node: Node, outcome: str, counting: list[tuple[int, int, bool]]) -> int:
        """The greatest number of people of `node` worth trying (see the head of this file)."""
        wanted = [self.claims[at] for at, _, _ in counting]
        if outcome == "deployed" and self.sent:
            return max([self.enough, *(one.lower for one in wanted)])
        return max((one.lower for one in wanted if lies_in(one.node, node)), default=0)

    def _after(
        self, state: State, move: tuple[int, ...], outcome: str,
        counting: list[tuple[int, int, bool]],
    ) -> State | None:  # fmt: skip
        """The state after this number of people in each node; None where an upper bound breaks."""
        after = list(state)
        for at, node, surely in counting:
            counted, one = after[at], self.claims[at]
            if counted is None or not isinstance(counted, tuple):
                continue
            sure, most = counted
            if one.upper is not None and surely:
                sure += move[node]
                if sure > one.upper:
                    return None
            after[at] = (sure, min(most + move[node], one.lower))
        sign = 1 if outcome == "deployed" else -(outcome in WITHIN_DEPLOYED)
        for at, number in enumerate(move[: len(self.sent)], len(self.claims)):
            left = min(int(after[at]) + sign * number, self.enough)  # type: ignore[arg-type]
            if left < 0:
                return None
            after[at] = left
        return tuple(after)

    def evening(self, states: set[State], day: int) -> set[State]:
        """The states in which no claim has failed for good at the end of `day`."""
        today = [at for at, one in enumerate(self.claims) if one.first <= day <= one.last]
        present = self._present(today)
        found = {
            held
            for state in states
            for here in present
            if (held := self._held(state, dict(zip(today, here, strict=False)), here[len(today) :]))
        }
        over = [at for at in today if self.claims[at].last == day]
        return {state for state in found if all(state[at] is None for at in over)}

    def _present(self, today: list[int]) -> set[tuple[tuple[int, int] | int, ...]]:
        """All that may be missing and captured in an evening, as far as a claim can tell.

        For each claim of the day the numbers that it surely and that it perhaps counts; then how
        many there are in each node for whom `deployed` must have room.
        """
        claims = [self.claims[at] for at in today]
        choices = []
        for outcome in FALLING:
            limits = tuple(
                max((one.lower for one in claims
                     if outcome in one.falling and lies_in(one.node, node)), default=0)
                for node in self.nodes
            )  # fmt: skip
            choices.append(_moves(tuple(self.nodes), limits))
        found = set()
        for chosen in itertools.product(*choices):
            here = dict(zip(FALLING, chosen, strict=True))
            counted = [
                tuple(
                    sum(here[outcome][self.nodes.index(one.node)] for outcome in kinds)
                    for kinds in (one.surely & one.falling, one.falling)
                )
                for one in claims
            ]
            room = [sum(each) for each in zip(*chosen, strict=True)][: len(self.sent)]
            found.add((*counted, *room))
        return found

    def _held(
        self, state: State, here: dict[int, tuple[int, int]], room: tuple[int, ...]
    ) -> State | None:
        """The state in which every claim that is true has come true; None without room."""
        if any(
            left < needed
            for left, needed in zip(state[len(self.claims) :], room, strict=True)  # type: ignore
        ):
            return None
        return (
            *(
                None if at in here and _holds(cell, self.claims[at], *here[at]) else cell
                for at, cell in enumerate(state[: len(self.claims)])
            ),
            *state[len(self.claims) :],
        )


def _holds(counted: Counted | int, one: Said, surely: int, perhaps: int) -> bool:
    """Whether what was counted so far, and is so now, lies within the claim."""
    if not isinstance(counted, tuple):
        return False
    least, most = counted[0] + surely, counted[1] + perhaps
    return most >= one.lower and (one.upper is None or least <= one.upper)


@cache
def _moves(nodes: tuple[Node, ...], limits: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every number of people in each node, none greater than in a node that it lies in."""
    nested = [
        (a, b)
        for a, b in itertools.permutations(range(len(nodes)), 2) if lies_in(nodes[a], nodes[b])
    ]  # fmt: skip
    ranges = (range(limit + 1) for limit in limits)
    return [m for m in itertools.product(*ranges) if all(m[a] <= m[b] for a, b in nested)]
