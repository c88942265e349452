"""`reconcile show`: the rows as read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, selection, table


@click.command("show")
@selection
@table
@click.pass_obj
def command(ledger: Path, /, **options: Any) -> None:
    """Show the rows as read: bounds, status, file and line.

    Example: reconcile show --source NIS --measure killed
    """
    from reconcile.cli.shown_table import show_table

    show_table(Asked(ledger=ledger, **options), "estimates")
