"""Where a source is known to have begun to count otherwise: a break of its series (R10).

A row says so that waives `total-falls`, with the reason in its notes. What the source said of the
count before it counts nowhere in bounds: it was of something else.
"""

from __future__ import annotations

import re

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.columnar import Columns

CHECK = "total-falls"


def before_breaks(alignment: Alignment, statements: Columns) -> np.ndarray:
    """Which of the statements their source said before it began to count otherwise."""
    gone = np.zeros(len(statements), dtype=bool)
    naming = re.compile(rf"(?<![\w-]){CHECK}(?![\w-])")
    waiving = alignment.parsed.ledger.rows.cells("waives").each(naming.search, bool)
    if not waiving.any():
        return gone
    listed = statements.rows(Estimate)
    for one in listed:
        if waiving[alignment.rows_of(one.number)].any():
            series = [
                at
                for at, other in enumerate(listed)
                if (other.source, other.estimand) == (one.source, one.estimand)
            ]
            gone[_before(listed, series, one)] = True
    return gone


def _before(listed: list[Estimate], series: list[int], one: Estimate) -> list[int]:
    """The statements of a series before the break that one of them waives."""
    earlier = [at for at in series if listed[at].as_of_last < one.as_of_first]
    if any(listed[at].lower > one.upper for at in earlier):
        return earlier
    later = (listed[at] for at in series if listed[at].as_of_first > one.as_of_last)
    if any(other.upper < one.lower for other in later):
        return [*earlier, *(at for at in series if listed[at].number == one.number)]
    return []
