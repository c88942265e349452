"""`reconcile check`: what is wrong in the ledger, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import FILE, Asked, DateType, TableFormat
from reconcile.cli.progress import stages
from reconcile.notation.dates import Date

if TYPE_CHECKING:
    import datetime

    from reconcile.aligning.typed_cells import Parsed
    from reconcile.checks import Checked

_FORMATS = ("text", "json", "github")


@click.command("check")
@click.option(
    "--format", "style", type=TableFormat(), metavar="FORMAT",
    help="text (default) for people, json for programs, or github for a pull request; of --pages "
    "any format of tables.",
)  # fmt: skip
@click.option("--only", multiple=True, metavar="CHECK", help="Only this check; repeatable.")
@click.option("--summary", is_flag=True, help="Say only how many issues each check has found.")
@click.option("--pages", is_flag=True, help="List all rows with a page, and what it has of them.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--today", type=DateType(), help="The day that future dates are measured by.")
@click.option("--output", type=FILE, metavar="FILE", help="Write to a file.")
@click.pass_obj
def command(
    ledger: Path, /, style: str | None, only: tuple[str, ...], summary: bool, pages: bool,
    strict: bool, today: Date | None, output: Path | None,
) -> None:  # fmt: skip
    """Say what is wrong in the ledger, line by line.

    Many warnings of one check in one file are a line together; `--only` shows them all. Exits with
    1 if there is an error. Example: reconcile check --strict
    """
    if summary and style == "github":
        raise click.UsageError("--summary is no list of lines; leave out --format github")
    if pages and (only or summary):
        raise click.UsageError("--pages is a table of its own; leave out --only and --summary")
    if not pages and style not in (None, *_FORMATS):
        raise click.UsageError(f"--format is one of {', '.join(_FORMATS)} without --pages")
    from reconcile.aligning.typed_cells import parse
    from reconcile.storage.ledger import load

    with stages(("reading",)):
        parsed = parse(load(ledger))
    if pages:
        _list_pages(parsed, Asked(ledger=ledger, style=style, output=output), strict)
    else:
        _list_issues(parsed, _day(today), style or "text", only, summary, strict, output)


def _day(today: Date | None) -> datetime.date:
    """The day that future dates are measured by."""
    import datetime

    # the one place that reads the clock: a date is only in the future as seen from some day
    return datetime.date.fromordinal(today.first) if today else datetime.date.today()


def _list_issues(
    parsed: Parsed, day: datetime.date, style: str, only: tuple[str, ...], summary: bool,
    strict: bool, output: Path | None,
) -> None:  # fmt: skip
    from reconcile.checks import check
    from reconcile.checks.registry import all_checks
    from reconcile.cli.output import emit, width_for
    from reconcile.storage.kept_pages import Pages

    _refuse_unknown(only, [each.name for each in all_checks()])
    with stages(("checking",)):
        checked = check(parsed, day, Pages.of(parsed.ledger.folder))
    checked = checked.only(only) if only else checked
    emit(_rendered(checked, style, width_for(output), bool(only), summary), output, style)
    if checked.errors or (strict and checked.issues):
        raise click.exceptions.Exit(1)


def _rendered(
    checked: Checked, style: str, width: int, whole: bool, summary: bool
) -> Iterator[bytes]:
    """The issues in a format, each of them if the list is to be `whole`, or their `summary`."""
    from reconcile.checks import issue_text

    if style == "json":
        from reconcile.export.plain_text import json_pieces, listed_rows
        from reconcile.notation.columns import names_of

        if summary:
            table = listed_rows(names_of(issue_text.CheckCount), issue_text.counts(checked))
        else:
            table = listed_rows(names_of(issue_text.IssueRow), issue_text.issue_rows(checked))
        yield from json_pieces(table)
    elif style == "github":
        yield issue_text.github(checked).encode("utf-8", "replace")
    else:
        told = (
            issue_text.counts_text(checked)
            if summary
            else issue_text.text(checked, width, whole=whole)
        )
        yield "\n".join(filter(None, (told, f"{issue_text.summary(checked)}\n"))).encode()


def _list_pages(parsed: Parsed, asked: Asked, strict: bool) -> None:
    """The table of all rows with a page; with `strict` it exits with 1 if one fails the check."""
    from reconcile.checks.page_quotes import RowOnPage, rows_on_pages
    from reconcile.cli.output import Renderings, put
    from reconcile.export.plain_text import listed_rows
    from reconcile.notation.columns import names_of
    from reconcile.storage.kept_pages import Pages
    from reconcile.tables import pages_table

    folder = parsed.ledger.folder
    with stages(("reading the pages",)):
        rows, failed = rows_on_pages(parsed, Pages.of(folder), folder)
    shown = Renderings(
        lambda width: pages_table.text(rows, width), lambda: listed_rows(names_of(RowOnPage), rows),
        lambda: pages_table.flat(rows), names_of(RowOnPage),
    )  # fmt: skip
    put(shown, asked)
    if strict and failed:
        raise click.exceptions.Exit(1)


def _refuse_unknown(names: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a name that no check has, with the nearest one that has."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"checks are {', '.join(known)}"
            raise click.UsageError(f"--only {name!r} is not a check; {hint}")
