"""The chart of discrepancies: for every count, each source's figure against each other's."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.charts.discrepancies.matrix_panel import Cell, Layout, MatrixPanel, key, layout_of
from reconcile.charts.discrepancies.matrix_words import caption, details, nothing_text, words_of
from reconcile.charts.page.captions import crowded
from reconcile.charts.page.claims import DrawnRange, claimed_ranges, subjects, thinned
from reconcile.charts.page.composition import Content, compose, notice, roomy
from reconcile.charts.page.labels import wrapped
from reconcile.charts.page.paper import inner, paper
from reconcile.charts.page.sheet import Chart, title_room
from reconcile.charts.page.style import HEAD, SMALL
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Discrepancy
from reconcile.notation.speech import mark, say

# what a reader can go through; cells for more sources than 30 are too small for their signs
MOST_PANELS, MOST_SOURCES, MOST_ROWS = 40, 30, 600
_ABOUT = mark(
    "Each cell compares two sources: how many times as high the figure at the end of its row is as "
    "the one at the head of its column"
)


def discrepancies_chart(comparison: Comparison) -> Chart:
    """Draw the discrepancies (R5) of one case: a panel an estimand, a cell for every two sources.

    It shows `Comparison.discrepancies`: the ratio of the two figures and the verdict on them, each
    verdict with its own sign and tone. Only estimands of two or more sources have a panel; where
    there is none it says so. Beyond 40 panels or 30 sources in one it draws those with most
    sources, or the lowest and the highest, and says how many it leaves out. Raises
    `SelectionError` if there are several cases or no estimates.
    """
    named_as = subjects(comparison)
    pairs = _pairs(comparison)
    entries = [e for e in claimed_ranges(comparison, named_as) if e.range.estimand in pairs]
    drawn = roomy(entries, (MOST_PANELS, MOST_SOURCES, MOST_ROWS))
    panels = [_panel(comparison, entry, pairs[entry.range.estimand]) for entry in drawn]
    claims = [claim for entry in drawn for claim in entry.claims]
    verdicts = {pair.verdict for entry in drawn for pair in pairs[entry.range.estimand]}
    lacking = [
        *crowded(len(entries) - len(drawn), sum(panel.left_out for panel in panels)),
        # of cells too small for them
        (mark("Ratios left out for want of room"), sum(panel.unsaid for panel in panels)),
    ]
    content = Content(
        say(_ABOUT),
        key({cell.verdict for panel in panels for cell in panel.cells}),
        panels or [notice(nothing_text(comparison))],
        caption(
            comparison,
            claims,
            verdicts | {e.range.verdict for e in drawn},
            lacking,
            [pair for e in drawn for pair in pairs[e.range.estimand]],
        ),
        claims,
        [named_as.title, *(entry.title for entry in drawn)],
        words_of(comparison, [(e.title, e.range, pairs[e.range.estimand]) for e in entries]),
    )
    return compose(comparison, named_as, content)


def _pairs(comparison: Comparison) -> dict[int, list[Discrepancy]]:
    """The pairs of every estimand of which two sources speak, worst first."""
    pairs: dict[int, list[Discrepancy]] = {}
    for pair in comparison.discrepancies.rows(Discrepancy):
        if not pair.within:
            pairs.setdefault(comparison.by_number[pair.b].estimand, []).append(pair)
    return pairs


def _panel(comparison: Comparison, entry: DrawnRange, pairs: Sequence[Discrepancy]) -> MatrixPanel:
    low, left_out, high = thinned(entry.claims, MOST_SOURCES)
    layout = layout_of(low, left_out, high)
    return MatrixPanel(
        wrapped(entry.title, HEAD, title_room(entry.range.verdict, inner()), 6, bold=True),
        entry.range.verdict,
        wrapped(details(comparison, pairs), SMALL, inner(), 12 if paper().stacked else 3),
        layout,
        _cells(pairs, layout),
        left_out,
    )


def _cells(pairs: Sequence[Discrepancy], layout: Layout) -> tuple[Cell, ...]:
    """A cell for every two sources that are drawn, the later of them in its row."""
    at = {claim.source: number for number, claim in enumerate(layout.claims) if claim}
    cells = []
    for pair in pairs:
        if pair.source_a in at and pair.source_b in at:
            column, row = sorted((at[pair.source_a], at[pair.source_b]))
            cells.append(Cell(row, column, pair.verdict, pair.ratio, pair.difference))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
