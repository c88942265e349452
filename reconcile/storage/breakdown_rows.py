"""The rows of parts.csv as breakdowns, and what is wrong with them.

Nothing is raised. A breakdown with a fault is not used, and a row that does not say which breakdown
it is of breaks all those that it may be of, since each may lack a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reconcile.errors import excerpt
from reconcile.notation.measures import LONGEST_NAME
from reconcile.storage.breakdowns import (
    OF,
    Breakdown,
    Breakdowns,
    Key,
    PartFault,
    ways_out,
    wholes_of,
)
from reconcile.storage.csv_file import Table

_KEY = ("of", "whole", "breakdown")
_WANTED = {
    "of": "write population or place, the column of a case that whole and part are names of",
    "whole": "write the name of what is divided, as the rows of a case have it",
    "breakdown": "write what it is divided by, such as sex or district, the same for every part",
    "part": "write the name of the part, as the rows of a case have it",
}
PartRow = Mapping[str, str]


def breakdowns(table: Table | None) -> Breakdowns:
    """What the file parts.csv says, if there is one and its columns can be told."""
    if table is None or not set(_WANTED) <= set(table.columns):
        return Breakdowns()
    rows, faults = table.records(), list[PartFault]()
    unsound = {at for at, width in enumerate(table.width) if width != len(table.header)}
    for at, row in enumerate(rows):
        if at not in unsound:
            faults += _in_row(at, row)
    unsound |= {fault.row for fault in faults}
    groups = defaultdict[Key, list[int]](list)
    for at in sorted(set(range(len(rows))) - unsound):
        groups[_key(rows[at])].append(at)
    broken = {key for key in groups if any(_may_be_of(rows[at], key) for at in unsound)}
    for key, members in groups.items():
        faults += _in_group(rows, members, table, whole=key not in broken)
    faults += _circles(rows, sorted(at for members in groups.values() for at in members))
    broken |= {_key(rows[fault.row]) for fault in faults}
    listed = {
        key: Breakdown(*key, tuple(rows[at]["part"] for at in members), _complete(rows[members[0]]))
        for key, members in groups.items()
        if key not in broken
    }
    return Breakdowns(listed, tuple(sorted(faults, key=lambda fault: fault.row)))


def _key(row: PartRow) -> Key:
    return row["of"], row["whole"], row["breakdown"]


def _complete(row: PartRow) -> bool:
    return row.get("complete") == "yes"


def _may_be_of(row: PartRow, key: Key) -> bool:
    """Whether a row that is wrong may be of this breakdown: what it says of it does not tell."""
    own = row["of"] if row["of"] in OF else "", row["whole"], row["breakdown"]
    return all(cell in ("", name) for cell, name in zip(own, key, strict=True))


def _in_row(at: int, row: PartRow) -> Iterator[PartFault]:
    """What is wrong with the cells of one row."""
    for name, wanted in _WANTED.items():
        if not row[name]:
            yield PartFault(at, name, "missing", f"{name} is empty", wanted)
        elif len(row[name]) > LONGEST_NAME:
            problem = (
                f"{name} is {len(row[name]):,} characters long, and a name at most {LONGEST_NAME}"
            )
            yield PartFault(at, name, "wrong", problem, wanted)
    if row["of"] and row["of"] not in OF:
        yield PartFault(at, "of", "wrong", f"of is {excerpt(row['of'])!r}", _WANTED["of"])
    if (cell := row.get("complete", "")) not in ("", "yes"):
        remedy = "write yes if the parts together are the whole, or leave it empty"
        yield PartFault(at, "complete", "wrong", f"complete is {excerpt(cell)!r}", remedy)


def _in_group(
    rows: Sequence[PartRow], members: Sequence[int], table: Table, *, whole: bool
) -> Iterator[PartFault]:
    """What is wrong with the rows of one breakdown; `whole`: none of them was passed over."""
    seen, parts = dict[str, int](), [rows[at]["part"] for at in members]
    _, name, by = _key(rows[members[0]])
    subject = f"{excerpt(name)} by {excerpt(by)}"
    for at, part in zip(members, parts, strict=True):
        earlier = seen.setdefault(part, at)
        if earlier != at:
            line = int(table.lines[earlier])
            problem = f"{excerpt(part)!r} is listed before as a part of {subject}, in line {line}"
            yield PartFault(at, "part", "repeated", problem, "keep one of the two lines")
    if len(members) == 1 and whole:
        problem = f"{excerpt(parts[0])!r} is the only part of {subject}"
        yield PartFault(
            members[0], "part", "wrong", problem, "list its other parts as well, or delete the line"
        )
    lacking = [at for at in members if not _complete(rows[at])]
    if 0 < len(lacking) < len(members):
        there = len(members) - len(lacking)
        problem = (
            f"complete is yes on {there} of the {len(members)} parts of {subject}, and not here"
        )
        remedy = "write yes on every part if together they are the whole, else on none"
        yield PartFault(lacking[0], "complete", "wrong", problem, remedy)


def _circles(rows: Sequence[PartRow], members: Sequence[int]) -> Iterator[PartFault]:
    """The rows whose whole lies in their part, by other rows or by comma."""
    wholes = wholes_of((rows[at]["of"], rows[at]["whole"], rows[at]["part"]) for at in members)
    for at in members:
        whole, part = rows[at]["whole"], rows[at]["part"]
        ways = ways_out(wholes, rows[at]["of"], whole)
        if part not in ways:
            continue
        way = [part]
        while way[0] != whole:
            way.insert(0, ways[way[0]])
        problem = f"{excerpt(part)!r} cannot be a part of {excerpt(whole)!r}"
        problem += f", which lies in it: {' in '.join(map(excerpt, way))}" if len(way) > 1 else ""
        remedy = "name a part that lies in the whole, or delete the line"
        yield PartFault(at, "part", "wrong", problem, remedy)
