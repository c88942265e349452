"""The table of discrepancies: two current estimates of one estimand, or of nested ones (R5, R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import ESTIMAND, Estimate
from reconcile.columnar import Cells, Columns, first_codes
from reconcile.comparison.nest_conflicts import contradictions, may_be_gone
from reconcile.comparison.part_conflicts import not_told, part_contradictions
from reconcile.comparison.proportions import rounded, times
from reconcile.comparison.reasons import Reasons, Ruling
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.selection import Sieve
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

_TOLD = ("source", "figure", "as_of")
WORST = 200  # pairs that are kept while all are counted
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
        """The same, `SPOKEN` of them at a time: of the others no more is kept than their order.

        There is at least one block, which may be empty.
        """
        both = self._sides[1]
        keys = [self._keys(block) for block in self._blocks()]
        by = [np.concatenate(each) for each in zip(*keys, strict=True)]
        del keys
        order, (at_b, at_a) = np.lexsort(by), by[:2]
        del by
        for start in range(0, max(len(order), 1), SPOKEN):
            some = order[start : start + SPOKEN]
            a, b = at_a[some], at_b[some]
            again = judge(both, a, b, self.rule, may_be_gone(both, a, b, self.rule))
            yield self._in_words(_numbers(both, again, self.rule))

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
        """The numbers of all pairs that are told, in blocks that fit in memory; not in order."""
        (claims, both, added), rule = self._sides, self.rule
        judged = chain(verdicts(claims, rule), [added])
        nests = not_told(both, contradictions(claims, rule), judged, rule)
        for block in chain(verdicts(claims, rule), [nests]):
            yield self._sifted(_numbers(claims, block, rule))
        yield self._sifted(_numbers(both, added, rule))

    def _sifted(self, numbers: Columns) -> Columns:
        none = np.isnan(numbers["ratio"]) & (numbers["difference"] > 0)  # one of them is 0
        ratio = np.where(none, np.inf, numbers["ratio"])
        return numbers.take(self.sieve.mask(Cells(numbers["code"], VERDICTS), ratio))

    def _worst_first(self, numbers: Columns) -> Columns:
        return numbers.take(np.lexsort(self._keys(numbers)))

    def _keys(self, numbers: Columns) -> tuple[np.ndarray, ...]:
        """What pairs are sorted by, the last first: within one verdict the greatest ratio comes
        first, then they are in the order of `current`, and of one estimand nested ones and sums
        come last. Nothing depends on the order of the rows.
        """
        none = np.isnan(numbers["ratio"]) & (numbers["code"] != TIMING)
        ratio = np.where(none, np.inf, numbers["ratio"])
        position = self._places.positions(numbers["estimand"])
        outer = self._places.positions(numbers["outer"]).astype(np.int32)
        alike = (numbers["at_b"], numbers["at_a"], outer, numbers["across"])
        return *alike, position.astype(np.int32), -ratio, -numbers["code"]

    @cached_property
    def _places(self) -> Columns:
        """The estimands, in the order in which they are read."""
        known = first_codes(self.current["estimand"])
        return Columns({}, known, len(known))

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.alignment, self.rule)

    def _in_words(self, numbers: Columns) -> Columns:
        """Pairs with all that is said of them."""
        rulings = _rulings(self.alignment, numbers)
        where = cache(self.alignment.where)
        words: dict[str, list[str]] = {
            **{name: [getattr(of.b, name) for of in rulings] for name in ESTIMAND},
            **{f"{name}_a": [getattr(of.a, name) for of in rulings] for name in _TOLD},
            **{f"{name}_b": [getattr(of.b, name) for of in rulings] for name in _TOLD},
            "where_a": [where(of.a.number) for of in rulings],
            "where_b": [where(of.b.number) for of in rulings],
            "verdict": [of.verdict for of in rulings],
            "within": [_outer_text(of.a) if of.nested else "" for of in rulings],
        }
        words["reason"] = [self._reasons.of(ruling) for ruling in rulings]
        found = Columns.declared(Discrepancy, {**numbers.by_name, **words})
        return found.assign(a=numbers["a"], b=numbers["b"])


def _numbers(claims: Columns, found: Verdicts, rule: Judgement) -> Columns:
    """The numbers of a block of pairs, with those of the estimates that their reasons speak of."""
    a, b = told(claims, found, rule)
    low, high, added = a["point"], b["point"], b["estimand"] == ADDED
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
            "at_a": found.a.astype(np.int32), "at_b": found.b.astype(np.int32),
            "estimand": np.where(added, a["estimand"], b["estimand"]), "outer": a["estimand"],
            "across": a["estimand"] != b["estimand"],
            "barred": found.barred,
            "difference": high - low, "gap": gap, "ratio": times(high, low), "days": days,
            "per_day": rounded(np.where(grows, per_day, np.nan)),
            "said_a": rule.evidence.numbers(found.day_a),
            "said_b": rule.evidence.numbers(found.day_b),
        }
    )  # fmt: skip


def _rulings(alignment: Alignment, numbers: Columns) -> list[Ruling]:
    """The verdicts with the estimates that they are told of and rest on."""
    names = ("a", "b", "said_a", "said_b")
    used = set[int]().union(*(numbers[name].tolist() for name in names)) - {-1}
    rows = {row.number: row for row in alignment.at(sorted(used))}
    derived = [row for row in rows.values() if row.derived]
    breakdowns = alignment.parsed.ledger.parts
    sums = {
        row.number: written_sum(row, ground, breakdowns)
        for row, ground in zip(derived, alignment.grounds(derived), strict=True)
    }
    cells = zip(*(numbers[name].tolist() for name in ("code", *names, "barred")), strict=True)
    return [
        Ruling(
            VERDICTS[code],
            rows[a],
            rows[b],
            rows.get(said_a),
            rows.get(said_b),
            barred,
            sums.get(a, ""),
            sums.get(b, ""),
        )
        for code, a, b, said_a, said_b, barred in cells
    ]


def _outer_text(row: Estimate) -> str:
    """The estimand of the outer claim: `measure; place; population; since`."""
    return "; ".join((row.measure, row.place, row.population, row.since))
