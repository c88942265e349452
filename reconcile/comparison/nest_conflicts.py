"""R6: contradictions between estimands of which one lies inside the other."""

from __future__ import annotations

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.columnar import Columns, firsts
from reconcile.comparison.nests import below_another, nested, subjects
from reconcile.comparison.verdicts import CONFLICT, Judgement, Verdicts, judge


def contradictions(claims: Columns, rule: Judgement) -> Verdicts:
    """The pairs of nested claims that cannot both be true (R6): a is the outer, b the inner one.

    `claims` are as `verdicts.ordered` gives them. Only an inner count that is higher than an outer
    one contradicts it: the rule of R5 then says whether it is late enough. Where those counted by
    the inner one may be gone from the outer one on another day, only the same day tells; what the
    one source may count that the other does not contradicts nothing.
    """
    estimand = claims["estimand"]
    said = claims.take(~claims["unknown"])
    begins = firsts(said["estimand"])  # they stand by estimand
    known = said["estimand"][begins].tolist()
    most = dict(zip(known, np.maximum.reduceat(said["lower"], begins).tolist(), strict=True))
    least = dict(zip(known, np.minimum.reduceat(said["upper"], begins).tolist(), strict=True))
    a, b = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    lasting = [np.empty(0, dtype=bool)]
    for inner, outer in nested(rule.measures, subjects(said), rule.parts):
        if below_another(rule.measures, inner.measure, outer.measure):
            continue
        if most[inner.estimand] > least[outer.estimand]:
            outers, inners = (
                np.arange(*np.searchsorted(estimand, [one.estimand, one.estimand + 1]))
                for one in (outer, inner)
            )
            a.append(np.repeat(outers, len(inners)))
            b.append(np.tile(inners, len(outers)))
            lasts = rule.measures.lasting(inner.measure, outer.measure)
            lasting.append(np.full(len(a[-1]), lasts))
    falls = ~np.concatenate(lasting)
    found = judge(claims, np.concatenate(a), np.concatenate(b), rule, falls)
    return found.only((found.verdict == CONFLICT) & (found.higher == found.b))


def may_be_gone(claims: Columns, a: np.ndarray, b: np.ndarray, rule: Judgement) -> np.ndarray:
    """What `judge` is told of each of these pairs as `falls` (bool).

    That is whether their count may fall; of nested estimands, whether the inner ones may be gone.
    """
    estimand, measure = claims["estimand"], claims["measure"]
    nest = (estimand[a] != estimand[b]) & (estimand[b] != ADDED)
    of = zip(measure[a].tolist(), measure[b].tolist(), nest.tolist(), strict=True)
    falls = [
        not rule.measures.lasting(inner, outer) if nested else rule.measures[outer].may_fall
        for outer, inner, nested in of
    ]
    return np.array(falls, dtype=bool)
