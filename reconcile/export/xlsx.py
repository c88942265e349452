"""Tables as an Excel workbook: one sheet a table, with real numbers and dates and no formulas.

The file is the same for the same tables: it carries no time, and its parts have no date.
"""

from __future__ import annotations

import datetime
import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.columnar import Columns
from reconcile.comparison.schema import TABLES, LedgerRow
from reconcile.errors import ReconcileError, excerpt
from reconcile.export.plain_text import Plain, plain, whole
from reconcile.notation.columns import Kind, columns_of
from reconcile.storage.extras import needed

# what a sheet holds below its heading, how many columns, and a cell
ROWS, COLUMNS, CELL = 1_048_575, 16_384, 32_767
_DAY = re.compile(r"(1[0-9]{3}|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}")
_EPOCH = datetime.date(1900, 3, 1)  # Excel takes 1900 for a leap year: days before are off by one
_LINE, _LINES = 15, 27  # the height of a line in points, and how many lines a row can have
_MOST, _LEAST = 48, 8  # widths of a column in digits
# text stands off a little from the number that may be on its left
_FORMS: Mapping[str, Mapping[str, object]] = {
    "text": {"align": "left", "indent": 1},
    "long": {"align": "left", "indent": 1, "text_wrap": True},
    "date": {"align": "left", "indent": 1, "num_format": "yyyy-mm-dd"},
    # LibreOffice shows 0 and 1 without a format, Excel needs none
    "truth": {"align": "left", "indent": 1, "num_format": '"TRUE";"TRUE";"FALSE"'},
    "count": {"num_format": "#,##0"},
    "between": {"num_format": "#,##0.0#"},
    "ratio": {"num_format": "#,##0.00"},
    "head": {"bold": True, "bottom": 1, "align": "left", "indent": 1},
    "head of numbers": {"bold": True, "bottom": 1, "align": "right"},
}


@dataclass(frozen=True)
class _Look:
    """A column's width, the forms of its heading and cells: whole numbers, then others."""

    width: int
    head: Any
    text: Any
    truth: Any
    numbers: tuple[Any, Any]
    date: Any  # none in a column that holds no dates


def to_xlsx(tables: Mapping[str, Columns]) -> bytes:
    """Return these tables, by the names of their sheets, as a workbook; needs the extra `xlsx`.

    Days in columns of dates are dates, counts and ratios numbers; all else is text, whatever it
    begins with. What a column holds is as `schema.TABLES` has it for the table of the name.
    Raises `ReconcileError` for a table that no sheet or cell can hold, `OSError` where there is no
    room for the temporary files of which it is made.
    """
    library = needed("xlsxwriter", "xlsx", "export --to xlsx")
    for name, table in tables.items():
        _refuse_large(name, table)
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        return _workbook(library, tables, folder)


def _workbook(library: Any, tables: Mapping[str, Columns], folder: str) -> bytes:
    """The workbook, of which the parts are put together in a folder."""
    data = io.BytesIO()
    book = library.Workbook(data, {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "nan_inf_to_errors": False, "tmpdir": folder,
    })  # fmt: skip
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    forms = {name: book.add_format({"valign": "top", **form}) for name, form in _FORMS.items()}
    for name, table in tables.items():
        # the ledger's own columns are those of its rows as they are shown
        kinds = {one.name: one.kind for one in columns_of(TABLES.get(name, LedgerRow))}
        _fill(book.add_worksheet(name), table, kinds, forms)
    try:
        book.close()
    except library.exceptions.FileCreateError as error:  # as the full disk that it was
        raise error.args[0] from None
    return data.getvalue()


def _refuse_large(name: str, table: Columns) -> None:
    if len(table) > ROWS:
        raise ReconcileError(
            f"the table {name} has {len(table):,} rows, a sheet holds {ROWS:,}; "
            "select some, or export --to csv"
        )
    if len(table.names) > COLUMNS:
        raise ReconcileError(
            f"the table {name} has {len(table.names):,} columns, a sheet holds {COLUMNS:,}; "
            "export --to csv"
        )
    for column in table.names:
        for cell in (column, *table[column].tolist()):
            if isinstance(cell, str) and len(cell) * 2 > CELL and (units := _units(cell)) > CELL:
                raise ReconcileError(
                    f"{excerpt(column, 40)} {excerpt(cell, 40)!r} has {units:,} characters, a "
                    f"cell holds {CELL:,}; shorten it, or export --to csv"
                )


def _units(text: str) -> int:
    """How many characters Excel counts: some letters are two to it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fill(sheet: Any, table: Columns, kinds: Mapping[str, Kind], forms: Mapping[str, Any]) -> None:
    """Write one table below frozen headings, columns as wide as what is in them."""
    names = table.names
    columns = [[plain(cell) for cell in table[name].tolist()] for name in names]
    looks = [
        _look(name, cells, kinds.get(name), forms)
        for name, cells in zip(names, columns, strict=True)
    ]
    for number, look in enumerate(looks):
        sheet.set_column(number, number, look.width)
    _lay_out(sheet, len(table), len(names))
    for number, name in enumerate(names):
        sheet.write_string(0, number, whole(name), looks[number].head)
    for line, row in enumerate(zip(*columns, strict=True), 1):
        cells = list(zip(row, looks, strict=True))
        # LibreOffice gives a row that says nothing one line
        if (lines := max(_lines(cell, look) for cell, look in cells)) > 1:
            sheet.set_row(line, _LINE * min(lines, _LINES))
        for number, (cell, look) in enumerate(cells):
            _write(sheet, (line, number), cell, look)


def _lay_out(sheet: Any, rows: int, columns: int) -> None:
    """Headings in sight, filters, and pages as wide as the table with headings on each."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if columns:
        sheet.autofilter(0, 0, max(rows, 1), columns - 1)
        # a figure such as 300 is text as the ledger has it, which is no mistake to be marked
        sheet.ignore_errors({"number_stored_as_text": "A2:XFD1048576"})


def _look(name: str, cells: Sequence[Plain], kind: Kind | None, forms: Mapping[str, Any]) -> _Look:
    """How a column is written: ratios with decimals, counts with none but where they need them."""
    width = max(len(_shown(cell)) for cell in (name, *cells)) + 3
    several = any("\n" in cell for cell in cells if isinstance(cell, str))
    numbers = any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    return _Look(
        min(max(width, _LEAST), _MOST),
        forms["head of numbers" if numbers else "head"],
        forms["long" if width > _MOST or several else "text"],
        forms["truth"],
        (forms["ratio"],) * 2 if kind is Kind.RATIO else (forms["count"], forms["between"]),
        forms["date"] if kind in (Kind.DATE, Kind.DAY) else None,
    )


def _lines(cell: Plain, look: _Look) -> int:
    """How many lines a text takes in its column, rather one too many than one too few."""
    if not isinstance(cell, str) or (len(cell) < look.width - 2 and "\n" not in cell):
        return 1
    return sum(len(line) // (look.width - 6) + 1 for line in cell.split("\n"))


def _write(sheet: Any, at: tuple[int, int], cell: Plain, look: _Look) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell, look.truth)
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, look.numbers[not float(cell).is_integer()])
    elif look.date is not None and (day := _day(cell)):
        sheet.write_datetime(*at, day, look.date)
    else:
        sheet.write_string(*at, whole(cell), look.text)


def _day(text: str) -> datetime.date | None:
    """The day that the text says, if a sheet can hold it as a date."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _EPOCH else None


def _shown(cell: Plain) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:,.0f}" if float(cell).is_integer() else f"{cell:,.2f}"
    return max(str(cell or "").splitlines(), key=len, default="")
