"""What one source gave on one occasion, for the check that no part exceeds its whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.checks.view import View
from reconcile.columnar import Columns, group, packed
from reconcile.errors import excerpt
from reconcile.first_same import repeated
from reconcile.notation.bases import basis_text
from reconcile.notation.dates import in_words
from reconcile.storage.breakdowns import OF


@dataclass(frozen=True)
class Occasions:
    """The statements with a number that have company: ledger row, what they count, and bounds.

    `occasion` is equal for statements of one case, source and dates whose populations and places
    may lie in each other; `subject` for those that have population, place and basis in common
    besides (numbers from 0). `population`, `place`, `measure`
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


def occasions(view: View, together: Columns) -> Occasions:
    """Those of the statements told `together` that share what they count from with others."""
    row = together["row"]
    since = [view.parsed.typed[f"since_{end}"][row] for end in ("first", "last")]
    occasion = group(together["told"], *since)
    several = np.bincount(occasion, minlength=1)[occasion] > 1
    said = together.take(several)
    row = said["row"]
    population, place = (view.text(name)[0][row] for name in OF)
    measure, basis = (said.cells(name).codes for name in ("measure", "basis"))
    return Occasions(
        row, occasion[several], said.grouped("key"), population, place, measure, basis,
        np.isfinite(since[0][several]), said["lower"], said["upper"],
    )  # fmt: skip


def told_together(view: View) -> Columns:
    """The statements with a number that one source told on one day beside another such one, of a
    population and a place that may lie in each other.

    `told` is equal for those told together (numbers from 0); the other columns are as in
    `Statements`.
    """
    said = view.said.columns
    numbered = np.flatnonzero(~(said["unknown"] | said["withdrawn"]))
    said = said.only(("row", "told", "key", "measure", "basis", "lower", "upper"))
    row = said["row"][numbered]
    names = (view.wider[name].linked[view.text(name)[0][row]] for name in OF)
    told = packed(said["told"][numbered], *names)
    several = repeated(told)
    return said.take(numbered[several]).assign(told=group(told[several]))


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
