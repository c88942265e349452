"""What one source gave on one occasion, for the check that no part exceeds its whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.checks.view import View
from reconcile.columnar import group
from reconcile.errors import excerpt
from reconcile.notation.bases import basis_text
from reconcile.notation.dates import in_words

_DATES = ("published", "as_of", "since")


@dataclass(frozen=True)
class Occasions:
    """The statements with a number that have company: ledger row, what they count, and bounds.

    `occasion` is equal for statements of one case, source and dates; `subject` for those that have
    population, place and basis in common besides (numbers from 0). `population`, `place`, `measure`
    and `basis` are codes; `since` says that they do not count from the start.
    """

    row: np.ndarray
    occasion: np.ndarray
    subject: np.ndarray
    population: np.ndarray
    place: np.ndarray
    measure: np.ndarray
    basis: np.ndarray
    since: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def occasions(view: View) -> Occasions:
    """The statements of the usable rows that share their occasion with others."""
    said, typed = view.said.columns, view.parsed.typed
    said = said.take(~(said["unknown"] | said["withdrawn"]))
    row = said["row"]
    days = [typed[f"{name}_{end}"][row] for name in _DATES for end in ("first", "last")]
    occasion = group(view.text("case")[0][row], said.cells("source"), *days)
    several = np.bincount(occasion, minlength=1)[occasion] > 1
    row, said = row[several], said.take(several)
    population, place = (view.text(name)[0][row] for name in ("population", "place"))
    measure, basis = (said.cells(name).codes for name in ("measure", "basis"))
    since = np.isfinite(typed["since_first"])[row]
    return Occasions(
        row, occasion[several], said.grouped("key"), population, place, measure, basis, since,
        said["lower"], said["upper"],
    )  # fmt: skip


def counted(view: View, row: int, other: int) -> str:
    """Figure and measure of a row, and what else tells it from the other row."""
    words = f"{view.figures[row]} {view.measure(row)}"
    if (basis := view.cell(row, "basis")) != view.cell(other, "basis"):
        words += f" ({basis_text(basis)})"
    for column, before in (("population", "among"), ("place", "in")):
        if (name := view.cell(row, column)) != view.cell(other, column):
            words += f" {before} {excerpt(name)}"
    since = view.parsed.typed.cells("since")
    if since[row] != since[other]:
        words += f" since {in_words(since[row])}" if since[row] else " from the start"
    return words
