"""`reconcile compare`: the range of every estimand (R8), also without one origin (R12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, leaving_out, selection, sifting, table
from reconcile.cli.progress import stages


@click.command("compare")
@selection
@table
@sifting
@leaving_out
@click.pass_obj
def command(ledger: Path, /, without: str | None, **options: Any) -> None:
    """Show the range of every estimand, and who claims what.

    Example: reconcile compare --known-by 2025-02-28
    """
    asked = Asked(ledger=ledger, **options)
    if without is None:
        from reconcile.cli.shown_table import show_table

        show_table(asked, "ranges")
        return
    if asked.verdict or asked.min_ratio > 1 or asked.all:
        raise click.UsageError(
            "--without tells of all counts; leave out --verdict, --min-ratio, --all"
        )
    from reconcile.cli.output import Renderings, put
    from reconcile.cli.work import compared
    from reconcile.comparison.sensitivity import leave_out
    from reconcile.export.plain_text import listed
    from reconcile.library.request import with_figures
    from reconcile.tables import flat_of, sensitivity_table

    comparison = with_figures(compared(asked))
    with stages(("comparing without it",)):
        found = leave_out(comparison, without)
    shown = Renderings(
        lambda width: sensitivity_table.ranges_text(found, width),
        lambda: listed(found.after.ranges), lambda: flat_of(found.after, "ranges"),
    )  # fmt: skip
    put(shown, asked)
