"""The rows that have a page, and what the page has of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reconcile.checks.page_quotes import RowOnPage
from reconcile.notation.words import joined, number, several
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped

_AT = Shown[RowOnPage]("row", lambda row: f"{row.file}:{row.line}", widest=60)
_PAGE = Shown[RowOnPage]("page", lambda row: _short(row.page), widest=24)
_FOUND = Shown[RowOnPage]("found", lambda row: row.found, widest=16)
_SHAPE = TableShape((_AT, _PAGE, _FOUND), giving=((0, 20),))


def text(rows: Sequence[RowOnPage], width: int) -> str:
    """Every row with a page, what was found and the nearest sentence, for `width` cells."""
    if not rows:
        return "no row has a page\n"
    table = laid(_SHAPE, rows, width)
    lines = list(table.head)
    for row, cells in zip(rows, table.rows, strict=True):
        lines += cells
        if row.nearest:
            lines += wrapped(row.nearest, width, INDENT)
    counts = Counter(row.found for row in rows).most_common()
    told = joined(f"{number(count)} {found}" for found, count in counts)
    return ended(lines, [f"{several(len(rows), 'row')} with a page: {told}"], width)


def flat(rows: Sequence[RowOnPage]) -> Flat:
    """One line a row."""
    return flat_table(as_it_is("file", "line", "page", "found", "nearest"), rows)


def _short(page: str) -> str:
    """The name of a page, a long one by its beginning and its ending."""
    return page if len(page) <= 24 else f"{page[:12]}…{page[-8:]}"
