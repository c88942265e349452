"""`reconcile bounds`: what all the claims leave possible (R10), with a bar where it takes long."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from reconcile.cli.options import Asked, explained, selection, table
from reconcile.cli.progress import stages
from reconcile.cli.streams import below
from reconcile.errors import SelectionError

MANY = 50  # trees; fewer are told one by one, since each may take long
T = TypeVar("T")


@click.command("bounds")
@selection
@table
@click.option("--settlements", is_flag=True, help="Show who may be set aside for the rest to hold.")
@click.option(
    "--contradictions", is_flag=True, help="Show only the claims that cannot hold together."
)
@explained
@click.pass_obj
def command(
    ledger: Path, /, settlements: bool, contradictions: bool, explain: bool, **options: Any
) -> None:
    """Show what all the claims leave possible at each date.

    If they cannot all hold, it shows which contradict each other, how many sources must be wrong,
    and what is possible then.
    Example: reconcile bounds --known-by 2025-02-28 --measure killed --explain
    """
    if settlements and contradictions:
        raise SelectionError("--settlements and --contradictions are two tables; choose one")
    asked = Asked(ledger=ledger, **options)
    if explain:
        asked.to_be_explained()
    from reconcile.bounding import bounds
    from reconcile.cli.output import Renderings, put
    from reconcile.cli.work import compared_with_sums
    from reconcile.export.plain_text import listed
    from reconcile.library.request import with_figures
    from reconcile.tables import bounds_table

    comparison, sums = compared_with_sums(asked)
    found = bounds(with_figures(comparison), each=_shown, asked=sums)
    if settlements:
        shown = Renderings(
            lambda width: bounds_table.outcome_text(found, width),
            lambda: listed(found.settlements), lambda: bounds_table.flat_settlements(found),
        )  # fmt: skip
    elif contradictions:
        shown = Renderings(
            lambda width: bounds_table.outcome_text(found, width),
            lambda: listed(found.contradicting), lambda: bounds_table.flat_contradictions(found),
        )  # fmt: skip
    else:
        shown = Renderings(
            lambda width: bounds_table.text(found, width, explain),
            lambda: listed(found.table), lambda: bounds_table.flat(found),
        )  # fmt: skip
    put(shown, asked)


def _shown(trees: Iterable[T]) -> Iterator[T]:
    """The trees one after the other; a terminal is shown how far it is."""
    listed = list(trees)
    if len(listed) < MANY:
        with stages([f"bounds {n}" for n in range(1, len(listed) + 1)] or ["bounds"]) as begin:
            for number, tree in enumerate(listed, 1):
                begin(f"bounds {number}")
                yield tree
        return
    hidden = not sys.stderr.isatty()
    with click.progressbar(listed, label="bounds", file=below(sys.stderr), hidden=hidden) as bar:
        yield from bar
