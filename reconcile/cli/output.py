"""What a command has made, in the form that was asked for, on standard output or in a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reconcile.cli.colour import say
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.cli.streams import PLAIN_WIDTH
from reconcile.storage.files import write_whole

if TYPE_CHECKING:
    import pandas as pd

    from reconcile.tables.flat import Flat


class Renderings(NamedTuple):
    """A table in every form that it may be asked for; a form is made when it is wanted.

    `text` takes the cells of a line. JSON has all that the frame has, CSV its `columns` if any are
    named.
    """

    text: Callable[[int], str]
    frame: Callable[[], pd.DataFrame]
    flat: Callable[[], Flat]
    columns: Sequence[str] = ()


def put(shown: Renderings, asked: Asked) -> None:
    """Print or write a table in the format that was asked for."""
    width = terminal_width() if asked.output is None else PLAIN_WIDTH
    with stages(("making the table",)):
        made = _rendered(shown, asked.form, width)
    emit(made, asked.output, asked.form)


def _rendered(shown: Renderings, style: str, width: int) -> bytes:
    if style == "text":
        return shown.text(width).encode()
    if style in ("csv", "json"):
        from reconcile.export.plain_text import to_csv, to_json

        frame = shown.frame().reset_index(drop=True)
        if style == "json":
            return to_json(frame)
        return to_csv(frame[list(shown.columns)] if shown.columns else frame)
    from reconcile.tables.grid import grid

    table = shown.flat()
    return f"{grid(table.headings, table.rows, table.right, style)}\n".encode()


def terminal_width() -> int:
    """The cells of a line: those of the terminal between 80 and 120, 80 where there is none."""
    if not sys.stdout.isatty():
        return PLAIN_WIDTH
    return min(max(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, PLAIN_WIDTH), 120)


def emit(data: bytes, output: Path | None, style: str = "") -> None:
    """Write `data` whole to a file, or to standard output, where what is `text` has colours.

    To a program it goes as it is; on a terminal nothing of it steers.
    """
    if output is None and style == "text":
        say(data.decode())
    elif output is None:
        click.echo(data.decode("utf-8", "replace") if sys.stdout.isatty() else data, nl=False)
    else:
        write_whole(output, data)
        click.echo(f"wrote {output}", err=True)
