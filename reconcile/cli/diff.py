"""`reconcile diff`: what changed between two ledgers, two dates or two revisions (R14)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli import offers
from reconcile.cli.options import Asked, selection, table


@click.command("diff")
@click.argument("old", shell_complete=offers.states)
@click.argument("new", default="", shell_complete=offers.states)
@selection
@table
@click.option("--estimands", is_flag=True,
              help="Show only what became of each count: before, after, and why.")  # fmt: skip
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 if anything is not as before.")
@click.pass_obj
def command(
    ledger: Path, /, old: str, new: str, estimands: bool, fail_on_change: bool, **options: Any
) -> None:
    """Show what changed from OLD to NEW, and why.

    Each is a folder, git:REVISION for the ledger as it was then, or nothing for the ledger
    itself; @DATE behind it is what was known by that date. NEW is the ledger if left out.

    Example: reconcile diff @2025-01-31 @2025-02-28 --case north-korean-troops
    """
    asked = Asked(ledger=ledger, **options)
    from reconcile.cli.differing import differing
    from reconcile.cli.output import Renderings, put
    from reconcile.comparison.schema import TABLES
    from reconcile.export.plain_text import listed
    from reconcile.notation.columns import names_of
    from reconcile.tables import difference_table as told

    found = differing(asked, old, new)
    if estimands:
        shown = Renderings(
            lambda width: told.text(found, width, estimands=True),
            lambda: listed(found.estimands), lambda: told.flat_estimands(found),
        )  # fmt: skip
    else:
        shown = Renderings(
            lambda width: told.text(found, width), lambda: listed(found.table),
            lambda: told.flat_rows(found), names_of(TABLES["changed rows"]),
        )  # fmt: skip
    put(shown, asked)
    if fail_on_change and not found.nothing:
        raise click.exceptions.Exit(1)
