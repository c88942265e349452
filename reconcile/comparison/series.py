"""What each source has said of each estimand over time (R3)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import figures
from reconcile.aligning.status import STATUSES
from reconcile.columnar import Cells, Columns, group
from reconcile.comparison.proportions import times
from reconcile.comparison.schema import SeriesFigure

_ENDS = ("first", "last")


def series(alignment: Alignment, estimates: Columns, runs_by: Callable[[str], str]) -> Columns:
    """The `estimates`, in reading order, by source and date: the columns of `SeriesFigure`.

    `runs_by` says of a case which date that is, one of `BY`. `change` is against the last figure
    before it that had a number, from point to point; `change_per_day` divides it by the days
    between the middles of both dates. Rows have the numbers of the estimates.
    """
    published = estimates.cells("case").each(lambda case: runs_by(case) == "published", bool)
    said, meant = (
        [np.where(np.isinf(day := estimates[f"{name}_{end}"]), -np.inf, day) for end in _ENDS]
        for name in ("published", "as_of")
    )
    minor = [np.where(published, *both) for both in zip(meant, said, strict=True)]
    major = [np.where(published, *both) for both in zip(said, meant, strict=True)]
    stories = estimates.cells("source").ranks, group(estimates["estimand"])
    order = np.lexsort((*minor, *major, *stories))
    told = estimates.take(order)
    middle = (major[0] + major[1])[order] / 2
    change, days = _changes(told, np.where(np.isfinite(middle), middle, np.nan))
    return Columns.declared(
        SeriesFigure,
        {
            **told.by_name,
            "figure": figures(told),
            "change": change,
            "change_per_day": times(change, days),
            "upper": np.where(np.isfinite(told["upper"]), told["upper"], np.nan),
            "status": Cells(told["status"], STATUSES),
            "where": alignment.wheres(told.numbers),
        },
        told.numbers,
    )


def _changes(told: Columns, middle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each point less the last one before it of the same source and estimand, and the days between.

    `middle` is the middle of the date of each. What was taken back is no measure of what came after
    it.
    """
    change, days = np.full((2, len(told)), np.nan)
    story = group(told["estimand"], told.column("source"), np.cumsum(told["withdrawn"]))
    counted = np.flatnonzero(~np.isnan(told["point"]))
    by_story = counted[np.argsort(story[counted], kind="stable")]
    before, after = by_story[:-1], by_story[1:]
    same = story[before] == story[after]
    before, after = before[same], after[same]
    change[after] = told["point"][after] - told["point"][before]
    days[after] = middle[after] - middle[before]
    return change, days
