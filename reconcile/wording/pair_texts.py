"""What is said of two claims, a discrepancy, and of how many pairs have each verdict (R5, R6)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.estimates import Estimate
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.speech import say
from reconcile.notation.words import headed, number, say_some, signed, times
from reconcile.wording.estimand_texts import estimand_text

# of pairs and of ranges, the worst first
_EACH = {name: name for name in (*reversed(VERDICTS), "single", "unknown")}


class ClaimedPair(NamedTuple):
    """A discrepancy with the two claims that it is of."""

    row: Discrepancy
    a: Estimate
    b: Estimate

    @property
    def change(self) -> str:
        """How far apart they are."""
        return change_text(self.row.difference, self.row.ratio)

    @property
    def reason(self) -> str:
        """How far apart they are, and why they have their verdict."""
        return headed(self.change, self.row.reason) if self.change else self.row.reason

    @property
    def subject(self) -> str:
        """What they are about; of nested estimands both (R6)."""
        inner = estimand_text(self.row)
        if self.b.estimand == ADDED:
            return say("{count}, whole and parts", count=inner)
        if not self.row.within:
            return inner
        return say("{count}, inside {whole}", count=inner, whole=estimand_text(self.a))


def claimed_pairs(comparison: Comparison, some: Columns | None = None) -> list[ClaimedPair]:
    """The discrepancies, worst first, or `some` of them."""
    pairs = (comparison.discrepancies if some is None else some).rows(Discrepancy)
    numbers = sorted({number for pair in pairs for number in (pair.a, pair.b)})
    claims = dict(zip(numbers, comparison.alignment.at(numbers), strict=True))
    return [ClaimedPair(pair, claims[pair.a], claims[pair.b]) for pair in pairs]


def change_text(difference: float, ratio: float) -> str:
    """How far apart two points are, `+1,000, ×1.33`; nothing where one has no number."""
    if math.isnan(difference):
        return ""
    change = signed(difference) if difference else "+0"
    return change + (f", {times(ratio)}" if 0 < ratio < math.inf else "")


def tally_text(verdicts: Mapping[str, int], words: Mapping[str, str] = _EACH) -> str:
    """How many have each verdict, worst first: `2 conflicts, 4 timing`."""
    counted = ((verdicts.get(name, 0), said) for name, said in words.items())
    return ", ".join(
        f"{number(count)} {said}{'s' * (said == 'conflict' and count > 1)}"
        for count, said in counted
        if count
    )


def agreeing_text(comparison: Comparison) -> str:
    """How many pairs there is nothing more to say of."""
    count = comparison.pairs.tally["agree"]
    if not count:
        return say("No other pair agrees.")
    return say_some(count, "One other pair agrees.", "{n} other pairs agree.")


def count_disagreeing(comparison: Comparison) -> int:
    """How many pairs do not agree."""
    tally = comparison.pairs.tally
    return tally.total() - tally["agree"]


def disagreeing(comparison: Comparison, most: int | None = None) -> list[ClaimedPair]:
    """The pairs that do not agree, worst first, or the first of them."""
    found = comparison.discrepancies
    apart = np.flatnonzero(~found.cells("verdict").among(["agree"]))
    return claimed_pairs(comparison, found.take(apart[:most]))
