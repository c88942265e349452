"""What was known when: the comparison of one case at each date of publication (R3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reconcile.aligning.alignment import align
from reconcile.aligning.status import INVALID
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.comparison.result import Comparison
from reconcile.notation.dates import iso, parse_date
from reconcile.storage.ledger import assemble


@dataclass(frozen=True)
class State:
    """A state of knowledge: the day (ISO), the comparison cut there, and the rows that came in.

    `rows` are the `file:line` of those published after the day of the state before it.
    """

    day: str
    comparison: Comparison
    rows: tuple[str, ...]


def states(comparison: Comparison, most: int) -> tuple[list[State], int]:
    """The states of knowledge of one case, oldest first, and how many days were left out.

    There is one for each day on which a selected row of the case was published, if a figure is
    current then, the last `most` of them. Each is `comparison` with `--known-by` at that day, of
    the case alone: other cases have no part in it.
    """
    (case,) = comparison.estimates.cells("case").used
    parsed, invalid = _alone(comparison, case)
    everything = align(parsed, invalid, comparison.alignment.cut)
    kept = comparison.selection.rows(parsed)
    inside = comparison.alignment.cut.inside(parsed.typed) & kept & ~invalid
    published = parsed.typed["published_first"]
    dated = inside & np.isfinite(published)
    days = np.unique(published[dated]).tolist()
    shown = days[-most:]
    found, before = list[State](), -np.inf if shown == days else days[-most - 1]
    for day in shown:
        cut = replace(everything.cut, known_by=parse_date(iso(day)))
        then = replace(comparison, alignment=align(parsed, invalid, cut))
        rows = np.flatnonzero(dated & (published > before) & (published <= day))
        if len(then.current):
            where = tuple(parsed.ledger.where([row]) for row in rows.tolist())
            found.append(State(iso(day), then, where))
            before = day
    return found, len(days) - len(shown)


def _alone(comparison: Comparison, case: str) -> tuple[Parsed, np.ndarray]:
    """The case parsed without the others, and which of its rows have errors."""
    ledger = comparison.alignment.parsed.ledger
    own = [table for table in ledger.tables if table.path.stem == case]
    tables = {table.name: table for table in (*own, *ledger.lists)}
    mine = ledger.rows.cells("case").among([case])
    invalid = comparison.alignment.status[mine] == INVALID
    return parse(assemble(ledger.folder, tables)), invalid
