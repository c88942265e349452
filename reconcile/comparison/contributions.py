"""Who spoke: every source, what it contributed, and the source it rests on."""

from __future__ import annotations

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.columnar import Cells, Columns, firsts, group
from reconcile.comparison.schema import Contribution
from reconcile.notation.dates import iso


def contributions(alignment: Alignment, estimates: Columns) -> Columns:
    """A row for every source that made a statement among `estimates`, those with most first.

    The columns are those of `Contribution`: `estimates` is how many statements it gave (relays put
    together by R1, derived figures not counted, withdrawals and figures without a number counted),
    `estimands` of how many different counts; `first` and `last` are the first and the last day that
    they speak of, as ISO text, empty where no date is given.
    """
    said = estimates.take(~estimates["derived"])
    one_each = said.first_of_each("source")
    names, listed = one_each.cells("source"), alignment.parsed.ledger.sources
    source = group(said.column("source"))
    told = np.bincount(source, minlength=len(one_each))
    counts = said.take(firsts(said.grouped("source", "estimand")))
    days = [said[name] for name in ("as_of_first", "as_of_last")]
    first, last = np.full(len(names), np.inf), np.full(len(names), -np.inf)
    np.minimum.at(first, source, np.where(np.isfinite(days[0]), days[0], np.inf))
    np.maximum.at(last, source, np.where(np.isfinite(days[1]), days[1], -np.inf))
    found = one_each.assign(
        kind=names.changed(lambda name: listed[name].kind if name in listed else ""),
        estimates=told,
        estimands=np.bincount(group(counts.column("source")), minlength=len(names)),
        first=Cells.of(map(iso, first.tolist())),
        last=Cells.of(map(iso, last.tolist())),
    )
    order = np.lexsort((names.ranks, -told))
    return Columns.declared(Contribution, found.take(order).by_name)
