"""What each source has said of each estimand over time (R3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import frame_of
from reconcile.aligning.status import STATUSES
from reconcile.comparison.schema import SeriesFigure


def series(alignment: Alignment, estimates: pd.DataFrame) -> pd.DataFrame:
    """The `estimates`, in reading order, by source and date: the columns of `SeriesFigure`.

    `change` is against the last figure before it that had a number, from point to point;
    `change_per_day` divides it by the days between the middles of both dates. The index holds the
    numbers of the estimates.
    """
    days = [
        np.where(np.isinf(day := estimates[name].to_numpy()), -np.inf, day)
        for name in ("published_first", "published_last", "as_of_first", "as_of_last")
    ]
    subject, _ = pd.factorize(estimates["estimand"])
    source, _ = pd.factorize(estimates["source"], sort=True)
    frame = estimates.iloc[np.lexsort((*days, source, subject))]
    change, apart = _changes(frame)
    made = frame.assign(
        change=change,
        change_per_day=(change / apart.where(apart > 0)).round(4),
        upper=frame["upper"].where(np.isfinite(frame["upper"])),
        status=[STATUSES[code] for code in frame["status"]],
        where=[alignment.where(number) for number in frame.index],
    )
    return frame_of(SeriesFigure, made)


def _changes(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Each point less the last one before it of the same source and estimand, and the days between.

    What was taken back is no measure of what came after it.
    """
    numbered = frame[frame["point"].notna()]
    middle = (numbered["as_of_first"] + numbered["as_of_last"]) / 2
    withdrawals = frame["withdrawn"].cumsum()[numbered.index]
    story = numbered.groupby(["estimand", "source", withdrawals], sort=False)
    change = story["point"].diff()
    apart = middle - middle.groupby(story.ngroup()).shift()
    return change.reindex(frame.index), apart.reindex(frame.index)
