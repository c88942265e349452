"""The days that a vague date can mean, once those are cut on which its claim cannot hold (R10).

A running total that cannot have reached what a claim asks for by the first days of its span, or is
past what it allows on the last ones, was not counted on them; what may fall was not on a day that
allows something else. Less days leave less room to others, so that it is done again until nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, least, most
from reconcile.bounding.day_search import Budget
from reconcile.bounding.histories import Histories
from reconcile.bounding.program import Program, support
from reconcile.bounding.trees import TreeClaim

ROUNDS = 20  # in which each has to cut a day; two or three are usual
Span = tuple[float, float]


@dataclass(frozen=True)
class Narrowed:
    """Claims that hold on no day on which they cannot: the program, and histories that show some.

    `rests_on` has for each claim the others that this rests on.
    """

    histories: Histories
    rests_on: dict[int, frozenset[int]]


def narrowed(histories: Histories, claims: Sequence[int], budget: Budget) -> Narrowed:
    """The claims that hold, with fewer days; `histories` are those of all their days."""
    rests_on: dict[int, frozenset[int]] = {}
    histories.hold(claims)
    for _ in range(ROUNDS):
        cut = dict(_cuts(histories, claims, budget, rests_on))
        if not cut:
            break
        program = histories.program
        tree = replace(program.tree, claims=tuple(_shorter(one, cut) for one in program.claims))
        histories = Histories(Program(program.measures, tree, whole=program.whole))
        histories.hold(claims)
    return Narrowed(histories, rests_on)


def _shorter(claim: TreeClaim, cut: dict[int, Span]) -> TreeClaim:
    if claim.occasion not in cut:
        return claim
    first, last = cut[claim.occasion]
    return claim._replace(as_of_first=first, as_of_last=last)


def _cuts(
    histories: Histories, claims: Sequence[int], budget: Budget, rests_on: dict[int, frozenset[int]]
) -> Iterator[tuple[int, Span]]:
    """The occasions whose span can be cut, each with what is left of it."""
    program = histories.program
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
            why = None if falls and day > first else _missed(histories, number, day, kinds, budget)
            if why is None:
                break
            first = float(day) + 1
            _note(rests_on, together, why)
        for day in grid.days[span][::-1]:
            kinds = (MOST, LEAST) if falls else (MOST,)
            why = None if falls and day < last else _missed(histories, number, day, kinds, budget)
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
    histories: Histories, number: int, day: float, kinds: Sequence[int], budget: Budget
) -> frozenset[int] | None:
    """As `_beyond`, of the first of these bounds that is missed; None if none of them is."""
    found = (_beyond(histories, number, float(day), kind, budget) for kind in kinds)
    return next((why for why in found if why is not None), None)


def _beyond(
    histories: Histories, number: int, day: float, kind: int, budget: Budget
) -> frozenset[int] | None:
    """The claims by which what this one asks for (kind LEAST), or allows, is missed on a day.

    None if it need not be missed.
    """
    program = histories.program
    claim, node = program.claims[number], program.nodes[number]
    where = (program.measures, program.grid, node, claim, day)
    sums = least(*where) if kind == LEAST else [most(*where)]
    sign = -1.0 if kind == LEAST else 1.0
    asked = claim.lower if kind == LEAST else -claim.upper
    for entries in sums:
        if asked + histories.least(entries, sign) <= program.misfit:
            continue
        budget.left -= program.grid.size
        answer = histories.ask(entries, sign)
        if answer is not None and asked + answer.value > program.misfit:
            return frozenset(support(program, answer))
    return None
