"""How a figure comes from the parts of a breakdown, written out (R2, R6)."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.aligning.estimates import Estimate
from reconcile.notation.speech import digits
from reconcile.notation.words import Term, sum_text
from reconcile.storage.breakdowns import OF, Breakdowns, short


def written_sum(row: Estimate, ground: Sequence[Estimate], breakdowns: Breakdowns) -> str:
    """`600 men + 300 women + 151 children = 1,051`, `1,051 people − 600 men − 151 children = 300`.

    `ground` are the estimates that a derived figure comes from. Empty if they are of no breakdown.
    """
    for column in OF if breakdowns.listed else ():
        name = getattr(row, column)
        if any(getattr(part, column) != name for part in ground):
            first = getattr(ground[0], column)
            taken = breakdowns.find(column, first, name) is not None
            whole = first if taken else name
            terms = [_term(part, short(getattr(part, column), whole)) for part in ground]
            return sum_text(terms[:1], terms[1:]) if taken else sum_text(terms)
    return ""


def _term(part: Estimate, name: str) -> Term:
    return f"{digits(part.figure)} {name}", part.lower, part.upper
