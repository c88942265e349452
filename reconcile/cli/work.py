"""What the commands that read a ledger share: load, check, align, compare."""

from __future__ import annotations

from collections.abc import Callable

import click

from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import parse
from reconcile.checks import Checked, errors_alone
from reconcile.checks.issue_text import left_out, refusal
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.comparison import Comparison, Selection, compare
from reconcile.comparison.selection import with_sums
from reconcile.storage.ledger import Ledger, load

Chosen = Callable[[Ledger, Selection], tuple[Selection, tuple[str, ...]]]


def compared(asked: Asked) -> Comparison:
    """The comparison asked for; rows with errors are left out and said so on stderr.

    Exits with 1 instead if the person wants a ledger without errors.
    """
    return _compared(asked, lambda _, selection: (selection, ()))[0]


def compared_with_sums(asked: Asked) -> tuple[Comparison, tuple[str, ...]]:
    """As `compared`; and the measures asked for if one is a sum that no row uses (`with_sums`)."""
    return _compared(asked, with_sums)


def _compared(asked: Asked, chosen: Chosen) -> tuple[Comparison, tuple[str, ...]]:
    cut = Cut.of(asked)
    with stages(("reading", "checking", "aligning", "comparing")) as begin:
        begin("reading")
        parsed = parse(load(asked.ledger))
        begin("checking")
        checked = errors_alone(parsed)
        begin("aligning")
        aligned = align(parsed, checked.invalid, cut)
        begin("comparing")
        selection, sums = chosen(parsed.ledger, Selection.of(asked))
        comparison = compare(aligned, selection, asked.window, asked.tolerance, asked.by)
    say_what_is_left_out(asked, checked)
    return comparison, sums


def say_what_is_left_out(asked: Asked, checked: Checked) -> None:
    """Say on stderr how many rows have errors and where the first is; refuse them with --strict."""
    if not checked.errors:
        return
    if asked.strict:
        click.echo(f"reconcile: {refusal(checked)}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"reconcile: {left_out(checked)}", err=True)
