"""What `import` does: every input row comes out as rows or with the reason why not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from reconcile.checks.issue import several
from reconcile.checks.lines import visible
from reconcile.cli.colour import say
from reconcile.cli.progress import stages
from reconcile.cli.work import terminal_width
from reconcile.errors import InputError, excerpt
from reconcile.imports import (
    Mapping,
    Plan,
    Wanted,
    planned,
    preset,
    preset_text,
    presets,
    read,
    read_mapping,
)
from reconcile.imports.merge import KNOWN, NEW, REVISED
from reconcile.imports.records import MOST
from reconcile.notation.dates import Date
from reconcile.storage.csv_file import csv_text
from reconcile.storage.files import write_all
from reconcile.tables.layout import wrapped

SHOWN = 20


def list_presets() -> None:
    """Print the name and title of every preset."""
    width = max(map(len, presets()))
    for name in presets():
        click.echo(f"{name:<{width}}  {preset(name).title}")


def show_preset(name: str) -> None:
    """Print the mapping that a preset is."""
    click.echo(preset_text(name), nl=False)


def take(
    ledger: Path, file: str, *, preset: str | None, mapping: Path | None, given: Sequence[str],
    partial: bool, dry_run: bool, **wanted: Any,
) -> None:  # fmt: skip
    """Import a file, or standard input; exits with 1 if an input row is refused.

    Nothing is written then, unless the person wants the rest.
    """
    how = _mapping(preset, mapping)
    name = "standard input" if file == "-" else file
    with stages(("reading", "mapping and checking")) as begin:
        rows = read(name, _data(file), how, _texts(given))
        begin("mapping and checking")
        plan = planned(ledger, rows, how, _wanted(**wanted))
    _tell_refused(name, plan)
    written = not dry_run and (partial or not plan.refused)
    if written and plan.changed:
        ledger.mkdir(parents=True, exist_ok=True)
        write_all(ledger, plan.changed)
    click.echo("\n".join((*_balance(name, how, plan), *_outcome(ledger, plan, written))))
    if plan.refused:
        raise click.exceptions.Exit(1)


def _mapping(preset_name: str | None, file: Path | None) -> Mapping:
    """The mapping that was named in one of two ways."""
    if (preset_name is None) == (file is None):
        raise InputError("say what the file is, with --as PRESET or --mapping FILE; see --list")
    return read_mapping(file) if file else preset(preset_name or "")


def _wanted(case: str, edition: Date | None, kind: str) -> Wanted:
    return Wanted(case, str(edition or ""), kind)


def _texts(given: Sequence[str]) -> dict[str, str]:
    """The texts of `--set NAME=TEXT`."""
    for one in given:
        if "=" not in one:
            raise InputError(f"--set {one!r} is not NAME=TEXT; write --set place='Kursk, Russia'")
    return {name.strip(): text.strip() for name, _, text in (one.partition("=") for one in given)}


def _data(file: str) -> bytes:
    """The bytes of the file, or a few more than are read at once."""
    if file == "-":
        return sys.stdin.buffer.read(MOST + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from None


def _tell_refused(name: str, plan: Plan) -> None:
    for row in plan.refused[:SHOWN]:
        for reason in row.refused:
            say(f"{visible(name)}:{row.line}: refused: {visible(reason)}\n", err=True)
        text = csv_text(row.cells, ()).rstrip()
        click.echo(f"{row.line:>5} | {visible(excerpt(text, terminal_width() - 8))}", err=True)
    if len(plan.refused) > SHOWN:
        click.echo(f"and {len(plan.refused) - SHOWN:,} more rows are refused", err=True)


def _balance(name: str, mapping: Mapping, plan: Plan) -> Iterator[str]:
    """Every input row once, and every row made of them once."""
    rows = len(plan.rows)
    partly = sum(bool(row.rows and row.refused) for row in plan.rows)
    yield f"{visible(name)}, as {mapping.name}: {several(rows, 'row')} of input"
    gave = sum(bool(row.rows) and not row.refused for row in plan.rows)
    counts = [
        (gave, "became rows of the ledger"),
        (partly, "did so in part"),
        *((count, f"skipped: {why}") for why, count in plan.skipped.items()),
        (len(plan.refused) - partly, "refused"),
    ]
    width = max(len(f"{count:,}") for count, _ in counts)
    for count, what in counts:
        if count or what == "refused":
            first, *more = wrapped(what, terminal_width() - width - 4, "", "")
            yield f"  {count:>{width},}  {first}"
            yield from (f"  {'':>{width}}  {line}" for line in more)


def _outcome(ledger: Path, plan: Plan, written: bool) -> Iterator[str]:
    """How many rows are new, there already or revised, and what was written."""
    new, known, revised = (plan.statuses[status] for status in (NEW, KNOWN, REVISED))
    made = several(new + known + revised, "row")
    told = [f"{made} for the ledger: {new:,} new, {known:,} there already, {revised:,} revised"]
    if plan.sources:
        told.append(f"{several(len(plan.sources), 'source')} to list: {', '.join(plan.sources)}")
    if plan.warnings:
        told.append(f"{several(plan.warnings, 'warning')} for the new rows; see reconcile check")
    if plan.refused and not written:
        told.append(
            "nothing is written: mend the rows, leave them out in the mapping with a reason, or "
            "take the rest with --partial"
        )
    yield from (line for text in told for line in wrapped(text, terminal_width(), "", "  "))
    files = ", ".join(str(ledger / file) for file in plan.changed)
    if written and files:
        yield f"wrote {files}"
    elif not plan.refused:
        yield "nothing is written" + (f"; it would be {files}" if files else "")
