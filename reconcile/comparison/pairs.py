"""The table of discrepancies: two current estimates of one estimand, or of nested ones (R5, R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

import numpy as np
import pandas as pd

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import ESTIMAND, Estimate, frame_of
from reconcile.comparison.nest_conflicts import contradictions
from reconcile.comparison.part_conflicts import not_told, part_contradictions
from reconcile.comparison.reasons import Ruling, reasons
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.selection import Sieve
from reconcile.comparison.verdicts import (
    TIMING,
    VERDICTS,
    Judgement,
    Verdicts,
    ordered,
    told,
    verdicts,
)
from reconcile.comparison.written_sums import written_sum

_TOLD = ("source", "figure", "as_of")
WORST = 200  # pairs that are kept while all are counted


@dataclass(frozen=True)
class Pairs:
    """Every pair of the `current` estimates of one estimand, worst first (R5).

    Of nested estimands the pairs that cannot both be true stand among them (R6), and so do the
    `sums` of parts beside the claims on the whole which they contradict. Only those that the
    `sieve` leaves are told.
    """

    alignment: Alignment
    current: pd.DataFrame
    sums: pd.DataFrame
    rule: Judgement
    sieve: Sieve

    @cached_property
    def every(self) -> pd.DataFrame:
        """All of them: `Discrepancy`.

        a is the claim with the lower point; `difference` is between points, `gap` between bounds,
        `ratio` of the higher point to the lower; `days` is b's date less a's, from the middle of
        each span; `per_day` the growth from point to point that makes both true, where the verdict
        is `timing`. The index holds the numbers of both estimates, which are not the current ones
        where what both said of one day decides.

        Of nested estimands a is the outer claim, b the inner one, the estimand is b's, and `within`
        is a's (measure; place; population; since). Of a whole and its parts b is the sum, and its
        estimand that of the whole.
        """
        counts, first = self._counted
        if counts.sum() <= WORST:
            return self._in_words(first)
        return self._in_words(_worst_first(pd.concat([*self._blocks()]), self.current))

    @cached_property
    def tally(self) -> Counter[str]:
        """How many of them have each verdict, the worst first; none that nothing has."""
        counts = self._counted[0]
        codes = [code for code in reversed(range(len(VERDICTS))) if counts[code]]
        return Counter({VERDICTS[code]: int(counts[code]) for code in codes})

    def worst(self, most: int) -> pd.DataFrame:
        """The first of `every`, at most `WORST`, without making the others."""
        return self._in_words(self._counted[1][:most])

    @cached_property
    def _counted(self) -> tuple[np.ndarray, pd.DataFrame]:
        """How many have the code of each verdict, and the first `WORST`, a block at a time."""
        counts, worst = np.zeros(len(VERDICTS), dtype=np.int64), list[pd.DataFrame]()
        for block in self._blocks():
            counts += np.bincount(block["code"], minlength=len(VERDICTS))
            # of pairs alike the one that was found first stays before the others
            worst = [_worst_first(pd.concat([*worst, block]), self.current)[:WORST]]
        return counts, worst[0]

    def _blocks(self) -> Iterator[pd.DataFrame]:
        """The numbers of all pairs that are told, in blocks that fit in memory; not in order."""
        claims, rule = ordered(self.current), self.rule
        both, added = part_contradictions(claims, self.sums, rule)
        judged = chain(verdicts(claims, rule), [added])
        nests = not_told(both, contradictions(claims, rule), judged, rule)
        for block in chain(verdicts(claims, rule), [nests]):
            yield self._sifted(_numbers(claims, block, rule))
        yield self._sifted(_numbers(both, added, rule))

    def _sifted(self, numbers: pd.DataFrame) -> pd.DataFrame:
        verdict = np.array(VERDICTS, dtype=object)[numbers["code"]]
        none = numbers["ratio"].isna() & (numbers["difference"] > 0)  # one of them is 0
        ratio = numbers["ratio"].mask(none, np.inf)
        return numbers[self.sieve.mask(pd.DataFrame({"ratio": ratio, "verdict": verdict}))]

    def _in_words(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Pairs with all that is said of them."""
        rulings = _rulings(self.alignment, frame)
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
        words["reason"] = reasons(self.alignment, rulings, self.rule)
        return frame_of(Discrepancy, frame.assign(**words).set_index(["a", "b"]))


def _numbers(claims: pd.DataFrame, found: Verdicts, rule: Judgement) -> pd.DataFrame:
    """The numbers of a block of pairs, with those of the estimates that their reasons speak of."""
    a, b = told(claims, found, rule)
    difference = b["point"] - a["point"]
    days = (b["as_of_first"] + b["as_of_last"] - a["as_of_first"] - a["as_of_last"]) / 2
    gap = np.maximum(b["lower"] - a["upper"], a["lower"] - b["upper"]).clip(lower=0)
    # the claim of higher bounds can have the lower point, as >500 beside <501 has
    turned = found.higher == found.a
    per_day = difference.where(~turned, gap) / days.where(~turned, found.dmax)
    grows = (found.verdict == TIMING) & (found.dmin > 0)
    return pd.DataFrame(
        {
            "a": a["number"], "b": b["number"], "code": found.verdict,
            "estimand": b["estimand"].where(b["estimand"] != ADDED, a["estimand"]),
            "barred": found.barred,
            "difference": difference, "gap": gap,
            "ratio": (b["point"] / a["point"].where(a["point"] > 0)).round(4), "days": days,
            "per_day": per_day.where(grows).round(4),
            "said_a": rule.evidence.numbers(found.day_a),
            "said_b": rule.evidence.numbers(found.day_b),
        }
    )  # fmt: skip


def _worst_first(frame: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Within one verdict the greatest ratio first; what is left keeps the order of `current`."""
    timing = frame["code"] == TIMING
    ratio = frame["ratio"].where(timing, frame["ratio"].fillna(np.inf))
    position = pd.Index(current["estimand"].unique()).get_indexer(frame["estimand"])
    return frame.iloc[np.lexsort((position, -ratio, -frame["code"]))]


def _rulings(alignment: Alignment, frame: pd.DataFrame) -> list[Ruling]:
    """The verdicts with the estimates that they are told of and rest on."""
    names = ("a", "b", "said_a", "said_b")
    used = set[int]().union(*(frame[name] for name in names)) - {-1}
    rows = {row.number: row for row in alignment.at(sorted(used))}
    derived = {row.number: written_sum(alignment, row) for row in rows.values() if row.derived}
    cells = zip(*(frame[name].tolist() for name in ("code", *names, "barred")), strict=True)
    return [
        Ruling(
            VERDICTS[code],
            rows[a],
            rows[b],
            rows.get(said_a),
            rows.get(said_b),
            barred,
            derived.get(a, ""),
            derived.get(b, ""),
        )
        for code, a, b, said_a, said_b, barred in cells
    ]


def _outer_text(row: Estimate) -> str:
    """The estimand of the outer claim: `measure; place; population; since`."""
    return "; ".join((row.measure, row.place, row.population, row.since))
