"""What changes in the ranges: each count as it was and, on the line below, as it is then."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reconcile.comparison import Comparison
from reconcile.comparison.changes import Change, changes
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.tables.ranges_table import allowed, by_estimand, claimed
from reconcile.wording.phrases import DERIVED, NO_BREAK, derivation_text, since_text, subject_text

HEAD = ("", "claimed", "all allow", "verdict")
RIGHT = (False, True, True, False)
_WIDEST = (40, 30, 24, 12)
_GIVING = ((0, 18), (1, 18), (2, 13))
Pair = tuple[Comparison | None, Comparison]


def text(before: Comparison | None, after: Comparison, label: str, width: int) -> str:
    """The counts that change, the line after called `label`, and how many do not."""
    every = changes(before, after)
    changed = [change for change in every if change.changed]
    same = len(every) - len(changed)
    rest = counts_text(same) if same or not changed else "no count is as before"
    if not changed:
        return "\n".join(wrapped(f"no range changes: {rest}", width)) + "\n"
    notes = [*derivations((before, after), changed), rest]
    lines = listed((before, after), changed, label, width)
    return (
        "\n".join([*lines, "", *(line for note in notes for line in wrapped(note, width))]) + "\n"
    )


def listed(pair: Pair, changed: Sequence[Change], label: str, width: int) -> list[str]:
    """The lines of the counts that change, population by population."""
    told = dict(zip(changed, all_cells(pair, changed, label), strict=True))
    rows = [HEAD, *(line for both in told.values() for line in both)]
    wide = fitted(rows, _WIDEST, width, giving=_GIVING)
    several = len({change.row.case for change in changed}) > 1
    lines = list[str]()
    for (case, subject), group in groupby(changed, key=_subject):
        named = f"{case}.csv · {subject}" if several else subject
        lines += ["", *wrapped(named, width), "", *columns(HEAD, wide, RIGHT)]
        for change in group:
            for line in told[change]:
                lines += columns(line, wide, RIGHT)
    return lines


def all_cells(
    pair: Pair, changed: Sequence[Change], label: str
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands in the columns for each change, before and after."""
    before, after = (by_estimand(one) if one else {} for one in pair)
    return [
        (
            (_name(change.row), *_cells(change.before, before, "no figure")),
            (f"{NO_BREAK * 2}{label}", *_cells(change.after, after, "no figure is left")),
        )
        for change in changed
    ]


def _subject(change: Change) -> tuple[str, str]:
    return change.row.case, subject_text(change.row)


def _name(row: Any) -> str:
    return " ".join(part for part in (row.measure, since_text(row.since)) if part)


def _cells(row: Any, claims: dict[int, list[Any]], none: str) -> tuple[str, str, str]:
    if row is None:
        return none, "", ""
    return claimed(claims[row.estimand]), allowed(row), row.verdict


def derivations(pair: Pair, changed: Sequence[Change]) -> list[str]:
    """What the derived figures at the ends of the ranges come from."""
    notes = list[str]()
    for place, comparison in enumerate(pair):
        if comparison is None:
            continue
        claims = by_estimand(comparison)
        for change in changed:
            row = change.after if place else change.before
            said = claims[row.estimand] if row is not None else []
            if said and DERIVED in claimed(said):
                notes += [
                    f"{DERIVED} derived: {derivation_text(comparison.alignment, claim)}"
                    for claim in said
                    if claim.derived
                ]
    return list(dict.fromkeys(notes))


def counts_text(count: int) -> str:
    """How many counts are as they were."""
    return f"{'1 count is' if count == 1 else f'{count:,} counts are'} as before"
