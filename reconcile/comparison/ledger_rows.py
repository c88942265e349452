"""The rows of the ledger as read, each with its status (R4), and the figures derived from them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import columns_from, frame_from
from reconcile.aligning.status import STATUSES
from reconcile.aligning.sums import as_figure
from reconcile.columnar import Columns
from reconcile.comparison.schema import LedgerRow
from reconcile.comparison.selection import Selection
from reconcile.notation.columns import names_of
from reconcile.storage import ledger_files

_NUMBERS = ("low", "best", "high", "lower", "upper")


def ledger_rows(alignment: Alignment, selection: Selection) -> pd.DataFrame:
    """Every selected row of the ledger once, in its order, then the derived figures.

    The columns are those of `LedgerRow`, then any further ones of the ledger. Text is as in the
    file; `lower` and `upper` are NaN where the figure has none.
    """
    ledger, typed = alignment.parsed.ledger, alignment.parsed.typed
    order = list(dict.fromkeys((*names_of(LedgerRow), *ledger.extra_columns)))
    text = pd.DataFrame({name: ledger.rows[name] for name in ledger.rows.names})
    rows = text.assign(
        measure=np.where(typed.cells("measure").filled, typed["measure"], text["measure"]),
        **{name: np.where(typed["read"], typed[name], np.nan) for name in _NUMBERS},
        status=[STATUSES[code] for code in alignment.status.tolist()],
        derived_from="",
        where=text["file"] + ":" + text["line"].astype(str),
    )[order]
    if alignment.parts:
        derived = _derived(alignment).reindex(columns=order, fill_value="")
        rows = pd.concat([rows, derived], ignore_index=True)
    rows["upper"] = rows["upper"].where(np.isfinite(rows["upper"]))
    return rows[selection.mask(columns_from(rows))]


def told_by(alignment: Alignment, estimates: Columns, rows: pd.DataFrame) -> np.ndarray:
    """Which of `rows`, as of `ledger_rows`, these estimates are, derived ones too."""
    first = len(alignment.estimates) - len(alignment.parts)
    numbers = estimates.numbers
    used = {row for number in numbers.tolist() for row in alignment.rows_of(number)}
    used |= {len(alignment.status) + n - first for n in numbers[estimates["derived"]].tolist()}
    return np.asarray(rows.index.isin(used))


def as_written(alignment: Alignment, selection: Selection) -> pd.DataFrame:
    """The selected rows as the ledger itself has them: `case`, its columns, any further ones.

    Every cell is the text of its file, in the ledger's order. Nothing that is worked out is in
    it, and no further column is left out, whatever its name; a date selects nothing here (R4).
    """
    read = alignment.parsed.ledger
    chosen = ledger_rows(alignment, selection)
    own = chosen.index[(chosen["derived_from"] == "").to_numpy()]
    columns = ["case", *ledger_files.COLUMNS, *read.extra_columns]
    rows = read.rows.take(own.to_numpy())
    return pd.DataFrame({name: rows[name] for name in columns})


def _derived(alignment: Alignment) -> pd.DataFrame:
    """The derived figures in the columns of the rows; `derived_from` names what they rest on.

    `low`, `best` and `high` are the numbers of the text in `figure`, as they are for a row.
    """
    estimates = frame_from(alignment.estimates.take(alignment.estimates["derived"]))
    where = [alignment.where(number) for number in estimates.index]
    counts = zip(estimates["lower"], estimates["point"], estimates["upper"], strict=True)
    figures = [as_figure(*each) for each in counts]
    numbers = {name: [getattr(each, name) for each in figures] for name in _NUMBERS[:3]}
    status = [STATUSES[code] for code in estimates["status"]]
    described = estimates.assign(**numbers, status=status, derived_from=where, where=where)
    return described.astype(dict.fromkeys(numbers, float))
