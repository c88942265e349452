"""`reconcile chart`: one chart of one case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import click

from reconcile.charts import KINDS
from reconcile.cli.options import FILE, Asked, Extensible, history_days, language, selection
from reconcile.cli.progress import stages
from reconcile.errors import SelectionError
from reconcile.notation.speech import speaking
from reconcile.storage.plugins import plugins

if TYPE_CHECKING:
    from reconcile.charts.page.sheet import Chart
    from reconcile.comparison import Comparison


@click.command("chart")
@click.argument("kind", type=Extensible("chart", KINDS))
@selection
@history_days
@language
@click.option("--output", type=FILE, metavar="FILE",
              help="A file ending in .png or .svg; by default KIND.png here. What one picture "
              "has no room for goes into others beside it, named by what they count.")  # fmt: skip
@click.pass_obj
def command(
    ledger: Path, /, kind: str, by: str | None, lang: str, output: Path | None, **options: Any
) -> None:
    """Draw a chart of one case as PNG or SVG.

    Example: reconcile chart ranges --case north-korean-troops --output ranges.svg
    """
    from reconcile.charts.page.picture_files import FORMATS, files_of
    from reconcile.cli.work import compared
    from reconcile.library.request import with_figures
    from reconcile.storage.files import write_whole

    path = output or Path(f"{kind}.png")
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise SelectionError(f"{path}: a chart is a .png or an .svg file; name it so")
    if by and kind != "timeline":
        raise SelectionError(f"--by is for a timeline; {kind} does not run over days so")
    draw = KINDS[kind].draw if kind in KINDS else _of_a_package(kind)
    comparison = with_figures(compared(Asked(ledger=ledger, by=by or "", **options)), current=True)
    with stages(("drawing",)), speaking(lang):
        files = files_of(draw(comparison), path)
    for file, data in files.items():
        write_whole(file, data)
        click.echo(f"wrote {file}", err=True)


def _of_a_package(name: str) -> Callable[[Comparison], Chart]:
    """The function by which another package draws one case; what it gives has to be a chart."""
    from reconcile.charts.page.claims import one_case
    from reconcile.charts.page.sheet import Chart

    plugin = plugins("chart")[name]
    theirs = plugin.load(FunctionType)

    def draw(comparison: Comparison) -> Chart:
        one_case(comparison)
        with plugin.blamed():
            return plugin.checked(theirs(comparison), Chart)

    return draw
