"""R5: the verdict on two current estimates of one estimand (docs/method.md, "Verdicts")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

VERDICTS = ("agree", "timing", "undetermined", "conflict")
AGREE, TIMING, UNDETERMINED, CONFLICT = range(4)
BLOCK = 2_000_000


@dataclass(frozen=True)
class Pairs:
    """Pairs of claims: `a` and `b` are positions in the claims, `a` having the lower point.

    `verdict` is a code of `VERDICTS`; `higher` is the position of the claim with the higher
    bounds (-1 where they overlap), which lies between `dmin` and `dmax` days after the other.
    """

    a: np.ndarray
    b: np.ndarray
    verdict: np.ndarray
    higher: np.ndarray
    dmin: np.ndarray
    dmax: np.ndarray


def ordered(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims by estimand, then point, bounds and place in the ledger: `a` comes before `b`."""
    keys = [claims[name].to_numpy() for name in ("upper", "lower", "point", "estimand")]
    return claims.iloc[np.lexsort((np.arange(len(claims)), *keys))]


def pairs(claims: pd.DataFrame, window: int) -> Iterator[Pairs]:
    """All pairs of claims of one estimand with their verdicts, in blocks that fit in memory.

    `claims` are current estimates as `ordered` gives them, one for a source and estimand.
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


def judge(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray, window: int) -> Pairs:
    """The verdicts on the claims at `a` and `b` (R5).

    Both can be true only if the higher claim is later than the lower one, by more than `window`
    days; the dates are spans, so it is later by `dmin` to `dmax` days.
    """
    lower, upper = claims["lower"].to_numpy(), claims["upper"].to_numpy()
    first, last = claims["as_of_first"].to_numpy(), claims["as_of_last"].to_numpy()
    unknown = claims["unknown"].to_numpy()
    b_higher, a_higher = upper[a] < lower[b], upper[b] < lower[a]
    high, low = np.where(a_higher, a, b), np.where(a_higher, b, a)
    dmin, dmax = first[high] - last[low], last[high] - first[low]
    verdict = np.select(
        [unknown[a] | unknown[b], ~(a_higher | b_higher), dmax <= window, dmin > window],
        [UNDETERMINED, AGREE, CONFLICT, TIMING],
        UNDETERMINED,
    )
    higher = np.where(a_higher | b_higher, high, -1)
    return Pairs(a, b, verdict.astype(np.int8), higher, dmin, dmax)


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
    estimand's (R8). Claims without a number have no
    part in it; an estimand of one origin is not in the result.
    """
    claims = ordered(claims[~claims["unknown"].to_numpy()])
    columns = (claims[name].to_numpy() for name in ("estimand", "point", "origin"))
    estimand, point, names = columns
    origin, _ = pd.factorize(names)
    found: dict[tuple[int, int], Pair] = {}
    for block in pairs(claims, window):
        two = origin[block.a] != origin[block.b]
        a, b, verdict = block.a[two], block.b[two], block.verdict[two]
        ratio = np.divide(point[b], point[a], out=np.full(len(a), np.inf), where=point[a] > 0)
        apart = point[b] - point[a]
        order = np.lexsort((-np.arange(len(a)), apart, ratio, verdict, estimand[a]))
        group = np.stack((estimand[a], verdict))[:, order]
        ends = np.append((group[:, 1:] != group[:, :-1]).any(axis=0), True)[: len(a)]
        last = order[ends]
        numbers = (claims.index[side[last]].tolist() for side in (a, b))
        sizes = (each[last].tolist() for each in (verdict, ratio, apart))
        told = zip(*sizes, *numbers, strict=True)
        for number, cells in zip(estimand[a][last].tolist(), told, strict=True):
            pair = Pair(*cells)
            key = (number, pair.verdict)
            if key not in found or pair[:3] > found[key][:3]:
                found[key] = pair
    by: dict[int, tuple[Pair, ...]] = {}
    for (number, _), pair in sorted(found.items(), key=lambda item: -item[0][1]):
        by[number] = (*by.get(number, ()), pair)
    return by
