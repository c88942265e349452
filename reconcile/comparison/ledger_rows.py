"""The rows of the ledger as read, each with its status (R4), and the figures derived from them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import STATUSES, Alignment, as_figure
from reconcile.comparison.selection import Selection
from reconcile.storage import ledger_files

COLUMNS = (
    "case", "source", "via", "published", "since", "as_of", "population", "place", "measure",
    "figure", "low", "best", "high", "lower", "upper", "status", "derived_from", "quote", "url",
    "notes", "where",
)  # fmt: skip
_TEXT = ("case", "source", "via", "since", "population", "place", "quote", "url", "notes")


def table(alignment: Alignment, selection: Selection) -> pd.DataFrame:
    """Every selected row of the ledger once, in its order, then the derived figures.

    The columns are `COLUMNS`, then `set_aside`, `waives` and any further ones of the ledger.
    Text is as in the file; `lower` and `upper` are NaN where the figure has none.
    """
    ledger, typed = alignment.parsed.ledger, alignment.parsed.typed
    read = typed["read"].to_numpy()
    text = ledger.rows
    measure = (
        text["measure"]
        .astype(object)
        .where((typed["measure"] == "").to_numpy(), typed["measure"].astype(object))
    )
    columns: dict[str, object] = {
        **{name: text[name].astype(object) for name in (*_TEXT, "published", "as_of", "figure")},
        "measure": measure,
        **{
            name: np.where(read, typed[name], np.nan)
            for name in ("low", "best", "high", "lower", "upper")
        },
        "status": np.array(STATUSES, dtype=object)[alignment.status],
        "derived_from": "",
        "where": text["file"].astype(object) + ":" + text["line"].astype(str),
    }  # fmt: skip
    further = ("set_aside", "waives", *ledger.extra_columns)
    columns |= {name: text[name].astype(object) for name in further if name not in COLUMNS}
    order = [*COLUMNS, *(name for name in further if name not in COLUMNS)]
    frame = pd.DataFrame(columns, columns=order)
    derived = _derived(alignment).reindex(columns=order, fill_value="")
    both = pd.concat([frame, derived], ignore_index=True) if len(derived) else frame
    both["upper"] = both["upper"].where(np.isfinite(both["upper"].astype(float)))
    return both[selection.mask(both)]


def as_written(alignment: Alignment, selection: Selection) -> pd.DataFrame:
    """The selected rows as the ledger itself has them: `case`, its columns, any further ones.

    Every cell is the text of its file, in the ledger's order. Nothing that is worked out is in
    it, and no further column is left out, whatever its name; a date selects nothing here (R4).
    """
    read = alignment.parsed.ledger
    chosen = table(alignment, selection)
    own = chosen.index[(chosen["derived_from"] == "").to_numpy()]
    columns = ["case", *ledger_files.COLUMNS, *read.extra_columns]
    return read.rows.loc[own, columns].astype(object).reset_index(drop=True)


def _derived(alignment: Alignment) -> pd.DataFrame:
    """The derived figures in the columns of the rows; `derived_from` names what they rest on.

    `low`, `best` and `high` are the numbers of the text in `figure`, as they are for a row.
    """
    estimates = alignment.estimates[alignment.estimates["derived"].to_numpy()]
    where = [alignment.where(number) for number in estimates.index]
    counts = (estimates[name].to_numpy() for name in ("lower", "point", "upper"))
    figures = [as_figure(*each) for each in zip(*counts, strict=True)]
    said = {
        name: np.array([getattr(figure, name) for figure in figures], dtype=float)
        for name in ("low", "best", "high")
    }
    status = [STATUSES[code] for code in estimates["status"]]
    return estimates.assign(**said, status=status, derived_from=where, where=where)
