"""`reconcile init`: a new ledger with one example row."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from reconcile.cli import offers
from reconcile.errors import LedgerError
from reconcile.storage.ledger_files import CASES, PARTS, SOURCES, file_of

EXAMPLE = "example.csv"
_ABOUT = {
    SOURCES: "who says it, a row for each source",
    CASES: "what it is about and whether it has ended, a row for each case",
    PARTS: "which parts share nobody, a row for each part",
    EXAMPLE: "what they say, a row for each figure",
}
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
_EXAMPLE_CASE = {
    "case": "example", "title": "North Korean troops in Russia", "began": "2024-10",
    "notes": "an example; ended is empty while the event goes on",
}  # fmt: skip


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--breakdown", "breakdowns", multiple=True, metavar="NAME[=WHOLE]",
              shell_complete=offers.breakdowns,
              help="Usual parts of a whole, such as sex-and-age=civilians.")  # fmt: skip
@click.pass_obj
def command(ledger: Path, /, folder: Path | None, breakdowns: Sequence[str]) -> None:
    """Make a new ledger with one example row.

    It is made in FOLDER, or where --ledger says.

    Example: reconcile init my-estimates
    """
    from reconcile.storage.usual_breakdowns import usual

    folder = folder or ledger
    parts = [row for one in breakdowns for row in usual(*_named(one)).rows]
    made = _files(parts)
    _refuse(folder, made)
    _write(folder, made)
    for name in made:
        click.echo(f"made {folder / name}: {_ABOUT[name]}")
    click.echo(f"next: reconcile --ledger {folder} check")


def _files(parts: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """The files of a new ledger by name; that of breakdowns only if there are parts."""
    from reconcile.storage.csv_file import csv_text

    lists = {
        SOURCES: [_EXAMPLE_SOURCE],
        CASES: [_EXAMPLE_CASE],
        PARTS: parts,
        EXAMPLE: [_EXAMPLE_ROW],
    }
    headers = {name: file_of(name).names for name in lists}
    return {
        name: csv_text(
            headers[name], [[row.get(key, "") for key in headers[name]] for row in rows]
        ).encode()
        for name, rows in lists.items()
        if rows
    }


def _refuse(folder: Path, made: Mapping[str, bytes]) -> None:
    """Raise `LedgerError` for what is no folder, or holds more than a ledger that was begun."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise LedgerError(f"{folder}: is a file, or a link that leads nowhere; name a folder")
    there = folder.iterdir() if folder.is_dir() else ()
    tables = [path for path in there if path.suffix.lower() == ".csv"]
    if any(made.get(path.name) != path.read_bytes() for path in tables if path.is_file()):
        raise LedgerError(f"{folder}: already holds CSV files; name another folder")


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Make the ledger whole: a new folder takes its name when all is in it."""
    from reconcile.storage.files import new_folder
    from reconcile.storage.ledger_changes import only_writer, write_files

    if folder.is_dir():
        with only_writer(folder):
            _refuse(folder, made)
            write_files(folder, made)
        return
    with new_folder(folder) as fresh:
        _refuse(folder, made)
        for name, data in made.items():
            (fresh / name).write_bytes(data)


def _named(breakdown: str) -> tuple[str, str]:
    """The name of a usual breakdown and the whole that it is of, if that is said."""
    name, _, whole = breakdown.partition("=")
    return name.strip(), whole.strip()
