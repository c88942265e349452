"""R5: the verdict on two current estimates of one estimand (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from reconcile.aligning.estimates import Estimate
from reconcile.columnar import Cells, Columns, firsts, group
from reconcile.comparison.evidence import NOTHING, NUMBERS, Evidence
from reconcile.comparison.tolerance import allowing
from reconcile.notation.columns import Count, Ratio, Whole
from reconcile.notation.measures import Measures
from reconcile.stable_order import in_halves, stable_order
from reconcile.storage.breakdowns import Breakdowns
from reconcile.stretches import stretches

VERDICTS = ("agree", "timing", "undetermined", "conflict")  # the worst last
AGREE, TIMING, UNDETERMINED, CONFLICT = range(4)
_JUDGED = ("source", "origin", "measure", "unknown", *NUMBERS)
BLOCK = 250_000  # pairs at a time, which take some fifty megabytes


@dataclass(frozen=True)
class Judgement:
    """What a verdict goes by beside two claims: the reader's judgement, and what is known.

    `window` is in days, `tolerance` in percent. With no `evidence` two claims stand for themselves:
    no other day of theirs is looked at, and no pace is known.
    """

    window: float
    tolerance: Fraction
    measures: Measures = field(default_factory=Measures)
    evidence: Evidence = NOTHING
    parts: Breakdowns = field(default_factory=Breakdowns)


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on pairs of claims; `a` and `b` are positions in the claims.

    `verdict` is a code of `VERDICTS`; `higher` is the position of the claim with the higher
    bounds (b where they match), which lies between `dmin` and `dmax` days after the other (NaN
    where they match or one gave no number).
    `day_a` and `day_b` are the places in `Evidence.dated` of what both said on the last day of
    which both spoke (-1 where there is none or it was not asked); `on_day` says that the verdict is
    on those two. `barred` says that the claims would be in conflict if their measure were defined
    in one way only.
    """

    a: np.ndarray
    b: np.ndarray
    verdict: np.ndarray
    higher: np.ndarray
    dmin: np.ndarray
    dmax: np.ndarray
    day_a: np.ndarray
    day_b: np.ndarray
    on_day: np.ndarray
    barred: np.ndarray

    def only(self, kept: np.ndarray) -> Verdicts:
        """Those at these positions, or for which `kept` is true."""
        return Verdicts(**{name: cells[kept] for name, cells in vars(self).items()})

    @classmethod
    def stacked(cls, blocks: Sequence[Verdicts]) -> Verdicts:
        """Those of all blocks, of which there is at least one."""
        names = vars(blocks[0])
        return cls(**{name: np.concatenate([vars(one)[name] for one in blocks]) for name in names})


def ordered(claims: Columns) -> Columns:
    """The claims by estimand, then point, bounds and name of the source: `a` comes before `b`."""
    counts = (in_halves(claims[name]) for name in ("point", "lower", "upper"))
    return claims.take(stable_order(claims["estimand"], *counts, claims.cells("source").ranks))


def verdicts(claims: Columns, rule: Judgement) -> Iterator[Verdicts]:
    """All pairs of claims of one estimand with their verdicts, in blocks that fit in memory.

    `claims` are current estimates as `ordered` gives them, one for a source and estimand, so that
    `a` has the lower point.
    """
    return (judge(claims, a, b, rule) for a, b in _blocks(claims["estimand"]))


def _blocks(estimand: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The positions of all pairs of one estimand, of which these are in rising order."""
    ends = np.searchsorted(estimand, estimand, side="right")
    for a, within in paired(ends - np.arange(len(estimand)) - 1):
        yield a, a + 1 + within


def paired(partners: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The position of each row as often as it has `partners`, with those numbered from 0 on.

    They come in blocks that fit in memory.
    """
    block = np.cumsum(partners) // BLOCK
    begins = np.flatnonzero(np.diff(block, prepend=-1, append=-1))
    for begin, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        counts = partners[begin:end]
        row, within = stretches(np.zeros_like(counts), counts)
        yield row + begin, within


def judge(
    claims: Columns, a: np.ndarray, b: np.ndarray, rule: Judgement,
    falls: np.ndarray | None = None,
) -> Verdicts:  # fmt: skip
    """The verdicts on the claims at `a` and `b` (R5); R6 asks the same of nested estimands.

    There `a` is the outer claim, and `falls` says of each pair whether those counted by the inner
    one may be gone from the outer one later (bool); else a pair falls as its measure does. What
    both said of one day decides first; it is asked only of claims of one estimand.
    """
    lower, upper, unknown = (claims[name] for name in ("lower", "upper", "unknown"))
    silent = unknown.take(a) | unknown.take(b)
    b_higher = ~allowing(lower.take(b), upper.take(a), rule.tolerance)
    a_higher = ~allowing(lower.take(a), upper.take(b), rule.tolerance)
    apart = np.flatnonzero((b_higher | a_higher) & ~silent)  # of the others no more is asked
    of_measure, varies = _of_measures(claims.cells("measure").take(a[apart]), rule.measures)
    low, high = np.where(a_higher, b, a)[apart], np.where(a_higher, a, b)[apart]
    days = _on_one_day(claims, a[apart], b[apart], rule)
    falls = of_measure if falls is None else falls[apart]
    decided, dmin, dmax = _by_dates(claims, low, high, falls, rule)
    common, spoke_alike = days[0] >= 0, days[2]
    decided = np.where(common, np.where(spoke_alike, TIMING, CONFLICT), decided)
    barred = (decided == CONFLICT) & varies  # each may mean another sum
    barred &= claims["estimand"][low] == claims["estimand"][high]
    decided[barred] = UNDETERMINED

    def of_all(otherwise: object, found: np.ndarray) -> np.ndarray:
        every = np.full(len(a), otherwise, dtype=found.dtype)
        every[apart] = found
        return every

    verdict = of_all(AGREE, decided.astype(np.int8))
    verdict[silent] = UNDETERMINED
    return Verdicts(
        a, b, verdict, np.where(a_higher, a, b), of_all(np.nan, dmin), of_all(np.nan, dmax),
        of_all(-1, days[0]), of_all(-1, days[1]), of_all(False, common & ~spoke_alike),
        of_all(False, barred),
    )  # fmt: skip


def _by_dates(
    claims: Columns, low: np.ndarray, high: np.ndarray, falls: np.ndarray, rule: Judgement
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The verdicts on claims that do not match by their dates alone: the days between, at least
    and at most, and the growth that it takes.
    """
    estimand, _, lower, upper, first, last = (claims[name] for name in NUMBERS)
    dmin, dmax = first[high] - last[low], last[high] - first[low]
    # the faster pace where they differ; NaN if none is known
    pace = np.fmax(*(rule.evidence.pace_of(estimand[at]) for at in (low, high)))
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = (lower[high] - upper[low]) / dmax
    never_later = np.where(falls, (dmin == 0) & (dmax == 0), dmax <= 0)
    too_fast = ~falls & (dmax <= rule.window) & (growth > pace)  # not if no pace is known
    other_days = (dmin > 0) | (falls & (dmax < 0))
    long_enough = falls | (dmin > rule.window) | (growth <= pace)
    by_dates = [never_later | too_fast, other_days & long_enough]
    return np.select(by_dates, [CONFLICT, TIMING], UNDETERMINED), dmin, dmax


def _on_one_day(
    claims: Columns, a: np.ndarray, b: np.ndarray, rule: Judgement
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """At which places of `Evidence.dated` both said what of the last day of which both did, if of
    one estimand; and whether that matches.
    """
    days = np.full((2, len(a)), -1)
    number, estimand = claims.numbers, claims["estimand"]
    asked = np.flatnonzero(estimand.take(a) == estimand.take(b))
    days[:, asked] = rule.evidence.last_common(*(number.take(at[asked]) for at in (a, b)))
    common = np.flatnonzero(days[0] >= 0)
    alike = np.zeros(len(a), dtype=bool)
    one, other = (rule.evidence.dated(day, ("lower", "upper")) for day in days[:, common])
    alike[common] = allowing(one["lower"], other["upper"], rule.tolerance) & allowing(
        other["lower"], one["upper"], rule.tolerance
    )
    return days[0], days[1], alike


def _of_measures(names: Cells, measures: Measures) -> tuple[np.ndarray, np.ndarray]:
    """Whether the count of each of these measures may fall, and whether it may include more."""
    falls = names.each(lambda name: measures[name].may_fall, bool)
    return falls, names.each(lambda name: measures[name].may_include, bool)


def told(
    claims: Columns, found: Verdicts, rule: Judgement, names: Sequence[str] = NUMBERS
) -> tuple[Columns, Columns]:
    """The two estimates that each verdict is told of, with their numbers, in columns of `NUMBERS`.

    Those are the claims, or what both said on the day that decides: of these the first has the
    lower point.
    """
    a, b = (claims.only(names).take(at) for at in (found.a, found.b))
    at = np.flatnonzero(found.on_day)
    if not len(at):
        return a, b
    dated, ends = rule.evidence.dated, ("upper", "lower", "point")
    one, other = (dated(day[at], ends) for day in (found.day_a, found.day_b))
    source = claims.cells("source").ranks
    turned = source[found.a[at]] > source[found.b[at]]
    for name in ends:  # the last decides, as in `ordered`
        turned = (one[name] > other[name]) | ((one[name] == other[name]) & turned)
    days = np.where(turned, [found.day_b[at], found.day_a[at]], [found.day_a[at], found.day_b[at]])
    first, second = (dated(day, names) for day in days)
    return _replaced(a, at, first), _replaced(b, at, second)


def _replaced(rows: Columns, at: np.ndarray, others: Columns) -> Columns:
    """The rows with others at these positions, each with its number."""
    numbers = rows.numbers.copy()
    numbers[at] = others.numbers
    return rows.replaced(at, others).numbered(numbers)


def verdict_of(a: Estimate, b: Estimate, rule: Judgement) -> str:
    """The verdict on two claims of one estimand, or of an outer and an inner one (R5, R6)."""
    return VERDICTS[int(_on(a, b, rule).verdict[0])]


def spoke_of_one_day(a: Estimate, b: Estimate, rule: Judgement) -> bool:
    """Whether what both sources said of one day decides on two claims that do not match."""
    return bool(_on(a, b, rule).day_a[0] >= 0)


def _on(a: Estimate, b: Estimate, rule: Judgement) -> Verdicts:
    claims = Columns.of(Estimate, (a, b))
    return judge(claims, np.array([0]), np.array([1]), rule)


def low_and_high(a: Estimate, b: Estimate) -> tuple[Estimate, Estimate]:
    """Two claims whose bounds do not overlap, that of the lower ones first."""
    return (a, b) if a.upper < b.lower else (b, a)


def days_later(low: Estimate, high: Estimate) -> tuple[float, float]:
    """By how many days the higher claim is later than the lower one: at least, at most."""
    return high.as_of_first - low.as_of_last, high.as_of_last - low.as_of_first


def by_window(a: Estimate, b: Estimate, rule: Judgement) -> list[tuple[float, str]]:
    """Which verdict two claims have with which window: from how many days on, from 0, and which."""
    starts = sorted(
        {0.0, *(days for days in days_later(*low_and_high(a, b)) if 0 < days < math.inf)}
    )
    found = [(days, verdict_of(a, b, replace(rule, window=days))) for days in starts]
    return [one for at, one in enumerate(found) if at == 0 or one[1] != found[at - 1][1]]


class Pair(NamedTuple):
    """A pair that stands for its estimand: the numbers of both estimates, `a` the lower.

    `verdict` is a code of `VERDICTS`; `difference` and `ratio` are of their points, and the ratio
    is infinite if the lower one is 0. `claim_a` and `claim_b` are the current estimates of the two
    sources, which are others where what both said of one day decides.
    """

    verdict: Whole
    ratio: Ratio
    difference: Count
    a: Whole
    b: Whole
    claim_a: Whole
    claim_b: Whole


def furthest(claims: Columns, rule: Judgement) -> Columns:
    """For each estimand and verdict the pair of different origins whose ratio is the highest.

    Of equal ratios, and from 0, the difference decides. The result has the columns of `Pair` and
    the numbers of the estimands; the worst verdict comes first, which is the estimand's (R8).
    Claims without a number have no part in it; an estimand of one origin is not in the result.
    """
    claims = ordered(claims.only(_JUDGED).take(~claims["unknown"]))
    estimand, origin = claims["estimand"], claims.cells("origin").codes
    best = [Columns.of(Pair, ())]
    for a, b in _blocks(estimand):
        others = np.flatnonzero(origin.take(a) != origin.take(b))
        block = judge(claims, a.take(others), b.take(others), rule)
        block = block.only(_widest(claims, block, rule))
        one, other = told(claims, block, rule, ("point",))
        ratio = _ratio(one["point"], other["point"])
        cells = (block.verdict, ratio, other["point"] - one["point"], one.numbers, other.numbers)
        of = (claims.numbers[block.a], claims.numbers[block.b])
        pairs = dict(zip(Pair._fields, (*cells, *of), strict=True))
        best.append(Columns(pairs, estimand[block.a]))
    return _first_of_each(Columns.stacked(best))


def _ratio(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    found = np.full(len(low), np.inf)
    np.divide(high, low, out=found, where=low > 0)
    return found


def _widest(claims: Columns, found: Verdicts, rule: Judgement) -> np.ndarray:
    """Where the pair stands whose ratio, then difference, is the highest of its estimand and
    verdict, the first one of several.
    """
    low, high = (claims["point"].take(at) for at in (found.a, found.b))
    on_day = np.flatnonzero(found.on_day)
    one, other = told(claims, found.only(on_day), rule, ("point",))
    low[on_day], high[on_day] = one["point"], other["point"]
    of = claims["estimand"].take(found.a) * len(VERDICTS) + found.verdict
    widest = np.arange(len(of))
    for wide in (_ratio(low, high), high - low):
        most = np.zeros(int(of.max(initial=-1)) + 1)
        np.maximum.at(most, of[widest], wide[widest])
        widest = widest[wide[widest] == most.take(of[widest])]
    first: np.ndarray = widest[firsts(of[widest])]
    return first


def _first_of_each(pairs: Columns) -> Columns:
    """The worst verdict first, then the greatest ratio and difference; one of each verdict."""
    keys = [-pairs[name] for name in ("difference", "ratio", "verdict")]
    worst = pairs.take(np.lexsort(keys))
    return worst.take(firsts(group(worst.numbers, worst["verdict"])))
