"""`reconcile sources`: what each contributes, how two compare, what one changes or copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, explained, leaving_out, selection, table
from reconcile.cli.progress import stages
from reconcile.storage.ledger_files import KINDS, SOURCE_COLUMNS, SOURCES


@click.command("sources")
@selection
@table
@click.option("--ratios", is_flag=True, help="Show how two sources' figures compare.")
@click.option(
    "--by-side",
    is_flag=True,
    help="Show how the figures of those who speak for a side compare, by whose people they count.",
)
@click.option(
    "--series",
    is_flag=True,
    help="Show series that are copied, calculated or carried forward.",
)
@explained
@leaving_out
@click.option(
    "--add-missing",
    is_flag=True,
    help="Show the sources of rows that sources.csv does not list; with --yes add them.",
)
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND",
              help="With --add-missing: what they all are.")  # fmt: skip
@click.option("--yes", is_flag=True, help="With --add-missing: write them to sources.csv.")
@click.pass_obj
def command(
    ledger: Path, /, ratios: bool, by_side: bool, series: bool, explain: bool, without: str | None,
    add_missing: bool, kind: str | None, yes: bool, **options: Any,
) -> None:  # fmt: skip
    """Show the sources, and what each contributes.

    Example: reconcile sources --known-by 2025-02-28 --without NIS
    """
    tables = {"ratios": ratios, "side_ratios": by_side, "series": series}
    if sum(tables.values()) + add_missing + (without is not None) > 1:
        raise click.UsageError(
            "--ratios, --by-side, --series, --without and --add-missing are different tables; "
            "give one of them"
        )
    if explain and not any(tables.values()):
        raise click.UsageError("--explain goes with --ratios, --by-side and --series")
    if (kind or yes) and not add_missing:
        raise click.UsageError("--kind and --yes go with --add-missing")
    asked = Asked(ledger=ledger, **options)
    if add_missing:
        _missing(asked, kind, yes)
        return
    if without is None:
        from reconcile.cli.shown_table import show_table

        told = next((name for name, wanted in tables.items() if wanted), "sources")
        if explain:
            asked.to_be_explained()
        show_table(asked, f"explained {told}" if explain else told)
        return
    from reconcile.cli.output import Renderings, put
    from reconcile.cli.work import compared
    from reconcile.comparison.sensitivity import leave_out
    from reconcile.export.plain_text import listed
    from reconcile.library.request import with_figures
    from reconcile.tables import sensitivity_table

    comparison = with_figures(compared(asked))
    with stages(("comparing without it",)):
        found = leave_out(comparison, without)
    shown = Renderings(
        lambda width: sensitivity_table.text(found, width), lambda: listed(found.table),
        lambda: sensitivity_table.flat(found),
    )  # fmt: skip
    put(shown, asked)


def _missing(asked: Asked, kind: str | None, yes: bool) -> None:
    """Show the sources of selected rows that are not listed; with `yes` list them.

    What they are is never guessed: without a kind nothing is written.
    """
    if yes and kind is None:
        raise click.UsageError(
            f"say with --kind what they are ({', '.join(KINDS)}); with --source one by one"
        )
    import numpy as np

    from reconcile.checks.header import legible, refuse_bad_headers
    from reconcile.checks.source_list import MissingSource, missing_sources
    from reconcile.cli.output import Renderings, put
    from reconcile.cli.work import compared
    from reconcile.export.plain_text import listed_rows
    from reconcile.notation.columns import names_of
    from reconcile.notation.words import several
    from reconcile.tables import missing_sources_table as missing_table

    comparison = compared(asked)
    read = comparison.alignment.parsed.ledger
    if read.sources_table:
        refuse_bad_headers(read.folder, {SOURCES: read.sources_table}, [SOURCES])
    given = comparison.given
    rows = given.numbers[~given.cells("status").among(["outside-cut"])]
    found = missing_sources(read, legible(read) & np.isin(np.arange(len(read.rows)), rows))
    shown = Renderings(
        lambda width: missing_table.text(found, width),
        lambda: listed_rows(names_of(MissingSource), found),
        lambda: missing_table.flat(found),
    )  # fmt: skip
    put(shown, asked)
    if found and yes and kind is not None:
        added = _added(asked.ledger, [each.source for each in found], kind)
        click.echo(f"added {several(added, 'source')} to {asked.ledger / SOURCES}", err=True)
    elif found:
        click.echo("nothing is written; with --kind KIND --yes they are added", err=True)


def _added(ledger: Path, names: Sequence[str], kind: str) -> int:
    """List the sources that are not listed yet; how many those are."""
    from reconcile.storage.appending import appended_rows
    from reconcile.storage.ledger import read_tables
    from reconcile.storage.ledger_changes import only_writer, write_files

    with only_writer(ledger):
        tables = read_tables(ledger)
        listed = tables[SOURCES].records() if SOURCES in tables else []
        there = {row.get("source") for row in listed}
        entries = [{"source": name, "kind": kind} for name in names if name not in there]
        if entries:
            data = appended_rows(ledger / SOURCES, entries, SOURCE_COLUMNS)
            write_files(ledger, {SOURCES: data}, tables)
    return len(entries)
