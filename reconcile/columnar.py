"""Columns of one length with names, and columns of text that keep each distinct text once.

What the rules reckon with, in numpy alone: only the library makes frames, for who calls it.
`Cells` is a column of text, `Columns` are named columns of one length, and `group` numbers rows by
what they have in common.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import numpy as np

from reconcile.first_same import first_same, firsts_among, numbered
from reconcile.notation.columns import Kind, fields_of

R = TypeVar("R", bound=NamedTuple)
_NEAR, _MOST = 2**31, 2**62  # numbers below the first can be packed by twos, up to the second


@dataclass(frozen=True, eq=False)
class Cells:
    """A column of text: the texts, no two alike, and for each row the number of its text.

    Some texts may be in no row, as after `take`.
    """

    codes: np.ndarray
    distinct: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Cells:
        """A column of these texts, numbered in the order in which they come first."""
        number = defaultdict[str, int](itertools.count().__next__)
        codes = np.fromiter(map(number.__getitem__, texts), np.int32)
        return cls(codes, tuple(number))

    @classmethod
    def stacked(cls, columns: Sequence[Cells]) -> Cells:
        """These columns, one below the other."""
        if all(column.distinct is columns[0].distinct for column in columns[1:]):
            return cls(np.concatenate([column.codes for column in columns]), columns[0].distinct)
        first = columns[0].compact  # no two of its texts are alike
        new = itertools.count(len(first.distinct)).__next__
        number = defaultdict[str, int](new, zip(first.distinct, itertools.count()))
        codes = [column.each(number.__getitem__, np.int32) for column in columns[1:]]
        return cls(np.concatenate([first.codes, *codes]), tuple(number))

    def __getitem__(self, row: int) -> str:
        return self.distinct[int(self.codes[row])]

    def __iter__(self) -> Iterator[str]:
        return map(self.distinct.__getitem__, self.codes.tolist())

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def texts(self) -> np.ndarray:
        """The text of each row, as an array of objects."""
        return self.each(str, object)

    def each(self, function: Callable[[str], Any], dtype: Any) -> np.ndarray:
        """What `function` makes of each row's text; it is asked once for each that differs."""
        few = self.compact
        found = np.fromiter(map(function, few.distinct), dtype, len(few.distinct))
        return found.take(few.codes)

    @property
    def compact(self) -> Cells:
        """The same column, of the texts that some row has, in the order in which they are kept."""
        if len(self.codes) < len(self.distinct):  # a few rows of many
            few, codes = np.unique(self.codes, return_inverse=True)
            return Cells(codes, tuple(self.distinct[code] for code in few.tolist()))
        used = np.zeros(len(self.distinct), dtype=bool)
        used[self.codes] = True
        if used.all():
            return self
        codes = (np.cumsum(used, dtype=np.int32) - 1)[self.codes]
        return Cells(codes, tuple(itertools.compress(self.distinct, used.tolist())))

    def among(self, texts: Collection[str]) -> np.ndarray:
        """Which rows have one of these texts."""
        return self.each(texts.__contains__, bool)

    @property
    def filled(self) -> np.ndarray:
        """Which rows are not empty."""
        empty = self.distinct.index("") if "" in self.distinct else -1
        filled: np.ndarray = self.codes != empty
        return filled

    @property
    def used(self) -> list[str]:
        """The texts that some row has, in the order in which they come first."""
        return [self.distinct[code] for code in first_codes(self.codes).tolist()]

    @classmethod
    def alike(cls, text: str, length: int) -> Cells:
        """A column of one text."""
        return cls(np.zeros(length, np.int32), (text,))

    def changed(self, function: Callable[[str], str]) -> Cells:
        """The column of what `function` makes of the texts."""
        made = list(map(function, self.distinct))
        if made == list(self.distinct):
            return self
        return Cells.of(made).take(self.codes)

    def in_order(self) -> Cells:
        """The same column, of texts that some row has, in the order in which they come first."""
        order = first_codes(self.codes)
        number = np.zeros(len(self.distinct), dtype=np.int32)
        number[order] = np.arange(len(order))
        return Cells(number[self.codes], tuple(self.distinct[code] for code in order.tolist()))

    @property
    def ranks(self) -> np.ndarray:
        """The place of each row's text among all texts in their order."""
        place = {text: at for at, text in enumerate(sorted(self.distinct))}
        return self.each(place.__getitem__, np.intp)

    def take(self, rows: np.ndarray) -> Cells:
        """The rows at these positions, or those for which `rows` is true."""
        return Cells(self.codes[rows], self.distinct)

    def replaced(self, rows: np.ndarray, cells: Cells) -> Cells:
        """The column with these cells in the rows at these positions, or those that are true."""
        if not len(cells):
            return self
        both = Cells.stacked([self, cells])
        codes = both.codes[: len(self)].copy()
        codes[rows] = both.codes[len(self) :]
        return Cells(codes, both.distinct)


AnyColumn = np.ndarray | Cells


class Columns:
    """Named columns of one length, each an array or `Cells`, and a number for each row.

    `columns[name]` is an array, of texts where the column is of text; `cells(name)` is such a
    column itself. The numbers are from 0 on unless they are given. Nothing is changed in place.
    """

    def __init__(
        self, columns: Mapping[str, AnyColumn], numbers: np.ndarray | None = None, length: int = 0
    ) -> None:
        self._columns, self._given = dict(columns), numbers
        lengths = {len(column) for column in (*columns.values(), numbers) if column is not None}
        self._length = next(iter(lengths), length)
        assert lengths | {length or self._length} == {self._length}

    @cached_property
    def numbers(self) -> np.ndarray:
        """The number of each row."""
        return np.arange(self._length) if self._given is None else self._given

    @classmethod
    def of(cls, row: type[NamedTuple], rows: Iterable[NamedTuple]) -> Columns:
        """The columns of rows that are declared as `row`; its key is their number."""
        found = list(zip(*rows, strict=True)) or [()] * len(fields_of(row))
        cells = {column.name: each for column, each in zip(fields_of(row), found, strict=True)}
        keys = [column.name for column in fields_of(row) if column.kind is Kind.KEY]
        numbers = np.array(cells[keys[0]], dtype=np.int64) if keys else None
        return cls.declared(row, cells, numbers)

    @classmethod
    def declared(
        cls,
        row: type[NamedTuple],
        cells: Mapping[str, AnyColumn | Sequence[Any]],
        numbers: np.ndarray | None = None,
    ) -> Columns:
        """The columns of `row`, in their order and types, from cells by name.

        There may be cells of other names too. A column with a getter is made of those there are.
        """
        columns = fields_of(row)
        made = {
            column.name: _typed(column.kind, cells[column.name])
            for column in columns
            if column.name in cells and column.get is None
        }
        every = {**cells, **made}
        for column in columns:
            if column.get is not None:
                made[column.name] = _typed(column.kind, column.get(every))
        named = [column.name for column in columns if column.kind is not Kind.KEY]
        return cls({name: made[name] for name in named}, numbers)

    @classmethod
    def stacked(cls, blocks: Sequence[Columns]) -> Columns:
        """Blocks with the same columns, one below the other, each row with its number."""
        columns = {name: _stacked([one.column(name) for one in blocks]) for name in blocks[0].names}
        return cls(columns, np.concatenate([block.numbers for block in blocks]))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(self._columns)

    @property
    def by_name(self) -> Mapping[str, AnyColumn]:
        """The columns as they are kept."""
        return self._columns

    def column(self, name: str) -> AnyColumn:
        """A column as it is kept; raises `KeyError` for one that is not there."""
        return self._columns[name]

    def __getitem__(self, name: str) -> np.ndarray:
        column = self._columns[name]
        return column.texts if isinstance(column, Cells) else column

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __len__(self) -> int:
        return self._length

    def cells(self, name: str) -> Cells:
        """A column of text; raises `TypeError` for one that is not."""
        column = self._columns[name]
        if not isinstance(column, Cells):
            raise TypeError(f"{name} is no column of text")
        return column

    def grouped(self, *names: str) -> np.ndarray:
        """The rows numbered by what they have in these columns, as `group` does."""
        return group(*(self._columns[name] for name in names))

    def take(self, rows: np.ndarray | Sequence[int] | slice) -> Columns:
        """The rows at these positions, or those for which `rows` is true, with their numbers."""
        at = np.arange(len(self))[rows] if isinstance(rows, slice) else np.asarray(rows)
        at = np.flatnonzero(at) if at.dtype == bool else at.astype(np.intp, copy=False)
        columns = {name: _taken(column, at) for name, column in self._columns.items()}
        return Columns(columns, at if self._given is None else self._given.take(at))

    def only(self, names: Iterable[str]) -> Columns:
        """These columns."""
        return Columns({name: self._columns[name] for name in names}, self._given, len(self))

    def only_or_empty(self, names: Iterable[str]) -> Columns:
        """These columns, of empty text where there is none of the name."""
        absent = Cells.alike("", len(self))
        columns = {name: self._columns.get(name, absent) for name in names}
        return Columns(columns, self._given, len(self))

    def assign(self, **columns: AnyColumn) -> Columns:
        """These columns besides, or in the place of those of the same names."""
        return Columns({**self._columns, **columns}, self._given, len(self))

    def replaced(self, rows: np.ndarray, others: Columns) -> Columns:
        """The rows at these positions with what the others have in their columns."""
        columns = dict[str, AnyColumn]()
        for name in others.names:
            column = self._columns[name]
            if isinstance(column, Cells):
                columns[name] = column.replaced(rows, others.cells(name))
            else:
                columns[name] = changed = column.copy()
                changed[rows] = others[name]
        return self.assign(**columns)

    def numbered(self, numbers: np.ndarray | None = None) -> Columns:
        """The same rows with these numbers, or with those from 0 on."""
        return Columns(self._columns, numbers, len(self))

    def positions(self, numbers: Iterable[int]) -> np.ndarray:
        """Where the rows of these numbers stand, the last of each; -1 for one that is not there."""
        wanted = np.fromiter(numbers, np.int64)
        if not len(self):
            return np.full(len(wanted), -1)
        order, rising = self._rising
        at = np.searchsorted(rising, wanted, side="right") - 1
        return np.where(rising[at] == wanted, order[at], -1)

    @cached_property
    def _rising(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the rows stand by their numbers, and those numbers in rising order."""
        order = np.argsort(self.numbers, kind="stable")
        return order, self.numbers[order]

    def at(self, numbers: Iterable[int]) -> Columns:
        """The rows of these numbers; raises `KeyError` for one that is not there."""
        wanted = list(numbers)
        found = self.positions(wanted)
        if (found < 0).any():
            raise KeyError(wanted[int(np.argmin(found))])
        return self.take(found)

    def first_of_each(self, name: str) -> Columns:
        """The first row of each different cell of a column."""
        return self.take(firsts(group(self._columns[name])))

    def rows(self, row: type[R]) -> list[R]:
        """The rows as what they are declared to be; a key that is no column is their number."""
        cells = [
            self.numbers
            if column.kind is Kind.KEY and column.name not in self
            else self._columns[column.name]
            for column in fields_of(row)
        ]
        told = (column if isinstance(column, Cells) else column.tolist() for column in cells)
        return list(itertools.starmap(row, zip(*told, strict=True)))


def _typed(kind: Kind, cells: AnyColumn | Sequence[Any]) -> AnyColumn:
    if isinstance(cells, Cells):
        return cells
    return Cells.of(cells) if kind.dtype == "str" else np.asarray(cells, dtype=kind.dtype)


def _taken(column: AnyColumn, at: np.ndarray) -> AnyColumn:
    if isinstance(column, Cells):
        return Cells(column.codes.take(at), column.distinct)
    return column.take(at)


def _stacked(columns: Sequence[AnyColumn]) -> AnyColumn:
    cells = [column for column in columns if isinstance(column, Cells)]
    if cells:
        return Cells.stacked(cells)
    return np.concatenate([column for column in columns if isinstance(column, np.ndarray)])


def firsts(codes: np.ndarray) -> np.ndarray:
    """Where each different number in `codes` stands first, in order."""
    return firsts_among(first_same(codes))


def first_codes(codes: np.ndarray) -> np.ndarray:
    """The different numbers in `codes`, in the order in which they come first."""
    return codes.take(firsts(codes))


def group(*columns: AnyColumn) -> np.ndarray:
    """Number the rows by their combination of values, from 0 in order of first appearance."""
    return numbered(packed(*columns))[0]


def grouping(*columns: AnyColumn) -> tuple[np.ndarray, np.ndarray]:
    """The rows numbered as by `group`, and where each of these numbers stands first."""
    return numbered(packed(*columns))


def packed(*columns: AnyColumn) -> np.ndarray:
    """A whole number for each row, alike for those with the same combination of values."""
    found, size = np.zeros(0, dtype=np.int64), 1
    for column in columns:
        codes, count = _coded(column)
        if size == 1:  # alike in all rows up to here
            found = codes.astype(np.int64)
        elif count > 1:
            if size * count > _MOST:
                found, size = numbered(found)[0], len(found)
            found *= count
            found += codes
        size *= count
    return found


def _coded(column: AnyColumn) -> tuple[np.ndarray, int]:
    """Whole numbers from 0 on that are alike where the cells are, and a limit that they are below.

    The limit is not above `_NEAR` or the length of the column.
    """
    if isinstance(column, Cells):
        return column.codes, int(column.codes.max(initial=0)) + 1
    if column.dtype == object:
        return _coded(Cells.of(column))
    if column.dtype == float:
        return _coded_reals(column)
    low, high = int(column.min(initial=0)), int(column.max(initial=0))
    if high - low < _NEAR:
        codes = column.astype(np.int64, copy=False)
        return (codes - low if low else codes), high - low + 1
    return numbered(column)[0], max(len(column), 1)


def _coded_reals(column: np.ndarray) -> tuple[np.ndarray, int]:
    """The same of real numbers; those that are none are alike."""
    finite = np.isfinite(column)
    known = column if finite.all() else column[finite]
    low, high = (known.min(), known.max()) if len(known) else (0.0, 0.0)
    if high - low < _NEAR - 3 and (np.trunc(known) == known).all():  # as days are
        if known is column:
            return (known - low).astype(np.int64), int(high - low) + 1
        codes = np.where(np.isnan(column), 2, column > 0).astype(np.int64)
        codes[finite] = (known - low).astype(np.int64) + 3
        return codes, int(high - low) + 4
    one = np.where(np.isnan(column), np.nan, column + 0.0)  # one nan, and one nought
    return numbered(one.view(np.int64))[0], max(len(column), 1)
