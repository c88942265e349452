"""What a page says of the past: what was known when (R3)."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.comparison import Comparison
from reconcile.comparison.states import State, states
from reconcile.notation.dates import in_words
from reconcile.notation.speech import word
from reconcile.report.anchors import Anchors, Ref
from reconcile.wording.case_texts import several_populations
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.range_texts import ClaimedRange, claimed_ranges

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
    marked = tuple((cells, _state(before.get(name), cells)) for name, cells in now.items())
    refs = tuple(map(anchors.ref, came))
    return Then(state.day, in_words(state.day), state.comparison.counts["current"], refs, marked)


def _state(before: tuple[str, ...] | None, cells: tuple[str, ...]) -> str:
    """What is said of a range that is not as it was."""
    if before == cells:
        return ""
    return word("of a range", "changed") if before else word("of a range", "new")


def _ranges(comparison: Comparison) -> Ranges:
    """The range of every estimand in words, by its name."""
    whom = several_populations(comparison)
    listed = (_cells(one, whom) for one in claimed_ranges(comparison).values())
    return {cells[0]: cells for cells in listed}


def _cells(one: ClaimedRange, whom: bool) -> tuple[str, ...]:
    name = estimand_text(one.row, population=whom)
    return name, one.claimed, one.fitting, one.speakers, one.row.verdict
