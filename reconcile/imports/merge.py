"""Rows made of somebody else's file against those a ledger has: new, there already, or revised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.errors import NotationError
from reconcile.imports.rules import RefusedError
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.storage.csv_file import Table

# what a statement is about and who made and carried it, beside its case and its `as_of`
KEY = ("source", "via", "since", "population", "place", "measure", "basis")
_READ = (*KEY, "as_of", "published", "figure", "notes", "set_aside")
NEW, KNOWN, REVISED = "new", "known", "revised"
# in the notes of a row: the ledger's dates have no hours
_EDITION = re.compile(r"edition of ([0-9-]{10})T([0-9]{2}:[0-9]{2})")
Key = tuple[str, ...]
Moment = tuple[int, int, str]  # the last and the first day of a date, and an hour if one is known


@dataclass(frozen=True)
class Said:
    """A row that is there: when it was published, its canonical figure, and where it stands."""

    published: str
    moment: Moment
    figure: str
    file: str
    line: int
    aside: bool

    @property
    def where(self) -> str:
        """Its file and line."""
        return f"{self.file}:{self.line}"


class _Row(NamedTuple):
    """A row as it goes in, its status, and the rows of the ledger that are set aside for it."""

    status: str
    cells: Mapping[str, str]
    replaced: Sequence[Said] = ()


class Merged(NamedTuple):
    """Rows as they go in, and the status of each.

    By position, the rows of the ledger that are set aside for one, and why one cannot go in.
    """

    rows: Columns
    status: np.ndarray
    replaced: Mapping[int, Sequence[Said]]
    refused: Mapping[int, str]


def set_against(rows: Columns, tables: Iterable[Table], edition: str) -> Merged:
    """Rows with a `case` set against the tables of these cases."""
    said = _held(tables, rows)
    status = np.full(len(rows), NEW, dtype=object)
    changed: dict[int, Mapping[str, str]] = {}
    replaced: dict[int, Sequence[Said]] = {}
    refused: dict[int, str] = {}
    if said or "T" in edition:  # or nothing is looked at row by row
        for at, (key, cells) in enumerate(zip(_keys(rows), records(rows), strict=True)):
            try:
                one = _merged(cells, said.get(key, ()), edition)
            except RefusedError as reason:
                refused[at] = str(reason)
                continue
            status[at] = one.status
            if one.cells is not cells:
                changed[at] = one.cells
            if one.replaced:
                replaced[at] = one.replaced
    return Merged(_altered(rows, changed), status, replaced, refused)


def _held(tables: Iterable[Table], rows: Columns) -> Mapping[Key, Sequence[Said]]:
    """The rows of some cases that say something of what `rows` say, by what they are about."""
    found = defaultdict[Key, list[Said]](list)
    wanted = set[Key]()
    for table in tables:
        wanted = wanted or set(_keys(rows))
        case, empty = (Cells.alike(text, len(table.lines)) for text in (table.path.stem, ""))
        columns = {name: table.columns.get(name, empty).changed(str.strip) for name in _READ}
        held = Columns({**columns, "case": case})
        lines = table.lines.tolist()
        for line, key, cells in zip(lines, _keys(held), records(held), strict=True):
            if key in wanted:
                published, figure = _said(cells)
                moment = (*_order(published), _hour(cells["notes"], published))
                aside = bool(cells["set_aside"])
                found[key].append(Said(published, moment, figure, table.name, line, aside))
    return found


def _keys(rows: Columns) -> Iterator[Key]:
    """What each row is about."""
    names = ("as_of", "published", *KEY)
    as_of, published, *others = map(rows.only_or_empty(names).cells, names)
    dated = (one or other for one, other in zip(as_of, published, strict=True))
    return zip(rows.cells("case"), dated, *others, strict=True)


def records(rows: Columns) -> Iterator[Mapping[str, str]]:
    """The cells of each row by column."""
    for cells in zip(*map(rows.cells, rows.names), strict=True):
        yield dict(zip(rows.names, cells, strict=True))


def _altered(rows: Columns, changed: Mapping[int, Mapping[str, str]]) -> Columns:
    """The rows, those at some positions as they are given."""
    for name in dict.fromkeys(name for cells in changed.values() for name in cells):
        texts = list(rows.cells(name)) if name in rows else [""] * len(rows)
        for at, cells in changed.items():
            texts[at] = cells.get(name, "")
        rows = rows.assign(**{name: Cells.of(texts)})
    return rows


def _merged(row: Mapping[str, str], said: Sequence[Said], edition: str) -> _Row:
    """Whether the row is `new`, `known` or `revised`, and the row as it goes in.

    A row is known if the same was said at the same time, or last, and one that does not say
    when it was published if it was ever said, unless its edition is the latest: the figure is
    back then.

    Another figure for the same date that was not published later is a revision: it goes in as
    published with the edition that holds it. Of two editions of one day the later one replaces
    the rows of the earlier one, which are set aside: two figures of one source, day and date
    would be relays that disagree (R1). Raises `RefusedError` if there is no edition, or none
    that is later.
    """
    if not said:
        return _Row(NEW, _dated(row, edition, _published(row)))
    published, figure = _said(row)
    if all(one.moment[:2] < _order(published) for one in said):
        return _Row(NEW, _dated(row, edition, published))
    latest = max(one.moment for one in said)
    newest = [one for one in said if one.moment == latest]
    if any(one.figure == figure for one in newest):
        return _Row(KNOWN, row)
    undated = not row.get("published")
    if not (undated and edition and _moment(edition) > latest) and any(
        one.figure == figure and (undated or one.published == published) for one in said
    ):
        return _Row(KNOWN, row)
    revised = _revised(row, newest[-1], edition)
    same_day = _moment(edition)[:2] == latest[:2]
    return _Row(REVISED, revised, [one for one in newest if same_day and not one.aside])


def _said(row: Mapping[str, str]) -> tuple[str, str]:
    """When a row was published and what it says, such that equal ones are equal."""
    return _published(row), _canonical(row["figure"])


def _published(row: Mapping[str, str]) -> str:
    return row.get("published") or row.get("as_of", "")


def _revised(row: Mapping[str, str], last: Said, edition: str) -> Mapping[str, str]:
    if not edition:
        raise RefusedError(
            f"figure {row['figure']!r} revises {last.figure!r} at {last.where}; say with --edition "
            "when the file that says so was published"
        )
    moment = _moment(edition)
    if moment <= last.moment:
        hint = f"; if it is, say at what hour, as in --edition {edition}T20:00"
        hint = hint if moment[:2] == last.moment[:2] and not moment[2] else ""
        raise RefusedError(
            f"--edition {edition} is not later than {last.where}, which it would revise{hint}"
        )
    as_of, published = row.get("as_of") or row.get("published", ""), edition.partition("T")[0]
    noted = _noted(row, f"revises {last.figure}")
    return _dated({**noted, "as_of": as_of, "published": published}, edition, published)


def _dated(row: Mapping[str, str], edition: str, published: str) -> Mapping[str, str]:
    """The row, its hour in the notes if it is known and the row was published on that day."""
    day, _, hour = edition.partition("T")
    return _noted(row, f"edition of {edition}") if hour and day == published else row


def _noted(row: Mapping[str, str], note: str) -> Mapping[str, str]:
    return {**row, "notes": "; ".join(filter(None, (row.get("notes", ""), note)))}


def _moment(edition: str) -> Moment:
    day, _, hour = edition.partition("T")
    return (*_order(day), hour)


def _hour(notes: str, published: str) -> str:
    """The hour of the edition that a row is from, if its notes tell one of its own day."""
    hours = [hour for day, hour in _EDITION.findall(notes) if day == published]
    return max(hours, default="")


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
