"""The table of discrepancies: two current estimates of one estimand, or of nested ones (R5, R6)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import ESTIMAND, Estimate, frame_of, rows_of
from reconcile.comparison.nest_conflicts import contradictions
from reconcile.comparison.reasons import reason
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.verdicts import TIMING, VERDICTS, Verdicts, ordered, verdicts

_TOLD = ("source", "figure", "as_of")


def discrepancies(alignment: Alignment, current: pd.DataFrame, window: int) -> pd.DataFrame:
    """Every pair of the `current` estimates of one estimand, worst first (R5).

    The columns are those of `Discrepancy`: a is the claim with the lower point; `difference` is
    between points, `gap` between bounds, `ratio` of the higher point to the lower; `days` is b's
    date less a's, from the middle of each span; `per_day` the growth from point to point that makes
    both true, where the verdict is `timing`. The index holds the numbers of both estimates.

    Of nested estimands the pairs that cannot both be true stand among the others (R6): there a is
    the outer claim, b the inner one, the estimand is b's, and `within` is a's (measure; place;
    population; since).
    """
    claims = ordered(current)
    across = contradictions(claims, alignment.parsed.ledger.measures, window)
    blocks = [_numbers(claims, block) for block in (*verdicts(claims, window), across)]
    frame = _worst_first(pd.concat(blocks, ignore_index=True), claims, current)
    sides = rows_of(Estimate, claims)
    pairs = [(sides[a], sides[b]) for a, b in zip(frame["a"], frame["b"], strict=True)]
    where = cache(alignment.where)
    words: dict[str, list[str]] = {
        **{name: [getattr(b, name) for _, b in pairs] for name in ESTIMAND},
        **{f"{name}_a": [getattr(a, name) for a, _ in pairs] for name in _TOLD},
        **{f"{name}_b": [getattr(b, name) for _, b in pairs] for name in _TOLD},
        "where_a": [where(a.number) for a, _ in pairs],
        "where_b": [where(b.number) for _, b in pairs],
        "verdict": [VERDICTS[code] for code in frame["code"]],
        "within": [_outer_text(a) if a.estimand != b.estimand else "" for a, b in pairs],
    }
    words["reason"] = [
        reason(a, b, verdict, window)
        for (a, b), verdict in zip(pairs, words["verdict"], strict=True)
    ]
    made = frame.assign(**words, a=claims.index[frame["a"]], b=claims.index[frame["b"]])
    return frame_of(Discrepancy, made.set_index(["a", "b"]))


def _numbers(claims: pd.DataFrame, found: Verdicts) -> pd.DataFrame:
    """The numbers of a block of pairs."""
    middle = (claims["as_of_first"] + claims["as_of_last"]) / 2
    told = claims[["point", "lower", "upper"]].assign(middle=middle)
    a, b = (told.iloc[side].reset_index(drop=True) for side in (found.a, found.b))
    difference, days = b["point"] - a["point"], b["middle"] - a["middle"]
    gap = np.maximum(b["lower"] - a["upper"], a["lower"] - b["upper"]).clip(lower=0)
    # relays can give a claim of higher bounds the lower point; then its bounds have to be reached
    turned = found.higher == found.a
    per_day = difference.where(~turned, gap) / days.where(~turned, found.dmax)
    return pd.DataFrame(
        {
            "a": found.a, "b": found.b, "code": found.verdict, "difference": difference, "gap": gap,
            "ratio": (b["point"] / a["point"].where(a["point"] > 0)).round(4), "days": days,
            "per_day": per_day.where(found.verdict == TIMING).round(4),
        }
    )  # fmt: skip


def _worst_first(frame: pd.DataFrame, claims: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Within one verdict the greatest ratio first; what is left keeps the order of `current`."""
    timing = frame["code"] == TIMING
    ratio = frame["ratio"].where(timing, frame["ratio"].fillna(np.inf))
    estimand = claims["estimand"].to_numpy()[frame["b"]]
    position = pd.Index(current["estimand"].unique()).get_indexer(estimand)
    return frame.iloc[np.lexsort((position, -ratio, -frame["code"]))]


def _outer_text(row: Estimate) -> str:
    """The estimand of the outer claim: `measure; place; population; since`."""
    return "; ".join((row.measure, row.place, row.population, row.since))
