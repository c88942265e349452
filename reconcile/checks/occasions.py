"""What one source gave on one occasion, for the check that no part exceeds its whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reconcile.aligning.relays import Statements
from reconcile.checks.view import View
from reconcile.columnar import Columns, group
from reconcile.errors import excerpt
from reconcile.notation.bases import basis_text
from reconcile.notation.dates import in_words


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
    said, since_first = with_numbers(view.said), view.parsed.typed["since_first"]
    since = [view.parsed.typed[f"since_{end}"][said["row"]] for end in ("first", "last")]
    occasion = group(said["told"], *since)
    several = np.bincount(occasion, minlength=1)[occasion] > 1
    said = said.take(several)
    row = said["row"]
    population, place = (view.text(name)[0][row] for name in ("population", "place"))
    measure, basis = (said.cells(name).codes for name in ("measure", "basis"))
    return Occasions(
        row, occasion[several], said.grouped("key"), population, place, measure, basis,
        np.isfinite(since_first[row]), said["lower"], said["upper"],
    )  # fmt: skip


def with_numbers(said: Statements) -> Columns:
    """What sums are made of in the statements that have a number, and which are told together."""
    names = ("row", "told", "key", "measure", "basis", "lower", "upper")
    return said.columns.only(names).take(~(said.columns["unknown"] | said.columns["withdrawn"]))


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
