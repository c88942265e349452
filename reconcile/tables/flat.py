"""A table with short headings and texts, before it is given a format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.wording.phrases import visible


@dataclass(frozen=True)
class Flat:
    """Headings, rows of texts, and which columns are set to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def flat(columns: Sequence[tuple[str, bool, Iterable[str]]]) -> Flat:
    """Columns of heading, right-set or not, and texts; those that say nothing are left out."""
    kept = [(head, right, list(map(visible, cells))) for head, right, cells in columns]
    kept = [column for column in kept if any(column[2])] or kept[:1]
    rows = tuple(zip(*(cells for _, _, cells in kept), strict=True))
    return Flat(tuple(head for head, _, _ in kept), rows, tuple(right for _, right, _ in kept))


def varying(cells: Sequence[str]) -> list[str]:
    """The cells of a column, or nothing for one that says the same everywhere."""
    return list(cells) if len(set(cells)) > 1 else [""] * len(cells)


def estimand_columns(rows: Sequence[Any]) -> tuple[tuple[str, bool, list[str]], ...]:
    """The columns that name the estimand of each of these rows; those of one case and one
    population do not name them.
    """
    return (
        ("case", False, varying([row.case for row in rows])),
        ("population", False, varying([row.population for row in rows])),
        ("place", False, [row.place for row in rows]),
        ("measure", False, [row.measure for row in rows]),
        ("since", False, [row.since for row in rows]),
    )
