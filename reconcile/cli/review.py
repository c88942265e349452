"""`reconcile review`: drafts accepted, changed or rejected, one by one, on a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli import offers
from reconcile.cli.options import FILE
from reconcile.errors import ReconcileError


@click.command("review")
@click.argument("drafts", type=FILE)
@click.option("--case", required=True, metavar="NAME", shell_complete=offers.names("case"),
              help="The case that accepted rows are added to; may be new.")  # fmt: skip
@click.pass_obj
def command(ledger: Path, /, drafts: Path, case: str) -> None:
    """Accept, change or reject the drafts in DRAFTS one by one.

    It asks on a terminal, checks what is accepted as `add` does, and writes each decision into
    DRAFTS at once, so that it stops anywhere and goes on there.
    Example: reconcile review drafts.csv --case north-korean-troops
    """
    from reconcile.cli import questions

    if not questions.terminal():
        raise ReconcileError(
            "review asks on a terminal, and there is none; run it in one, or add rows with add"
        )
    from reconcile.cli.reviewing import Review

    Review(ledger, case, drafts).run()
