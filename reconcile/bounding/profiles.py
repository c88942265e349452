"""The least and greatest counts by day where few sums are claimed: running maxima (docs/solver.md).

Of some quantities (a node and a set of tracks) the limits by day are tightened by one rule after
the other until nothing changes: a total never falls, what is inside is no more than what is outside
and grows no faster, and two sets without a common track add up to their union. Each step keeps
where it came from, so that a limit, and a least count above the greatest one, can be told as a sum
of claims.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, NEST, RISE

ROUNDS = 500  # after which limits that still move are left to the solver
NONE = -1  # the event of what no claim limits
Rule = tuple[int, int] | tuple[int] | tuple[()]  # a fact and of what, LEAST or MOST of a claim, or
ADDED: Rule = ()  # that parts add up to a whole, which goes without saying


class Quantity(NamedTuple):
    """A count by day: of a node, by its number, and some tracks; `rises` if it never falls."""

    node: int
    tracks: frozenset[str]
    rises: bool


class Sum(NamedTuple):
    """Two quantities, by their numbers, that add up to a third."""

    one: int
    other: int
    whole: int


class Inside(NamedTuple):
    """A quantity that lies in another one, the `number`th such; if `grows` it grows no faster."""

    inner: int
    outer: int
    grows: bool
    number: int


@dataclass(frozen=True)
class BlockShape:
    """The days (ordinals, ascending) and the quantities of a block, and how they hang together."""

    days: np.ndarray
    quantities: tuple[Quantity, ...]
    sums: tuple[Sum, ...]
    inside: tuple[Inside, ...]


@dataclass(frozen=True)
class Limits:
    """What claims say of quantities on days: arrays of one length, all but the last of numbers.

    They are least (sign 1) or greatest counts, by quantity and day, the tightest first.
    """

    sign: int
    claim: np.ndarray
    quantity: np.ndarray
    day: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, sign: int, rows: Sequence[tuple[int, int, int, float]]) -> Limits:
        """The limits of rows of claim, quantity, day and count; of equal ones in their order."""
        claim, quantity, day, count = np.array(rows, dtype=float).reshape(len(rows), 4).T
        order = np.lexsort([claim, -sign * count, day, quantity])
        claim, quantity, day = (each[order].astype(int) for each in (claim, quantity, day))
        return cls(sign, claim, quantity, day, count[order])

    def tightest(self, held: np.ndarray) -> tuple[np.ndarray, ...]:
        """Claim, quantity, day and count of the tightest claim of each quantity and day, of those
        claims that are `held` (a truth for each claim).
        """
        kept = np.flatnonzero(held[self.claim])
        quantity, day = self.quantity[kept], self.day[kept]
        first = np.ones(len(kept), dtype=bool)
        first[1:] = (quantity[1:] != quantity[:-1]) | (day[1:] != day[:-1])
        at = kept[first]
        return self.claim[at], self.quantity[at], self.day[at], self.count[at]


@dataclass
class Events:
    """Why limits are what they are: of each event the rule, and the events it adds and takes off.

    A limit is the first plus the second less the third; a claim's event has its number first.
    """

    added: list[tuple[Rule, Sequence[np.ndarray]]] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, rule: Rule, parents: Sequence[np.ndarray]) -> np.ndarray:
        """New events of a rule; their numbers."""
        self.added.append((rule, parents))
        self.firsts.append(self.count)
        first, self.count = self.count, self.count + len(parents[0])
        return np.arange(first, self.count)

    def why(self, event: int) -> tuple[Rule, list[int]]:
        """The rule of an event, and the events that it comes from."""
        at = bisect_right(self.firsts, event) - 1
        rule, parents = self.added[at]
        return rule, [int(each[event - self.firsts[at]]) for each in parents]


class Proof(NamedTuple):
    """What a limit adds up: how often each claim's least or greatest count, and facts it uses."""

    terms: dict[tuple[int, int], int]
    facts: frozenset[tuple[int, int]]


class Profiles:
    """The limits of all quantities by day, as tight as the rules make them.

    `low` and `high` have a row a quantity and a column a day; `settled` says whether the rules came
    to an end, and `clash` has the claims of which some cannot hold together, if that was seen. They
    come from those claims of what is `said` that are `held` (a truth for each claim). What
    crosses by no more than `slack` does not: it is for counts that are not whole.
    """

    def __init__(
        self, shape: BlockShape, said: Iterable[Limits], held: np.ndarray, slack: float
    ) -> None:
        self.shape, self.slack = shape, slack
        size = len(shape.quantities), len(shape.days)
        self.low, self.high = np.zeros(size), np.full(size, np.inf)
        self._why = {1: np.full(size, NONE), -1: np.full(size, NONE)}
        self._events = Events()
        self._blank = np.full(size[1], NONE)
        self._proofs: dict[int, Proof] = {}
        self._changed = dict[int, int]()  # by quantity, how many events there were then
        self._seen = dict[tuple[int, ...], tuple[int | None, ...]]()
        for limits in said:
            self._say(limits, held)
        self.settled = self._tighten()

    @property
    def clash(self) -> list[int]:
        """Claims that cannot hold together; none if that was not seen."""
        crossed = np.argwhere(self._crossed)
        if not len(crossed):
            return []
        quantity, day = crossed[0]
        proofs = [self.proof(sign, int(quantity), int(day)) for sign in (1, -1)]
        return sorted({claim for proof in proofs for claim, _ in proof.terms})

    @property
    def _crossed(self) -> np.ndarray:
        return self.low - self.slack > self.high

    def proof(self, sign: int, quantity: int, day: int) -> Proof:
        """Why the least (sign 1) or the greatest count of a quantity is no other one."""
        return self._proof(int(self._why[sign][quantity, day]))

    def _say(self, limits: Limits, held: np.ndarray) -> None:
        claim, *at, count = limits.tightest(held)
        rule = LEAST if limits.sign == 1 else MOST
        self._why[limits.sign][tuple(at)] = self._events.add((rule,), [claim])
        self._table(limits.sign)[tuple(at)] = count

    def _table(self, sign: int) -> np.ndarray:
        return self.low if sign == 1 else self.high

    def _tighten(self) -> bool:
        shape = self.shape
        for _ in range(ROUNDS):
            waiting = False
            for number, quantity in enumerate(shape.quantities):
                if quantity.rises and self._due(number):
                    self._rise(number)
            for one in shape.inside:
                if self._due(one.inner, one.outer):
                    self._nest(one)
                    waiting = True
            for each in shape.sums:
                if self._due(each.one, each.other, each.whole):
                    self._add_up(each)
                    waiting = True
            if not waiting or self._crossed.any():
                return True
        return False

    def _due(self, *quantities: int) -> bool:
        """Whether limits of these have changed since it was asked last."""
        now = tuple(self._changed.get(one) for one in quantities)
        before, self._seen[quantities] = self._seen.get(quantities), now
        return now != before

    def _better(
        self, sign: int, quantity: int, new: np.ndarray, rule: Rule,
        parents: Callable[[], Sequence[np.ndarray]],
    ) -> None:  # fmt: skip
        """Take over the counts that are tighter, with the events that they come from, by day.

        Most often none is: so the events are given only when they are asked for.
        """
        held = self._table(sign)[quantity]
        tighter = new > held + self.slack if sign == 1 else new < held - self.slack
        (at,) = tighter.nonzero()
        if len(at):
            ids = self._events.add(rule, [each[at] for each in parents()])
            self._changed[quantity] = self._events.count
            held[at] = new[at]
            self._why[sign][quantity][at] = ids

    def _rise(self, number: int) -> None:
        """A total is no less than on the day before, and no more than on the day after."""
        low = np.maximum.accumulate(self.low[number])
        why, rule = self._why[1][number], (RISE, self.shape.quantities[number].node)
        self._better(1, number, low, rule, lambda: [why[_since(low)]])
        high = np.minimum.accumulate(self.high[number][::-1])[::-1]
        back = self._why[-1][number]
        self._better(-1, number, high, rule, lambda: [back[_until(high)]])

    def _nest(self, one: Inside) -> None:
        inner, outer, rule = one.inner, one.outer, (NEST, one.number)
        low, high, least, most = self.low, self.high, self._why[1], self._why[-1]
        self._better(1, outer, low[inner].copy(), rule, lambda: [least[inner]])
        self._better(-1, inner, high[outer].copy(), rule, lambda: [most[outer]])
        if not one.grows:
            return
        # the outer one grows at least as much as the inner one, from any day to any later one
        gap = np.maximum.accumulate(low[outer] - high[inner])
        self._better(
            1, outer, low[inner] + gap, rule,
            lambda: [least[inner], least[outer][_since(gap)], most[inner][_since(gap)]],
        )  # fmt: skip
        room = np.minimum.accumulate(high[inner] - low[outer])
        self._better(
            -1, inner, high[outer] + room, rule,
            lambda: [most[inner][_since(room)], most[outer], least[outer][_since(room)]],
        )  # fmt: skip
        later = np.minimum.accumulate((high[outer] - low[inner])[::-1])[::-1]
        self._better(
            -1, outer, high[inner] + later, rule,
            lambda: [most[inner], most[outer][_until(later)], least[inner][_until(later)]],
        )  # fmt: skip
        short = np.maximum.accumulate((low[inner] - high[outer])[::-1])[::-1]
        self._better(
            1, inner, low[outer] + short, rule,
            lambda: [least[outer], least[inner][_until(short)], most[outer][_until(short)]],
        )  # fmt: skip

    def _add_up(self, each: Sum) -> None:
        for sign in (1, -1):
            self._add_parts(sign, each)
            for one, two in ((each.one, each.other), (each.other, each.one)):
                self._take_off(sign, each.whole, one, two)

    def _add_parts(self, sign: int, each: Sum) -> None:
        near, why = self._table(sign), self._why[sign]
        added = near[each.one] + near[each.other]
        self._better(
            sign, each.whole, added, ADDED, lambda: [why[each.one], why[each.other]]
        )  # fmt: skip

    def _take_off(self, sign: int, whole: int, one: int, two: int) -> None:
        """A part is what the whole has besides the other part."""
        left = self._table(sign)[whole] - self._table(-sign)[two]
        why, other = self._why[sign], self._why[-sign]
        self._better(
            sign, one, left, ADDED, lambda: [why[whole], self._blank, other[two]]
        )  # fmt: skip

    def _proof(self, event: int) -> Proof:
        if event == NONE:
            return Proof({}, frozenset())
        waiting = [event]
        while waiting:
            one = waiting[-1]
            rule, above = self._events.why(one)
            if len(rule) == 1:
                self._proofs[one] = Proof({(above[0], *rule): 1}, frozenset())
            elif open_ := [each for each in above if each != NONE and each not in self._proofs]:
                waiting += open_
                continue
            else:
                self._proofs[one] = self._added(rule, above)
            waiting.pop()
        return self._proofs[event]

    def _added(self, rule: Rule, above: Sequence[int]) -> Proof:
        terms, facts = dict[tuple[int, int], int](), set[tuple[int, int]]()
        for parent, sign in zip(above, (1, 1, -1), strict=False):
            if parent == NONE:
                continue
            told = self._proofs[parent]
            facts |= told.facts
            for key, times in told.terms.items():
                terms[key] = terms.get(key, 0) + sign * times
        if len(rule) == 2:
            facts.add(rule)
        return Proof({key: times for key, times in terms.items() if times}, frozenset(facts))


def _since(extreme: np.ndarray) -> np.ndarray:
    """Of the greatest or the smallest count up to each day, the first day that has it."""
    fresh = np.ones(len(extreme), dtype=bool)
    fresh[1:] = extreme[1:] != extreme[:-1]
    days: np.ndarray = np.maximum.accumulate(np.where(fresh, np.arange(len(extreme)), 0))
    return days


def _until(extreme: np.ndarray) -> np.ndarray:
    """Of the greatest or the smallest count from each day on, the last day that has it."""
    return len(extreme) - 1 - _since(extreme[::-1])[::-1]
