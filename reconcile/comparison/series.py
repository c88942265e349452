"""What each source has said of each estimand over time (R3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import STATUSES, Alignment

COLUMNS = (
    "case", "population", "place", "measure", "since", "source", "published", "as_of", "figure",
    "point", "lower", "upper", "change", "change_per_day", "status", "where",
)  # fmt: skip


def table(alignment: Alignment, estimates: pd.DataFrame) -> pd.DataFrame:
    """The `estimates`, in reading order, by source and date: the columns of `COLUMNS`.

    `change` is against the last figure before it that had a number, from point to point;
    `change_per_day` divides it by the days between the middles of both dates.
    """
    days = [
        np.where(np.isinf(day := estimates[name].to_numpy()), -np.inf, day)
        for name in ("published_first", "published_last", "as_of_first", "as_of_last")
    ]
    place, _ = pd.factorize(estimates["estimand"])
    frame = estimates.iloc[np.lexsort((*days, _codes(estimates["source"]), place))]
    holder = frame.groupby(["estimand", "source"], sort=False).ngroup().to_numpy()
    change, apart = _changes(frame, holder)
    per_day = np.divide(change, apart, out=np.full(len(frame), np.nan), where=apart > 0)
    return frame.assign(
        change=change,
        change_per_day=per_day.round(4),
        upper=frame["upper"].where(np.isfinite(frame["upper"])),
        status=[STATUSES[code] for code in frame["status"]],
        where=[alignment.where(number) for number in frame.index],
    )[list(COLUMNS)]


def _codes(names: pd.Series) -> np.ndarray:
    """Numbers in the order of the names' text."""
    codes: np.ndarray = pd.factorize(names, sort=True)[0]
    return codes


def _changes(frame: pd.DataFrame, holder: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each point less the last one before it of the same holder, and the days between.

    What was taken back is no measure of what came after it.
    """
    point = frame["point"].to_numpy()
    middle = ((frame["as_of_first"] + frame["as_of_last"]) / 2).to_numpy()
    change, apart = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    numbered = np.flatnonzero(~np.isnan(point))
    before, after = numbered[:-1], numbered[1:]
    since_withdrawal = np.cumsum(frame["withdrawn"].to_numpy())
    same = (holder[before] == holder[after]) & (since_withdrawal[before] == since_withdrawal[after])
    before, after = before[same], after[same]
    change[after] = point[after] - point[before]
    apart[after] = middle[after] - middle[before]
    return change, apart
