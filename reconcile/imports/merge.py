"""Rows made of somebody else's file against those a ledger has: new, there already, or revised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.errors import NotationError
from reconcile.imports.rules import RefusedError
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.storage.csv_file import Table

# what a statement is about and who made and carried it, beside its case and its `as_of`
KEY = ("source", "via", "since", "population", "place", "measure")
_READ = (*KEY, "as_of", "published", "figure")
NEW, KNOWN, REVISED = "new", "known", "revised"


@dataclass(frozen=True)
class Said:
    """A row that is there: when it was published, its canonical figure, and its place."""

    published: str
    figure: str
    where: str


class Held:
    """The rows of some cases by what they are about, in the order of their files."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._said = defaultdict[tuple[str, ...], list[Said]](list)
        for table in tables:
            columns = [table.columns.get(name, [""] * len(table.lines)) for name in _READ]
            for line, *cells in zip(table.lines.tolist(), *columns, strict=True):
                row = dict(zip(_READ, map(str.strip, cells), strict=True))
                said = Said(*_said(row), f"{table.name}:{line}")
                self._said[_key(table.path.stem, row)].append(said)

    def merged(self, row: Mapping[str, str], edition: str) -> tuple[str, Mapping[str, str]]:
        """Whether the row is `new`, `known` or `revised`, and the row as it goes in.

        A row is known if the same was said at the same time, or last. Another figure for the same
        date that was not published later is a revision: it goes in as published with the edition
        that holds it. Raises `RefusedError` if there is no edition, or none that is later.
        """
        said = self._said.get(_key(row["case"], row), [])
        published, figure = _said(row)
        if any((one.published, one.figure) == (published, figure) for one in said):
            return KNOWN, row
        if all(_order(one.published) < _order(published) for one in said):
            return NEW, row
        last = max(said, key=lambda one: _order(one.published))
        if last.figure == figure:
            return KNOWN, row
        return REVISED, _revised(row, last, edition)


def _key(case: str, row: Mapping[str, str]) -> tuple[str, ...]:
    as_of = row.get("as_of") or row.get("published", "")
    return (case, as_of, *(row.get(name, "") for name in KEY))


def _said(row: Mapping[str, str]) -> tuple[str, str]:
    """When a row was published and what it says, such that equal ones are equal."""
    return row.get("published") or row.get("as_of", ""), _canonical(row["figure"])


def _revised(row: Mapping[str, str], last: Said, edition: str) -> Mapping[str, str]:
    if not edition:
        raise RefusedError(
            f"figure {row['figure']!r} revises {last.figure!r} at {last.where}; say with --edition "
            "when the file that says so was published"
        )
    if _order(edition) <= _order(last.published):
        raise RefusedError(
            f"--edition {edition} is not later than {last.where}, which it would revise"
        )
    notes = "; ".join(filter(None, (row.get("notes", ""), f"revises {last.figure}")))
    as_of = row.get("as_of") or row.get("published", "")
    return {**row, "as_of": as_of, "published": edition, "notes": notes}


def _canonical(figure: str) -> str:
    try:
        return str(parse_figure(figure))
    except NotationError:
        return figure.strip()


def _order(date: str) -> tuple[int, int]:
    try:
        read = parse_date(date) if date else None
    except NotationError:
        return (0, 0)
    return (read.last, read.first) if read else (0, 0)
