"""Drafts as a file of rows: the ledger's columns and what a person needs to judge each row."""

from __future__ import annotations

from collections.abc import Iterable

from reconcile.drafting.draft_row import DraftRow
from reconcile.storage.csv_file import csv_text
from reconcile.storage.formula_guard import harmless
from reconcile.storage.ledger_files import COLUMNS

JUDGED = ("keep", "part_of", "doubts", "start", "end", "number_start", "number_end")
DRAFT_COLUMNS = (*COLUMNS, *JUDGED)


def cells_of(row: DraftRow) -> dict[str, str]:
    """A draft as the cells of its row; `keep` is empty until somebody has judged it."""
    values = {name: "" if value is None else str(value) for name, value in row._asdict().items()}
    return {column: values.get(column, "") for column in DRAFT_COLUMNS}


def drafts_csv(rows: Iterable[DraftRow], page: str = "", url: str = "") -> bytes:
    """The drafts as CSV with a byte-order mark, so that spreadsheets read it as UTF-8.

    `page` is the name under which the page of all of them was kept, if it was, and `url` where
    they can be read. No cell runs as a formula there.
    """
    every = (cells_of(row) | {"page": page, "url": url} for row in rows)
    cells = [[harmless(cell) for cell in each.values()] for each in every]
    return csv_text(DRAFT_COLUMNS, cells).encode("utf-8-sig")
