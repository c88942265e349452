"""`reconcile add`: one row more, asked for on a terminal and checked before it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reconcile.cli import offers
from reconcile.cli.colour import say
from reconcile.cli.options import FILE
from reconcile.cli.progress import stages
from reconcile.notation.bases import BASES

if TYPE_CHECKING:
    from reconcile.cli.new_row import NewRow

_ROW = (
    ("source", "Who made the estimate; a name of sources.csv."),
    ("via", "Who carried it."),
    ("published", "When it was said."),
    ("since", "First day counted; a running total from the start if left out."),
    ("as-of", "Last day counted; the published date if left out."),
    ("population", "Who is counted."),
    ("place", "Where."),
    ("measure", "What happened to them: killed, wounded, killed+wounded, …"),
    ("basis", "How it was counted: identified, confirmed, probable, recorded or estimated."),
    ("figure", "How many, as it was said: 300, ~300, >=300, 300–400, unknown, …"),
    ("quote", "The words that carry the figure."),
    ("url", "Where they can be read."),
    ("notes", "Anything."),
    ("set-aside", "Why the row is not to be used."),
    ("waives", "Names of checks that the row is known to fail."),
)
_OFFERED = {
    **{name: offers.names(name) for name in ("via", "population", "place")},
    "source": offers.offering(offers.any_source),
    "measure": offers.offering(offers.any_measure),
    "basis": offers.offering(lambda _: set(BASES)),
}


def _row_options(function: Any) -> Any:
    for name, text in reversed(_ROW):
        function = click.option(
            f"--{name}", default="", metavar="TEXT", help=text, shell_complete=_OFFERED.get(name)
        )(function)
    return function


@click.command("add")
@click.option("--case", default="", metavar="NAME", help="The case to add to; may be new.",
              shell_complete=offers.names("case"))  # fmt: skip
@_row_options
@click.option("--kind", default="", help="For a source that is not listed yet: what it is.",
              shell_complete=offers.listed("kind"))  # fmt: skip
@click.option("--country", default="", help="For a source that is not listed yet: its country.",
              shell_complete=offers.listed("country"))  # fmt: skip
@click.option("--side", default="", help="For a source that is not listed yet: whom it speaks for.",
              shell_complete=offers.listed("side"))  # fmt: skip
@click.option("--page", type=FILE, metavar="FILE",
              help="A saved copy of the page, which is kept in the ledger.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what it would change and write nothing.")
@click.option("--yes", is_flag=True, help="Write it without asking once more.")
@click.pass_obj
def command(ledger: Path, /, page: Path | None, dry_run: bool, yes: bool, **options: str) -> None:
    """Add one row to a case, checked before it is written.

    On a terminal it asks for what is missing, and of a new case when the event ended; it shows
    what the row changes, and asks once more.
    Example: reconcile add --case north-korean-troops --source NIS --published 2025-09-02
    --population 'North Korean troops' --place 'Kursk, Russia' --measure killed --figure '~2,000'
    """
    from reconcile.cli import questions
    from reconcile.cli.new_row import drafted
    from reconcile.storage.kept_pages import as_files, page_to_keep
    from reconcile.storage.ledger import read_tables
    from reconcile.storage.ledger_changes import only_writer, write_files

    with stages(("reading",)):
        tables = read_tables(ledger)
    kept = dict([page_to_keep(page)]) if page else {}
    cells = {name: text.strip() for name, text in options.items()} | {"page": "".join(kept)}
    if questions.lacking(cells) and questions.terminal():
        cells = questions.asked(cells, tables)
    asks = questions.terminal() and not yes
    if asks or dry_run:
        with stages(("checking",)):
            draft = drafted(ledger, tables, cells, kept)
        _tell(draft)
        if dry_run:
            click.echo(f"{draft.at}: nothing is wrong with the row; nothing is written")
            return
        if not click.confirm("Write it?", default=True, err=True):
            _refuse()
    # who may have added to it while the question was open
    with stages(("checking",)), only_writer(ledger):
        new = drafted(ledger, read_tables(ledger), cells, kept)
        if not new.checked.errors:
            write_files(ledger, as_files(kept) | new.changed, new.tables)
    if new.checked.errors or not asks:
        _tell(new)
    click.echo(f"added {new.at}")


def _tell(row: NewRow) -> None:
    """Say what is wrong with a row and what it changes; refuse it if it has errors."""
    say(row.issues, err=True)
    if row.checked.errors:
        _refuse()
    with stages(("comparing",)):
        told = row.preview()
    say(told)


def _refuse() -> NoReturn:
    click.echo("reconcile: the row is not added", err=True)
    raise click.exceptions.Exit(1)
