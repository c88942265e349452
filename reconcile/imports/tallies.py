"""Input rows that are one person or one incident each, counted into rows of the ledger.

Rows are counted together that share all that a count is about (source, relay, population, place,
measure, basis) and the day. Two rows with the same cells are two persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from reconcile.errors import NotationError
from reconcile.imports.merge import KEY
from reconcile.imports.outcomes import Made
from reconcile.imports.rules import RefusedError
from reconcile.notation.dates import iso, parse_date
from reconcile.notation.words import number, several

Cells = Mapping[str, str]


class Offer(NamedTuple):
    """A row for the ledger, and the numbers of the input rows that made it."""

    numbers: tuple[int, ...]
    cells: Cells


class _Unit(NamedTuple):
    """One input row of a count: its number, its cells, how many it counts, and its day."""

    number: int
    cells: Cells
    amount: int
    day: int


def offers(
    rows: Sequence[Made], case: str, count: str, refused: Mapping[int, list[str]]
) -> Iterator[Offer]:
    """The rows for the ledger: as they are, or counted into `running` or `daily` totals.

    All go to `case`, if one is given. What cannot be counted goes into `refused` with the reason,
    by the number of the input row.
    """
    made = [
        (at, {**cells, "case": case or cells.get("case", "")})
        for at, row in enumerate(rows)
        for cells in row.rows
    ]
    if not count:
        yield from (Offer((at,), cells) for at, cells in made)
        return
    series = defaultdict[tuple[str | None, ...], list[_Unit]](list)
    for at, cells in made:
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


def _day(cells: Cells, count: str) -> int:
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


def _dating(cells: Cells) -> str:
    """The column that says on what day an input row is counted."""
    return "as_of" if cells.get("as_of") else "published"


def _totals(units: Sequence[_Unit], count: str) -> Iterator[Offer]:
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
        yield Offer(tuple(unit.number for unit in days[day]), cells)


def _shared(records: Sequence[Cells]) -> dict[str, str]:
    """The cells that are the same in all of them."""
    first, *others = records
    return {
        name: text
        for name, text in first.items()
        if all(other.get(name) == text for other in others)
    }
