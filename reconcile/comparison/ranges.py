"""R8: the range of an estimand: who claims least, who most, and what all or most allow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import numpy as np

from reconcile.aligning.estimates import ESTIMAND, Estimate
from reconcile.columnar import Columns
from reconcile.comparison.schema import Range
from reconcile.comparison.tolerance import matching_counts
from reconcile.comparison.verdicts import VERDICTS, Pair
from reconcile.notation.columns import names_of
from reconcile.notation.dates import iso


def ranges(
    claims: Mapping[int, Sequence[Estimate]], pairs: Mapping[int, Pair], tolerance: Fraction
) -> Columns:
    """The range of every estimand, of its current estimates and its worst pair (R8).

    The result has the columns of `Range`, counts as float, days as ISO text, and the estimands as
    its numbers, in the order of `claims`. A source that gave no number counts for nothing; an
    estimand of such sources only has the verdict `unknown`.
    """
    rows = [_range(said, pairs.get(estimand), tolerance) for estimand, said in claims.items()]
    cells = {name: [row.get(name, math.nan) for row in rows] for name in names_of(Range)}
    return Columns.declared(Range, cells, np.fromiter(claims, np.int64))


def _range(
    claims: Sequence[Estimate], worst: Pair | None, tolerance: Fraction
) -> dict[str, object]:
    """The columns of one range, but for those that are made of others."""
    said = [claim for claim in claims if not claim.unknown]
    dated = said or claims
    first = [day for claim in dated if math.isfinite(day := claim.as_of_first)]
    last = [day for claim in dated if math.isfinite(day := claim.as_of_last)]
    verdict = VERDICTS[worst.verdict] if worst else "single" if said else "unknown"
    row: dict[str, object] = {
        **{name: getattr(claims[0], name) for name in ESTIMAND},
        "as_of_first": iso(min(first, default=math.inf)),
        "as_of_last": iso(max(last, default=-math.inf)),
        "sources": len(said),
        "origins": len({claim.origin for claim in said}),
        "low_source": "",
        "high_source": "",
        "open_above": any(math.isinf(claim.upper) for claim in said),
        "verdict": verdict,
    }
    if said:  # of equal points that of the first source by name, wherever its row stands
        lowest = min(said, key=lambda claim: (claim.point, claim.source))
        highest = min(said, key=lambda claim: (-claim.point, claim.source))
        row |= {
            "low": lowest.point,
            "low_source": lowest.source,
            "median": median_low(claim.point for claim in said),
            "high": highest.point,
            "high_source": highest.source,
        }
    return row | _agreed(said, tolerance) | _supported(said)


def _agreed(claims: Sequence[Estimate], tolerance: Fraction) -> dict[str, object]:
    """The counts that every claim allows, else those that match every claim, if there are any."""
    if not claims:
        return {}
    lower, upper = max(claim.lower for claim in claims), min(claim.upper for claim in claims)
    found = matching_counts(lower, upper, tolerance)
    return {"agreed_lower": found[0], "agreed_upper": _limit(found[1])} if found else {}


class Run(NamedTuple):
    """Counts from the first on, up to but without `end`, which is infinite where it is open."""

    first: float
    end: float


def _supported(claims: Sequence[Estimate]) -> dict[str, object]:
    """The counts that the most origins allow: the lowest run of them, by how many, how many tie."""
    origins: dict[str, list[Run]] = {}
    for claim in claims:
        origins.setdefault(claim.origin, []).append(Run(claim.lower, claim.upper + 1))
    # an origin allows a count, once, if any of its sources does
    by, runs = most_allowed(run for each in origins.values() for run in joined(each))
    row: dict[str, object] = {"supported_by": by, "supported_ties": len(runs)}
    if runs:
        row |= {"supported_lower": runs[0].first, "supported_upper": _limit(runs[0].end - 1)}
    return row


def joined(runs: Iterable[Run]) -> list[Run]:
    """The runs with those that meet or overlap made one."""
    first, *others = sorted(runs)
    made = [first]
    for run in others:
        if run.first <= made[-1].end:
            made[-1] = Run(made[-1].first, max(made[-1].end, run.end))
        else:
            made.append(run)
    return made


def most_allowed(runs: Iterable[Run]) -> tuple[int, list[Run]]:
    """How many of the runs share a count at the most, and the separate runs of such counts.

    One sweep over the counts at which a run begins or ends, by Marzullo's algorithm. Source:
    K. Marzullo and S. Owicki, "Maintaining the time in a distributed system", PODC 1983.
    """
    steps: dict[float, int] = {}
    for run in runs:
        steps[run.first] = steps.get(run.first, 0) + 1
        steps[run.end] = steps.get(run.end, 0) - 1
    edges = sorted(steps)
    depth, most, best = 0, 0, list[Run]()
    for first, end in pairwise(edges):  # after the last edge there is no run
        depth += steps[first]
        if depth > most:
            most, best = depth, [Run(first, end)]
        elif depth == most and best[-1].end == first:
            best[-1] = Run(best[-1].first, end)
        elif depth == most:
            best.append(Run(first, end))
    return most, best


def _limit(upper: float) -> float:
    """The upper limit as tables have it: none where it is open."""
    return upper if math.isfinite(upper) else math.nan
