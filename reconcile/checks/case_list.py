"""What the checks find in the entries of cases.csv."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reconcile.aligning.events import read_day
from reconcile.checks.header import header_findings
from reconcile.checks.issue import Problem
from reconcile.checks.view import View, in_table, near
from reconcile.errors import NotationError, excerpt
from reconcile.notation.dates import parse_date
from reconcile.storage.csv_file import Table

_DAYS = ("began", "ended", "settled")  # in the order in which they come
Entry = tuple[Table, int, dict[str, str]]


def _entries(view: View) -> Iterator[Entry]:
    """The rows of cases.csv that have as many cells as its header, with their numbers."""
    table = view.ledger.cases_table
    if table is not None and not header_findings(table):
        for number, (row, width) in enumerate(zip(table.records(), table.width, strict=True)):
            if width == len(table.header):
                yield table, number, row


def wrong_cases(view: View) -> Iterator[Problem]:
    """Cases that there are not (bad-row)."""
    known = [table.path.stem for table in view.ledger.tables]
    for table, number, row in _entries(view):
        if (name := row["case"]) and name not in known:
            guess = near(name, known)
            message = f"there is no case {excerpt(name)!r}: the ledger has no {excerpt(name)}.csv"
            remedy = (
                f"did you mean {guess}? if not,"
                if guess
                else "write the name of a file without .csv or"
            )
            yield in_table(table, number, "case", message, f"{remedy} delete the line")


def unnamed_cases(view: View) -> Iterator[Problem]:
    """Entries without a name (missing-value)."""
    for table, number, row in _entries(view):
        if not row["case"]:
            remedy = "write the name of the case's file without .csv, or delete the line"
            yield in_table(table, number, "case", "the case has no name", remedy)


def repeated_cases(view: View) -> Iterator[Problem]:
    """Names listed before (duplicate-row)."""
    seen: dict[str, int] = {}
    for table, number, row in _entries(view):
        earlier = seen.setdefault(row["case"], number)
        if row["case"] and earlier != number:
            line = int(table.lines[earlier])
            message = f"{excerpt(row['case'])!r} is listed before, in line {line}"
            yield in_table(table, number, "case", message, "keep one of the two lines")


def wrong_days(view: View) -> Iterator[Problem]:
    """Cells that hold no date (bad-date)."""
    for table, number, row in _entries(view):
        for name in _DAYS:
            if text := row.get(name, ""):
                try:
                    parse_date(text)
                except NotationError as error:
                    yield in_table(table, number, name, error.problem, error.remedy)


def days_out_of_order(view: View) -> Iterator[Problem]:
    """Events that ended before they began, or were settled before that (dates-out-of-order)."""
    for table, number, row in _entries(view):
        days = [(name, day) for name in _DAYS if (day := read_day(row.get(name, "")))]
        for (earlier, begin), (later, end) in pairwise(days):
            if begin.first > end.last:
                message = f"{later} {end} is earlier than {earlier} {begin}"
                yield in_table(table, number, later, message, f"correct {later} or {earlier}")
