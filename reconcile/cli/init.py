"""`reconcile init`: a new ledger with one example row."""

from __future__ import annotations

from pathlib import Path

import click

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
@click.pass_obj
def command(ledger: Path, /, folder: Path | None) -> None:
    """Make a new ledger with one example row.

    It is made in FOLDER, or where --ledger says.

    Example: reconcile init my-estimates
    """
    from reconcile.storage.csv_file import csv_text
    from reconcile.storage.files import write_whole
    from reconcile.storage.ledger_files import CASES, COLUMNS, LISTS, SOURCE_COLUMNS, SOURCES

    folder = folder or ledger
    if folder.is_dir() and any(path.suffix.lower() == ".csv" for path in folder.iterdir()):
        raise LedgerError(f"{folder}: already holds CSV files; name another folder")
    if folder.exists() and not folder.is_dir():
        raise LedgerError(f"{folder}: is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, row in (
        (SOURCES, SOURCE_COLUMNS, _EXAMPLE_SOURCE),
        (CASES, LISTS[CASES].names, _EXAMPLE_CASE),
        (EXAMPLE, COLUMNS, _EXAMPLE_ROW),
    ):
        text = csv_text(header, [[row.get(key, "") for key in header]])
        write_whole(folder / name, text.encode())
    click.echo(
        f"made {folder / SOURCES}: who says it, a row for each source\n"
        f"made {folder / CASES}: what it is about and whether it has ended, a row for each case\n"
        f"made {folder / EXAMPLE}: what they say, a row for each figure\n"
        f"next: reconcile --ledger {folder} check"
    )
