"""The check of every row's width: as many cells as the header has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from reconcile.checks.case_list import wrong_cases
from reconcile.checks.header import header_findings, long_names
from reconcile.checks.issue import Problem
from reconcile.checks.measure_list import wrong_measures
from reconcile.checks.part_list import wrong_parts
from reconcile.checks.source_list import wrong_entries
from reconcile.checks.view import View, chosen
from reconcile.errors import excerpt
from reconcile.notation.late_pattern import late_pattern
from reconcile.notation.measures import LONGEST_NAME
from reconcile.notation.words import several
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger_files import NAMES

_BEGUN = late_pattern(r"[~<>=≈≥≤ ]*[1-9][0-9]{0,2}")
_CONTINUED = late_pattern(r"[0-9]{3}\+?")


def bad_row(view: View) -> Iterator[Problem]:
    """A row does not have as many cells as the header, or an entry of a list cannot be.

    A comma inside a cell makes two of it unless the cell stands in double quotes. In sources.csv
    `kind` has to be one of the kinds that there are, and `derives_from` must not lead back to the
    source itself; a case of cases.csv has to be a file of the ledger. In parts.csv `of` is
    `population` or `place`, a breakdown has two parts or more, `complete` is `yes` on all of them
    or on none, and no whole lies in its own part; a breakdown of which this is not so is not used.
    In measures.csv a name has no `+` and is not built in, `within` does not lead back to itself,
    and `may_fall` is `yes` only where an outcome that the measure holds may fall; a measure of
    which this is not so is not there. No name is longer than 300 characters: a place of that
    length is prose in the wrong column. Nothing else is said about such a row, or one with too
    many or too few cells.

    Remedy: put a cell that holds a comma into double quotes, as in `"4,000"`, and write a comma
    for every empty cell.
    """
    for table, first in (*view.cases, *((table, -1) for table in view.others)):
        if header_findings(table):
            continue
        for number in np.flatnonzero(table.width != len(table.header)).tolist():
            yield _wrong_width(table, number, first + number if first >= 0 else -1)
    yield from _too_long(view)
    yield from wrong_entries(view)
    yield from wrong_cases(view)
    yield from wrong_parts(view)
    yield from wrong_measures(view)


def _too_long(view: View) -> Iterator[Problem]:
    """Names of a row as wide as its header that are too long to be names."""
    whole = view.ledger.rows["whole"]
    for column in NAMES:
        for row in chosen(long_names(view.ledger, column) & whole):
            message = f"{column} is {len(view.cell(row, column)):,} characters long"
            remedy = f"write a name of at most {LONGEST_NAME}; words go into quote or notes"
            yield Problem(message, remedy, row, column)


def _wrong_width(table: Table, number: int, row: int) -> Problem:
    width, expected = int(table.width[number]), len(table.header)
    message = f"{several(width, 'cell')}, but the header has {expected}"
    if width > expected:
        remedy, column = _torn(table, number)
    else:
        remedy, column = "write a comma for every empty cell", width
    cell = table.header[column] if column < min(width, expected) else ""
    return Problem(message, remedy, row, cell, table.name, int(table.lines[number]), column)


def _torn(table: Table, number: int) -> tuple[str, int]:
    """What to write for a cell that its own comma has torn in two, and which cell that is."""
    names = table.header
    cells = [table.columns[name][number] if name in table.columns else "" for name in names]
    for column, (one, two) in enumerate(pairwise(cells)):
        torn_number = _BEGUN.fullmatch(one) and _CONTINUED.fullmatch(two)
        torn_words = one.strip() and two.strip() and two.startswith(" ")
        if torn_number or torn_words:
            return f'put the cell into double quotes: "{excerpt(f"{one},{two}")}"', column
    return "put a cell that holds a comma into double quotes", len(names)
