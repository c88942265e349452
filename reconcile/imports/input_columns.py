"""What templates, conditions and rules give for all rows of a file, column by column.

Whatever is made of a text is made once for each distinct one. What is refused stands in the place
of its text, so that every row comes to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np

from reconcile.columnar import Cells
from reconcile.imports.rules import Condition, Reference, RefusedError, Rule, Template

Given = TypeVar("Given")
Found = TypeVar("Found")
Column = str | Cells  # one text for all rows, or one for each


@dataclass(frozen=True, eq=False)
class MadeColumn(Generic[Found]):
    """What was made for each row, or why nothing was: numbers, and what they stand for."""

    codes: np.ndarray
    made: Sequence[Found | RefusedError]

    def take(self, rows: np.ndarray) -> MadeColumn[Found]:
        """The rows at these positions."""
        return MadeColumn(self.codes[rows], self.made)

    def then(self, make: Callable[[Found], Given]) -> MadeColumn[Given]:
        """What is made of each, made once; what is refused stays so."""
        made: list[Given | RefusedError] = []
        for one in self.made:
            try:
                made.append(one if isinstance(one, RefusedError) else make(one))
            except RefusedError as reason:
                made.append(reason)
        return MadeColumn(self.codes, made)

    def refused(self) -> dict[int, str]:
        """The reasons against rows, by their positions."""
        bad = np.array([isinstance(one, RefusedError) for one in self.made], dtype=bool)
        at = np.flatnonzero(bad[self.codes]).tolist() if bad.any() else []
        return {row: str(self.made[int(self.codes[row])]) for row in at}

    @cached_property
    def cells(self) -> Cells:
        """The texts that were made, empty where they are refused."""
        texts = ("" if isinstance(one, RefusedError) else str(one) for one in self.made)
        return Cells.of(texts).take(self.codes)


def _tight(codes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The codes numbered anew without those that none has, and those that are left."""
    used = np.zeros(count, dtype=bool)
    used[codes] = True
    return (np.cumsum(used, dtype=np.int32) - 1)[codes], np.flatnonzero(used)


def side_by_side(columns: Sequence[MadeColumn[str]]) -> MadeColumn[tuple[str, ...]]:
    """What several columns have in each row; refused for the reason of the first that is."""
    first, *others = columns
    codes = first.codes
    made: Sequence[tuple[str, ...] | RefusedError] = first.then(_alone).made
    for column in others:
        pairs = codes.astype(np.int64) * len(column.made) + column.codes
        distinct, inverse = np.unique(pairs, return_inverse=True)
        halves = (divmod(pair, len(column.made)) for pair in distinct.tolist())
        made = [_joined(made[one], column.made[other]) for one, other in halves]
        codes = inverse.reshape(-1)
    return MadeColumn(codes, made)


def _alone(text: str) -> tuple[str, ...]:
    return (text,)


def _joined(
    before: tuple[str, ...] | RefusedError, text: str | RefusedError
) -> tuple[str, ...] | RefusedError:
    if isinstance(before, RefusedError):
        return before
    return text if isinstance(text, RefusedError) else (*before, text)


@dataclass(frozen=True)
class InputColumns:
    """The columns of a file by the names that templates have for them, and its number of rows.

    `rows` are the numbers, from 0, of the rows that are made something of. What a chain of rules
    made is kept, as several rows of the ledger may be made by one.
    """

    columns: Mapping[str, Column]
    count: int
    rows: np.ndarray
    made: dict[int, MadeColumn[str]] = field(default_factory=dict)

    def only(self, rows: np.ndarray) -> InputColumns:
        """The same for these rows alone."""
        return replace(self, rows=rows, made={})

    def texts(self, template: Template, rows: np.ndarray) -> Cells:
        """What a template gives for these rows."""
        form, columns = "", list[Cells]()
        for part in template.parts:
            found = self._referred(part, rows) if isinstance(part, Reference) else part
            if isinstance(found, str):
                form += found.replace("{", "{{").replace("}", "}}")
            else:
                form += "{}"
                columns.append(found)
        if not columns:
            return Cells.alike(form.format().strip(), len(rows))
        if form == "{}":
            return columns[0].changed(str.strip)
        return Cells.of(map(str.strip, map(form.format, *columns)))

    def holding(self, conditions: Iterable[Condition], rows: np.ndarray) -> np.ndarray:
        """Those of the rows for which all of the conditions hold."""
        for condition in conditions:
            rows = rows[self.texts(condition.template, rows).each(condition.holds, bool)]
        return rows

    def first_texts(
        self, rules: Sequence[Rule], finish: Callable[[str], str] = str
    ) -> MadeColumn[str]:
        """For each row of the file what the first of the rules gives that gives anything.

        `finish`, the same for the same rules, makes the text of it.
        """
        if id(rules) not in self.made:
            self.made[id(rules)] = self._first_texts(rules).then(finish)
        return self.made[id(rules)]

    def _first_texts(self, rules: Iterable[Rule]) -> MadeColumn[str]:
        number: dict[str | RefusedError, int] = {"": 0}
        codes, still_open = np.zeros(self.count, dtype=np.int32), self.rows
        for rule in rules:
            held = self.holding(rule.when, still_open)
            texts = self.texts(rule.template, held)
            made = MadeColumn(texts.codes, texts.distinct).then(rule.cell).made
            numbers = [number.setdefault(one, len(number)) for one in made]
            codes[held] = np.array(numbers, dtype=np.int32)[texts.codes]
            still_open = still_open[codes[still_open] == 0]
        return MadeColumn(codes, list(number))

    def _referred(self, reference: Reference, rows: np.ndarray) -> str | Cells:
        """What a reference gives for these rows: of several columns the first with a text."""
        first, *others = [self._taken(self.columns.get(name, ""), rows) for name in reference.names]
        for other in others:
            if isinstance(first, str):
                first = first or other
            elif not (filled := first.filled).all():
                beside = Cells.alike(other, len(rows)) if isinstance(other, str) else other
                both = Cells.stacked([first, beside])
                own, behind = np.split(both.codes, 2)
                first = Cells(np.where(filled, own, behind), both.distinct)
        return first

    def _taken(self, column: Column, rows: np.ndarray) -> Column:
        """A column at these rows, without texts that none of them has."""
        if isinstance(column, str) or len(rows) == self.count:
            return column
        codes, used = _tight(column.codes[rows], len(column.distinct))
        return Cells(codes, [column.distinct[code] for code in used.tolist()])
