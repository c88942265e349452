"""The chart of ratios: how two sources' figures for the same counts and times compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.charts.page.claims import Claim, claims_of, subjects
from reconcile.charts.page.composition import Content, compose, largest, notice
from reconcile.charts.page.labels import named, widest
from reconcile.charts.page.paper import inner, paper
from reconcile.charts.page.sheet import Block, Chart
from reconcile.charts.page.style import TEXT
from reconcile.charts.ratios.ratio_panel import (
    AIR,
    MEDIAN,
    PAIRS,
    MatchedRatio,
    RatioLine,
    RatioPanel,
    key,
    levels,
    ratio_axis,
)
from reconcile.charts.ratios.ratio_words import caption, nothing_text, words_of
from reconcile.comparison import Comparison
from reconcile.comparison.ratios import Divided
from reconcile.comparison.schema import SourceRatio
from reconcile.notation.speech import say
from reconcile.wording.claim_texts import PARTY

MOST_ROWS, MOST_RATIOS = 60, 400  # what a page has room for; of more dots none is told from others
_NAME = 2.3  # inches at most
_OVER = "÷ "


@dataclass(frozen=True)
class RatioEntry:
    """Two sources: their row of `Ratios.table` and what it is made of, rows of `Ratios.matches`."""

    row: SourceRatio
    matches: tuple[Divided, ...]


def ratios_chart(comparison: Comparison) -> Chart:
    """Draw the ratios (R11) of one case: a row for two sources, every matched ratio a mark.

    It shows `Comparison.ratios`: the median, the line from the lowest to the highest ratio and the
    number of pairs. Where no two sources can be matched often enough it says so. Beyond 60 rows it
    draws those of most pairs, and beyond 400 ratios in a row some of them from the lowest to the
    highest, and says what it leaves out. Raises `SelectionError` if there are several cases or no
    estimates.
    """
    named_as = subjects(comparison)
    entries = _entries(comparison)
    drawn = [entries[at] for at in sorted(largest([e.row.pairs for e in entries], MOST_ROWS))]
    claims = _claims(comparison, drawn)
    ratios = [_ratios(entry, claims) for entry in drawn]
    panel: Block = _panel(comparison, drawn, ratios) if drawn else notice(nothing_text(comparison))
    rows, dots = len(entries) - len(drawn), sum(max(len(e.matches) - MOST_RATIOS, 0) for e in drawn)
    content = Content(
        say("How many times as high one source's figure is as another's for the same count"),
        key([ratio for each in ratios for ratio in each]),
        [panel],
        caption(comparison, rows, dots),
        list(claims.values()),
        [named_as.title],
        words_of(comparison, [entry.row for entry in entries]),
    )
    return compose(comparison, named_as, content)


def _entries(comparison: Comparison) -> list[RatioEntry]:
    """Every two sources of the table, with their matches."""
    rows = comparison.ratios.table.rows(SourceRatio)
    matches: list[list[Divided]] = [[] for _ in rows]
    for match in comparison.ratios.matches.rows(Divided):
        matches[match.row].append(match)
    return [RatioEntry(row, tuple(each)) for row, each in zip(rows, matches, strict=True)]


def _claims(comparison: Comparison, entries: Sequence[RatioEntry]) -> dict[int, Claim]:
    """The claims that the entries are made of, by their numbers."""
    numbers = {side for entry in entries for match in entry.matches for side in (match.a, match.b)}
    found = claims_of(comparison.estimates.at(sorted(numbers)))
    return {claim.number: claim for each in found.values() for claim in each}


def _panel(
    comparison: Comparison, entries: Sequence[RatioEntry], ratios: Sequence[Sequence[MatchedRatio]]
) -> RatioPanel:
    listed = comparison.sources
    sides = dict(zip(listed.cells("source"), listed.cells("side"), strict=True))
    names = [_names(sides, entry.row) for entry in entries]
    left = max(widest((*first, *second), TEXT) for first, second in names) + AIR
    if paper().stacked:
        left = 0.0
    length = inner() - (left + MEDIAN + PAIRS + AIR if left else AIR)
    axis = ratio_axis([ratio.value for each in ratios for ratio in each], length)
    lines = []
    for both, each, entry in zip(names, ratios, entries, strict=True):
        own = levels([axis.share(ratio.value) * length for ratio in each])
        lines.append(RatioLine(*both, entry.row.pairs, entry.row.ratio, each, own))
    return RatioPanel(tuple(lines), axis, length, left)


def _ratios(entry: RatioEntry, claims: Mapping[int, Claim]) -> list[MatchedRatio]:
    """The ratios of two sources, lowest first; of too many as many as find room."""
    found = [
        MatchedRatio(match.ratio, claims[match.a].derived or claims[match.b].derived, match.limit)
        for match in sorted(entry.matches, key=lambda match: match.ratio)
    ]
    if len(found) <= MOST_RATIOS:
        return found
    step = (len(found) - 1) / (MOST_RATIOS - 1)
    return [found[round(number * step)] for number in range(MOST_RATIOS)]


def _names(sides: Mapping[str, str], row: SourceRatio) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two names in lines, the one that is divided first."""
    first, second = (
        named(f"{before}{source}", PARTY if sides.get(source, "") else "", TEXT, _NAME, 2)
        for before, source in (("", row.source_b), (_OVER, row.source_a))
    )
    return first, second
