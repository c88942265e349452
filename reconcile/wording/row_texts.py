"""What is said of a row of the ledger: as read, and why it has a part in a result or none (R4)."""

from __future__ import annotations

from typing import NamedTuple

from reconcile.columnar import Columns
from reconcile.comparison.schema import LedgerRow
from reconcile.notation.speech import mark, mark_word, say
from reconcile.wording.claim_texts import lines_of

STATUS_MEANINGS = {
    mark_word("status", "current"): mark(
        "the source's latest figure; these alone make ranges and discrepancies"
    ),
    mark_word("status", "stale"): mark(
        "the source's latest figure, but too old or too early beside another of this count"
    ),
    mark_word("status", "earlier"): mark("the source gave a later figure"),
    mark_word("status", "superseded"): mark(
        "the source gave another figure for the same date later"
    ),
    mark_word("status", "withdrawn"): mark("the source took its figure back"),
    mark_word("status", "set-aside"): mark("not to be used, for the reason given"),
    mark_word("status", "outside-cut"): mark("not yet published, or not yet happened, at the cut"),
    mark_word("status", "invalid"): mark("the row has an error; reconcile check says which"),
}


class ShownRow(NamedTuple):
    """A row of the table of rows, and its number in that table."""

    number: int
    read: LedgerRow

    @property
    def line(self) -> str:
        """The line of the file; nothing for a figure that is derived."""
        return "" if self.read.derived_from else self.read.where.rpartition(":")[2]

    @property
    def note(self) -> str:
        """Why it is set aside, or what it is derived from."""
        if self.read.derived_from:
            lines = ", ".join(lines_of(self.read.derived_from))
            return say("* derived from lines {lines}", lines=lines)
        return say("set aside: {why}", why=self.read.set_aside) if self.read.set_aside else ""


def shown_rows(rows: Columns) -> list[ShownRow]:
    """The rows of `Comparison.rows`, or some of them."""
    return list(map(ShownRow, rows.numbers.tolist(), rows.rows(LedgerRow)))
