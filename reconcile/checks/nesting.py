"""The check that no part exceeds its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.checks.addition import wrong_sums
from reconcile.checks.basis_addition import wrong_totals
from reconcile.checks.holding import CodeLists, combined
from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions, counted, occasions, told_together
from reconcile.checks.part_addition import wrong_parts_of
from reconcile.checks.period_addition import wrong_periods
from reconcile.checks.view import View
from reconcile.columnar import firsts, group
from reconcile.notation.bases import BASES, MINIMUMS, TOTALS

# for the code of each basis those that hold its counts: itself, and totals what is documented
_WIDER_BASES = [
    [at, *(BASES.index(total) for total in sorted(TOTALS) if basis in MINIMUMS)]
    for at, basis in enumerate(BASES)
]


def part_exceeds_whole(view: View) -> Iterator[Problem]:
    """One source, on one occasion, gives for a part more than for the whole that holds it.

    A part is a measure in a wider one (killed in killed+wounded), a population in a wider one or a
    place in a wider one, by comma or by parts.csv; a documented count in a total; a count since a
    day in one since an earlier day or from the start; or outcomes that
    together are more, or less, than their sum can be, as confirmed and probable ones than their
    total; or parts of one breakdown that together are more than their whole or, where they are
    complete, less. With `since`, nothing is compared with `deployed`: those killed may have been
    deployed before.

    Remedy: correct the figure that is wrong, or say in `population`, `place`, `measure` or `basis`
    what is counted differently. If the source is really at odds with itself, name
    `part-exceeds-whole` in `waives` and say so in `notes`.
    """
    together = told_together(view)
    given = occasions(view, together)
    for inner, outer in _exceeding(view, given):
        row, other = int(given.row[inner]), int(given.row[outer])
        message = (
            f"{counted(view, row, other)} is more than {counted(view, other, row)} "
            f"({view.where(other)}), which holds it"
        )
        yield Problem(message, "correct the one that is wrong", row, "figure")
    yield from wrong_sums(view, given)
    yield from wrong_parts_of(view, given)
    yield from wrong_totals(view, given)
    yield from wrong_periods(view, together)


def _exceeding(view: View, given: Occasions) -> list[tuple[int, int]]:
    """Each statement that exceeds one which holds it, with the one of those that allows least."""
    each = (given.population, given.place, given.measure, given.basis)
    counted = group(*each)
    first = firsts(counted)
    part, whole, only_totals = _holders(view, [column[first] for column in each])
    sizes = np.bincount(part, minlength=len(first))
    inner, pair = CodeLists(np.arange(len(part)), sizes).beside(counted)
    keys = given.occasion * len(first) + counted
    order = np.argsort(keys)
    sought = given.occasion[inner] * len(first) + whole[pair]
    at = np.searchsorted(keys[order], sought)
    inside = at < len(order)
    inner, sought, pair, outer = inner[inside], sought[inside], pair[inside], order[at[inside]]
    bad = (keys[outer] == sought) & (given.lower[inner] > given.upper[outer])
    bad &= ~(given.since[inner] & only_totals[pair])
    inner, outer = inner[bad], outer[bad]
    least = np.lexsort((outer, given.upper[outer], inner))
    inner, outer = inner[least], outer[least]
    first = np.diff(inner, prepend=-1) != 0
    return list(zip(inner[first].tolist(), outer[first].tolist(), strict=True))


def _holders(view: View, counts: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every count beside each of the others that holds it, in the order of the counts.

    `counts` are the codes of populations, places, measures and bases, no two alike. Three columns:
    the number of the count, that of the one which holds it, and whether it does so only for totals
    from the start.
    """
    _, _, measures, bases = counts
    names, known = view.parsed.typed.cells("measure").distinct, view.ledger.measures
    used, used_bases = set(measures.tolist()), set(bases.tolist())
    lists = (
        view.wider["population"], view.wider["place"],
        CodeLists.of([
            [outer for outer in used if at in used and known.inside(name, names[outer])]
            for at, name in enumerate(names)
        ]),
        CodeLists.of([[at for at in wider if at in used_bases] for wider in _WIDER_BASES]),
    )  # fmt: skip
    part, *wanted = combined(counts, lists)
    sizes = [len(each.sizes) for each in lists]
    keys, sought = np.ravel_multi_index(counts, sizes), np.ravel_multi_index(wanted, sizes)
    order = np.argsort(keys)
    whole = order[np.minimum(np.searchsorted(keys[order], sought), len(keys) - 1)]
    there = (keys[whole] == sought) & (whole != part)
    part, whole, measure = part[there], whole[there], wanted[2][there]
    sent = np.array([bool(name) and known.inside("deployed", name) for name in names], dtype=bool)
    return part, whole, (measure != measures[part]) & sent[measure]
