"""The least factor by which every bound would have to be off for all claims to hold (R10)."""

from __future__ import annotations

import math
from dataclasses import replace

from reconcile.bounding.constraints import LEAST, MOST
from reconcile.bounding.contradictions import SEEN
from reconcile.bounding.day_search import Budget, Search
from reconcile.bounding.program import Program
from reconcile.bounding.trees import Tree
from reconcile.notation.measures import Measures

FINE = 1.0001  # of two factors that differ by less the larger is told
MOST_TRIED = 100  # factors; each proof rules out all up to one at which it would fail


def least_factor(measures: Measures, tree: Tree) -> float:
    """The least f so that all claims hold if each may be off by up to f, up or down.

    Counts need not be whole here. It is infinite if no factor will do, since a claim says 0.
    """
    factor = 1.0
    for _ in range(MOST_TRIED):
        more = _needed(measures, tree, factor)
        if more <= factor:
            break
        factor = more
    return factor


def _needed(measures: Measures, tree: Tree, factor: float) -> float:
    """A greater factor that it takes at least; none greater if this one will do.

    A proof that adds least counts L and takes off greatest ones U stands while L / f > U x f.
    """
    claims = tuple(
        claim._replace(lower=claim.lower / factor, upper=claim.upper * factor)
        for claim in tree.claims
    )
    program = Program(measures, replace(tree, claims=claims), whole=False)
    program.hold(())
    costs = program.moving(range(len(claims)))
    answer = program.ask(costs)
    assert answer is not None  # every claim may be missed
    seen = SEEN * program.unit
    if answer.value <= seen:
        found = Search(program, range(len(claims)), Budget(), costs).run()
        return factor * FINE if found.least > seen else factor
    least = most = 0.0
    for row, weight in enumerate(answer.weights[: len(program.rows.kind)]):
        claim = (
            tree.claims[program.rows.of[row]] if program.rows.kind[row] in (LEAST, MOST) else None
        )
        if claim and program.rows.kind[row] == LEAST:
            least += weight * claim.lower
        elif claim:
            most -= weight * claim.upper
    return max(math.sqrt(least / most), factor * FINE) if most > 0 else math.inf
