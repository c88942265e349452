"""A table as text: CSV and JSON for machines, CSV for spreadsheets, in pieces as it is made.

Cells come as they are reckoned with: a count is a float, an absent one NaN and an open one
infinite; they go out as a person would write them: 300, nothing, nothing. Nothing is computed
here, and nothing depends on the locale or the version of Python.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Columns
from reconcile.storage.formula_guard import harmless

# What a cell is when it is written; None is absent.
Plain = str | int | float | bool | None

# From here on a float no longer tells one whole number from the next.
_EXACT = 1e16
PIECE = 5_000  # rows turned to text at a time, so that a long table is never in memory whole

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
    if value is None:
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, np.bool_ | np.number):
        return plain(value.item())
    raise TypeError(f"a cell holds {value!r}: neither text, a number, true, false nor absent")


class Listing(NamedTuple):
    """A table to be written: the names of its columns, and its rows, which may be made on the way.

    It can be read once.
    """

    names: Sequence[str]
    rows: Iterable[Sequence[object]]

    def only(self, names: Sequence[str]) -> Listing:
        """These of its columns."""
        at = [self.names.index(name) for name in names]
        return Listing(names, ([row[each] for each in at] for row in self.rows))


def listed(table: Columns) -> Listing:
    """A table without its numbers as it is written."""
    starts = range(0, len(table), PIECE)
    parts = (table.take(slice(start, start + PIECE)) for start in starts)
    rows = (zip(*(part[name].tolist() for name in part.names), strict=True) for part in parts)
    return Listing(table.names, chain.from_iterable(rows))


def csv_pieces(table: Listing, *, spreadsheet: bool = False) -> Iterator[bytes]:
    r"""Yield a table as CSV (RFC 4180) in UTF-8: a header, then a line for every row.

    Numbers have no separators and no exponent below 10^16, truth values are `true` and `false`,
    absent cells are empty. Text is exact and lines end in LF. A piece is some thousand lines.

    With `spreadsheet` the file opens right by a double click where the comma separates cells: it
    begins with a byte-order mark, without which Excel takes UTF-8 for another encoding, lines
    end in CR LF, and cells and headings that would run as formulas are made `harmless`. Numbers
    are never touched: -5 stays -5. Where the semicolon separates cells a comma file falls
    apart by a double click and has to be imported.

    Raises `TypeError` as `plain` does.
    """
    safe = harmless if spreadsheet else str
    end = "\r\n" if spreadsheet else "\n"
    before = "\ufeff" if spreadsheet else ""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator=_END)
    for rows in _pieces(chain([table.names], table.rows)):
        writer.writerows(
            # most cells are text, which needs no look at what else it could be
            [safe(cell) if type(cell) is str else _csv_cell(plain(cell), safe) for cell in row]
            for row in rows
        )
        text = "".join([line.removesuffix(_END) + end for line in lines])
        yield whole(before + text).encode()
        before = ""
        lines.clear()


def json_pieces(table: Listing) -> Iterator[bytes]:
    """Yield a table as JSON in UTF-8: an array of objects, one a line, keys in column order.

    Absent cells are `null`, whole numbers have no decimal point, letters are written as they
    are. Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD. A piece is some thousand
    lines.

    Raises `TypeError` as `plain` does, `ValueError` if two columns have one name.
    """
    names = table.names
    if len(set(names)) < len(names):
        raise ValueError(f"two columns have one name: {', '.join(names)}")
    before = "[\n"
    for rows in _pieces(table.rows):
        lines = [_ENCODER.encode(dict(zip(names, map(plain, row), strict=True))) for row in rows]
        yield whole(before + ",\n".join(lines)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def whole(text: str) -> str:
    """`text` with U+FFFD for half a surrogate pair, which no UTF-8 can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _pieces(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """The rows, some thousand at a time."""
    left = iter(rows)
    while some := list(islice(left, PIECE)):
        yield some


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
