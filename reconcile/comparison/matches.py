"""R11: which figures of two sources are of the same count and the same time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

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
    said: dict[int, dict[str, list[Estimate]]] = {}
    for figure in figures:
        said.setdefault(figure.estimand, {}).setdefault(figure.source, []).append(figure)
    estimand = alignment.estimates["estimand"].tolist()

    def ground(figure: Estimate) -> list[int]:
        """The estimands that it was derived from, none if it was given."""
        return sorted(estimand[part] for part in alignment.parts_of(figure.number))

    for sources in said.values():
        for each in sources.values():
            each.sort(key=lambda figure: figure.as_of_first)
        found = [
            match
            for two in combinations(sources.values(), 2)
            for match in _nearest_first(
                (one, other)
                for one, other in _near(*two, window)
                if not one.derived or not other.derived or ground(one) != ground(other)
            )
        ]
        yield from sorted(found, key=lambda match: (match[0].number, match[1].number))


def _near(one: Sequence[Estimate], other: Sequence[Estimate], window: int) -> Iterator[Match]:
    """Every two figures at most `window` days apart; both lists are by their first days."""
    days = [figure.as_of_first for figure in other]
    for figure in one:
        start = bisect_left(days, figure.as_of_last - window)
        for near in other[start : bisect_right(days, figure.as_of_first + window)]:
            if _apart(figure, near) <= window:
                yield figure, near


def _apart(one: Estimate, other: Estimate) -> float:
    """The most days that can lie between the dates of two figures."""
    return max(other.as_of_last - one.as_of_first, one.as_of_last - other.as_of_first)


def _nearest_first(near: Iterable[Match]) -> Iterator[Match]:
    """Each figure once at most; the first in the ledger of each two comes first."""
    taken = set[int]()
    for match in sorted(near, key=_nearness):
        one, other = sorted(figure.number for figure in match)
        if taken.isdisjoint((one, other)):
            taken |= {one, other}
            yield match if match[0].number == one else match[::-1]


def _nearness(match: Match) -> tuple[float, ...]:
    """By the days apart, then the first days of both, the earlier figure's first."""
    early, late = sorted(match, key=lambda row: (row.as_of_first, row.as_of_last, row.number))
    return _apart(*match), early.as_of_first, late.as_of_first, early.number, late.number
