"""What one source gave of one breakdown on one occasion (R2, R6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from reconcile.aligning.estimates import ESTIMAND
from reconcile.aligning.typed_cells import DATES
from reconcile.columnar import Cells, Columns
from reconcile.storage.breakdowns import Breakdown

_DAYS = tuple(f"{name}_{end}" for name in DATES for end in ("first", "last"))


class Together(NamedTuple):
    """Figures of one breakdown that one source gave on one occasion, by their numbers.

    `occasion` is equal for figures of one occasion; `whole` is the number of the whole, -1 where
    there is none; `parts` are those of the parts by name, in the order of the breakdown, as far as
    there.
    """

    occasion: int
    breakdown: Breakdown
    whole: int
    parts: Mapping[str, int]


def gathered(
    breakdowns: Sequence[Breakdown], names: Cells, occasion: Columns
) -> Iterator[Together]:
    """The figures of each breakdown that stand together, by occasion, then by breakdown.

    `names` holds the population or place of every figure, `occasion` the columns in which figures
    of one occasion are equal: all else that they count, their source and dates.
    """
    if not breakdowns:
        return
    of = defaultdict[str, list[int]](list)
    for number, breakdown in enumerate(breakdowns):
        for name in (breakdown.whole, *breakdown.parts):
            of[name].append(number)
    rows = np.flatnonzero(names.among(of))
    keys = occasion.take(rows).grouped(*occasion.names)
    found = defaultdict[int, dict[str, int]](dict)
    for key, row, name in zip(keys.tolist(), rows.tolist(), names.take(rows), strict=True):
        found[key][name] = row
    for key, there in found.items():
        for number in sorted({number for name in there for number in of[name]}):
            breakdown = breakdowns[number]
            parts = {part: there[part] for part in breakdown.parts if part in there}
            if parts:
                yield Together(key, breakdown, there.get(breakdown.whole, -1), parts)


def gathered_estimates(
    breakdowns: Sequence[Breakdown], column: str, estimates: Columns
) -> Iterator[Together]:
    """The same of estimates, which have the columns of `Estimate`; numbers are positions."""
    counted = (name for name in ESTIMAND if name not in (column, "since"))  # `since` is a span
    occasion = estimates.only(("source", *counted, *_DAYS))
    return gathered(breakdowns, estimates.cells(column), occasion)
