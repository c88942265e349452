"""`reconcile report`: tables, charts and pages of every case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli import offers
from reconcile.cli.options import Asked, language, selection
from reconcile.errors import SelectionError
from reconcile.notation.addresses import is_address
from reconcile.notation.speech import speaking

if TYPE_CHECKING:
    from reconcile.comparison import Comparison
    from reconcile.comparison.difference import Difference


def _address(_context: click.Context, _option: click.Parameter, url: str) -> str:
    if url and not is_address(url):
        raise SelectionError(f"--base-url {url}: is no web address; write https://…")
    return url


@click.command("report")
@selection
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"),
              show_default=True, metavar="DIR", help="The folder for the reports.")  # fmt: skip
@click.option("--html/--no-html", default=True, help="Whether to write the pages in HTML too.")
@click.option("--since", metavar="STATE", shell_complete=offers.states,
              help="Say on the pages what changed since then: a state as for diff.")  # fmt: skip
@language
@click.option("--feed", is_flag=True, help="Write what became known when as an Atom feed too.")
@click.option("--pictures", is_flag=True,
              help="Write a picture of every count too, for an article and square.")  # fmt: skip
@click.option("--base-url", metavar="URL", default="", callback=_address,
              help="The address at which DIR will be read, for previews of links.")  # fmt: skip
@click.option("--with-pages", is_flag=True,
              help="Put copies of the kept pages beside it, and link to them.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N",
              help="How many cases to work on at once; by default one a core.")  # fmt: skip
@click.pass_obj
def command(
    ledger: Path, /, output: Path, html: bool, since: str | None, lang: str, feed: bool,
    pictures: bool, base_url: str, with_pages: bool, jobs: int | None, **options: Any,
) -> None:  # fmt: skip
    """Write tables, charts and pages of every case.

    Example: reconcile report --known-by 2025-02-28 --output february
    """
    from reconcile.storage.files import refuse_unwritable, replace_entries

    refuse_unwritable(output)  # the work takes long, so what would stop it in the end comes first
    from reconcile.cli import report_folder
    from reconcile.cli.differing import as_it_was
    from reconcile.cli.jobs import cores, each
    from reconcile.cli.progress import stages
    from reconcile.cli.work import compared
    from reconcile.library.request import with_figures
    from reconcile.report import WEB, CaseReport, anew, made_of
    from reconcile.report.feed import FEED, feed_of
    from reconcile.report.index import index_page
    from reconcile.report.surroundings import Surroundings
    from reconcile.storage.kept_pages import Pages
    from reconcile.wording.characters import visible

    asked = Asked(ledger=ledger, **options)
    comparison = with_figures(compared(asked), current=True)
    before = None if since is None else as_it_was(asked, since)
    cases = comparison.current.cells("case").used
    report_folder.refuse_others(output, cases, html=html, feed=feed)
    with stages(("parting the cases",)):
        chosen, pages = {case: _one_case(comparison, case) for case in cases}, Pages.of(ledger)
        around = {
            case: Surroundings(
                report_folder.copies_of(one, pages) if with_pages else {},
                _changed(before, one), feed, pictures, base_url,
            )
            for case, one in chosen.items()
        }  # fmt: skip
    parts = [CaseReport(one, html, around[case], lang) for case, one in chosen.items()]
    made, names = dict[str, dict[str, bytes]](), [f"report of {visible(case)}" for case in cases]
    with stages(names) as begin:
        for case, files in zip(cases, each(made_of, parts, jobs or cores()), strict=True):
            made[case] = files
            begin(names[min(len(made), len(names) - 1)])
    with stages(("the page of all cases",)), speaking(lang):
        spoken = {case: anew(of_case) for case, of_case in chosen.items()}
        shared = {FEED: feed_of(spoken)} if feed else {}
        if html:
            others = report_folder.other_cases(output, cases)
            shared = {WEB: index_page(spoken, others, around), **shared}
    with stages(("writing",)), replace_entries(output) as fresh:
        for case, files in made.items():
            report_folder.write_case(fresh / case, files, around[case].copies, pages)
        for name, data in shared.items():
            (fresh / name).write_bytes(data)
    written = {case: [*made[case], *_pages(around[case].copies)] for case in cases}
    _tell(comparison, chosen, written, output)
    for name in shared:
        told = "the cases on one page" if name == WEB else "what became known when"
        click.echo(f"wrote {output / name}: {told}")


def _tell(
    comparison: Comparison, chosen: Mapping[str, Comparison], written: Mapping[str, list[str]],
    output: Path,
) -> None:  # fmt: skip
    """Say which cases have no page, and of the others their ranges and what was written."""
    from reconcile import tables
    from reconcile.cli.colour import say
    from reconcile.cli.output import terminal_width
    from reconcile.wording.characters import visible

    for case in comparison.rows.cells("case").used:
        if case not in chosen:
            click.echo(f"reconcile: no page of {visible(case)}: no figure is current", err=True)
    for case, of_case in chosen.items():
        say(tables.text(of_case, "ranges", terminal_width()) + "\n")
        click.echo(f"wrote {output / case}: {', '.join(written[case])}")


def _pages(copies: Mapping[str, str]) -> list[str]:
    """How many pages were copied; nothing if none was."""
    from reconcile.notation.words import several

    return [several(len(set(copies.values())), "page")] if copies else []


def _one_case(comparison: Comparison, case: str) -> Comparison:
    from reconcile.comparison import Selection, compare

    selection = Selection(**{**vars(comparison.selection), "case": (case,)})
    return compare(comparison.alignment, selection, comparison.window, comparison.tolerance)


def _changed(before: Comparison | None, of_case: Comparison) -> Difference | None:
    """What changed in the case from the state before, if one is asked for."""
    from reconcile.comparison.difference import Difference

    if before is None:
        return None
    return Difference(replace(before, selection=of_case.selection), of_case)
