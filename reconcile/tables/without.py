"""What changes if one origin is left out (R12): the ranges that remain, or only what changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reconcile.comparison.without import Change, Without
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.tables.ranges import INDENT, allowed, body, by_estimand, claimed
from reconcile.words import (
    DERIVED,
    NO_BREAK,
    cut_text,
    derivation_text,
    estimand_text,
    joined,
    since_text,
    subject_text,
)  # fmt: skip

_HEAD = ("", "claimed", "all allow", "verdict")
_RIGHT = (False, True, True, False)
_WIDEST = (40, 30, 24, 12)
_GIVING = ((0, 18), (1, 18), (2, 13))


def ranges_text(found: Without, width: int) -> str:
    """The ranges without the origin, and what each is with it, where that differs."""
    with_it = by_estimand(found.before)
    changed = [change for change in found.changes if change.changed]
    remarks = {
        change.after.Index: f"with {found.origin}: {_said(change.before, with_it)}"
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
    cells = dict(zip(changed, _all_cells(found, changed), strict=True))
    listed = [_HEAD, *(line for both in cells.values() for line in both)]
    wide = fitted(listed, _WIDEST, width, giving=_GIVING)
    lines = _head(found, width)
    several = len({change.before.case for change in changed}) > 1
    for (case, subject), group in groupby(changed, key=_subject):
        named = f"{case}.csv · {subject}" if several else subject
        lines += ["", *wrapped(named, width), "", *columns(_HEAD, wide, _RIGHT)]
        for change in group:
            for line in cells[change]:
                lines += columns(line, wide, _RIGHT)
    lines.append("")
    for note in [*_derivations(found, changed), _rest(found)]:
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def flat(found: Without) -> Flat:
    """One line an estimand that changes."""
    changed = [change for change in found.changes if change.changed]
    cells = _all_cells(found, changed)
    rows = [change.before for change in changed]
    return flat_table(
        (
            *estimand_columns(rows),
            *(
                (head if with_it else f"{head}, without {found.origin}", right, [
                    each[0 if with_it else 1][place] for each in cells
                ])
                for place, (head, right) in list(enumerate(zip(_HEAD, _RIGHT, strict=True)))[1:]
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
        return f"nothing changes without {found.origin}: {_counts(same)} as before"
    return f"{_counts(same)} as before" if same else "no count is as before"


def _counts(count: int) -> str:
    return "1 count is" if count == 1 else f"{count:,} counts are"


def _subject(change: Change) -> tuple[str, str]:
    return change.before.case, subject_text(change.before)


def _said(row: Any, claims: dict[int, list[Any]]) -> str:
    """A range in words: what is claimed, what all allow, and the verdict."""
    if not row.sources:
        return "no number"
    counts, said = allowed(row), claimed(claims[row.Index])
    agreed = "no count allowed by all" if counts == "none" else f"all allow {counts}"
    if row.verdict == "single":
        agreed = f"{counts} allowed" if counts != said else ""
    return ", ".join(part for part in (said, agreed, row.verdict) if part)


def _all_cells(
    found: Without, changed: Sequence[Change]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands in the columns for each change, with the origin and without."""
    before, after = by_estimand(found.before), by_estimand(found.after)
    return [
        (
            (_name(change.before), *_cells(change.before, before)),
            (f"{NO_BREAK * 2}without {found.origin}", *_cells(change.after, after)),
        )
        for change in changed
    ]


def _name(row: Any) -> str:
    return " ".join(part for part in (row.measure, since_text(row.since)) if part)


def _cells(row: Any, claims: dict[int, list[Any]]) -> tuple[str, str, str]:
    if row is None:
        return "no figure is left", "", ""
    return claimed(claims[row.Index]), allowed(row), row.verdict


def _derivations(found: Without, changed: Sequence[Change]) -> list[str]:
    """What the derived figures at the ends of the ranges come from."""
    notes = list[str]()
    for comparison in (found.before, found.after):
        claims = by_estimand(comparison)
        rows = [change.before if comparison is found.before else change.after for change in changed]
        for row in rows:
            said = claims[row.Index] if row is not None else []
            if said and DERIVED in claimed(said):
                notes += [
                    f"{DERIVED} derived: {derivation_text(comparison.alignment, claim)}"
                    for claim in said
                    if claim.derived
                ]
    return list(dict.fromkeys(notes))
