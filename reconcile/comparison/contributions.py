"""Who spoke: every source, what it contributed, and the source it rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.typed_cells import group
from reconcile.notation.dates import iso
from reconcile.storage.ledger import Source

COLUMNS = ("source", "kind", "side", "origin", "estimates", "estimands", "first", "last")


def table(alignment: Alignment, estimates: pd.DataFrame) -> pd.DataFrame:
    """A row for every source that made a statement among `estimates`, those with most first.

    The columns are `COLUMNS`: `estimates` is how many statements it gave (relays put together by
    R1, derived figures not counted, withdrawals and figures without a number counted), `estimands`
    of how many different counts; `first` and `last` are the first and the last day that they speak
    of, as ISO text, empty where no date is given.
    """
    said = estimates[~estimates["derived"].to_numpy()]
    codes, names = pd.factorize(said["source"], sort=True)
    count = np.bincount(codes, minlength=len(names))
    _, once = np.unique(group(codes, said["estimand"].to_numpy()), return_index=True)
    known = alignment.parsed.ledger.sources
    listed = [known.get(name) or Source(name, origin=name) for name in names]
    columns = {
        "source": [source.source for source in listed],
        "kind": [source.kind for source in listed],
        "side": [source.side for source in listed],
        "origin": [source.origin for source in listed],
        "estimates": count,
        "estimands": np.bincount(codes[once], minlength=len(names)),
        "first": _day(codes, said["as_of_first"].to_numpy(), len(names), np.minimum, np.inf),
        "last": _day(codes, said["as_of_last"].to_numpy(), len(names), np.maximum, -np.inf),
    }
    frame = pd.DataFrame(columns, columns=list(COLUMNS))
    return frame.iloc[np.argsort(-count, kind="stable")].reset_index(drop=True)


def _day(
    codes: np.ndarray, days: np.ndarray, count: int, extreme: np.ufunc, none: float
) -> list[str]:
    """The extreme day of each source as ISO text; missing dates have no say."""
    found, dated = np.full(count, none), np.isfinite(days)
    extreme.at(found, codes[dated], days[dated])
    return [iso(day) for day in found.tolist()]
