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
from reconcile.columnar import Columns, grouping
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


def dated_series(parsed: Parsed, said: Statements) -> DatedSeries:
    """The series of these statements."""
    often = np.flatnonzero(_often(said.holder))
    row, source = said.columns["row"][often], said.columns.cells("source").take(often)
    estimand, (number, dates) = said.columns["estimand"][often], _dates(parsed, row)
    # only where the statements stand is put in order: columns are fetched once, when few are left
    order = stable_order(dates["case"][number], source.codes, estimand, dates["place"][number])
    holder, number = _runs(said.holder[often][order]), number[order]
    again = (np.diff(holder) == 0) & (np.diff(dates["date"][number]) == 0)
    silent = (said.columns["unknown"] | said.columns["withdrawn"])[often]
    kept = ~np.append(again, False)[: len(order)] & ~silent[order] & dates["known"][number]
    kept[kept] = _often(holder[kept])
    order, holder, number = order[kept], holder[kept], number[kept]
    by_day = stable_order(holder, dates["middle"][number])
    order, holder, number = order[by_day], holder[by_day], number[by_day]
    statement = often[order]
    date, middle, published = (dates[name][number] for name in ("date", "middle", "published_last"))
    twice = np.rint(2 * said.columns["point"][statement]).astype(np.int64)
    points = Points(statement, date, middle / 2, published, twice)
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


def _dates(parsed: Parsed, rows: np.ndarray) -> tuple[np.ndarray, Columns]:
    """The different dates and publications of these rows, and which of them each row has.

    `date` numbers the dates of all cases in their order, `middle` is twice the middle of one and
    `known` says that it has both ends; `place` is where it stands by `case` and date and then as R3
    has it.
    """
    cases = parsed.ledger.rows.cells("case").take(rows)
    texts = [parsed.typed.cells(name).take(rows) for name in ("as_of", "published")]
    number, few = grouping(cases, *texts)  # the days follow from the text and the case
    case, rows = cases.take(few), rows[few]
    days = {name: parsed.typed[name][rows] for name in _DAYS}
    ended, ends = case.among(parsed.events), ("last", "first")
    last, first = (np.where(ended, days[f"published_{end}"], days[f"as_of_{end}"]) for end in ends)
    whole = [case.codes, *map(_whole, (last, first, *days.values()))]
    order = stable_order(*whole)
    place, date = np.empty((2, len(order)), dtype=np.int32)
    place[order], date[order] = np.arange(len(order)), _runs(*(key[order] for key in whole[:3]))
    each = {
        "case": case.codes, "place": place, "date": date, "middle": whole[1] + whole[2],
        "known": np.isfinite(first) & np.isfinite(last),
        "published_last": _whole(days["published_last"]),
    }  # fmt: skip
    return number, Columns(each)


def _whole(days: np.ndarray) -> np.ndarray:
    """Days as whole numbers, those without an end too."""
    whole: np.ndarray = np.clip(days, 0, _FAR).astype(np.int32)
    return whole
