"""R6: parts that one source gave, added, against the whole."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from reconcile.aligning.estimates import ESTIMAND
from reconcile.columnar import Columns
from reconcile.comparison.nests import bases_around
from reconcile.comparison.verdicts import CONFLICT, Judgement, Verdicts, judge
from reconcile.notation.measures import wider
from reconcile.storage.breakdowns import OF

_COUNTED = (*ESTIMAND[:-1], "since_first", "since_last")
_BASIS = _COUNTED.index("basis")


def part_contradictions(
    claims: Columns, sums: Columns, rule: Judgement
) -> tuple[Columns, Verdicts]:
    """The claims, then the `sums` of parts, and the pairs of a whole and a sum that cannot both be.

    `claims` are as `verdicts.ordered` gives them, current estimates; a is the claim on the whole,
    of any source, and b the sum. Parts are no more than their whole of the same day and,
    where that never falls, of any later one; all parts of a complete breakdown are no less either.
    What is documented of the parts is no more than a total of the whole, but may be less. Where a
    measure may include more, the two may count different things.
    """
    both = Columns.stacked([claims, sums]) if len(sums) else claims
    wholes: dict[tuple[object, ...], list[int]] = {}
    for at, subject in enumerate(_subjects(claims) if len(sums) else ()):
        wholes.setdefault(subject, []).append(at)
    exact = [not rule.measures[name].may_include for name in sums["measure"]]
    pairs = [
        (a, len(claims) + number)
        for number, subject in enumerate(_subjects(sums))
        for basis in (bases_around(str(subject[_BASIS])) if exact[number] else ())
        for a in wholes.get((*subject[:_BASIS], basis, *subject[_BASIS + 1 :]), ())
    ]
    a, b = np.array(pairs, dtype=int).reshape(-1, 2).T
    measure = both.cells("measure").take(a)
    falls = measure.each(lambda name: rule.measures[name].may_fall, bool)
    found = judge(both, a, b, rule, falls)
    basis = both["basis"]
    contradict = (basis[found.a] == basis[found.b]) | (found.higher == found.b)
    return both, found.only((found.verdict == CONFLICT) & contradict)


def not_told(
    both: Columns, nests: Verdicts, judged: Iterable[Verdicts], rule: Judgement
) -> Verdicts:
    """The `nests`, contradictions of nested claims, but for those that say again what is said.

    So does a part that exceeds its whole where the whole of its own source, or the parts of that
    added, exceed it too. `both` and the last of `judged` are as `part_contradictions` gives them.
    """
    if not rule.parts.listed or not len(nests.a):
        return nests
    parts = _in_breakdowns(both, nests)
    source, outers = both["source"], nests.a[parts]
    exceeding = set[tuple[int, str]]()
    for block in judged:
        conflict = block.only(block.verdict == CONFLICT)
        low = np.where(conflict.higher == conflict.a, conflict.b, conflict.a)
        asked = np.isin(low, outers)
        exceeding |= set(zip(low[asked].tolist(), source[conflict.higher[asked]], strict=True))
    said = zip(nests.a.tolist(), source[nests.b], parts.tolist(), strict=True)
    return nests.only(np.array([not (part and (a, of) in exceeding) for a, of, part in said]))


def _in_breakdowns(claims: Columns, nests: Verdicts) -> np.ndarray:
    """Of which pairs the inner claim counts a part of the outer one, which differ in nothing else
    and do not nest by comma.
    """
    outer, inner = (claims.take(at) for at in (nests.a, nests.b))
    alike = {name: outer[name] == inner[name] for name in _COUNTED}
    bases = zip(inner.cells("basis"), outer.cells("basis"), strict=True)
    alike["basis"] = np.array([other in bases_around(one) for one, other in bases], dtype=bool)
    found = np.zeros(len(outer), dtype=bool)
    for column in OF:
        rest = np.all([alike[name] for name in _COUNTED if name != column], axis=0)
        names = zip(inner.cells(column), outer.cells(column), strict=True)
        comma = np.array([whole in wider(part) for part, whole in names], dtype=bool)
        found |= rest & ~alike[column] & ~comma
    return found


def _subjects(estimates: Columns) -> list[tuple[object, ...]]:
    return list(zip(*(estimates[name].tolist() for name in _COUNTED), strict=True))
