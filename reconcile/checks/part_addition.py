"""Parts of a breakdown that cannot add up to the whole beside them (part of part-exceeds-whole)."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.aligning.estimates import ESTIMAND
from reconcile.aligning.gathering import Together, gathered
from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions
from reconcile.checks.view import View
from reconcile.errors import excerpt
from reconcile.notation.words import Term, sum_text
from reconcile.storage.breakdowns import OF, short


def wrong_parts_of(view: View, given: Occasions) -> Iterator[Problem]:
    """Wholes that two or more parts of a breakdown contradict, though none of them alone."""
    for column in OF:
        if not (breakdowns := view.ledger.parts.of(column)):
            continue
        beside = [name for name in ESTIMAND[1:-1] if name not in (column, "measure")]
        rows = view.ledger.rows.only((column, *beside)).take(given.row)
        occasion = rows.only(beside).assign(occasion=given.occasion, measure=given.measure)
        for together in gathered(breakdowns, rows.cells(column), occasion):
            if problem := _wrong(view, given, together):
                yield problem


def _wrong(view: View, given: Occasions, together: Together) -> Problem | None:
    """What is wrong with a whole and two or more parts given beside it, if anything is."""
    breakdown, whole = together.breakdown, together.whole
    parts = list(together.parts.values())
    if whole < 0 or len(parts) < 2:
        return None
    least, most = given.lower[whole], given.upper[whole]
    every = breakdown.complete and len(parts) == len(breakdown.parts)
    if (given.lower[parts] > most).any():  # that is said at the row of the part
        return None
    if given.lower[parts].sum() > most:
        fault = "more"
    elif every and given.upper[parts].sum() < least:
        fault = "less"
    else:
        return None
    row, where = int(given.row[whole]), view.ledger.where(given.row[parts].tolist())
    within = {"population": "among", "place": "in"}[breakdown.of]
    message = (
        f"{sum_text(_terms(view, given, together))} ({where}), which is {fault} than "
        f"{view.figures[row]} {view.measure(row)} {within} {excerpt(breakdown.whole)}"
    )
    return Problem(message, "correct the one that is wrong", row, "figure")


def _terms(view: View, given: Occasions, together: Together) -> list[Term]:
    return [
        (
            f"{view.figures[given.row[at]]} {short(name, together.breakdown.whole)}",
            float(given.lower[at]),
            float(given.upper[at]),
        )
        for name, at in together.parts.items()
    ]
