"""Tables as an Excel workbook: one sheet a table, with real numbers and dates and no formulas.

The file is the same for the same tables: it carries no time, and its parts have no date.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reconcile.errors import ReconcileError, excerpt
from reconcile.export.text import Plain, plain
from reconcile.optional import needed

# what a sheet holds below its heading, how many columns, and a cell
ROWS, COLUMNS, CELL = 1_048_575, 16_384, 32_767
_DATE = re.compile(r"(?:as_of|published|since|first|last)(?:_first|_last|_a|_b)?")
_DAY = re.compile(r"(1[0-9]{3}|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}")
_EPOCH = datetime.date(1900, 3, 1)  # Excel takes 1900 for a leap year: days before are off by one
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST, _LEAST = 48, 8  # widths of a column in digits


@dataclass(frozen=True)
class _Look:
    """A column's width and the forms of its cells; one without dates has no form for them."""

    width: int
    text: Any
    number: Any
    date: Any


def to_xlsx(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return these tables, by the names of their sheets, as a workbook; needs the extra `xlsx`.

    Dates of a day are dates, counts and ratios numbers; all else is text, whatever it begins with.
    Raises `ReconcileError` for a table that no sheet or cell can hold.
    """
    library = needed("xlsxwriter", "xlsx", "export --to xlsx")
    for name, frame in tables.items():
        _refuse_large(name, frame)
    data = io.BytesIO()
    book = library.Workbook(data, {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "nan_inf_to_errors": False,
    })  # fmt: skip
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    forms = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}),
        "text": book.add_format({"valign": "top"}),
        "long": book.add_format({"valign": "top", "text_wrap": True}),
        "whole": book.add_format({"valign": "top", "num_format": "#,##0"}),
        "part": book.add_format({"valign": "top", "num_format": "#,##0.00"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
    }
    for name, frame in tables.items():
        _fill(book.add_worksheet(name), frame, forms)
    book.close()
    return data.getvalue()


def _refuse_large(name: str, frame: pd.DataFrame) -> None:
    if len(frame) > ROWS:
        raise ReconcileError(
            f"the table {name} has {len(frame):,} rows, a sheet holds {ROWS:,}; "
            "select some, or export --to csv"
        )
    if frame.shape[1] > COLUMNS:
        raise ReconcileError(
            f"the table {name} has {frame.shape[1]:,} columns, a sheet holds {COLUMNS:,}; "
            "export --to csv"
        )
    for number, column in enumerate(frame.columns):
        for cell in (column, *frame.iloc[:, number]):
            if isinstance(cell, str) and len(cell) * 2 > CELL and (units := _units(cell)) > CELL:
                raise ReconcileError(
                    f"{excerpt(column, 40)} {excerpt(cell, 40)!r} has {units:,} characters, a "
                    f"cell holds {CELL:,}; shorten it, or export --to csv"
                )


def _units(text: str) -> int:
    """How many characters Excel counts: some letters are two to it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fill(sheet: Any, frame: pd.DataFrame, forms: Mapping[str, Any]) -> None:
    """Write one table below frozen headings, columns as wide as what is in them."""
    names = [str(name) for name in frame.columns]
    columns = [[plain(cell) for cell in frame.iloc[:, number]] for number in range(len(names))]
    looks = [_look(name, cells, forms) for name, cells in zip(names, columns, strict=True)]
    for number, look in enumerate(looks):
        sheet.set_column(number, number, look.width)
    _lay_out(sheet, len(frame), len(names))
    for number, name in enumerate(names):
        sheet.write_string(0, number, _whole(name), forms["head"])
    for line, row in enumerate(zip(*columns, strict=True), 1):
        for number, cell in enumerate(row):
            _write(sheet, (line, number), cell, looks[number])


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


def _look(name: str, cells: Sequence[Plain], forms: Mapping[str, Any]) -> _Look:
    """How the cells of one column are written: numbers of one column have as many decimals."""
    width = max(len(_shown(cell)) for cell in (name, *cells)) + 2
    lines = any("\n" in cell for cell in cells if isinstance(cell, str))
    whole = all(float(cell).is_integer() for cell in cells if isinstance(cell, int | float))
    return _Look(
        min(max(width, _LEAST), _MOST),
        forms["long" if width > _MOST or lines else "text"],
        forms["whole" if whole else "part"],
        forms["date"] if _DATE.fullmatch(name) else None,
    )


def _write(sheet: Any, at: tuple[int, int], cell: Plain, look: _Look) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell, look.text)
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, look.number)
    elif look.date is not None and (day := _day(cell)):
        sheet.write_datetime(*at, day, look.date)
    else:
        sheet.write_string(*at, _whole(cell), look.text)


def _whole(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


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
