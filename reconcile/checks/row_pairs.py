"""The check of repeated rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.aligning.typed_cells import DATES
from reconcile.checks import case_list, measure_list, part_list, source_list as listed
from reconcile.checks.issue import Problem
from reconcile.checks.view import View
from reconcile.columnar import firsts, group, packed
from reconcile.first_same import repeated

_COUNTED = ("file", "source", "via", "population", "place")
_READ = ("measure", "basis", "figure", *DATES)
_TELLING = {"source", "via", "place", "figure", "published"}  # in which few rows are alike


def duplicate_row(view: View) -> Iterator[Problem]:
    """A row says the same as an earlier one, or a list names something twice.

    The same source, relay, dates, population, place, measure, basis and figure in the same case.
    Quote, address and notes may differ. A row that is set aside repeats nothing.

    Remedy: delete one of the two, or set it aside and say why.
    """
    rows = np.flatnonzero(view.usable)
    columns = {name: view.ledger.rows.cells(name) for name in _COUNTED}
    columns |= {name: view.parsed.typed.cells(name) for name in _READ}
    telling = packed(*(column for name, column in columns.items() if name in _TELLING))
    rows = rows[repeated(telling[rows])]
    alike = group(*(column.take(rows) for column in columns.values()))
    earlier = rows[firsts(alike)[alike]]
    for at in np.flatnonzero(earlier != rows).tolist():
        message = f"the same as {view.where(int(earlier[at]))}"
        remedy = "delete one of the two, or set it aside and say why"
        yield Problem(message, remedy, int(rows[at]))
    yield from listed.repeated(view)
    yield from case_list.repeated_cases(view)
    yield from part_list.repeated_parts(view)
    yield from measure_list.repeated_measures(view)
