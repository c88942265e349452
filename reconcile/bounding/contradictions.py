"""Smallest sets of claims that cannot hold together (R10).

Such a set is an irreducible infeasible subset: remove any one of its claims and the rest can hold.
A proof by the program's weights gives a small set to start from; it is made irreducible by
QuickXplain: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004. See J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from reconcile.bounding.adjustments import Budget, Search
from reconcile.bounding.constraints import LEAST, MOST
from reconcile.bounding.program import NOTHING, Optimum, Program

MOST_BESIDE = 10  # claims that give, each tried beside those that hold: the nearest say it shortest
SEEN = 1e-4  # people, below which a misfit is the solver's (1e-7, added up) and not the claims'
Set = tuple[int, ...]


def contradictions(
    program: Program, moved: Sequence[int], pairs: Mapping[int, Sequence[int]], budget: Budget
) -> list[Set]:
    """For each claim that has to give, a smallest set with it that cannot hold together.

    `pairs` names, for a claim, those that it contradicts on its own; where there are any, these are
    its sets. Sets are of numbers of claims, each in order, none twice. A claim has none where the
    search for days is cut short before one is proven.
    """
    found: dict[Set, None] = {}
    for claim in moved:
        for other in pairs.get(claim, ()):
            found[_set(claim, other)] = None
    for claim in moved:
        if any(claim in one for one in found):
            continue
        if one := _against(program, claim, moved, budget):
            found[one] = None
    program.let_move(dict.fromkeys(range(len(program.claims)), (np.inf, np.inf)))
    return sorted(found)


def _set(*claims: int) -> Set:
    return tuple(sorted(claims))


def _against(program: Program, claim: int, moved: Sequence[int], budget: Budget) -> Set:
    """A smallest set with a claim that cannot hold together, none if none is found.

    The claims that hold as they are can hold together: it is tried against these alone and with one
    other of those that have to give, and the smallest proof is taken; else against as many as can
    hold together.
    """
    nearest = _nearest(program, claim)
    sure = [number for number in nearest if number not in moved]
    others = [number for number in nearest if number in moved]
    beside = (sure, *([one, *sure] for one in others[:MOST_BESIDE]))
    tried = [pushing for one in beside if (pushing := _pushing(program, claim, one))]
    if tried:
        return _shrunk(program, min(tried, key=len), budget)
    held = sure
    for one in others:
        answer = _pushed(program, claim, [*held, one])
        if answer is not None:
            held = [*held, one]
            if answer.value > _seen(program):
                return _shrunk(program, [claim, *support(program, answer)], budget)
    # it takes whole numbers, or the days of vague dates, to tell
    return _shrunk(program, [claim, *held], budget)


def _nearest(program: Program, claim: int) -> list[int]:
    """The other claims, those nearest in time first."""
    day = program.claims[claim].as_of_last

    def far(number: int) -> tuple[float, int]:
        days = abs(program.claims[number].as_of_last - day)
        return 0.0 if np.isnan(days) else days, number

    return sorted({*range(len(program.claims))} - {claim}, key=far)


def _pushing(program: Program, claim: int, others: Sequence[int]) -> list[int]:
    """The claim and some of the others that it cannot stand beside, of the fewest from the first
    on that do; none if it can, or if they cannot hold themselves."""
    answer = _pushed(program, claim, others)
    if answer is None or answer.value <= _seen(program):
        return []
    low, high = 0, len(others)
    while low < high:
        middle = (low + high) // 2
        tried = _pushed(program, claim, others[:middle])
        if tried is not None and tried.value <= _seen(program):
            low = middle + 1
        else:
            high, answer = middle, tried or answer
    return [claim, *support(program, answer)]


def _pushed(program: Program, claim: int, others: Sequence[int]) -> Optimum | None:
    """How far one claim is pushed where these others hold and the rest are free; None if they
    cannot."""
    ends = dict.fromkeys(range(len(program.claims)), (np.inf, np.inf))
    program.let_move({**ends, **dict.fromkeys(others, (0.0, 0.0))})
    return program.ask(dict.fromkeys(program.moving([claim]), 1.0))


def support(program: Program, answer: Optimum) -> list[int]:
    """The claims that an answer's value rests on."""
    rows = np.flatnonzero(np.abs(answer.weights[: len(program.rows.kind)]) > NOTHING).tolist()
    kinds, of = program.rows.kind, program.rows.of
    return sorted({of[row] for row in rows if kinds[row] in (LEAST, MOST)})


def _shrunk(program: Program, claims: Sequence[int], budget: Budget) -> Set:
    def clash(some: Sequence[int]) -> bool:
        return not fits(program, some, budget)

    return shrunk(clash, claims) if clash(claims) else ()


def fits(program: Program, claims: Sequence[int], budget: Budget) -> bool:
    """Whether some history makes all these claims true, whatever the others say.

    Where the search is cut short they fit unless it is proven that they do not.
    """
    said = tuple(program.claims[number] for number in sorted(set(claims)))
    alone = Program(program.measures, replace(program.tree, claims=said, targets=(), asked=()))
    found = Search(alone, range(len(said)), budget, plain=True).run()
    return found.least <= _seen(alone)


def _seen(program: Program) -> float:
    return float(min(SEEN * program.unit, 0.5))


def shrunk(clash: Callable[[Sequence[int]], bool], claims: Sequence[int]) -> Set:
    """An irreducible subset of `claims` that still clashes, earlier ones kept if either will do.

    `clash` says of some claims whether they cannot all hold; it must be true of all of `claims`.
    """

    def needed(base: list[int], added: bool, rest: list[int]) -> list[int]:
        if added and clash(base):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        late = needed([*base, *first], bool(first), second)
        return [*needed([*base, *late], bool(late), first), *late]

    return _set(*needed([], False, list(dict.fromkeys(claims))))
