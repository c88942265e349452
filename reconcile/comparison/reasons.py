"""The reason for a verdict, in words that a person can check (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math

from reconcile.aligning.estimates import Estimate
from reconcile.comparison.nests import nesting_text
from reconcile.comparison.verdicts import days_later, low_and_high
from reconcile.notation.dates import in_words, when
from reconcile.notation.words import counts as counts, days, joined, number as number, rate


def reason(a: Estimate, b: Estimate, verdict: str, window: int) -> str:
    """Why two claims have their verdict (R5, R6); `a` and `b` are as in the table of discrepancies.

    Of two estimands `a` is the outer claim and `b` the inner one.
    """
    if a.estimand != b.estimand:
        text = f"{nesting_text(b, a)}: {_conflict(a, b, window)}"
        return text if a.source != b.source else f"{text}; both are of {b.source}"
    if a.unknown or b.unknown:
        text = f"{joined(claim.source for claim in (a, b) if claim.unknown)} gave no number"
    elif verdict == "agree":
        text = f"both allow {counts(max(a.lower, b.lower), min(a.upper, b.upper))}"
    else:
        write = {"conflict": _conflict, "timing": _timing}.get(verdict, _undetermined)
        text = write(*low_and_high(a, b), window)
    return text if a.origin != b.origin else f"{text}; both rest on {a.origin}"


def _conflict(low: Estimate, high: Estimate, window: int) -> str:
    """Why the higher claim cannot follow the lower one."""
    dmin, dmax = days_later(low, high)
    most, least = f"at most {number(low.upper)}", f"at least {number(high.lower)}"
    then, later = when(low.as_of), when(high.as_of)
    if dmin == dmax == 0:
        return f"{then} it cannot be {most} ({low.source}) and {least} ({high.source})"
    if dmax <= 0:
        return (
            f"a running total cannot fall from {least} {later} ({high.source}) "
            f"to {most} {then} ({low.source})"
        )
    apart = days(dmax) if dmin == dmax else f"at most {days(dmax)}"
    return (
        f"{most} {then} ({low.source}) against {least} {later} ({high.source}): "
        f"{apart} later, taken as the same time (window {days(window)})"
    )


def _timing(low: Estimate, high: Estimate, _: int) -> str:
    """What growth makes both true: from point to point, and the least that their bounds need."""
    dmin, dmax = days_later(low, high)
    apart = days(dmax) if dmin == dmax else f"{number(dmin)} to {days(dmax)}"
    least = (high.lower - low.upper) / dmax
    # a point can lie outside its bounds, as that of >3,000 does
    about = max((high.point - low.point) / ((dmin + dmax) / 2), least)
    return (
        f"both can be true: {apart} apart, from {low.source} {when(low.as_of)} to {high.source} "
        f"{when(high.as_of)}, it takes growth of about {rate(about)} a day, at least {rate(least)}"
    )


def _undetermined(low: Estimate, high: Estimate, window: int) -> str:
    """What would settle it."""
    undated = [claim.source for claim in (low, high) if math.isinf(_span(claim))]
    if undated:
        return (
            f"{joined(undated)} gave no date; with {'one' if len(undated) == 1 else 'both'} "
            f"it would show whether {high.source} speaks of a time more than {days(window)} after "
            f"{low.source}"
        )
    vague = [f"{claim.source} ({in_words(claim.as_of)})" for claim in (low, high) if _span(claim)]
    exact = "an exact date" if len(vague) == 1 else "exact dates"
    dmin, dmax = days_later(low, high)
    apart = (
        f"{number(dmin)} to {days(dmax)} after"
        if dmin >= 0
        else f"anything from {days(-dmin)} before to {days(dmax)} after"
    )
    return (
        f"the dates are too vague: {high.source} speaks of {apart} {low.source}; {exact} for "
        f"{joined(vague)} would settle it: both can be true only if {high.source} is more "
        f"than {days(window)} later"
    )


def _span(claim: Estimate) -> float:
    """How many days beyond one the date may mean."""
    return claim.as_of_last - claim.as_of_first
