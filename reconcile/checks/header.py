"""The check of a file's header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.slips import SHORTEST, one_slip
from reconcile.checks.view import View, near, plain
from reconcile.errors import LedgerError, excerpt
from reconcile.notation.measures import LONGEST_NAME
from reconcile.notation.words import joined
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import Ledger
from reconcile.storage.ledger_files import LISTS, NAMES, file_of

_WORDS = ("publisher", "note")  # names that are used, though a slip from those of columns
_SEPARATORS = {";": "semicolons", "\t": "tabs"}


def bad_header(view: View) -> Iterator[Problem]:
    """The header of a file does not name its columns as it should.

    A column that is needed is missing, a name is misspelt or stands twice, cells stand below no
    name, or the cells are parted by something other than commas. No row of a case with a bad
    header can be used, and nothing else is said about them until the header is right.

    Remedy: give every column one name of its own. A case needs `source`, `population`, `measure`
    and `figure`, sources.csv needs `source` and `kind`, measures.csv needs `measure`,
    cases.csv needs `case`, parts.csv needs `of`, `whole`, `breakdown` and `part`. Save the file as
    CSV with commas.
    """
    for table in (*view.ledger.tables, *view.others):
        yield from header_findings(table)


def header_findings(table: Table) -> list[Problem]:
    """What is wrong with the header of one file."""
    known, needed = file_of(table.name).names, file_of(table.name).needed
    if not table.header:
        return [in_header(table, -1, "the file is empty", f"begin it with {','.join(known)}")]
    if wrong := _separator(table.header, known):
        return [in_header(table, *wrong)]
    meant = _misspelt(table.header, known, known if table.name in LISTS else needed)
    found = [
        in_header(
            table,
            number,
            f"{excerpt(table.header[number])!r} is not a column",
            f"did you mean {name}?",
        )
        for number, name in meant.items()
    ]
    found += _repeated(table)
    if missing := [name for name in needed if name not in (*table.header, *meant.values())]:
        message = f"there is no column {joined(missing, 'or')}"
        every = f"{joined(needed)} {'are' if len(needed) > 1 else 'is'} needed"
        found.append(in_header(table, -1, message, f"add {joined(missing)} to the header; {every}"))
    for number in table.unnamed:
        message = f"cells stand in column {number + 1}, which has no name"
        found.append(
            in_header(table, number, message, "give the column a name, or clear its cells")
        )
    return found


def refuse_bad_headers(folder: Path, tables: Mapping[str, Table], names: Iterable[str]) -> None:
    """Raise `LedgerError` where a file of these names, to which rows are to be added, has a header
    that is not in order: a column beside the one that it misspells would make the header right, and
    the rows wrong. A file that holds nothing yet has none.
    """
    for table in (tables[name] for name in names if name in tables):
        for found in header_findings(table) if table.header else ():
            where = f"{folder / table.name}:{found.line}"
            raise LedgerError(f"{where}: [bad-header] {found.message}; {found.remedy}")


def in_header(table: Table, number: int, message: str, remedy: str) -> Problem:
    """A problem in the cell of a file's header with this number, or with -1 in all of it."""
    cell = table.header[number] if number >= 0 else ""
    return Problem(message, remedy, -1, cell, table.name, table.header_line, number)


def _separator(header: Sequence[str], known: Iterable[str]) -> tuple[int, str, str] | None:
    """In which cell, what is wrong and what to do, if the cells are not parted by commas."""
    if header[0].lower().startswith("sep="):
        return 0, "the first line is an instruction to a spreadsheet", "delete this line"
    for separator, words in _SEPARATORS.items():
        names = [plain(name) for cell in header for name in cell.split(separator)]
        if len(names) > len(header) and len({*map(plain, known)} & set(names)) > 1:
            first = next(at for at, cell in enumerate(header) if separator in cell)
            return first, f"the cells are parted by {words}", "save the file as CSV with commas"
    return None


def _misspelt(header: Sequence[str], known: Sequence[str], likely: Sequence[str]) -> dict[int, str]:
    """Which names are nearly those of known columns that the file does not have.

    A case may have columns of its own, so only the `likely` ones are recognised by a name that is
    merely like theirs; others must differ by case, spaces and punctuation alone, or by a slip.
    """
    absent, meant = [name for name in known if name not in header], dict[int, str]()
    for number, name in enumerate(header):
        guess = near(name, absent, 0.8) if name and name not in known else ""
        if guess and (guess in likely or _slip(name, guess)):
            meant[number] = guess
            absent.remove(guess)
    return meant


def _slip(name: str, meant: str) -> bool:
    """Whether a name is that of a column but for its writing, or for a slip in a long one."""
    one, other = plain(name), plain(meant)
    return one == other or (
        len(other) >= SHORTEST and one.isalpha() and one not in _WORDS and one_slip(one, other)
    )


def _repeated(table: Table) -> Iterator[Problem]:
    seen = set[str]()
    for number, name in enumerate(table.header):
        if name and name in seen:
            message = f"the column {excerpt(name)!r} stands twice"
            yield in_header(
                table, number, message, "delete one of the two, or give it another name"
            )
        seen.add(name)


def legible(ledger: Ledger) -> np.ndarray:
    """Which rows of the ledger can be looked at cell by cell (bool, one per row)."""
    good = [np.full(len(table.lines), not header_findings(table)) for table in ledger.tables]
    whole: np.ndarray = ledger.rows["whole"] & np.concatenate(good)
    for name in NAMES:
        whole &= ~long_names(ledger, name)
    return whole


def long_names(ledger: Ledger, column: str) -> np.ndarray:
    """In which rows the cell of a column is too long for a name (bool, one per row)."""
    cells = ledger.rows.cells(column)
    if max(map(len, cells.distinct), default=0) <= LONGEST_NAME:
        return np.zeros(len(cells), dtype=bool)
    return cells.each(lambda text: len(text) > LONGEST_NAME, bool)
