"""Whether all claims can hold, in words; if not, how many must be wrong and by how much (R10)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from reconcile.bounding import Bounds
from reconcile.bounding.solution import Solved
from reconcile.bounding.withdrawn_claims import wrong_without
from reconcile.notation.words import number, percent, several, times
from reconcile.wording.bound_texts import ToldBounds, several_groups
from reconcile.wording.estimand_texts import dotted

WITHDRAWN = "What would change if one of these claims were withdrawn or corrected:"
CANNOT_HOLD = "Cannot hold together; without any one of them the others can:"
NOT_WRONG = "Whoever is set aside is not thereby the one who is wrong."
CUT_SHORT = (
    "The search was cut short: more may contradict than is told, and the limits may be wider."
)
MOST_SHOWN = 12  # settlements that are read; the tables have all
TELLING = 5  # contradictions that are read where the bounds are; by themselves all are told
OFTEN = 0.5  # the share of the contradictions that one claim stands in, if it is told first


def summary(found: Bounds) -> str:
    """Whether all claims can hold, and if not, how many must be wrong."""
    claims = len(found.claims)
    if not claims:
        return "No claim with a number counts, so every count is possible."
    if any(tree.wrong for tree in found.trees):
        begin = f"The {claims:,} claims cannot all hold: no number fits all."
        told = " ".join(wrong_texts(found))
        return f"{begin} {told} {NOT_WRONG}{'' if found.exact else f' {CUT_SHORT}'}"
    said = "The one claim" if claims == 1 else f"All {claims:,} claims"
    if not found.exact:
        return f"No contradiction was found among the {claims:,} claims. {CUT_SHORT}"
    return f"{said} can hold together{loosened_text(found)}."


def loosened_text(found: Bounds) -> str:
    """Whether it takes the tolerance for all claims to hold."""
    if not any(tree.loosened for tree in found.trees):
        return ""
    half = percent(found.comparison.tolerance / 2)
    return f" once each is loosened by {half}, half of what counts as the same number"


def wrong_texts(found: Bounds) -> Iterator[str]:
    """For each tree in which no number fits all how many must be wrong, and by what factor."""
    several_trees = len(found.trees) > 1
    for tree in found.trees:
        if tree.wrong:
            yield f"{tree_text(tree)}: {wrong_text(tree)}" if several_trees else wrong_text(tree)


def tree_text(tree: Solved) -> str:
    """Whom and where a tree is of: its widest population and place."""
    population, place = tree.tree.nodes[-1]
    inner = {one for one, _ in tree.tree.edges}
    for at, node in enumerate(tree.tree.nodes):
        if at not in inner:
            population, place = node
    return dotted(population, place)


def wrong_text(tree: Solved) -> str:
    """How many sources and statements must be wrong, and by what factor else all would be off."""
    verb = "must be wrong"
    least = "At least" if tree.exact else "At least, as far as was searched,"
    few = f"{least} {number(tree.wrong)} of {several(tree.of, 'source')} {verb}"
    statements = tree.statements
    sure = "" if statements.exact else "at least "
    said = f"{sure}{number(statements.least)} of {several(len(tree.tree.claims), 'statement')}"
    if math.isinf(tree.factor):
        off = "no factor by which figures may be off lets all hold, since one of them is 0"
    elif tree.factor <= 1.0:
        off = "in whole counts only"
    else:
        off = f"or else every figure would have to be off by up to {times(tree.factor)}"
    return f"{few} ({said}); {off}."


def together(found: Bounds) -> str:
    """Whether all claims can hold, in a sentence for those who read no further."""
    claims = f"Taken together, the {number(len(found.claims))} claims with a number"
    wrong = [tree for tree in found.trees if tree.wrong]
    if not wrong:
        return f"{claims} can all hold{loosened_text(found)}."
    counts = "; ".join(
        f"{tree_text(tree)}: " * (len(found.trees) > 1)
        + f"at least {number(tree.wrong)} of {several(tree.of, 'source')}"
        for tree in wrong
    )
    return f"{claims} cannot all hold: no number fits all, and some must be wrong ({counts})."


def telling(found: Bounds) -> list[int]:
    """The contradictions that are told first, by their positions: of each tree the smallest, then
    others as small.
    """
    sizes = [len(one) for one in found.contradictions]
    start, firsts = 0, set[int]()
    for tree in found.trees:
        own = range(start, start + len(tree.contradictions))
        firsts |= {min(own, key=lambda at: (sizes[at], at))} if own else set()
        start = own.stop
    ordered = sorted(range(len(sizes)), key=lambda at: (at not in firsts, sizes[at], at))
    return sorted(ordered[: max(TELLING, len(firsts))])


def often_text(told: ToldBounds) -> str:
    """The one claim that stands in most contradictions, if it does in many; else nothing."""
    sets = told.found.contradictions
    if len(sets) < 3:
        return ""
    counted = Counter(claim for one in sets for claim in one)
    claim, often = min(counted.items(), key=lambda item: (-item[1], item[0]))
    if often < OFTEN * len(sets):
        return ""
    gone = f"{number(often)} of {several(len(sets), 'contradiction')} are gone"
    return f"Without {told.placed(claim)}, {gone}."


def withdrawing_texts(told: ToldBounds) -> Iterator[str]:
    """What each claim of a contradiction would change if it were withdrawn or corrected."""
    several_trees = len(told.found.trees) > 1
    for tree in told.found.trees:
        sets = len(tree.contradictions)
        for one in wrong_without(tree):
            gone = f"{number(one.gone)} of {several(sets, 'contradiction')} gone"
            wrong = f"at least {number(one.wrong)} of {several(tree.of, 'source')} wrong"
            then = wrong if one.wrong else "nobody has to be wrong"
            of = f" of {tree_text(tree)}" if several_trees else ""
            yield f"without {told.placed(one.estimate)}: {gone}{of}, {then}"


def unlisted_text(found: Bounds) -> str:
    """That there are contradictions, or settlements, besides those that are told."""
    parts = list[str]()
    if not found.all_listed:
        known = several(len(found.contradictions), "contradiction")
        parts.append(f"The search was cut short at {known}; there may be more.")
    if not found.all_settled:
        parts.append("There are other ways to settle it than those that are told.")
    return " ".join(parts)


def settled_by(found: Bounds) -> str:
    """The words before the settlements; where there are several groups each has to be settled."""
    of_each = ", one line of every group" if several_groups(found) else ""
    return f"What lets the others hold{of_each}, by those who are set aside:"
