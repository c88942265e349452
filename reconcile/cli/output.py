"""What a command has made, in the form that was asked for, on standard output or in a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reconcile.cli.colour import say
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.cli.streams import PLAIN_WIDTH
from reconcile.storage.files import Content, pieces_of, write_whole

if TYPE_CHECKING:
    from reconcile.export.plain_text import Listing
    from reconcile.tables.flat import Flat

_DOING = ("making the table",)


class Renderings(NamedTuple):
    """A table in every form that it may be asked for; a form is made when it is wanted.

    `text` takes the cells of a line. JSON has all that is listed, CSV its `columns` if any are
    named.
    """

    text: Callable[[int], str]
    listing: Callable[[], Listing]
    flat: Callable[[], Flat]
    columns: Sequence[str] = ()


def put(shown: Renderings, asked: Asked) -> None:
    """Print or write a table in the format that was asked for."""
    emit(_rendered(shown, asked.form, asked.output), asked.output, asked.form)


def _rendered(shown: Renderings, style: str, output: Path | None) -> Iterator[bytes]:
    """The table in pieces: what programs read as it is made, what is laid out in one.

    CSV in a file may be opened by a spreadsheet, which is to run none of it; elsewhere it is exact.
    """
    if style == "text":
        yield shown.text(width_for(output)).encode()
    elif style in ("csv", "json"):
        from reconcile.export.plain_text import csv_pieces, json_pieces

        table = shown.listing()
        if style == "json":
            yield from json_pieces(table)
        else:
            table = table.only(shown.columns) if shown.columns else table
            yield from csv_pieces(table, spreadsheet=output is not None)
    else:
        from reconcile.tables.markup import table_in

        yield f"{table_in(style, shown.flat())}\n".encode()


def width_for(output: Path | None) -> int:
    """The cells of a line of what goes to a file, or to standard output."""
    return terminal_width() if output is None else PLAIN_WIDTH


def terminal_width(*, err: bool = False) -> int:
    """The cells of a line: those of the terminal between 80 and 120, 80 where there is none.

    It is that of standard output, or of standard error.
    """
    if not (sys.stderr if err else sys.stdout).isatty():
        return PLAIN_WIDTH
    return min(max(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, PLAIN_WIDTH), 120)


def emit(data: Content, output: Path | None, style: str = "") -> None:
    """Write `data` whole to a file, or as it is made to standard output, where `text` has colours.

    To a program it goes as it is; on a terminal nothing of it steers.
    """
    pieces = iter(pieces_of(data))
    if output is not None:
        with stages(_DOING):
            write_whole(output, pieces)
        click.echo(f"wrote {output}", err=True)
    elif sys.stdout.isatty():
        with stages(_DOING):  # gone before the first line comes, which may be on the same terminal
            first = next(pieces, b"")
        for piece in chain((first,), pieces):
            _print(piece, style)
    else:
        with stages(_DOING):
            for piece in pieces:
                _print(piece, style)


def _print(piece: bytes, style: str) -> None:
    if style == "text":
        say(piece.decode())
    else:
        click.echo(piece.decode("utf-8", "replace") if sys.stdout.isatty() else piece, nl=False)
