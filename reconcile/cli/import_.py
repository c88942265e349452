"""`reconcile import`: every row of somebody else's file comes out as rows, or with why not."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli import offers
from reconcile.cli.options import FILE, DateType
from reconcile.cli.progress import stages
from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.imports import FormatMapping, Plan


class EditionType(click.ParamType[str]):
    """A date of the ledger's notation, or a day and an hour."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Read the option's text; raises as click's own types do."""
        try:
            return datetime.strptime(value, _HOUR).strftime(_HOUR)
        except ValueError:
            return str(DateType().convert(value, param, ctx)) if value else ""


_HOUR = "%Y-%m-%dT%H:%M"


@click.command("import")
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--as", "preset", metavar="PRESET", shell_complete=offers.presets,
              help="A mapping that comes with reconcile.")  # fmt: skip
@click.option("--mapping", type=FILE, metavar="FILE", help="A mapping of your own, a TOML file.")
@click.option("--case", default="", metavar="NAME", shell_complete=offers.names("case"),
              help="The case the rows go to; may be new.")  # fmt: skip
@click.option("--set", "given", multiple=True, metavar="NAME=TEXT",
              help="A text for a column that the file lacks, or in its place.")  # fmt: skip
@click.option("--edition", default="", type=EditionType(), metavar="DATE",
              help="When the file was published, as in 2015-05-08 or, of several of one day, "
              "2015-05-08T20:00: the date of figures that it revises.")  # fmt: skip
@click.option("--kind", default="", shell_complete=offers.listed("kind"),
              help="For sources that are not listed yet: what they are.")  # fmt: skip
@click.option("--partial", is_flag=True, help="Take the other rows where some are refused.")
@click.option("--refused", "listed", type=FILE, metavar="FILE",
              help="List every refused row with the reason in a CSV file.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--list", "listing", is_flag=True, help="List the presets.")
@click.option("--show", metavar="PRESET", shell_complete=offers.presets,
              help="Print a preset, to begin a mapping of your own.")  # fmt: skip
@click.pass_obj
def command(
    ledger: Path, /, file: str | None, listing: bool, show: str | None, **options: Any
) -> None:
    """Take the rows of somebody else's FILE.

    A preset or a mapping says what they mean; - is standard input.

    Every row comes out as rows of the ledger or with the reason why not.
    Example: reconcile import losses.csv --as economist --case losses --dry-run
    """
    from reconcile import imports

    if listing:
        titles = {name: imports.preset(name).title for name in imports.presets()}
        width = max(map(len, titles))
        click.echo("\n".join(f"{name:<{width}}  {title}" for name, title in titles.items()))
    elif show is not None:
        click.echo(imports.preset_text(show), nl=False)
    elif file is None:
        raise click.UsageError("name the FILE to import, or - for standard input")
    else:
        _take(ledger, file, **options)


def _take(
    ledger: Path, file: str, *, preset: str | None, mapping: Path | None, given: Sequence[str],
    partial: bool, dry_run: bool, listed: Path | None, **wanted: Any,
) -> None:  # fmt: skip
    """Import a file, or standard input; exits with 1 if an input row is refused.

    Nothing is written then, unless the person wants the rest.
    """
    from reconcile.cli.balance import balance, outcome, refused_rows, tell_refused
    from reconcile.imports import Wanted, planned, read
    from reconcile.storage.files import refuse_missing, write_whole

    how = _mapping(preset, mapping)
    name, texts = "standard input" if file == "-" else file, _texts(given)
    wants = Wanted(**wanted, texts=texts)
    with stages(("reading", "mapping and checking")) as begin:
        found = read(name, _data(file), how, texts)
        begin("mapping and checking")

        def plan_of() -> Plan:
            with _unsearched():
                return planned(ledger, found, how, wants)

        if listed:
            refuse_missing(listed.parent)
        plan = plan_of() if dry_run else _written(ledger, plan_of, partial)
    tell_refused(name, plan, listed)
    written = not dry_run and (partial or not plan.refused)
    click.echo("\n".join((*balance(name, how, plan), *outcome(ledger, plan, written))))
    if listed:
        write_whole(listed, refused_rows(found.columns, plan))
    if plan.refused:
        raise click.exceptions.Exit(1)


@contextmanager
def _unsearched() -> Iterator[None]:
    """Without Python's search for circles of objects: columns of a file are many, and make none."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _written(ledger: Path, plan_of: Callable[[], Plan], partial: bool) -> Plan:
    """Plan, and write what is planned, while nobody else writes to the ledger.

    Where a row is refused nothing is written, unless the rest is wanted, `partial`.
    """
    from reconcile.storage.ledger import read_tables
    from reconcile.storage.ledger_changes import only_writer, write_files

    plan = None
    if not ledger.exists():
        plan = plan_of()
        if not plan.changed or (plan.refused and not partial):
            return plan
        ledger.mkdir(parents=True, exist_ok=True)
    with only_writer(ledger):
        if plan is None or read_tables(ledger):  # somebody has begun it meanwhile
            plan = plan_of()
        if partial or not plan.refused:
            write_files(ledger, plan.changed, plan.tables)
    return plan


def _mapping(preset_name: str | None, file: Path | None) -> FormatMapping:
    """The mapping that was named in one of two ways."""
    if (preset_name is None) == (file is None):
        raise InputError("say what the file is, with --as PRESET or --mapping FILE; see --list")
    from reconcile.imports import preset, read_mapping

    return read_mapping(file) if file else preset(preset_name or "")


def _texts(given: Sequence[str]) -> dict[str, str]:
    """The texts of `--set NAME=TEXT`."""
    for one in given:
        if "=" not in one:
            raise InputError(f"--set {one!r} is not NAME=TEXT; write --set place='Kursk, Russia'")
    return {name.strip(): text.strip() for name, _, text in (one.partition("=") for one in given)}


def _data(file: str) -> bytes:
    """The bytes of the file, or a few more than are read at once."""
    from reconcile.imports.records import MOST

    if file == "-":
        return sys.stdin.buffer.read(MOST + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from None
