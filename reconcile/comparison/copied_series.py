"""R13: series that are copied, calculated or carried forward (docs/further-rules.md, R13).

`patterns(parsed, said)` looks at the statements of a ledger or of a cut; nothing is ever changed by
what it finds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reconcile.aligning.relays import Statements
from reconcile.aligning.typed_cells import Parsed
from reconcile.comparison.carried_values import CarriedValue, carried_forward
from reconcile.comparison.copies import Copy, copies, off_values
from reconcile.comparison.dated_series import DatedSeries, dated_series
from reconcile.comparison.straight_lines import StraightLine, straight_lines
from reconcile.notation.bases import ESTIMATED

EQUAL, MULTIPLE, LINE, CARRIED = "equal", "multiple", "line", "carried"


class OffPoint(NamedTuple):
    """A statement that is not as the rest of its series, what it would be then, and beside what.

    `beside` is the statement of the same date in the series that is followed, -1 if there is none.
    """

    statement: int
    should: float
    beside: int = -1


@dataclass(frozen=True)
class Pattern:
    """A series that is copied, calculated or carried forward, by the numbers of its statements.

    `kind` is `EQUAL`, `MULTIPLE`, `LINE` or `CARRIED`. `own` are the statements at the dates that
    count, in their order, and `other` those of the series that it follows at the same dates; of a
    value carried forward they are the first and the last one of the source that moved most
    meanwhile, and of a line none. `factor` is by how much the other's values are multiplied,
    `per_day` how much a line rises, NaN for other kinds.
    """

    kind: str
    own: tuple[int, ...]
    other: tuple[int, ...] = ()
    off: tuple[OffPoint, ...] = ()
    factor: float = math.nan
    per_day: float = math.nan

    @property
    def agreeing(self) -> list[tuple[int, int]]:
        """The statements that are as the pattern has them, each with the one beside it, or -1."""
        wrong = {number for point in self.off for number in (point.statement, point.beside)}
        beside = self.other if len(self.other) == len(self.own) else (-1,) * len(self.own)
        pairs = zip(self.own, beside, strict=True)
        return [pair for pair in pairs if pair[0] not in wrong and pair[1] not in wrong - {-1}]


def patterns(parsed: Parsed, said: Statements) -> tuple[Pattern, ...]:
    """Every pattern among the statements, in the order of the rows at which they begin.

    A series that follows another one is not told as a line of its own, and one of which every row
    says that it was estimated is not told as calculated.
    """
    series = dated_series(parsed, said)
    estimated = _estimated(parsed, said, series)
    followed = copies(series)
    followers = {each.follower for each in followed}
    found = [
        *(_of_copy(each, series) for each in followed
          if each.factor == 1 or not estimated[each.follower]),
        *(_of_line(each, series) for each in straight_lines(series)
          if each.series not in followers and not estimated[each.series]),
        *(_of_run(each, series) for each in carried_forward(series)
          if each.series not in followers and not estimated[each.series]),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (min(each.own), each.kind)))


def _estimated(parsed: Parsed, said: Statements, series: DatedSeries) -> np.ndarray:
    """Which series have the basis of what was calculated in every row."""
    basis = parsed.ledger.rows.cells("basis").among([ESTIMATED])[said.columns["row"]]
    other = ~basis[series.points.statement]
    estimated: np.ndarray = np.bincount(series.number, other, len(series)) == 0
    return estimated


def _of_copy(found: Copy, series: DatedSeries) -> Pattern:
    statement = series.points.statement
    off = (
        OffPoint(int(statement[each.theirs]), each.should, int(statement[each.ours]))
        if each.leads
        else OffPoint(int(statement[each.ours]), each.should, int(statement[each.theirs]))
        for each in off_values(found, series)
    )
    return Pattern(
        EQUAL if found.factor == 1 else MULTIPLE, tuple(statement[found.ours].tolist()),
        tuple(statement[found.theirs].tolist()), tuple(off), found.factor,
    )  # fmt: skip


def _of_line(found: StraightLine, series: DatedSeries) -> Pattern:
    points = series[found.series]
    off = tuple(
        OffPoint(int(points.statement[at]), round(found.start + found.slope * points.day[at]))
        for at in np.flatnonzero(found.off).tolist()
    )
    return Pattern(LINE, tuple(points.statement.tolist()), off=off, per_day=found.slope)


def _of_run(found: CarriedValue, series: DatedSeries) -> Pattern:
    points = series[found.series]
    own = points.statement[found.first : found.last + 1].tolist()
    value = points.value[found.first : found.last + 1][~found.off][0] / 2
    off = tuple(OffPoint(own[at], float(value)) for at in np.flatnonzero(found.off).tolist())
    other = series[found.other].statement[list(found.ends)].tolist()
    return Pattern(CARRIED, tuple(own), tuple(other), off)


def among(found: tuple[Pattern, ...], numbers: set[int]) -> Iterator[Pattern]:
    """The patterns of series of which a statement is among `numbers`."""
    return (each for each in found if not numbers.isdisjoint(each.own))
