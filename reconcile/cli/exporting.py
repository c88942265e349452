"""What `export` does: a table, or the ledger, in a format of others."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from reconcile.cli.options import Asked
from reconcile.cli.work import COLUMNS, compared, emit, frame_of, with_rows
from reconcile.comparison import Comparison
from reconcile.comparison.rows import as_written
from reconcile.errors import SelectionError
from reconcile.export import to_csv, to_hxl, to_json, to_xlsx

SHEETS = ("estimates", "ranges", "discrepancies", "history", "sources", "ratios", "ledger")


def export(asked: Asked, name: str | None, to: str, raw: bool, output: Path | None) -> None:
    """Write a table, or what the format takes, to a file or to standard output.

    Raises `SelectionError` for a table that the format does not take.
    """
    if to in _ONLY and name not in (None, _ONLY[to]):
        raise SelectionError(f"--to {to} writes the table {_ONLY[to]}; leave out --table {name}")
    if to == "xlsx" and output is None and sys.stdout.isatty():
        raise SelectionError("--to xlsx writes a file for a spreadsheet; name it with --output")
    comparison = compared(asked)
    if to == "xlsx":
        data = to_xlsx(_sheets(comparison, name))
    elif to == "hxl":
        data = to_hxl(_table(comparison, "ledger"))
    elif to == "json":
        data = to_json(_table(comparison, name or "estimates"))
    else:
        data = to_csv(_table(comparison, name or "estimates"), spreadsheet=not raw)
    emit(data, output)


_ONLY = {"hxl": "ledger"}


def _table(comparison: Comparison, name: str) -> pd.DataFrame:
    if name == "ledger":
        return as_written(comparison.rows)
    return frame_of(with_rows(comparison, name), name)[list(COLUMNS[name])].reset_index(drop=True)


def _sheets(comparison: Comparison, name: str | None) -> dict[str, pd.DataFrame]:
    """The table, or all of them but ratios where there are none."""
    if name is not None:
        return {name: _table(comparison, name)}
    tables = {name: _table(comparison, name) for name in SHEETS}
    return {name: table for name, table in tables.items() if name != "ratios" or len(table)}
