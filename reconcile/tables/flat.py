"""A table with short headings and texts, before it is given a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from reconcile.notation.bases import basis_name
from reconcile.notation.measures import measure_name
from reconcile.notation.speech import word
from reconcile.tables.layout import Shown
from reconcile.wording.characters import visible

R = TypeVar("R")


@dataclass(frozen=True)
class Flat:
    """Headings, rows of texts, and which columns are set to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def flat(columns: Sequence[Shown[R]], rows: Iterable[R], *, whole: bool = False) -> Flat:
    """Rows in columns; those that say nothing are left out.

    A `whole` table has every column, and its texts as they are.
    """
    listed, shown = list(rows), str if whole else visible
    cells = [(column, [shown(column.get(row)) for row in listed]) for column in columns]
    kept = cells if whole else [each for each in cells if any(each[1])] or cells[:1]
    return Flat(
        tuple(word("heading", column.heading) for column, _ in kept),
        tuple(zip(*(texts for _, texts in kept), strict=True)),
        tuple(column.right for column, _ in kept),
    )


def as_it_is(
    *names: str, of: Callable[[Any], Any] = lambda row: row, right: bool = False
) -> tuple[Shown[Any], ...]:
    """Columns of texts that a row has under these names; `of` gives what has them."""

    def text(row: Any, name: str) -> str:
        return in_language(name, str(getattr(of(row), name)))

    return tuple(Shown(name.replace("_", " "), partial(text, name=name), right) for name in names)


def in_language(column: str, cell: str) -> str:
    """The cell of a column whose words are the program's, in the language that is spoken."""
    if column == "measure":
        return measure_name(cell)
    if column == "basis":
        return basis_name(cell)
    return word("status", cell) if column == "status" else cell


def varying(
    rows: Iterable[Any], *names: str, of: Callable[[Any], Any] = lambda row: row
) -> tuple[Shown[Any], ...]:
    """As `as_it_is`; a column that says the same in each of `rows` says nothing."""
    listed = [of(row) for row in rows]
    return tuple(
        column
        if len({getattr(row, column.heading) for row in listed}) > 1
        else Shown(column.heading, lambda _: "")
        for column in as_it_is(*names, of=of)
    )


def estimand_columns(
    rows: Iterable[Any], of: Callable[[Any], Any] = lambda row: row
) -> tuple[Shown[Any], ...]:
    """The columns that name the estimand of each of `rows`; those of one case and one population
    do not name them.
    """
    return (
        *varying(rows, "case", "population", of=of),
        *as_it_is("place", "measure", "basis", "since", of=of),
    )
