"""What changes in the ranges (R8) from one comparison to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.aligning.estimates import ESTIMAND, Estimate
from reconcile.columnar import AnyColumn, Cells, Columns
from reconcile.comparison.result import Comparison
from reconcile.comparison.schema import Range

MEASURED = ("low", "high", "open_above", "agreed_lower", "agreed_upper", "verdict")


@dataclass(frozen=True)
class Change:
    """One estimand: its range before and after, None where it has none."""

    before: Range | None
    after: Range | None

    @property
    def row(self) -> Range:
        """The one that names what is counted."""
        row = self.before or self.after
        assert row is not None  # an estimand has a range before or after
        return row

    @property
    def changed(self) -> bool:
        """Whether the range, the agreed counts or the verdict are others than before."""
        if self.before is None or self.after is None:
            return True
        return any(
            one != other and not (one != one and other != other)  # two that are absent are the same
            for one, other in zip(_measured(self.before), _measured(self.after), strict=True)
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


def changed_table(
    found: Sequence[Change], ends: tuple[str, str], *, every: bool = False
) -> Columns:
    """What is counted, and each of `MEASURED` twice, of those of `found` that change or of `every`.

    The columns before and after are told apart by their `ends`. Counts are float, NaN where absent;
    where there is no range the verdict is empty, and whether it is open None.
    """
    told = [change for change in found if every or change.changed]
    columns = dict[str, AnyColumn]()
    for name in ESTIMAND:
        columns[name] = Cells.of(getattr(change.row, name) for change in told)
    both = [one.before for one in told], [one.after for one in told]
    for name in MEASURED:
        for end, rows in zip(ends, both, strict=True):
            columns[f"{name}{end}"] = _column(name, rows)
    return Columns(columns)


def _column(name: str, rows: Sequence[Range | None]) -> AnyColumn:
    """The cells of one of `MEASURED`."""
    cells = [None if row is None else getattr(row, name) for row in rows]
    if name == "verdict":
        return Cells.of(cell or "" for cell in cells)
    return np.array(cells, dtype=object if name == "open_above" else float)


def _measured(row: Range | None) -> list[object]:
    """The cells of `MEASURED`, None where there is no range."""
    return [None if row is None else getattr(row, name) for name in MEASURED]


def _ranges(comparison: Comparison) -> dict[tuple[object, ...], Range]:
    """The ranges by what is counted; a span of days is the same however it is written."""
    found = dict[tuple[object, ...], Range]()
    for row in comparison.ranges.rows(Range):
        found[counted(comparison.by_estimand[row.estimand][0])] = row
    return found


def counted(row: Estimate) -> tuple[object, ...]:
    """What an estimate is of, by which it is found again in another comparison."""
    return (*(getattr(row, name) for name in ESTIMAND[:5]), row.since_first, row.since_last)
