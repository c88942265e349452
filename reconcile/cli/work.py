"""What the commands that read a ledger do: load, check, align, compare, present."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import click
import pandas as pd

from reconcile import tables
from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import parse
from reconcile.checks import Checked, check, issue_text as show
from reconcile.cli.colour import say
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.comparison import Comparison, Selection, compare
from reconcile.comparison.schema import TABLES
from reconcile.comparison.verdicts import VERDICTS
from reconcile.errors import SelectionError
from reconcile.export import to_csv, to_json
from reconcile.notation.columns import names_of
from reconcile.notation.dates import Date
from reconcile.storage.files import write_whole
from reconcile.storage.ledger import load
from reconcile.wording.case_texts import nothing_left_text


def compared(asked: Asked) -> Comparison:
    """The comparison asked for; rows with errors are left out and said so on stderr.

    Exits with 1 instead if the person wants a ledger without errors.
    """
    cut = Cut(asked.as_of, asked.known_by, asked.max_age)
    selection = Selection(asked.case, asked.population, asked.place, asked.measure, asked.source)
    with stages(("reading", "checking", "aligning", "comparing")) as begin:
        begin("reading")
        parsed = parse(load(asked.ledger))
        begin("checking")
        checked = check(parsed)
        begin("aligning")
        aligned = align(parsed, checked.invalid, cut)
        begin("comparing")
        comparison = compare(aligned, selection, asked.window)
    _say_what_is_left_out(asked, checked)
    return comparison


def _say_what_is_left_out(asked: Asked, checked: Checked) -> None:
    """Say on stderr how many rows have errors and where the first is; refuse them with --strict."""
    if not checked.errors:
        return
    if asked.strict:
        click.echo(f"reconcile: {show.refusal(checked)}", err=True)
        raise click.exceptions.Exit(1)
    rows = f"{checked.left_out:,} of {len(checked.ledger.rows):,} rows left out for errors"
    told = rows if checked.left_out else "no row is left out, but the ledger has errors"
    first = show.first_error(checked)
    click.echo(f"reconcile: {told}, the first at {first}; see reconcile check", err=True)


def show_table(
    asked: Asked, name: str, style: str | None, output: Path | None, fail_on: str | None = None
) -> None:
    """Print or write one table; exits with 1 if a pair has the verdict `fail_on` or a worse one."""
    comparison = with_rows(compared(asked), name)
    style = style or style_of(output)
    emit(_rendered(comparison, name, style), output, style)
    if fail_on:
        found = {VERDICTS.index(verdict) for verdict in comparison.discrepancies["verdict"]}
        if max(found, default=-1) >= VERDICTS.index(fail_on):
            raise click.exceptions.Exit(1)


def with_rows(comparison: Comparison, name: str) -> Comparison:
    """The comparison, unless its cut leaves nothing to show but rows that are left out."""
    if name != "estimates" and comparison.estimates.empty:
        raise SelectionError(nothing_left_text(comparison))
    return comparison


def style_of(output: Path | None) -> str:
    """The format that a file's name asks for."""
    return {".csv": "csv", ".json": "json"}.get(output.suffix.lower(), "text") if output else "text"


def _rendered(comparison: Comparison, name: str, style: str) -> bytes:
    if style == "text":
        return tables.text(comparison, name, terminal_width()).encode()
    name = name.rpartition(" ")[2]  # an explanation is text only
    frame = frame_of(comparison, name)
    if style == "csv":
        return to_csv(frame[list(names_of(TABLES[name]))])
    if style == "json":
        return to_json(frame.reset_index(drop=True))
    return tables.flat(comparison, name, style).encode()


def frame_of(comparison: Comparison, name: str) -> pd.DataFrame:
    """The table that is called `name` on the command line."""
    if name == "ratios":
        return comparison.ratios.table
    frames = {"estimates": "rows"}
    frame: pd.DataFrame = getattr(comparison, frames.get(name, name))
    return frame


def terminal_width() -> int:
    """The cells of a line: those of the terminal between 80 and 120, 80 where there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 80), 120)


def emit(data: bytes, output: Path | None, style: str = "") -> None:
    """Write `data` whole to a file, or to standard output, where what is `text` has colours."""
    if output is None and style == "text":
        say(data.decode())
    elif output is None:
        click.echo(data, nl=False)
    else:
        write_whole(output, data)
        click.echo(f"wrote {output}", err=True)


def check_ledger(
    ledger: Path, style: str, strict: bool, today: Date | None, output: Path | None
) -> None:
    """Print every issue; exits with 1 if one is an error, or any with `strict`."""
    # the one place that reads the clock: a date is only in the future as seen from some day
    day = datetime.date.fromordinal(today.first) if today else datetime.date.today()
    checked = check(parse(load(ledger)), day)
    emit(_issues(checked, style), output, style)
    if checked.errors or (strict and checked.issues):
        raise click.exceptions.Exit(1)


def _issues(checked: Checked, style: str) -> bytes:
    if style == "json":
        return to_json(show.frame(checked))
    if style == "github":
        return show.github(checked).encode()
    parts = [show.text(checked, terminal_width()), f"{show.summary(checked)}\n"]
    return "\n".join(part for part in parts if part).encode()
