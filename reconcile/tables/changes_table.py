"""What changes in the ranges: each count as it was and, on the line below, as it is then."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.changes import changes
from reconcile.tables.layout import INDENT, Shown, TableShape, laid, wrapped
from reconcile.tables.ranges_table import heading
from reconcile.wording.change_texts import (
    ChangedRange,
    as_before_text,
    changed_ranges,
    derivations,
)
from reconcile.wording.characters import NO_BREAK
from reconcile.wording.range_texts import ClaimedRange


class StateLine(NamedTuple):
    """A count before or after: how the line is called, its range, what to say where it has none."""

    name: str
    range: ClaimedRange | None
    none: str


SHAPE = TableShape[StateLine](
    (
        Shown("", lambda line: line.name, widest=40),
        Shown("claimed", lambda line: line.range.claimed if line.range else line.none, True, 30),
        Shown("all allow", lambda line: line.range.allowed if line.range else "", True, 24),
        Shown("verdict", lambda line: line.range.row.verdict if line.range else "", widest=12),
    ),
    giving=((0, 18), (1, 18), (2, 13)),
)


def text(before: Comparison | None, after: Comparison, label: str, width: int) -> str:
    """The counts that change, the line after called `label`, and how many do not."""
    every = changes(before, after)
    changed = changed_ranges(before, after, every)
    rest = as_before_text(len(every) - len(changed), len(changed))
    if not changed:
        return "\n".join(wrapped(f"no range changes: {rest}", width)) + "\n"
    notes = [*derivations(before, after, changed), rest]
    told = (line for note in notes for line in wrapped(note, width))
    return "\n".join([*listed(changed, label, width), "", *told]) + "\n"


def listed(
    changed: Sequence[ChangedRange], label: str, width: int, notes: Sequence[Sequence[str]] = ()
) -> list[str]:
    """The lines of the counts that change, population by population.

    `notes` are said of each of them, if there are any.
    """
    table = laid(SHAPE, (line for change in changed for line in both(change, label)), width)
    several = len({change.named.row.case for change in changed}) > 1
    lines, rows, said = list[str](), iter(table.rows), iter(notes)
    for named, group in groupby(changed, key=lambda change: heading(change.named, several)):
        lines += ["", *wrapped(named, width), "", *table.head]
        for _ in group:
            lines += next(rows) + next(rows)
            for note in next(said, ()):
                lines += wrapped(note, width, INDENT, INDENT * 2)
    return lines


def both(change: ChangedRange, label: str) -> tuple[StateLine, StateLine]:
    """The lines of a count before and after."""
    return (
        StateLine(change.named.label, change.before, "no figure"),
        StateLine(f"{NO_BREAK * 2}{label}", change.after, "no figure is left"),
    )
