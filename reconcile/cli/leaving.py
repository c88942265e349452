"""What the command `bounds` does (R10), with a bar where there are many trees to go through."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from reconcile.bounding import Bounds, bounds
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.cli.work import compared, emit, style_of, terminal_width, with_rows
from reconcile.comparison import Comparison
from reconcile.errors import SelectionError
from reconcile.export.plain_text import to_csv, to_json
from reconcile.tables import bounds_table as told
from reconcile.tables.grid import grid

MANY = 50
T = TypeVar("T")


@dataclass(frozen=True)
class How:
    """How the bounds are to be shown."""

    style: str | None
    output: Path | None
    adjustments: bool
    explain: bool


def show_bounds(asked: Asked, how: How) -> None:
    """Print or write the bounds, or only the claims that have to give."""
    found = worked_out(with_rows(compared(asked), "bounds"))
    emit(_rendered(found, how), how.output, how.style or style_of(how.output))


def worked_out(comparison: Comparison) -> Bounds:
    """The bounds of a comparison; a terminal is shown how far it is."""
    return bounds(comparison, each=_counted)


def _counted(trees: Iterable[T]) -> Iterator[T]:
    listed = list(trees)
    if len(listed) < MANY:  # each may take long
        with stages([f"bounds {place}" for place in range(1, len(listed) + 1)] or ["bounds"]) as at:
            for place, tree in enumerate(listed, 1):
                at(f"bounds {place}")
                yield tree
        return
    hidden = not sys.stderr.isatty()
    with click.progressbar(listed, label="bounds", file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def _rendered(found: Bounds, how: How) -> bytes:
    style = how.style or style_of(how.output)
    if style == "text":
        if how.adjustments:
            return told.gives_text(found, terminal_width()).encode()
        return told.text(found, terminal_width(), how.explain).encode()
    if how.explain:
        raise SelectionError("--explain is told as text; leave out --format")
    frame = (found.adjustments if how.adjustments else found.table).reset_index(drop=True)
    if style in ("csv", "json"):
        return to_csv(frame) if style == "csv" else to_json(frame)
    table = told.flat_adjustments(found) if how.adjustments else told.flat(found)
    return (grid(table.headings, table.rows, table.right, style) + "\n").encode()
