"""What R5 goes by beside two claims: what both sources said of one day, and how fast a count rises.

Both rest on the estimates as of a single day that still stand: current, stale and earlier ones with
a number, those derived included, and none that were superseded, withdrawn or taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STANDING
from reconcile.columnar import Columns, firsts, group
from reconcile.comparison.common_days import last_common_days

NUMBERS = ("estimand", "point", "lower", "upper", "as_of_first", "as_of_last")
SAID = ("source", "status", "taken_back", "unknown", "withdrawn", *NUMBERS)
_DAYS = 10_000_000  # more than there are days; a key is a series times this, and a day


@dataclass(frozen=True)
class Evidence:
    """The dated figures of estimands, by the series (a source's of one estimand) and day.

    `dated` are rows of `Alignment.estimates` in the columns `NUMBERS`, `keys` their series and days
    in rising order; `series` has the number of the series of each estimate by the number of that,
    -1 for one that it does not have.
    """

    dated: Columns
    keys: np.ndarray
    series: np.ndarray

    @classmethod
    def of(cls, estimates: Columns) -> Evidence:
        """That of all `estimates` of some estimands, with the columns `SAID` of `Estimate`."""
        number = group(estimates.column("source"), estimates["estimand"])
        series = np.full(int(estimates.numbers.max(initial=-1)) + 1, -1)
        series[estimates.numbers] = number
        day = estimates["as_of_first"]
        said = np.isin(estimates["status"], STANDING) & ~estimates["taken_back"]
        said &= ~estimates["unknown"] & ~estimates["withdrawn"]
        dated = np.flatnonzero(said & (day == estimates["as_of_last"]) & np.isfinite(day))
        keys = number[dated] * _DAYS + day[dated].astype(np.int64)
        order = np.argsort(keys, kind="stable")
        return cls(estimates.only(NUMBERS).take(dated[order]), keys[order], series)

    @cached_property
    def pace(self) -> dict[int, float]:
        """The fastest rise a day between two figures of one series that follow each other.

        By estimand; an estimand of which no source has two dated figures is not in it.
        """
        return dict(zip(*(cells.tolist() for cells in self._paces), strict=True))

    @cached_property
    def _paces(self) -> tuple[np.ndarray, np.ndarray]:
        """The estimands that have a pace, in rising order, and the pace of each."""
        follows = np.diff(self.keys // _DAYS) == 0
        pace = np.diff(self.dated["point"])[follows] / np.diff(self.keys)[follows]
        estimand = self.dated["estimand"][1:][follows]
        order = np.argsort(estimand, kind="stable")
        estimand, pace = estimand[order], pace[order]
        begins = firsts(estimand)
        return estimand[begins], np.maximum.reduceat(pace, begins)

    def numbers(self, positions: np.ndarray) -> np.ndarray:
        """The numbers of the estimates at these positions in `dated`, -1 where that is -1."""
        found: np.ndarray = np.append(self.dated.numbers, -1)[positions]
        return found

    def pace_of(self, estimand: np.ndarray) -> np.ndarray:
        """The pace of each of these estimands, NaN where none is known."""
        known, pace = self._paces
        if not len(known):
            return np.full(len(estimand), np.nan)
        at = np.minimum(np.searchsorted(known, estimand), len(known) - 1)
        return np.where(known[at] == estimand, pace[at], np.nan)

    def last_common(self, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where in `dated` two sources speak of the last day of which both do; -1 if of none.

        `one` and `other` are the numbers of an estimate of each, of one estimand.
        """
        at = np.full((2, len(one)), -1)
        if not len(self.keys) or not len(one):
            return at[0], at[1]
        both = self.series[np.stack([one, other])]
        number = group(both.reshape(-1))
        asked = both.reshape(-1)[firsts(number)]
        begins, ends = (np.searchsorted(self.keys, (asked + more) * _DAYS) for more in (0, 1))
        counts = ends - begins
        owner = np.repeat(np.arange(len(asked)), counts)
        dated = np.arange(len(owner)) + np.repeat(begins - np.cumsum(counts) + counts, counts)
        estimand = self.dated["estimand"][dated]
        spoken = {"series": owner, "estimand": estimand, "day": self.keys[dated] % _DAYS}
        day = last_common_days(Columns(spoken), number.reshape(both.shape))
        at[:, day >= 0] = np.searchsorted(self.keys, (both * _DAYS + day)[:, day >= 0])
        return at[0], at[1]


NOTHING = Evidence.of(Columns.of(Estimate, ()))
