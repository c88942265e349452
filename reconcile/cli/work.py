"""What the commands that read a ledger share: load, check, align, compare, show a table."""

from __future__ import annotations

import click

from reconcile import tables
from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import parse
from reconcile.checks import Checked, check
from reconcile.checks.issue_text import left_out, refusal
from reconcile.cli.options import Asked
from reconcile.cli.output import Renderings, put
from reconcile.cli.progress import stages
from reconcile.comparison import Comparison, Selection, compare
from reconcile.comparison.schema import TABLES
from reconcile.export.named_tables import found
from reconcile.library.request import with_figures
from reconcile.notation.columns import names_of
from reconcile.storage.ledger import load


def compared(asked: Asked) -> Comparison:
    """The comparison asked for; rows with errors are left out and said so on stderr.

    Exits with 1 instead if the person wants a ledger without errors.
    """
    cut = Cut.of(asked)
    selection = Selection.of(asked)
    with stages(("reading", "checking", "aligning", "comparing")) as begin:
        begin("reading")
        parsed = parse(load(asked.ledger))
        begin("checking")
        checked = check(parsed)
        begin("aligning")
        aligned = align(parsed, checked.invalid, cut)
        begin("comparing")
        comparison = compare(aligned, selection, asked.window, asked.tolerance, asked.by)
    _say_what_is_left_out(asked, checked)
    return comparison


def _say_what_is_left_out(asked: Asked, checked: Checked) -> None:
    """Say on stderr how many rows have errors and where the first is; refuse them with --strict."""
    if not checked.errors:
        return
    if asked.strict:
        click.echo(f"reconcile: {refusal(checked)}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"reconcile: {left_out(checked)}", err=True)


def show_table(asked: Asked, kind: str) -> Comparison:
    """Print or write the table that `tables.text` calls `kind`; returns what it was made of."""
    comparison = compared(asked)
    name = kind.rpartition(" ")[2]  # an explanation is text only
    if name != "estimates":
        with_figures(comparison)
    shown = Renderings(
        lambda width: tables.text(comparison, kind, width), lambda: found(comparison, name),
        lambda: tables.flat_of(comparison, name), names_of(TABLES[name]),
    )  # fmt: skip
    put(shown, asked)
    return comparison
