"""The table of discrepancies: two current estimates of one estimand, or of nested ones (R5, R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import ESTIMAND, Estimate, figures
from reconcile.columnar import Cells, Columns, first_codes
from reconcile.comparison.nest_conflicts import contradictions, may_be_gone
from reconcile.comparison.part_conflicts import not_told, part_contradictions
from reconcile.comparison.proportions import rounded, times
from reconcile.comparison.reasons import Reasons, Ruling
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.selection import EVERYTHING, Sieve
from reconcile.comparison.verdicts import (
    TIMING,
    VERDICTS,
    Judgement,
    Verdicts,
    judge,
    ordered,
    told,
    verdicts,
)
from reconcile.comparison.written_sums import written_sum

_SIDES = ("a", "b", "said_a", "said_b")
_TOLD = ("source", "figure", "as_of")
WORST = 200  # pairs that are kept while all are counted
_KEPT = ("code", "ratio", "at_a", "at_b")  # of a pair while all are put in order
SPOKEN = 10_000  # pairs that are put into words at a time


@dataclass(frozen=True)
class Pairs:
    """Every pair of the `current` estimates of one estimand, worst first (R5).

    Of nested estimands the pairs that cannot both be true stand among them (R6), and so do the
    `sums` of parts beside the claims on the whole which they contradict. Only those that the
    `sieve` leaves are told.
    """

    alignment: Alignment
    current: Columns
    sums: Columns
    rule: Judgement
    sieve: Sieve

    @cached_property
    def every(self) -> Columns:
        """All of them: `Discrepancy`.

        a is the claim with the lower point; `difference` is between points, `gap` between bounds,
        `ratio` of the higher point to the lower; `days` is b's date less a's, from the middle of
        each span; `per_day` the growth from point to point that makes both true, where the verdict
        is `timing`. The columns `a` and `b`, behind those of the table, hold the numbers of both
        estimates, which are not the current ones where what both said of one day decides.

        Of nested estimands a is the outer claim, b the inner one, the estimand is b's, and `within`
        is a's (measure; place; population; since). Of a whole and its parts b is the sum, and its
        estimand that of the whole.
        """
        counts, first = self._counted
        if counts.sum() <= WORST:
            return self._in_words(first)
        return Columns.stacked([*self.in_order()])

    def in_order(self) -> Iterator[Columns]:
        """The same, at most `SPOKEN` of them at a time: of the others only numbers are kept.

        There is at least one block, which may be empty.
        """
        found: list[list[Columns]] = [[] for _ in VERDICTS]
        for block in self._blocks():
            for code, kept in enumerate(found):
                kept.append(block.only(_KEPT).take(block["code"] == code))
        none = True
        while found:
            some = self._worst_first(Columns.stacked(found.pop()))
            for start in range(0, len(some), SPOKEN):
                yield self._in_words(some.take(slice(start, start + SPOKEN)))
                none = False
        if none:
            yield self._in_words(some)

    @cached_property
    def tally(self) -> Counter[str]:
        """How many of them have each verdict, the worst first; none that nothing has."""
        counts = self._counted[0]
        codes = [code for code in reversed(range(len(VERDICTS))) if counts[code]]
        return Counter({VERDICTS[code]: int(counts[code]) for code in codes})

    def worst(self, most: int) -> Columns:
        """The first of `every`, at most `WORST`, without making the others."""
        return self._in_words(self._counted[1].take(slice(most)))

    @cached_property
    def _counted(self) -> tuple[np.ndarray, Columns]:
        """How many have the code of each verdict, and the first `WORST`, a block at a time."""
        counts, worst = np.zeros(len(VERDICTS), dtype=np.int64), list[Columns]()
        for block in self._blocks():
            counts += np.bincount(block["code"], minlength=len(VERDICTS))
            worst = [self._worst_first(Columns.stacked([*worst, block])).take(slice(WORST))]
        return counts, worst[0]

    @cached_property
    def _sides(self) -> tuple[Columns, Columns, Verdicts]:
        """The claims in order; they and the sums of parts; the pairs of a whole and such a sum."""
        claims = ordered(self.current)
        return claims, *part_contradictions(claims, ordered(self.sums), self.rule)

    def _blocks(self) -> Iterator[Columns]:
        """All pairs that are told in blocks that fit in memory, not in order: where the claims
        stand, the code of the verdict, ratio and difference.
        """
        (claims, both, added), rule = self._sides, self.rule
        judged = chain(verdicts(claims, rule), [added])
        nests = not_told(both, contradictions(claims, rule), judged, rule)
        for block in chain(verdicts(claims, rule), [nests]):
            yield self._sifted(claims, block)
        yield self._sifted(both, added)

    def _sifted(self, claims: Columns, found: Verdicts) -> Columns:
        a, b = told(claims, found, self.rule, ("point",))
        pairs = Columns(
            {
                "at_a": found.a.astype(np.int32), "at_b": found.b.astype(np.int32),
                "code": found.verdict, "ratio": times(b["point"], a["point"]),
                "difference": b["point"] - a["point"],
            }
        )  # fmt: skip
        if self.sieve == EVERYTHING:
            return pairs
        none = np.isnan(pairs["ratio"]) & (pairs["difference"] > 0)  # one of them is 0
        ratio = np.where(none, np.inf, pairs["ratio"])
        return pairs.take(self.sieve.mask(Cells(pairs["code"], VERDICTS), ratio))

    def _worst_first(self, pairs: Columns) -> Columns:
        """Pairs as of `_blocks` in order: within one verdict the greatest ratio comes first, then
        they are in the order of `current`, and of one estimand nested ones and sums come last.
        Nothing depends on the order of the rows.
        """
        code, ratio, at_a, at_b = (pairs[name] for name in _KEPT)
        none = np.isnan(ratio) & (code != TIMING)
        of, place = self._sides[1]["estimand"], self._read_at
        inner = np.where(of[at_b] == ADDED, place[at_a], place[at_b])
        keys = (at_b, at_a, place[at_a], of[at_a] != of[at_b], inner)
        return pairs.take(np.lexsort((*keys, -np.where(none, np.inf, ratio), -code)))

    @cached_property
    def _read_at(self) -> np.ndarray:
        """Where the estimand of each of the claims is read, -1 for a sum of parts."""
        known = first_codes(self.current["estimand"])
        places = Columns({}, known, len(known)).positions(self._sides[1]["estimand"])
        return places.astype(np.int32)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.alignment, self.rule)

    def _in_words(self, pairs: Columns) -> Columns:
        """Pairs as of `_blocks` with all that is said of them."""
        both, a, b = self._sides[1], pairs["at_a"], pairs["at_b"]
        again = judge(both, a, b, self.rule, may_be_gone(both, a, b, self.rule))
        numbers = _numbers(both, again, self.rule)
        found = Columns.declared(Discrepancy, {**numbers.by_name, **self._words(numbers)})
        return found.assign(a=numbers["a"], b=numbers["b"])

    def _words(self, numbers: Columns) -> dict[str, Cells]:
        """The texts of pairs, each of which is made once for the estimate that it is of."""
        named = np.stack([numbers[name] for name in _SIDES])
        used, at = np.unique(named, return_inverse=True)
        at = at.reshape(named.shape) - np.count_nonzero(used < 0)  # -1 is none of them
        told = self.alignment.table(used[used >= 0])
        rows = told.rows(Estimate)
        told = told.assign(figure=figures(told))
        where = Cells.of(self.alignment.wheres(told.numbers))
        rulings = _rulings(self.alignment, numbers, rows, at)
        return {
            **{name: told.cells(name).take(at[1]) for name in ESTIMAND},
            **{f"{name}_a": told.cells(name).take(at[0]) for name in _TOLD},
            **{f"{name}_b": told.cells(name).take(at[1]) for name in _TOLD},
            "where_a": where.take(at[0]), "where_b": where.take(at[1]),
            "verdict": Cells(numbers["code"], VERDICTS),
            "within": Cells.of(_outer_text(of.a) if of.nested else "" for of in rulings),
            "reason": Cells.of(map(self._reasons.of, rulings)),
        }  # fmt: skip


def _numbers(claims: Columns, found: Verdicts, rule: Judgement) -> Columns:
    """The numbers of a block of pairs, with those of the estimates that their reasons speak of."""
    a, b = told(claims, found, rule)
    low, high = a["point"], b["point"]
    # the claim of higher bounds can have the lower point, as >500 beside <501 has
    turned = found.higher == found.a
    grows = (found.verdict == TIMING) & (found.dmin > 0)
    with np.errstate(invalid="ignore", divide="ignore"):  # where dates, numbers or limits are not
        days = (b["as_of_first"] + b["as_of_last"] - a["as_of_first"] - a["as_of_last"]) / 2
        gap = np.maximum(np.maximum(b["lower"] - a["upper"], a["lower"] - b["upper"]), 0)
        per_day = np.where(turned, gap, high - low) / np.where(turned, found.dmax, days)
    return Columns(
        {
            "a": a.numbers, "b": b.numbers, "code": found.verdict,
            "barred": found.barred,
            "difference": high - low, "gap": gap, "ratio": times(high, low), "days": days,
            "per_day": rounded(np.where(grows, per_day, np.nan)),
            "said_a": rule.evidence.numbers(found.day_a),
            "said_b": rule.evidence.numbers(found.day_b),
        }
    )  # fmt: skip


def _rulings(
    alignment: Alignment, numbers: Columns, rows: Sequence[Estimate], at: np.ndarray
) -> list[Ruling]:
    """The verdicts with those of the `rows` that they are told of and rest on, by where each is."""
    derived = [place for place, row in enumerate(rows) if row.derived]
    grounds = alignment.grounds([rows[place] for place in derived])
    breakdowns = alignment.parsed.ledger.parts
    sums = [""] * len(rows)
    for place, ground in zip(derived, grounds, strict=True):
        sums[place] = written_sum(rows[place], ground, breakdowns)
    a, b, *said = at.tolist()
    told = (map((*rows, None).__getitem__, each) for each in (a, b, *said))
    verdicts = map(VERDICTS.__getitem__, numbers["code"].tolist())
    added = (map(sums.__getitem__, each) for each in (a, b))
    return list(map(Ruling, verdicts, *told, numbers["barred"].tolist(), *added))


def _outer_text(row: Estimate) -> str:
    """The estimand of the outer claim: `measure; place; population; since`."""
    return "; ".join((row.measure, row.place, row.population, row.since))
