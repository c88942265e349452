"""The least factor by which every bound would have to be off for all claims to hold (R10)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from reconcile.bounding.blocks import ClaimBlock
from reconcile.bounding.constraints import LEAST, MOST
from reconcile.bounding.program import Program
from reconcile.bounding.standing import SEEN, Standing
from reconcile.bounding.trees import Tree
from reconcile.notation.measures import Measures

FINE = 1.0001  # of two factors that differ by less the larger is told
MOST_TRIED = 200  # factors; each proof rules out all up to one at which it would fail


def least_factor(measures: Measures, blocks: Iterable[ClaimBlock]) -> float:
    """The least f so that all claims hold if each may be off by up to f, up or down.

    Counts need not be whole here. It is infinite if no factor will do, since a claim says 0.
    """
    factor = 1.0
    for block in blocks:
        for _ in range(MOST_TRIED):
            more = _needed(measures, block, factor)
            if more <= factor or math.isinf(more):
                factor = max(factor, more)
                break
            factor = more
    return factor


def _needed(measures: Measures, block: ClaimBlock, factor: float) -> float:
    """A greater factor that it takes at least; none greater if this one will do."""
    standing = Standing(measures, _off(block.tree, factor), block.tracks, whole=False)
    clash = standing.against(range(len(block.claims)))
    if not clash:
        return factor
    told = replace(block.tree, claims=tuple(block.tree.claims[claim] for claim in clash))
    return max(_of_a_proof(measures, told, factor), factor * FINE)


def _of_a_proof(measures: Measures, tree: Tree, factor: float) -> float:
    """The factor at which the proof fails that these claims cannot hold with a smaller one.

    It adds least counts L and takes off greatest ones U, and stands while L / f > U x f.
    """
    program = Program(measures, _off(tree, factor), whole=False)
    program.hold(())
    answer = program.ask(program.moving(range(len(tree.claims))))
    assert answer is not None  # every claim may be missed
    if answer.value <= SEEN * program.unit:
        return factor  # it takes the days of vague dates to tell
    least = most = 0.0
    for row, weight in enumerate(answer.weights[: len(program.rows.kind)]):
        if program.rows.kind[row] == LEAST:
            least += weight * tree.claims[program.rows.of[row]].lower
        elif program.rows.kind[row] == MOST:
            most -= weight * tree.claims[program.rows.of[row]].upper
    return math.sqrt(least / most) if most > 0 else math.inf


def _off(tree: Tree, factor: float) -> Tree:
    claims = (
        claim._replace(lower=claim.lower / factor, upper=claim.upper * factor)
        for claim in tree.claims
    )
    return replace(tree, claims=tuple(claims))
