"""R14: what changed from one comparison to another, row by row and estimand by estimand.

`Difference(before, after)` is of two ledgers, or of two cuts of one. `applied` gives the rows after
from those before and the table of rows, so that the table leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.comparison.causes import CAUSES, Cause, Causes
from reconcile.comparison.changes import Change, changed_table, changes
from reconcile.comparison.result import Comparison
from reconcile.comparison.row_changes import CHANGES, REMOVED, SAME, RowChange, row_changes
from reconcile.comparison.schema import ChangedEstimand, ChangedRow
from reconcile.notation.columns import names_of

ENDS = ("_before", "_after")


@dataclass(frozen=True)
class Difference:
    """Two comparisons of the same questions, by the same judgement."""

    before: Comparison
    after: Comparison

    @cached_property
    def every_row(self) -> tuple[RowChange, ...]:
        """What became of every row of either ledger that is inside its cut."""
        return row_changes(self.before.alignment, self.after.alignment)

    @cached_property
    def rows(self) -> tuple[RowChange, ...]:
        """What became of those that are selected, before or after."""
        chosen = [_chosen(comparison) for comparison in (self.before, self.after)]
        return tuple(
            row
            for row in self.every_row
            if (row.old is not None and chosen[0][row.old])
            or (row.new is not None and chosen[1][row.new])
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are of each class; they add up to all of `rows`."""
        return {name: sum(row.change == name for row in self.rows) for name in CHANGES}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every estimand that has a range before or after."""
        return changes(self.before, self.after)

    @cached_property
    def causes(self) -> dict[int, tuple[Cause, ...]]:
        """Why each estimand of `changes`, by its place there, is another."""
        found = Causes(self.before, self.after, self.every_row)
        return {number: found.of(change) for number, change in enumerate(self.changes)}

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The files of sources, measures and cases that say something else than before."""
        said = [
            {table.name: table.records() for table in one.alignment.parsed.ledger.lists}
            for one in (self.before, self.after)
        ]
        names = dict.fromkeys((*said[0], *said[1]))
        return tuple(name for name in names if said[0].get(name) != said[1].get(name))

    @cached_property
    def nothing(self) -> bool:
        """Whether every row and every estimand is as before."""
        return self.counts[SAME] == len(self.rows) and not any(
            change.changed for change in self.changes
        )

    @cached_property
    def table(self) -> Columns:
        """What became of every row: `ChangedRow`, and the further columns of both ledgers."""
        return _row_table(self)

    @cached_property
    def estimands(self) -> Columns:
        """Every estimand before and after, and why it is another: `ChangedEstimand`."""
        causes = [self.causes[number] for number in range(len(self.changes))]
        table = changed_table(self.changes, ENDS, every=True).assign(
            cause=Cells.of("; ".join(whys(each)) for each in causes),
            rows_old=Cells.of(self.where(each, 0) for each in causes),
            rows_new=Cells.of(self.where(each, 1) for each in causes),
        )
        return table.only(names_of(ChangedEstimand))

    def where(self, causes: Iterable[Cause], end: int) -> str:
        """`file:line` of the rows that causes are about, before (0) or after (1)."""
        numbers = set[int]()
        for row in (row for cause in causes for row in cause.rows):
            own = (row.old, row.new)[end]
            numbers |= {*(() if own is None else (own,)), *(row.by if end == row.by_end else ())}
        return self.placed(sorted(numbers), end)

    def placed(self, rows: Iterable[int], end: int) -> str:
        """`file:line` of rows of the ledger before (0) or after (1)."""
        return (self.before, self.after)[end].alignment.parsed.ledger.where(rows)


def _chosen(comparison: Comparison) -> np.ndarray:
    """Which rows of the ledger are selected."""
    return comparison.selection.rows(comparison.alignment.parsed)


def _row_table(found: Difference) -> Columns:
    """Every row with what became of it, its cells, and where it was and is."""
    ledgers = [one.alignment.parsed.ledger for one in (found.before, found.after)]
    extra = (name for ledger in ledgers for name in ledger.extra_columns)
    # a further column that is called as one of the table gives way to it
    names = list(dict.fromkeys((*names_of(ChangedRow), *extra)))
    ends = [row.new is not None for row in found.rows]
    rows = [row.old if row.new is None else row.new for row in found.rows]
    numbers = [row for row in rows if row is not None]  # every row is in one of them
    texts = [
        {name: list(ledger.rows.cells(name)) for name in (*names, "figure") if name in ledger.rows}
        for ledger in ledgers
    ]
    columns = {
        name: [
            texts[end][name][number] if name in texts[end] else ""
            for end, number in zip(ends, numbers, strict=True)
        ]
        for name in names
    }
    columns |= {
        "class": [row.change for row in found.rows],
        "cells": [", ".join(row.cells) for row in found.rows],
        "taken_back_by": [found.placed(row.by, row.by_end) for row in found.rows],
    }
    for end, suffix in enumerate(("old", "new")):
        own = [(row.old, row.new)[end] for row in found.rows]
        figures = texts[end]["figure"]
        columns |= {
            f"figure_{suffix}": ["" if row is None else figures[row] for row in own],
            f"where_{suffix}": ["" if row is None else found.placed([row], end) for row in own],
        }
    return Columns({name: Cells.of(texts) for name, texts in columns.items()})


def whys(causes: Iterable[Cause]) -> list[str]:
    """What causes are of, each once, in the order of `CAUSES`."""
    return sorted({cause.why for cause in causes}, key=CAUSES.index)


def applied(rows: Columns, found: Columns) -> Columns:
    """The rows after, from those before and the table of what became of them (R14).

    `rows` has the column `where` (`file:line`) and cells by name, `found` the columns of
    `ChangedRow`. The order is that of `found`, behind the rows it does not speak of.
    """
    stays = rows.take(~rows.cells("where").among(set(found.cells("where_old"))))
    comes = found.take(~found.cells("class").among([REMOVED]))
    comes = comes.assign(figure=comes.column("figure_new"), where=comes.column("where_new"))
    return Columns.stacked([stays, comes.only_or_empty(rows.names)]).numbered()
