"""`reconcile sources`: what each contributes, how two compare (R11), what one changes (R12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, leaving_out, selection, table


@click.command("sources")
@selection
@table
@click.option("--ratios", is_flag=True, help="Show how two sources' figures compare.")
@leaving_out
@click.pass_obj
def command(ledger: Path, /, ratios: bool, without: str | None, **options: Any) -> None:
    """Show the sources, and what each contributes.

    Example: reconcile sources --known-by 2025-02-28 --without NIS
    """
    if ratios and without is not None:
        raise click.UsageError("--ratios and --without are two tables; give one of them")
    from reconcile.cli import work

    asked = Asked(ledger=ledger, **options)
    if without is None:
        work.show_table(asked, "ratios" if ratios else "sources")
        return
    from reconcile.cli.output import Renderings, put
    from reconcile.comparison.sensitivity import leave_out
    from reconcile.library.request import with_figures
    from reconcile.tables import sensitivity_table

    found = leave_out(with_figures(work.compared(asked)), without)
    shown = Renderings(
        lambda width: sensitivity_table.text(found, width), lambda: found.table,
        lambda: sensitivity_table.flat(found),
    )  # fmt: skip
    put(shown, asked)
