"""What changed between two states of a ledger (R14): the counts and why, then the rows."""

from __future__ import annotations

from itertools import groupby

from reconcile.comparison.difference import Difference
from reconcile.notation.words import number
from reconcile.tables.changes_table import SHAPE, both, listed
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, wrapped
from reconcile.wording.change_texts import ChangedRange, derivations
from reconcile.wording.difference_texts import (
    MEANINGS,
    ToldRow,
    changed_with_causes,
    lists_text,
    party_text,
    rest_of_counts,
    state_texts,
    tally_of_rows,
    told_rows,
)

MOST = 20  # rows of one class, a screen of them
_ROW = (
    Shown[ToldRow]("class", lambda told: told.row.class_),
    *as_it_is("source", "via", "published", of=lambda told: told.row),
)
_WHAT = (
    Shown[ToldRow]("figure before", lambda told: told.row.figure_old, True),
    Shown[ToldRow]("after", lambda told: told.row.figure_new, True),
    Shown[ToldRow]("what is another", lambda told: "; ".join(told.others)),
    Shown[ToldRow]("where", lambda told: told.where),
)


def text(found: Difference, width: int, *, estimands: bool = False) -> str:
    """The counts that changed and why, and unless `estimands` alone are wanted the rows."""
    changed, causes = changed_with_causes(found)
    lines = [line for told in state_texts(found) for line in wrapped(told, width, "", "  ")]
    lines += listed(changed, "after", width, causes)
    notes = [*derivations(found.before, found.after, changed), *party_text(found)]
    told = [*dict.fromkeys(notes), rest_of_counts(found)]
    if listing := lists_text(found):
        told.append(listing)
    lines += ["", *(line for note in told for line in wrapped(note, width, "", "  "))]
    if not estimands:
        lines += ["", *wrapped(tally_of_rows(found), width, "", "  "), *_rows(found, width)]
    return "\n".join(lines) + "\n"


def _rows(found: Difference, width: int) -> list[str]:
    """The rows that are not as before, class by class."""
    lines = list[str]()
    for name, group in groupby(told_rows(found), key=lambda told: told.row.class_):
        rows = list(group)
        lines += ["", *wrapped(f"{name}: {MEANINGS[name]}", width)]
        for told in rows[:MOST]:
            lines += wrapped(f"{told.said}  {told.where}", width, INDENT, INDENT * 2)
            for other in told.others:
                lines += wrapped(other, width, INDENT * 2, INDENT * 3)
        if (more := len(rows) - MOST) > 0:
            lines += wrapped(f"and {number(more)} more; --format csv has all", width, INDENT)
    return lines


def flat_rows(found: Difference) -> Flat:
    """One line a row that is not as before."""
    rows = told_rows(found)
    counted = estimand_columns(rows, lambda told: told.row)
    return flat_table((*_ROW, *counted, *_WHAT), rows)


def flat_estimands(found: Difference) -> Flat:
    """One line an estimand that is not as before."""
    changed, causes = changed_with_causes(found)
    rows = list(zip(changed, causes, strict=True))
    columns = [
        Shown[tuple[ChangedRange, list[str]]](
            f"{column.heading}{end}",
            lambda row, get=column.get, at=at: get(both(row[0], "")[at]),  # type: ignore[misc]
            column.right,
        )
        for column in SHAPE.columns[1:]
        for at, end in enumerate((" before", " after"))
    ]
    why = Shown[tuple[ChangedRange, list[str]]]("why", lambda row: "; ".join(row[1]))
    counted = estimand_columns(rows, lambda row: row[0].named.row)
    return flat_table((*counted, *columns, why), rows)
