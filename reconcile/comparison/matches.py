"""R11: which figures of two sources are of the same count and the same time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate

Match = tuple[Estimate, Estimate]


def matched(alignment: Alignment, figures: Iterable[Estimate], window: int) -> Iterator[Match]:
    """The figures that are matched, estimand by estimand, each two in the order of the ledger.

    Only figures of one estimand and two sources are matched, whose dates are at most `window` days
    apart by any reading of them; for two sources each figure with one of the other at most, those
    nearest in time first, of equally near ones the earlier. Two figures that were both derived
    from the same measures are not matched: what they are derived from is.
    """
    estimand = alignment.estimates["estimand"].tolist()

    def ground(figure: Estimate) -> list[int]:
        """The estimands that it was derived from, none if it was given."""
        return sorted(estimand[part] for part in alignment.parts_of(figure.number))

    said: dict[int, list[Estimate]] = {}
    for figure in figures:
        said.setdefault(figure.estimand, []).append(figure)
    for each in said.values():
        found, taken = list[Match](), set[tuple[int, str]]()
        for one, other in sorted(_near(each, window), key=_nearness):
            ends = {(one.number, other.source), (other.number, one.source)}
            if taken.isdisjoint(ends) and (not one.derived or ground(one) != ground(other)):
                taken |= ends
                found.append((one, other) if one.number < other.number else (other, one))
        yield from sorted(found, key=lambda match: (match[0].number, match[1].number))


def _near(figures: Iterable[Estimate], window: int) -> Iterator[Match]:
    """Every two figures of two sources at most `window` days apart, the earlier one first."""
    ordered = sorted(figures, key=lambda row: (row.as_of_first, row.as_of_last, row.number))
    days = [figure.as_of_first for figure in ordered]
    for position, early in enumerate(ordered, 1):
        for late in ordered[position : bisect_right(days, early.as_of_first + window)]:
            if early.source != late.source and _apart(early, late) <= window:
                yield early, late


def _apart(one: Estimate, other: Estimate) -> float:
    """The most days that can lie between the dates of two figures."""
    return max(other.as_of_last - one.as_of_first, one.as_of_last - other.as_of_first)


def _nearness(near: Match) -> tuple[float, ...]:
    """By the days apart, then the first days of both, then the order of the ledger."""
    early, late = near
    return _apart(*near), early.as_of_first, late.as_of_first, early.number, late.number
