"""The reason for a verdict, in words that a person can check (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate, rows_of
from reconcile.comparison.evidence import STANDING
from reconcile.comparison.nests import nesting_text
from reconcile.comparison.verdicts import Judgement, days_later, low_and_high
from reconcile.notation.dates import in_words, when
from reconcile.notation.words import counts, days, joined, number, percent, rate


class Ruling(NamedTuple):
    """A verdict on two estimates, as the table of discrepancies has them: of nested estimands `a`
    is the outer claim.

    `said_a` and `said_b` are what both sources said of the last single day of which both spoke, if
    there is one: `a` and `b` themselves where that decides. `barred` says that they would be in
    conflict if their measure were defined in one way only. `sum_a` and `sum_b` say how they come
    from the parts of a breakdown, if they do.
    """

    verdict: str
    a: Estimate
    b: Estimate
    said_a: Estimate | None
    said_b: Estimate | None
    barred: bool
    sum_a: str = ""
    sum_b: str = ""

    @property
    def nested(self) -> bool:
        """It is of two estimands."""
        return self.a.estimand != self.b.estimand


def reasons(alignment: Alignment, rulings: Sequence[Ruling], rule: Judgement) -> list[str]:
    """Why the estimates of each ruling have their verdict (R5, R6)."""
    pace = rule.evidence.pace.to_dict()
    others = _Others(alignment)
    return [_reason(of, rule, pace, others) for of in rulings]


def _reason(of: Ruling, rule: Judgement, pace: dict[int, float], others: _Others) -> str:
    a, b = of.a, of.b
    fastest = max((pace[each] for each in (a.estimand, b.estimand) if each in pace), default=None)
    if of.nested:
        added = of.sum_b if b.estimand == ADDED else ""
        why = "; ".join(filter(None, (added, nesting_text(b, a))))
        text = f"{why}: {_conflict(*low_and_high(a, b), fastest)}{_sums(of)}"
        return text if a.source != b.source else f"{text}; both are of {b.source}"
    if a.unknown or b.unknown:
        text = f"{joined(claim.source for claim in (a, b) if claim.unknown)} gave no number"
    elif of.verdict == "agree":
        text = _agree(a, b, rule)
    elif of.verdict == "conflict":
        text = _conflict(*low_and_high(a, b), fastest)
    elif of.verdict == "timing":
        text = _timing(of, rule, fastest)
    else:
        text = _undetermined(of, rule, fastest, others)
    text += _sums(of)
    return text if a.origin != b.origin else f"{text}; both rest on {a.origin}"


def _sums(of: Ruling) -> str:
    """How what is derived from a breakdown comes about."""
    told = ((of.a, of.sum_a), (of.b, of.sum_b))
    return "".join(
        f"; {side.source}: {text}" for side, text in told if text and side.estimand != ADDED
    )


def _agree(a: Estimate, b: Estimate, rule: Judgement) -> str:
    lower, upper = max(a.lower, b.lower), min(a.upper, b.upper)
    if lower <= upper:
        return f"both allow {counts(lower, upper)}"
    return f"{a.figure} and {b.figure}: within {percent(rule.tolerance)}"


def _published_later(low: Estimate, high: Estimate) -> str:
    """By how much one of two figures of one day was published later, where both days are known."""
    early, late = sorted((low, high), key=lambda one: one.published_first)
    exact = all(one.published_first == one.published_last for one in (early, late))
    after = late.published_first - early.published_first if exact else 0
    return f"; that of {late.source} was published {days(after)} later" if after > 0 else ""


def _conflict(low: Estimate, high: Estimate, pace: float | None) -> str:
    """Why the higher claim cannot follow the lower one."""
    dmin, dmax = days_later(low, high)
    most, least = f"at most {number(low.upper)}", f"at least {number(high.lower)}"
    then, later = when(low.as_of), when(high.as_of)
    if dmin == dmax == 0:
        both = f"{then} it cannot be {most} ({low.source}) and {least} ({high.source})"
        return both + _published_later(low, high)
    if dmax <= 0:
        return (
            f"a running total cannot fall from {least} {later} ({high.source}) "
            f"to {most} {then} ({low.source})"
        )
    apart = days(dmax) if dmin == dmax else f"at most {days(dmax)}"
    return (
        f"{most} {then} ({low.source}) against {least} {later} ({high.source}), {apart} later: "
        f"it would take at least {rate(_growth(low, high))} a day; {_pace_text(pace)}"
    )


def _growth(low: Estimate, high: Estimate) -> float:
    """The least growth a day that makes both true."""
    return (high.lower - low.upper) / days_later(low, high)[1]


def _pace_text(pace: float | None) -> str:
    """How fast the sources' own figures rise at the most."""
    if pace is None:
        return "no source has figures of two single days to show how fast it rises"
    if pace <= 0:
        return "no source's own figures rise"
    return f"no source's own figures rise faster than {rate(pace)} a day"


def _timing(of: Ruling, rule: Judgement, pace: float | None) -> str:
    """What makes both true: that they once agreed, that the count may fall, or growth."""
    if of.said_a and of.said_b:
        return _agreed_once(of, of.said_a, of.said_b, rule)
    if rule.measures[of.a.measure].may_fall:
        told = joined(
            f"that of {side.source} is of {in_words(side.as_of)}" for side in (of.a, of.b)
        )
        return f"both can be true: {told}, and {of.a.measure} may rise or fall"
    low, high = low_and_high(of.a, of.b)
    dmin, dmax = days_later(low, high)
    apart = days(dmax) if dmin == dmax else f"{number(dmin)} to {days(dmax)}"
    least = _growth(low, high)
    # a point can lie outside its bounds, as that of >3,000 does
    about = max((high.point - low.point) / ((dmin + dmax) / 2), least)
    text = (
        f"both can be true: {apart} apart, from {low.source} {when(low.as_of)} to {high.source} "
        f"{when(high.as_of)}, it takes growth of about {rate(about)} a day, at least {rate(least)}"
    )
    if dmin > rule.window or pace is None:
        return text
    return f"{text}; one source's own figures rise by up to {rate(pace)} a day"


def _agreed_once(of: Ruling, said_a: Estimate, said_b: Estimate, rule: Judgement) -> str:
    """That both said the same of one day, and who has spoken since."""
    day = when(said_a.as_of)
    if said_a.figure == said_b.figure:
        text = f"both said {said_a.figure} {day}"
    else:
        text = f"{day} {said_a.source} said {said_a.figure} and {said_b.source} {said_b.figure}"
        alike = max(said_a.lower, said_b.lower) <= min(said_a.upper, said_b.upper)
        text += ", which agree" if alike else f", within {percent(rule.tolerance)}"
    silent = [
        said.source for said, now in ((said_a, of.a), (said_b, of.b)) if said.number == now.number
    ]
    return (
        f"{text}; {silent[0]} has not spoken since" if silent else f"{text}; both have spoken since"
    )


def _undetermined(of: Ruling, rule: Judgement, pace: float | None, others: _Others) -> str:
    """What would settle it."""
    low, high = low_and_high(of.a, of.b)
    dmin, dmax = days_later(low, high)
    falls = rule.measures[low.measure].may_fall
    if undated := [claim.source for claim in (low, high) if math.isinf(_span(claim))]:
        told = "whether they are of one day" if falls else f"whether that of {high.source} is later"
        one = "one" if len(undated) == 1 else "both"
        return f"{joined(undated)} gave no date; with {one} it would show {told}"
    if of.barred:
        return _unless(low, high, pace, rule, others)
    if dmin > 0 and pace is None:
        return (
            f"that of {high.source} is of {_apart(dmin, dmax)} that of {low.source}, and it takes "
            f"growth of at least {rate(_growth(low, high))} a day; {_pace_text(None)}, which would "
            "settle it"
        )
    return _vague(low, high, falls, pace)


def _unless(
    low: Estimate, high: Estimate, pace: float | None, rule: Judgement, others: _Others
) -> str:
    """What one of the two would have to count that the other does not."""
    more = sorted(rule.measures[low.measure].may_include, key=rule.measures.rank)
    gap = high.lower - low.upper
    text = (
        f"{_conflict(low, high, pace)}, unless one counts {number(gap)} {joined(more, 'or')} "
        "that the other does not"
    )
    said, most = others.of(low, more)
    if not said:
        return text
    enough = "which is enough" if most >= gap else "which is not enough"
    lacking = [name for name in more if not others.speak_of(low, name)]
    rest = f"; of {joined(lacking, 'or')} nothing is said" if lacking and most < gap else ""
    return f"{text}; others speak of {joined(said)}, {enough}{rest}"


def _vague(low: Estimate, high: Estimate, falls: bool, pace: float | None) -> str:
    """That the dates are too vague, and what exact ones would have to show."""
    vague = [f"{claim.source} ({in_words(claim.as_of)})" for claim in (low, high) if _span(claim)]
    exact = "an exact date" if len(vague) == 1 else "exact dates"
    dmin, dmax = days_later(low, high)
    if falls:
        need = "they are of different days"
    else:
        need = f"{high.source} is later"
        need += " by long enough" if pace is None or _growth(low, high) > pace else ""
    return (
        f"the dates are too vague: that of {high.source} is of {_apart(dmin, dmax)} that of "
        f"{low.source}; "
        f"{exact} for {joined(vague)} would settle it: both can be true only if {need}"
    )


def _apart(dmin: float, dmax: float) -> str:
    """By how many days one claim may be later than another."""
    if dmin < 0:
        return f"anything from {days(-dmin)} before to {days(dmax)} after"
    return f"{days(dmax)} after" if dmin == dmax else f"{number(dmin)} to {days(dmax)} after"


def _span(claim: Estimate) -> float:
    """How many days beyond one the date may mean."""
    return claim.as_of_last - claim.as_of_first


class _Others:
    """What the rows of an alignment say of outcomes that a measure may include."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        self._said: dict[tuple[object, ...], Estimate] | None = None

    def of(self, claim: Estimate, names: Sequence[str]) -> tuple[list[str], float]:
        """The most that is said of each of these outcomes where and of whom the claim is, in words,
        and of all together.
        """
        found = [one for name in names if (one := self.speak_of(claim, name))]
        told = [f"{counts(one.lower, one.upper)} {one.measure} ({one.source})" for one in found]
        return told, sum(one.upper for one in found)

    def speak_of(self, claim: Estimate, measure: str) -> Estimate | None:
        """The estimate of this measure with the highest limit, if there is one."""
        if self._said is None:
            self._said = self._greatest()
        return self._said.get((measure, *_counted(claim)))

    def _greatest(self) -> dict[tuple[object, ...], Estimate]:
        measures, estimates = self._alignment.parsed.ledger.measures, self._alignment.estimates
        wanted = {name for one in measures.values() for name in one.may_include}
        stands = estimates["measure"].isin(wanted) & estimates["status"].isin(STANDING)
        said = estimates[stands & ~estimates["unknown"] & ~estimates["taken_back"]]
        by_limit = said.sort_values("upper", kind="stable")
        return {(row.measure, *_counted(row)): row for row in rows_of(Estimate, by_limit)}


def _counted(row: Estimate) -> tuple[object, ...]:
    """What a row counts, but for the measure."""
    return row.case, row.population, row.place, row.since_first, row.since_last
