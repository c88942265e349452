"""What the commands that read a ledger share: load, check, align, compare, show a table."""

from __future__ import annotations

from collections.abc import Callable

import click

from reconcile import tables
from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import parse
from reconcile.checks import Checked, errors_alone
from reconcile.checks.issue_text import left_out, refusal
from reconcile.cli.options import Asked
from reconcile.cli.output import Renderings, put
from reconcile.cli.progress import stages
from reconcile.comparison import Comparison, Selection, compare
from reconcile.comparison.difference import Difference
from reconcile.comparison.disputes import sifted
from reconcile.comparison.schema import TABLES
from reconcile.comparison.selection import EVERYTHING, Sieve, with_sums
from reconcile.export.named_tables import listing
from reconcile.library.request import read, with_figures
from reconcile.library.two_states import difference, two_states
from reconcile.notation.columns import names_of
from reconcile.storage.ledger import Ledger, load
from reconcile.tables import many

Chosen = Callable[[Ledger, Selection], tuple[Selection, tuple[str, ...]]]


def compared(asked: Asked) -> Comparison:
    """The comparison asked for; rows with errors are left out and said so on stderr.

    Exits with 1 instead if the person wants a ledger without errors.
    """
    return _compared(asked, lambda _, selection: (selection, ()))[0]


def compared_with_sums(asked: Asked) -> tuple[Comparison, tuple[str, ...]]:
    """As `compared`; and the measures asked for if one is a sum that no row uses (`with_sums`)."""
    return _compared(asked, with_sums)


def _compared(asked: Asked, chosen: Chosen) -> tuple[Comparison, tuple[str, ...]]:
    cut = Cut.of(asked)
    with stages(("reading", "checking", "aligning", "comparing")) as begin:
        begin("reading")
        parsed = parse(load(asked.ledger))
        begin("checking")
        checked = errors_alone(parsed)
        begin("aligning")
        aligned = align(parsed, checked.invalid, cut)
        begin("comparing")
        selection, sums = chosen(parsed.ledger, Selection.of(asked))
        comparison = compare(aligned, selection, asked.window, asked.tolerance, asked.by)
    _say_what_is_left_out(asked, checked)
    return comparison, sums


def _say_what_is_left_out(asked: Asked, checked: Checked) -> None:
    """Say on stderr how many rows have errors and where the first is; refuse them with --strict."""
    if not checked.errors:
        return
    if asked.strict:
        click.echo(f"reconcile: {refusal(checked)}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"reconcile: {left_out(checked)}", err=True)


def differing(asked: Asked, old: str, new: str) -> Difference:
    """What changed from one state of a ledger to another; rows with errors are left out of each.

    Exits with 1 instead if the person wants ledgers without errors.
    """
    with stages(("reading", "checking")) as begin:
        begin("reading")
        states = two_states(old, new, asked.ledger)
        begin("checking")
        checked = [read(state.ledger)[1] for state in states]
    for each in checked[: 1 if checked[0] is checked[1] else 2]:
        _say_what_is_left_out(asked, each)
    return difference(*states, asked)


def as_it_was(asked: Asked, since: str) -> Comparison:
    """The comparison of another state of the ledger.

    Rows with errors are left out of it, and told of unless it is the ledger itself.
    """
    with stages(("reading the state before",)):
        was, now = two_states(since, "", asked.ledger)
        checked = read(was.ledger)[1]
    if was.ledger is not now.ledger:
        _say_what_is_left_out(asked, checked)
    return difference(was, now, asked).before


def show_table(asked: Asked, kind: str) -> Comparison:
    """Print or write the table that `tables.text` calls `kind`; returns what it was made of."""
    name = kind.rpartition(" ")[2]  # an explanation is text only
    sieve = Sieve(asked.verdict, asked.min_ratio)
    whole = compared(asked)
    if name != "estimates":
        with_figures(whole)
    with stages(("comparing",)):
        comparison = sifted(whole, sieve, pairs=name == "discrepancies")

    def text(width: int) -> str:
        """The table, or that the sieve has left nothing."""
        some = comparison.pairs.tally if name == "discrepancies" else len(comparison.ranges)
        if sieve != EVERYTHING and not some:
            return f"no {'pair of figures' if name == 'discrepancies' else 'count'} has {sieve}\n"
        return (tables.text if asked.all else many.text)(comparison, kind, width)

    shown = Renderings(
        text, lambda: listing(comparison, name), lambda: tables.flat_of(comparison, name),
        names_of(TABLES[name]),
    )  # fmt: skip
    put(shown, asked)
    return comparison
