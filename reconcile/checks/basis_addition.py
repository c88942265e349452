"""Confirmed and probable counts that do not make the total given beside them (R2)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions, counted
from reconcile.checks.view import View
from reconcile.columnar import group
from reconcile.notation.bases import BASES, CONFIRMED, PROBABLE, REPORTED
from reconcile.notation.words import counts


def wrong_totals(view: View, given: Occasions) -> Iterator[Problem]:
    """Totals that are not what the same statement has as confirmed and as probable, added."""
    bases = [given.basis == BASES.index(basis) for basis in (REPORTED, CONFIRMED, PROBABLE)]
    if not all(own.any() for own in bases):
        return
    count = group(given.occasion, given.population, given.place, given.measure)
    slots = np.full((len(count), 3), -1)
    for at, own in enumerate(map(np.flatnonzero, bases)):
        slots[count[own], at] = own
    for total, confirmed, probable in slots[(slots >= 0).all(axis=1)].tolist():
        lower, upper = (ends[confirmed] + ends[probable] for ends in (given.lower, given.upper))
        alone = given.lower[confirmed] > given.upper[total]  # that is said at the row of the part
        if not alone and (lower > given.upper[total] or upper < given.lower[total]):
            row, *parts = (int(given.row[at]) for at in (total, confirmed, probable))
            each = " and ".join(f"{counted(view, at, row)} ({view.where(at)})" for at in parts)
            message = (
                f"{each} add up to {counts(lower, upper)}, not to {counted(view, row, parts[0])}"
            )
            yield Problem(message, "correct the one that is wrong", row, "figure")
