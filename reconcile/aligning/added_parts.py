"""The parts that one source gave of a whole on one occasion, added up (R6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reconcile.aligning.gathering import gathered_estimates
from reconcile.aligning.status import CURRENT, STANDING
from reconcile.columnar import Cells, Columns
from reconcile.storage.breakdowns import OF, Breakdown, Breakdowns

_COUNTS = ("lower", "point", "upper")
ADDED = -1  # the estimand of a sum of parts: it is set against the whole, and is no claim on it


class AddedParts(NamedTuple):
    """Parts that were added: of which breakdown, which estimates, and their sum.

    `upper` is infinite unless all parts of a complete breakdown were given.
    """

    breakdown: Breakdown
    ground: tuple[int, ...]
    lower: float
    point: float
    upper: float


@dataclass(frozen=True)
class PartSums:
    """The sums of parts of an alignment, numbered on from its estimates.

    `estimates` has a row for each, with the columns of `Estimate`: it counts what the whole counts,
    and its estimand is `ADDED`. `of` has how each came about, by its number.
    """

    estimates: Columns
    of: Mapping[int, AddedParts]


def part_sums(breakdowns: Breakdowns, estimates: Columns) -> PartSums:
    """Two or more current figures of one source, breakdown and occasion, added up.

    `estimates` are those of an alignment. Where the source's own figure for the whole of that
    occasion stands, given or derived, and lies within the sum, it is that which is set against
    others, and there is no sum.
    """
    sums = list(_sums(breakdowns, estimates))
    numbers = np.arange(len(estimates), len(estimates) + len(sums))
    first = estimates.take([one.ground[0] for one in sums])
    names = {
        column: Cells.of(
            one.breakdown.whole if one.breakdown.of == column else name
            for one, name in zip(sums, first.cells(column), strict=True)
        )
        for column in OF
    }
    counts = {name: np.array([getattr(one, name) for one in sums], float) for name in _COUNTS}
    added = first.assign(
        **names, **counts,
        derived=np.ones(len(sums), dtype=bool), estimand=np.full(len(sums), ADDED),
    )  # fmt: skip
    return PartSums(added.numbered(numbers), dict(zip(numbers.tolist(), sums, strict=True)))


def _sums(breakdowns: Breakdowns, estimates: Columns) -> Iterator[AddedParts]:
    counts = {name: estimates[name] for name in _COUNTS}
    numbered = ~(estimates["unknown"] | estimates["withdrawn"])
    status = estimates["status"]
    given = numbered & ~estimates["derived"] & (status == CURRENT)
    stands = numbered & np.isin(status, STANDING)
    stands &= ~estimates["taken_back"]
    for column in OF:
        for together in gathered_estimates(breakdowns.of(column), column, estimates):
            ground = [at for at in together.parts.values() if given[at]]
            if len(ground) > 1:
                added = _added(together.breakdown, ground, counts)
                own = together.whole
                if own < 0 or not stands[own] or not _within(own, added, counts):
                    yield added


def _added(
    breakdown: Breakdown, ground: Sequence[int], counts: Mapping[str, np.ndarray]
) -> AddedParts:
    lower, point, upper = (float(counts[name][ground].sum()) for name in counts)
    every = breakdown.complete and len(ground) == len(breakdown.parts)
    return AddedParts(breakdown, tuple(ground), lower, point, upper if every else np.inf)


def _within(own: int, added: AddedParts, counts: Mapping[str, np.ndarray]) -> bool:
    return bool(counts["lower"][own] >= added.lower and counts["upper"][own] <= added.upper)
