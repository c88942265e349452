"""`reconcile export`: a table, or the ledger, as other tools read it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.options import Asked, Extensible, selection
from reconcile.cli.progress import stages
from reconcile.errors import SelectionError
from reconcile.export.formats import EXPORTED, FORMATS, FolderFormat, Format
from reconcile.storage.files import pieces_of
from reconcile.storage.plugins import plugins

if TYPE_CHECKING:
    from reconcile.comparison import Comparison


@click.command("export")
@click.option("--table", "name", type=click.Choice(EXPORTED),
              help="What to write; estimates if left out, with xlsx every table.")  # fmt: skip
@click.option(
    "--to", type=Extensible("export", FORMATS), default="csv", show_default=True, help="As what."
)
@click.option(
    "--raw", is_flag=True,
    help="CSV as exact text, without the byte-order mark and the guard against formulas.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH",
              help="A file, or a folder for a Data Package; else standard output.")  # fmt: skip
@selection
@click.pass_obj
def command(
    ledger: Path, /, name: str | None, to: str, raw: bool, output: Path | None, **options: Any
) -> None:
    """Write a table as spreadsheets and other tools read it.

    The table `ledger` has every row as it is written, for import to read back.
    Example: reconcile export --to xlsx --output figures.xlsx
    """
    from reconcile.cli.output import emit
    from reconcile.cli.work import compared

    asked, chosen = Asked(ledger=ledger, **options), FORMATS.get(to) or _of_a_package(to)
    if name is not None and name not in chosen.tables:
        raise SelectionError(f"--to {to} writes {chosen.holds}; leave out --table {name}")
    if isinstance(chosen, FolderFormat):
        _write_folder(asked, chosen, output)
    elif chosen.binary and output is None and sys.stdout.isatty():
        raise SelectionError(f"--to {to} writes a file for a spreadsheet; name it with --output")
    else:
        emit(_made(chosen, compared(asked), name, raw), output)


def _made(chosen: Format, comparison: Comparison, name: str | None, raw: bool) -> Iterator[bytes]:
    """What the format is written as, which begins to be made when the first piece is wanted."""
    yield from pieces_of(chosen.write(comparison, name, raw))


def _of_a_package(name: str) -> Format:
    """The format that another package adds; what it gives has to be bytes."""
    plugin = plugins("export")[name]
    found = plugin.load(Format)

    def write(comparison: Comparison, table: str | None, raw: bool) -> bytes:
        with plugin.blamed():
            return plugin.checked(found.write(comparison, table, raw), bytes)

    return replace(found, write=write)


def _write_folder(asked: Asked, chosen: FolderFormat, output: Path | None) -> None:
    """Write a folder with the ledger and its descriptor, or print the descriptor alone.

    Raises `SelectionError` for a selection: a package is the whole ledger.
    """
    from reconcile.cli.output import emit
    from reconcile.cli.work import compared
    from reconcile.storage.files import new_folder
    from reconcile.storage.ledger import load

    if asked.strict:
        compared(asked)  # which refuses a ledger with errors
    if asked != Asked(ledger=asked.ledger, strict=asked.strict):
        raise SelectionError(f"--to {chosen.name} writes {chosen.holds}; leave out what selects")
    if output is not None:
        _refuse_there(output)
    with stages(("reading",)):
        found = chosen.files(load(asked.ledger))
    if output is None:
        emit(next(iter(found.values())), None)
        return
    with new_folder(output) as fresh:
        _refuse_there(output)
        for name, data in found.items():
            (fresh / name).write_bytes(data)
    click.echo(f"wrote {output}: {', '.join(found)}", err=True)


def _refuse_there(output: Path) -> None:
    """Raise `SelectionError` for the name of a folder that is taken."""
    if os.path.lexists(output):
        raise SelectionError(f"--output {output} is there already; name a folder that is not")
