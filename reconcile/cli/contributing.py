"""What `sources` and `compare` do where one origin is left out (R12)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reconcile.cli.options import Asked
from reconcile.cli.work import compared, emit, style_of, terminal_width, with_rows
from reconcile.comparison.sensitivity import Without, leave_out
from reconcile.export.plain_text import to_csv, to_json
from reconcile.tables import flat, sensitivity_table as told
from reconcile.tables.grid import grid


def show_changes(asked: Asked, name: str, style: str | None, output: Path | None) -> None:
    """Print or write what changes if the origin `name` is left out (R12)."""
    found = leave_out(with_rows(compared(asked), "without"), name)
    style = style or style_of(output)
    if style == "text":
        emit(told.text(found, terminal_width()).encode(), output, style)
    elif style in ("csv", "json"):
        emit(_machine(found.table, style), output)
    else:
        table = told.flat(found)
        emit(f"{grid(table.headings, table.rows, table.right, style)}\n".encode(), output)


def show_ranges(asked: Asked, name: str, style: str | None, output: Path | None) -> None:
    """Print or write the ranges that remain if the origin `name` is left out (R12)."""
    found = leave_out(with_rows(compared(asked), "ranges"), name)
    style = style or style_of(output)
    emit(_ranges(found, style), output, style)


def _ranges(found: Without, style: str) -> bytes:
    if style == "text":
        return told.ranges_text(found, terminal_width()).encode()
    if style in ("csv", "json"):
        return _machine(found.after.ranges, style)
    return flat(found.after, "ranges", style).encode()


def _machine(frame: pd.DataFrame, style: str) -> bytes:
    frame = frame.reset_index(drop=True)
    return to_csv(frame) if style == "csv" else to_json(frame)
