"""`reconcile report`: tables, charts and pages of every case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.options import Asked, selection
from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from reconcile.comparison import Comparison
    from reconcile.storage.kept_pages import Pages


@click.command("report")
@selection
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"),
              show_default=True, metavar="DIR", help="The folder for the reports.")  # fmt: skip
@click.option("--html/--no-html", default=True, help="Whether to write the pages in HTML too.")
@click.option("--with-pages", is_flag=True,
              help="Put copies of the kept pages beside it, and link to them.")  # fmt: skip
@click.pass_obj
def command(ledger: Path, /, output: Path, html: bool, with_pages: bool, **options: Any) -> None:
    """Write tables, charts and pages of every case.

    Example: reconcile report --known-by 2025-02-28 --output february
    """
    from reconcile.storage.files import refuse_unwritable, write_whole

    refuse_unwritable(output)  # the work takes long, so what would stop it in the end comes first
    from reconcile import tables
    from reconcile.cli.colour import say
    from reconcile.cli.output import terminal_width
    from reconcile.cli.progress import stages
    from reconcile.cli.work import compared
    from reconcile.library.request import with_figures
    from reconcile.report import WEB, report
    from reconcile.report.index import index_page
    from reconcile.storage.kept_pages import Pages
    from reconcile.wording.characters import visible

    comparison = with_figures(compared(Asked(ledger=ledger, **options)), current=True)
    cases = list(dict.fromkeys(comparison.estimates["case"]))
    _refuse_others(output, cases, html)
    chosen = {case: _one_case(comparison, case) for case in cases}
    pages = Pages.of(ledger)
    copies = {case: _copies(one, pages) if with_pages else {} for case, one in chosen.items()}
    made = {}
    with stages([f"report of {visible(case)}" for case in cases]) as begin:
        for case, of_case in chosen.items():
            begin(f"report of {visible(case)}")
            made[case] = report(of_case, html=html, copies=copies[case])
    index = index_page(chosen, _other_cases(output, cases)) if html else b""
    for case, files in made.items():
        _write_case(output / case, files, copies[case], pages)
    if html:
        write_whole(output / WEB, index)
    for case, of_case in chosen.items():
        say(tables.text(of_case, "ranges", terminal_width()) + "\n")
        click.echo(f"wrote {output / case}: {', '.join(made[case])}{_told(copies[case])}")
    if html:
        click.echo(f"wrote {output / WEB}: the cases on one page")


def _one_case(comparison: Comparison, case: str) -> Comparison:
    from reconcile.comparison import Selection, compare

    selection = Selection(**{**vars(comparison.selection), "case": (case,)})
    return compare(comparison.alignment, selection, comparison.window, comparison.tolerance)


def _copies(comparison: Comparison, pages: Pages) -> dict[str, str]:
    """Where in a report the copy of each page is that its rows name, by the names they have for it.

    What cannot be read has none; `check` says why.
    """
    from reconcile.storage.kept_pages import PAGES, PageError, kept_name

    found = {}
    for name in dict.fromkeys(filter(None, comparison.rows["page"])):
        try:
            found[name] = f"{PAGES}/{kept_name(name, pages.read(name))}"
        except PageError:
            continue
    return found


def _write_case(
    report: Path, files: Mapping[str, bytes], copies: Mapping[str, str], pages: Pages
) -> None:
    """Put the files of a report and the copies of its pages in the place of the one before."""
    from reconcile.storage.files import replace_folder, write_whole

    with replace_folder(report) as folder:
        for name, data in files.items():
            write_whole(folder / name, data)
        for name, copy in copies.items():
            (folder / copy).parent.mkdir(exist_ok=True)
            write_whole(folder / copy, pages.read(name))


def _told(copies: Mapping[str, str]) -> str:
    """How many pages were copied, behind the names of the files; nothing if none was."""
    from reconcile.notation.words import several

    return f", {several(len(set(copies.values())), 'page')}" if copies else ""


def _refuse_others(output: Path, cases: list[str], html: bool) -> None:
    """A report replaces its folders, and the index; refuse what holds anything else."""
    from reconcile.report import FILES, WEB
    from reconcile.storage.files import refuse_irreplaceable

    for case in cases:
        folder = output / case
        refuse_irreplaceable(folder)
        there = list(folder.iterdir()) if folder.is_dir() else []
        others = [path.name for path in there if path.name not in FILES and not _holds_copies(path)]
        if others:
            raise ReconcileError(
                f"{folder}: holds {min(others)}, which is not of a report; name another --output"
            )
    index = output / WEB
    if html and (index.is_dir() or (index.exists() and not _is_ours(index))):
        raise ReconcileError(
            f"{index}: is not an index that reconcile made; name another --output, or use --no-html"
        )


def _holds_copies(path: Path) -> bool:
    """Whether it is the folder of copies of pages that an earlier report has, with nothing else."""
    from reconcile.storage.kept_pages import PAGES, is_kept_name

    return (
        path.name == PAGES
        and path.is_dir()
        and all(each.is_file() and is_kept_name(each.name) for each in path.iterdir())
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
