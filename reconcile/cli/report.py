"""`reconcile report`: tables, charts and pages of every case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.options import Asked, selection
from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from reconcile.comparison import Comparison


@click.command("report")
@selection
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"),
              show_default=True, metavar="DIR", help="The folder for the reports.")  # fmt: skip
@click.option("--html/--no-html", default=True, help="Whether to write the pages in HTML too.")
@click.pass_obj
def command(ledger: Path, /, output: Path, html: bool, **options: Any) -> None:
    """Write tables, charts and pages of every case.

    Example: reconcile report --known-by 2025-02-28 --output february
    """
    from reconcile.storage.files import refuse_unwritable, replace_folder, write_whole

    refuse_unwritable(output)  # the work takes long, so what would stop it in the end comes first
    from reconcile import tables
    from reconcile.cli.colour import say
    from reconcile.cli.output import terminal_width
    from reconcile.cli.progress import stages
    from reconcile.cli.work import compared
    from reconcile.library.request import with_figures
    from reconcile.report import WEB, report
    from reconcile.report.index import index_page
    from reconcile.wording.characters import visible

    comparison = with_figures(compared(Asked(ledger=ledger, **options)), current=True)
    cases = list(dict.fromkeys(comparison.current["case"]))
    _refuse_others(output, cases, html)
    chosen = {case: _one_case(comparison, case) for case in cases}
    made = {}
    with stages([f"report of {visible(case)}" for case in cases]) as begin:
        for case, of_case in chosen.items():
            begin(f"report of {visible(case)}")
            made[case] = report(of_case, html=html)
    index = index_page(chosen, _other_cases(output, cases)) if html else b""
    for case, files in made.items():
        with replace_folder(output / case) as folder:
            for name, data in files.items():
                write_whole(folder / name, data)
    if html:
        write_whole(output / WEB, index)
    for case in dict.fromkeys(comparison.rows["case"]):
        if case not in cases:
            click.echo(f"reconcile: no page of {visible(case)}: no figure is current", err=True)
    for case, of_case in chosen.items():
        say(tables.text(of_case, "ranges", terminal_width()) + "\n")
        click.echo(f"wrote {output / case}: {', '.join(made[case])}")
    if html:
        click.echo(f"wrote {output / WEB}: the cases on one page")


def _one_case(comparison: Comparison, case: str) -> Comparison:
    from reconcile.comparison import Selection, compare

    selection = Selection(**{**vars(comparison.selection), "case": (case,)})
    return compare(comparison.alignment, selection, comparison.window, comparison.tolerance)


def _refuse_others(output: Path, cases: list[str], html: bool) -> None:
    """A report replaces its folders, and the index; refuse what holds anything else."""
    from reconcile.report import WEB, is_of_report
    from reconcile.storage.files import refuse_irreplaceable

    for case in cases:
        folder = output / case
        refuse_irreplaceable(folder)
        there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        others = [name for name in there if not is_of_report(name)]
        if others:
            raise ReconcileError(
                f"{folder}: holds {min(others)}, which is not of a report; name another --output"
            )
    index = output / WEB
    if html and (index.is_dir() or (index.exists() and not _is_ours(index))):
        raise ReconcileError(
            f"{index}: is not an index that reconcile made; name another --output, or use --no-html"
        )


def _is_ours(path: Path) -> bool:
    from reconcile.report.html import MADE

    with path.open("rb") as file:
        return MADE.encode() in file.read(2048)


def _other_cases(output: Path, cases: list[str]) -> list[str]:
    """The names of folders beside those of `cases` that hold the page of another case."""
    from reconcile.report import WEB

    found = output.glob(f"*/{WEB}") if output.is_dir() else ()
    return sorted(
        path.parent.name for path in found if path.parent.name not in cases and _is_ours(path)
    )
