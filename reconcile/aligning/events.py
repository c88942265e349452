"""Events that end: what cases.csv says of a case, as days (docs/method.md, "Current")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

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
    ends: np.ndarray, text: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The dates `text`, from `first` to `last`, of which every day after `ends` means that day."""
    within = np.minimum(first, ends), np.minimum(last, ends)
    text = text.copy()
    for row in np.flatnonzero((last > ends) & np.isfinite(first)).tolist():
        one, other = iso(within[0][row]), iso(within[1][row])
        text[row] = one if one == other else f"{one}/{other}"
    return text, *within


def ends_of(found: Mapping[str, Event], cases: Iterable[str]) -> np.ndarray:
    """The day on which each of the `cases` ended, infinite for one that has not."""
    return np.array([found[name].ended if name in found else np.inf for name in cases])
