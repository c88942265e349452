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
from reconcile.columnar import Columns
from reconcile.stable_order import stable_order

_FAR = 10**7  # days; no date of the calendar is that far
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
    `starts[i + 1]`. `source`, `estimand` and `origin`, which is the source that a series rests on,
    are codes, one for each series.
    """

    points: Points
    starts: np.ndarray
    source: np.ndarray
    estimand: np.ndarray
    origin: np.ndarray

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

    @cached_property
    def by_date(self) -> np.ndarray:
        """The places of the points by series and date; as a rule they stand so by their days."""
        return stable_order(self.number, self.points.date)


def stretches(begins: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places in stretches of a row, of which each has so many: which stretch, and where."""
    number = np.repeat(np.arange(len(sizes)), sizes)
    return number, np.arange(len(number)) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)


def dated_series(parsed: Parsed, said: Statements) -> DatedSeries:
    """The series of these statements."""
    told = _in_order(parsed, said)
    holder, date = told.grouped("source", "estimand"), _dates(told)
    again = np.append((np.diff(holder) == 0) & (np.diff(date) == 0), False)[: len(told)]
    kept = ~again & ~told["silent"]
    kept[kept] = _often(holder[kept])
    told, holder, date = told.take(kept), holder[kept], date[kept]
    by_day = stable_order(holder, told["first"] + told["last"])
    told, holder, date = told.take(by_day), holder[by_day], date[by_day]
    points = Points(
        told.numbers, date, (told["first"] + told["last"]) / 2, told["published_last"],
        np.rint(2 * told["point"]).astype(np.int64),
    )  # fmt: skip
    begins = np.flatnonzero(np.diff(holder, prepend=-1))
    of_series, listed = told.take(begins), parsed.ledger.sources
    source, starts = of_series.cells("source"), np.append(begins, len(told))
    origin = source.changed(lambda name: listed[name].origin if name in listed else name)
    return DatedSeries(points, starts, source.codes, of_series["estimand"], origin.codes)


def _often(codes: np.ndarray) -> np.ndarray:
    """Which of the codes come as often as a series has dates, at least."""
    often: np.ndarray = (np.bincount(codes, minlength=1) >= LEAST)[codes]
    return often


def _in_order(parsed: Parsed, said: Statements) -> Columns:
    """The statements of who made enough on one estimand and gave dates, by source and date.

    `first` and `last` are the days (ordinals) of their dates; `silent` says that they have no
    number. Those of one date are in the order of R3.
    """
    often = np.flatnonzero(_often(said.columns.grouped("source", "estimand")))
    told = said.columns.only(("row", "source", "estimand", "point")).take(often).numbered(often)
    row, cases = told["row"], parsed.ledger.rows.cells("case").take(told["row"])
    days = {
        f"{name}_{end}": parsed.typed[f"{name}_{end}"][row]
        for name in ("as_of", "published")
        for end in ("last", "first")
    }
    ended = cases.among(parsed.events)
    last, first = (
        np.where(ended, days[f"published_{end}"], days[f"as_of_{end}"]) for end in ("last", "first")
    )
    silent = (said.columns["unknown"] | said.columns["withdrawn"])[often]
    told = told.assign(case=cases.codes, first=first, last=last, silent=silent, **days)
    told = told.take(np.isfinite(first) & np.isfinite(last))
    told = told.assign(first=_whole(told["first"]), last=_whole(told["last"]))
    order = stable_order(
        told["case"], told.cells("source").codes, told["estimand"], told["last"], told["first"],
        *(_whole(told[name]) for name in days),
    )  # fmt: skip
    return told.take(order)


def _whole(days: np.ndarray) -> np.ndarray:
    """Days as whole numbers, those without an end too."""
    whole: np.ndarray = np.clip(days, 0, _FAR).astype(np.int64)
    return whole


def _dates(told: Columns) -> np.ndarray:
    """Numbers of the dates of each case, in their order."""
    date = [told[name] for name in ("case", "last", "first")]
    order = stable_order(*date)
    new = np.zeros(len(order), dtype=bool)
    for column in date:
        new[1:] |= np.diff(column[order]) != 0
    codes = np.empty(len(order), dtype=np.int64)
    codes[order] = np.cumsum(new)
    return codes
