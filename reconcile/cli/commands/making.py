"""The commands that make files of what the ledger holds, and the lines for a shell.

What they do stands in `drawing`, `exporting` and `shells`, which are imported when they run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import FILE, asked_of, selection
from reconcile.export.formats import EXPORTED, FORMATS

_CHARTS = ("ranges", "timeline", "discrepancies", "ratios", "bounds")


@click.command()
@click.argument("kind", type=click.Choice(_CHARTS))
@selection
@click.option("--output", type=FILE, metavar="FILE",
              help="A file ending in .png or .svg; by default KIND.png here.")  # fmt: skip
@click.pass_obj
def chart(ledger: Path, /, kind: str, output: Path | None, **options: Any) -> None:
    """Draw a chart of one case as PNG or SVG.

    Example: reconcile chart ranges --case north-korean-troops --output ranges.svg
    """
    from reconcile.cli import drawing

    drawing.draw(asked_of(ledger, options), kind, output)


@click.command()
@click.option("--table", "name", type=click.Choice(EXPORTED),
              help="What to write; estimates if left out, with xlsx every table.")  # fmt: skip
@click.option(
    "--to", type=click.Choice(list(FORMATS)), default="csv", show_default=True, help="As what."
)
@click.option(
    "--raw", is_flag=True,
    help="CSV as exact text, without the byte-order mark and the guard against formulas.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH",
              help="A file, or a folder for a Data Package; else standard output.")  # fmt: skip
@selection
@click.pass_obj
def export(
    ledger: Path, /, name: str | None, to: str, raw: bool, output: Path | None, **options: Any
) -> None:
    """Write a table as spreadsheets and other tools read it.

    The table `ledger` has every row as it is written, for import to read back.
    Example: reconcile export --to xlsx --output figures.xlsx
    """
    from reconcile.cli import exporting

    exporting.export(asked_of(ledger, options), name, to, raw, output)


@click.command()
@selection
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"),
              show_default=True, metavar="DIR", help="The folder for the reports.")  # fmt: skip
@click.option("--html/--no-html", default=True, help="Whether to write the pages in HTML too.")
@click.pass_obj
def report(ledger: Path, /, output: Path, html: bool, **options: Any) -> None:
    """Write tables, charts and pages of every case.

    Example: reconcile report --known-by 2025-02-28 --output february
    """
    from reconcile.cli import drawing

    drawing.write_reports(asked_of(ledger, options), output, html)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, /, shell: str) -> None:
    """Print the lines by which a shell completes names.

    It then completes commands, options and the names in the ledger.

    Example: reconcile completion bash
    """
    from reconcile.cli import shells

    click.echo(shells.script(context.find_root().command, shell), nl=False)
