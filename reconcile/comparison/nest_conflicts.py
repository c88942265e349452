"""R6: contradictions between estimands of which one lies inside the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.comparison.nests import nested, subjects
from reconcile.comparison.verdicts import CONFLICT, Pairs
from reconcile.notation.measures import Measures


def contradictions(claims: pd.DataFrame, measures: Measures, window: int) -> Pairs:
    """The pairs of nested claims that cannot both be true (R6): a is the outer, b the inner one.

    `claims` are as `verdicts.ordered` gives them. An inner count that is higher than an outer one
    can be true only if it is later, by more than `window` days.
    """
    estimand = claims["estimand"].to_numpy()
    said = claims[~claims["unknown"].to_numpy()]
    most = said.groupby("estimand")["lower"].max()
    least = said.groupby("estimand")["upper"].min()
    a, b = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    for inner, outer in nested(measures, subjects(said)):
        if most[inner.estimand] > least[outer.estimand]:
            outers, inners = (
                np.arange(*np.searchsorted(estimand, [one.estimand, one.estimand + 1]))
                for one in (outer, inner)
            )
            a.append(np.repeat(outers, len(inners)))
            b.append(np.tile(inners, len(outers)))
    return _conflicting(claims, np.concatenate(a), np.concatenate(b), window)


def _conflicting(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray, window: int) -> Pairs:
    lower, upper = claims["lower"].to_numpy(), claims["upper"].to_numpy()
    first, last = claims["as_of_first"].to_numpy(), claims["as_of_last"].to_numpy()
    unknown = claims["unknown"].to_numpy()
    dmin, dmax = first[b] - last[a], last[b] - first[a]
    bad = (lower[b] > upper[a]) & (dmax <= window) & ~(unknown[a] | unknown[b])
    verdict = np.full(int(bad.sum()), CONFLICT, dtype=np.int8)
    return Pairs(a[bad], b[bad], verdict, b[bad], dmin[bad], dmax[bad])
