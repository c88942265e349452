"""The least and the greatest count of every estimand on every day of a tree (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, RISE, Entries, counted
from reconcile.bounding.day_grid import Period
from reconcile.bounding.program import NOTHING, SLACK, Optimum, Program
from reconcile.bounding.trees import Target


class Term(NamedTuple):
    """A claim in the proof of a bound: how often its limit is added (or taken off, below 0)."""

    claim: int
    times: float
    limit: float
    kind: int


class Bound(NamedTuple):
    """A bound, the claims it adds up, and the facts it uses: kinds of rows, each with what of.

    `besides` are claims that leave the vague dates of the others fewer days.
    """

    number: float
    terms: tuple[Term, ...] = ()
    facts: tuple[tuple[int, int], ...] = ()
    besides: tuple[int, ...] = ()


def extremes(program: Program, target: Target, days: Sequence[float], sign: int) -> list[Bound]:
    """The least (sign 1) or the greatest (sign -1) count of `target` on each of these days.

    The days ascend, on each it is counted. The claims that the program holds hold. On a day that is
    not of the grid a running total is at least what it was on the one before, and at most what it
    is on the one after; with none after it nothing limits it.
    """
    node = program.tree.nodes.index(target.node)
    tracks = program.grid.held(target)[sign < 0]
    falls = not program.grid.falling.isdisjoint(tracks)
    told = days if sign > 0 or falls else _after(program, days)
    sums = list[Entries]()
    for day in told:
        since: float | Period = min(target.since_first, day + 1)
        if target.vague_start:
            since = target.period
        sums.append(counted(program.grid, node, tracks, (since, day)))
    if falls:
        return _each(program, sums, float(sign))
    if sign > 0:
        return _sweep(program, sums, 1.0)
    return [*_greatest(program, sums), *[Bound(np.inf)] * (len(days) - len(told))]


def _after(program: Program, days: Sequence[float]) -> list[float]:
    """The first days of the grid that are not before these, as far as there are any."""
    grid = program.grid.days
    at = np.searchsorted(grid, np.array(days))
    found: list[float] = grid[at[at < len(grid)]].tolist()
    return found


def _each(program: Program, sums: Sequence[Entries], sign: float) -> list[Bound]:
    """The least (sign 1) or greatest (sign -1) value of each sum; each may be any of the others."""
    return [
        _bound(program, program.ask({column: sign * value for column, value in entries}), sign)
        for entries in sums
    ]


def _greatest(program: Program, sums: Sequence[Entries]) -> list[Bound]:
    """The greatest value of each sum, of running totals."""
    bounded = _bounded(program, sums)
    found = _sweep(program, sums[:bounded][::-1], -1.0)[::-1]
    return [*found, *[Bound(np.inf)] * (len(sums) - bounded)]


def _bounded(program: Program, sums: Sequence[Entries]) -> int:
    """How many of the sums, from the first on, have a greatest value; once lost it stays lost."""
    low, high = 0, len(sums)
    while low < high:
        middle = (low + high) // 2
        if program.ask({column: -value for column, value in sums[middle]}):
            low = middle + 1
        else:
            high = middle
    return low


def _sweep(program: Program, sums: Sequence[Entries], sign: float) -> list[Bound]:
    """The least (sign 1) or greatest (sign -1) value of each sum, the days going up or down.

    The sums are of running totals: from one day to the next the least cannot fall, the greatest not
    rise going back; so where the last history found has the same count on the next day, its bound
    holds there too.
    """
    bounds, answer = list[Bound](), None
    for entries in sums:
        if answer and abs(_total(entries, answer) - sign * answer.value) <= program.misfit:
            facts = tuple(sorted({*bounds[-1].facts, (RISE, 0)}))
            bounds.append(bounds[-1]._replace(facts=facts))
            continue
        answer = program.ask({column: sign * value for column, value in entries})
        bounds.append(_bound(program, answer, sign))
    return bounds


def _total(entries: Entries, answer: Optimum) -> float:
    return float(sum(value * answer.columns[column] for column, value in entries))


def _bound(program: Program, answer: Optimum | None, sign: float) -> Bound:
    """An answer as a bound in whole counts, with its proof."""
    if answer is None:
        return Bound(np.inf if sign < 0 else 0.0)
    rows = np.flatnonzero(np.abs(answer.weights) > NOTHING).tolist()
    terms, facts = list[Term](), set[tuple[int, int]]()
    for row in rows:
        kind, of = program.rows.kind[row], program.rows.of[row]
        if kind in (LEAST, MOST):
            times = round(sign * float(answer.weights[row]), 6)
            terms.append(Term(of, times, program.limit(of, kind), kind))
        else:
            facts.add((kind, of))
    # the sum that proves it is exact, where the solver's value has its tolerance
    total = sum(term.times * term.limit for term in terms)
    slack = max(program.misfit, 1e-9 * abs(answer.value))
    if abs(total - sign * answer.value) <= slack:
        value, slack = total, SLACK
    else:
        value = sign * answer.value
    count = np.ceil(value - slack) if sign > 0 else np.floor(value + slack)
    return Bound(max(float(count), 0.0) + 0.0, tuple(terms), tuple(sorted(facts)))
