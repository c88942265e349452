"""What a discrepancy uses, and which assumption would change its verdict (R5, R6).

Nothing is said of a verdict that was not asked for: what another window or wider bounds would make
of a pair is what the rule of verdicts says of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.comparison.schema import Discrepancy
from reconcile.comparison.verdicts import by_window, low_and_high, verdict_of
from reconcile.notation.dates import in_words, iso
from reconcile.notation.measures import Measures
from reconcile.notation.words import counts, days, number
from reconcile.wording.claim_texts import parts_of, where_text

_MADE = {"conflict": "a conflict", "timing": "a matter of timing"}
Sides = tuple[Estimate, Estimate]


def explanation(alignment: Alignment, window: int, pair: Discrepancy, sides: Sides) -> list[str]:
    """The claims of a pair as they were read, and what would change the verdict, in sentences.

    `sides` are the estimates of a and b, `window` is in days.
    """
    windows = list(_windows(pair.verdict, sides, window))
    changes = [
        *windows, *_counts_and_dates(pair, sides, window),
        *_definitions(alignment.parsed.ledger.measures, pair, sides),
    ]  # fmt: skip
    return [
        f"used: {'; '.join(_read(alignment, row) for row in sides)}",
        *([f"it would change: {'; '.join(changes)}"] if changes else []),
        *([] if windows else [f"no window changes it: {_why_no_window(pair.verdict, sides)}"]),
    ]


def _read(alignment: Alignment, row: Estimate) -> str:
    """A claim with its rows, the counts it allows and the days it may speak of."""
    said = "no number" if row.unknown else f"{row.figure}, read as {counts(row.lower, row.upper)}"
    if row.derived:
        said = " and ".join(f"{part.measure} {part.figure}" for part in parts_of(alignment, row))
        said = f"{row.measure} {counts(row.lower, row.upper)}, derived from {said}"
    first, last = iso(row.as_of_first), iso(row.as_of_last)
    if not first and not last:
        day = "at no given date"
    elif first == last:
        day = f"on {in_words(first)}"
    else:
        day = f"on some day from {in_words(first)} to {in_words(last)}"
    return f"{row.source} ({where_text(alignment.where(row.number))}): {said}, {day}"


def _windows(verdict: str, sides: Sides, window: int) -> Iterator[str]:
    """Which other windows give another verdict, and which one where it could be either."""
    found = by_window(*sides)
    at = max(place for place, (start, _) in enumerate(found) if start <= window)
    others = [(f"of {days(start)} or more", made) for start, made in found[at + 1 : at + 2]]
    others += [(f"of less than {days(found[at][0])}", made) for _, made in found[:at][-1:]]
    for number_, (which, made) in enumerate(others):
        if verdict != "undetermined":
            yield f"a window {which} (it is {days(window)})"
        elif number_ == 0:
            yield f"a window {which} would make it {_MADE[made]}"
        else:
            yield f"one {which} {_MADE[made]}"


def _why_no_window(verdict: str, sides: Sides) -> str:
    """Why the verdict on two claims is the same with every window."""
    silent = [row.source for row in sides if row.unknown]
    if silent:
        return f"{' and '.join(silent)} gave no number"
    if verdict == "agree":
        return "the bounds overlap"
    undated = [row.source for row in sides if not iso(row.as_of_first)]
    return f"{' and '.join(undated)} gave no date" if undated else "the higher figure is not later"


def _counts_and_dates(pair: Discrepancy, sides: Sides, window: int) -> Iterator[str]:
    """What of numbers, bounds and dates the verdict hangs on."""
    a, b = sides
    if a.unknown or b.unknown:
        yield "a number from the source that gave none"
        return
    if pair.verdict == "agree":
        if pair.difference > 0:
            yield (
                f"taken as exact, {number(a.point)} and {number(b.point)} would differ by "
                f"{number(pair.difference)}"
            )
        return
    low, high = low_and_high(a, b)
    if pair.verdict == "undetermined":
        # a verdict other than this one holds for every day that a vague date may be
        vague = [row.source for row in (low, high) if row.as_of_last > row.as_of_first]
        yield f"an exact date of {' and of '.join(vague)}"
    if verdict_of(low._replace(upper=low.upper + pair.gap), high, window) == "agree":
        yield (
            f"bounds wider by {number(pair.gap)} together, at which the two would "
            f"{'be compatible' if pair.within else 'agree'}"
        )


def _definitions(measures: Measures, pair: Discrepancy, sides: Sides) -> Iterator[str]:
    """What of definitions the verdict hangs on."""
    for row in sides:
        if measures[row.measure].may_include:
            yield f"what {row.source} counts among {row.measure}"
        if row.derived:
            yield f"whether {row.source} meant its parts to be added up"
    if pair.within:
        yield "whether the inner count is wholly part of the outer one, as their names say"
