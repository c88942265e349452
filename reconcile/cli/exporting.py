"""What `export` does: a table, or the ledger, in a format of others."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reconcile.cli.options import Asked
from reconcile.cli.work import compared, emit
from reconcile.errors import SelectionError
from reconcile.export.formats import FORMATS, FolderFormat
from reconcile.storage.files import replace_folder, write_whole
from reconcile.storage.ledger import load


def export(asked: Asked, name: str | None, to: str, raw: bool, output: Path | None) -> None:
    """Write a table, or what the format takes, to a file or to standard output.

    Raises `SelectionError` for a table that the format does not take.
    """
    chosen = FORMATS[to]
    if name is not None and name not in chosen.tables:
        raise SelectionError(f"--to {to} writes {chosen.holds}; leave out --table {name}")
    if isinstance(chosen, FolderFormat):
        package(asked, chosen, output)
    elif chosen.binary and output is None and sys.stdout.isatty():
        raise SelectionError(f"--to {to} writes a file for a spreadsheet; name it with --output")
    else:
        emit(chosen.write(compared(asked), name, raw), output)


def package(asked: Asked, chosen: FolderFormat, output: Path | None) -> None:
    """Write a folder with the ledger and its descriptor, or print the descriptor alone.

    Raises `SelectionError` for a selection: a package is the whole ledger.
    """
    if asked.strict:
        compared(asked)  # which refuses a ledger with errors
    if asked != Asked(asked.ledger, strict=asked.strict):
        raise SelectionError(f"--to {chosen.name} writes {chosen.holds}; leave out what selects")
    if output is not None and output.exists():
        raise SelectionError(f"--output {output} is there already; name a folder that is not")
    found = chosen.files(load(asked.ledger))
    if output is None:
        emit(next(iter(found.values())), None)
        return
    with replace_folder(output) as folder:
        for name, data in found.items():
            write_whole(folder / name, data)
    click.echo(f"wrote {output}: {', '.join(found)}", err=True)
