"""What changes if one origin is left out (R12): the ranges that remain, or only what changes."""

from __future__ import annotations

from typing import Any

from reconcile.comparison.sensitivity import Without
from reconcile.tables.changes_table import HEAD, RIGHT, all_cells, counts_text, derivations, listed
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import wrapped
from reconcile.tables.ranges_table import INDENT, allowed, body, by_estimand, claimed
from reconcile.wording.phrases import cut_text, estimand_text, joined


def ranges_text(found: Without, width: int) -> str:
    """The ranges without the origin, and what each is with it, where that differs."""
    with_it = by_estimand(found.before)
    changed = [change for change in found.changes if change.changed]
    remarks = {
        change.after.estimand: f"with {found.origin}: {_said(change.before, with_it)}"
        for change in changed
        if change.after is not None
    }
    lines = [*_head(found, width), *body(found.after, width, remarks)]
    for change in changed:
        if change.after is None:
            told = f"{estimand_text(change.before)}; with {found.origin}: "
            lines += wrapped(
                f"no figure is left of {told}{_said(change.before, with_it)}", width, "", INDENT
            )
    return "\n".join([*lines, *wrapped(_rest(found), width)]) + "\n"


def text(found: Without, width: int) -> str:
    """Only the estimands that change, before and after, for `width` cells."""
    changed = [change for change in found.changes if change.changed]
    pair = found.before, found.after
    lines = [*_head(found, width), *listed(pair, changed, f"without {found.origin}", width), ""]
    for note in [*derivations(pair, changed), _rest(found)]:
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def flat(found: Without) -> Flat:
    """One line an estimand that changes."""
    changed = [change for change in found.changes if change.changed]
    cells = all_cells((found.before, found.after), changed, "")
    rows = [change.before for change in changed]
    return flat_table(
        (
            *estimand_columns(rows),
            *(
                (head if with_it else f"{head}, without {found.origin}", right, [
                    each[0 if with_it else 1][place] for each in cells
                ])
                for place, (head, right) in list(enumerate(zip(HEAD, RIGHT, strict=True)))[1:]
                for with_it in (True, False)
            ),
        )
    )  # fmt: skip


def _head(found: Without, width: int) -> list[str]:
    """The assumptions of the comparison, and who is left out with how many rows."""
    rows = len(found.before.alignment.status)
    told = f"without {joined(found.sources)}: {found.rows:,} of {rows:,} rows left out"
    others = [source for source in found.sources if source != found.origin]
    if others:
        told += f"; {joined(others)} {'rests' if len(others) == 1 else 'rest'} on {found.origin}"
    return [*wrapped(cut_text(found.before), width), *wrapped(told, width)]


def _rest(found: Without) -> str:
    """How many estimands stay as they are."""
    same = sum(not change.changed for change in found.changes)
    if same == len(found.changes):
        return f"nothing changes without {found.origin}: {counts_text(same)}"
    return f"{counts_text(same)}" if same else "no count is as before"


def _said(row: Any, claims: dict[int, list[Any]]) -> str:
    """A range in words: what is claimed, what all allow, and the verdict."""
    if not row.sources:
        return "no number"
    counts, said = allowed(row), claimed(claims[row.estimand])
    agreed = "no count allowed by all" if counts == "none" else f"all allow {counts}"
    if row.verdict == "single":
        agreed = f"{counts} allowed" if counts != said else ""
    return ", ".join(part for part in (said, agreed, row.verdict) if part)
