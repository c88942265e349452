"""The rows of a comparison as read (R4): what each says, its bounds, and why it is kept or not."""

from __future__ import annotations

import math
from itertools import groupby

from reconcile.comparison import Comparison
from reconcile.comparison.schema import LedgerRow
from reconcile.errors import NotationError
from reconcile.notation.dates import parse_date
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table, varying
from reconcile.tables.layout import Shown, TableShape, ended, laid, wrapped
from reconcile.wording.case_texts import cut_text, left_out_text
from reconcile.wording.claim_texts import (
    DERIVED,
    column_date,
    counts_text,
    derived_text,
    readable,
    where_text,
)
from reconcile.wording.estimand_texts import counted_text, dotted, since_text
from reconcile.wording.row_texts import ShownRow, shown_rows

_FIGURE = Shown[ShownRow]("figure", lambda row: _figure(row.read), True, 26)
_BOUNDS = Shown[ShownRow](
    "bounds", lambda row: counts_text(row.read.lower, row.read.upper, none=""), True, 23
)
_STATUS = Shown[ShownRow]("status", lambda row: row.read.status, widest=11)


def _shape(comparison: Comparison) -> TableShape[ShownRow]:
    """The columns in a terminal; the as-of date is as it counts (R3)."""
    counted = comparison.alignment.parsed.typed["as_of"].tolist()

    def as_of(row: ShownRow) -> str:
        read = row.read
        if read.derived_from or read.status == "invalid":
            return column_date(read.as_of or read.published)
        return column_date(counted[row.number])

    return TableShape(
        (
            Shown("line", lambda row: row.line, True, 12),
            Shown("as of", as_of, widest=26),
            Shown("source", lambda row: f"{row.read.source}{_via(row.read)}", widest=60),
            _FIGURE, _BOUNDS, _STATUS,
        ),
        giving=((2, 14), (1, 14), (3, 19), (1, 11), (2, 7), (3, 12)),
    )  # fmt: skip


def text(comparison: Comparison, width: int) -> str:
    """Every row under its file and estimand, for `width` cells."""
    entries = sorted(shown_rows(comparison.rows), key=_subject)
    table = laid(_shape(comparison), entries, width)
    lines = wrapped(cut_text(comparison), width)
    listed = zip(entries, table.rows, strict=True)
    for _, group in groupby(listed, key=lambda entry: _subject(entry[0])):
        each = list(group)
        first = each[0][0].read
        subject = (f"{first.case}.csv", first.population, first.place, counted_text(first))
        lines += ["", *wrapped(dotted(*subject, _since(first.since)), width), *table.head]
        for row, cells in each:
            lines += cells
            if row.note:
                lines += wrapped(row.note, width, " " * (table.widths[0] + 2))
    return ended(lines, [left_out_text(comparison)], width)


def _subject(row: ShownRow) -> tuple[str, str, str, str, str, tuple[int, int, str]]:
    """The estimand, for which one span of days is the same however it is written."""
    read = row.read
    counted = (read.population, read.place, read.measure, read.basis)
    return read.case, *counted, _days(read.since)


def _days(since: str) -> tuple[int, int, str]:
    try:
        date = parse_date(since)
    except NotationError:
        return 0, 0, since
    return date.first, date.last, ""


def _via(row: LedgerRow) -> str:
    return f" via {row.via}" if row.via else ""


def _figure(row: LedgerRow) -> str:
    """The figure as read; a derived one as its point, since its bounds stand beside it."""
    if not row.derived_from:
        return readable(row.figure)
    if math.isnan(row.best):
        return f"{readable(row.figure)}{DERIVED}"
    return f"{derived_text(row.lower, row.best, row.upper)}{DERIVED}"


def _since(text: str) -> str:
    try:
        return since_text(text)
    except (ValueError, IndexError):
        return f"since {text}"


def flat(comparison: Comparison) -> Flat:
    """One line a row."""
    rows = shown_rows(comparison.rows)
    as_read = ("place", "source", "via", "published", "since", "as_of", "measure", "basis")
    columns = (
        *varying(rows, "case", "population", of=lambda row: row.read),
        *as_it_is(*as_read, of=lambda row: row.read),
        _FIGURE, _BOUNDS, _STATUS,
        Shown[ShownRow]("where", lambda row: where_text(row.read.where)),
    )  # fmt: skip
    return flat_table(columns, rows)
