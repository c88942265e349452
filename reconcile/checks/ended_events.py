"""The check of cases that look as if their event had ended, though cases.csv does not say so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.view import View
from reconcile.errors import excerpt
from reconcile.notation.dates import iso
from reconcile.storage.ledger_files import CASES

_APART = (
    2 * 365
)  # days; of what goes on, somebody publishes a count more often than every two years
_ROWS = 3  # that say one day: of two rows that happens where nothing has ended


def looks_ended(view: View) -> Iterator[Problem]:
    """The event of a case looks as if it had ended, and cases.csv does not say that it has.

    Either every row of the case, three at least, is as of one and the same day; or the figures of
    one count have no day that they speak of but that of their publication, and were published
    years apart. Without the day on which the event ended, a count published later is taken for one
    of a later time, so that differences between sources pass for growth.

    Remedy: write the case and the last day on which anyone could come to harm into `case` and
    `ended` of cases.csv. If the event goes on, name `looks-ended` in `waives` and say so in
    `notes`.
    """
    given, counts = view.given("as_of"), _undated_counts(view)
    for table, first in view.cases:
        rows = first + np.flatnonzero(view.usable[first : first + len(table.lines)])
        if len(rows) and table.path.stem not in view.parsed.events:
            yield from _one_day(view, rows, given) or _years_apart(view, rows, counts[rows])


def _undated_counts(view: View) -> np.ndarray:
    """The estimand of each row, if all figures of it have no day but that of their publication.

    It is -1 for other rows.
    """
    said, dated = view.said, ~view.given("published") | view.holds("as_of", bool)
    estimand = said.columns["estimand"][said.of_member]
    some = np.zeros(estimand.max(initial=-1) + 1, dtype=bool)
    some[estimand[dated[said.members]]] = True
    counts = np.full(len(dated), -1)
    counts[said.members] = np.where(some[estimand], -1, estimand)
    return counts


def _one_day(view: View, rows: np.ndarray, given: np.ndarray) -> list[Problem]:
    """The problem of a case of which every row is as of the same day."""
    first, last = (view.parsed.typed[f"as_of_{end}"][rows] for end in ("first", "last"))
    one_day = len(rows) >= _ROWS and (first == first[0]).all() and (last == first[0]).all()
    if not one_day or not given[rows].all():
        return []
    day = iso(first[0])
    message = f"all {len(rows)} rows are as of {day}; has the event ended?"
    return [_problem(view, int(rows[0]), "as_of", message, day)]


def _years_apart(view: View, rows: np.ndarray, counts: np.ndarray) -> list[Problem]:
    """The problem of the first count whose figures have dates of publication only, years apart."""
    typed, own = view.parsed.typed, counts >= 0
    rows, counts = rows[own], counts[own]
    begins, ends = (typed[f"published_{end}"][rows] for end in ("first", "last"))
    order = np.lexsort((begins, ends, counts))
    count, before, after = counts[order], order[:-1], order[1:]
    gaps = np.where(count[1:] == count[:-1], begins[after] - ends[before], 0)
    wide = np.flatnonzero(gaps > _APART)
    if not len(wide):
        return []
    first = wide[count[wide] == count[wide[0]]]  # of the first count alone
    at = int(first[gaps[first].argmax()])
    said = typed.cells("published").take(rows)
    message = (
        f"figures of one count were published years apart, {said[before[at]]} and "
        f"{said[after[at]]}, and say no other day; has the event ended?"
    )
    row = rows[(counts == count[at]).argmax()]
    return [_problem(view, int(row), "published", message)]


def _problem(view: View, row: int, cell: str, message: str, day: str = "") -> Problem:
    """The problem at a row of the case, with what to write into cases.csv."""
    case, shown = view.cell(row, "case"), excerpt(view.cell(row, "case"))
    if case in view.ledger.cases:
        write = f"write {day or 'the day'} into the cell ended of {shown} in {CASES}"
    elif view.ledger.cases_table:
        write = f"add a line to {CASES} with the case {shown} and ended {day or 'on that day'}"
    else:
        line = f"`{shown},{day}`" if day else f"`{shown},` and the day"
        write = f"make {CASES} with the header `case,ended` and the line {line}"
    return Problem(message, f"if so, {write}; if not, waive looks-ended", row, cell)
