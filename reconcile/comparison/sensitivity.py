"""R12: what changes if one origin is left out (docs/further-rules.md, "Sensitivity")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from reconcile.aligning.alignment import align
from reconcile.aligning.status import INVALID
from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import Columns
from reconcile.comparison.changes import Change, changed_table, changes
from reconcile.comparison.result import Comparison
from reconcile.comparison.selection import unknown
from reconcile.errors import SelectionError
from reconcile.storage.ledger import Ledger


@dataclass(frozen=True)
class Without:
    """A comparison, and the same one with an origin left out.

    `sources` are all that rest on `origin` and have rows, in the order of their names; `rows` is
    how many rows of the ledger they have.
    """

    before: Comparison
    after: Comparison
    name: str
    origin: str
    sources: tuple[str, ...]
    rows: int

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every estimand that has a range; to leave rows out can take one away, never add one."""
        return changes(self.before, self.after)

    @cached_property
    def table(self) -> Columns:
        """The estimands whose range, agreed counts or verdict change.

        Columns that end in `_without` are what is left without the origin, empty where no figure
        is; counts are float, absent ones NaN.
        """
        return changed_table(self.changes, ("", "_without"))


def leave_out(comparison: Comparison, name: str) -> Without:
    """The comparison without the origin of the source `name`, or without the origin of that name.

    The rows of every source that rests on it are taken from the ledger and the rest is aligned
    anew, so that what was stale can be current and what was derived can be missing. Raises
    `SelectionError` for a name that is neither a source with rows nor an origin of one.
    """
    ledger = comparison.alignment.parsed.ledger
    origins = _origins(ledger)
    listed = ledger.sources[name].origin if name in ledger.sources else name
    origin = origins.get(name, listed)
    if origin not in origins.values():
        raise SelectionError(unknown("source", name, sorted({*origins, *origins.values()})))
    sources = tuple(source for source in sorted(origins) if origins[source] == origin)
    kept = ~ledger.rows.cells("source").among(sources)
    parsed = _kept(comparison.alignment.parsed, kept)
    invalid = comparison.alignment.status[kept] == INVALID
    aligned = align(parsed, invalid, comparison.alignment.cut)
    after = replace(comparison, alignment=aligned)
    return Without(comparison, after, name, origin, sources, int((~kept).sum()))


def _origins(ledger: Ledger) -> dict[str, str]:
    """The origin of every source that has rows."""
    names = filter(None, ledger.rows.cells("source").used)
    listed = ledger.sources
    return {name: listed[name].origin if name in listed else name for name in names}


def _kept(parsed: Parsed, kept: np.ndarray) -> Parsed:
    """The ledger with only some of its rows; each stays where it is in its file."""
    position = np.cumsum(kept) - 1
    faults = tuple(
        replace(fault, row=int(position[fault.row])) for fault in parsed.faults if kept[fault.row]
    )
    rows = parsed.ledger.rows.take(kept).numbered()
    typed = parsed.typed.take(kept).numbered()
    return Parsed(replace(parsed.ledger, rows=rows), typed, faults)
