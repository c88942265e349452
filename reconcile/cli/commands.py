"""The commands and their options; what they do stands in `work` and `writing`.

Those are imported when a command runs, not before: they need pandas, and help must come at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli import completing
from reconcile.cli.options import Asked, DateType, selection, table

_TABLES = ("estimates", "ranges", "discrepancies", "history", "sources", "ratios", "ledger")
_EXPORTS = ("csv", "xlsx", "hxl", "json", "datapackage", "wikitext", "markdown")
_file = click.Path(dir_okay=False, path_type=Path)


_explain = click.option(
    "--explain", is_flag=True,
    help="Say of each result what it uses, how it follows, and what would change it.",
)  # fmt: skip

_without = click.option(
    "--without", metavar="NAME", shell_complete=completing.offering(completing.origins),
    help="Leave out this origin, or the one that this source rests on; show what changes.",
)  # fmt: skip


def _asked(ledger: Path, /, options: dict[str, Any]) -> Asked:
    return Asked(ledger, **options)


@click.command()
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="For people, for programs, or for a pull request.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--today", type=DateType(), help="The day that future dates are measured by.")
@click.option("--output", type=_file, metavar="FILE", help="Write to a file.")
@click.pass_obj
def check(ledger: Path, /, **options: Any) -> None:
    """Say what is wrong in the ledger, line by line.

    Exits with 1 if there is an error. Example: reconcile check --strict
    """
    from reconcile.cli import work

    work.check_ledger(ledger, **options)


@click.command()
@selection
@table
@click.pass_obj
def show(ledger: Path, /, style: str | None, output: Path | None, **options: Any) -> None:
    """Show the rows as read: bounds, status, file and line.

    Example: reconcile show --source NIS --measure killed
    """
    from reconcile.cli import work

    work.show_table(_asked(ledger, options), "estimates", style, output)


@click.command()
@selection
@table
@_without
@click.pass_obj
def compare(
    ledger: Path, /, style: str | None, output: Path | None, without: str | None, **options: Any
) -> None:
    """Show the range of every estimand, who claims what, and the verdict.

    Example: reconcile compare --known-by 2025-02-28
    """
    from reconcile.cli import contributing, work

    if without is None:
        work.show_table(_asked(ledger, options), "ranges", style, output)
    else:
        contributing.show_ranges(_asked(ledger, options), without, style, output)


@click.command()
@selection
@table
@click.option("--fail-on", type=click.Choice(["conflict", "undetermined", "timing"]),
              help="Exit with 1 if a pair has this verdict or a worse one.")  # fmt: skip
@_explain
@click.pass_obj
def discrepancies(
    ledger: Path, /, style: str | None, output: Path | None, fail_on: str | None, explain: bool,
    **options: Any,
) -> None:  # fmt: skip
    """Show every pair of figures for one estimand, worst first, with the reason.

    Pairs of nested estimands that cannot both be true stand among them.
    Example: reconcile discrepancies --known-by 2025-02-28 --fail-on conflict
    """
    from reconcile.cli import work

    kind = "explained discrepancies" if explain else "discrepancies"
    work.show_table(_asked(ledger, options), kind, style, output, fail_on)


@click.command()
@selection
@table
@click.pass_obj
def history(ledger: Path, /, style: str | None, output: Path | None, **options: Any) -> None:
    """Show each source's figures over time, the change, and the change per day.

    Example: reconcile history --source NIS --measure killed
    """
    from reconcile.cli import work

    work.show_table(_asked(ledger, options), "history", style, output)


@click.command()
@selection
@table
@click.option("--adjustments", is_flag=True, help="Show only the claims that have to give.")
@_explain
@click.pass_obj
def bounds(
    ledger: Path, /, style: str | None, output: Path | None, adjustments: bool, explain: bool,
    **options: Any,
) -> None:  # fmt: skip
    """Show what the claims leave possible: the least and the greatest count at each date.

    If they cannot all hold, it shows which contradict each other and the least that has to give.
    Example: reconcile bounds --known-by 2025-02-28 --measure killed --explain
    """
    from reconcile.cli import leaving

    asked = _asked(ledger, options)
    leaving.show_bounds(asked, leaving.How(style, output, adjustments, explain))


@click.command()
@click.argument("kind", type=click.Choice(["ranges", "timeline", "ratios", "bounds"]))
@selection
@click.option("--output", type=_file, metavar="FILE",
              help="A file ending in .png or .svg; by default KIND.png here.")  # fmt: skip
@click.pass_obj
def chart(ledger: Path, /, kind: str, output: Path | None, **options: Any) -> None:
    """Draw a chart of one case as PNG or SVG.

    Example: reconcile chart ranges --case north-korean-troops --output ranges.svg
    """
    from reconcile.cli import drawing

    drawing.draw(_asked(ledger, options), kind, output)


@click.command()
@click.option("--table", "name", type=click.Choice(_TABLES),
              help="What to write; estimates if left out, with xlsx every table.")  # fmt: skip
@click.option(
    "--to", type=click.Choice(_EXPORTS), default="csv", show_default=True, help="As what."
)
@click.option(
    "--raw", is_flag=True,
    help="CSV as exact text, without the byte-order mark and the guard against formulas.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH",
              help="A file, or a folder for a Data Package; else standard output.")  # fmt: skip
@selection
@click.pass_obj
def export(
    ledger: Path, /, name: str | None, to: str, raw: bool, output: Path | None, **options: Any
) -> None:
    """Write a table to a file, as spreadsheets and other tools read it.

    The table `ledger` has every row as it is written, for import to read back.
    Example: reconcile export --to xlsx --output figures.xlsx
    """
    from reconcile.cli import exporting

    exporting.export(_asked(ledger, options), name, to, raw, output)


@click.command()
@selection
@table
@click.option("--ratios", is_flag=True, help="Show how two sources' figures compare.")
@_without
@click.pass_obj
def sources(
    ledger: Path, /, style: str | None, output: Path | None, ratios: bool, without: str | None,
    **options: Any,
) -> None:  # fmt: skip
    """Show the sources, what each contributes, and what hangs on it.

    Example: reconcile sources --known-by 2025-02-28 --without NIS
    """
    if ratios and without is not None:
        raise click.UsageError("--ratios and --without are two tables; give one of them")
    from reconcile.cli import contributing, work

    asked = _asked(ledger, options)
    if without is None:
        work.show_table(asked, "ratios" if ratios else "sources", style, output)
    else:
        contributing.show_changes(asked, without, style, output)


@click.command()
@selection
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"),
              show_default=True, metavar="DIR", help="The folder for the reports.")  # fmt: skip
@click.option("--html/--no-html", default=True, help="Whether to write the pages in HTML too.")
@click.pass_obj
def report(ledger: Path, /, output: Path, html: bool, **options: Any) -> None:
    """Write all of it for every case: tables, charts and a page to publish.

    Example: reconcile report --known-by 2025-02-28 --output /tmp/reports
    """
    from reconcile.cli import drawing

    drawing.write_reports(_asked(ledger, options), output, html)


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
@click.option("--case", required=True, metavar="NAME", help="The case to add to; may be new.",
              shell_complete=completing.names("case"))  # fmt: skip
@_row_options
@click.option("--kind", default="", help="For a source that is not listed yet: what it is.",
              shell_complete=completing.listed("kind"))  # fmt: skip
@click.option("--country", default="", help="For a source that is not listed yet: its country.",
              shell_complete=completing.listed("country"))  # fmt: skip
@click.option("--side", default="", help="For a source that is not listed yet: whom it speaks for.",
              shell_complete=completing.listed("side"))  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Check the row and write nothing.")
@click.pass_obj
def add(ledger: Path, /, case: str, **options: Any) -> None:
    """Add one row to a case, checked before it is written.

    Example: reconcile add --case north-korean-troops --source NIS --published 2025-09-02
    --population 'North Korean troops' --place 'Kursk, Russia' --measure killed --figure '~2,000'
    """
    from reconcile.cli import writing

    writing.add_row(ledger, case, options)


@click.command("import")
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--as", "preset", metavar="PRESET", shell_complete=completing.presets,
              help="A mapping that comes with reconcile.")  # fmt: skip
@click.option("--mapping", type=_file, metavar="FILE", help="A mapping of your own, a TOML file.")
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
    """Take the rows of somebody else's FILE, by a preset or a mapping; - is standard input.

    Every row comes out as rows of the ledger or with the reason why not.
    Example: reconcile import losses.csv --as economist --dry-run
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
    """Make a new ledger with one example row, in FOLDER or where --ledger says.

    Example: reconcile init my-estimates
    """
    from reconcile.cli import writing

    writing.new_ledger(folder or ledger)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, /, shell: str) -> None:
    """Print the lines by which a shell completes commands, options and names of the ledger.

    Example: reconcile completion bash
    """
    from reconcile.cli import shells

    click.echo(shells.script(context.find_root().command, shell), nl=False)


COMMANDS = (
    check, show, compare, discrepancies, history, bounds, sources, chart, export, report, add,
    import_, init, completion,
)  # fmt: skip
