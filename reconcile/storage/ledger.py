"""The ledger: a folder of CSV files, read with the line of every row (docs/ledger.md, "Files").

`load(folder)` gives a `Ledger`: text only, nothing parsed, nothing lost. `save` writes it back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import numpy as np

from reconcile.columnar import AnyColumn, Cells, Columns
from reconcile.errors import LedgerError, NoFolderError
from reconcile.notation.measures import Measures
from reconcile.notation.own_measures import measures_from
from reconcile.notation.words import several
from reconcile.storage.breakdown_rows import breakdowns
from reconcile.storage.breakdowns import Breakdowns
from reconcile.storage.case_names import refuse_names
from reconcile.storage.csv_file import Table, csv_text, read_table, table_of
from reconcile.storage.ledger_changes import CHANGE, only_writer, waiting, write_files
from reconcile.storage.ledger_files import (
    CASES,
    COLUMNS,
    LISTS,
    MEASURES,
    PARTS,
    SOURCES,
    ListedCase,
)
from reconcile.storage.linked_files import is_ledger_file, leads_out

_TRIES = 3  # at one moment of a ledger that is being written


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


@dataclass(frozen=True, repr=False)
class Ledger:
    """A folder of CSV files as read.

    `rows` has a row for every row of every case, in the order of the files' names and lines:
    the columns `case`, `file`, `line`, `whole` (as many cells as the header), those of `COLUMNS`
    and any further ones of the files; all text is `Cells`, absent is empty.
    """

    folder: Path
    tables: tuple[Table, ...]
    rows: Columns
    measures: Measures
    sources_table: Table | None = None
    measures_table: Table | None = None
    cases_table: Table | None = None
    parts_table: Table | None = None

    def __repr__(self) -> str:
        size = f"{several(len(self.tables), 'case')}, {several(len(self.rows), 'row')}"
        return f"<Ledger {str(self.folder)!r}: {size}>"

    def _repr_html_(self) -> str:
        """Its cases with their titles and how many rows they have, as a notebook shows them."""
        titles = {name: listed.title for name, listed in self.cases.items()}
        lines = (
            f"<tr><td>{escape(name)}</td><td>{escape(titles.get(name, ''))}</td>"
            f"<td>{rows:,}</td></tr>"
            for name, rows in sorted((table.path.stem, len(table.lines)) for table in self.tables)
        )
        head = "<tr><th>case</th><th>title</th><th>rows</th></tr>"
        return f"<p>{escape(str(self.folder))}</p><table>{head}{''.join(lines)}</table>"

    @property
    def lists(self) -> tuple[Table, ...]:
        """The files that are no cases, as far as there: of sources, measures, cases, breakdowns."""
        found = (self.sources_table, self.measures_table, self.cases_table, self.parts_table)
        return tuple(table for table in found if table is not None)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources of `sources.csv` by name; the first row of a name counts."""
        named: dict[str, Source] = {}
        for row in self.sources_table.records() if self.sources_table else ():
            own = (name for name in Source.__dataclass_fields__ if name != "origin")
            source = Source(**{name: row.get(name, "") for name in own})
            named.setdefault(source.source, source)
        return {
            name: Source(**{**vars(source), "origin": _origin(name, named)})
            for name, source in named.items()
        }

    @cached_property
    def cases(self) -> Mapping[str, ListedCase]:
        """The cases of `cases.csv` by name; the first row of a name counts."""
        named: dict[str, ListedCase] = {}
        for row in self.cases_table.records() if self.cases_table else ():
            listed = ListedCase(*(row.get(name, "") for name in ListedCase._fields))
            named.setdefault(listed.case, listed)
        return named

    @cached_property
    def parts(self) -> Breakdowns:
        """The breakdowns of `parts.csv`."""
        return breakdowns(self.parts_table)

    def where(self, rows: Iterable[int]) -> str:
        """`file:line` of `rows`, joined by a space."""
        return " ".join(self.places(np.fromiter(rows, np.intp)))

    def places(self, rows: np.ndarray) -> list[str]:
        """`file:line` of each of these rows."""
        file, line = self.rows.cells("file").take(rows), self.rows["line"][rows]
        return list(map("{}:{}".format, file, line.tolist()))

    @property
    def extra_columns(self) -> tuple[str, ...]:
        """The names of the columns that are kept and otherwise ignored."""
        own = {"case", "file", "line", "whole", *COLUMNS}
        return tuple(name for name in self.rows.names if name not in own)


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
    """The CSV files of `folder` by name, in the order of their names; raises `LedgerError`.

    They are those of one moment: where somebody writes meanwhile, they are read once more.
    """
    for _ in range(_TRIES):
        state = _state(folder)
        try:
            tables = _tables(folder)
        except LedgerError:
            if _state(folder) == state:
                raise
        else:
            if _state(folder) == state:
                return tables
    return _tables(folder)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    """What a folder holds and since when; nothing if that cannot be told."""
    found = list[tuple[str, int, int]]()
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name == CHANGE or not path.name.startswith("."):
                with contextlib.suppress(OSError):  # a link to nothing is no part of the ledger
                    about = path.stat()
                    found.append((path.name, about.st_ino, about.st_mtime_ns))
    return sorted(found)


def _tables(folder: Path) -> dict[str, Table]:
    try:
        found = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    except FileNotFoundError:
        raise NoFolderError(f"{folder}: no such folder") from None
    except NotADirectoryError:
        raise LedgerError(
            f"{folder}: not a folder; name the one that holds the CSV files"
        ) from None
    except OSError as error:
        raise LedgerError(f"{folder}: cannot be read: {error.strerror}") from None
    left = waiting(folder)
    names = sorted(name for name in {*found, *left} if name.lower().endswith(".csv"))
    names = [name for name in names if "/" not in name]
    refuse_names(folder, names)
    return {name: _table(folder / name, left.get(name)) for name in names}


def _table(path: Path, left: Path | None) -> Table:
    """The table of one file, or what waits to be put in its place."""
    if left is not None:
        with contextlib.suppress(FileNotFoundError):  # it is in its place now
            return table_of(path, left.read_bytes())
    if leads_out(path) and not is_ledger_file(path):
        raise LedgerError(
            f"{path}: is a link to what is no file of a ledger; put the file itself there"
        )
    return read_table(path)


def assemble(folder: Path, tables: Mapping[str, Table]) -> Ledger:
    """The ledger of these tables, by file name; raises `LedgerError` if none of them is a case."""
    cases = [table for name, table in tables.items() if name not in LISTS]
    if not cases:
        raise LedgerError(f"{folder}: holds no case; a case is a CSV file beside {SOURCES}")
    own_measures = tables.get(MEASURES)
    return Ledger(
        folder, tuple(cases), _rows(cases), measures_of(own_measures), tables.get(SOURCES),
        own_measures, tables.get(CASES), tables.get(PARTS),
    )  # fmt: skip


def measures_of(table: Table | None) -> Measures:
    """The measures of a ledger whose `measures.csv` is `table`, if its columns can be told."""
    if table is None or "measure" not in table.columns:
        return Measures()
    whole = (int(width) == len(table.header) for width in table.width)
    rows = zip(table.records(), whole, strict=True)
    return measures_from([row if right else None for row, right in rows])


def _rows(tables: Sequence[Table]) -> Columns:
    """The rows of all cases, in which each distinct cell of a column is there once."""
    counts = [len(table.lines) for table in tables]
    extra = dict.fromkeys(name for table in tables for name in table.columns if name not in COLUMNS)
    names = [table.path.stem for table in tables]
    rows: dict[str, AnyColumn] = {
        "case": _repeated(names, counts),
        "file": _repeated([table.name for table in tables], counts),
        "line": np.concatenate([table.lines for table in tables]),
        "whole": np.concatenate([table.width == len(table.header) for table in tables]),
    }
    for name in (*COLUMNS, *extra):
        if name not in rows:
            rows[name] = _column(tables, name)
    return Columns(rows)


def _repeated(names: Sequence[str], counts: Sequence[int]) -> Cells:
    return Cells(np.repeat(np.arange(len(names), dtype=np.int32), counts), tuple(names))


def _column(tables: Sequence[Table], name: str) -> Cells:
    """One column of all cases, without the white space around a cell."""
    return Cells.stacked(
        [
            table.columns[name].changed(str.strip)
            if name in table.columns
            else Cells.alike("", len(table.lines))
            for table in tables
        ]
    )


def case_text(ledger: Ledger, case: str) -> str:
    """The CSV text of one case, with the columns of its file in their order."""
    table = next(table for table in ledger.tables if table.path.stem == case)
    rows = ledger.rows.take(ledger.rows.cells("case").among([case]))
    shared = {*COLUMNS, *ledger.extra_columns}
    cells = (rows.cells(name) if name in shared else table.columns[name] for name in table.columns)
    return csv_text(table.columns, zip(*cells, strict=True))


def save(ledger: Ledger, folder: str | Path) -> None:
    """Write the ledger to `folder`: every case, and the lists that there are.

    Loading the result gives the same rows, but for lines and the white space around cells.
    Raises `OSError` if a file cannot be written; then none is.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    cases = {table.name: case_text(ledger, table.path.stem) for table in ledger.tables}
    lists = {
        table.name: csv_text(table.columns, (row.values() for row in table.records()))
        for table in ledger.lists
    }
    with only_writer(folder):
        write_files(folder, {name: text.encode() for name, text in (lists | cases).items()})
