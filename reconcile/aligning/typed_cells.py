"""The ledger's text as numbers and days: every distinct cell is parsed once.

`parse(ledger)` gives the typed columns of all rows and the cells that are not in their notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

from reconcile.aligning.events import Event, ends_of, events, until
from reconcile.columnar import AnyColumn, Cells, Columns
from reconcile.errors import NotationError
from reconcile.notation.bases import BASES, parse_basis
from reconcile.notation.dates import Date, parse_date
from reconcile.notation.figure_columns import read_figures
from reconcile.storage.ledger import Ledger

DATES = ("published", "since", "as_of")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not in its notation: ledger row, column, what is wrong and what to write."""

    row: int
    column: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Parsed:
    """A ledger and its typed columns.

    `typed` has one row for each row of `ledger.rows` and the columns
    `measure` (canonical name, empty if it is none), `basis` (one of `BASES`), `figure` (canonical
    text);
    `low`, `best`, `high`, `lower`, `upper`, `point` (counts as float; NaN for absent, `upper`
    infinite where open); `unknown`, `withdrawn`, `read` (bool; `read`: the cell is a figure);
    `qualifier`; and for each of `published`, `since` and `as_of` its canonical text and its
    `_first` and `_last` day (ordinals as float). An empty as_of is the published date and an
    empty published the as_of (R3); a date that is missing for good spans from -inf to inf. In a
    case that ended, every day of an as_of after its end is the day of its end (R3).
    """

    ledger: Ledger
    typed: Columns
    faults: tuple[Fault, ...]

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """The cases that ended, by name."""
        return events(self.ledger)


class _Dates(NamedTuple):
    """A column of dates: their canonical texts, and the first and the last day of each."""

    text: Cells
    first: np.ndarray
    last: np.ndarray

    def filled(self, other: _Dates) -> _Dates:
        """This column, with the dates of the other one where it has none."""
        empty = ~self.text.filled
        if not empty.any():
            return self
        ends = (np.where(empty, *both) for both in zip(other[1:], self[1:], strict=True))
        return _Dates(self.text.replaced(empty, other.text.take(empty)), *ends)


def parse(ledger: Ledger) -> Parsed:
    """Parse every distinct figure, date and measure of `ledger` once; raises nothing."""
    rows, faults = ledger.rows, list[Fault]()
    typed: dict[str, AnyColumn] = {
        **_figures(rows.cells("figure"), faults),
        "measure": _measures(rows.cells("measure"), ledger.measures.parse, faults),
        "basis": _bases(rows.cells("basis"), faults),
    }
    dates = {name: _dates(name, rows.cells(name), faults) for name in DATES}
    for name, other in (("as_of", "published"), ("published", "as_of")):
        dates[name] = dates[name].filled(dates[other])
    if ended := events(ledger):
        dates["as_of"] = _Dates(*until(ends_of(ended, rows.cells("case")), *dates["as_of"]))
    for name, (text, first, last) in dates.items():
        typed |= {name: text, f"{name}_first": first, f"{name}_last": last}
    faults.sort(key=lambda fault: fault.row)
    return Parsed(ledger, Columns(typed), tuple(faults))


def _each(
    name: str, column: Cells, read: Callable[[str], T], empty: T, faults: list[Fault]
) -> list[T]:
    """What each distinct cell of the column `name` was read as."""
    values = list[T]()
    refused: dict[int, NotationError] = {}
    for code, text in enumerate(column.distinct):
        try:
            values.append(read(text) if text else empty)
        except NotationError as error:
            values.append(empty)
            refused[code] = error
    faults += _faults(name, column, refused)
    return values


def _faults(name: str, column: Cells, refused: Mapping[int, NotationError]) -> Iterator[Fault]:
    """A fault for each row whose text is refused, by its number."""
    wrong = np.zeros(len(column.distinct), dtype=bool)
    wrong[list(refused)] = True
    for row in np.flatnonzero(wrong[column.codes]).tolist() if refused else ():
        why = refused[int(column.codes[row])]
        yield Fault(row, name, why.problem, why.remedy)


def _numbers(values: Sequence[float | None], absent: float) -> np.ndarray:
    return np.array([absent if value is None else value for value in values], dtype=float)


def _figures(column: Cells, faults: list[Fault]) -> dict[str, AnyColumn]:
    read = read_figures(column.distinct)
    faults += _faults("figure", column, read.refused)
    distinct = Columns(
        {
            name: Cells.of(values) if values.dtype == object else values
            for name, values in read.columns.items()
        }
    )
    found = distinct.take(column.codes)
    return {name: found.column(name) for name in found.names}


def _measures(column: Cells, read: Callable[[str], str], faults: list[Fault]) -> Cells:
    names = _each("measure", column, read, "", faults)
    return Cells.of(names).take(column.codes)


def _bases(column: Cells, faults: list[Fault]) -> Cells:
    bases = _each("basis", column, parse_basis, "", faults)
    numbers = np.array([BASES.index(basis) for basis in bases], dtype=np.int32)
    return Cells(numbers[column.codes], BASES)


def _dates(name: str, column: Cells, faults: list[Fault]) -> _Dates:
    dates = _each(name, column, _read_date, None, faults)
    text = Cells.of(date.text if date else "" for date in dates).take(column.codes)
    first = _numbers([date.first if date else None for date in dates], -np.inf)
    last = _numbers([date.last if date else None for date in dates], np.inf)
    return _Dates(text, first[column.codes], last[column.codes])


def _read_date(text: str) -> Date | None:
    return parse_date(text)
