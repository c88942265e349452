"""What a page says of the past: what was known when (R3)."""

from __future__ import annotations

from typing import NamedTuple

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


class Then(NamedTuple):
    """What was known on a day: the rows that came in, the numbers of all its `counts` in order,
    the ranges that are told of it, and how many others were the `same` on the date before.
    """

    day: str
    words: str
    current: int
    rows: tuple[Ref, ...]
    counts: tuple[int, ...]
    told: tuple[Told, ...]
    same: int


class Told(NamedTuple):
    """A range: the number of its count, its cells, and what is said of it if it was not so."""

    number: int
    cells: tuple[str, ...]
    mark: str


def known_when(comparison: Comparison, anchors: Anchors) -> tuple[list[Then], int]:
    """What was known at each date that changed a range, and how many dates are left out."""
    found, left_out = states(comparison, MOST_STATES)
    shown, before, numbers = list[Then](), Ranges(), dict[str, int]()
    came = list[str]()
    for state in found:
        now = _ranges(state.comparison)
        came += state.rows
        if now != before:
            every = tuple(
                Told(numbers.setdefault(name, len(numbers)), cells, _state(before.get(name), cells))
                for name, cells in now.items()
            )
            shown.append(_then(state, tuple(map(anchors.ref, came)), every))
            came = []
        before = now
    return [*map(_new, shown[:-1]), *shown[-1:]], left_out


def _then(state: State, came: tuple[Ref, ...], every: tuple[Told, ...]) -> Then:
    counts = tuple(one.number for one in every)
    current = state.comparison.counts["current"]
    return Then(state.day, in_words(state.day), current, came, counts, every, 0)


def _new(then: Then) -> Then:
    """What was new then: the last date alone tells all, for paper and where no script runs."""
    told = tuple(one for one in then.told if one.mark)
    return then._replace(told=told, same=len(then.told) - len(told))


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
