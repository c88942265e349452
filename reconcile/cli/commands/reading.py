"""The commands that read the ledger and show what is in it.

What they do stands in `work`, `contributing` and `leaving`, which are imported when they run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconcile.cli import completing
from reconcile.cli.options import FILE, DateType, asked_of, selection, table

_explain = click.option(
    "--explain", is_flag=True,
    help="Say of each result what it uses, how it follows, and what would change it.",
)  # fmt: skip

_without = click.option(
    "--without", metavar="NAME", shell_complete=completing.offering(completing.origins),
    help="Leave out this origin, or the one that this source rests on; show what changes.",
)  # fmt: skip


@click.command()
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="For people, for programs, or for a pull request.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--today", type=DateType(), help="The day that future dates are measured by.")
@click.option("--output", type=FILE, metavar="FILE", help="Write to a file.")
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

    work.show_table(asked_of(ledger, options), "estimates", style, output)


@click.command()
@selection
@table
@_without
@click.pass_obj
def compare(
    ledger: Path, /, style: str | None, output: Path | None, without: str | None, **options: Any
) -> None:
    """Show the range of every estimand, and who claims what.

    Example: reconcile compare --known-by 2025-02-28
    """
    from reconcile.cli import contributing, work

    if without is None:
        work.show_table(asked_of(ledger, options), "ranges", style, output)
    else:
        contributing.show_ranges(asked_of(ledger, options), without, style, output)


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
    """Show how far apart figures are and why, worst first.

    Every pair of figures for one estimand has a verdict and its reason.

    Pairs of nested estimands that cannot both be true stand among them.
    Example: reconcile discrepancies --known-by 2025-02-28 --fail-on conflict
    """
    from reconcile.cli import work

    kind = "explained discrepancies" if explain else "discrepancies"
    work.show_table(asked_of(ledger, options), kind, style, output, fail_on)


@click.command()
@selection
@table
@click.pass_obj
def history(ledger: Path, /, style: str | None, output: Path | None, **options: Any) -> None:
    """Show each source's figures over time, and the change.

    Example: reconcile history --source NIS --measure killed
    """
    from reconcile.cli import work

    work.show_table(asked_of(ledger, options), "history", style, output)


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
    """Show what all the claims leave possible at each date.

    If they cannot all hold, it shows which contradict each other and the least that has to give.
    Example: reconcile bounds --known-by 2025-02-28 --measure killed --explain
    """
    from reconcile.cli import leaving

    asked = asked_of(ledger, options)
    leaving.show_bounds(asked, leaving.How(style, output, adjustments, explain))


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
    """Show the sources, and what each contributes.

    Example: reconcile sources --known-by 2025-02-28 --without NIS
    """
    if ratios and without is not None:
        raise click.UsageError("--ratios and --without are two tables; give one of them")
    from reconcile.cli import contributing, work

    asked = asked_of(ledger, options)
    if without is None:
        work.show_table(asked, "ratios" if ratios else "sources", style, output)
    else:
        contributing.show_changes(asked, without, style, output)
