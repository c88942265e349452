"""What each source has said of each estimand over time (R3)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import frame_from, frame_of
from reconcile.aligning.status import STATUSES
from reconcile.columnar import Columns, group
from reconcile.comparison.schema import SeriesFigure

_ENDS = ("first", "last")


def series(alignment: Alignment, estimates: Columns, runs_by: Callable[[str], str]) -> pd.DataFrame:
    """The `estimates`, in reading order, by source and date: the columns of `SeriesFigure`.

    `runs_by` says of a case which date that is, one of `BY`. `change` is against the last figure
    before it that had a number, from point to point; `change_per_day` divides it by the days
    between the middles of both dates. The index holds the numbers of the estimates.
    """
    published = estimates.cells("case").each(lambda case: runs_by(case) == "published", bool)
    said, meant = (
        [np.where(np.isinf(day := estimates[f"{name}_{end}"]), -np.inf, day) for end in _ENDS]
        for name in ("published", "as_of")
    )
    minor = [np.where(published, *both) for both in zip(meant, said, strict=True)]
    major = [np.where(published, *both) for both in zip(said, meant, strict=True)]
    story = estimates.cells("source").ranks, group(estimates["estimand"])
    order = np.lexsort((*minor, *major, *story))
    frame = frame_from(estimates.take(order))
    middle = (major[0] + major[1])[order] / 2
    change, apart = _changes(frame, np.where(np.isfinite(middle), middle, np.nan))
    made = frame.assign(
        change=change,
        change_per_day=(change / apart.where(apart > 0)).round(4),
        upper=frame["upper"].where(np.isfinite(frame["upper"])),
        status=[STATUSES[code] for code in frame["status"]],
        where=[alignment.where(number) for number in frame.index],
    )
    return frame_of(SeriesFigure, made)


def _changes(frame: pd.DataFrame, middle: np.ndarray) -> tuple[pd.Series, pd.Series]:
    """Each point less the last one before it of the same source and estimand, and the days between.

    `middle` is the middle of the date of each. What was taken back is no measure of what came after
    it.
    """
    counted = frame["point"].notna()
    numbered, days = frame[counted], pd.Series(middle, frame.index)[counted]
    withdrawals = frame["withdrawn"].cumsum()[numbered.index]
    story = numbered.groupby(["estimand", "source", withdrawals], sort=False)
    change = story["point"].diff()
    apart = days - days.groupby(story.ngroup()).shift()
    return change.reindex(frame.index), apart.reindex(frame.index)
