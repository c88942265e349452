"""R2: wholes from all parts of a breakdown, and a part from its whole and the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reconcile.aligning.gathering import Together, gathered_estimates
from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import Cells, Columns
from reconcile.storage.breakdowns import OF, Breakdown


class _Made(NamedTuple):
    """A figure that follows: of which name, its counts, and the estimates that it comes from."""

    name: str
    lower: float
    upper: float
    point: float
    ground: list[int]


def with_parts(parsed: Parsed, estimates: Columns) -> tuple[Columns, list[np.ndarray]]:
    """The estimates and what follows from complete breakdowns (R2), and from which each of that,
    as blocks of `Grounds`.

    `estimates` are statements, then what is derived from outcomes, with the columns of `Estimate`
    up to `derived`. What was given or derived before is not derived again.
    """
    ground = list[np.ndarray]()
    for column in OF:
        complete = [one for one in parsed.ledger.parts.of(column) if one.complete]
        if found := _following(estimates, complete, column):
            estimates = Columns.stacked([estimates, _rows(estimates, found, column)])
            ground += [np.array([made.ground]) for made in found]
    return estimates.numbered(), ground


def _following(estimates: Columns, complete: Sequence[Breakdown], column: str) -> list[_Made]:
    counts = {name: estimates[name] for name in ("lower", "upper", "point", "derived")}
    counts["silent"] = estimates["unknown"] | estimates["withdrawn"]
    found = dict[tuple[int, str], _Made]()
    for together in gathered_estimates(complete, column, estimates):
        if made := _made(together, counts):
            found.setdefault((together.occasion, made.name), made)
    return list(found.values())


def _made(together: Together, counts: dict[str, np.ndarray]) -> _Made | None:
    """What follows from the figures of a breakdown: at most one, since one has to be absent."""
    breakdown, whole, parts = together.breakdown, together.whole, together.parts
    given = {name: at for name, at in parts.items() if not counts["derived"][at]}
    if any(counts["silent"][at] for at in (*given.values(), *([whole] if whole >= 0 else []))):
        return None
    absent = [name for name in breakdown.parts if name not in given]
    if whole < 0 and not absent:
        return _arithmetic(breakdown.whole, list(given.values()), [], counts)
    if whole < 0 or counts["derived"][whole] or len(absent) != 1 or absent[0] in parts:
        return None
    return _arithmetic(absent[0], [whole], list(given.values()), counts)


def _arithmetic(
    name: str, plus: list[int], minus: list[int], counts: dict[str, np.ndarray]
) -> _Made | None:
    """By interval arithmetic and not below 0; none if the parts contradict the whole."""
    low, high, mid = counts["lower"], counts["upper"], counts["point"]
    lower = max(float(low[plus].sum() - high[minus].sum()), 0.0)
    upper = float(high[plus].sum() - low[minus].sum())
    if upper < 0:
        return None
    point = max(float(mid[plus].sum() - mid[minus].sum()), 0.0)
    return _Made(name, lower, upper, point, [*plus, *minus])


def _rows(estimates: Columns, found: Sequence[_Made], column: str) -> Columns:
    """The rows of the figures that follow, in all else like the first that each comes from."""
    names, lower, upper, point, ground = zip(*found, strict=True)
    counts = {"lower": np.array(lower), "point": np.array(point), "upper": np.array(upper)}
    return estimates.take([numbers[0] for numbers in ground]).assign(
        **{column: Cells.of(names)}, **counts,
        derived=np.ones(len(found), dtype=bool),
    )  # fmt: skip
