"""Events that end: what cases.csv says of a case, as days (docs/method.md, "Current")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Cells, firsts, group
from reconcile.errors import NotationError
from reconcile.notation.dates import Date, iso, parse_date
from reconcile.storage.ledger import Ledger


class Event(NamedTuple):
    """A case of which the last day on which anyone could come to harm is known.

    `settled` is the first day from which counts are taken as complete, if there is one.
    """

    ended: int
    settled: int | None


def events(ledger: Ledger) -> dict[str, Event]:
    """The cases that ended, by name; one whose dates cannot be read or be so has not ended."""
    found = dict[str, Event]()
    for name, row in ledger.cases.items():
        began, ended, settled = map(read_day, (row.began, row.ended, row.settled))
        if ended and not (began and began.first > ended.last):
            found[name] = Event(ended.last, settled.first if settled else None)
    return found


def read_day(text: str) -> Date | None:
    """The date in a cell of cases.csv, if it is one."""
    try:
        return parse_date(text) if text else None
    except NotationError:
        return None


def until(
    ends: np.ndarray, text: Cells, first: np.ndarray, last: np.ndarray
) -> tuple[Cells, np.ndarray, np.ndarray]:
    """The dates `text`, from `first` to `last`, of which every day after `ends` means that day."""
    within = np.minimum(first, ends), np.minimum(last, ends)
    rows = np.flatnonzero((last > ends) & np.isfinite(first))
    spans = group(*(days[rows] for days in within))
    each = rows[firsts(spans)].tolist()
    texts = Cells.of(_span(*(days[row] for days in within)) for row in each)
    return text.replaced(rows, texts.take(spans)), *within


def _span(first: float, last: float) -> str:
    one, other = iso(first), iso(last)
    return one if one == other else f"{one}/{other}"


def ends_of(found: Mapping[str, Event], cases: Cells) -> np.ndarray:
    """The day on which each of the `cases` ended, infinite for one that has not."""
    return cases.each(lambda name: found[name].ended if name in found else np.inf, float)
