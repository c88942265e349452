"""R6: contradictions between estimands of which one lies inside the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.columnar import Columns, firsts
from reconcile.comparison.nests import below_another, nested, subjects
from reconcile.comparison.verdicts import BLOCK, CONFLICT, Judgement, Verdicts, judge, paired

_Asked = tuple[np.ndarray, np.ndarray, np.ndarray]
_NO_PAIRS = (np.empty(0, dtype=int),) * 2


def contradictions(claims: Columns, rule: Judgement) -> Verdicts:
    """The pairs of nested claims that cannot both be true (R6): a is the outer, b the inner one.

    `claims` are as `verdicts.ordered` gives them. Only an inner count that is higher than an outer
    one contradicts it: the rule of R5 then says whether it is late enough. Where those counted by
    the inner one may be gone from the outer one on another day, only the same day tells; what the
    one source may count that the other does not contradicts nothing.
    """
    found = [judge(claims, *_NO_PAIRS, rule)]
    for a, b, falls in _blocks(_higher_inside(claims, rule)):
        judged = judge(claims, a, b, rule, falls)
        found.append(judged.only((judged.verdict == CONFLICT) & (judged.higher == judged.b)))
    return Verdicts.stacked(found)


def _higher_inside(claims: Columns, rule: Judgement) -> Iterator[_Asked]:
    """Of each inner and outer estimand the pairs whose inner count is higher, as no other is told:
    the positions of the outer and of the inner claims, and what `judge` is told as `falls`.
    """
    estimand, lower, upper = (claims[name] for name in ("estimand", "lower", "upper"))
    by_lower = np.lexsort((lower, estimand))  # the claims stand by estimand
    rising = lower[by_lower]
    begins = firsts(estimand)
    spans = np.stack([begins, np.append(begins, len(claims))[1:]], axis=1).tolist()
    of = dict(zip(estimand[begins].tolist(), spans, strict=True))
    least = dict(zip(of, np.minimum.reduceat(upper, begins).tolist(), strict=True)) if of else {}
    said = claims.take(~claims["unknown"])
    for inner, outer in nested(rule.measures, subjects(said), rule.parts):
        begin, end = of[inner.estimand]
        if rising[end - 1] <= least[outer.estimand]:
            continue
        if below_another(rule.measures, inner.measure, outer.measure):
            continue
        outers = np.arange(*of[outer.estimand])
        higher = end - begin - np.searchsorted(rising[begin:end], upper[outers], side="right")
        falls = not rule.measures.lasting(inner.measure, outer.measure)
        for rows, within in paired(higher):
            yield outers[rows], by_lower[end - 1 - within], np.full(len(rows), falls)


def _blocks(pairs: Iterable[_Asked]) -> Iterator[_Asked]:
    """The same, some `BLOCK` of them together."""
    held, size = list[_Asked](), 0
    for some in pairs:
        held.append(some)
        size += len(some[0])
        if size >= BLOCK:
            yield _together(held)
            held, size = [], 0
    if held:
        yield _together(held)


def _together(pairs: Sequence[_Asked]) -> _Asked:
    a, b, falls = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return a, b, falls


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
