"""Tables as an Excel workbook: one sheet a table, with real numbers and dates and no formulas.

The file is the same for the same tables: it carries no time, and its parts have no date.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reconcile.errors import ReconcileError, excerpt
from reconcile.export.text import Plain, plain
from reconcile.optional import needed

ROWS, CELL = 1_048_575, 32_767  # what a sheet holds below its heading, and a cell
_WIDE = frozenset(("quote", "notes", "reason", "set_aside", "url", "where", "derived_from"))
_DATE = re.compile(r"(?:as_of|published|since|first|last)(?:_first|_last|_a|_b)?")
_DAY = re.compile(r"(1[0-9]{3}|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}")
_EPOCH = datetime.date(1900, 3, 1)  # Excel takes 1900 for a leap year: days before are off by one
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST, _LEAST = 48, 8  # widths of a column in digits


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
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
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
    for column in frame.columns:
        longest = max((str(cell) for cell in frame[column] if isinstance(cell, str)), key=len,
                      default="")  # fmt: skip
        if len(longest) > CELL:
            raise ReconcileError(
                f"{column} {excerpt(longest, 40)!r} has {len(longest):,} characters, a cell "
                f"holds {CELL:,}; shorten it, or export --to csv"
            )


def _fill(sheet: Any, frame: pd.DataFrame, forms: Mapping[str, Any]) -> None:
    """Write one table below frozen headings, columns as wide as what is in them."""
    names = [str(name) for name in frame.columns]
    columns = [[plain(cell) for cell in frame.iloc[:, number]] for number in range(len(names))]
    for number, (name, cells) in enumerate(zip(names, columns, strict=True)):
        longest = max((len(_shown(cell)) for cell in [name, *cells]), default=0)
        sheet.set_column(number, number, min(max(longest + 2, _LEAST), _MOST))
    sheet.freeze_panes(1, 0)
    if names:
        sheet.autofilter(0, 0, max(len(frame), 1), len(names) - 1)
    for number, name in enumerate(names):
        sheet.write_string(0, number, name, forms["head"])
    dated = [bool(_DATE.fullmatch(name)) for name in names]
    for line, row in enumerate(zip(*columns, strict=True), 1):
        for number, cell in enumerate(row):
            _write(sheet, (line, number), cell, (forms, dated[number], names[number] in _WIDE))


def _write(
    sheet: Any, at: tuple[int, int], cell: Plain, how: tuple[Mapping[str, Any], bool, bool]
) -> None:
    forms, dated, wide = how
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell, forms["text"])
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, forms["whole" if float(cell).is_integer() else "part"])
    elif dated and (day := _day(cell)):
        sheet.write_datetime(*at, day, forms["date"])
    else:
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", cell)
        sheet.write_string(*at, text, forms["long" if wide else "text"])


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
