"""The tables of a comparison by the names that the command line has for them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.ledger_rows import as_written
from reconcile.comparison.schema import TABLES
from reconcile.errors import SelectionError
from reconcile.export.plain_text import Listing, listed
from reconcile.notation.columns import names_of
from reconcile.wording.case_texts import nothing_left_text


def with_figures(comparison: Comparison) -> Comparison:
    """The comparison itself. Raises `SelectionError` if its cut leaves no figure."""
    if comparison.empty:
        raise SelectionError(nothing_left_text(comparison))
    return comparison


def found(comparison: Comparison, name: str) -> Columns:
    """The table called `name`, with all the columns that it has."""
    if name == "ledger":
        return as_written(comparison.alignment, comparison.selection)
    if name == "ratios":
        return comparison.ratios.table
    if name == "side_ratios":
        return comparison.side_ratios.table
    own = {"estimates": "rows", "series": "copied"}
    table: Columns = getattr(comparison, own.get(name, name))
    return table


def listing(comparison: Comparison, name: str) -> Listing:
    """The same as it is written; discrepancies are put into words on the way."""
    if name != "discrepancies":
        return listed(found(comparison, name))
    names = names_of(TABLES[name])
    parts = (listed(part.only(names)).blocks for part in comparison.pairs.in_order())
    return Listing(names, chain.from_iterable(parts))


def every(comparison: Comparison, names: Iterable[str]) -> dict[str, Columns]:
    """The tables of these names, in the columns of `schema.TABLES`; no `ratios` if there are none.

    The rows of the ledger are there if no figure is left.
    """
    tables = {name: _in_columns(comparison, name) for name in names}
    return {name: table for name, table in tables.items() if name != "ratios" or len(table)}


def written(comparison: Comparison, name: str) -> Columns:
    """The table called `name` in the columns of `schema.TABLES`, or the ledger's own (`ledger`).

    Raises `SelectionError` for a table of figures if there are none.
    """
    _refuse_nothing(comparison, name)
    return _in_columns(comparison, name)


def written_listing(comparison: Comparison, name: str) -> Listing:
    """The same as `listing` has it."""
    _refuse_nothing(comparison, name)
    table = listing(comparison, name)
    return table if name == "ledger" else table.only(names_of(TABLES[name]))


def _refuse_nothing(comparison: Comparison, name: str) -> None:
    if name not in ("estimates", "ledger"):
        with_figures(comparison)


def _in_columns(comparison: Comparison, name: str) -> Columns:
    table = found(comparison, name)
    return table if name == "ledger" else table.only(names_of(TABLES[name]))
