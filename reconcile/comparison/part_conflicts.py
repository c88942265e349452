"""R6: parts that one source gave, added, against the whole."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import ESTIMAND
from reconcile.comparison.verdicts import CONFLICT, Judgement, Verdicts, judge
from reconcile.notation.measures import wider
from reconcile.storage.breakdowns import OF

_COUNTED = (*ESTIMAND[:-1], "since_first", "since_last")


def part_contradictions(
    claims: pd.DataFrame, sums: pd.DataFrame, rule: Judgement
) -> tuple[pd.DataFrame, Verdicts]:
    """The claims, then the `sums` of parts, and the pairs of a whole and a sum that cannot both be.

    `claims` are as `verdicts.ordered` gives them, a frame of current estimates; a is the claim on
    the whole, of any source, and b the sum. Parts are no more than their whole of the same day and,
    where that never falls, of any later one; all parts of a complete breakdown are no less either.
    Where a measure may include more, the two may count different things.
    """
    both = pd.concat([claims, sums]) if len(sums) else claims
    said = np.flatnonzero(~claims["unknown"].to_numpy() & (len(sums) > 0))
    wholes: dict[tuple[object, ...], list[int]] = {}
    for at, subject in zip(said.tolist(), _subjects(claims.iloc[said]), strict=True):
        wholes.setdefault(subject, []).append(at)
    exact = [not rule.measures[name].may_include for name in sums["measure"]]
    pairs = [
        (a, len(claims) + number)
        for number, subject in enumerate(_subjects(sums))
        for a in (wholes.get(subject, ()) if exact[number] else ())
    ]
    a, b = np.array(pairs, dtype=int).reshape(-1, 2).T
    falls = np.array([rule.measures[name].may_fall for name in both["measure"].iloc[a]], dtype=bool)
    found = judge(both, a, b, rule, falls)
    return both, found.only(found.verdict == CONFLICT)


def not_added(
    alignment: Alignment,
    claims: pd.DataFrame,
    nests: Verdicts,
    added: tuple[pd.DataFrame, Verdicts],
) -> Verdicts:
    """The `nests`, contradictions of nested claims, but for those of a whole and a part of it that
    is in a sum which contradicts that whole.
    """
    both, sums = added
    names, told = {of: alignment.estimates[of] for of in OF}, set[tuple[int, int]]()
    for whole, number in zip(both.index[sums.a], both.index[sums.b], strict=True):
        of = alignment.sums.of[number].breakdown
        parts = alignment.parts_of(number)
        told |= {(whole, part) for part in parts if of.whole not in wider(names[of.of][part])}
    if not told:
        return nests
    pairs = zip(claims.index[nests.a], claims.index[nests.b], strict=True)
    return nests.only(np.array([pair not in told for pair in pairs], dtype=bool))


def _subjects(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(zip(*(frame[name].tolist() for name in _COUNTED), strict=True))
