"""What a discrepancy uses, and which assumption would change its verdict (R5, R6).

Nothing is said of a verdict that was not asked for: what another window, another tolerance or wider
bounds would make of a pair is what the rule of verdicts says of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.evidence import NOTHING
from reconcile.comparison.tolerance import needed
from reconcile.comparison.verdicts import (
    Judgement,
    by_window,
    days_later,
    low_and_high,
    spoke_of_one_day,
    verdict_of,
)
from reconcile.comparison.written_sums import written_sum
from reconcile.notation.dates import in_words, iso
from reconcile.notation.measures import Measures
from reconcile.notation.words import counts, days, joined, number, percent
from reconcile.wording.claim_texts import where_text
from reconcile.wording.estimand_texts import counted_text
from reconcile.wording.pair_texts import ClaimedPair

MOST = 10  # percent: nobody calls numbers further apart than a tenth the same
_MADE = {
    "conflict": "a conflict", "timing": "a matter of timing", "undetermined": "undetermined",
    "agree": "agreement",
}  # fmt: skip
Sides = tuple[Estimate, Estimate]


def explanation(comparison: Comparison, pair: ClaimedPair) -> list[str]:
    """The claims of a pair as they were read, and what would change the verdict, in sentences."""
    rule, alignment = comparison.rule, comparison.alignment
    claims = _current(comparison, pair)
    windows = list(_windows(claims, rule))
    changes = [
        *windows, *_tolerances(pair, claims, rule), *_counts_and_dates(pair, rule),
        *_definitions(rule.measures, pair),
    ]  # fmt: skip
    return [
        f"used: {'; '.join(_read(alignment, row) for row in (pair.a, pair.b))}",
        *([f"it would change: {'; '.join(changes)}"] if changes else []),
        *([] if windows else [f"no window changes it: {_why_no_window(pair, claims, rule)}"]),
    ]


def _current(comparison: Comparison, pair: ClaimedPair) -> Sides:
    """The current estimates of the sources of a pair, which may be told of an earlier day."""

    def now(side: Estimate) -> Estimate:
        current = comparison.by_estimand.get(side.estimand, ())  # none for parts that were added
        return next((one for one in current if one.source == side.source), side)

    return now(pair.a), now(pair.b)


def _read(alignment: Alignment, row: Estimate) -> str:
    """A claim with its rows, the counts it allows and the days it may speak of."""
    said = "no number" if row.unknown else f"{row.figure}, read as {counts(row.lower, row.upper)}"
    if row.derived:
        (parts,) = alignment.grounds([row])
        said = written_sum(row, parts, alignment.parsed.ledger.parts) or " and ".join(
            f"{counted_text(part)} {part.figure}" for part in parts
        )
        said = f"{counted_text(row)} {counts(row.lower, row.upper)}, derived from {said}"
    first, last = iso(row.as_of_first), iso(row.as_of_last)
    if not first and not last:
        day = "at no given date"
    elif first == last:
        day = f"on {in_words(first)}"
    else:
        day = f"on some day from {in_words(first)} to {in_words(last)}"
    return f"{row.source} ({where_text(alignment.where(row.number))}): {said}, {day}"


def _windows(claims: Sides, rule: Judgement) -> Iterator[str]:
    """Which other windows give another verdict, and which one."""
    found = by_window(*claims, rule)
    at = max(number for number, (start, _) in enumerate(found) if start <= rule.window)
    last = len(found) - 1
    others = [
        *((f"of {days(found[at + 1][0])} or more", at + 1) for _ in range(at < last)),
        *((f"of less than {days(found[at][0])}", at - 1) for _ in range(at > 0)),
    ]
    for number_, (which, one) in enumerate(others):
        now = f" (it is {days(rule.window)})" if number_ == 0 else ""
        # beyond the next verdict there can be a third
        made = f" would make it {_MADE[found[one][1]]}" if one in (0, last) else ""
        yield f"{'one' if number_ else 'a window'} {which}{now}{made}"


def _why_no_window(pair: ClaimedPair, claims: Sides, rule: Judgement) -> str:
    """Why the verdict on two claims is the same with every window."""
    if silent := [row.source for row in claims if row.unknown]:
        return f"{joined(silent)} gave no number"
    if pair.row.verdict == "agree":
        alike = max(row.lower for row in claims) <= min(row.upper for row in claims)
        return "the bounds overlap" if alike else "the numbers are the same within the tolerance"
    if not pair.row.within and spoke_of_one_day(*claims, rule):
        return "what both said of the last day of which both spoke decides"
    if undated := [row.source for row in claims if not iso(row.as_of_first)]:
        return f"{joined(undated)} gave no date"
    dmin, dmax = days_later(*low_and_high(*claims))
    if rule.measures[pair.a.measure].may_fall:
        return "the count may fall"
    if dmax <= 0:
        return "the higher figure is not later"
    return "the dates are too vague" if dmin <= 0 else "the sources' own figures rise as fast"


def _tolerances(pair: ClaimedPair, claims: Sides, rule: Judgement) -> Iterator[str]:
    """Which other tolerance gives another verdict, and which one."""
    for sides in dict.fromkeys((claims, (pair.a, pair.b))):
        low, high = low_and_high(*sides)
        if pair.row.verdict == "undetermined" and (low.unknown or high.unknown):
            continue
        if low.upper >= high.lower:
            continue
        least = needed(low.upper, high.lower)
        enough = Fraction(math.ceil(least * 100), 100)  # in hundredths of a percent, which do
        if enough > rule.tolerance:
            which, asked = f"{percent(enough)} or more", enough
        else:
            which, asked = f"less than {percent(enough)}", least * Fraction(999_999, 1_000_000)
        if asked > MOST:  # for 0 and another number it is 200, of which no bound is left
            continue
        made = verdict_of(*claims, replace(rule, tolerance=asked))
        if made != pair.row.verdict:
            now = f"(it is {percent(rule.tolerance)})"
            yield f"a tolerance of {which} {now} would make it {_MADE[made]}"
            return


def _counts_and_dates(pair: ClaimedPair, rule: Judgement) -> Iterator[str]:
    """What of numbers, bounds and dates the verdict hangs on."""
    a, b = pair.a, pair.b
    if a.unknown or b.unknown:
        yield "a number from the source that gave none"
        return
    if pair.row.verdict == "agree":
        if pair.row.difference > 0:
            yield (
                f"taken as exact, {number(a.point)} and {number(b.point)} would differ by "
                f"{number(pair.row.difference)}"
            )
        return
    low, high = low_and_high(a, b)
    if pair.row.verdict == "undetermined":
        # a verdict other than this one holds for every day that a vague date may be
        if vague := [row.source for row in (low, high) if row.as_of_last > row.as_of_first]:
            yield f"an exact date of {' and of '.join(vague)}"
        elif math.isnan(rule.evidence.pace.get(a.estimand, math.nan)):
            yield "figures of one source as of two days, which show how fast the count rises"
    wider = low._replace(upper=low.upper + pair.row.gap)
    # of a day of which both spoke nothing but what they said then decides
    if verdict_of(wider, high, replace(rule, evidence=NOTHING)) == "agree":
        yield (
            f"bounds wider by {number(pair.row.gap)} together, at which the two would "
            f"{'be compatible' if pair.row.within else 'agree'}"
        )


def _definitions(measures: Measures, pair: ClaimedPair) -> Iterator[str]:
    """What of definitions the verdict hangs on."""
    for row in (pair.a, pair.b):
        if measures[row.measure].may_include:
            yield f"what {row.source} counts among {row.measure}"
        if row.derived:
            yield f"whether {row.source} meant its parts to be added up"
    if pair.row.within:
        yield "whether the inner count is wholly part of the outer one, as their names say"
