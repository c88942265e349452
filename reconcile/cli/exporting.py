"""What `export` does: a table, or the ledger, in a format of others."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pandas as pd

from reconcile.cli.options import Asked
from reconcile.cli.work import compared, emit, frame_of, with_rows
from reconcile.comparison import Comparison
from reconcile.comparison.ledger_rows import as_written
from reconcile.comparison.schema import TABLES
from reconcile.errors import SelectionError
from reconcile.export import (
    datapackage,
    markdown,
    to_csv,
    to_hxl,
    to_json,
    to_xlsx,
    wikitext,
)  # fmt: skip
from reconcile.notation.columns import names_of
from reconcile.storage.files import replace_folder, write_whole
from reconcile.storage.ledger import load

SHEETS = ("estimates", "ranges", "discrepancies", "history", "sources", "ratios", "ledger")


def export(asked: Asked, name: str | None, to: str, raw: bool, output: Path | None) -> None:
    """Write a table, or what the format takes, to a file or to standard output.

    Raises `SelectionError` for a table that the format does not take.
    """
    if to in _ONLY and name is not None and (to, name) != ("hxl", "ledger"):
        raise SelectionError(f"--to {to} writes {_ONLY[to]}; leave out --table {name}")
    if to == "datapackage":
        package(asked, output)
    elif to == "xlsx" and output is None and sys.stdout.isatty():
        raise SelectionError("--to xlsx writes a file for a spreadsheet; name it with --output")
    else:
        emit(_written(compared(asked), name, to, raw), output)


def package(asked: Asked, output: Path | None) -> None:
    """Write a folder with the ledger and its descriptor, or print the descriptor alone.

    Raises `SelectionError` for a selection: a package is the whole ledger.
    """
    if asked.strict:
        compared(asked)  # which refuses a ledger with errors
    if asked != Asked(asked.ledger, strict=asked.strict):
        raise SelectionError("--to datapackage writes the whole ledger; leave out what selects")
    ledger = load(asked.ledger)
    if output is None:
        emit(datapackage.descriptor(ledger), None)
        return
    if output.exists():
        raise SelectionError(f"--output {output} is there already; name a folder that is not")
    found = datapackage.files(ledger)
    with replace_folder(output) as folder:
        for name, data in found.items():
            write_whole(folder / name, data)
    click.echo(f"wrote {output}: {', '.join(found)}", err=True)


_ONLY = {
    "hxl": "the table ledger", "datapackage": "the whole ledger",
    "wikitext": "the current estimates", "markdown": "the current estimates",
}  # fmt: skip


def _written(comparison: Comparison, name: str | None, to: str, raw: bool) -> bytes:
    if to == "xlsx":
        return to_xlsx(_sheets(comparison, name))
    if to == "hxl":
        return to_hxl(_table(comparison, "ledger"))
    if to in ("wikitext", "markdown"):
        table = wikitext.table if to == "wikitext" else markdown.table
        return table(with_rows(comparison, "current")).encode()
    if to == "json":
        return to_json(_wanted(comparison, name or "estimates"))
    return to_csv(_wanted(comparison, name or "estimates"), spreadsheet=not raw)


def _table(comparison: Comparison, name: str) -> pd.DataFrame:
    if name == "ledger":
        return as_written(comparison.alignment, comparison.selection)
    return frame_of(comparison, name)[list(names_of(TABLES[name]))].reset_index(drop=True)


def _wanted(comparison: Comparison, name: str) -> pd.DataFrame:
    """The table that was asked for by its name, or is written without one."""
    return _table(comparison if name == "ledger" else with_rows(comparison, name), name)


def _sheets(comparison: Comparison, name: str | None) -> dict[str, pd.DataFrame]:
    """The table; or all, of which the ledger's rows are there if no figure is left."""
    if name is not None:
        return {name: _wanted(comparison, name)}
    tables = {name: _table(comparison, name) for name in SHEETS}
    return {name: table for name, table in tables.items() if name != "ratios" or len(table)}
