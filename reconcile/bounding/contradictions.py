"""Smallest sets of claims that cannot hold together (R10).

Such a set is an irreducible infeasible subset: remove any one of its claims and the rest can hold.
A proof by the program's weights gives a small set to start from; it is made irreducible by
QuickXplain: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004. See J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from reconcile.bounding.program import NOTHING, Answer, Program
from reconcile.bounding.rows import LEAST, MOST
from reconcile.bounding.settle import SEEN, fits

Set = tuple[int, ...]


def contradictions(
    program: Program, moved: Sequence[int], pairs: Mapping[int, Sequence[int]]
) -> list[Set]:
    """For each claim that has to give, smallest sets with it that cannot hold together.

    `pairs` names, for a claim, those that it contradicts on its own; where there are any, these are
    its sets. Sets are of numbers of claims, each in order, none twice.
    """
    found: dict[Set, None] = {}
    for claim in moved:
        for other in pairs.get(claim, ()):
            found[_set(claim, other)] = None
    for claim in moved:
        if not any(claim in one for one in found):
            for one in _strongest(program, claim) or _search(program, claim):
                found[one] = None
    return sorted(found)


def _set(*claims: int) -> Set:
    return tuple(sorted(claims))


def support(program: Program, answer: Answer) -> list[int]:
    """The claims that an answer's value rests on."""
    rows = np.flatnonzero(np.abs(answer.weights[: len(program.rows.kind)]) > NOTHING).tolist()
    kinds, of = program.rows.kind, program.rows.of
    return sorted({of[row] for row in rows if kinds[row] in (LEAST, MOST)})


def _strongest(program: Program, claim: int) -> list[Set]:
    """The set that pushes one claim furthest, where all the others can hold without it."""
    others = [number for number in range(len(program.claims)) if number != claim]
    program.let_move(dict.fromkeys(others, (0.0, 0.0)))
    answer = program.ask(dict.fromkeys(program.moving([claim]), 1.0))
    program.let_move(dict.fromkeys(others, (np.inf, np.inf)))
    if answer is None or answer.value <= SEEN * program.unit:
        return []
    return [shrunk(lambda some: not fits(program, some), [claim, *support(program, answer)])]


def _search(program: Program, claim: int) -> list[Set]:
    """Sets among all claims, one after the other left out, until one has this claim in it."""
    left, found = list(range(len(program.claims))), list[Set]()
    while not fits(program, left):
        one = shrunk(lambda some: not fits(program, some), _start(program, left))
        found.append(one)
        if claim in one:
            break
        same = program.claims[claim].measure
        order = sorted(one, key=lambda other: (program.claims[other].measure != same, other))
        rest = ([number for number in left if number != other] for other in order)
        left = next((some for some in rest if not fits(program, some)), [])
    return found


def _start(program: Program, claims: Sequence[int]) -> list[int]:
    """Some of `claims` that cannot hold together, as few as the program's weights name."""
    answer = program.ask(dict.fromkeys(program.moving(claims), 1.0))
    if answer and answer.value > SEEN * program.unit:
        return support(program, answer)
    return list(claims)


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
