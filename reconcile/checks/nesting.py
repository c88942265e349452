"""The check that no part exceeds its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.aligning.typed_cells import group
from reconcile.checks.addition import wrong_sums
from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions, counted, occasions
from reconcile.checks.part_addition import wrong_parts_of
from reconcile.checks.view import View


def part_exceeds_whole(view: View) -> Iterator[Problem]:
    """One source, on one occasion, gives for a part more than for the whole that holds it.

    A part is a measure in a wider one (killed in killed+wounded), a population in a wider one or a
    place in a wider one, by comma or by parts.csv; or outcomes that together are more, or less,
    than their sum can be; or parts of one breakdown that together are more than their whole or,
    where they are complete, less. With
    `since`, nothing is compared with `deployed`: those killed may have been deployed before.

    Remedy: correct the figure that is wrong, or say in `population`, `place` or `measure` what is
    counted differently. If the source is really at odds with itself, name `part-exceeds-whole` in
    `waives` and say so in `notes`.
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


def _exceeding(view: View, given: Occasions) -> list[tuple[int, int]]:
    """Each statement that exceeds one which holds it, with the one of those that allows least."""
    triple = group(given.population, given.place, given.measure)
    firsts = np.unique(triple, return_index=True)[1]
    codes = (given.population[firsts], given.place[firsts], given.measure[firsts])
    holders = _holders(view, list(zip(*(column.tolist() for column in codes), strict=True)))
    inner, wanted, totals = _spread(triple, holders)
    keys = given.occasion * len(firsts) + triple
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
    triple: np.ndarray, holders: Sequence[Sequence[tuple[int, bool]]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every statement beside everything that holds what it counts.

    Three columns: the number of the statement, that of the triple that holds its own, and whether
    it does so only for totals from the start.
    """
    sizes = np.array([len(each) for each in holders], dtype=np.int64)
    flat = np.array([pair for each in holders for pair in each], dtype=np.int64).reshape(-1, 2)
    repeats = sizes[triple]
    statement = np.repeat(np.arange(len(triple)), repeats)
    ahead = np.arange(len(statement)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    found = flat[(np.cumsum(sizes) - sizes)[triple[statement]] + ahead]
    return statement, found[:, 0], found[:, 1] == 1


def _holders(view: View, triples: Sequence[tuple[int, ...]]) -> list[list[tuple[int, bool]]]:
    """For each population, place and measure the numbers of the others that hold it.

    With each of them, whether it does so only for totals from the start.
    """
    populations, places = _wider(view, "population"), _wider(view, "place")
    measures = _outer_measures(view, sorted({triple[2] for triple in triples}))
    number = {triple: at for at, triple in enumerate(triples)}
    return [
        [
            (number[outer], only_totals)
            for one in populations[triple[0]]
            for two in places[triple[1]]
            for three, only_totals in measures[triple[2]]
            if (outer := (one, two, three)) != triple and outer in number
        ]
        for triple in triples
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
