"""`reconcile init`: a new ledger with one example row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.cli import offers
from reconcile.errors import LedgerError

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
    from reconcile.storage.csv_file import csv_text
    from reconcile.storage.files import write_whole
    from reconcile.storage.ledger_files import (
        CASES,
        COLUMNS,
        LISTS,
        PARTS,
        SOURCE_COLUMNS,
        SOURCES,
    )
    from reconcile.storage.usual_breakdowns import usual

    folder = folder or ledger
    parts = [row for one in breakdowns for row in usual(*_named(one)).rows]
    if folder.is_dir() and any(path.suffix.lower() == ".csv" for path in folder.iterdir()):
        raise LedgerError(f"{folder}: already holds CSV files; name another folder")
    if folder.exists() and not folder.is_dir():
        raise LedgerError(f"{folder}: is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, rows, what in (
        (SOURCES, SOURCE_COLUMNS, [_EXAMPLE_SOURCE], "who says it, a row for each source"),
        (CASES, LISTS[CASES].names, [_EXAMPLE_CASE],
         "what it is about and whether it has ended, a row for each case"),
        (PARTS, LISTS[PARTS].names, parts, "which parts share nobody, a row for each part"),
        (EXAMPLE, COLUMNS, [_EXAMPLE_ROW], "what they say, a row for each figure"),
    ):  # fmt: skip
        if rows:
            text = csv_text(header, [[row.get(key, "") for key in header] for row in rows])
            write_whole(folder / name, text.encode())
            click.echo(f"made {folder / name}: {what}")
    click.echo(f"next: reconcile --ledger {folder} check")


def _named(breakdown: str) -> tuple[str, str]:
    """The name of a usual breakdown and the whole that it is of, if that is said."""
    name, _, whole = breakdown.partition("=")
    return name.strip(), whole.strip()
