"""The chart of ranges: for every count, what each source says now, lowest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.charts.page.claims import DrawnRange, claimed_ranges, subjects
from reconcile.charts.page.composition import Content, compose, roomy
from reconcile.charts.page.labels import wrapped
from reconcile.charts.page.looks import Look, looks_of
from reconcile.charts.page.paper import inner, paper
from reconcile.charts.page.sheet import Chart, title_room
from reconcile.charts.page.style import HEAD, SMALL
from reconcile.charts.ranges.alone_panel import alone_panels
from reconcile.charts.ranges.joins import Join, joins_of
from reconcile.charts.ranges.range_axes import axes_of
from reconcile.charts.ranges.range_layout import MOST_SOURCES, columns_of, lines_of
from reconcile.charts.ranges.range_panel import STEP, RangePanel, key
from reconcile.charts.ranges.range_words import caption, span_text, words_of
from reconcile.comparison import Comparison
from reconcile.errors import SelectionError
from reconcile.notation.speech import say

# what a reader can go through, and what lets a page of 1,000 lines still be written to a PNG
MOST_PANELS, MOST_ROWS = 40, 1000
MOST_ALONE, _ALONE = 200, 20  # counts of one source, and as many of them in a panel


def ranges_chart(comparison: Comparison) -> Chart:
    """Draw the ranges (R8) of one case: a panel an estimand, a line a source, from low to high.

    It shows `Comparison.ranges` and the current estimates they are made of; the counts of one
    source only have one panel together. Beyond 40 panels or 60 sources in one it draws those with
    most sources, or the lowest and the highest, and says how many it leaves out. Raises
    `SelectionError` if there are several cases or nothing current.
    """
    named_as = subjects(comparison)
    entries, looks = claimed_ranges(comparison, named_as), looks_of(comparison)
    if not entries:
        raise SelectionError("no figure that is selected is current; move the cut, or see history")
    alone = [entry for entry in entries if len(entry.claims) == 1]
    if len(alone) == 1:
        alone = []  # one panel is as good as another
    others = [entry for entry in entries if entry not in alone]
    compared = roomy(others, (MOST_PANELS, MOST_SOURCES, MOST_ROWS))
    if compared and not paper().worded:
        alone = []  # a page has them in a table
    drawn = [*compared, *alone[:MOST_ALONE]]
    lacking = len(others) - len(compared) + max(len(alone) - MOST_ALONE, 0)
    joins = _joins(comparison, drawn)
    panels = _panels(compared, joins[: len(compared)], looks)
    content = Content(
        say("What each source says, lowest first"),
        key(drawn, joins),
        [*panels, *alone_panels(alone[:MOST_ALONE], looks, _ALONE)],
        caption(comparison, drawn, joins, panels, lacking),
        [claim for entry in drawn for claim in entry.claims],
        [entry.title for entry in drawn],
        words_of(comparison, entries),
    )
    return compose(comparison, named_as, content)


def _joins(comparison: Comparison, entries: Sequence[DrawnRange]) -> list[tuple[Join, ...]]:
    """The brackets of every entry, between the lines that are drawn; on narrow paper there is no
    room for any.
    """
    if paper().stacked:
        return [()] * len(entries)
    lines = [[line.claim.number if line.claim else None for line in lines_of(e)] for e in entries]
    pairs = [comparison.furthest_pairs.get(entry.range.estimand, ()) for entry in entries]
    return [joins_of(each, own) for each, own in zip(pairs, lines, strict=True)]


def _panels(
    entries: Sequence[DrawnRange], joins: Sequence[tuple[Join, ...]], looks: Mapping[str, Look]
) -> list[RangePanel]:
    """Every entry with its lines, its brackets and its axis."""
    if not entries:
        return []
    columns, panels = columns_of(entries, [join for each in joins for join in each]), []
    axes = axes_of(entries, columns.length)
    for entry, own, scale in zip(entries, joins, axes, strict=True):
        room = inner() - STEP * entry.depth
        title = wrapped(entry.short, HEAD, title_room(entry.range.verdict, room), 6, bold=True)
        span = span_text(entry) if entry.range.sources > 1 else ""
        details = wrapped(span, SMALL, room, 6) if span else ()
        lines = lines_of(entry)
        panels.append(RangePanel(title, details, entry, lines, own, columns, scale, looks))
    return panels
