"""The reason for a verdict, in words that a person can check (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STANDING
from reconcile.comparison.nests import nesting_text
from reconcile.comparison.verdicts import Judgement, days_later, low_and_high
from reconcile.notation.dates import in_words, when
from reconcile.notation.measures import measure_name
from reconcile.notation.speech import digits, mark, say, say_of
from reconcile.notation.words import clauses, counts, days, headed, joined, number, percent, rate

_NOT_BOTH = mark(
    "{then} it cannot be at most {most} ({lower_source}) and at least {least} ({higher_source})"
)
_CANNOT_FALL = mark(
    "a running total cannot fall from at least {least} {later} ({higher_source}) to at most {most} "
    "{then} ({lower_source})"
)
_TOO_FAST = mark(
    "at most {most} {then} ({lower_source}) against at least {least} {later} ({higher_source}), "
    "{days} later: it would take at least {rate} a day"
)


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


class Reasons:
    """Why the estimates of rulings have their verdicts (R5, R6)."""

    def __init__(self, alignment: Alignment, rule: Judgement) -> None:
        self._rule, self._others = rule, _Others(alignment)
        self._pace = rule.evidence.pace

    def of(self, ruling: Ruling) -> str:
        """Why those of one ruling do."""
        return _reason(ruling, self._rule, self._pace, self._others)


def _reason(of: Ruling, rule: Judgement, pace: dict[int, float], others: _Others) -> str:
    a, b = of.a, of.b
    if of.nested:
        fastest = max(
            (pace[each] for each in (a.estimand, b.estimand) if each in pace), default=None
        )
        added = of.sum_b if b.estimand == ADDED else ""
        why = clauses((added, nesting_text(b, a)))
        text = clauses((headed(why, _conflict(*low_and_high(a, b), fastest)), _sums(of)))
        if a.source != b.source:
            return text
        return clauses((text, say("both are of {source}", source=b.source)))
    fastest = pace.get(a.estimand)
    if a.unknown or b.unknown:
        silent = [claim.source for claim in (a, b) if claim.unknown]
        text = gave_no_number(silent)
    elif of.verdict == "agree":
        text = _agree(a, b, rule)
    elif of.verdict == "conflict":
        text = _conflict(*low_and_high(a, b), fastest)
    elif of.verdict == "timing":
        text = _timing(of, rule, fastest)
    else:
        text = _undetermined(of, rule, fastest, others)
    if of.sum_a or of.sum_b:
        text = clauses((text, _sums(of)))
    if a.origin != b.origin:
        return text
    return clauses((text, say("both rest on {origin}", origin=a.origin)))


def gave_no_number(names: Sequence[str]) -> str:
    """That these sources spoke and gave no number."""
    return say_of(
        len(names), "{names} gave no number", "{names} gave no number", names=joined(names)
    )


def _sums(of: Ruling) -> str:
    """How what is derived from a breakdown comes about."""
    told = ((of.a, of.sum_a), (of.b, of.sum_b))
    return clauses(
        headed(side.source, text) for side, text in told if text and side.estimand != ADDED
    )


def _agree(a: Estimate, b: Estimate, rule: Judgement) -> str:
    lower, upper = max(a.lower, b.lower), min(a.upper, b.upper)
    if lower <= upper:
        return say("both allow {counts}", counts=counts(lower, upper))
    return say(
        "{figure} and {other}: within {percent}",
        figure=digits(a.figure), other=digits(b.figure), percent=percent(rule.tolerance),
    )  # fmt: skip


def _published_later(low: Estimate, high: Estimate) -> str:
    """By how much one of two figures of one day was published later, where both days are known."""
    early, late = sorted((low, high), key=lambda one: one.published_first)
    exact = all(one.published_first == one.published_last for one in (early, late))
    after = late.published_first - early.published_first if exact else 0
    if after <= 0:
        return ""
    return say("that of {source} was published {days} later", source=late.source, days=days(after))


def _conflict(low: Estimate, high: Estimate, pace: float | None) -> str:
    """Why the higher claim cannot follow the lower one."""
    dmin, dmax = days_later(low, high)
    said = {
        "most": number(low.upper), "then": when(low.as_of),
        "lower_source": _speaker(low, low.upper),
        "least": number(high.lower), "later": when(high.as_of),
        "higher_source": _speaker(high, high.lower),
    }  # fmt: skip
    if dmin == dmax == 0:
        both = say(_NOT_BOTH, **said)
        return clauses((both, _published_later(low, high)))
    if dmax <= 0:
        return say(_CANNOT_FALL, **said)
    apart = days(dmax) if dmin == dmax else say("at most {n}", n=days(dmax))
    told = say(_TOO_FAST, **said, days=apart, rate=rate(_growth(low, high)))
    return clauses((told, _pace_text(pace)))


def _speaker(claim: Estimate, limit: float) -> str:
    """The source of a limit, with the figure as it was said where the limit is worked out of it."""
    said = digits(claim.figure)
    if claim.derived or number(limit) in said:
        return claim.source
    return headed(claim.source, said)


def _growth(low: Estimate, high: Estimate) -> float:
    """The least growth a day that makes both true."""
    return (high.lower - low.upper) / days_later(low, high)[1]


def _pace_text(pace: float | None) -> str:
    """How fast the sources' own figures rise at the most."""
    if pace is None:
        return say("no source has figures of two single days to show how fast it rises")
    if pace <= 0:
        return say("no source's own figures rise")
    return say("no source's own figures rise faster than {rate} a day", rate=rate(pace))


def _timing(of: Ruling, rule: Judgement, pace: float | None) -> str:
    """What makes both true: that they once agreed, that the count may fall, or growth."""
    if of.said_a and of.said_b:
        return _agreed_once(of, of.said_a, of.said_b, rule)
    if rule.measures[of.a.measure].may_fall:
        told = joined(
            say("that of {source} is of {day}", source=side.source, day=in_words(side.as_of))
            for side in (of.a, of.b)
        )
        return say(
            "both can be true: {days_of_both}, and {measure} may rise or fall",
            days_of_both=told, measure=measure_name(of.a.measure),
        )  # fmt: skip
    low, high = low_and_high(of.a, of.b)
    dmin, dmax = days_later(low, high)
    apart = _days_between(dmin, dmax)
    least = _growth(low, high)
    # a point can lie outside its bounds, as that of >3,000 does
    about = max((high.point - low.point) / ((dmin + dmax) / 2), least)
    text = say(
        "both can be true: {days} apart, from {lower_source} {then} to {higher_source} {later}, it "
        "takes growth of about {rate} a day, at least {least_rate}",
        days=apart, lower_source=low.source, then=when(low.as_of), higher_source=high.source,
        later=when(high.as_of), rate=rate(about), least_rate=rate(least),
    )  # fmt: skip
    if dmin > rule.window or pace is None:
        return text
    own = say("one source's own figures rise by up to {rate} a day", rate=rate(pace))
    return clauses((text, own))


def _agreed_once(of: Ruling, said_a: Estimate, said_b: Estimate, rule: Judgement) -> str:
    """That both said the same of one day, and who has spoken since."""
    day = when(said_a.as_of)
    if said_a.figure == said_b.figure:
        text = say("both said {figure} {when}", figure=digits(said_a.figure), when=day)
    else:
        text = say(
            "{when} {source} said {figure} and {other_source} {other_figure}",
            when=day, source=said_a.source, figure=digits(said_a.figure),
            other_source=said_b.source, other_figure=digits(said_b.figure),
        )  # fmt: skip
        alike = max(said_a.lower, said_b.lower) <= min(said_a.upper, said_b.upper)
        if alike:
            text = say("{figures}, which agree", figures=text)
        else:
            text = say("{figures}, within {percent}", figures=text, percent=percent(rule.tolerance))
    silent = [
        said.source for said, now in ((said_a, of.a), (said_b, of.b)) if said.number == now.number
    ]
    if not silent:
        return clauses((text, say("both have spoken since")))
    return clauses((text, say("{source} has not spoken since", source=silent[0])))


def _undetermined(of: Ruling, rule: Judgement, pace: float | None, others: _Others) -> str:
    """What would settle it."""
    low, high = low_and_high(of.a, of.b)
    dmin, _ = days_later(low, high)
    falls = rule.measures[low.measure].may_fall
    if undated := [claim.source for claim in (low, high) if math.isinf(_span(claim))]:
        if falls:
            told = say("whether they are of one day")
        else:
            told = say("whether that of {source} is later", source=high.source)
        return say_of(
            len(undated),
            "{names} gave no date; with one it would show {what}",
            "{names} gave no date; with both it would show {what}",
            names=joined(undated),
            what=told,
        )
    if of.barred:
        return _unless(low, high, pace, rule, others)
    if dmin > 0 and pace is None:
        return say(
            "{apart}, and it takes growth of at least {rate} a day; no source has figures of two "
            "single days to show how fast it rises, which would settle it",
            apart=_apart(low, high), rate=rate(_growth(low, high)),
        )  # fmt: skip
    return _vague(low, high, falls, pace)


def _unless(
    low: Estimate, high: Estimate, pace: float | None, rule: Judgement, others: _Others
) -> str:
    """What one of the two would have to count that the other does not."""
    more = sorted(rule.measures[low.measure].may_include, key=rule.measures.rank)
    gap = high.lower - low.upper
    text = say(
        "{conflict}, unless one counts {n} {measures} that the other does not",
        conflict=_conflict(low, high, pace), n=number(gap),
        measures=joined(map(measure_name, more), "or"),
    )  # fmt: skip
    said, most = others.of(low, more)
    if not said:
        return text
    if most >= gap:
        enough = say("others speak of {counts}, which is enough", counts=joined(said))
        return clauses((text, enough))
    text = clauses(
        (text, say("others speak of {counts}, which is not enough", counts=joined(said)))
    )
    lacking = [measure_name(name) for name in more if not others.speak_of(low, name)]
    if not lacking:
        return text
    return clauses((text, say("of {measures} nothing is said", measures=joined(lacking, "or"))))


def _vague(low: Estimate, high: Estimate, falls: bool, pace: float | None) -> str:
    """That the dates are too vague, and what exact ones would have to show."""
    vague = [f"{claim.source} ({in_words(claim.as_of)})" for claim in (low, high) if _span(claim)]
    if falls:
        need = say("both can be true only if they are of different days")
    elif pace is None or _growth(low, high) > pace:
        need = say("both can be true only if {source} is later by long enough", source=high.source)
    else:
        need = say("both can be true only if {source} is later", source=high.source)
    return say_of(
        len(vague),
        "the dates are too vague: {apart}; an exact date for {names} would settle it: {need}",
        "the dates are too vague: {apart}; exact dates for {names} would settle it: {need}",
        apart=_apart(low, high), names=joined(vague), need=need,
    )  # fmt: skip


def _apart(low: Estimate, high: Estimate) -> str:
    """By how many days one claim may be later than another."""
    dmin, dmax = days_later(low, high)
    if dmin < 0:
        return say(
            "that of {higher_source} is of anything from {before} before to {after} after that of "
            "{lower_source}",
            higher_source=high.source, before=days(-dmin), after=days(dmax),
            lower_source=low.source,
        )  # fmt: skip
    return say(
        "that of {higher_source} is of {days} after that of {lower_source}",
        higher_source=high.source, days=_days_between(dmin, dmax), lower_source=low.source,
    )  # fmt: skip


def _days_between(dmin: float, dmax: float) -> str:
    """So many days, or between so many: `3 to 7 days`."""
    if dmin == dmax:
        return days(dmax)
    return say("{least} to {most}", least=number(dmin), most=days(dmax))


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
        told = [
            f"{counts(one.lower, one.upper)} {measure_name(one.measure)} ({one.source})"
            for one in found
        ]
        return told, sum(one.upper for one in found)

    def speak_of(self, claim: Estimate, measure: str) -> Estimate | None:
        """The estimate of this measure with the highest limit, if there is one."""
        if self._said is None:
            self._said = self._greatest()
        return self._said.get((measure, *_counted(claim)))

    def _greatest(self) -> dict[tuple[object, ...], Estimate]:
        measures, estimates = self._alignment.parsed.ledger.measures, self._alignment.estimates
        wanted = {name for one in measures.values() for name in one.may_include}
        stands = estimates.cells("measure").among(wanted) & np.isin(estimates["status"], STANDING)
        said = estimates.take(stands & ~estimates["unknown"] & ~estimates["taken_back"])
        by_limit = said.take(np.argsort(said["upper"], kind="stable"))
        return {(row.measure, *_counted(row)): row for row in by_limit.rows(Estimate)}


def _counted(row: Estimate) -> tuple[object, ...]:
    """What a row counts, but for the measure."""
    return row.case, row.population, row.place, row.since_first, row.since_last
