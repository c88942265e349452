"""One CSV file as text: its cells, the line of every row, and the same bytes for the same rows.

Nothing is parsed here; what cannot be read as CSV at all is a `LedgerError` with its line.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from reconcile.errors import LedgerError


@dataclass(frozen=True)
class Table:
    """One CSV file as it was read: text cells, the line of each row, the digest of its bytes.

    `columns` maps each name of the header to its cells; `width` is how many cells each row has.
    `header_line` is the line of the header, and `unnamed` the numbers of the cells of the header
    that are empty although something stands below them.
    """

    path: Path
    header: tuple[str, ...]
    columns: Mapping[str, np.ndarray]
    lines: np.ndarray
    width: np.ndarray
    sha256: str
    header_line: int = 1
    unnamed: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The file's name within the ledger."""
        return self.path.name

    def records(self) -> list[dict[str, str]]:
        """The rows as dictionaries, for small files."""
        names = list(self.columns)
        return [
            dict(zip(names, map(str.strip, cells), strict=True))
            for cells in zip(*self.columns.values(), strict=True)
        ]


def read_table(path: Path) -> Table:
    """Read one CSV file whole; raises `LedgerError` with the line that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read: {error.strerror}") from None
    return table_of(path, data)


def table_of(path: Path, data: bytes) -> Table:
    """The table that `data`, the bytes of the file `path`, holds; raises `LedgerError`."""
    reader = csv.reader(io.StringIO(_text(path, data), newline=""), strict=True)
    try:
        records = list(reader)
    except csv.Error as error:
        raise _csv_error(path, data, error) from None
    lines = _lines(records, reader.line_num)
    kept = [number for number, record in enumerate(records) if "".join(record).strip()]
    if len(kept) < len(records):
        records, lines = [records[number] for number in kept], lines[kept]
    header = tuple(cell.strip() for cell in records[0]) if records else ()
    body = records[1:]
    width = np.fromiter(map(len, body), dtype=np.intp, count=len(body))
    if (width != len(header)).any():
        width = np.array([_trimmed(record, len(header)) for record in body], dtype=np.intp)
        body = [[*record[: len(header)], *[""] * (len(header) - len(record))] for record in body]
    cells = np.array(body, dtype=object).reshape(len(body), len(header))
    columns = {name: cells[:, number] for number, name in enumerate(header) if name}
    unnamed = tuple(
        number
        for number, name in enumerate(header)
        if not name and any(cell.strip() for cell in cells[:, number])
    )
    return Table(
        path, header, columns, lines[1:], width, hashlib.sha256(data).hexdigest(),
        int(lines[0]) if len(lines) else 1, unnamed,
    )  # fmt: skip


def _trimmed(record: Sequence[str], most: int) -> int:
    """How many cells a row has, not counting empty ones that a spreadsheet left behind the last."""
    count = len(record)
    while count > most and not record[count - 1].strip():
        count -= 1
    return count


def _lines(records: Sequence[Sequence[str]], total: int) -> np.ndarray:
    """The physical line on which each record begins: later ones move by every quoted newline."""
    lines = np.arange(1, len(records) + 1)
    if total > len(records):
        extra = [sum(_newlines(cell) for cell in record) for record in records]
        lines[1:] += np.cumsum(extra)[:-1]
    return lines


def _newlines(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _text(path: Path, data: bytes) -> str:
    """The UTF-8 text of a file, with or without a byte-order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise LedgerError(f"{path}: is UTF-16; save it as CSV UTF-8")
    if b"\0" in data:
        raise LedgerError(f"{path}: is a binary file, not CSV text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object  # without the byte-order mark
        line = read.count(b"\n", 0, error.start) + 1
        raise LedgerError(
            f"{path}:{line}: is not UTF-8 (byte 0x{read[error.start]:02x}); save it as CSV UTF-8"
        ) from None


def _csv_error(path: Path, data: bytes, error: csv.Error) -> LedgerError:
    """Name the line on which the record that cannot be read begins."""
    reader = csv.reader(io.StringIO(_text(path, data), newline=""), strict=True)
    begin = 1
    try:
        for _ in reader:
            begin = reader.line_num + 1
    except csv.Error:
        pass
    reason = str(error)
    if "field larger" in reason:
        limit = csv.field_size_limit()
        reason = f"a cell is longer than {limit:,} characters; is a closing quote missing?"
    elif "unexpected end" in reason:
        reason = "a quoted cell is never closed; add the closing quote"
    elif "expected after" in reason:
        reason = 'text follows a closing quote; write a quote inside a quoted cell as ""'
    return LedgerError(f"{path}:{begin}: {reason}")


def csv_text(header: Iterable[str], records: Iterable[Iterable[object]]) -> str:
    """A header and its records as CSV with newlines of one kind."""
    return _records_text(chain((header,), records), "\n")


class _Lines(list[str]):
    """Where a CSV writer puts its records, one string for each."""

    write = list[str].append


def _records_text(records: Iterable[Iterable[object]], ending: str) -> str:
    lines = _Lines()
    # told of both kinds of newline, the writer of any Python quotes a cell that holds either
    csv.writer(lines, lineterminator="\r\n").writerows(records)
    return "".join([line.removesuffix("\r\n") + ending for line in lines])


def appended(path: Path, row: Mapping[str, str], standard: Sequence[str]) -> bytes:
    """The bytes of the CSV file `path` with `row` behind its last one; the rest stays as it is.

    A file that does not exist yet gets the `standard` header. Raises `LedgerError` if `row` fills
    a column that the file does not have.
    """
    if not path.exists():
        return csv_text(standard, [[row.get(name, "") for name in standard]]).encode()
    data = path.read_bytes()
    header = table_of(path, data).header
    unfit = sorted(name for name, cell in row.items() if cell and name not in header)
    if unfit:
        raise LedgerError(f"{path}:1: has no column {', '.join(unfit)}; add it to the header first")
    ending = "\r\n" if b"\r\n" in data else "\n"
    line = _records_text([[row.get(name, "") for name in header]], ending)
    gap = "" if not data or data.endswith((b"\n", b"\r")) else ending
    return data + (gap + line).encode()
