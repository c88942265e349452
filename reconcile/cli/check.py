"""`reconcile check`: what is wrong in the ledger, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from reconcile.cli.options import FILE, DateType
from reconcile.notation.dates import Date


@click.command("check")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="For people, for programs, or for a pull request.",
)  # fmt: skip
@click.option("--only", multiple=True, metavar="CHECK", help="Only this check; repeatable.")
@click.option("--summary", is_flag=True, help="Say only how many issues each check has found.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--today", type=DateType(), help="The day that future dates are measured by.")
@click.option("--output", type=FILE, metavar="FILE", help="Write to a file.")
@click.pass_obj
def command(
    ledger: Path, /, style: str, only: tuple[str, ...], summary: bool, strict: bool,
    today: Date | None, output: Path | None,
) -> None:  # fmt: skip
    """Say what is wrong in the ledger, line by line.

    Many warnings of one check in one file are a line together; `--only` shows them all. Exits with
    1 if there is an error. Example: reconcile check --strict
    """
    if summary and style == "github":
        raise click.UsageError("--summary is no list of lines; leave out --format github")
    import datetime

    from reconcile.aligning.typed_cells import parse
    from reconcile.checks import check, issue_text
    from reconcile.checks.registry import all_checks
    from reconcile.cli.output import emit, terminal_width
    from reconcile.export.plain_text import to_json
    from reconcile.storage.ledger import load

    # the one place that reads the clock: a date is only in the future as seen from some day
    day = datetime.date.fromordinal(today.first) if today else datetime.date.today()
    _refuse_unknown(only, [each.name for each in all_checks()])
    checked = check(parse(load(ledger)), day)
    checked = checked.only(only) if only else checked
    if style == "json":
        data = to_json(issue_text.counts(checked) if summary else issue_text.frame(checked))
    elif style == "github":
        data = issue_text.github(checked).encode()
    else:
        told = (
            issue_text.counts_text(checked)
            if summary
            else issue_text.text(checked, terminal_width(), whole=bool(only))
        )
        data = "\n".join(filter(None, (told, f"{issue_text.summary(checked)}\n"))).encode()
    emit(data, output, style)
    if checked.errors or (strict and checked.issues):
        raise click.exceptions.Exit(1)


def _refuse_unknown(names: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a name that no check has, with the nearest one that has."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"checks are {', '.join(known)}"
            raise click.UsageError(f"--only {name!r} is not a check; {hint}")
