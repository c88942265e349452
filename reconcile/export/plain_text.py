"""A table as text: CSV and JSON for machines, CSV for spreadsheets, in pieces as it is made.

Cells come as they are reckoned with: a count is a float, an absent one NaN and an open one
infinite; they go out as a person would write them: 300, nothing, nothing. Nothing is computed
here, and nothing depends on the locale or the version of Python.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import NamedTuple, cast

import numpy as np

from reconcile.columnar import AnyColumn, Cells, Columns
from reconcile.notation.late_pattern import late_pattern
from reconcile.storage.formula_guard import harmless

# What a cell is when it is written; None is absent.
Plain = str | int | float | bool | None
Column = AnyColumn | Sequence[object]

# From here on a float no longer tells one whole number from the next.
_EXACT = 1e16
PIECE = 5_000  # rows turned to text at a time, so that a long table is never in memory whole

# What is quoted in a cell of CSV: beside what RFC 4180 names what too separates cells, as
# LibreOffice proposes.
_QUOTED = late_pattern(r"[,;\t\"\r\n]")
_SURROGATE = late_pattern("[\ud800-\udfff]")

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
    """A table to be written: the names of its columns, and these in blocks of some thousand rows.

    The blocks may be made on the way, and can be read once.
    """

    names: Sequence[str]
    blocks: Iterable[Sequence[Column]]

    def only(self, names: Sequence[str]) -> Listing:
        """These of its columns."""
        at = [self.names.index(name) for name in names]
        return Listing(names, ([block[each] for each in at] for block in self.blocks))


def listed(table: Columns) -> Listing:
    """A table without its numbers as it is written."""
    starts = range(0, len(table), PIECE)
    parts = (table.take(slice(start, start + PIECE)) for start in starts)
    return Listing(table.names, ([*part.by_name.values()] for part in parts))


def listed_rows(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Listing:
    """The same of rows, which may be made on the way."""
    left = iter(rows)
    blocks = iter(lambda: list(zip(*islice(left, PIECE), strict=True)), [])
    return Listing(names, blocks)


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
    empty = '""' if len(table.names) == 1 else ""  # a blank line would be no record
    how = _Writing(lambda text: _quoted(safe(text)) or empty, _without_exponent, empty)
    before = ("\ufeff" if spreadsheet else "") + ",".join(map(how.text, table.names)) + end
    for rows in how.rows(table):
        yield _encoded(before + end.join(chain(map(",".join, rows), [""])))
        before = ""
    if before:
        yield _encoded(before)


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
    keys = (_ENCODER.encode(name).replace("%", "%%") for name in names)
    line = "{" + ",".join(f"{key}:%s" for key in keys) + "}"
    how = _Writing(lambda text: _ENCODER.encode(text) if text else "null", repr, "null")
    before = "[\n"
    for rows in how.rows(table):
        yield _encoded(before + ",\n".join(map(line.__mod__, rows)))
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def whole(text: str) -> str:
    """`text` with U+FFFD for half a surrogate pair, which no UTF-8 can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()


class _Writing(NamedTuple):
    """How cells become text: a text, a number that is no whole one, and one that is absent."""

    text: Callable[[str], str]
    real: Callable[[float], str]
    absent: str

    def rows(self, table: Listing) -> Iterator[Iterator[tuple[str, ...]]]:
        """The rows of a table in text, in its blocks."""
        return (zip(*map(self.column, block), strict=True) for block in table.blocks)

    def cell(self, value: Plain) -> str:
        """A cell of any kind."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return self.real(value)
        return self.absent if value is None else str(value)

    def column(self, cells: Column) -> Iterable[str]:
        """Those of a column; most are of one kind, and of texts each that differs is made once."""
        if isinstance(cells, Cells):
            few = cells.compact
            texts = [self.text(text) for text in few.distinct]
            return map(texts.__getitem__, few.codes.tolist())
        if isinstance(cells, np.ndarray):
            if cells.dtype.kind == "f":
                return self._reals(cells)
            cells = cells.tolist()
        if set(map(type, cells)) == {str}:
            return self.column(Cells.of(cast("Sequence[str]", cells)))
        return map(self.cell, map(plain, cells))

    def _reals(self, cells: np.ndarray) -> list[str]:
        """Numbers as `plain` has them."""
        number = np.isfinite(cells)
        counts = number & (np.trunc(cells) == cells) & (np.abs(cells) < _EXACT)
        texts = np.full(len(cells), self.absent, dtype=object)
        texts[counts] = list(map(str, cells[counts].astype(np.int64).tolist()))
        others = number & ~counts
        texts[others] = list(map(self.real, cells[others].tolist()))
        told: list[str] = texts.tolist()
        return told


def _quoted(text: str) -> str:
    if _QUOTED.search(text):
        return '"{}"'.format(text.replace('"', '""'))
    return text


def _without_exponent(value: float) -> str:
    text = repr(value)
    if "e" in text and abs(value) < _EXACT:
        return format(Decimal(text), "f")
    return text
