"""The comparison of what was asked for: one frozen object from which everything is shown.

`compare(alignment, selection, window)` gives a `Comparison`: the rows as read, the ranges (R8),
the discrepancies (R5), the history of every source, the sources and the ratios between them (R11),
each a DataFrame with fixed columns; `without.leave_out` gives it without one origin (R12).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import CURRENT, Alignment
from reconcile.comparison import (
    contributions as sources,
    ledger_rows as rows,
    pairs as discrepancies,
    ranges,
    ratios,
    series as history,
)
from reconcile.comparison.selection import Selection, known
from reconcile.comparison.verdicts import Pair, furthest
from reconcile.errors import SelectionError

__all__ = [
    "Comparison", "Selection", "compare", "discrepancies", "history", "in_order", "ranges",
    "ratios", "rows", "sources",
]  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """What the selected estimates of an alignment say, with the window it was judged by (days)."""

    alignment: Alignment
    selection: Selection
    window: int

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """The selected estimates as in `Alignment.estimates`, in reading order.

        That is by case, population, place, measure and since; within them as the ledger has it.
        """
        estimates = self.alignment.estimates
        return in_order(estimates[self.selection.mask(estimates)], self.alignment)

    @cached_property
    def current(self) -> pd.DataFrame:
        """Those of `estimates` that are current, which alone make ranges and discrepancies."""
        return self.estimates[(self.estimates["status"] == CURRENT).to_numpy()]

    @cached_property
    def claims(self) -> dict[int, Any]:
        """The current estimates by their numbers, as rows to read from, in reading order."""
        return {row.Index: row for row in self.current.itertuples()}

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """The range of every estimand (R8), as `ranges.table` describes it."""
        return ranges.table(self.current, self.worst_pairs)

    @cached_property
    def discrepancies(self) -> pd.DataFrame:
        """Every pair of current estimates of one estimand, worst first (R5)."""
        return discrepancies.table(self.alignment, self.current, self.window)

    @cached_property
    def furthest_pairs(self) -> dict[int, tuple[Pair, ...]]:
        """For each estimand of several origins and verdict the pair furthest apart, worst first."""
        return furthest(self.current, self.window)

    @cached_property
    def worst_pairs(self) -> dict[int, Pair]:
        """For each estimand of several origins the pair that its range has its verdict from."""
        return {estimand: pairs[0] for estimand, pairs in self.furthest_pairs.items()}

    @cached_property
    def history(self) -> pd.DataFrame:
        """Every source's figures for each estimand over time (R3)."""
        return history.table(self.alignment, self.estimates)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every source with what it contributed, as `sources.table` describes it."""
        return sources.table(self.alignment, self.estimates)

    @cached_property
    def ratios(self) -> ratios.Ratios:
        """How every two sources' figures for the same counts and times compare (R11)."""
        return ratios.ratios(self.alignment, self.estimates, self.window)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every selected row as read with its status (R4), then what is derived."""
        return rows.table(self.alignment, self.selection)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of the selected rows have each status; they add up to all of them (R4)."""
        if self.selection == Selection():
            return self.alignment.counts
        status = self.rows.loc[self.rows["derived_from"] == "", "status"]
        return {name: int((status == name).sum()) for name in self.alignment.counts}


def compare(
    alignment: Alignment, selection: Selection | None = None, window: int = 7
) -> Comparison:
    """Compare the selected estimates, figures at most `window` days apart being of the same time.

    Raises `SelectionError` for a name that is not in the ledger and for a selection that matches
    no row of it.
    """
    selection = known(alignment.parsed.ledger, selection or Selection())
    comparison = Comparison(alignment, selection, window)
    if len(comparison.estimates) == 0 and len(comparison.rows) == 0:
        wanted = str(selection)
        raise SelectionError(f"nothing matches {wanted}" if wanted else "the ledger has no rows")
    return comparison


def in_order(estimates: pd.DataFrame, alignment: Alignment) -> pd.DataFrame:
    """Estimates in reading order; those of one estimand stay together, as the ledger has them."""
    subject = estimates.drop_duplicates("estimand")
    rank = alignment.parsed.ledger.measures.rank
    ranks = {name: rank(name) for name in subject["measure"].unique()}
    keys = list(
        zip(
            subject["case"], subject["population"], subject["place"],
            [ranks[name] for name in subject["measure"]], subject["since_first"],
            subject["since_last"], subject["estimand"], strict=True,
        )
    )  # fmt: skip
    place = np.empty(max((key[-1] for key in keys), default=-1) + 1, dtype=int)
    place[[key[-1] for key in sorted(keys)]] = np.arange(len(keys))
    return estimates.iloc[np.argsort(place[estimates["estimand"].to_numpy()], kind="stable")]
