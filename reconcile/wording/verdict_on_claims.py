"""Whether all claims can hold, in words; if not, how many must be wrong and by how much (R10)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from reconcile.bounding import Bounds
from reconcile.bounding.solution import Solved
from reconcile.bounding.withdrawn_claims import wrong_without
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, headed, number, percent, say_some, several, times
from reconcile.wording.bound_texts import ToldBounds, several_groups
from reconcile.wording.estimand_texts import dotted

WITHDRAWN = "What would change if one of these claims were withdrawn or corrected:"
CANNOT_HOLD = mark("Cannot hold together; without any one of them the others can:")
NOT_WRONG = mark("Whoever is set aside is not thereby the one who is wrong.")
CUT_SHORT = mark(
    "The search was cut short: more may contradict than is told, and the limits may be wider."
)
MOST_SHOWN = 12  # settlements that are read; the tables have all
TELLING = 5  # contradictions that are read where the bounds are; by themselves all are told
OFTEN = 0.5  # the share of the contradictions that one claim stands in, if it is told first


def summary(found: Bounds) -> str:
    """Whether all claims can hold, and if not, how many must be wrong."""
    claims = len(found.claims)
    if not claims:
        return say("No claim with a number counts, so every count is possible.")
    if any(tree.wrong for tree in found.trees):
        begin = say("The {n} claims cannot all hold: no number fits all.", n=number(claims))
        cut = [] if found.exact else [say(CUT_SHORT)]
        return " ".join([begin, *wrong_texts(found), say(NOT_WRONG), *cut])
    if not found.exact:
        none = say("No contradiction was found among the {n} claims.", n=number(claims))
        return f"{none} {say(CUT_SHORT)}"
    if half := loosened_by(found):
        return say_some(
            claims,
            "The one claim can hold together once each is loosened by {half}, half of what counts "
            "as the same number.",
            "All {n} claims can hold together once each is loosened by {half}, half of what counts "
            "as the same number.",
            half=half,
        )
    return say_some(claims, "The one claim can hold together.", "All {n} claims can hold together.")


def loosened_by(found: Bounds) -> str:
    """By how much each claim has to be loosened for all to hold; nothing where it has not."""
    loosened = any(tree.loosened for tree in found.trees)
    return percent(found.comparison.tolerance / 2) if loosened else ""


def wrong_texts(found: Bounds) -> Iterator[str]:
    """For each tree in which no number fits all how many must be wrong, and by what factor."""
    several_trees = len(found.trees) > 1
    for tree in found.trees:
        if tree.wrong:
            told = wrong_text(tree)
            yield headed(tree_text(tree), told) if several_trees else told


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
    message = (
        mark("At least {few} of {sources} must be wrong ({statements}); {off}.")
        if tree.exact
        else mark(
            "At least, as far as was searched, {few} of {sources} must be wrong ({statements}); "
            "{off}."
        )
    )
    statements = tree.statements
    said = say(
        "{few} of {statements}",
        few=number(statements.least),
        statements=say_some(len(tree.tree.claims), "{n} statement", "{n} statements"),
    )
    return say(
        message,
        few=number(tree.wrong),
        sources=say_some(tree.of, "{n} source", "{n} sources"),
        statements=said if statements.exact else say("at least {few}", few=said),
        off=_off_text(tree),
    )


def _off_text(tree: Solved) -> str:
    """By how much all figures would have to be off for all claims to hold."""
    if math.isinf(tree.factor):
        return say("no factor by which figures may be off lets all hold, since one of them is 0")
    if tree.factor <= 1.0:
        return say("in whole counts only")
    return say(
        "or else every figure would have to be off by up to {factor}", factor=times(tree.factor)
    )


def together(found: Bounds) -> str:
    """Whether all claims can hold, in a sentence for those who read no further."""
    claims = number(len(found.claims))
    wrong = [tree for tree in found.trees if tree.wrong]
    if not wrong:
        if half := loosened_by(found):
            return say(
                "Taken together, the {n} claims with a number can all hold once each is loosened "
                "by {half}, half of what counts as the same number.",
                n=claims,
                half=half,
            )
        return say("Taken together, the {n} claims with a number can all hold.", n=claims)
    each = list[str]()
    for tree in wrong:
        sources = say_some(tree.of, "{n} source", "{n} sources")
        told = say("at least {few} of {sources}", few=number(tree.wrong), sources=sources)
        each.append(headed(tree_text(tree), told) if len(found.trees) > 1 else told)
    return say(
        "Taken together, the {n} claims with a number cannot all hold: no number fits all, and "
        "some must be wrong ({counts}).",
        n=claims,
        counts=clauses(each),
    )


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
    return say_some(
        len(sets),
        "Without {claim}, {some} of {n} contradiction are gone.",
        "Without {claim}, {some} of {n} contradictions are gone.",
        claim=told.placed(claim),
        some=number(often),
    )


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
        parts.append(
            say_some(
                len(found.contradictions),
                "The search was cut short at {n} contradiction; there may be more.",
                "The search was cut short at {n} contradictions; there may be more.",
            )
        )
    if not found.all_settled:
        parts.append(say("There are other ways to settle it than those that are told."))
    return " ".join(parts)


def settled_by(found: Bounds) -> str:
    """The words before the settlements; where there are several groups each has to be settled."""
    if several_groups(found):
        return say(
            "What lets the others hold, one line of every group, by those who are set aside:"
        )
    return say("What lets the others hold, by those who are set aside:")
