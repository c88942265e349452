"""The reason for a verdict, in words that a person can check (docs/method.md, "Verdicts")."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reconcile.notation.dates import in_words, when


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a discrepancy: who said how many, as of when, and the counts that allows."""

    source: str
    origin: str
    as_of: str
    first: float
    last: float
    point: float
    lower: float
    upper: float
    unknown: bool

    @property
    def when(self) -> str:
        """The date in words, with its preposition."""
        return when(self.as_of)

    @property
    def span(self) -> float:
        """How many days beyond one the date may mean."""
        return self.last - self.first


def number(value: float) -> str:
    """A count with its thousands parted; a half keeps its half."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def counts(lower: float, upper: float) -> str:
    """The counts from `lower` to `upper` in words."""
    if lower == upper:
        return number(lower)
    return (
        f"{number(lower)} or more" if math.isinf(upper) else f"{number(lower)} to {number(upper)}"
    )


def reason(a: Claim, b: Claim, verdict: str, window: int) -> str:
    """Why two claims have their verdict (R5); `a` and `b` are as in the table of discrepancies."""
    if a.unknown or b.unknown:
        silent = [claim.source for claim in (a, b) if claim.unknown]
        text = f"{' and '.join(silent)} gave no number"
    elif verdict == "agree":
        text = f"both allow {counts(max(a.lower, b.lower), min(a.upper, b.upper))}"
    else:
        low, high = (a, b) if a.upper < b.lower else (b, a)
        write = {"conflict": _conflict, "timing": _timing}.get(verdict, _undetermined)
        text = write(low, high, window)
    if a.origin == b.origin:
        text += f"; both rest on {a.origin}"
    return text


def reason_within(outer: Claim, inner: Claim, nesting: str, window: int) -> str:
    """Why an inner claim cannot stand beside an outer one (R6), `nesting` being in words."""
    text = f"{nesting}: {_conflict(outer, inner, window)}"
    return text if outer.source != inner.source else f"{text}; both are of {inner.source}"


def _conflict(low: Claim, high: Claim, window: int) -> str:
    """Why the higher claim cannot follow the lower one."""
    dmin, dmax = high.first - low.last, high.last - low.first
    most, least = f"at most {number(low.upper)}", f"at least {number(high.lower)}"
    if dmin == dmax == 0:
        return f"{low.when} it cannot be {most} ({low.source}) and {least} ({high.source})"
    if dmax <= 0:
        return (
            f"a running total cannot fall from {least} {high.when} ({high.source}) "
            f"to {most} {low.when} ({low.source})"
        )
    apart = _days(dmax) if dmin == dmax else f"at most {_days(dmax)}"
    return (
        f"{most} {low.when} ({low.source}) against {least} {high.when} ({high.source}): "
        f"{apart} later, taken as the same time (window {_days(window)})"
    )


def _timing(low: Claim, high: Claim, _: int) -> str:
    """What growth makes both true: from point to point, and the least that their bounds need."""
    dmin, dmax = high.first - low.last, high.last - low.first
    days = _days(dmax) if dmin == dmax else f"{number(dmin)} to {_days(dmax)}"
    least = (high.lower - low.upper) / dmax
    # a point can lie outside its bounds, as that of >3,000 does
    about = max((high.point - low.point) / ((dmin + dmax) / 2), least)
    return (
        f"both can be true: {days} apart, from {low.source} {low.when} to {high.source} "
        f"{high.when}, it takes growth of about {_rate(about)} a day, at least {_rate(least)}"
    )


def _undetermined(low: Claim, high: Claim, window: int) -> str:
    """What would settle it."""
    undated = [claim.source for claim in (low, high) if math.isinf(claim.span)]
    if undated:
        return (
            f"{' and '.join(undated)} gave no date; with {'one' if len(undated) == 1 else 'both'} "
            f"it would show whether {high.source} speaks of a time more than {_days(window)} after "
            f"{low.source}"
        )
    vague = [f"{claim.source} ({in_words(claim.as_of)})" for claim in (low, high) if claim.span]
    exact = "an exact date" if len(vague) == 1 else "exact dates"
    dmin, dmax = high.first - low.last, high.last - low.first
    apart = (
        f"{number(dmin)} to {_days(dmax)} after"
        if dmin >= 0
        else f"anything from {_days(-dmin)} before to {_days(dmax)} after"
    )
    return (
        f"the dates are too vague: {high.source} speaks of {apart} {low.source}; {exact} for "
        f"{' and '.join(vague)} would settle it: both can be true only if {high.source} is more "
        f"than {_days(window)} later"
    )


def _days(count: float) -> str:
    return f"{number(count)} day{'' if count == 1 else 's'}"


def _rate(value: float) -> str:
    """A growth per day, whole from 10 up, with two significant digits below."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
