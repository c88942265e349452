"""What a page says of the past: what was known when (R3)."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.comparison import Comparison
from reconcile.comparison.states import State, states
from reconcile.notation.dates import in_words
from reconcile.report.anchors import Anchors, Ref
from reconcile.report.views import several, subject
from reconcile.tables.ranges_table import by_estimand, entry

MOST_STATES = 120
Ranges = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Then:
    """What was known on a day: the ranges, with what had changed, and the rows that came in."""

    day: str
    words: str
    current: int
    rows: tuple[Ref, ...]
    ranges: tuple[tuple[tuple[str, ...], str], ...]


def known_when(comparison: Comparison, anchors: Anchors) -> tuple[list[Then], int]:
    """What was known at each date that changed a range, and how many dates are left out."""
    found, left_out = states(comparison, MOST_STATES)
    shown, before = list[Then](), Ranges()
    came = list[str]()
    for state in found:
        now = _ranges(state.comparison)
        came += state.rows
        if now != before:
            shown.append(_then(state, anchors, (now, before), came))
            came = []
        before = now
    return shown, left_out


def _then(state: State, anchors: Anchors, ranges: tuple[Ranges, Ranges], came: list[str]) -> Then:
    now, before = ranges
    marked = tuple(
        (cells, "" if before.get(key) == cells else "changed" if key in before else "new")
        for key, cells in now.items()
    )
    refs = tuple(anchors.ref(place) for place in came)
    return Then(state.day, in_words(state.day), state.comparison.counts["current"], refs, marked)


def _ranges(comparison: Comparison) -> Ranges:
    """The range of every estimand in words, by its name."""
    claims, whom = by_estimand(comparison), several(comparison)
    return {
        (name := subject(row, whom)): (name, *entry(row, claims[row.Index])[1:])
        for row in comparison.ranges.itertuples()
    }
