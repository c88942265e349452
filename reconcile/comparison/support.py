"""R8: the counts that the most origins allow."""

from __future__ import annotations

import numpy as np

from reconcile.columnar import Columns, group
from reconcile.stable_order import in_halves, stable_order


def supported(said: Columns, count: int) -> dict[str, np.ndarray]:
    """The counts that the most origins allow, of each of the estimands 0 to `count` - 1.

    The lowest run of such counts, by how many origins it is allowed, and how many runs are by as
    many: one sweep over the counts at which a run begins or ends, by Marzullo's algorithm. Source:
    K. Marzullo and S. Owicki, "Maintaining the time in a distributed system", PODC 1983.
    """
    estimand, first, end = _of_origins(said)
    step = np.repeat((1, -1), len(estimand))
    estimand, edge = np.append(estimand, estimand), np.append(first, end)
    order = stable_order(estimand, in_halves(edge))
    estimand, edge, step = estimand[order], edge[order], step[order]
    last = np.diff(estimand, append=-1) != 0  # of those at one count
    last[:-1] |= edge[1:] != edge[:-1]
    estimand, edge, depth = estimand[last], edge[last], np.cumsum(step)[last]
    most = np.zeros(count, dtype=np.int64)
    np.maximum.at(most, estimand, depth)
    # a run goes on to the next edge; beyond the last one of an estimand nobody allows anything
    peak = depth == most[estimand]
    begins = np.flatnonzero(peak & ~np.append(False, peak[:-1]))
    ends = np.flatnonzero(~peak & np.append(False, peak[:-1]))
    ties = np.bincount(estimand[begins], minlength=count)
    lowest = (np.cumsum(ties) - ties)[ties > 0]
    found = np.full((2, count), np.nan)
    found[:, ties > 0] = edge[begins[lowest]], edge[ends[lowest]] - 1
    return {
        "supported_lower": found[0],
        "supported_upper": np.where(np.isinf(found[1]), np.nan, found[1]),
        "supported_by": most, "supported_ties": ties,
    }  # fmt: skip


def _of_origins(said: Columns) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The runs of counts that an origin allows: the estimand, the first count, and the first after.

    An origin allows a count, once, if any of its sources does: runs that meet or overlap are one.
    """
    who = group(said["estimand"], said.column("origin"))
    order = stable_order(who, in_halves(said["lower"]))
    who, first, end = who[order], said["lower"][order], said["upper"][order] + 1
    # the furthest end so far of each origin, by the places of the ends among all of them
    ends, place = np.unique(end, return_inverse=True)
    reached = np.maximum.accumulate(who * len(ends) + place)
    furthest = ends[reached - who * len(ends)]
    begins = np.diff(who, prepend=-1) > 0
    begins |= first > np.append(np.inf, furthest[:-1])
    at = np.flatnonzero(begins)
    until = np.append(at[1:], len(who)) - 1
    return said["estimand"][order][at], first[at], furthest[until[: len(at)]]
