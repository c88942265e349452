"""What a discrepancy uses, and which assumption would change its verdict (R5, R6)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from reconcile.aligning.alignment import Alignment
from reconcile.comparison.reasons import counts, number
from reconcile.notation.dates import in_words, iso
from reconcile.notation.measures import Measures
from reconcile.wording.phrases import where_text


def explanation(alignment: Alignment, window: int, pair: Any, sides: tuple[Any, Any]) -> list[str]:
    """The claims of a pair as they were read, and what would change the verdict, in sentences.

    `pair` is a row of the table of discrepancies, `sides` the rows of `Alignment.estimates` of a
    and b.
    """
    used = "; ".join(_read(alignment, row) for row in sides)
    measures = alignment.parsed.ledger.measures
    changes = [*_changes(pair, sides, window), *_definitions(measures, pair, sides)]
    return [f"used: {used}", *([f"it would change: {'; '.join(changes)}"] if changes else [])]


def _read(alignment: Alignment, row: Any) -> str:
    """A claim with its rows, the counts it allows and the days it may speak of."""
    said = "no number" if row.unknown else f"{row.figure}, read as {counts(row.lower, row.upper)}"
    if row.derived:
        parts = [alignment.estimates.loc[part] for part in alignment.parts_of(row.number)]
        said = " and ".join(f"{part.measure} {part.figure}" for part in parts)
        said = f"{row.measure} {counts(row.lower, row.upper)}, derived from {said}"
    first, last = iso(row.as_of_first), iso(row.as_of_last)
    if not first and not last:
        days = "at no given date"
    elif first == last:
        days = f"on {in_words(first)}"
    else:
        days = f"on some day from {in_words(first)} to {in_words(last)}"
    return f"{row.source} ({where_text(alignment.where(row.number))}): {said}, {days}"


def _changes(pair: Any, sides: tuple[Any, Any], window: int) -> Iterator[str]:
    """What of window, qualifiers and dates the verdict hangs on."""
    a, b = sides
    if pair.verdict == "agree":
        if pair.difference > 0:
            yield (
                f"taken as exact, {number(a.point)} and {number(b.point)} would differ by "
                f"{number(pair.difference)}"
            )
        return
    if a.unknown or b.unknown:
        yield "a number from the source that gave none"
        return
    low, high = (a, b) if a.upper < b.lower else (b, a)
    dmin, dmax = high.as_of_first - low.as_of_last, high.as_of_last - low.as_of_first
    yield from _windows(pair.verdict, dmin, dmax, window)
    # a verdict other than this one holds for every day that a vague date may be
    if pair.verdict == "undetermined":
        vague = [row.source for row in (low, high) if row.as_of_last > row.as_of_first]
        yield f"an exact date of {' and of '.join(vague)}"
    yield (
        f"bounds wider by {number(pair.gap)} together, at which the two would "
        f"{'be compatible' if pair.within else 'agree'}"
    )


def _windows(verdict: str, dmin: float, dmax: float, window: int) -> Iterator[str]:
    """Which other window would give another verdict."""
    if verdict == "conflict":
        if dmax > 0:
            yield f"a window of less than {_days(dmax)} (it is {_days(window)})"
        else:
            yield "no other window, since the higher figure is not later"
    elif verdict == "timing":
        yield f"a window of {_days(dmin)} or more (it is {_days(window)})"
    elif math.isfinite(dmax):
        yield f"a window of {_days(dmax)} or more would make it a conflict"
        if dmin > 0:
            yield f"one of less than {_days(dmin)} a matter of timing"


def _definitions(measures: Measures, pair: Any, sides: tuple[Any, Any]) -> Iterator[str]:
    """What of definitions the verdict hangs on."""
    for row in sides:
        if measures[row.measure].may_include:
            yield f"what {row.source} counts among {row.measure}"
        if row.derived:
            yield f"whether {row.source} meant its parts to be added up"
    if pair.within:
        yield "whether the inner count is wholly part of the outer one, as their names say"


def _days(count: float) -> str:
    return f"{number(count)} day{'' if count == 1 else 's'}"
