"""The rows of the ledger as read, each with its status (R4), and the figures derived from them."""

from __future__ import annotations

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import as_figure
from reconcile.aligning.status import STATUSES
from reconcile.columnar import AnyColumn, Cells, Columns
from reconcile.comparison.schema import LedgerRow
from reconcile.comparison.selection import Selection
from reconcile.notation.columns import names_of
from reconcile.storage import ledger_files

_NUMBERS = ("low", "best", "high", "lower", "upper")


def ledger_rows(alignment: Alignment, selection: Selection) -> Columns:
    """Every selected row of the ledger once, in its order, then the derived figures.

    The columns are those of `LedgerRow`, then any further ones of the ledger. Text is as in the
    file; `lower` and `upper` are NaN where the figure has none. The numbers are those of the rows
    of the ledger, and go on from them.
    """
    read = _read(alignment)
    if not alignment.parts:
        return read.take(selection.mask(read))
    derived = _derived(alignment).only_or_empty(read.names)
    every = Columns.stacked([read, derived]).numbered()
    return every.take(selection.mask(every))


def _read(alignment: Alignment) -> Columns:
    """The rows of the ledger, in the columns of the table."""
    ledger, typed = alignment.parsed.ledger, alignment.parsed.typed
    rows, measure = ledger.rows, typed.cells("measure")
    own = rows.cells("measure").take(~measure.filled)
    numbers = {name: np.where(typed["read"], typed[name], np.nan) for name in _NUMBERS}
    columns: dict[str, AnyColumn] = {
        **rows.by_name, **numbers,
        "measure": measure.replaced(~measure.filled, own),
        "upper": _limited(numbers["upper"]),
        "status": Cells(alignment.status, STATUSES),
        "derived_from": Cells.alike("", len(rows)),
        "where": Cells.of(ledger.places(np.arange(len(rows)))),
    }  # fmt: skip
    order = dict.fromkeys((*names_of(LedgerRow), *ledger.extra_columns))
    return Columns({name: columns[name] for name in order})


def _limited(upper: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(upper), upper, np.nan)


def told_by(alignment: Alignment, estimates: Columns, rows: Columns) -> np.ndarray:
    """Which of `rows`, as of `ledger_rows`, these estimates are, derived ones too."""
    first = len(alignment.estimates) - len(alignment.parts)
    numbers = estimates.numbers
    used = {row for number in numbers.tolist() for row in alignment.rows_of(number)}
    used |= {len(alignment.status) + n - first for n in numbers[estimates["derived"]].tolist()}
    return np.isin(rows.numbers, list(used))


def given(rows: Columns) -> Columns:
    """Those of `rows`, as of `ledger_rows`, that the ledger has itself, nothing derived."""
    return rows.take(~rows.cells("derived_from").filled)


def as_written(alignment: Alignment, selection: Selection) -> Columns:
    """The selected rows as the ledger itself has them: `case`, its columns, any further ones.

    Every cell is the text of its file, in the ledger's order. Nothing that is worked out is in
    it, and no further column is left out, whatever its name; a date selects nothing here (R4).
    """
    ledger = alignment.parsed.ledger
    columns = ("case", *ledger_files.COLUMNS, *ledger.extra_columns)
    chosen = ledger_rows(alignment, selection)
    return ledger.rows.take(given(chosen).numbers).only(columns)


def _derived(alignment: Alignment) -> Columns:
    """The derived figures in the columns of the rows; `derived_from` names what they rest on.

    `low`, `best` and `high` are the numbers of the text in `figure`, as they are for a row.
    """
    derived = alignment.estimates.take(alignment.estimates["derived"])
    where = Cells.of(alignment.wheres(derived.numbers))
    counts = zip(*(derived[name].tolist() for name in ("lower", "point", "upper")), strict=True)
    found = [as_figure(*each) for each in counts]
    numbers = {
        name: np.array([getattr(each, name) for each in found], dtype=float)
        for name in _NUMBERS[:3]
    }
    cells = derived.assign(
        **numbers, figure=Cells.of(map(str, found)), upper=_limited(derived["upper"]),
        status=Cells(derived["status"], STATUSES), derived_from=where, where=where,
    )  # fmt: skip
    return cells.only_or_empty(names_of(LedgerRow))  # a further column may have any other name
