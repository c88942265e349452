"""What an import comes to: every input row once, and every row made of them once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reconcile.checks.lines import visible
from reconcile.cli.colour import say
from reconcile.cli.output import terminal_width
from reconcile.errors import excerpt
from reconcile.imports import FormatMapping, Plan
from reconcile.imports.merge import KNOWN, NEW, REVISED
from reconcile.notation.words import several
from reconcile.storage.csv_file import csv_text
from reconcile.storage.formula_guard import harmless
from reconcile.tables.layout import wrapped

SHOWN = 20  # refused rows, a screen of them
_BECAME = "became rows of the ledger"


def tell_refused(name: str, plan: Plan, listed: Path | None) -> None:
    """Say on stderr which rows are refused and why, and where all of them are listed."""
    for row in plan.refused[:SHOWN]:
        for reason in row.reasons:
            say(f"{visible(name)}:{row.line}: refused: {visible(reason)}\n", err=True)
        text = excerpt(csv_text(row.cells, ()).rstrip(), terminal_width(err=True) - 8)
        click.echo(f"{row.line:>5} | {visible(text)}", err=True)
    if (more := len(plan.refused) - SHOWN) > 0:
        are = "row is" if more == 1 else "rows are"
        where = listed or "--refused FILE"
        click.echo(f"and {more:,} more {are} refused; all of them: {where}", err=True)


def refused_rows(columns: Sequence[str], plan: Plan) -> bytes:
    """The refused rows as CSV: the line and the reason, then the row under its own columns.

    A row with more cells than the header has them under no name. No cell runs as a formula.
    """
    width = max(len(columns), *(len(row.cells) for row in plan.refused), 0)
    header = ("line", "reason", *columns, *[""] * (width - len(columns)))
    records = [
        (row.line, *map(harmless, ("; ".join(row.reasons), *row.cells)),
         *[""] * (width - len(row.cells)))
        for row in plan.refused
    ]  # fmt: skip
    return csv_text(map(harmless, header), records).encode()


def balance(name: str, mapping: FormatMapping, plan: Plan) -> Iterator[str]:
    """Every input row once, and every row made of them once."""
    partly = sum(row.partly for row in plan.refused)
    yield f"{visible(name)}, as {mapping.name}: {several(plan.inputs, 'row')} of input"
    counts = [
        (plan.taken - partly, "were counted into rows of the ledger" if mapping.count else _BECAME),
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


def outcome(ledger: Path, plan: Plan, written: bool) -> Iterator[str]:
    """How many rows are new, there already or revised, and what was written."""
    new, known, revised = (plan.statuses[status] for status in (NEW, KNOWN, REVISED))
    made = several(new + known + revised, "row")
    told = [f"{made} for the ledger: {new:,} new, {known:,} there already, {revised:,} revised"]
    if plan.set_aside:
        told.append(
            f"{several(plan.set_aside, 'row')} of the ledger set aside: a later edition of the day "
            "says otherwise"
        )
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
