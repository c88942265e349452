"""One CSV file as text: its cells, the line of every row, and the same bytes for the same rows.

Nothing is parsed here; what cannot be read as CSV at all is a `LedgerError` with its line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np

from reconcile.columnar import Cells
from reconcile.errors import LedgerError
from reconcile.storage.csv_columns import ReadColumns, read_columns

if TYPE_CHECKING:
    from _csv import Reader

CHUNK = 4096
LARGE = 1_000_000  # bytes, from where on reading by columns is several times as fast


@dataclass(frozen=True)
class Table:
    """One CSV file as it was read: text cells, the line of each row, the digest of its bytes.

    `columns` maps each name of the header to its cells; `width` is how many cells each row has.
    `header_line` is the line of the header, and `unnamed` the numbers of the cells of the header
    that are empty although something stands below them.
    """

    path: Path
    header: tuple[str, ...]
    columns: Mapping[str, Cells]
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
        if path.exists() and not path.is_file():
            raise LedgerError(f"{path}: is not a file; a case is a CSV file")
        data = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read: {error.strerror}") from None
    return table_of(path, data)


def table_of(path: Path, data: bytes) -> Table:
    """The table that `data`, the bytes of the file `path`, holds; raises `LedgerError`.

    It is read in chunks, so that a file is never in memory as one string for every cell, or, a
    large one, by its columns.
    """
    _refuse_binary(path, data)
    if len(data) < LARGE:
        return _by_records(path, data, hashlib.sha256(data).hexdigest)
    digest = _Digest(data)
    digest.start()
    try:
        quick = read_columns(data)
        if quick:
            return _by_columns(path, quick, digest.found)
        return _by_records(path, data, digest.found)
    finally:
        digest.join()


class _Digest(Thread):
    """The digest of a large file, reckoned beside what else is done with it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data, self._found = data, ""

    def run(self) -> None:
        """Reckon it; for that the interpreter is let go."""
        self._found = hashlib.sha256(self._data).hexdigest()

    def found(self) -> str:
        """What `hexdigest` gives, as soon as it is there."""
        self.join()
        return self._found


def _by_columns(path: Path, quick: ReadColumns, digest: Callable[[], str]) -> Table:
    """The table of a file each line of which is a record."""
    header = tuple(map(str.strip, quick.header))
    columns = [Cells(*column) for column in quick.columns]
    rows = len(columns[0])
    lines, width = np.arange(2, rows + 2), np.broadcast_to(len(header), rows)
    return _table(path, digest(), header, columns, (lines, width), 1)


def _by_records(path: Path, data: bytes, digest: Callable[[], str]) -> Table:
    """The table of any file; raises `LedgerError` for what is no CSV."""
    _refuse_undecoded(path, data)
    header: tuple[str, ...] = ()
    header_line, coder = 1, _Coder(0)
    try:
        for records, lines in _chunks(csv_reader(data)):
            if not header:
                header, header_line = tuple(map(str.strip, records[0])), int(lines[0])
                records, lines, coder = records[1:], lines[1:], _Coder(len(header))
            coder.add(records, lines)
    except csv.Error as error:
        raise _csv_error(path, data, error) from None
    columns = [Cells(codes, texts) for codes, texts in coder.columns()]
    of_rows = np.concatenate([*coder.lines, _NONE]), np.concatenate([*coder.widths, _NONE])
    return _table(path, digest(), header, columns, of_rows, header_line)


def _table(
    path: Path, digest: str, header: tuple[str, ...], columns: Sequence[Cells],
    of_rows: tuple[np.ndarray, np.ndarray], header_line: int,
) -> Table:  # fmt: skip
    """A table of columns; `of_rows` are the line and the width of each row."""
    unnamed = tuple(
        number
        for number, name in enumerate(header)
        if not name and any(map(str.strip, columns[number].distinct))
    )
    return Table(
        path, header, {name: columns[number] for number, name in enumerate(header) if name},
        *of_rows, digest, header_line, unnamed,
    )  # fmt: skip


_NONE = np.empty(0, dtype=np.intp)


class _Coder:
    """Collects chunks of records and numbers the distinct texts of each of `count` columns."""

    def __init__(self, count: int) -> None:
        self.texts = [defaultdict[str, int](itertools.count().__next__) for _ in range(count)]
        self.codes: list[list[np.ndarray]] = [[] for _ in range(count)]
        self.lines: list[np.ndarray] = []
        self.widths: list[np.ndarray] = []

    def add(self, records: Sequence[Sequence[str]], lines: np.ndarray) -> None:
        """Take a chunk; a row of another width is cut or filled up, its width kept."""
        most, size = len(self.texts), len(records)
        widths = np.fromiter(map(len, records), np.intp, size)
        if (widths != most).any():
            widths = np.array([_trimmed(record, most) for record in records], dtype=np.intp)
            records = [[*record[:most], *[""] * (most - len(record))] for record in records]
        self.lines.append(lines)
        self.widths.append(widths)
        for cells, texts, codes in zip(zip(*records), self.texts, self.codes, strict=False):  # noqa: B905
            codes.append(np.fromiter(map(texts.__getitem__, cells), np.intp, size))

    def columns(self) -> Iterator[tuple[np.ndarray, list[str]]]:
        """The codes of each column and its distinct texts, in order of first appearance."""
        for texts, codes in zip(self.texts, self.codes, strict=True):
            yield np.concatenate([*codes, _NONE]), list(texts)


def csv_reader(data: bytes) -> Reader:
    """A reader of the records of a file, which knows the line that it has come to."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    return csv.reader(text, strict=True)


def _chunks(reader: Reader) -> Iterator[tuple[list[list[str]], np.ndarray]]:
    """The records that are not blank, some at a time, with the line on which each begins.

    A record begins where the one before it ended; only a quoted newline moves it further.
    """
    before = 0
    while records := list(itertools.islice(reader, CHUNK)):
        lines = np.arange(before + 1, before + 1 + len(records))
        if reader.line_num - before > len(records):
            extra = [sum(map(newlines, record)) for record in records]
            lines[1:] += np.cumsum(extra)[:-1]
        before = reader.line_num
        kept = [number for number, record in enumerate(records) if "".join(record).strip()]
        if len(kept) < len(records):
            records, lines = [records[number] for number in kept], lines[kept]
        if records:
            yield records, lines


def _trimmed(record: Sequence[str], most: int) -> int:
    """How many cells a row has, not counting empty ones that a spreadsheet left behind the last."""
    count = len(record)
    while count > most and not record[count - 1].strip():
        count -= 1
    return count


def newlines(cell: str) -> int:
    """How many newlines of any kind a text holds."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _refuse_binary(path: Path, data: bytes) -> None:
    """Raise `LedgerError` for what is no text in UTF-8 at a look."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise LedgerError(f"{path}: is UTF-16; save it as CSV UTF-8")
    if b"\0" in data:
        raise LedgerError(f"{path}: is a binary file, not CSV text")


def _refuse_undecoded(path: Path, data: bytes) -> None:
    """Raise `LedgerError` for what is not UTF-8 text, with or without a byte-order mark."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LedgerError(
            f"{path}:{line}: is not UTF-8 (byte 0x{data[error.start]:02x}); save it as CSV UTF-8"
        ) from None


def _csv_error(path: Path, data: bytes, error: csv.Error) -> LedgerError:
    """Name the line on which the record that cannot be read begins."""
    reader, begin = csv_reader(data), 1
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
    return "".join(written_records(itertools.chain((header,), records), "\n"))


class _WrittenRecords(list[str]):
    """Where a CSV writer puts its records, one string for each."""

    write = list[str].append


def written_records(records: Iterable[Iterable[object]], ending: str) -> list[str]:
    """Each record as it is written, with this ending."""
    lines = _WrittenRecords()
    # told of both kinds of newline, the writer of any Python quotes a cell that holds either
    csv.writer(lines, lineterminator="\r\n").writerows(records)
    return [line.removesuffix("\r\n") + ending for line in lines]
