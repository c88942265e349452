"""Tables of more than a person reads in a terminal: how many there are, and the furthest apart."""

from __future__ import annotations

from collections import Counter

from reconcile import tables
from reconcile.comparison import Comparison
from reconcile.comparison.disputes import furthest_apart
from reconcile.notation.words import number
from reconcile.tables import discrepancies_table, ranges_table
from reconcile.tables.layout import wrapped
from reconcile.wording.case_texts import cut_text
from reconcile.wording.pair_texts import tally_text

MOST, FIRST = 200, 20  # entries that are told whole, and of more so many
_HOW = "--all shows all of them, --verdict and --min-ratio some, --format csv one a line."


def text(comparison: Comparison, kind: str, width: int) -> str:
    """As `tables.text`; of more than 200 ranges or discrepancies the 20 furthest apart."""
    of_ranges, of_pairs = kind == "ranges", kind.endswith("discrepancies")
    if of_ranges and len(comparison.ranges) > MOST:
        tally = Counter(comparison.ranges.cells("verdict"))
        before = [*wrapped(cut_text(comparison), width), "", *_summary("counts", tally, width)]
        return ranges_table.body(furthest_apart(comparison, FIRST), before, width, {})
    if of_pairs and comparison.pairs.tally.total() > MOST:
        before = ["", *_summary("pairs of figures", comparison.pairs.tally, width)]
        explain = kind.startswith("explained")
        return discrepancies_table.text(comparison, width, explain, before, FIRST)
    return tables.text(comparison, kind, width)


def _summary(what: str, tally: Counter[str], width: int) -> list[str]:
    """How many entries have which verdict, and what is told of them."""
    told = f"{number(tally.total())} {what}: {tally_text(tally)}."
    return wrapped(f"{told} These are the {FIRST} furthest apart; {_HOW}", width)
