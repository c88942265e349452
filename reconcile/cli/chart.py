"""`reconcile chart`: one chart of one case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.charts import KINDS
from reconcile.cli.options import FILE, Asked, selection
from reconcile.errors import SelectionError


@click.command("chart")
@click.argument("kind", type=click.Choice([*KINDS]))
@selection
@click.option("--output", type=FILE, metavar="FILE",
              help="A file ending in .png or .svg; by default KIND.png here.")  # fmt: skip
@click.pass_obj
def command(ledger: Path, /, kind: str, output: Path | None, **options: Any) -> None:
    """Draw a chart of one case as PNG or SVG.

    Example: reconcile chart ranges --case north-korean-troops --output ranges.svg
    """
    from reconcile.charts.page.formats import FORMATS, save
    from reconcile.cli.work import compared
    from reconcile.library.request import with_figures
    from reconcile.storage.files import write_whole

    path = output or Path(f"{kind}.png")
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise SelectionError(f"{path}: a chart is a .png or an .svg file; name it so")
    comparison = with_figures(compared(Asked(ledger, **options)), current=True)
    write_whole(path, save(KINDS[kind].draw(comparison), form))
    click.echo(f"wrote {path}", err=True)
