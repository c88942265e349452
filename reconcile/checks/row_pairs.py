"""The check of repeated rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.aligning.typed_cells import DATES, group
from reconcile.checks import case_list, measure_list, part_list, source_list as listed
from reconcile.checks.issue import Problem
from reconcile.checks.view import View


def duplicate_row(view: View) -> Iterator[Problem]:
    """A row says the same as an earlier one, or a list names something twice.

    The same source, relay, dates, population, place, measure, basis and figure in the same case.
    Quote, address and notes may differ. A row that is set aside repeats nothing.

    Remedy: delete one of the two, or set it aside and say why.
    """
    typed = view.parsed.typed
    rows = np.flatnonzero(view.usable)
    codes = [view.text(name)[0] for name in ("file", "source", "via", "population", "place")]
    codes += [typed[name].cat.codes.to_numpy() for name in ("measure", "basis")]
    numbers = [typed[name].to_numpy() for name in ("published_first", "lower")]
    alike = group(*(column[rows] for column in (*codes, *numbers)))
    texts = [view.figures, *(typed[name].to_numpy(dtype=object) for name in DATES)]
    first: dict[tuple[object, ...], int] = {}
    for row in rows[np.bincount(alike, minlength=1)[alike] > 1].tolist():
        values = (column[row] for column in (*codes, *texts))
        earlier = first.setdefault(tuple(values), row)
        if earlier != row:
            message = f"the same as {view.where(earlier)}"
            yield Problem(message, "delete one of the two, or set it aside and say why", row)
    yield from listed.repeated(view)
    yield from case_list.repeated_cases(view)
    yield from part_list.repeated_parts(view)
    yield from measure_list.repeated_measures(view)
