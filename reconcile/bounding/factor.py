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


def least_factor(measures: Measures, blocks: Iterable[ClaimBlock]) -> float:
    """The least f so that all claims hold if each may be off by up to f, up or down.

    Counts need not be whole here. It is infinite if no factor will do, since a claim says 0.
    """
    factor = 1.0
    for block in blocks:
        factor = _of_a_block(measures, block, factor)
    return factor


def _of_a_block(measures: Measures, block: ClaimBlock, factor: float) -> float:
    """The least factor, from this one on, with which the claims of a block hold."""
    while factor < math.inf and (clash := _clash(measures, block, _off(block.tree, factor))):
        told = replace(block.tree, claims=tuple(block.tree.claims[claim] for claim in clash))
        more = _of_a_proof(measures, told, factor)
        if more < factor * FINE:
            return _tried(measures, block, factor)
        factor = more
    return factor


def _tried(measures: Measures, block: ClaimBlock, low: float) -> float:
    """As `_of_a_block`, by trial, where it takes the days of vague dates to tell."""

    def holds(factor: float) -> bool:
        return not _clash(measures, block, _off(block.tree, factor))

    if _clash(measures, block, _as_far_off_as_can_be(block.tree)):
        return math.inf
    high = 2.0 * low
    while not holds(high):
        low, high = high, 2.0 * high
    while high > low * FINE:
        middle = math.sqrt(low * high)
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _clash(measures: Measures, block: ClaimBlock, tree: Tree) -> list[int]:
    """Some claims of a block that cannot hold together as this tree has them."""
    standing = Standing(measures, tree, block.tracks, whole=False)
    return standing.against(range(len(block.claims)))


def _of_a_proof(measures: Measures, tree: Tree, factor: float) -> float:
    """The factor at which the proof fails that these claims cannot hold with a smaller one.

    It adds least counts L and takes off greatest ones U, and stands while L / f > U x f.
    """
    program = Program(measures, _off(tree, factor), whole=False)
    program.hold(())
    answer = program.ask(program.moving(range(len(tree.claims))))
    assert answer is not None  # every claim may be missed
    if answer.value <= SEEN * program.unit:
        return factor
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


def _as_far_off_as_can_be(tree: Tree) -> Tree:
    """Only a claim that allows no more than 0 limits anything with whatever factor."""
    claims = (claim._replace(upper=math.inf if claim.upper else 0.0) for claim in tree.claims)
    return replace(tree, claims=tuple(claims))
