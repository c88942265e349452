"""R8: the range of an estimand: who claims least, who most, and what all or most allow."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from reconcile.aligning.estimates import ESTIMAND
from reconcile.columnar import AnyColumn, Cells, Columns, first_codes, firsts, group
from reconcile.comparison.schema import Range
from reconcile.comparison.support import supported
from reconcile.comparison.tolerance import matching_counts
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.dates import iso
from reconcile.stable_order import in_halves, stable_order

_OF_RANGES = (*VERDICTS, "single", "unknown")
_SINGLE, _UNKNOWN = len(VERDICTS), len(VERDICTS) + 1
_CLAIMED = ("source", "origin", "point", "lower", "upper", "unknown", "as_of_first", "as_of_last")


def ranges(current: Columns, worst: Columns, tolerance: Fraction) -> Columns:
    """The range of every estimand, of its `current` estimates and its worst pair (R8).

    `worst` has the code of a verdict by the number of its estimand, of those of several origins.
    The result has the columns of `Range`, counts as float, days as ISO text, and the estimands as
    its numbers, in the order of `current`. A source that gave no number counts for nothing; an
    estimand of such sources only has the verdict `unknown`.
    """
    number, estimand = first_codes(current["estimand"]), group(current["estimand"])
    claims = current.only(_CLAIMED).assign(estimand=estimand)
    said = claims.take(~claims["unknown"])
    sources = _counted(said, len(number))
    verdict = np.append(worst["verdict"], _SINGLE)[worst.positions(number)]
    verdict[sources == 0] = _UNKNOWN
    origins = said.take(firsts(said.grouped("estimand", "origin")))
    cells = {
        **current.only(ESTIMAND).take(firsts(estimand)).by_name,
        **_days(claims.take(~claims["unknown"] | (sources == 0)[estimand]), len(number)),
        "sources": sources,
        "origins": _counted(origins, len(number)),
        "open_above": _counted(said.take(np.isinf(said["upper"])), len(number)) > 0,
        "verdict": Cells(verdict, _OF_RANGES),
        **_ends(said, sources),
        **_agreed(said, len(number), tolerance),
        **supported(said, len(number)),
    }
    return Columns.declared(Range, cells, number)


def _counted(claims: Columns, count: int) -> np.ndarray:
    """How many of the claims are of each of the estimands 0 to `count` - 1."""
    return np.bincount(claims["estimand"], minlength=count)


def _days(claims: Columns, count: int) -> dict[str, AnyColumn]:
    """The first and the last day that is known of the claims on each estimand."""
    of, first, last = (claims[name] for name in ("estimand", "as_of_first", "as_of_last"))
    least, most = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(least, of, np.where(np.isfinite(first), first, np.inf))
    np.maximum.at(most, of, np.where(np.isfinite(last), last, -np.inf))
    return {"as_of_first": _iso(least), "as_of_last": _iso(most)}


def _iso(days: np.ndarray) -> Cells:
    """The days as ISO text, each of which is written once."""
    known, codes = np.unique(days, return_inverse=True)
    return Cells(codes, tuple(map(iso, known.tolist())))


def _ends(said: Columns, sources: np.ndarray) -> dict[str, AnyColumn]:
    """The lowest, the median and the highest point of each estimand, and who claims the ends.

    Of equal points it is the first source by name, wherever its row stands.
    """
    ranks = said.cells("source").ranks
    said = said.take(stable_order(said["estimand"], in_halves(said["point"]), ranks))
    point, of, there = said["point"], said["estimand"], sources > 0
    low = (np.cumsum(sources) - sources)[there]
    last = low + sources[there] - 1
    highest = point == np.repeat(point[last], sources[there])
    high = last + 1 - np.bincount(of[highest], minlength=len(sources))[there]
    found: dict[str, AnyColumn] = {}
    for name, at in (("low", low), ("median", low + (sources[there] - 1) // 2), ("high", high)):
        found[name] = cells = np.full(len(sources), np.nan)
        cells[there] = point[at]
    for name, at in (("low_source", low), ("high_source", high)):
        found[name] = Cells.alike("", len(sources)).replaced(there, said.cells("source").take(at))
    return found


def _agreed(said: Columns, count: int, tolerance: Fraction) -> dict[str, AnyColumn]:
    """The counts that every claim allows, else those that match every claim, if there are any."""
    lower, upper = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(lower, said["estimand"], said["lower"])
    np.minimum.at(upper, said["estimand"], said["upper"])
    for at in np.flatnonzero(lower > upper).tolist():
        found = matching_counts(float(lower[at]), float(upper[at]), tolerance)
        lower[at], upper[at] = found or (np.nan, np.nan)
    return {
        "agreed_lower": np.where(np.isinf(lower), np.nan, lower),
        "agreed_upper": np.where(np.isinf(upper), np.nan, upper),
    }
