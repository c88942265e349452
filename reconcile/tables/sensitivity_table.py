"""What changes if one origin is left out (R12): the ranges that remain, or only what changes."""

from __future__ import annotations

from reconcile.comparison.sensitivity import Without
from reconcile.tables.changes_table import SHAPE, both, listed
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, ended, wrapped
from reconcile.tables.ranges_table import body
from reconcile.wording.case_texts import cut_text
from reconcile.wording.change_texts import (
    ChangedRange,
    changed_ranges,
    derivations,
    gone_texts,
    rest_text,
    with_it_text,
    without_text,
)


def ranges_text(found: Without, width: int) -> str:
    """The ranges without the origin, and what each is with it, where that differs."""
    changed = _changed(found)
    remarks = {
        after.row.estimand: with_it_text(found, before)
        for before, after in changed
        if before and after
    }
    lines = [
        line for told in gone_texts(found, changed) for line in wrapped(told, width, "", INDENT)
    ]
    lines += wrapped(rest_text(found), width)
    return body(found.after, _head(found, width), width, remarks) + "\n".join(lines) + "\n"


def text(found: Without, width: int) -> str:
    """Only the estimands that change, before and after, for `width` cells."""
    changed = _changed(found)
    lines = [*_head(found, width), *listed(changed, f"without {found.origin}", width)]
    notes = [*derivations(found.before, found.after, changed), rest_text(found)]
    return ended(lines, notes, width)


def flat(found: Without) -> Flat:
    """One line an estimand that changes."""
    changed = _changed(found)
    columns = [
        Shown[ChangedRange](
            f"{column.heading}{end}",
            lambda change, get=column.get, at=at: get(both(change, "")[at]),  # type: ignore[misc]
            column.right,
        )
        for column in SHAPE.columns[1:]
        for at, end in enumerate(("", f", without {found.origin}"))
    ]
    return flat_table(
        (*estimand_columns(changed, lambda change: change.named.row), *columns), changed
    )


def _changed(found: Without) -> list[ChangedRange]:
    return changed_ranges(found.before, found.after, found.changes)


def _head(found: Without, width: int) -> list[str]:
    """The assumptions of the comparison, and who is left out with how many rows."""
    return [*wrapped(cut_text(found.before), width), *wrapped(without_text(found), width)]
