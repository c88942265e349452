"""What would change if one claim were withdrawn: a limit, and how many must be wrong (R10)."""

from __future__ import annotations

from typing import NamedTuple

from reconcile.bounding.fewest_choices import choices
from reconcile.bounding.hitting_sets import mask_of
from reconcile.bounding.hull import Reached, Side
from reconcile.bounding.solution import Solved


class LimitWithout(NamedTuple):
    """A limit without the estimate of this number, whoever is set aside for it being so still."""

    estimate: int
    number: float


class WrongWithout(NamedTuple):
    """How many contradictions are gone without the estimate of this number, and how many origins
    at least are wrong then.
    """

    estimate: int
    gone: int
    wrong: int


def limits_without(tree: Solved, side: Side, day: float, reached: Reached) -> list[LimitWithout]:
    """A limit of a target on a day, without each of the claims that it rests on, in their order.

    If it is the same one, others limit it as much.
    """
    parts = [
        (tree.origins.parts[part], target) for part, target in tree.origins.parts_of(side.target)
    ]
    found = list[LimitWithout]()
    for claim in sorted({*(term.claim for term in reached.terms), *reached.besides}):
        (number,) = (
            sum(numbers)
            for numbers in zip(
                *(
                    [left.bound.number for left in part.limits(reached.aside, target, [day],
                                                               side.sign, without=claim)]
                    for part, target in parts
                ),
                strict=True,
            )
        )  # fmt: skip
        found.append(LimitWithout(tree.tree.claims[claim].number, number))
    return found


def wrong_without(tree: Solved) -> list[WrongWithout]:
    """What each claim of a contradiction does to them, those first without which most are gone.

    It is known as far as all contradictions are.
    """
    origin = {
        claim.number: number
        for claim, number in zip(tree.tree.claims, tree.origins.of, strict=True)
    }
    sets = tree.contradictions
    found = list[WrongWithout]()
    for claim in dict.fromkeys(claim for one in sets for claim in one):
        left = [one for one in sets if claim not in one]
        fewest = choices([mask_of({origin[each] for each in one}) for one in left], limit=1)
        wrong = fewest.sets[0].bit_count() if fewest.exact else fewest.least
        found.append(WrongWithout(claim, len(sets) - len(left), wrong))
    return sorted(found, key=lambda one: (-one.gone, one.wrong, one.estimate))
