"""What every check looks at: the ledger as parsed, and which of its rows have a part in what."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np

from reconcile.aligning.relays import Statements, statements
from reconcile.aligning.typed_cells import Parsed
from reconcile.checks.holding import CodeLists
from reconcile.checks.issue import Issue, Problem
from reconcile.columnar import Cells
from reconcile.storage.breakdowns import OF
from reconcile.storage.csv_file import Table
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import Ledger

# Beyond this many comparisons of names no near one is looked for: it would take seconds.
MOST_COMPARISONS = 100_000
_AT_ONCE = 1 << 13  # cells: as many as the nearest memory has room for


@dataclass(frozen=True)
class View:
    """The ledger as one check sees it; a check is a function of this and of nothing else.

    `legible` (bool, one per row of the ledger) says which rows have as many cells as a header that
    can be read: only these are looked at cell by cell. `usable` are those of them that have no
    error and are not set aside: only these are compared with each other. `today` is the ordinal of
    a day, if it is known, `pages` the copies of pages, if they are to be looked at; `raised` the
    issues of the checks before, waived ones too. Of checks it has the names: `known` are all, in
    their order, `waivable` those that a row may be known to fail, `comparing` those that compare
    rows, and `left_out` those that are not run.
    """

    parsed: Parsed
    legible: np.ndarray
    usable: np.ndarray
    today: int | None = None
    pages: Pages | None = None
    raised: tuple[Issue, ...] = ()
    known: tuple[str, ...] = ()
    waivable: frozenset[str] = frozenset()
    comparing: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    @property
    def ledger(self) -> Ledger:
        """The ledger as read."""
        return self.parsed.ledger

    @cached_property
    def said(self) -> Statements:
        """The statements of the usable rows (R1)."""
        return statements(self.parsed, self.usable)

    def text(self, column: str) -> tuple[np.ndarray, Sequence[str]]:
        """The codes of a text column, one per row, and the distinct cells that they stand for."""
        cells = self.ledger.rows.cells(column)
        return cells.codes, cells.distinct

    @cached_property
    def figures(self) -> Cells:
        """The figure of each row in the canonical notation."""
        return self.parsed.typed.cells("figure")

    def measure(self, row: int) -> str:
        """The canonical measure of one row."""
        return self.parsed.typed.cells("measure")[row]

    @cached_property
    def may_fall(self) -> np.ndarray:
        """In which rows the measure is no running total: it may fall."""
        known = self.ledger.measures
        return self.parsed.typed.cells("measure").each(
            lambda name: name != "" and known[name].may_fall, bool
        )

    def holds(self, column: str, test: Callable[[str], object]) -> np.ndarray:
        """In which rows the cell of a text column passes `test`, made once per distinct cell."""
        cells = self.ledger.rows.cells(column)
        return cells.filled if test is bool else cells.each(test, bool)

    def seldom(
        self,
        column: str,
        function: Callable[[str], Any],
        may: Callable[[Sequence[str]], np.ndarray],
        otherwise: float,
    ) -> np.ndarray:
        """What `function` makes of the cell of each row, where that is `otherwise` for most.

        `may` is asked first, of many distinct cells at once, of which of them it may be anything
        else; for the others `function` is not called.
        """
        cells = self.ledger.rows.cells(column)
        texts = cells.distinct
        blocks = [may(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        asked = np.concatenate([np.zeros(0, dtype=bool), *blocks])
        if not asked.any():
            return np.full(len(cells), otherwise)
        found, those = np.full(len(texts), otherwise), compress(texts, asked.tolist())
        found[asked] = np.fromiter(map(function, those), found.dtype, np.count_nonzero(asked))
        made: np.ndarray = found[cells.codes]
        return made

    def given(self, column: str) -> np.ndarray:
        """Which rows have something in the column that is in its notation."""
        given = self.holds(column, bool)
        given[[fault.row for fault in self.parsed.faults if fault.column == column]] = False
        return given

    @cached_property
    def wider(self) -> Mapping[str, CodeLists]:
        """For `population` and `place`: of each name its code and those of what it lies in."""
        return {column: CodeLists.of(self._wider(column)) for column in OF}

    def _wider(self, column: str) -> Iterator[list[int]]:
        _, names = self.text(column)
        code = {name: at for at, name in enumerate(names) if name}
        outer_names = self.ledger.parts.outer
        for at, name in enumerate(names):
            yield [at, *(code[outer] for outer in outer_names(column, name) if outer in code)]

    def cell(self, row: int, column: str) -> str:
        """The text of one cell."""
        return self.ledger.rows.cells(column)[row]

    def where(self, row: int) -> str:
        """Where one row stands, `file:line`."""
        return self.ledger.where([row])

    @property
    def cases(self) -> Iterator[tuple[Table, int]]:
        """The case files, each with the ledger row of its first row."""
        first = 0
        for table in self.ledger.tables:
            yield table, first
            first += len(table.lines)

    @property
    def others(self) -> Iterator[Table]:
        """The files of the ledger that are no cases."""
        yield from self.ledger.lists


def chosen(mask: np.ndarray) -> list[int]:
    """The numbers of the rows for which `mask` holds."""
    return np.flatnonzero(mask).tolist()


def in_table(table: Table, number: int, column: str, message: str, remedy: str) -> Problem:
    """A problem in row `number` (from 0) of a file that is not a case."""
    line = int(table.lines[number])
    return Problem(message, remedy, cell=column, file=table.name, line=line)


def near(word: str, known: Iterable[str], cutoff: float = 0.75) -> str:
    """The name in `known` that `word` is most likely meant for, or nothing."""
    by_fold = {plain(name): name for name in known}
    found = difflib.get_close_matches(plain(word), by_fold, 1, cutoff)
    return by_fold[found[0]] if found else ""


def plain(name: str) -> str:
    """A name without what a hand writes in several ways: case, spaces and punctuation."""
    return "".join(filter(str.isalnum, name.casefold()))
