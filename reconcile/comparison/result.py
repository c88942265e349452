"""The comparison of what was asked for: one frozen object from which everything is shown.

`compare(alignment, selection, window, tolerance)` gives a `Comparison`: the rows as read, the
ranges (R8), the discrepancies (R5), the history of every source, the sources, the ratios between
them (R11) and the series that follow others (R13), each as the columns of its type in `schema`;
`sensitivity.leave_out` gives it without one origin (R12).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import attrgetter

import numpy as np

from reconcile.aligning.alignment import Alignment, counted
from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import CURRENT
from reconcile.columnar import Columns, firsts
from reconcile.comparison.contributions import contributions
from reconcile.comparison.evidence import SAID, Evidence
from reconcile.comparison.ledger_rows import given, ledger_rows, told_by
from reconcile.comparison.pairs import Pairs
from reconcile.comparison.ranges import ranges
from reconcile.comparison.ratios import Ratios, ratios
from reconcile.comparison.reading_order import ReadingOrder, places
from reconcile.comparison.selection import EVERYTHING, Selection, Sieve, known
from reconcile.comparison.series import series
from reconcile.comparison.series_table import copied_series_table
from reconcile.comparison.side_ratios import SideRatios, side_ratios
from reconcile.comparison.verdicts import Judgement, Pair, furthest
from reconcile.errors import SelectionError
from reconcile.notation.choices import BY, TOLERANCE, WINDOW
from reconcile.stable_order import stable_order


@dataclass(frozen=True)
class Comparison:
    """What the selected estimates of an alignment say.

    They are judged by the reader's `window`, in days, and `tolerance`, in percent. Only the
    estimands of the numbers `only` are told, all of them where it is None, and only the
    discrepancies that the `sieve` leaves.
    """

    alignment: Alignment
    selection: Selection
    window: int = WINDOW
    tolerance: Fraction = TOLERANCE
    by: str = ""
    only: tuple[int, ...] | None = None
    sieve: Sieve = EVERYTHING

    def runs_by(self, case: str) -> str:
        """Over which days the history of a case runs, one of `BY`: as asked, or as suits it.

        In a case that ended all figures are of one day, and it is publications that show how a
        count grew.
        """
        return self.by or BY[case not in self.alignment.parsed.events]

    @cached_property
    def estimates(self) -> Columns:
        """The selected estimates as in `Alignment.estimates`, in reading order.

        That is by case, population, place, measure, basis and since; within them as in the ledger.
        Below a whole come its parts.
        """
        return self._in_order(np.flatnonzero(self._chosen))

    @cached_property
    def current(self) -> Columns:
        """Those of `estimates` that are current, which alone make ranges and discrepancies."""
        current = self.alignment.estimates["status"] == CURRENT
        return self._in_order(np.flatnonzero(self._chosen & current))

    @cached_property
    def subjects(self) -> Columns:
        """The first in the ledger of the selected estimates of every estimand, in reading order."""
        return self._in_order(self._first)

    @cached_property
    def order(self) -> ReadingOrder:
        """Below which wholes the populations and places that are counted are read."""
        return ReadingOrder(self.alignment.parsed.ledger.parts, self.subjects)

    @cached_property
    def empty(self) -> bool:
        """Whether there are no `estimates`."""
        return not self._chosen.any()

    @cached_property
    def _chosen(self) -> np.ndarray:
        """Which estimates of the alignment are selected."""
        estimates = self.alignment.estimates
        kept = self.selection.mask(estimates)
        if self.only is not None:
            kept &= np.isin(estimates["estimand"], self.only)
        return kept

    @cached_property
    def _first(self) -> np.ndarray:
        """Where in the alignment the first of the selected estimates of every estimand stands."""
        chosen = np.flatnonzero(self._chosen)
        first: np.ndarray = chosen[firsts(self.alignment.estimates["estimand"][chosen])]
        return first

    @cached_property
    def _places(self) -> np.ndarray:
        """Where each estimand is read, by its number."""
        ledger, subjects = self.alignment.parsed.ledger, self.alignment.estimates.take(self._first)
        ranks = sorted(subjects.cells("measure").used, key=ledger.measures.rank)
        place = np.full(int(subjects["estimand"].max(initial=-1)) + 1, -1)
        place[subjects["estimand"]] = places(subjects, ranks, ledger.parts)
        return place

    def _in_order(self, rows: np.ndarray) -> Columns:
        """The estimates of these rows, in reading order; those of one estimand stay as they are."""
        estimates = self.alignment.estimates
        place = self._places[estimates["estimand"][rows]]
        return estimates.take(rows[stable_order(place)])

    @cached_property
    def by_number(self) -> dict[int, Estimate]:
        """The selected estimates by their numbers, in reading order."""
        return {row.number: row for row in self.estimates.rows(Estimate)}

    @cached_property
    def sums(self) -> Columns:
        """The selected sums of parts (R6), which are set against the whole and nothing else."""
        sums = self.alignment.sums.estimates
        return sums.take(self.selection.mask(sums))

    @cached_property
    def claims(self) -> dict[int, Estimate]:
        """The current estimates by their numbers, in reading order."""
        return {row.number: row for row in self.current.rows(Estimate)}

    @cached_property
    def by_estimand(self) -> dict[int, list[Estimate]]:
        """The current estimates of each estimand, in reading order; within one by their sources."""
        found: dict[int, list[Estimate]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.estimand, []).append(claim)
        return {key: sorted(of, key=attrgetter("source")) for key, of in found.items()}

    @cached_property
    def rule(self) -> Judgement:
        """What verdicts go by (R5): all that is said inside the cut of what is counted here."""
        every = self.alignment.estimates.only(SAID)
        if not self._chosen.all():
            every = every.take(np.isin(every["estimand"], self.subjects["estimand"]))
        evidence = Evidence.of(every)
        ledger = self.alignment.parsed.ledger
        return Judgement(self.window, self.tolerance, ledger.measures, evidence, ledger.parts)

    @cached_property
    def ranges(self) -> Columns:
        """The range of every estimand (R8): `Range`."""
        return ranges(self.current, self.worst, self.tolerance)

    @property
    def discrepancies(self) -> Columns:
        """Every pair of current estimates of one estimand, worst first (R5): `Discrepancy`."""
        return self.pairs.every

    @cached_property
    def pairs(self) -> Pairs:
        """The same, of which not all need be made: how many there are, and the worst of them."""
        return Pairs(self.alignment, self.current, self.sums, self.rule, self.sieve)

    @cached_property
    def furthest(self) -> Columns:
        """For each estimand of several origins and verdict the pair furthest apart, worst first.

        The columns are those of `Pair`, the numbers those of the estimands.
        """
        return furthest(self.current, self.rule)

    @cached_property
    def worst(self) -> Columns:
        """The first of these for each estimand, which its range has its verdict from."""
        return self.furthest.take(firsts(self.furthest.numbers))

    @cached_property
    def furthest_pairs(self) -> dict[int, tuple[Pair, ...]]:
        """The same as `furthest`, by estimand."""
        found: dict[int, list[Pair]] = {}
        for estimand, pair in zip(
            self.furthest.numbers.tolist(), self.furthest.rows(Pair), strict=True
        ):
            found.setdefault(estimand, []).append(pair)
        return {key: tuple(pairs) for key, pairs in found.items()}

    @cached_property
    def worst_pairs(self) -> dict[int, Pair]:
        """The same as `worst`, by estimand."""
        return {estimand: pairs[0] for estimand, pairs in self.furthest_pairs.items()}

    @cached_property
    def said_in_worst(self) -> dict[int, Estimate]:
        """The estimates of `worst_pairs` by their numbers; most are among the `claims`."""
        numbers = {number for pair in self.worst_pairs.values() for number in (pair.a, pair.b)}
        others = sorted(numbers - self.claims.keys())
        return {
            **{number: self.claims[number] for number in numbers & self.claims.keys()},
            **dict(zip(others, self.alignment.at(others), strict=True)),
        }

    @cached_property
    def history(self) -> Columns:
        """Every source's figures for each estimand over time (R3): `SeriesFigure`."""
        return series(self.alignment, self.estimates, self.runs_by)

    @cached_property
    def sources(self) -> Columns:
        """Every source with what it contributed: `Contribution`."""
        return contributions(self.alignment, self.estimates)

    @cached_property
    def ratios(self) -> Ratios:
        """How every two sources' figures for the same counts and times compare (R11)."""
        return ratios(self.alignment, self.estimates, self.window)

    def ratios_within(self, days: int) -> Ratios:
        """The same with another window."""
        return ratios(self.alignment, self.estimates, days)

    @cached_property
    def side_ratios(self) -> SideRatios:
        """How the figures of each side's sources compare, by the side whose people they count."""
        return side_ratios(self.alignment, self.estimates, self.window)

    @cached_property
    def copied(self) -> Columns:
        """The series that are copied, calculated or carried forward (R13): `CopiedSeries`."""
        return copied_series_table(self.alignment, self.estimates)

    @cached_property
    def rows(self) -> Columns:
        """Every selected row as read with its status (R4), then what is derived: `LedgerRow`."""
        rows = ledger_rows(self.alignment, self.selection)
        if self.only is None:
            return rows
        return rows.take(told_by(self.alignment, self.estimates, rows))

    @property
    def given(self) -> Columns:
        """Those of `rows` that the ledger has itself, nothing derived."""
        return given(self.rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of the selected rows have each status; they add up to all of them (R4).

        Those of estimands that are not told are among them.
        """
        if self.selection == Selection():
            return self.alignment.counts
        rows = ledger_rows(self.alignment, self.selection) if self.only is not None else self.rows
        return counted(self.alignment.status[given(rows).numbers])


def compare(
    alignment: Alignment,
    selection: Selection | None = None,
    window: int = WINDOW,
    tolerance: Fraction = TOLERANCE,
    by: str = "",
) -> Comparison:
    """Compare the selected estimates, by the reader's window in days and tolerance in percent.

    `by` is one of `BY`, the days over which a history runs, or empty for those that suit each case.

    Raises `SelectionError` for a name that is not in the ledger and for a selection that matches
    no row of it.
    """
    selection = known(selection or Selection(), alignment.parsed.ledger)
    comparison = Comparison(alignment, selection, window, tolerance, by)
    if comparison.empty and len(comparison.rows) == 0:
        wanted = str(selection)
        raise SelectionError(f"nothing matches {wanted}" if wanted else "the ledger has no rows")
    return comparison
