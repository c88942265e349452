"""The check that no part exceeds its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.aligning.typed_cells import group
from reconcile.checks.addition import wrong_sums
from reconcile.checks.basis_addition import wrong_totals
from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions, counted, occasions
from reconcile.checks.part_addition import wrong_parts_of
from reconcile.checks.period_addition import wrong_periods
from reconcile.checks.view import View
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
    given = occasions(view)
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
    yield from wrong_periods(view)


def _exceeding(view: View, given: Occasions) -> list[tuple[int, int]]:
    """Each statement that exceeds one which holds it, with the one of those that allows least."""
    counted = group(given.population, given.place, given.measure, given.basis)
    firsts = np.unique(counted, return_index=True)[1]
    each = (given.population, given.place, given.measure, given.basis)
    codes = [column[firsts] for column in each]
    holders = _holders(view, list(zip(*(column.tolist() for column in codes), strict=True)))
    inner, wanted, totals = _spread(counted, holders)
    keys = given.occasion * len(firsts) + counted
    order = np.argsort(keys)
    sought = given.occasion[inner] * len(firsts) + wanted
    at = np.searchsorted(keys[order], sought)
    inside = at < len(order)
    inner, sought, totals, outer = inner[inside], sought[inside], totals[inside], order[at[inside]]
    bad = (keys[outer] == sought) & (given.lower[inner] > given.upper[outer])
    bad &= ~(given.since[inner] & totals)
    inner, outer = inner[bad], outer[bad]
    least = np.lexsort((outer, given.upper[outer], inner))
    inner, outer = inner[least], outer[least]
    first = np.diff(inner, prepend=-1) != 0
    return list(zip(inner[first].tolist(), outer[first].tolist(), strict=True))


def _spread(
    counted: np.ndarray, holders: Sequence[Sequence[tuple[int, bool]]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every statement beside everything that holds what it counts.

    Three columns: the number of the statement, that of the count that holds its own, and whether
    it does so only for totals from the start.
    """
    sizes = np.array([len(each) for each in holders], dtype=np.int64)
    flat = np.array([pair for each in holders for pair in each], dtype=np.int64).reshape(-1, 2)
    repeats = sizes[counted]
    statement = np.repeat(np.arange(len(counted)), repeats)
    ahead = np.arange(len(statement)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    found = flat[(np.cumsum(sizes) - sizes)[counted[statement]] + ahead]
    return statement, found[:, 0], found[:, 1] == 1


def _holders(view: View, counts: Sequence[tuple[int, ...]]) -> list[list[tuple[int, bool]]]:
    """For each population, place, measure and basis the numbers of the others that hold it.

    With each of them, whether it does so only for totals from the start.
    """
    populations, places = _wider(view, "population"), _wider(view, "place")
    measures = _outer_measures(view, sorted({count[2] for count in counts}))
    number = {count: at for at, count in enumerate(counts)}
    return [
        [
            (number[outer], only_totals)
            for one in populations[count[0]]
            for two in places[count[1]]
            for three, only_totals in measures[count[2]]
            for four in _WIDER_BASES[count[3]]
            if (outer := (one, two, three, four)) != count and outer in number
        ]
        for count in counts
    ]


def _wider(view: View, column: str) -> list[list[int]]:
    """For each distinct name the codes of itself and of the names that it lies in."""
    _, names = view.text(column)
    code, outer_names = {name: at for at, name in enumerate(names) if name}, view.ledger.parts.outer
    return [
        [at, *(code[outer] for outer in outer_names(column, name) if outer in code)]
        for at, name in enumerate(names)
    ]


def _outer_measures(view: View, used: Sequence[int]) -> dict[int, list[tuple[int, bool]]]:
    """For each measure the codes of itself and of those that hold it; True: only from the start."""
    measures, names = view.ledger.measures, view.parsed.typed["measure"].cat.categories
    return {
        inner: [
            (outer, outer != inner and measures.inside("deployed", names[outer]))
            for outer in used
            if measures.inside(names[inner], names[outer])
        ]
        for inner in used
    }
