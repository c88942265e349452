"""R14: what became of every row, between two ledgers or two cuts of one (docs/further-rules.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.typed_cells import DATES
from reconcile.comparison.row_matching import RowTexts, matched
from reconcile.errors import NotationError
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.storage.ledger_files import COLUMNS

SAME, NEW, CORRECTED, WITHDRAWN, SET_ASIDE, RESTORED, REMOVED, EDITED = CHANGES = (
    "same", "new", "corrected", "withdrawn", "set-aside", "restored", "removed", "edited",
)  # fmt: skip
SAID = ("figure", *DATES)  # cells of which another is a correction
WHOLE = "number of cells"  # a row with more or fewer than the header is another once it is mended


class RowChange(NamedTuple):
    """What became of one row: one of `CHANGES`, and which row it is before and after.

    `old` and `new` are its numbers in the two ledgers, None where it is not there; `cells` are
    the names of those that are others. `by` are the rows that take its figure back, after where it
    is withdrawn and before where it is restored.
    """

    change: str
    old: int | None
    new: int | None
    cells: tuple[str, ...] = ()
    by: tuple[int, ...] = ()

    @property
    def by_end(self) -> int:
        """The ledger that `by` are rows of: 0 before, 1 after."""
        return int(self.change == WITHDRAWN)


@dataclass(frozen=True)
class RowsOfState:
    """The rows of a ledger that are inside the cut of an alignment."""

    alignment: Alignment

    @cached_property
    def inside(self) -> list[int]:
        """The numbers of those rows, in the order of the ledger."""
        parsed = self.alignment.parsed
        return np.flatnonzero(self.alignment.cut.inside(parsed.typed)).tolist()

    def cells(self, columns: Sequence[str]) -> list[RowTexts]:
        """The cells of the rows inside, as text; a column that the ledger lacks is empty."""
        rows = self.alignment.parsed.ledger.rows.take(self.inside)
        texts = [
            np.where(rows["whole"], "", "another than the header's").tolist()
            if name == WHOLE
            else rows[name].tolist() if name in rows else [""] * len(rows)
            for name in columns
        ]  # fmt: skip
        return list(zip(*texts, strict=True))

    @cached_property
    def statement(self) -> dict[int, int]:
        """The number of the statement that each row in use is a relay of."""
        said = self.alignment.said
        return dict(zip(said.members.tolist(), said.of_member.tolist(), strict=True))

    @cached_property
    def _retractions(self) -> np.ndarray:
        """Whether each row is one that says that a figure is withdrawn."""
        typed = self.alignment.parsed.typed
        said: np.ndarray = typed["withdrawn"] & typed["read"]
        return said

    @cached_property
    def _taken_back(self) -> np.ndarray:
        """Whether each estimate is one that a withdrawal took back."""
        return self.alignment.estimates["taken_back"]

    def withdrawn(self, row: int) -> bool:
        """Whether a row says that a figure is withdrawn, or its own figure was taken back."""
        number = self.statement.get(row)
        return bool(self._retractions[row] or (number is not None and self._taken_back[number]))

    def taken_back_by(self, row: int) -> tuple[int, ...]:
        """The other rows by which the source of `row` took back what it had said of the count."""
        if row not in self.statement:
            return ()
        every, number = self.alignment.estimates, self.statement[row]
        source = every.cells("source")
        story = every["withdrawn"] & (every["estimand"] == every["estimand"][number])
        story &= source.codes == source.codes[number]
        found = (self.alignment.rows_of(each) for each in np.flatnonzero(story).tolist())
        return tuple(one for rows in found for one in rows if one != row and self._retractions[one])


def row_changes(before: Alignment, after: Alignment) -> tuple[RowChange, ...]:
    """What became of every row that is inside the cut before or after, each once (R14).

    In the order of the rows after, then those that are not there any more.
    """
    states = RowsOfState(before), RowsOfState(after)
    columns = _columns(before, after)
    old, new = (state.cells(columns) for state in states)
    pairs = matched(old, new, columns)
    became = {number: earlier for earlier, number in pairs.items()}
    found = list[RowChange]()
    for number, row in enumerate(states[1].inside):
        if number not in became:
            found.append(RowChange(NEW, None, row))
            continue
        earlier = became[number]
        texts = [dict(zip(columns, cells, strict=True)) for cells in (old[earlier], new[number])]
        found.append(_kept(states, (states[0].inside[earlier], row), texts))
    gone = (row for number, row in enumerate(states[0].inside) if number not in pairs)
    return (*found, *(RowChange(REMOVED, row, None) for row in gone))


def _columns(before: Alignment, after: Alignment) -> tuple[str, ...]:
    """The names of all cells that a row has in either ledger."""
    ledgers = (before.parsed.ledger, after.parsed.ledger)
    extra = dict.fromkeys(name for ledger in ledgers for name in ledger.extra_columns)
    return ("case", *COLUMNS, *extra, WHOLE)


def _kept(
    states: Sequence[RowsOfState], rows: tuple[int, int], texts: Sequence[Mapping[str, str]]
) -> RowChange:
    """What became of a row that is there before and after, as these numbers with these cells.

    Whether it has a part in anything comes first, then what it says, then what is said besides.
    """
    cells = tuple(name for name in texts[0] if texts[0][name] != texts[1][name])
    aside = [text["set_aside"] != "" for text in texts]
    gone = [state.withdrawn(row) for state, row in zip(states, rows, strict=True)]
    if aside[0] != aside[1]:
        return RowChange(SET_ASIDE if aside[1] else RESTORED, *rows, cells)
    if gone[0] != gone[1]:
        by = states[gone[1]].taken_back_by(rows[gone[1]])
        return RowChange(WITHDRAWN if gone[1] else RESTORED, *rows, cells, by)
    if any(_read(name, texts[0]) != _read(name, texts[1]) for name in SAID if name in cells):
        return RowChange(CORRECTED, *rows, cells)
    return RowChange(EDITED if cells else SAME, *rows, cells)


def _read(name: str, row: Mapping[str, str]) -> object:
    """What a figure or a date of a row says, however it is written; else its text."""
    text = row[name] or (row["published"] if name == "as_of" else "")
    try:
        if name == "figure":
            return str(parse_figure(text))
        date = parse_date(text)
        return date.first, date.last
    except NotationError:
        return text
