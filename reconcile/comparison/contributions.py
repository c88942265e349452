"""Who spoke: every source, what it contributed, and the source it rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import frame_from, frame_of
from reconcile.columnar import Columns
from reconcile.comparison.schema import Contribution
from reconcile.notation.dates import iso


def contributions(alignment: Alignment, estimates: Columns) -> pd.DataFrame:
    """A row for every source that made a statement among `estimates`, those with most first.

    The columns are those of `Contribution`: `estimates` is how many statements it gave (relays put
    together by R1, derived figures not counted, withdrawals and figures without a number counted),
    `estimands` of how many different counts; `first` and `last` are the first and the last day that
    they speak of, as ISO text, empty where no date is given.
    """
    said = frame_from(estimates.take(~estimates["derived"]))
    days = ("as_of_first", "as_of_last")
    first, last = (said[name].where(np.isfinite(said[name])) for name in days)
    found = (
        said.assign(first=first, last=last)
        .groupby("source", as_index=False)
        .agg(
            side=("side", "first"),
            origin=("origin", "first"),
            estimates=("estimand", "size"),
            estimands=("estimand", "nunique"),
            first=("first", "min"),
            last=("last", "max"),
        )
    )
    listed = alignment.parsed.ledger.sources
    found["kind"] = [listed[name].kind if name in listed else "" for name in found["source"]]
    for name in ("first", "last"):
        found[name] = [iso(day) for day in found[name].tolist()]
    found = found.sort_values("estimates", ascending=False, kind="stable", ignore_index=True)
    return frame_of(Contribution, found)
