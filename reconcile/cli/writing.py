"""What the commands that write a ledger do: every row is checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.checks import Checked, check, issue_text as show
from reconcile.cli import asking
from reconcile.cli.colour import say
from reconcile.cli.work import terminal_width
from reconcile.comparison import Comparison, compare
from reconcile.errors import LedgerError, SelectionError
from reconcile.storage.csv_file import Table, appended, csv_text, table_of
from reconcile.storage.files import write_all, write_whole
from reconcile.storage.ledger import (
    COLUMNS,
    MEASURES,
    SOURCE_COLUMNS,
    SOURCES,
    assemble,
    measures_of,
    read_tables,
    refuse_name,
)
from reconcile.tables import changes_table as changes
from reconcile.wording.characters import visible

EXAMPLE = "example.csv"
_EXAMPLE_ROW = {
    "source": "NIS", "via": "CNA", "published": "2025-01-13",
    "population": "North Korean troops", "place": "Kursk, Russia", "measure": "killed",
    "figure": "~300", "quote": "approximately 300 deaths",
    "url": "https://www.channelnewsasia.com/world/"
    "ukraine-russia-war-north-korean-soldiers-killed-fighting-4853646",
    "notes": "an example; replace it with figures of your own",
}  # fmt: skip
_EXAMPLE_SOURCE = {
    "source": "NIS", "name": "National Intelligence Service of the Republic of Korea",
    "kind": "intelligence", "country": "South Korea",
}  # fmt: skip


def new_ledger(folder: Path) -> None:
    """Make a ledger of one example row; refuses a folder that already holds CSV files."""
    if folder.is_dir() and any(path.suffix.lower() == ".csv" for path in folder.iterdir()):
        raise LedgerError(f"{folder}: already holds CSV files; name another folder")
    if folder.exists() and not folder.is_dir():
        raise LedgerError(f"{folder}: is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, row in (
        (SOURCES, SOURCE_COLUMNS, _EXAMPLE_SOURCE),
        (EXAMPLE, COLUMNS, _EXAMPLE_ROW),
    ):
        write_whole(
            folder / name, csv_text(header, [[row.get(key, "") for key in header]]).encode()
        )
    click.echo(
        f"made {folder / SOURCES}: who says it, a row for each source\n"
        f"made {folder / EXAMPLE}: what they say, a row for each figure\n"
        f"next: reconcile --ledger {folder} check"
    )


def add_row(
    ledger: Path, options: dict[str, Any], *, dry_run: bool = False, yes: bool = False
) -> None:
    """Append one row to a case, and its source to `sources.csv` if it is new and has a kind.

    On a terminal the person is asked for what is missing, and whether to write it. Exits with 1,
    and writes nothing, if the row has errors or the person says no.
    """
    tables = read_tables(ledger)
    cells = {name: str(text).strip() for name, text in options.items()}
    if asking.lacking(cells) and asking.terminal():
        cells = asking.asked(cells, tables, measures_of(tables.get(MEASURES)))
    draft = _draft(ledger, tables, cells)
    say(show.text(draft.checked, terminal_width(), draft.changed), err=True)
    if draft.checked.errors:
        unlisted = any(issue.check == "unknown-source" for issue in draft.checked.issues)
        hint = "; with --kind a new source is listed as well" if unlisted else ""
        click.echo(f"reconcile: the row is not added{hint}", err=True)
        raise click.exceptions.Exit(1)
    say(_preview(ledger, tables, draft))
    if dry_run:
        click.echo(f"{draft.place}: nothing is wrong with the row; nothing is written")
        return
    if asking.terminal() and not yes and not click.confirm("Write it?", default=True, err=True):
        click.echo("reconcile: the row is not added", err=True)
        raise click.exceptions.Exit(1)
    write_all(ledger, draft.changed)
    click.echo(f"added {draft.place}")


@dataclass(frozen=True)
class Draft:
    """A row that is not written yet: the files with it, and the ledger as it would be, checked."""

    changed: dict[str, bytes]
    name: str
    line: int
    parsed: Parsed
    checked: Checked
    invalid: np.ndarray

    @property
    def place(self) -> str:
        """Where the row will stand."""
        return f"{self.parsed.ledger.folder / self.name}:{self.line}"


def _draft(ledger: Path, tables: Mapping[str, Table], cells: Mapping[str, str]) -> Draft:
    name = _case_file(ledger, cells["case"])
    row = {column: cells[column] for column in COLUMNS}
    if not any(row.values()):
        needed = ", ".join(f"--{column}" for column in asking.lacking(cells))
        raise SelectionError(f"the row is empty; give it {needed}")
    changed = {
        **_source_file(ledger, tables, cells),
        name: appended(ledger / name, [row], COLUMNS),
    }
    then = {**tables, **{file: table_of(ledger / file, data) for file, data in changed.items()}}
    line = int(then[name].lines[-1])
    parsed = parse(assemble(ledger, dict(sorted(then.items()))))
    checked = check(parsed)
    return Draft(changed, name, line, parsed, _of_the_row(checked, name, line), checked.invalid)


def _preview(ledger: Path, tables: Mapping[str, Table], draft: Draft) -> str:
    """The row as it will stand in its file, and what it changes in the ranges."""
    text = draft.changed[draft.name].decode("utf-8-sig").rstrip("\r\n")
    row = "\n".join(text.splitlines()[draft.line - 1 :])
    after = compare(align(draft.parsed, draft.invalid))
    told = changes.text(_before(ledger, tables), after, "with the row", terminal_width())
    where = f"{draft.name}:{draft.line}"
    status = after.rows.loc[(after.rows["where"] == where).to_numpy(), "status"].iloc[0]
    return f"{draft.place}: {status}\n{visible(row)}\n\n{told.lstrip(chr(10))}\n"


def _before(ledger: Path, tables: Mapping[str, Table]) -> Comparison | None:
    """The comparison of the ledger as it is, unless it holds no case yet."""
    if not set(tables) - {SOURCES, MEASURES}:
        return None
    parsed = parse(assemble(ledger, dict(sorted(tables.items()))))
    return compare(align(parsed, check(parsed).invalid))


def _case_file(ledger: Path, case: str) -> str:
    """The file of a case; refuses a name that cannot be one."""
    name = f"{case}.csv"
    if not case.strip() or name in (SOURCES, MEASURES):
        raise SelectionError(f"--case {case!r} cannot be the name of a case; use one like my-case")
    refuse_name(ledger, name)
    return name


def _source_file(
    ledger: Path, tables: Mapping[str, Table], cells: Mapping[str, str]
) -> dict[str, bytes]:
    """`sources.csv` with the row's source in it, if it is new and the person said its kind."""
    if not cells["kind"]:
        return {}
    listed = tables[SOURCES].records() if SOURCES in tables else []
    if cells["source"] in [row.get("source") for row in listed]:
        return {}
    row = {name: cells[name] for name in ("source", "kind", "country", "side")}
    return {SOURCES: appended(ledger / SOURCES, [row], SOURCE_COLUMNS)}


def _of_the_row(checked: Checked, name: str, line: int) -> Checked:
    """What is wrong with the new row, or with its file or source, but not with other rows."""
    issues = tuple(
        issue
        for issue in checked.issues
        if (issue.file == name and issue.line in (1, line))
        or (issue.file == SOURCES and issue.severity == "error")
    )
    return replace(checked, issues=issues)
