"""What R5 goes by beside two claims: what both sources said of one day, and how fast a count rises.

Both rest on the estimates as of a single day that still stand: current, stale and earlier ones with
a number, those derived included, and none that were superseded, withdrawn or taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STANDING
from reconcile.columnar import Columns, group, grouping
from reconcile.comparison.common_days import last_common_days
from reconcile.stable_order import stable_order
from reconcile.stretches import stretches

NUMBERS = ("estimand", "point", "lower", "upper", "as_of_first", "as_of_last")
SAID = ("source", "status", "taken_back", "unknown", "withdrawn", *NUMBERS)
_DAYS = 10_000_000  # more than there are days; a key is a series times this, and a day


@dataclass(frozen=True)
class Evidence:
    """The dated figures of estimands, by the series (a source's of one estimand) and day.

    `said` are rows of `Alignment.estimates` in the columns `NUMBERS`, `rows` where those stand that
    are dated, `keys` the series and days of these, which rise; `series` has the number of the
    series of each estimate by the number of that, -1 for one that it does not have.
    """

    said: Columns
    rows: np.ndarray
    keys: np.ndarray
    series: np.ndarray

    @classmethod
    def of(cls, estimates: Columns) -> Evidence:
        """That of all `estimates` of some estimands, with the columns `SAID` of `Estimate`."""
        number = group(estimates.column("source"), estimates["estimand"])
        series = np.full(int(estimates.numbers.max(initial=-1)) + 1, -1)
        series[estimates.numbers] = number
        day = estimates["as_of_first"]
        said = np.isin(estimates["status"], STANDING) & (day == estimates["as_of_last"])
        said &= ~(estimates["taken_back"] | estimates["unknown"] | estimates["withdrawn"])
        dated = np.flatnonzero(said & np.isfinite(day))
        of, day = number.take(dated), day.take(dated).astype(np.int64)
        order = stable_order(of, day)
        keys = (of * _DAYS + day).take(order)
        return cls(estimates.only(NUMBERS), dated.take(order), keys, series)

    def dated(self, places: np.ndarray, names: Sequence[str] = NUMBERS) -> Columns:
        """The dated figures at these places among them, with their numbers, in some columns."""
        return self.said.only(names).take(self.rows.take(places))

    @cached_property
    def _bounds(self) -> np.ndarray:
        """Where the dated figures of each series begin, from the one of number -1 on, and end."""
        counts = np.bincount(self.keys // _DAYS, minlength=int(self.series.max(initial=-1)) + 1)
        return np.concatenate([[0, 0], np.cumsum(counts)])

    @cached_property
    def pace(self) -> dict[int, float]:
        """The fastest rise a day between two figures of one series that follow each other.

        By estimand; an estimand of which no source has two dated figures is not in it.
        """
        known = np.flatnonzero(~np.isnan(self._paces))
        return dict(zip(known.tolist(), self._paces[known].tolist(), strict=True))

    @cached_property
    def _paces(self) -> np.ndarray:
        """The pace of each estimand by its number, NaN if none is known and in the last place."""
        follows = np.flatnonzero(np.diff(self.keys // _DAYS) == 0)
        before, after = (self.dated(follows + later, ("point", "estimand")) for later in (0, 1))
        days = self.keys[follows + 1] - self.keys[follows]
        paces = np.full(int(self.said["estimand"].max(initial=-1)) + 2, np.nan)
        np.fmax.at(paces, after["estimand"], (after["point"] - before["point"]) / days)
        return paces

    def numbers(self, places: np.ndarray) -> np.ndarray:
        """The numbers of the dated figures at these places, -1 where that is -1."""
        found, some = np.full(len(places), -1), np.flatnonzero(places >= 0)
        found[some] = self.dated(places[some], ()).numbers
        return found

    def pace_of(self, estimand: np.ndarray) -> np.ndarray:
        """The pace of each of these estimands, NaN where none is known."""
        known = (estimand >= 0) & (estimand < len(self._paces))
        return self._paces[np.where(known, estimand, -1)]

    def last_common(self, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """At which dated figures two sources speak of the last day of which both do; -1 if of none.

        `one` and `other` are the numbers of an estimate of each, of one estimand.
        """
        at = np.full((2, len(one)), -1)
        if not len(self.keys) or not len(one):
            return at[0], at[1]
        both = self.series.take(np.stack([one, other]))
        number, first = grouping(both.reshape(-1))
        asked = both.reshape(-1)[first]
        begins, ends = (self._bounds[asked + more] for more in (1, 2))
        counts = ends - begins
        owner, dated = stretches(begins, counts)
        estimand = self.dated(np.minimum(begins, len(self.keys) - 1), ("estimand",))["estimand"]
        days = self.keys[dated] % _DAYS
        keys = owner * _DAYS + days  # far fewer to search than all
        spoken = {"series": owner, "estimand": estimand[owner], "day": days}
        number = number.reshape(both.shape)
        day = last_common_days(Columns(spoken), number)
        common = np.flatnonzero(day >= 0)
        sought = number[:, common] * _DAYS + day[common]
        at[:, common] = dated[np.searchsorted(keys, sought)]
        return at[0], at[1]


NOTHING = Evidence.of(Columns.of(Estimate, ()))
