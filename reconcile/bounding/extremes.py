"""The least and the greatest count of every estimand on every day of a tree (R10)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, RISE, Entries, counted
from reconcile.bounding.day_grid import Period, limits
from reconcile.bounding.histories import Histories
from reconcile.bounding.program import NOTHING, SLACK, Optimum, Program
from reconcile.bounding.trees import Node, Target


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


def extremes(
    histories: Histories,
    target: Target,
    days: Sequence[float],
    sign: int,
    known: Sequence[float] | None = None,
) -> list[Bound]:
    """The least (sign 1) or the greatest (sign -1) count of `target` on each of these days.

    The days ascend, on each it is counted. The claims hold that the program of `histories` holds.
    `known` is for each day sign times a count that no bound is wider than; where some history has
    that count it is the bound, which then has no proof. On a day that is not of the grid a running
    total is at least what it was on the one before, and at most what it is on the one after; with
    none after it nothing limits it.
    """
    program = histories.program
    node = program.tree.nodes.index(target.node)
    tracks = program.grid.held(target)[sign == -1]
    falls = not program.grid.falling.isdisjoint(tracks)
    known = [0.0 if sign == 1 else -np.inf] * len(days) if known is None else known
    told = days if sign == 1 or falls else _after(program, days)
    sums = list[Entries]()
    for day in told:
        since: float | Period = min(target.since_first, day + 1)
        if target.vague_start:
            since = target.period
        sums.append(counted(program.grid, node, tracks, (since, day)))
    if falls:
        return _each(histories, sums, float(sign), known)
    if sign == 1:
        return _sweep(histories, sums, 1.0, known)
    least = bisect_right(told, min(_limited(program, target.node, track) for track in tracks))
    found = _greatest(histories, sums, least, known[: len(told)])
    return [*found, *[Bound(np.inf)] * (len(days) - len(told))]


def _after(program: Program, days: Sequence[float]) -> list[float]:
    """The first days of the grid that are not before these, as far as there are any."""
    grid = program.grid.days
    at = np.searchsorted(grid, np.array(days))
    found: list[float] = grid[at[at < len(grid)]].tolist()
    return found


def _each(
    histories: Histories, sums: Sequence[Entries], sign: float, known: Sequence[float]
) -> list[Bound]:
    """The least (sign 1) or greatest (sign -1) value of each sum; each may be any of the others."""
    bounds, program, shown = list[Bound](), histories.program, histories.shown(sums, sign)
    for number, (entries, count) in enumerate(zip(sums, known, strict=True)):
        if sign == -1 and any(program.unlimited[column] for column, _ in entries):
            bounds.append(Bound(np.inf))
        elif shown.least[number] <= count + program.misfit:
            bounds.append(Bound(abs(count)))
        else:
            bounds.append(_bound(program, shown.ask(number), sign))
    return bounds


def _limited(program: Program, node: Node, track: str) -> float:
    """The last day on which some claim by itself limits a running total."""
    measures, around = program.measures, program.tree.around[node]
    names = {track, *limits(measures, track)}
    days = (
        claim.as_of_first
        for claim in (program.claims[number] for number in program.held)
        if claim.upper < np.inf and claim.total and (claim.node == node or claim.node in around)
        if not names.isdisjoint(program.grid.parts[claim.measure][0])
    )
    return max(days, default=-np.inf)


def _greatest(
    histories: Histories, sums: Sequence[Entries], least: int, known: Sequence[float]
) -> list[Bound]:
    """The greatest value of each sum, of running totals; `least` of them at least have one."""
    least = max([least, *(at for at, count in enumerate(known, 1) if count > -np.inf)])
    bounded = _bounded(histories, sums, least)
    found = _sweep(histories, sums[:bounded][::-1], -1.0, known[:bounded][::-1])[::-1]
    return [*found, *[Bound(np.inf)] * (len(sums) - bounded)]


def _bounded(histories: Histories, sums: Sequence[Entries], least: int) -> int:
    """How many of the sums, from the first on, have a greatest value; once lost it stays lost."""
    low, high, middle = least, len(sums), least
    while low < high:
        if histories.ask(sums[middle], -1.0):
            low = middle + 1
        else:
            high = middle
        middle = (low + high) // 2
    return low


def _sweep(
    histories: Histories, sums: Sequence[Entries], sign: float, known: Sequence[float]
) -> list[Bound]:
    """The least (sign 1) or greatest (sign -1) value of each sum, the days going up or down.

    The sums are of running totals: from one day to the next the least cannot fall, the greatest not
    rise going back; so where some history has the same count on the next day, the bound holds there
    too.
    """
    bounds, program = list[Bound](), histories.program
    value = 0.0 if sign == 1 else -np.inf
    if any(count > value for count in known):
        _near_all(histories, sums, sign)
    shown = histories.shown(sums, sign)
    for number, count in enumerate(known):
        least = shown.least[number]
        if count > value and least <= count + program.misfit:
            value = count
            bounds.append(Bound(abs(count)))
            continue
        if least <= value + program.misfit:
            held = bounds[-1] if bounds else Bound(0.0)
            facts = tuple(sorted({*held.facts, (RISE, 0)})) if held.terms else ()
            bounds.append(held._replace(facts=facts))
            continue
        answer = shown.ask(number)
        value = answer.value if answer else value
        bounds.append(_bound(program, answer, sign))
    return bounds


def _near_all(histories: Histories, sums: Sequence[Entries], sign: float) -> None:
    """Have a history that is near the least (or greatest) value of every sum."""
    every = dict[int, float]()
    for column, times in (entry for entries in sums for entry in entries):
        every[column] = every.get(column, 0.0) + times
    histories.ask(list(every.items()), sign)


def _bound(program: Program, answer: Optimum | None, sign: float) -> Bound:
    """An answer as a bound in whole counts, with its proof."""
    if answer is None:
        return Bound(np.inf if sign == -1 else 0.0)
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
    count = np.ceil(value - slack) if sign == 1 else np.floor(value + slack)
    return Bound(max(0.0, float(count)), tuple(terms), tuple(sorted(facts)))
