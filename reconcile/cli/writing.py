"""What the commands that write a ledger do: every row is checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from reconcile.checks import Checked, check, show
from reconcile.cli.colour import say
from reconcile.cli.work import terminal_width
from reconcile.csvtable import Table, appended, csv_text, table_of
from reconcile.errors import LedgerError, SelectionError
from reconcile.files import write_all, write_whole
from reconcile.ledger import (
    COLUMNS,
    MEASURES,
    SOURCE_COLUMNS,
    SOURCES,
    assemble,
    read_tables,
    refuse_name,
)
from reconcile.parse import parse

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


def add_row(ledger: Path, case: str, options: dict[str, Any]) -> None:
    """Append one row to a case, and its source to `sources.csv` if it is new and has a kind.

    Exits with 1, and writes nothing, if the row has errors.
    """
    cells = {name: str(text).strip() for name, text in options.items() if name != "dry_run"}
    tables = read_tables(ledger)
    changed = {
        **_source_file(ledger, tables, cells),
        _case_file(ledger, case): appended(
            ledger / _case_file(ledger, case), [{name: cells[name] for name in COLUMNS}], COLUMNS
        ),
    }
    tables |= {name: table_of(ledger / name, data) for name, data in changed.items()}
    name, line = _case_file(ledger, case), int(tables[_case_file(ledger, case)].lines[-1])
    parsed = parse(assemble(ledger, dict(sorted(tables.items()))))
    checked = _of_the_row(check(parsed), name, line)
    say(show.text(checked, terminal_width(), changed), err=True)
    if checked.errors:
        unlisted = any(issue.check == "unknown-source" for issue in checked.issues)
        hint = "; with --kind a new source is listed as well" if unlisted else ""
        click.echo(f"reconcile: the row is not added{hint}", err=True)
        raise click.exceptions.Exit(1)
    if options["dry_run"]:
        click.echo(f"{ledger / name}:{line}: nothing is wrong with the row; nothing is written")
        return
    write_all(ledger, changed)
    click.echo(f"added {ledger / name}:{line}")


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
