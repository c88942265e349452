"""The least and the greatest counts over several choices of who is set aside (R10).

With each bound goes the proof that it rests on. Setting someone else aside can only move it if a
claim in its proof is theirs: so most of the bounds under another choice need not be looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reconcile.bounding.day_grid import shown
from reconcile.bounding.extremes import Bound, extremes
from reconcile.bounding.hitting_sets import mask_of
from reconcile.bounding.origins import Origins
from reconcile.bounding.trees import Target, Tree


class Reached(NamedTuple):
    """A bound, who was set aside for it, and whose claims it rests on, loosened or not."""

    bound: Bound
    aside: int = 0
    rests_on: int = 0
    loosened: bool = False


class Side(NamedTuple):
    """The least (sign 1) or the greatest (sign -1) counts of a tree's target, by its number."""

    target: int
    sign: int


Hull = dict[Side, list[Reached]]


def hull(origins: Origins, choices: Iterable[int], start: Hull | None = None) -> Hull:
    """The widest bounds of every target and day over these choices, and over those of `start`."""
    found = {side: list(row) for side, row in (start or {}).items()}
    for choice in choices:
        loosened = origins.needs_loosening(choice)
        if not found:
            found = _all(origins, choice, loosened)
            continue
        for side, row in found.items():
            moving = [at for at, held in enumerate(row) if _may_move(side, held, choice, loosened)]
            anew = _reached(origins, choice, side, moving, loosened) if moving else []
            for at, new in zip(moving, anew, strict=True):
                if side.sign * (new.bound.number - row[at].bound.number) < 0:
                    row[at] = new
    return found


def _all(origins: Origins, choice: int, loosened: bool) -> Hull:
    found: Hull = {}
    for number, target in enumerate(origins.tree.targets):
        days = range(len(counted_days(origins.tree, target)))
        for sign in (1, -1):
            side = Side(number, sign)
            found[side] = _reached(origins, choice, side, days, loosened)
    return found


def counted_days(tree: Tree, target: Target) -> list[float]:
    """The days on which a target is told of, none before the first on which it may count."""
    return [day for day in shown(tree) if day >= target.since_first]


def _may_move(side: Side, held: Reached, choice: int, loosened: bool) -> bool:
    """Whether a bound may be a wider one under this choice."""
    if held.bound.number == (0.0 if side.sign > 0 else math.inf):
        return False
    return bool(held.rests_on & choice) or (loosened and not held.loosened)


def _reached(
    origins: Origins, choice: int, side: Side, days: Sequence[int], loosened: bool
) -> list[Reached]:
    """The bounds on some days (by their positions in `counted_days`), in order."""
    target = origins.tree.targets[side.target]
    when = counted_days(origins.tree, target)
    found = extremes(origins.program(choice), target, [when[at] for at in days], side.sign)
    return [
        Reached(one, choice, mask_of({origins.of[term.claim] for term in one.terms}), loosened)
        for one in found
    ]
