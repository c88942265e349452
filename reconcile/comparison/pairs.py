"""The table of discrepancies: two current estimates of one estimand, or of nested ones (R5, R6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.comparison.nest_conflicts import contradictions
from reconcile.comparison.nests import nesting_text
from reconcile.comparison.reasons import Claim, reason, reason_within
from reconcile.comparison.verdicts import TIMING, VERDICTS, Verdicts, ordered, verdicts

COLUMNS = (
    "case", "population", "place", "measure", "since", "source_a", "figure_a", "as_of_a",
    "where_a", "source_b", "figure_b", "as_of_b", "where_b", "difference", "gap", "ratio", "days",
    "per_day", "verdict", "reason", "within",
)  # fmt: skip


def table(alignment: Alignment, current: pd.DataFrame, window: int) -> pd.DataFrame:
    """Every pair of the `current` estimates of one estimand, worst first (R5).

    The columns are `COLUMNS`: a is the claim with the lower point; `difference` is between points,
    `gap` between bounds, `ratio` of the higher point to the lower; `days` is b's date less a's,
    from the middle of each span; `per_day` the growth from point to point that makes both true,
    where the verdict is `timing`. The index holds the numbers of both estimates.

    Of nested estimands the pairs that cannot both be true stand among the others (R6): there a is
    the outer claim, b the inner one, the estimand is b's, and `within` is a's (measure; place;
    population; since).
    """
    claims = ordered(current)
    across = contradictions(claims, alignment.parsed.ledger.measures, window)
    blocks = [_columns(claims, block) for block in (*verdicts(claims, window), across)]
    frame = pd.concat(blocks, ignore_index=True)
    # within one verdict the greatest ratio first; what is left keeps the reading order
    ratio = frame["ratio"].fillna(np.inf).where(frame["verdict_code"] != TIMING, frame["ratio"])
    place = current["estimand"].drop_duplicates().reset_index(drop=True)
    position = pd.Series(place.index, index=place)[frame.pop("estimand")].to_numpy()
    order = np.lexsort((position, -ratio.to_numpy(), -frame["verdict_code"].to_numpy()))
    frame = frame.iloc[order]
    return _worded(alignment, claims, frame, window)


def _columns(claims: pd.DataFrame, found: Verdicts) -> pd.DataFrame:
    """The numbers of a block of pairs."""
    point, lower, upper = (claims[name].to_numpy() for name in ("point", "lower", "upper"))
    middle = ((claims["as_of_first"] + claims["as_of_last"]) / 2).to_numpy()
    a, b = found.a, found.b
    difference = point[b] - point[a]
    ratio = np.divide(point[b], point[a], out=np.full(len(a), np.nan), where=point[a] > 0)
    days = middle[b] - middle[a]
    gap = np.maximum(np.maximum(lower[b] - upper[a], lower[a] - upper[b]), 0)
    timing, per_day = found.verdict == TIMING, np.full(len(a), np.nan)
    # relays can give a claim of higher bounds the lower point; then its bounds have to be reached
    rise, over = np.where(found.higher == a, (gap, found.dmax), (difference, days))
    np.divide(rise, over, out=per_day, where=timing)
    return pd.DataFrame(
        {
            "a": a, "b": b, "estimand": claims["estimand"].to_numpy()[b],
            "verdict_code": found.verdict, "difference": difference,
            "gap": gap, "ratio": ratio.round(4), "days": days, "per_day": per_day.round(4),
        }
    )  # fmt: skip


def _worded(
    alignment: Alignment, claims: pd.DataFrame, frame: pd.DataFrame, window: int
) -> pd.DataFrame:
    """The exact columns, with names, places and reasons."""
    a, b = frame["a"].to_numpy(), frame["b"].to_numpy()
    estimates = claims.index.to_numpy()
    involved = np.unique(np.concatenate([a, b])).tolist()
    where = {place: alignment.where(int(estimates[place])) for place in involved}
    sides = dict(zip(involved, _claims(claims.iloc[involved]), strict=True))
    names = [VERDICTS[code] for code in frame["verdict_code"]]
    columns: dict[str, object] = {name: claims[name].to_numpy()[b] for name in COLUMNS[:5]}
    for side, at in (("a", a), ("b", b)):
        for name in ("source", "figure", "as_of"):
            columns[f"{name}_{side}"] = claims[name].to_numpy()[at]
        columns[f"where_{side}"] = [where[place] for place in at.tolist()]
    for name in ("difference", "gap", "ratio", "days", "per_day"):
        columns[name] = frame[name].to_numpy()
    columns["verdict"] = names
    rows = dict(zip(involved, claims.iloc[involved].itertuples(), strict=True))
    reasons, outer = [], []
    for one, other, verdict in zip(a.tolist(), b.tolist(), names, strict=True):
        nested = rows[one].estimand != rows[other].estimand
        outer.append(_outer_text(rows[one]) if nested else "")
        reasons.append(
            reason_within(sides[one], sides[other], nesting_text(rows[other], rows[one]), window)
            if nested
            else reason(sides[one], sides[other], verdict, window)
        )
    columns |= {"reason": reasons, "within": outer}
    index = pd.MultiIndex.from_arrays([estimates[a], estimates[b]], names=["a", "b"])
    return pd.DataFrame(columns, index=index, columns=list(COLUMNS))


def _outer_text(row: Any) -> str:
    """The estimand of the outer claim: `measure; place; population; since`."""
    return "; ".join((row.measure, row.place, row.population, row.since))


def _claims(claims: pd.DataFrame) -> Iterator[Claim]:
    """The claims as the reasons are told of them."""
    names = ("source", "origin", "as_of", "as_of_first", "as_of_last", "point", "lower", "upper")
    columns = (claims[name].tolist() for name in (*names, "unknown"))
    return (Claim(*cells) for cells in zip(*columns, strict=True))
