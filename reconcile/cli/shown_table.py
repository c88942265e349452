"""What the commands that show a table of a comparison share."""

from __future__ import annotations

from reconcile import tables
from reconcile.cli.options import Asked
from reconcile.cli.output import Renderings, put
from reconcile.cli.progress import stages
from reconcile.cli.work import compared
from reconcile.comparison import Comparison
from reconcile.comparison.disputes import sifted
from reconcile.comparison.schema import TABLES
from reconcile.comparison.selection import EVERYTHING, Sieve
from reconcile.export.named_tables import listing
from reconcile.library.request import with_figures
from reconcile.notation.columns import names_of
from reconcile.tables import many


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
