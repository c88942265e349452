"""R13: what each source said of each count from date to date, as arrays that can be searched.

A *series* is one source's statements of one estimand, one a date: the last published where there
are several. Derived figures, those without a number and those without a date have no part; a date
is the span of days that it may be, and in a case that ended it is the date of publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from reconcile.aligning.relays import Statements
from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import group

LEAST = 8  # dates, fewer of which show nothing (R13)


class Points(NamedTuple):
    """One series, date by date: arrays of one length, in the order of the days.

    `statement` is the number of the statement, `date` the code of its date (the same for every
    series of a case), `day` the middle of the date, `published` the last day of publication and
    `value` twice the point, which is a whole number where the middle of a range is not.
    """

    statement: np.ndarray
    date: np.ndarray
    day: np.ndarray
    published: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class DatedSeries:
    """All series of at least `LEAST` dates.

    `points` are those of all, one series after the other; series i stands at `starts[i]` to
    `starts[i + 1]`. `source` and `estimand` are codes, one for each series; `origin` is the source
    that each rests on.
    """

    points: Points
    starts: np.ndarray
    source: np.ndarray
    estimand: np.ndarray
    origin: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.origin)

    def __getitem__(self, series: int) -> Points:
        own = slice(*self.starts[series : series + 2].tolist())
        return Points(*(column[own] for column in self.points))

    def __iter__(self) -> Iterator[Points]:
        return (self[series] for series in range(len(self)))

    @cached_property
    def number(self) -> np.ndarray:
        """The series of each of the points."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def dated_series(parsed: Parsed, said: Statements) -> DatedSeries:
    """The series of these statements."""
    columns, sources = said.columns, said.columns.cells("source")
    row, cases = columns["row"], parsed.ledger.rows.cells("case")
    ended = cases.among(parsed.events)[row]
    as_of, published = (
        [parsed.typed[f"{name}_{end}"][row] for end in ("first", "last")]
        for name in ("as_of", "published")
    )
    first, last = (np.where(ended, *both) for both in zip(published, as_of, strict=True))
    case, source, estimand = cases.codes[row], sources.codes, columns["estimand"]
    order = np.lexsort((*published, *as_of, first, last, estimand, source, case))
    order = order[np.isfinite(first[order]) & np.isfinite(last[order])]
    holder = group(source[order], estimand[order])
    date = _dates(case, first, last)
    again = np.append((np.diff(holder) == 0) & (np.diff(date[order]) == 0), False)
    silent = (columns["unknown"] | columns["withdrawn"])[order]
    order, holder = (each[~again[: len(order)] & ~silent] for each in (order, holder))
    enough = np.bincount(holder, minlength=1)[holder] >= LEAST
    order, holder = order[enough], holder[enough]
    day = (first[order] + last[order]) / 2
    by_day = np.lexsort((day, holder))
    order, day = order[by_day], day[by_day]
    points = Points(
        order, date[order], day,
        published[1][order], np.rint(2 * columns["point"][order]).astype(np.int64),
    )  # fmt: skip
    begins = np.flatnonzero(np.diff(holder, prepend=-1))
    listed = parsed.ledger.sources
    origin = tuple(
        listed[name].origin if name in listed else name for name in sources.take(order[begins])
    )
    starts = np.append(begins, len(order))
    return DatedSeries(points, starts, source[order][begins], estimand[order][begins], origin)


def _dates(case: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Numbers of the dates of each case, in their order."""
    order = np.lexsort((first, last, case))
    new = np.zeros(len(order), dtype=bool)
    for column in (case, first, last):
        new[1:] |= column[order][1:] != column[order][:-1]
    codes = np.empty(len(order), dtype=np.int64)
    codes[order] = np.cumsum(new)
    return codes
