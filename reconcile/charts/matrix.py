"""The chart of discrepancies: for every count, each source's figure against each other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.charts.claims import Claim, by_point, claims_of, subjects, thinned
from reconcile.charts.key import Key
from reconcile.charts.labels import wrapped
from reconcile.charts.matrix_layout import Layout, layout_of
from reconcile.charts.matrix_panel import Cell, MatrixPanel
from reconcile.charts.matrix_words import alt_text, caption, details, nothing_text
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
from reconcile.charts.style import HEAD, INK, SMALL, settings
from reconcile.comparison import Comparison
from reconcile.comparison.verdicts import VERDICTS

MOST_PANELS, MOST_SOURCES, MOST_ROWS = 40, 30, 600
_ABOUT = (
    "Each cell compares two sources: how many times as high the figure at the end of its row is as "
    "the one at the head of its column"
)


@dataclass(frozen=True)
class Entry:
    """One estimand with a pair: its range, its claims, lowest first, and its rows of pairs."""

    title: str
    range: Any
    claims: tuple[Claim, ...]
    pairs: tuple[Any, ...]


def discrepancies_chart(comparison: Comparison) -> Chart:
    """Draw the discrepancies (R5) of one case: a panel an estimand, a cell for every two sources.

    It shows `Comparison.discrepancies`: the ratio of the two figures and the verdict on them, each
    verdict with its own sign and tone. Only estimands of two or more sources have a panel; where
    there is none it says so. Beyond 40 panels or 30 sources in one it draws those with most
    sources, or the lowest and the highest, and says how many it leaves out. Raises
    `SelectionError` if there are several cases or no estimates.
    """
    named_as = subjects(comparison)
    entries = _entries(comparison, named_as.titles)
    drawn = _chosen(entries)
    panels = [_panel(comparison, entry) for entry in drawn]
    claims = [claim for entry in drawn for claim in entry.claims]
    blocks: list[Block] = [
        *title_block(named_as.title, f"{_ABOUT}. Case: {named_as.case}"),
        *([_key(panels), *panels] if panels else [_nothing(comparison)]),
        caption_block(
            caption(comparison, claims, _verdicts(drawn), _left_out(entries, panels)),
            [named_as.title, *(entry.title for entry in drawn)],
        ),
    ]
    spans = [(entry.title, entry.range, entry.pairs) for entry in entries]
    alt = alt_text(comparison, named_as.title, spans)
    with settings():
        return Chart(page(blocks), named_as.title, alt)


def _entries(comparison: Comparison, titles: Any) -> list[Entry]:
    """Every estimand of which two sources speak, in the order of the ranges."""
    claims = claims_of(comparison.current)
    pairs: dict[int, list[Any]] = {}
    estimand = comparison.current["estimand"].to_dict()
    for pair in comparison.discrepancies.itertuples():
        if not pair.within:
            pairs.setdefault(estimand[pair.Index[1]], []).append(pair)
    return [
        Entry(titles[row.Index], row, tuple(by_point(claims[row.Index])), tuple(pairs[row.Index]))
        for row in comparison.ranges.itertuples()
        if row.Index in pairs
    ]


def _chosen(entries: Sequence[Entry]) -> list[Entry]:
    """Those with most sources where there are too many for one page, in their order."""
    order = sorted(range(len(entries)), key=lambda place: (-len(entries[place].claims), place))
    kept, rows = list[int](), 0
    for place in order[:MOST_PANELS]:
        rows += min(len(entries[place].claims), MOST_SOURCES)
        if kept and rows > MOST_ROWS:
            break
        kept.append(place)
    return [entries[place] for place in sorted(kept)]


def _panel(comparison: Comparison, entry: Entry) -> MatrixPanel:
    low, left_out, high = thinned(entry.claims, MOST_SOURCES)
    layout = layout_of(low, left_out, high)
    return MatrixPanel(
        wrapped(entry.title, HEAD, INNER - 1.3, 3, bold=True),
        entry.range.verdict,
        wrapped(details(comparison, entry.pairs), SMALL, INNER, 3),
        layout,
        _cells(entry, layout),
        left_out,
    )


def _cells(entry: Entry, layout: Layout) -> tuple[Cell, ...]:
    """A cell for every two sources that are drawn, the later of them in its row."""
    place = {claim.number: number for number, claim in enumerate(layout.claims) if claim}
    cells = []
    for pair in entry.pairs:
        ends = [place.get(number) for number in pair.Index]
        if None not in ends:
            column, row = sorted(end for end in ends if end is not None)
            cells.append(Cell(row, column, pair.verdict, pair.ratio, pair.difference))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _verdicts(entries: Sequence[Entry]) -> set[str]:
    """The words at the right of the panels, and those of the cells."""
    pairs = {pair.verdict for entry in entries for pair in entry.pairs}
    return pairs | {entry.range.verdict for entry in entries}


def _left_out(entries: Sequence[Entry], drawn: Sequence[MatrixPanel]) -> list[str]:
    """What is not on the page for want of room, ratios of cells too small for them included."""
    said = (
        ("Panels left out for want of room, with the fewest sources", len(entries) - len(drawn)),
        (
            "Sources left out for want of room, neither lowest nor highest",
            sum(panel.left_out for panel in drawn),
        ),
        ("Ratios left out for want of room", sum(panel.unsaid for panel in drawn)),
    )
    return [f"{words}: {count:,}." for words, count in said if count]


def _key(panels: Sequence[MatrixPanel]) -> Key:
    """The verdicts that are on the page, worst first."""
    used = {cell.verdict for panel in panels for cell in panel.cells}
    return Key(tuple((name, name) for name in reversed(VERDICTS) if name in used), between=0.06)


def _nothing(comparison: Comparison) -> Words:
    text = wrapped(nothing_text(comparison), HEAD, INNER, bold=True)
    return Words((text,), Style(HEAD, INK, bold=True), after=0.1)
