"""The checks between relays of one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.view import View, chosen
from reconcile.columnar import firsts, group
from reconcile.errors import excerpt
from reconcile.first_same import mixed
from reconcile.notation.measures import Measures


def relays_disagree(view: View) -> Iterator[Problem]:
    """Relays of one statement give figures that cannot both be what was said.

    Rows with the same source, dates, population, place, measure and basis are relays of one
    statement; here no count lies within the bounds of all. The statement then has bounds around
    them all.

    Remedy: look the statement up, and set aside the row that misreports it. If the source said two
    things on one day, set aside what it said first. If it cannot be told, name `relays-disagree` in
    `waives` and say so in `notes`.
    """
    typed = view.parsed.typed
    lower, upper = np.nan_to_num(typed["lower"], nan=-np.inf), typed["upper"]
    for statement in chosen(view.said.columns["disagree"]):
        rows = view.said.rows_of(statement).tolist()
        pairs = [
            (row, rows[0])
            for row in rows[1:]
            if lower[row] > upper[rows[0]] or upper[row] < lower[rows[0]]
        ]
        if not pairs:  # all overlap with the first, but two others not with each other
            ends = max(rows, key=lambda row: lower[row]), min(rows, key=lambda row: upper[row])
            pairs = [(max(ends), min(ends))]
        for row, other in pairs:
            message = (
                f"{_said(view, row)} cannot be the same statement as {_said(view, other)} "
                f"({view.where(other)})"
            )
            remedy = (
                "set aside the row that misreports it or was said first, or waive relays-disagree"
            )
            yield Problem(message, remedy, row, "figure")


def _said(view: View, row: int) -> str:
    """A figure and who relayed it."""
    via = view.cell(row, "via")
    return f"{view.figures[row]} from {excerpt(via)}" if via else view.figures[row]


def lost_qualifier(view: View) -> Iterator[Problem]:
    """Relays of one statement differ in "at least", "at most", "about" or nothing.

    Such a word is easily lost or put in on the way, and changes what the figure allows.

    Remedy: look the statement up and correct the row that has it wrong. If the relays do differ,
    name `lost-qualifier` in `waives` of the row that is marked and say so in `notes`.
    """
    typed = view.parsed.typed
    qualifiers = typed.cells("qualifier")
    spoken = ~(typed["unknown"] | typed["withdrawn"])
    for statement in chosen(view.said.columns["qualifiers"] > 1):
        rows = [row for row in view.said.rows_of(statement).tolist() if spoken[row]]
        for row in rows[1:]:
            if qualifiers[row] != qualifiers[rows[0]]:
                message = (
                    f"{_said(view, row)} is {_words(qualifiers[row])}, where "
                    f"{_said(view, rows[0])} ({view.where(rows[0])}) is "
                    f"{_words(qualifiers[rows[0]])}"
                )
                remedy = "correct the row that is wrong, or waive lost-qualifier"
                yield Problem(message, remedy, row, "figure")


def _words(qualifier: str) -> str:
    return f"{qualifier!r}" if qualifier else "without qualifier"


def total_taken_for_part(view: View) -> Iterator[Problem]:
    """A relay gives as a part the very number that another relay gives as the sum.

    As when one reports 4,700 killed and wounded, and another 4,700 wounded.

    Remedy: look the statement up, and set aside the row that takes the total for a part. If both
    are right, name `total-taken-for-part` in `waives` and say so in `notes`.
    """
    measures = view.parsed.typed.cells("measure")
    measure, names = measures.codes, measures.distinct
    via, _ = view.text("via")
    nested = _nested(view.ledger.measures, names)
    for rows in _same_number(view, measure, via, nested):
        relays: dict[int, dict[int, int]] = {}
        for row in rows:
            relays.setdefault(int(measure[row]), {}).setdefault(int(via[row]), row)
        for part, whole in nested:
            if not {part, whole} <= relays.keys():
                continue
            if relays[part].keys() & relays[whole].keys():
                continue  # one relay gave both, so they were told apart
            other = min(relays[whole].values())
            for row in relays[part].values():
                message = (
                    f"{_said(view, row)} for {names[part]} is the number of {names[whole]} "
                    f"in another relay ({view.where(other)})"
                )
                remedy = "set aside the row that misreports it, or waive total-taken-for-part"
                yield Problem(message, remedy, row, "figure")


def _nested(measures: Measures, names: Sequence[str]) -> list[tuple[int, int]]:
    """Which measures (codes) lie inside which others, `deployed` apart."""
    return [
        (part, whole)
        for part, whole in permutations(range(len(names)), 2)
        if names[part] and names[whole] not in ("", "deployed")
        and measures.inside(names[part], names[whole])
    ]  # fmt: skip


def _same_number(
    view: View, measure: np.ndarray, via: np.ndarray, nested: Sequence[tuple[int, int]]
) -> Iterator[list[int]]:
    """The rows of one occasion that give one number for nested measures by several relays."""
    said, key = view.said, view.said.columns["key"]
    beside = np.repeat(np.bincount(key, minlength=1)[key] > 1, np.diff(said.starts))
    rows, key = said.members[beside], key[said.of_member[beside]]
    several = mixed(key, via[rows])
    rows, key = rows[several], key[several]
    point = view.parsed.typed["point"][rows]
    told = point > 0  # neither unknown nor none at all
    rows, number = rows[told], group(key[told], point[told])
    relays = firsts(group(number, via[rows]))
    several = (np.bincount(number[relays], minlength=1) > 1)[number]
    rows, number = rows[several], group(number[several])
    present = np.zeros((number.max(initial=-1) + 1, measure.max(initial=-1) + 1), dtype=bool)
    present[number, measure[rows]] = True
    both = np.zeros(len(present), dtype=bool)
    for part, whole in nested:
        both |= present[:, part] & present[:, whole]
    rows, number = rows[both[number]], number[both[number]]
    order = np.lexsort((rows, number))
    for together in np.split(rows[order], np.flatnonzero(np.diff(number[order])) + 1):
        if len(together):
            yield together.tolist()
