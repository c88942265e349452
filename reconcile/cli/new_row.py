"""A row that is not written yet: what is wrong with it, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.checks import ERROR, Checked, check, errors_alone, issue_text
from reconcile.checks.header import refuse_bad_headers
from reconcile.cli.output import terminal_width
from reconcile.cli.questions import lacking
from reconcile.comparison import Comparison, compare
from reconcile.errors import SelectionError
from reconcile.storage.appending import Appended, with_row
from reconcile.storage.case_names import refuse_names
from reconcile.storage.csv_file import Table
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import assemble
from reconcile.storage.ledger_files import CASES, COLUMNS, LISTS, SOURCE_COLUMNS, SOURCES
from reconcile.tables import changes_table
from reconcile.wording.characters import visible


@dataclass(frozen=True)
class NewRow:
    """The files with the row in them, by name, and the ledger as it would be, checked.

    `tables` is the ledger as it is, `name` the file of the row and `line` its line there. `checked`
    has the issues of the row alone; `invalid` are the rows of the ledger that have errors.
    """

    tables: Mapping[str, Table]
    changed: dict[str, bytes]
    name: str
    line: int
    parsed: Parsed
    checked: Checked
    invalid: np.ndarray

    @property
    def at(self) -> str:
        """Where the row will stand."""
        return f"{self.parsed.ledger.folder / self.name}:{self.line}"

    @property
    def issues(self) -> str:
        """What is wrong with the row, as a person reads it on standard error."""
        return issue_text.text(self.checked, terminal_width(err=True), self.changed)

    def preview(self, *, err: bool = False) -> str:
        """The row as it will stand in its file, and what it changes in the ranges.

        It is for standard output, or for standard error.
        """
        text = self.changed[self.name].decode("utf-8-sig").rstrip("\r\n")
        row = "\n".join(text.splitlines()[self.line - 1 :])
        after = compare(align(self.parsed, self.invalid))
        told = changes_table.text(self._before, after, "with the row", terminal_width(err=err))
        own = after.rows.cells("where").among([f"{self.name}:{self.line}"])
        status = after.rows.take(own).cells("status")[0]
        return f"{self.at}: {status}\n{visible(row)}\n\n{told.lstrip(chr(10))}\n"

    @property
    def _before(self) -> Comparison | None:
        """The comparison of the ledger as it is, unless it holds no row yet."""
        if not any(len(table.lines) for name, table in self.tables.items() if name not in LISTS):
            return None
        parsed = _parsed(self.parsed.ledger.folder, self.tables)
        return compare(align(parsed, errors_alone(parsed).invalid))


def drafted(
    ledger: Path, tables: Mapping[str, Table], cells: Mapping[str, str],
    kept: Mapping[str, bytes] | None = None,
) -> NewRow:  # fmt: skip
    """The row of these cells, and its source in `sources.csv` if it is new and has a kind.

    `kept` has the page that it names, if that is to be kept with it. A case of which `ended` says
    when its event ended is listed in `cases.csv`.

    Raises `SelectionError` for an empty row and for a name that cannot be that of a case, and
    `LedgerError` for a header that is not in order.
    """
    name = _case_file(ledger, tables, cells["case"])
    row = {column: cells.get(column, "") for column in COLUMNS}
    if not any(row.values()):
        needed = ", ".join(f"--{column}" for column in lacking(cells))
        raise SelectionError(f"the row is empty; give it {needed}")
    changed = {
        **_source_file(ledger, tables, cells),
        **_list_of_cases(ledger, cells),
        name: with_row(ledger / name, row, COLUMNS, tables.get(name)),
    }
    refuse_bad_headers(ledger, tables, changed)
    then = {**tables, **{file: found.table for file, found in changed.items()}}
    line = int(then[name].lines[-1])
    parsed = _parsed(ledger, then)
    checked = check(parsed, pages=Pages.of(ledger, kept) if kept else None)
    own = _of_the_row(checked, name, line, {SOURCES, *changed} & set(LISTS))
    written = {file: found.data for file, found in changed.items()}
    return NewRow(tables, written, name, line, parsed, own, checked.invalid)


def _parsed(ledger: Path, tables: Mapping[str, Table]) -> Parsed:
    return parse(assemble(ledger, dict(sorted(tables.items()))))


def _case_file(ledger: Path, tables: Mapping[str, Table], case: str) -> str:
    """The file of a case; refuses a name that cannot be one."""
    name = f"{case}.csv"
    if not case.strip() or name in LISTS:
        raise SelectionError(f"--case {case!r} cannot be the name of a case; use one like my-case")
    refuse_names(ledger, [*tables, name])
    return name


def _source_file(
    ledger: Path, tables: Mapping[str, Table], cells: Mapping[str, str]
) -> dict[str, Appended]:
    """`sources.csv` with the row's source in it, if it is new and the person said its kind."""
    listed = tables[SOURCES].records() if SOURCES in tables else []
    if not cells["kind"] or cells["source"] in [row.get("source") for row in listed]:
        return {}
    row = {name: cells[name] for name in ("source", "kind", "country", "side")}
    return {SOURCES: with_row(ledger / SOURCES, row, SOURCE_COLUMNS)}


def _list_of_cases(ledger: Path, cells: Mapping[str, str]) -> dict[str, Appended]:
    """`cases.csv` with the row's case in it, if the person said when its event ended."""
    if not cells.get("ended"):
        return {}
    row = {name: cells[name] for name in ("case", "ended")}
    return {CASES: with_row(ledger / CASES, row, LISTS[CASES].names)}


def _of_the_row(checked: Checked, name: str, line: int, lists: set[str]) -> Checked:
    """What is wrong with the new row or with these lists, but not with other rows."""
    issues = tuple(
        issue
        for issue in checked.issues
        if (issue.file == name and issue.line == line)
        or (issue.file in lists and issue.severity == ERROR)
    )
    return replace(checked, issues=issues)
