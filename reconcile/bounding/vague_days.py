"""The days that a vague date can mean, once those are cut on which its claim cannot hold (R10).

A running total that cannot have reached what a claim asks for by the first days of its span, or is
past what it allows on the last ones, was not counted on them; what may fall was not on a day that
allows something else. Less days leave less room to others, so that it is done again until nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, Entries, least, most
from reconcile.bounding.day_search import Budget
from reconcile.bounding.histories import Histories
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.program import Program, support
from reconcile.bounding.trees import TreeClaim

ROUNDS = 20  # in which each has to cut a day; two or three are usual
MOST_KEPT = 4  # ways to cut days, each with a program, that are kept for other choices
Span = tuple[float, float]
Asked = tuple[int, float, int]  # a claim, a day, and which of its limits: LEAST or MOST


class DaysLeft:
    """Histories of claims that keep to certain days, and what was found out of their days.

    `missed` has for a claim, a day and a kind of limit the sets of claims with any of which it is
    missed on that day; `fewer` has what is left once certain days are cut.
    """

    def __init__(self, histories: Histories) -> None:
        self.histories = histories
        self.missed = dict[Asked, list[int]]()
        self._sums = dict[Asked, list[Entries]]()
        self._fewer = dict[tuple[tuple[int, Span], ...], DaysLeft]()

    def sums(self, of: Asked) -> list[Entries]:
        """The sums each of which a claim needs to have, or not to exceed, on a day."""
        if of not in self._sums:
            number, day, kind = of
            program = self.histories.program
            claim, node = program.claims[number], program.nodes[number]
            where = (program.measures, program.grid, node, claim, day)
            self._sums[of] = least(*where) if kind == LEAST else [most(*where)]
        return self._sums[of]

    def cut(self, spans: Mapping[int, Span]) -> DaysLeft:
        """What is left where the dates of these occasions are of these days alone."""
        key = tuple(sorted(spans.items()))
        if key not in self._fewer:
            program = self.histories.program
            claims = tuple(_shorter(one, spans) for one in program.claims)
            tree = replace(program.tree, claims=claims)
            fewer = Histories(Program(program.measures, tree, whole=program.whole))
            if len(self._fewer) == MOST_KEPT:
                del self._fewer[next(iter(self._fewer))]
            self._fewer[key] = DaysLeft(fewer)
        return self._fewer[key]


class Narrowed(NamedTuple):
    """Claims that hold on no day on which they cannot: histories that show some.

    `rests_on` has for each claim the others that this rests on.
    """

    histories: Histories
    rests_on: dict[int, frozenset[int]]


def narrowed(days: DaysLeft, claims: Sequence[int], budget: Budget) -> Narrowed:
    """The claims that hold, with fewer days; `days` are all that they may mean."""
    rests_on: dict[int, frozenset[int]] = {}
    days.histories.hold(claims)
    for _ in range(ROUNDS):
        cut = dict(_cuts(days, claims, budget, rests_on))
        if not cut:
            break
        days = days.cut(cut)
        days.histories.hold(claims)
    return Narrowed(days.histories, rests_on)


def _shorter(claim: TreeClaim, cut: Mapping[int, Span]) -> TreeClaim:
    if claim.occasion not in cut:
        return claim
    first, last = cut[claim.occasion]
    return claim._replace(as_of_first=first, as_of_last=last)


def _cuts(
    left: DaysLeft, claims: Sequence[int], budget: Budget, rests_on: dict[int, frozenset[int]]
) -> Iterator[tuple[int, Span]]:
    """The occasions whose span can be cut, each with what is left of it."""
    program = left.histories.program
    grid = program.grid
    done = set[int]()
    for number in claims:
        claim = program.claims[number]
        span = np.flatnonzero((grid.days >= claim.as_of_first) & (grid.days <= claim.as_of_last))
        known = claim.total and np.isfinite(claim.as_of_last - claim.as_of_first)
        if not (claim.vague and known) or claim.occasion in done:
            continue
        if budget.left <= 0:
            return
        first, last, falls = claim.as_of_first, claim.as_of_last, grid.falls(claim)
        together = [one for one in claims if program.claims[one].occasion == claim.occasion]
        # of what may fall a day that nobody names allows anything, and any bound may be missed
        for day in grid.days[span]:
            kinds = (LEAST, MOST) if falls else (LEAST,)
            why = None if falls and day > first else _missed(left, number, day, kinds, budget)
            if why is None:
                break
            first = float(day) + 1
            _note(rests_on, together, why)
        for day in grid.days[span][::-1]:
            kinds = (MOST, LEAST) if falls else (MOST,)
            why = None if falls and day < last else _missed(left, number, day, kinds, budget)
            if why is None:
                break
            last = float(day) - 1
            _note(rests_on, together, why)
        if (first, last) != (claim.as_of_first, claim.as_of_last) and first <= last:
            done.add(claim.occasion)
            yield claim.occasion, (first, last)


def _note(
    rests_on: dict[int, frozenset[int]], together: Sequence[int], why: frozenset[int]
) -> None:
    """Take note why claims of one occasion, which all lose a day, do."""
    further = frozenset[int]().union(why, *(rests_on.get(one, frozenset()) for one in why))
    for number in together:
        rests_on[number] = rests_on.get(number, frozenset()) | further


def _missed(
    left: DaysLeft, number: int, day: float, kinds: Sequence[int], budget: Budget
) -> frozenset[int] | None:
    """As `_beyond`, of the first of these bounds that is missed; None if none of them is."""
    found = (_beyond(left, (number, float(day), kind), budget) for kind in kinds)
    return next((why for why in found if why is not None), None)


def _beyond(left: DaysLeft, of: Asked, budget: Budget) -> frozenset[int] | None:
    """The claims by which what this one asks for (kind LEAST), or allows, is missed on a day.

    None if it need not be missed.
    """
    histories, (number, _, kind) = left.histories, of
    program, held = histories.program, mask_of(histories.program.held)
    known = left.missed.setdefault(of, [])
    if why := next((why for why in known if not why & ~held), 0):
        return frozenset(members(why))
    sign = -1.0 if kind == LEAST else 1.0
    claim = program.claims[number]
    asked = claim.lower if kind == LEAST else -claim.upper
    for entries in left.sums(of):
        if asked + histories.least(entries, sign) <= program.misfit:
            continue
        budget.left -= program.grid.size
        answer = histories.ask(entries, sign)
        if answer is not None and asked + answer.value > program.misfit:
            found = support(program, answer)
            known.append(mask_of(found))
            return frozenset(found)
    return None
