"""R8: the range of an estimand: who claims least, who most, and what all or most allow."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from reconcile.aligning.relays import medians
from reconcile.comparison.verdicts import VERDICTS, Pair
from reconcile.notation.dates import iso

COLUMNS = (
    "case", "population", "place", "measure", "since", "as_of_first", "as_of_last", "sources",
    "origins", "low", "low_source", "median", "high", "high_source", "open_above", "ratio",
    "agreed_lower", "agreed_upper", "supported_lower", "supported_upper", "supported_by",
    "supported_ties", "verdict",
)  # fmt: skip


def table(current: pd.DataFrame, pairs: Mapping[int, Pair]) -> pd.DataFrame:
    """The range of every estimand of `current`, the current estimates, and its worst pair (R8).

    The result has the columns of `COLUMNS`, counts as float, days as ISO text, and `estimand` as
    its index, in the order of `current`. A source that gave no number counts for nothing; an
    estimand of such sources only has the verdict `unknown`.
    """
    subject = current.drop_duplicates("estimand").set_index("estimand")
    index = subject.index
    number = pd.Series(np.arange(len(index)), index=index)[current["estimand"]].to_numpy()
    said = ~current["unknown"].to_numpy()
    claims, group = current[said], number[said]
    dated = current[said | ~np.isin(number, group)]
    sources = np.bincount(group, minlength=len(index))
    columns: dict[str, object] = {
        **{name: subject[name].to_numpy() for name in COLUMNS[:5]},
        **_days(dated, pd.Index(index)),
        "sources": sources,
        "origins": _distinct(claims["origin"], group, len(index)),
        **_points(claims, group, len(index)),
        **agreed(claims, group, len(index)),
        **supported(claims, group, len(index)),
    }
    columns["verdict"] = [
        VERDICTS[pairs[estimand].verdict] if estimand in pairs else "single" if count else "unknown"
        for estimand, count in zip(index.tolist(), sources.tolist(), strict=True)
    ]
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, index=index, copy=False)


def _days(dated: pd.DataFrame, index: pd.Index) -> dict[str, np.ndarray]:
    """The first and the last day that the claims speak of, not counting missing dates."""
    number = index.get_indexer(dated["estimand"])
    first, last = np.full(len(index), np.inf), np.full(len(index), -np.inf)
    for into, name, extreme in (
        (first, "as_of_first", np.minimum),
        (last, "as_of_last", np.maximum),
    ):
        day = dated[name].to_numpy()
        known = np.isfinite(day)
        extreme.at(into, number[known], day[known])
    return {
        "as_of_first": np.array([iso(day) for day in first.tolist()], dtype=object),
        "as_of_last": np.array([iso(day) for day in last.tolist()], dtype=object),
    }


def _distinct(origin: pd.Series, group: np.ndarray, count: int) -> np.ndarray:
    codes, names = pd.factorize(origin)
    both = np.unique(group * max(len(names), 1) + codes)
    return np.bincount(both // max(len(names), 1), minlength=count)


def _points(claims: pd.DataFrame, group: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Lowest, median and highest point, and the first source of the ledger that claims each."""
    point, source = claims["point"].to_numpy(), claims["source"].to_numpy()
    place = np.arange(len(claims))
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    low_source, high_source = np.full(count, "", object), np.full(count, "", object)
    for ends, names, sign in ((low, low_source, 1), (high, high_source, -1)):
        order = np.lexsort((place, sign * point, group))
        some, first = np.unique(group[order], return_index=True)
        ends[some], names[some] = point[order][first], source[order][first]
    open_above = np.zeros(count, dtype=bool)
    np.logical_or.at(open_above, group, np.isinf(claims["upper"].to_numpy()))
    ratio = np.divide(high, low, out=np.full(count, np.nan), where=low > 0)
    return {
        "low": low, "low_source": low_source, "median": medians(point, group, count),
        "high": high, "high_source": high_source, "open_above": open_above,
        "ratio": ratio.round(4),
    }  # fmt: skip


def agreed(claims: pd.DataFrame, group: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """The counts that every claim of each group allows; NaN for both ends if there are none."""
    lower, upper = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(lower, group, claims["lower"].to_numpy())
    np.minimum.at(upper, group, claims["upper"].to_numpy())
    none = (lower > upper) | np.isinf(lower)
    return {
        "agreed_lower": np.where(none, np.nan, lower),
        "agreed_upper": np.where(none | np.isinf(upper), np.nan, upper),
    }


def supported(claims: pd.DataFrame, group: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """The counts that the most origins allow, by Marzullo's algorithm.

    Gives the lowest run of such counts, how many origins allow it, and how many separate runs
    tie. An origin allows a count if any of its sources does. Source of the method: Marzullo and
    Owicki, "Maintaining the time in a distributed system", PODC 1983.
    """
    lower, upper, at = _per_origin(claims, group)
    closed = np.isfinite(upper)
    where = np.concatenate([at, at[closed]])
    position = np.concatenate([lower, upper[closed] + 1])
    step = np.concatenate([np.ones(len(at)), -np.ones(int(closed.sum()))])
    order = np.lexsort((position, where))
    where, position, step = where[order], position[order], step[order]
    depth = np.cumsum(step)  # every group that is closed comes back to where it began
    begins = np.append(True, where[1:] != where[:-1])[: len(where)]
    base = np.append(0.0, depth)[:-1][begins]
    depth = depth - np.repeat(base, np.diff(np.append(np.flatnonzero(begins), len(where))))
    last = np.append((where[1:] != where[:-1]) | (position[1:] != position[:-1]), True)[
        : len(where)
    ]
    return _runs(where[last], position[last], depth[last], count)


def _per_origin(claims: pd.DataFrame, group: np.ndarray) -> tuple[np.ndarray, ...]:
    """The bounds of each origin of each group, overlapping ones of one origin joined."""
    lower, upper = claims["lower"].to_numpy(), claims["upper"].to_numpy()
    origin, names = pd.factorize(claims["origin"])
    both = group * max(len(names), 1) + origin
    if len(np.unique(both)) == len(both):
        return lower, upper, group
    order = np.lexsort((lower, both))
    both, lower, upper, group = both[order], lower[order], upper[order], group[order]
    reach = pd.Series(upper).groupby(both).cummax().to_numpy()
    fresh = np.append(True, (both[1:] != both[:-1]) | (lower[1:] > reach[:-1] + 1))
    begins = np.flatnonzero(fresh)
    return lower[begins], np.maximum.reduceat(upper, begins), group[begins]


def _runs(
    where: np.ndarray, position: np.ndarray, depth: np.ndarray, count: int
) -> dict[str, np.ndarray]:
    """The lowest run of greatest depth in each group, its depth, and how many runs have it."""
    most = np.zeros(count)
    np.maximum.at(most, where, depth)
    top = depth == most[where]
    before = np.append(False, top[:-1] & (where[1:] == where[:-1]))[: len(top)]
    starts = np.flatnonzero(top & ~before)
    lower, upper = np.full(count, np.nan), np.full(count, np.nan)
    groups, first = np.unique(where[starts], return_index=True)
    begin = starts[first]
    lower[groups] = position[begin]
    ends = np.flatnonzero(~top)  # a run goes on to the next step down, or is open
    following = np.searchsorted(ends, begin)
    closed = following < len(ends)
    closed[closed] = where[ends[following[closed]]] == where[begin[closed]]
    upper[groups[closed]] = position[ends[following[closed]]] - 1
    return {
        "supported_lower": lower, "supported_upper": upper, "supported_by": most.astype(int),
        "supported_ties": np.bincount(where[starts], minlength=count),
    }  # fmt: skip
