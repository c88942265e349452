"""R5: the verdict on two current estimates of one estimand (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from reconcile.aligning.estimates import Estimate

VERDICTS = ("agree", "timing", "undetermined", "conflict")  # the worst last
AGREE, TIMING, UNDETERMINED, CONFLICT = range(4)
BLOCK = 2_000_000  # pairs at a time, which take some hundred megabytes
_JUDGED = ("lower", "upper", "as_of_first", "as_of_last", "unknown")


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on pairs of claims; `a` and `b` are positions in the claims.

    `verdict` is a code of `VERDICTS`; `higher` is the position of the claim with the higher
    bounds (-1 where they overlap), which lies between `dmin` and `dmax` days after the other.
    """

    a: np.ndarray
    b: np.ndarray
    verdict: np.ndarray
    higher: np.ndarray
    dmin: np.ndarray
    dmax: np.ndarray

    @property
    def same_day(self) -> np.ndarray:
        """Whether both are as of one and the same single day (bool)."""
        return np.asarray((self.dmin == 0) & (self.dmax == 0))

    def only(self, kept: np.ndarray) -> Verdicts:
        """Those that are to be kept (bool)."""
        return Verdicts(**{name: cells[kept] for name, cells in vars(self).items()})


def ordered(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims by estimand, then point, bounds and order in the ledger: `a` comes before `b`."""
    keys = [claims[name].to_numpy() for name in ("upper", "lower", "point", "estimand")]
    return claims.iloc[np.lexsort((np.arange(len(claims)), *keys))]


def verdicts(claims: pd.DataFrame, window: int) -> Iterator[Verdicts]:
    """All pairs of claims of one estimand with their verdicts, in blocks that fit in memory.

    `claims` are current estimates as `ordered` gives them, one for a source and estimand, so that
    `a` has the lower point.
    """
    estimand = claims["estimand"].to_numpy()
    ends = np.searchsorted(estimand, estimand, side="right")
    partners = ends - np.arange(len(claims)) - 1
    block = np.cumsum(partners) // BLOCK
    for number in np.unique(block):
        firsts = np.flatnonzero((block == number) & (partners > 0))
        counts = partners[firsts]
        a = np.repeat(firsts, counts)
        within = np.arange(len(a)) - np.repeat(np.cumsum(counts) - counts, counts)
        yield judge(claims, a, a + 1 + within, window)


def judge(
    claims: pd.DataFrame | Mapping[str, np.ndarray], a: np.ndarray, b: np.ndarray, window: float
) -> Verdicts:
    """The verdicts on the claims at `a` and `b` (R5); R6 asks the same of nested estimands.

    Both can be true only if the higher claim is later than the lower one, by more than `window`
    days; the dates are spans, so it is later by `dmin` to `dmax` days.
    """
    lower, upper, first, last, unknown = (np.asarray(claims[name]) for name in _JUDGED)
    b_higher, a_higher = upper[a] < lower[b], upper[b] < lower[a]
    high, low = np.where(a_higher, a, b), np.where(a_higher, b, a)
    dmin, dmax = first[high] - last[low], last[high] - first[low]
    verdict = np.select(
        [unknown[a] | unknown[b], ~(a_higher | b_higher), dmax <= window, dmin > window],
        [UNDETERMINED, AGREE, CONFLICT, TIMING],
        UNDETERMINED,
    )
    higher = np.where(a_higher | b_higher, high, -1)
    return Verdicts(a, b, verdict.astype(np.int8), higher, dmin, dmax)


def verdict_of(a: Estimate, b: Estimate, window: float) -> str:
    """The verdict on two claims of one estimand, or of nested ones, with this window (R5, R6)."""
    both = {name: np.array([getattr(a, name), getattr(b, name)]) for name in _JUDGED}
    found = judge(both, np.array([0]), np.array([1]), window)
    return VERDICTS[int(found.verdict[0])]


def low_and_high(a: Estimate, b: Estimate) -> tuple[Estimate, Estimate]:
    """Two claims whose bounds do not overlap, that of the lower ones first."""
    return (a, b) if a.upper < b.lower else (b, a)


def days_later(low: Estimate, high: Estimate) -> tuple[float, float]:
    """By how many days the higher claim is later than the lower one: at least, at most."""
    return high.as_of_first - low.as_of_last, high.as_of_last - low.as_of_first


def by_window(a: Estimate, b: Estimate) -> list[tuple[float, str]]:
    """Which verdict two claims have with which window: from how many days on, from 0, and which."""
    starts = sorted(
        {0.0, *(days for days in days_later(*low_and_high(a, b)) if 0 < days < math.inf)}
    )
    found = [(days, verdict_of(a, b, days)) for days in starts]
    return [one for at, one in enumerate(found) if at == 0 or one[1] != found[at - 1][1]]


class Pair(NamedTuple):
    """A pair that stands for its estimand: the numbers of both estimates, `a` the lower.

    `verdict` is a code of `VERDICTS`; `difference` and `ratio` are of their points, and the ratio
    is infinite if the lower one is 0.
    """

    verdict: int
    ratio: float
    difference: float
    a: int
    b: int


def furthest(claims: pd.DataFrame, window: int) -> dict[int, tuple[Pair, ...]]:
    """For each estimand and verdict the pair of different origins whose ratio is the highest.

    Of equal ratios, and from 0, the difference decides. The worst verdict comes first, which is the
    estimand's (R8). Claims without a number have no part in it; an estimand of one origin is not
    in the result.
    """
    claims = ordered(claims[~claims["unknown"].to_numpy()])
    number, origin = claims.index.to_numpy(), pd.factorize(claims["origin"])[0]
    estimand, point = claims["estimand"].to_numpy(), claims["point"].to_numpy()
    best = pd.DataFrame(columns=["estimand", *Pair._fields])
    for block in verdicts(claims, window):
        block = block.only(origin[block.a] != origin[block.b])
        low, high = point[block.a], point[block.b]
        ratio = np.divide(high, low, out=np.full(len(low), np.inf), where=low > 0)
        cells = (estimand[block.a], block.verdict, ratio, high - low)
        numbers = (number[block.a], number[block.b])
        frame = pd.DataFrame(dict(zip(best.columns, (*cells, *numbers), strict=True)))
        best = _first_of_each(pd.concat([best, frame]) if len(best) else frame)
    found: dict[int, list[Pair]] = {}
    for key, *cells in best.itertuples(index=False, name=None):
        found.setdefault(key, []).append(Pair(*cells))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _first_of_each(pairs: pd.DataFrame) -> pd.DataFrame:
    """The worst verdict first, then the greatest ratio and difference; one of each verdict."""
    keys = [-pairs[name].to_numpy() for name in ("difference", "ratio", "verdict")]
    return pairs.iloc[np.lexsort(keys)].drop_duplicates(["estimand", "verdict"])
