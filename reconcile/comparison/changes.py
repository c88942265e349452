"""What changes in the ranges (R8) from one comparison to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from reconcile.comparison import Comparison

COUNTED = ("case", "population", "place", "measure", "since")
MEASURED = ("low", "high", "open_above", "agreed_lower", "agreed_upper", "verdict")
COLUMNS = (*COUNTED, *(f"{name}{end}" for name in MEASURED for end in ("_before", "_after")))


@dataclass(frozen=True)
class Change:
    """One estimand: its row of `Comparison.ranges` before and after, None where it has none."""

    before: Any
    after: Any

    @property
    def row(self) -> Any:
        """The row that names what is counted."""
        return self.after if self.before is None else self.before

    @property
    def changed(self) -> bool:
        """Whether the range, the agreed counts or the verdict are others than before."""
        if self.before is None or self.after is None:
            return True
        return any(
            not _same(getattr(self.before, name), getattr(self.after, name)) for name in MEASURED
        )


def changes(before: Comparison | None, after: Comparison) -> tuple[Change, ...]:
    """Every estimand that has a range before or after, in the order of `before`, then of `after`.

    `before` is None where there was no ledger.
    """
    old = _ranges(before) if before else {}
    new = _ranges(after)
    return (
        *(Change(row, new.get(key)) for key, row in old.items()),
        *(Change(None, row) for key, row in new.items() if key not in old),
    )


def table(before: Comparison | None, after: Comparison) -> pd.DataFrame:
    """The estimands whose range, agreed counts or verdict differ, with the columns `COLUMNS`.

    Counts are float; what is absent is None or NaN.
    """
    rows = [
        (*(getattr(change.row, name) for name in COUNTED), *both(change))
        for change in changes(before, after)
        if change.changed
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def both(change: Change) -> list[Any]:
    """The cells of `MEASURED` before and after, side by side."""
    return [
        None if row is None else getattr(row, name)
        for name in MEASURED
        for row in (change.before, change.after)
    ]


def _ranges(comparison: Comparison) -> dict[tuple[Any, ...], Any]:
    """The ranges by what is counted; a span of days is the same however it is written."""
    subject = comparison.current.drop_duplicates("estimand").set_index("estimand")
    names = ("case", "population", "place", "measure", "since_first", "since_last")
    keys = zip(*(subject[name].tolist() for name in names), strict=True)
    return dict(zip(keys, comparison.ranges.itertuples(), strict=True))


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one != one and other != other)
