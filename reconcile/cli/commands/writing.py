"""The commands that write into the ledger, or make one.

What they do stands in `cli/writing.py` and `cli/importing.py`, which are imported when they run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli import completing
from reconcile.cli.options import FILE, DateType

_ROW = (
    ("source", "Who made the estimate; a name of sources.csv."),
    ("via", "Who carried it."),
    ("published", "When it was said."),
    ("since", "First day counted; a running total from the start if left out."),
    ("as-of", "Last day counted; the published date if left out."),
    ("population", "Who is counted."),
    ("place", "Where."),
    ("measure", "What happened to them: killed, wounded, killed+wounded, …"),
    ("figure", "How many, as it was said: 300, ~300, >=300, 300–400, unknown, …"),
    ("quote", "The words that carry the figure."),
    ("url", "Where they can be read."),
    ("notes", "Anything."),
    ("set-aside", "Why the row is not to be used."),
    ("waives", "Names of checks that the row is known to fail."),
)


_OFFERED = {
    **{name: completing.names(name) for name in ("via", "population", "place")},
    "source": completing.offering(completing.any_source),
    "measure": completing.offering(completing.any_measure),
}


def _row_options(function: Any) -> Any:
    for name, text in reversed(_ROW):
        function = click.option(
            f"--{name}", default="", metavar="TEXT", help=text, shell_complete=_OFFERED.get(name)
        )(function)
    return function


@click.command()
@click.option("--case", default="", metavar="NAME", help="The case to add to; may be new.",
              shell_complete=completing.names("case"))  # fmt: skip
@_row_options
@click.option("--kind", default="", help="For a source that is not listed yet: what it is.",
              shell_complete=completing.listed("kind"))  # fmt: skip
@click.option("--country", default="", help="For a source that is not listed yet: its country.",
              shell_complete=completing.listed("country"))  # fmt: skip
@click.option("--side", default="", help="For a source that is not listed yet: whom it speaks for.",
              shell_complete=completing.listed("side"))  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what it would change and write nothing.")
@click.option("--yes", is_flag=True, help="Write it without asking once more.")
@click.pass_obj
def add(ledger: Path, /, dry_run: bool, yes: bool, **options: Any) -> None:
    """Add one row to a case, checked before it is written.

    On a terminal it asks for what is missing, shows what the row changes, and asks once more.
    Example: reconcile add --case north-korean-troops --source NIS --published 2025-09-02
    --population 'North Korean troops' --place 'Kursk, Russia' --measure killed --figure '~2,000'
    """
    from reconcile.cli import writing

    writing.add_row(ledger, options, dry_run=dry_run, yes=yes)


@click.command("import")
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--as", "preset", metavar="PRESET", shell_complete=completing.presets,
              help="A mapping that comes with reconcile.")  # fmt: skip
@click.option("--mapping", type=FILE, metavar="FILE", help="A mapping of your own, a TOML file.")
@click.option("--case", default="", metavar="NAME", shell_complete=completing.names("case"),
              help="The case the rows go to; may be new.")  # fmt: skip
@click.option("--set", "given", multiple=True, metavar="NAME=TEXT",
              help="A text for a column that the file lacks, or in its place.")  # fmt: skip
@click.option("--edition", type=DateType(), metavar="DATE",
              help="When the file was published: the date of figures that it revises.")  # fmt: skip
@click.option("--kind", default="", shell_complete=completing.listed("kind"),
              help="For sources that are not listed yet: what they are.")  # fmt: skip
@click.option("--partial", is_flag=True, help="Take the other rows where some are refused.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--list", "listing", is_flag=True, help="List the presets.")
@click.option("--show", metavar="PRESET", shell_complete=completing.presets,
              help="Print a preset, to begin a mapping of your own.")  # fmt: skip
@click.pass_obj
def import_(
    ledger: Path, /, file: str | None, listing: bool, show: str | None, **options: Any
) -> None:
    """Take the rows of somebody else's FILE.

    A preset or a mapping says what they mean; - is standard input.

    Every row comes out as rows of the ledger or with the reason why not.
    Example: reconcile import losses.csv --as economist --case losses --dry-run
    """
    from reconcile.cli import importing

    if listing:
        importing.list_presets()
    elif show is not None:
        importing.show_preset(show)
    elif file is None:
        raise click.UsageError("name the FILE to import, or - for standard input")
    else:
        importing.take(ledger, file, **options)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def init(ledger: Path, /, folder: Path | None) -> None:
    """Make a new ledger with one example row.

    It is made in FOLDER, or where --ledger says.

    Example: reconcile init my-estimates
    """
    from reconcile.cli import writing

    writing.new_ledger(folder or ledger)
