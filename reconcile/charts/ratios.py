"""The chart of ratios: how two sources' figures for the same counts and times compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.charts.claims import Claim, claims_of, subjects
from reconcile.charts.key import Key
from reconcile.charts.labels import named, widest, wrapped
from reconcile.charts.ratio_axis import ratio_axis
from reconcile.charts.ratio_panel import AIR, MEDIAN, PAIRS, Ratio, RatioPanel, Row
from reconcile.charts.ratio_words import alt_text, caption, nothing_text
from reconcile.charts.sheet import (
    INNER,
    Block,
    Chart,
    Style,
    Words,
    caption_block,
    page,
    title_block,
)
from reconcile.charts.style import HEAD, INK, TEXT, settings
from reconcile.comparison import Comparison
from reconcile.wording.claim_texts import PARTY

MOST_ROWS, MOST_RATIOS = 60, 400
_NAME = 2.3  # inches at most
_OVER = "÷ "


@dataclass(frozen=True)
class Entry:
    """Two sources: their row of `Ratios.table` and what it is made of, rows of `Ratios.matches`."""

    row: Any
    matches: tuple[Any, ...]


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
    drawn = _chosen(entries)
    claims = _claims(comparison, drawn)
    about = "How many times as high one source's figure is as another's for the same count"
    blocks: list[Block] = [
        *title_block(named_as.title, f"{about}. Case: {named_as.case}"),
        *_panel(comparison, drawn, claims),
        caption_block(
            caption(comparison, list(claims.values()), _left_out(entries, drawn)), [named_as.title]
        ),
    ]
    alt = alt_text(comparison, named_as.title, [entry.row for entry in entries])
    with settings():
        return Chart(page(blocks), named_as.title, alt)


def _entries(comparison: Comparison) -> list[Entry]:
    """Every two sources of the table, with their matches."""
    found = comparison.ratios
    matches: dict[int, list[Any]] = {}
    for match in found.matches.itertuples():
        matches.setdefault(match.row, []).append(match)
    return [Entry(row, tuple(matches[row.Index])) for row in found.table.itertuples()]


def _chosen(entries: Sequence[Entry]) -> list[Entry]:
    """Those of most pairs where there are too many for one page, in their order."""
    order = sorted(range(len(entries)), key=lambda place: (-entries[place].row.pairs, place))
    return [entries[place] for place in sorted(order[:MOST_ROWS])]


def _claims(comparison: Comparison, entries: Sequence[Entry]) -> dict[int, Claim]:
    """The claims that the entries are made of, by their numbers."""
    numbers = {side for entry in entries for match in entry.matches for side in (match.a, match.b)}
    listed = claims_of(comparison.estimates.loc[sorted(numbers)])
    return {claim.number: claim for each in listed.values() for claim in each}


def _left_out(entries: Sequence[Entry], drawn: Sequence[Entry]) -> list[str]:
    """What is not on the page for want of room."""
    dots = sum(max(len(entry.matches) - MOST_RATIOS, 0) for entry in drawn)
    said = (
        ("Pairs of sources left out for want of room, with the fewest figures",
         len(entries) - len(drawn)),
        ("Ratios without a mark for want of room", dots),
    )  # fmt: skip
    return [f"{words}: {count:,}." for words, count in said if count]


def _panel(
    comparison: Comparison, entries: Sequence[Entry], claims: Mapping[int, Claim]
) -> list[Block]:
    """The key and the rows; or why there is nothing to draw."""
    if not entries:
        text = wrapped(nothing_text(comparison), HEAD, INNER)
        return [Words((text,), Style(HEAD, INK, bold=True), after=0.1)]
    ratios = [_ratios(entry, claims) for entry in entries]
    names = [_names(comparison, entry.row) for entry in entries]
    left = max(widest((*first, *second), TEXT) for first, second in names) + AIR
    length = INNER - left - MEDIAN - PAIRS - AIR
    axis = ratio_axis([ratio.value for each in ratios for ratio in each], length)
    rows = tuple(
        Row(*both, each, entry.row.pairs, entry.row.ratio, axis)
        for both, each, entry in zip(names, ratios, entries, strict=True)
    )
    return [_key([ratio for each in ratios for ratio in each]), RatioPanel(rows, axis, left)]


def _ratios(entry: Entry, claims: Mapping[int, Claim]) -> tuple[Ratio, ...]:
    """The ratios of two sources, lowest first; of too many as many as find room."""
    found = [
        Ratio(match.ratio, claims[match.a].derived or claims[match.b].derived, match.limit)
        for match in sorted(entry.matches, key=lambda match: match.ratio)
    ]
    if len(found) <= MOST_RATIOS:
        return tuple(found)
    step = (len(found) - 1) / (MOST_RATIOS - 1)
    return tuple(found[round(number * step)] for number in range(MOST_RATIOS))


def _names(comparison: Comparison, row: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two names in lines, the one that is divided first."""
    sides = comparison.sources.set_index("source")["side"]
    first, second = (
        named(f"{before}{source}", PARTY if sides.get(source, "") else "", TEXT, _NAME, 2)
        for before, source in (("", row.source_b), (_OVER, row.source_a))
    )
    return first, second


def _key(ratios: Sequence[Ratio]) -> Key:
    """The marks that are on the page."""
    used = (
        ("given", "one figure ÷ the other", lambda ratio: not (ratio.derived or ratio.limit)),
        ("derived", "* with a derived figure", lambda ratio: ratio.derived and not ratio.limit),
        (
            "limit",
            "with an open figure or a limit",
            lambda ratio: ratio.limit and not ratio.derived,
        ),
        ("limit derived", "* both of these", lambda ratio: ratio.limit and ratio.derived),
        ("median", "median", lambda _: True),
        ("spread", "lowest to highest", lambda _: True),
    )
    return Key(tuple((kind, words) for kind, words, shown in used if any(map(shown, ratios))))
