"""Input rows that are one person or one incident each, counted into rows of the ledger.

Rows are counted together that share all that a count is about (source, relay, population, place,
measure, basis) and the day. Two rows with the same cells are two persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from reconcile.columnar import Cells, Columns
from reconcile.errors import NotationError
from reconcile.imports.merge import KEY, records
from reconcile.imports.rules import RefusedError
from reconcile.notation.dates import iso, parse_date
from reconcile.notation.words import number, several

Texts = Mapping[str, str]


class Offered(NamedTuple):
    """Rows for the ledger, and for each the numbers of the input rows that give it."""

    rows: Columns
    inputs: Sequence[tuple[int, ...]]


class _Unit(NamedTuple):
    """One input row of a count: its number, its cells, how many it counts, and its day."""

    number: int
    cells: Texts
    amount: int
    day: int


class _Total(NamedTuple):
    """The units up to a day, or of one, as a row for the ledger; the numbers of that day's."""

    numbers: tuple[int, ...]
    cells: Texts


def offers(rows: Columns, case: str, count: str, refused: Mapping[int, list[str]]) -> Offered:
    """The rows for the ledger: as they are, or counted into `running` or `daily` totals.

    `rows` have the numbers of the input rows. All go to `case`, if one is given. What cannot be
    counted goes into `refused` with the reason, by the number of the input row.
    """
    if case:
        rows = rows.assign(case=Cells.alike(case, len(rows)))
    if not count:
        return Offered(rows.numbered(), [(number,) for number in rows.numbers.tolist()])
    totals = list(_counted(rows, count, refused))
    names = dict.fromkeys((*rows.names, *(name for total in totals for name in total.cells)))
    columns = {name: Cells.of(total.cells.get(name, "") for total in totals) for name in names}
    return Offered(Columns(columns), [total.numbers for total in totals])


def _counted(rows: Columns, count: str, refused: Mapping[int, list[str]]) -> Iterator[_Total]:
    """The rows of every series, in the order of their first units."""
    series = defaultdict[tuple[str | None, ...], list[_Unit]](list)
    for at, cells in zip(rows.numbers.tolist(), records(rows), strict=True):
        try:
            unit = _Unit(at, cells, int(cells["figure"]), _day(cells, count))
        except RefusedError as reason:
            refused[at].append(str(reason))
            continue
        # what was published apart from the day counted is a statement of its own
        said = cells.get("published", "") if _dating(cells) == "as_of" else None
        series[cells["case"], said, *(cells.get(name, "") for name in KEY)].append(unit)
    for units in series.values():
        yield from _totals(units, count)


def _day(cells: Texts, count: str) -> int:
    """The day from which on an input row is counted: the last that its date may mean."""
    name = _dating(cells)
    text = cells.get(name, "")
    if not text:
        raise RefusedError("has no date, and cannot be counted; leave such rows out with [[skip]]")
    try:
        date, since = parse_date(text), cells.get("since") and parse_date(cells["since"])
    except NotationError as error:
        raise RefusedError(f"[bad-date] {error}") from None
    if count == "daily" and date.first != date.last:
        raise RefusedError(f"{name} {text!r} is no single day, and no day's count can hold it")
    if since and date.last < since.first:
        raise RefusedError(f"{name} {text!r} is before since, {cells['since']!r}")
    return date.last


def _dating(cells: Texts) -> str:
    """The column that says on what day an input row is counted."""
    return "as_of" if cells.get("as_of") else "published"


def _totals(units: Sequence[_Unit], count: str) -> Iterator[_Total]:
    """The rows of one series, in the order of their days."""
    days = defaultdict[int, list[_Unit]](list)
    for unit in units:
        days[unit.day].append(unit)
    shared = _shared([unit.cells for unit in units])
    counted = [(sum(unit.amount for unit in days[day]), len(days[day])) for day in sorted(days)]
    if count == "running":
        counted = list(
            accumulate(counted, lambda one, other: (one[0] + other[0], one[1] + other[1]))
        )
    for day, (total, size) in zip(sorted(days), counted, strict=True):
        dated = {_dating(units[0].cells): iso(day)}
        if count == "daily":
            dated = {"since": iso(day), "as_of": iso(day), **dated}
        notes = "; ".join(
            filter(None, (shared.get("notes", ""), f"counted: {several(size, 'row')}"))
        )
        cells = {**shared, **dated, "figure": number(total), "notes": notes}
        yield _Total(tuple(unit.number for unit in days[day]), cells)


def _shared(records: Sequence[Texts]) -> dict[str, str]:
    """The cells that are the same in all of them."""
    first, *others = records
    return {
        name: text
        for name, text in first.items()
        if all(other.get(name) == text for other in others)
    }
