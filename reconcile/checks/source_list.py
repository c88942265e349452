"""What the checks find in the entries of sources.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

import numpy as np

from reconcile.checks.header import header_findings
from reconcile.checks.issue import Problem
from reconcile.checks.view import MOST_COMPARISONS, View, in_table, near
from reconcile.columnar import firsts
from reconcile.errors import excerpt
from reconcile.notation.columns import Text, Whole
from reconcile.storage.ledger import Ledger
from reconcile.storage.ledger_files import KINDS

SourceEntry = Mapping[str, str]


def entries(view: View) -> list[tuple[int, SourceEntry]]:
    """The rows of sources.csv that have as many cells as its header, with their numbers."""
    table = view.ledger.sources_table
    if table is None or header_findings(table):
        return []
    return [
        (number, record)
        for number, (record, width) in enumerate(zip(table.records(), table.width, strict=True))
        if width == len(table.header)
    ]


class MissingSource(NamedTuple):
    """A source of rows that sources.csv does not list: `sources --add-missing`."""

    source: Annotated[Text, "who made the estimates, as the rows name it"]
    rows: Annotated[Whole, "how many rows it has"]
    near: Annotated[Text, "the listed name that it may be meant for"]
    where: Annotated[Text, "its first row"]


def missing_sources(ledger: Ledger, rows: np.ndarray) -> list[MissingSource]:
    """The sources of these rows (bool, one per row) that sources.csv does not list, by name.

    None if sources.csv is there and its names cannot be read. No near name is looked for where
    that would take seconds.
    """
    table, known = ledger.sources_table, ledger.sources
    if table is not None and table.header and header_findings(table):
        return []
    cells = ledger.rows.cells("source")
    if all(name in known for name in cells.distinct if name):
        return []
    numbers = np.flatnonzero(rows)
    codes = cells.codes[numbers]
    first, counts = firsts(codes), np.bincount(codes)
    names = [cells.distinct[code] for code in codes[first].tolist()]
    few = len(names) * len(known) <= MOST_COMPARISONS
    return sorted(
        MissingSource(
            name, count, near(name, known) if few else "", ledger.where([int(numbers[at])])
        )
        for name, at, count in zip(
            names, first.tolist(), counts[codes[first]].tolist(), strict=True
        )
        if name and name not in known
    )


def _at(view: View, number: int, column: str, message: str, remedy: str) -> Problem:
    table = view.ledger.sources_table
    assert table is not None  # there is no entry without the file
    return in_table(table, number, column, message, remedy)


def wrong_entries(view: View) -> Iterator[Problem]:
    """Kinds that there are not, and sources that derive from themselves in the end (bad-row)."""
    kinds = ", ".join(KINDS)
    listed = entries(view)
    origins = _derivations(listed)
    for number, entry in listed:
        kind = entry["kind"]
        if kind and kind not in KINDS:
            guess = near(kind, KINDS)
            remedy = (
                f"did you mean {guess}? kinds are {kinds}" if guess else f"write one of {kinds}"
            )
            yield _at(view, number, "kind", f"{excerpt(kind)!r} is not a kind of source", remedy)
        if entry["source"] in origins:
            message = f"{excerpt(entry['source'])!r} derives from itself in the end"
            remedy = "leave derives_from empty for the source that the others rest on"
            yield _at(view, number, "derives_from", message, remedy)


def _derivations(listed: list[tuple[int, SourceEntry]]) -> set[str]:
    """The sources on a circle of `derives_from`."""
    step: dict[str, str] = {}
    for _, entry in listed:
        step.setdefault(entry["source"], entry.get("derives_from", ""))
    circular, done = set[str](), set[str]()
    for name in step:
        path: dict[str, None] = {}
        while name in step and name not in done and name not in path:
            path[name] = None
            name = step[name]
        if name in path:
            names = list(path)
            circular.update(names[names.index(name) :])
        done.update(path)
    return circular - {""}


def missing(view: View) -> Iterator[Problem]:
    """Entries without a name or a kind (missing-value)."""
    for number, entry in entries(view):
        if not entry["source"]:
            remedy = "write the name that the rows use, or delete the line"
            yield _at(view, number, "source", "the source has no name", remedy)
        if not entry["kind"]:
            remedy = f"write one of {', '.join(KINDS)}"
            yield _at(view, number, "kind", "no kind of source is given", remedy)


def repeated(view: View) -> Iterator[Problem]:
    """Names listed before (duplicate-row)."""
    seen: dict[str, int] = {}
    for number, entry in entries(view):
        name = entry["source"]
        earlier = seen.setdefault(name, number)
        if name and earlier != number:
            table = view.ledger.sources_table
            line = table.lines[earlier] if table else 0
            message = f"{excerpt(name)!r} is listed before, in line {line}"
            yield _at(view, number, "source", message, "keep one of the two lines")


def unlisted(view: View) -> Iterator[Problem]:
    """Origins that have no entry of their own (unknown-source)."""
    listed = entries(view)
    names = {entry["source"] for _, entry in listed}
    for number, entry in listed:
        origin = entry.get("derives_from", "")
        if origin and origin not in names:
            guess = near(origin, names)
            remedy = f"did you mean {guess}? or list it too" if guess else "list it too"
            message = f"{excerpt(origin)!r} is not listed"
            yield _at(view, number, "derives_from", message, remedy)
