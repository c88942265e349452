"""Rows behind the last one of a CSV file, the rest of which stays as it is to the byte."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.notation.late_pattern import late_pattern
from reconcile.storage.csv_file import (
    Table,
    csv_reader,
    newlines,
    table_of,
    written_records,
)

_LINE = late_pattern(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


class Appended(NamedTuple):
    """The bytes of a file with new rows, and the table that they hold."""

    data: bytes
    table: Table


def appended(
    path: Path, rows: Columns, standard: Sequence[str], known: Table | None = None
) -> Appended:
    """The CSV file `path` with `rows` behind its last one.

    A file that does not exist yet, or holds nothing, gets the `standard` header. A column that a
    row fills and that the file does not have is put behind its last one, empty in the rows that are
    there. `known` is the file as it was read, if it was. Raises `LedgerError` for what cannot be
    read.
    """
    data = path.read_bytes() if path.exists() else b""
    same = known is not None and known.sha256 == hashlib.sha256(data).hexdigest()
    before = known if known is not None and same else table_of(path, data)
    ending = "\r\n" if b"\r\n" in data else "\n"
    header = before.header or tuple(standard)
    if not before.header:
        data = _ended(data, ending) + "".join(written_records([header], ending)).encode()
        before = table_of(path, data)
    filled = [name for name in standard if name in rows and rows.cells(name).filled.any()]
    if new := [name for name in filled if name not in header]:
        data, header = _widened(data, new), (*header, *new)
    every = rows.only_or_empty(header)
    cells = [every.cells(name).in_order() for name in header]
    begun = _ended(data, ending)
    data = (
        begun
        + "".join(
            [line + ending for line in map(",".join, zip(*map(_quoted, cells), strict=True))]
        ).encode()
    )
    if new or not all(map(_is_plain, cells)):
        return Appended(data, table_of(path, data))
    return Appended(data, _longer(before, cells, begun, data))


def appended_rows(path: Path, rows: Sequence[Mapping[str, str]], standard: Sequence[str]) -> bytes:
    """The bytes of the CSV file `path` with a few rows behind its last one, as `appended`."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: Cells.of(row.get(name, "") for row in rows) for name in names}
    return appended(path, Columns(columns), standard).data


def with_row(
    path: Path, row: Mapping[str, str], standard: Sequence[str], known: Table | None = None
) -> Appended:
    """The CSV file `path` with one row behind its last one, as `appended`."""
    return appended(path, Columns({name: Cells.of([row[name]]) for name in row}), standard, known)


def _ended(data: bytes, ending: str) -> bytes:
    """The bytes of a file with an end to its last line."""
    return data if not data or data.endswith((b"\n", b"\r")) else data + ending.encode()


def _quoted(column: Cells) -> Iterable[str]:
    """The cells as they are written, each in quotes if it needs them."""
    lines = written_records(zip(column.distinct, strict=True), "")
    # alone in its row an empty cell has quotes, which it does not need among others
    written = [line if text else "" for line, text in zip(lines, column.distinct, strict=True)]
    if len(written) == 1:
        return repeat(written[0], len(column))
    return map(written.__getitem__, column.codes.tolist())


def _is_plain(column: Cells) -> bool:
    """Whether all cells can be read back."""
    longest = max(map(len, column.distinct), default=0)
    return longest <= csv.field_size_limit() and "\0" not in "".join(column.distinct)


def _longer(before: Table, cells: Sequence[Cells], begun: bytes, data: bytes) -> Table:
    """The table with these cells behind its last row, which ends where `begun` does."""
    named = dict(zip(before.header, cells, strict=True))
    columns = {
        name: Cells.stacked([column, named[name]]) if len(column) else named[name]
        for name, column in before.columns.items()
    }
    extra = np.zeros(len(cells[0]), dtype=np.intp)
    for column in cells:
        if newlines("".join(column.distinct)):
            extra += column.each(newlines, np.intp)
    lines = newlines(begun.decode()) + 1 + np.arange(len(extra)) + np.cumsum(extra) - extra
    return replace(
        before,
        columns=columns,
        lines=np.concatenate([before.lines, lines]),
        width=np.concatenate([before.width, np.full(len(lines), len(cells))]),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _widened(data: bytes, names: Sequence[str]) -> bytes:
    """The bytes of a CSV file with these columns behind its last one, empty in every row."""
    lines, reader = _LINE.findall(data.decode()), csv_reader(data)
    begun = False
    for record in reader:
        if "".join(record).strip():
            line = lines[reader.line_num - 1]
            end = len(line.rstrip("\r\n"))
            cells = ["", *([""] * len(names) if begun else names)]
            lines[reader.line_num - 1] = f"{line[:end]}{','.join(cells)}{line[end:]}"
            begun = True
    return "".join(lines).encode()
