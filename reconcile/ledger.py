"""The ledger: a folder of CSV files, read with the line of every row (docs/method.md, "Ledger").

`load(folder)` gives a `Ledger`: text only, nothing parsed, nothing lost. `save` writes it back.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from reconcile.errors import LedgerError, NotationError
from reconcile.files import write_whole
from reconcile.measures import Measures, measures_from

COLUMNS = (
    "source", "via", "published", "since", "as_of", "population", "place", "measure", "figure",
    "quote", "url", "notes", "set_aside", "waives",
)  # fmt: skip
NEEDED = ("source", "population", "measure", "figure")
SOURCE_COLUMNS = ("source", "name", "kind", "country", "side", "derives_from", "url", "notes")
KINDS = (
    "intelligence", "military", "government", "international", "ngo", "academic", "media",
    "registry", "other",
)  # fmt: skip
SOURCES, MEASURES = "sources.csv", "measures.csv"


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


@dataclass(frozen=True)
class Source:
    """One row of `sources.csv`; `origin` is the source it rests on in the end, else itself."""

    source: str
    name: str = ""
    kind: str = ""
    country: str = ""
    side: str = ""
    derives_from: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Ledger:
    """A folder of CSV files as read.

    `rows` has a row for every row of every case, in the order of the files' names and lines:
    the columns `case`, `file`, `line`, `whole` (as many cells as the header), those of `COLUMNS`
    and any further ones of the files; all text is categorical, absent is empty.
    """

    folder: Path
    tables: tuple[Table, ...]
    rows: pd.DataFrame
    measures: Measures
    sources_table: Table | None = None
    measures_table: Table | None = None

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources of `sources.csv` by name; the first row of a name counts."""
        named: dict[str, Source] = {}
        for row in self.sources_table.records() if self.sources_table else ():
            cells = {key: row.get(key, "") for key in SOURCE_COLUMNS[:6]}
            named.setdefault(cells["source"], Source(**cells))
        return {
            name: Source(**{**vars(source), "origin": _origin(name, named)})
            for name, source in named.items()
        }

    def where(self, rows: Iterable[int]) -> str:
        """The places `file:line` of `rows`, joined by a space."""
        files, codes, lines = self._places
        return " ".join(f"{files[codes[row]]}:{lines[row]}" for row in rows)

    @cached_property
    def _places(self) -> tuple[list[str], np.ndarray, np.ndarray]:
        file = self.rows["file"].cat
        return list(file.categories), file.codes.to_numpy(), self.rows["line"].to_numpy()

    @property
    def extra_columns(self) -> tuple[str, ...]:
        """The names of the columns that are kept and otherwise ignored."""
        own = {"case", "file", "line", "whole", *COLUMNS}
        return tuple(str(name) for name in self.rows.columns if name not in own)


def _origin(name: str, named: Mapping[str, Source]) -> str:
    """Follow `derives_from` to its end; a name on a circle is its own origin."""
    seen = [name]
    while (following := named[seen[-1]].derives_from) in named:
        if following in seen:
            return name
        seen.append(following)
    return named[seen[-1]].derives_from or seen[-1]


def load(folder: str | Path) -> Ledger:
    """Read the ledger in `folder`; raises `LedgerError` for what is not a folder of CSV text."""
    return assemble(Path(folder), read_tables(Path(folder)))


def read_tables(folder: Path) -> dict[str, Table]:
    """The CSV files of `folder` by name, in the order of their names; raises `LedgerError`."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix == ".csv")
    except FileNotFoundError:
        raise LedgerError(
            f"{folder}: no such folder; name the ledger with --ledger, or make one with init"
        ) from None
    except NotADirectoryError:
        raise LedgerError(
            f"{folder}: not a folder; name the one that holds the CSV files"
        ) from None
    except OSError as error:
        raise LedgerError(f"{folder}: cannot be read: {error.strerror}") from None
    return {name: read_table(folder / name) for name in names}


def assemble(folder: Path, tables: Mapping[str, Table]) -> Ledger:
    """The ledger of these tables, by file name; raises `LedgerError` if none of them is a case."""
    cases = [table for name, table in tables.items() if name not in (SOURCES, MEASURES)]
    if not cases:
        raise LedgerError(f"{folder}: holds no case; a case is a CSV file beside {SOURCES}")
    own_measures = tables.get(MEASURES)
    return Ledger(
        folder, tuple(cases), _rows(cases), _measures(own_measures), tables.get(SOURCES),
        own_measures,
    )  # fmt: skip


def _measures(table: Table | None) -> Measures:
    if table is None:
        return Measures()
    try:
        return measures_from(table.records())
    except NotationError as error:
        line = table.lines[error.row]
        raise LedgerError(f"{table.path}:{line}: {error.problem}; {error.remedy}") from None


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


def _rows(tables: Sequence[Table]) -> pd.DataFrame:
    """One frame of all cases: text columns as categories, so that each distinct cell is one."""
    counts = [len(table.lines) for table in tables]
    extra = dict.fromkeys(name for table in tables for name in table.columns if name not in COLUMNS)
    names = [table.path.stem for table in tables]
    frame: dict[str, object] = {
        "case": _repeated(names, counts),
        "file": _repeated([table.name for table in tables], counts),
        "line": np.concatenate([table.lines for table in tables]),
        "whole": np.concatenate([table.width == len(table.header) for table in tables]),
    }
    for name in (*COLUMNS, *extra):
        if name not in frame:
            frame[name] = _column(tables, name)
    return pd.DataFrame(frame, copy=False)


def _repeated(names: Sequence[str], counts: Sequence[int]) -> pd.Categorical:
    codes = np.repeat(np.arange(len(names)), counts)
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _column(tables: Sequence[Table], name: str) -> pd.Categorical:
    """One column of all cases, without the white space around a cell."""
    parts = [
        table.columns[name] if name in table.columns else np.full(len(table.lines), "", object)
        for table in tables
    ]
    codes, values = pd.factorize(parts[0] if len(parts) == 1 else np.concatenate(parts))
    stripped = np.array([value.strip() for value in values], dtype=object)
    again, distinct = pd.factorize(stripped)
    return pd.Categorical.from_codes(
        again[codes] if len(again) else codes, pd.Index(distinct, dtype=object)
    )


def case_text(ledger: Ledger, case: str) -> str:
    """The CSV text of one case, with the columns of its file in their order."""
    table = next(table for table in ledger.tables if table.path.stem == case)
    rows = ledger.rows[ledger.rows["case"] == case]
    shared = {*COLUMNS, *ledger.extra_columns}
    cells = (rows[name] if name in shared else table.columns[name] for name in table.columns)
    return csv_text(table.columns, zip(*cells, strict=True))


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


def save(ledger: Ledger, folder: str | Path) -> None:
    """Write the ledger to `folder`: every case, `sources.csv` and `measures.csv`.

    Loading the result gives the same rows, but for lines and the white space around cells.
    Raises `OSError` if a file cannot be written; each file is written whole or not at all.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for table in ledger.tables:
        write_whole(folder / table.name, case_text(ledger, table.path.stem).encode())
    for other in (ledger.sources_table, ledger.measures_table):
        if other is not None:
            records = (row.values() for row in other.records())
            write_whole(folder / other.name, csv_text(other.columns, records).encode())


def appended(path: Path, row: Mapping[str, str], standard: Sequence[str] = COLUMNS) -> bytes:
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
