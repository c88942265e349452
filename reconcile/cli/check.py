"""`reconcile check`: what is wrong in the ledger, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.options import FILE, DateType
from reconcile.notation.dates import Date


@click.command("check")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="For people, for programs, or for a pull request.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--today", type=DateType(), help="The day that future dates are measured by.")
@click.option("--output", type=FILE, metavar="FILE", help="Write to a file.")
@click.pass_obj
def command(
    ledger: Path, /, style: str, strict: bool, today: Date | None, output: Path | None
) -> None:
    """Say what is wrong in the ledger, line by line.

    Exits with 1 if there is an error. Example: reconcile check --strict
    """
    import datetime

    from reconcile.aligning.typed_cells import parse
    from reconcile.checks import check, issue_text
    from reconcile.cli.output import emit, terminal_width
    from reconcile.export.plain_text import to_json
    from reconcile.storage.ledger import load

    # the one place that reads the clock: a date is only in the future as seen from some day
    day = datetime.date.fromordinal(today.first) if today else datetime.date.today()
    checked = check(parse(load(ledger)), day)
    if style == "json":
        data = to_json(issue_text.frame(checked))
    elif style == "github":
        data = issue_text.github(checked).encode()
    else:
        parts = (issue_text.text(checked, terminal_width()), f"{issue_text.summary(checked)}\n")
        data = "\n".join(filter(None, parts)).encode()
    emit(data, output, style)
    if checked.errors or (strict and checked.issues):
        raise click.exceptions.Exit(1)
