"""What the commands that draw do: one chart, or the whole report of every case."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile import charts, tables
from reconcile.charts.claims import one_case
from reconcile.cli.colour import say
from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.cli.work import compared, terminal_width
from reconcile.comparison import Comparison, Selection, compare
from reconcile.errors import ReconcileError, SelectionError
from reconcile.report import FILES, WEB, report
from reconcile.report.html import MADE
from reconcile.report.index import index_page
from reconcile.storage.files import replace_folder, write_whole
from reconcile.wording.case_texts import nothing_left_text
from reconcile.wording.characters import visible


def draw(asked: Asked, kind: str, output: Path | None) -> None:
    """Write one chart of one case."""
    path = output or Path(f"{kind}.png")
    form = path.suffix.lower().removeprefix(".")
    if form not in ("png", "svg"):
        raise SelectionError(f"{path}: a chart is a .png or an .svg file; name it so")
    comparison = _with_figures(compared(asked))
    drawers = {
        "ranges": charts.ranges_chart, "timeline": charts.timeline_chart,
        "discrepancies": charts.discrepancies_chart, "ratios": charts.ratios_chart,
        "bounds": _bounds_chart,
    }  # fmt: skip
    chart = drawers[kind](comparison)
    write_whole(path, charts.save(chart, form))
    click.echo(f"wrote {path}", err=True)


def write_reports(asked: Asked, output: Path, html: bool) -> None:
    """Write the report of every selected case under `output`; print their ranges.

    All of it is made before any of it is written, and each case's folder is replaced whole. With
    `html` there is an index over the cases; nothing else under `output` is touched.
    """
    comparison = _with_figures(compared(asked))
    cases = list(dict.fromkeys(comparison.estimates["case"]))
    for case in cases:
        _refuse_others(output / case)
    if html:
        _refuse_index(output / WEB)
    chosen = {case: _one_case(comparison, case) for case in cases}
    made = {}
    with stages([f"report of {visible(case)}" for case in cases]) as begin:
        for case, of_case in chosen.items():
            begin(f"report of {visible(case)}")
            made[case] = report(of_case, html=html)
    index = index_page(chosen, _others(output, cases)) if html else b""
    for case, files in made.items():
        with replace_folder(output / case) as folder:
            for name, data in files.items():
                write_whole(folder / name, data)
    if html:
        write_whole(output / WEB, index)
    for case, of_case in chosen.items():
        say(tables.text(of_case, "ranges", terminal_width()) + "\n")
        click.echo(f"wrote {output / case}: {', '.join(made[case])}")
    if html:
        click.echo(f"wrote {output / WEB}: the cases on one page")


def _bounds_chart(comparison: Comparison) -> charts.Chart:
    from reconcile.bounding import bounds  # its solver would slow the other charts

    one_case(comparison)  # before the work that others would cost
    return charts.bounds_chart(bounds(comparison))


def _with_figures(comparison: Comparison) -> Comparison:
    """The comparison, unless its cut leaves nothing to show."""
    if comparison.current.empty:
        raise SelectionError(nothing_left_text(comparison))
    return comparison


def _one_case(comparison: Comparison, case: str) -> Comparison:
    selection = Selection(**{**vars(comparison.selection), "case": (case,)})
    return compare(comparison.alignment, selection, comparison.window)


def _refuse_others(folder: Path) -> None:
    """A report replaces its folder; refuse one that holds anything else."""
    if not folder.is_dir():
        return
    others = sorted({path.name for path in folder.iterdir()} - set(FILES))
    if others:
        raise ReconcileError(
            f"{folder}: holds {others[0]}, which is not of a report; name another --output"
        )


def _refuse_index(path: Path) -> None:
    """An index replaces an older one; refuse a page that someone else made."""
    if path.is_dir() or (path.exists() and not _is_ours(path)):
        raise ReconcileError(
            f"{path}: is not an index that reconcile made; name another --output, or use --no-html"
        )


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MADE.encode() in file.read(2048)


def _others(output: Path, cases: list[str]) -> list[str]:
    """The names of folders beside those of `cases` that hold the page of another case."""
    found = output.glob(f"*/{WEB}") if output.is_dir() else ()
    return sorted(
        path.parent.name for path in found if path.parent.name not in cases and _is_ours(path)
    )
