"""`reconcile discrepancies`: how far apart figures are, and why (R5, R6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, explained, selection, sifting, table
from reconcile.cli.progress import stages


@click.command("discrepancies")
@selection
@table
@sifting
@click.option("--fail-on", type=click.Choice(["conflict", "undetermined", "timing"]),
              help="Exit with 1 if a pair has this verdict or a worse one.")  # fmt: skip
@explained
@click.pass_obj
def command(ledger: Path, /, fail_on: str | None, explain: bool, **options: Any) -> None:
    """Show how far apart figures are and why, worst first.

    Every pair of figures for one estimand has a verdict and its reason.

    Pairs of nested estimands that cannot both be true stand among them.
    Example: reconcile discrepancies --known-by 2025-02-28 --fail-on conflict
    """
    from reconcile.cli.shown_table import show_table
    from reconcile.comparison.verdicts import VERDICTS

    asked = Asked(ledger=ledger, **options)
    if explain:
        asked.to_be_explained()
    kind = "explained discrepancies" if explain else "discrepancies"
    comparison = show_table(asked, kind)
    if fail_on:
        with stages(("comparing",)):
            found = {VERDICTS.index(verdict) for verdict in comparison.pairs.tally}
        if max(found, default=-1) >= VERDICTS.index(fail_on):
            raise click.exceptions.Exit(1)
