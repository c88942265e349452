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
from reconcile.columnar import Columns, firsts, group
from reconcile.stable_order import stable_order

_FAR = 10**7  # days; no date of the calendar is that far
_DAYS = ("as_of_last", "as_of_first", "published_last", "published_first")  # as R3 goes by them
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
    told = _dated(parsed, said)
    source, estimand, date = told.cells("source"), told["estimand"], told["date"]
    # only where the statements stand is put in order: columns are fetched once, when few are left
    order = stable_order(told["case"], source.codes, estimand, date, *(told[day] for day in _DAYS))
    holder = _runs(source.codes[order], estimand[order])
    again = np.append((np.diff(holder) == 0) & (np.diff(date[order]) == 0), False)[: len(order)]
    kept = ~again & ~told["silent"][order]
    kept[kept] = _often(holder[kept])
    order, holder = order[kept], holder[kept]
    middle = (told["first"] + told["last"])[order]
    by_day = stable_order(holder, middle)
    order, holder, middle = order[by_day], holder[by_day], middle[by_day]
    statement = told.numbers[order]
    points = Points(
        statement, date[order], middle / 2, told["published_last"][order],
        np.rint(2 * said.columns["point"][statement]).astype(np.int64),
    )  # fmt: skip
    begins = np.flatnonzero(np.diff(holder, prepend=-1))
    source, listed = source.take(order[begins]).compact, parsed.ledger.sources
    origin = source.changed(lambda name: listed[name].origin if name in listed else name)
    starts = np.append(begins, len(order))
    return DatedSeries(points, starts, source.codes, estimand[order[begins]], origin.codes)


def _often(codes: np.ndarray) -> np.ndarray:
    """Which of the codes come as often as a series has dates, at least."""
    often: np.ndarray = (np.bincount(codes, minlength=1) >= LEAST)[codes]
    return often


def _runs(*columns: np.ndarray) -> np.ndarray:
    """The number of the run that each row is in; rows next to each other that are alike are one."""
    new = np.zeros(len(columns[0]), dtype=bool)
    for column in columns:
        new[1:] |= np.diff(column) != 0
    return np.cumsum(new)


def _dated(parsed: Parsed, said: Statements) -> Columns:
    """The statements of who made enough on one estimand and gave dates.

    `first` and `last` are the days (ordinals) of their `date`; `silent` says that they have no
    number.
    """
    often = np.flatnonzero(_often(said.holder))
    row = said.columns["row"][often]
    cases = parsed.ledger.rows.cells("case").take(row)
    days = {name: parsed.typed[name][row] for name in _DAYS}
    ended = cases.among(parsed.events)
    ends = {
        end: np.where(ended, days[f"published_{end}"], days[f"as_of_{end}"])
        for end in ("last", "first")
    }
    known = np.isfinite(ends["first"]) & np.isfinite(ends["last"])
    whole = {name: _whole(cells[known]) for name, cells in (ends | days).items()}
    often, codes = often[known], cases.codes[known]
    of = said.columns.only(("source", "estimand")).take(often).numbered(often)
    silent = (said.columns["unknown"] | said.columns["withdrawn"])[often]
    date = _dates(codes, whole["last"], whole["first"])
    return of.assign(case=codes, date=date, silent=silent, **whole)


def _whole(days: np.ndarray) -> np.ndarray:
    """Days as whole numbers, those without an end too."""
    whole: np.ndarray = np.clip(days, 0, _FAR).astype(np.int32)
    return whole


def _dates(*date: np.ndarray) -> np.ndarray:
    """Numbers of the dates of each case, in their order, by case, last and first day."""
    number = group(*date)
    each = [column[firsts(number)] for column in date]
    order = stable_order(*each)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order))
    codes: np.ndarray = place[number]
    return codes
