"""`reconcile history`: each source's figures over time (R3)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, history_days, selection, table


@click.command("history")
@selection
@history_days
@table
@click.pass_obj
def command(ledger: Path, /, by: str | None, **options: Any) -> None:
    """Show each source's figures over time, and the change.

    Example: reconcile history --source NIS --measure killed
    """
    from reconcile.cli.shown_table import show_table

    show_table(Asked(ledger=ledger, by=by or "", **options), "history")
