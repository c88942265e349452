"""The rows of a file of any of the formats, as text, with the line on which each begins.

A row of a workbook has the number that it has there. What cannot be read at all is an
`InputError` with its line.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import NamedTuple, overload

from reconcile.errors import InputError, excerpt
from reconcile.imports import sheets
from reconcile.imports.mapping import Input
from reconcile.imports.objects import objects
from reconcile.storage.formula_guard import unguarded

_ESCAPED_ZERO = r"\0|(?<!\\)(?:\\\\)*+\\u0000"
_TAG = re.compile(r"#\s*[A-Za-z]")
MOST = 256 * 2**20  # bytes of one file
_SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "csv", ".json": "json",
    ".jsonl": "json", ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip


class InputRow(NamedTuple):
    """One row of the input: its line, its cells, and what is wrong with single cells by number."""

    line: int
    cells: Sequence[str]
    faults: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Records:
    """A file's columns, and its rows, which can be gone through once.

    A column may be without a name, and a name may stand twice.
    """

    name: str
    columns: tuple[str, ...]
    header_line: int
    rows: Iterator[InputRow]
    tagged: bool = False

    @property
    def header(self) -> str:
        """Where the names of the columns stand."""
        return f"{self.name}:{self.header_line}"

    def error(self, problem: str) -> InputError:
        """What is wrong with the header."""
        return InputError(f"{self.header}: {problem}")

    def repeated(self, column: str) -> InputError:
        """That the file has several columns of that name."""
        return self.error(
            f"has two columns {excerpt(column)!r}; say in [columns] of the mapping which is meant, "
            "by its number"
        )


def records_of(name: str, data: bytes, how: Input) -> Records:
    """The rows of the file called `name`; raises `InputError` for what is not of its format."""
    if len(data) > MOST:
        raise InputError(
            f"{name}:1: is more than {MOST // 2**20:,} MiB, the most that is read at once; split "
            "it, or take out the rows you need"
        )
    form = _format(name, how)
    if form != "xlsx" and data[:4] == b"PK\x03\x04":
        raise InputError(f"{name}:1: is a workbook or an archive; give a workbook the ending .xlsx")
    if form == "json":
        found = _of_objects(name, _decoded(name, data, how, escapes=True), how)
    elif form == "xlsx":
        found = _of_grid(name, _sheet(name, data, how.sheet), how, ragged=True)
    else:
        delimiter = how.delimiter or ("\t" if form == "tsv" else ",")
        rows = _delimited(name, _decoded(name, data, how), delimiter)
        guarded = how.guarded and data.startswith(codecs.BOM_UTF8)
        found = _of_grid(name, map(_unguarded, rows) if guarded else rows, how)
    return found


def _format(name: str, how: Input) -> str:
    suffix = re.search(r"\.[a-z]+$", name.lower())
    by_name = _SUFFIXES.get(suffix.group(), "") if suffix else ""
    return by_name or {"hxl": "csv"}.get(how.format, how.format) or "csv"


def _decoded(name: str, data: bytes, how: Input, *, escapes: bool = False) -> str:
    """The text of the file, of JSON with `escapes`.

    Raises `InputError` with the line that is not in its encoding, or holds a zero.
    """
    if b"\0" in data[:4096] and how.encoding == "utf-8-sig":
        raise InputError(f"{name}:1: is a binary file, or not UTF-8; save it as CSV UTF-8")
    try:
        text = data.decode(how.encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}:{line}: is not {how.encoding.removesuffix('-sig').upper()} (byte "
            f"0x{data[error.start]:02x}); save it so, or name its encoding in [input]"
        ) from None
    zero = re.search(_ESCAPED_ZERO if escapes else "\0", text)
    if zero:
        line = text.count("\n", 0, zero.end()) + 1
        raise InputError(
            f"{name}:{line}: holds the character U+0000, which no text has; take it out"
        )
    return text


def _delimited(name: str, text: str, delimiter: str) -> Iterator[InputRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    end = 0
    try:
        for cells in reader:
            yield InputRow(end + 1, cells)
            end = reader.line_num
    except csv.Error as error:
        raise InputError(f"{name}:{end + 1}: is not CSV: {error}") from None


def _unguarded(row: InputRow) -> InputRow:
    """The row without the apostrophes that keep text from running in a spreadsheet."""
    return row._replace(cells=[unguarded(cell) for cell in row.cells])


def _of_grid(name: str, rows: Iterable[InputRow], how: Input, *, ragged: bool = False) -> Records:
    """A header and what is below it; blank rows are nothing.

    A row of a sheet is `ragged`: it ends with its last cell that holds something.
    """
    filled: Iterator[InputRow] = (row for row in rows if any(map(str.strip, row.cells)))
    tagged = how.format == "hxl"
    wanted = 1 if tagged else max(how.header_rows, 1)
    header = [_tags(name, filled)] if tagged else list(islice(filled, how.skip, how.skip + wanted))
    if len(header) < wanted:
        raise InputError(f"{name}:1: holds no rows; a header and a row are needed")
    columns = _names(header)
    least = len(columns)
    if how.header_rows == 0:
        filled, columns = chain(header, filled), [""] * least
    elif not tagged:  # of HXL any column may be without a tag, the last too
        least = max((at for at, column in enumerate(columns, 1) if column), default=0)
    fitting = _fitting(filled, least, len(columns), ragged=ragged)
    return Records(name, tuple(columns), header[0].line, fitting, tagged)


def _names(header: Sequence[InputRow]) -> list[str]:
    """The names of the columns, each joined from top to bottom.

    A heading also stands above the columns to its right that have none there but one below, as it
    does where cells of a sheet are merged.
    """
    width = max(len(row.cells) for row in header)
    rows = [
        [cell.strip() for cell in row.cells] + [""] * (width - len(row.cells)) for row in header
    ]
    for above, below in reversed([*pairwise(rows)]):
        for at in range(1, width):
            if below[at]:
                above[at] = above[at] or above[at - 1]
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*rows, strict=True)]


def _tags(name: str, rows: Iterator[InputRow]) -> InputRow:
    """The first row of HXL tags, which is among the first 25."""
    for row in islice(rows, 25):
        if all(not cell.strip() or _TAG.match(cell.strip()) for cell in row.cells):
            return row
    raise InputError(
        f"{name}:1: has no row of HXL tags, such as #meta+source, in its first 25 rows"
    )


def _fitting(
    rows: Iterable[InputRow], least: int, most: int, *, ragged: bool
) -> Iterator[InputRow]:
    """The rows with as many cells as the header; another number is a fault of the whole row.

    The header has `least` cells up to its last name, and `most` with those behind it.
    """
    for row in rows:
        count = size = len(row.cells)
        while count > most and not row.cells[count - 1].strip():
            count -= 1
        if (ragged or least <= count) and count <= most:
            yield row._replace(cells=row.cells[:count]) if count < size else row
        else:
            fault = f"has {count} cells where the header has {least}; is a quote missing?"
            yield InputRow(row.line, row.cells[:count], ((-1, fault),))


class _Sparse(Sequence[str]):
    """The cells of one object in a file whose objects may have other keys: those it has are kept.

    So a thousand objects of a key each are a thousand cells, and not a million.
    """

    def __init__(self, columns: Sequence[str], cells: Mapping[str, str]) -> None:
        self._columns, self._cells = columns, cells

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._cells.get(name, "") for name in self._columns[at]]
        return self._cells.get(self._columns[at], "")

    def __len__(self) -> int:
        return len(self._columns)


def _of_objects(name: str, text: str, how: Input) -> Records:
    """The objects of a JSON array as rows; a column for every key of any of them."""
    found = list(objects(name, text, how.records))
    columns = tuple(dict.fromkeys(chain.from_iterable(cells for _, cells in found)))
    if not columns:
        raise InputError(f"{name}:1: holds no objects; an array of objects is needed")
    rows = (InputRow(line, _Sparse(columns, cells)) for line, cells in found)
    tagged = how.format == "hxl" and all(map(_TAG.match, columns))
    return Records(name, columns, 1, rows, tagged)


def _sheet(name: str, data: bytes, wanted: Sequence[str]) -> Iterator[InputRow]:
    """The rows of one sheet of a workbook; a formula is a fault of its cell."""
    for line, cells, faults in sheets.rows(name, data, wanted):
        yield InputRow(line, cells, faults)
