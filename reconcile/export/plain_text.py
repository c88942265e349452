"""A table as text: CSV and JSON for machines, CSV for spreadsheets.

Cells come as pandas has them, where a count is a float, an absent one is NaN and an open one is
infinite; they go out as a person would write them: 300, nothing, nothing. Nothing is computed
here, and nothing depends on the locale or the version of Python.
"""

import csv
import json
import math
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pandas as pd

from reconcile.storage.formula_guard import harmless

# What a cell is once it has left pandas; None is absent.
Plain = str | int | float | bool | None

# From here on a float no longer tells one whole number from the next.
_EXACT = 1e16
# Rows turned to text at a time, so that the pieces of a long table are not all in memory.
_SLICE = 50_000

# What ends a line for csv.writer, of any version, is quoted in a cell: both line ends, which
# others may take for one, and what too separates cells, as LibreOffice proposes.
_END = "\r\n;\t"
_SURROGATE = re.compile("[\ud800-\udfff]")

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def plain(value: object) -> Plain:
    """Return one cell as text, a number, a truth value or None for absent.

    A whole number stored as a float comes back as an int, numpy's scalars as Python's. NaN,
    NA, infinity (an open bound), None and empty text are absent. Floats of 10^16 and more stay
    floats: as ints they would show digits they do not have.

    Raises `TypeError` for anything else, a list or a timestamp for instance.
    """
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < _EXACT else float(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, np.bool_ | np.number):
        return plain(value.item())
    raise TypeError(f"a cell holds {value!r}: neither text, a number, true, false nor absent")


def to_csv(frame: pd.DataFrame, *, spreadsheet: bool = False) -> bytes:
    r"""Return a table as CSV (RFC 4180) in UTF-8: a header, then a line for every row.

    Numbers have no separators and no exponent below 10^16, truth values are `true` and `false`,
    absent cells are empty. Text is exact and lines end in LF.

    With `spreadsheet` the file opens right by a double click where the comma separates cells: it
    begins with a byte-order mark, without which Excel takes UTF-8 for another encoding, lines
    end in CR LF, and cells and headings that would run as formulas are made `harmless`. Numbers
    are never touched: -5 stays -5. Where the semicolon separates cells a comma file falls
    apart by a double click and has to be imported.

    Raises `TypeError` as `plain` does.
    """
    safe = harmless if spreadsheet else str
    end = "\r\n" if spreadsheet else "\n"
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator=_END)
    writer.writerow([safe(str(name)) for name in frame.columns])
    writer.writerows([_csv_cell(value, safe) for value in row] for row in _rows(frame))
    text = "".join([line.removesuffix(_END) + end for line in lines])
    return whole(f"\ufeff{text}" if spreadsheet else text).encode()


def to_json(frame: pd.DataFrame) -> bytes:
    """Return a table as JSON in UTF-8: an array of objects, one a line, keys in column order.

    Absent cells are `null`, whole numbers have no decimal point, letters are written as they
    are. Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.

    Raises `TypeError` as `plain` does, `ValueError` if two columns have one name.
    """
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        raise ValueError(f"two columns have one name: {', '.join(names)}")
    lines = [_ENCODER.encode(dict(zip(names, row, strict=True))) for row in _rows(frame)]
    return whole("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n").encode()


def whole(text: str) -> str:
    """`text` with U+FFFD for half a surrogate pair, which no UTF-8 can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Plain, ...]]:
    """Yield the rows in plain values, worked out column by column."""
    for start in range(0, len(frame), _SLICE):
        part = frame.iloc[start : start + _SLICE]
        columns = (part.iloc[:, position].tolist() for position in range(part.shape[1]))
        yield from zip(*([plain(cell) for cell in column] for column in columns), strict=True)


def _csv_cell(value: Plain, safe: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return safe(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    if "e" in text and abs(value) < _EXACT:
        return format(Decimal(text), "f")
    return text
