"""R11: how the figures of those who speak for a side compare, by the side whose people they count.

Whom a population belongs to is known where its name names one side of sources.csv and no other, as
`Ukrainian soldiers` names Ukraine; of every other population nothing is said. The interval of the
median is exact for pairs that are independent of each other, whatever their ratios are like: it is
bounded by two of the ratios in their order (order statistics), by the binomial distribution.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.columnar import Columns
from reconcile.comparison.matches import Match, matched
from reconcile.comparison.ratios import LEAST, rounded_ratios, usable
from reconcile.comparison.schema import SideRatio

CONFIDENCE = 0.95
_OTHERS = ""  # no side has an empty name
# what turns the name of a country into the name of its people: Russia-n, Israel-i, Ukrain-ian
_PEOPLE = r"(?:n|s|i|is|an|ans|ian|ians|ese)?"


class Interval(NamedTuple):
    """An interval for a median, and how many of such intervals hold it: a share, at most 1."""

    low: float
    high: float
    coverage: float


class SidePair(NamedTuple):
    """A figure of a side's source by one of another source: the numbers of both, and the ratio."""

    ours: int
    theirs: int
    ratio: float


@dataclass(frozen=True)
class SideRatios:
    """The ratios by side, and what they leave out.

    `table` has the columns of `SideRatio`, those of one side together, and `pairs` what each of its
    rows is made of, the lowest ratio first. `fewer` are the sides and
    counted sides with fewer than three pairs, `unnamed` the populations that belong to no side that
    can be told, of which a source that speaks for one gave a figure.
    """

    table: Columns
    pairs: tuple[tuple[SidePair, ...], ...]
    fewer: tuple[tuple[str, str], ...]
    unnamed: tuple[str, ...]


def side_ratios(alignment: Alignment, estimates: Columns, window: int) -> SideRatios:
    """Divide the figures of each side's sources by those of all others, for each side counted.

    Figures are matched as those of two sources are (R11), each once. Who rests on a source of the
    side without speaking for it is neither of the side nor of the others.
    """
    figures = usable(estimates)
    listed = alignment.parsed.ledger.sources
    sides = sorted({source.side for source in listed.values() if source.side})
    populations = figures.cells("population")
    counted = {name: side_named(name, sides) for name in populations.used}
    told = figures.take(populations.each(lambda name: bool(counted[name]), bool)).rows(Estimate)
    rows, fewer = list[SideRatio](), list[tuple[str, str]]()
    pairs = list[tuple[SidePair, ...]]()
    for side in sides:
        spoke = {row.estimand for row in told if row.side == side}
        sought = [
            row._replace(source=side if row.side == side else _OTHERS)
            for row in told
            if row.estimand in spoke
            and (row.side == side or not (row.origin in listed and listed[row.origin].side == side))
        ]
        by_counted: dict[str, list[SidePair]] = {}
        for match in matched(alignment, sought, window):
            pair = _pair(match, side)
            if pair is not None:
                by_counted.setdefault(counted[match[0].population], []).append(pair)
        for whose, found in sorted(by_counted.items(), key=lambda item: (item[0] != side, item[0])):
            if len(found) < LEAST:
                fewer.append((side, whose))
            else:
                found.sort(key=lambda pair: (pair.ratio, pair.ours, pair.theirs))
                ratios = [pair.ratio for pair in found]
                inside = interval(ratios)
                rows.append(
                    SideRatio(side, whose, whose == side, len(found), median(ratios), *inside)
                )
                pairs.append(tuple(found))
    spoken = populations.take(figures.cells("side").filled).used
    unnamed = sorted(name for name in spoken if not counted[name])
    table = rounded_ratios(SideRatio, rows)
    return SideRatios(table, tuple(pairs), tuple(fewer), tuple(unnamed))


def _pair(match: Match, side: str) -> SidePair | None:
    """The side's figure by the other one; None if one is 0."""
    ours, theirs = sorted(match, key=lambda row: row.source != side)
    if ours.point > 0 and theirs.point > 0:
        return SidePair(ours.number, theirs.number, ours.point / theirs.point)
    return None


def side_named(population: str, sides: Iterable[str]) -> str:
    """The one side whose name, or the name of whose people, stands in a population; else nothing.

    The longer of two names that begin alike is meant where it fits: Nigerians are not of Niger.
    """
    found = {side: {match.span() for match in _naming(side).finditer(population)} for side in sides}
    spans = {span for each in found.values() for span in each}
    longest = {side: len(_stem(side)) for side in found}
    named = [
        side
        for side, own in found.items()
        if any(
            all(longest[side] >= longest[other] for other in found if span in found[other])
            for span in own & spans
        )
    ]
    return named[0] if len(named) == 1 else ""


def _stem(side: str) -> str:
    """A name as the names of its people begin: without a last `a` or `e`."""
    return re.sub(r"(?<=\w\w\w)[ae]$", "", side.casefold())


def _naming(side: str) -> re.Pattern[str]:
    ending = re.escape(side.casefold()[len(_stem(side)) :])
    return re.compile(rf"\b{re.escape(_stem(side))}(?:{ending})?{_PEOPLE}\b", re.IGNORECASE)


def interval(values: Sequence[float]) -> Interval:
    """The narrowest interval between two of the values, as far from both ends, that is exact.

    It holds the median of what the values are drawn from in at least 95 of 100 cases; of fewer than
    six values not even all of them do, and it reaches from the lowest to the highest.
    """
    ordered, count = sorted(values), len(values)
    out, beyond = 0, 0  # ratios left out at each end, and in how many of 2^count cases too many are
    while 2 * (beyond + math.comb(count, out)) <= (1 - CONFIDENCE) * 2**count:
        beyond += math.comb(count, out)
        out += 1
    if out == 0:  # all of them, which is as near as so few come
        out, beyond = 1, 1
    return Interval(ordered[out - 1], ordered[-out], 1 - 2 * beyond / 2**count)
