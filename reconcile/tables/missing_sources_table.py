"""The sources of rows that `sources.csv` does not list."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.checks.source_list import MissingSource
from reconcile.notation.words import number, several
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table
from reconcile.tables.layout import Shown, TableShape, ended, laid

_SOURCE = Shown[MissingSource]("source", lambda row: row.source, widest=60)
_ROWS = Shown[MissingSource]("rows", lambda row: number(row.rows), True, 9)
_NEAR = Shown[MissingSource]("near the listed", lambda row: row.near, widest=60)
_SHAPE = TableShape((_SOURCE, _ROWS, _NEAR), giving=((0, 16), (2, 16)))


def text(rows: Sequence[MissingSource], width: int) -> str:
    """Every such source with its rows and the listed name that is near, for `width` cells."""
    if not rows:
        return "sources.csv lists every source of the rows\n"
    table = laid(_SHAPE, rows, width)
    lines = [*table.head, *(line for cells in table.rows for line in cells)]
    told = f"{several(len(rows), 'source')} of {several(sum(row.rows for row in rows), 'row')}"
    return ended(lines, [f"sources.csv does not list {told}"], width)


def flat(rows: Sequence[MissingSource]) -> Flat:
    """One line a source."""
    return flat_table((_SOURCE, _ROWS, _NEAR, *as_it_is("where")), rows)
