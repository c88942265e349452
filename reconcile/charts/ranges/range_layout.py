"""How the lines of a chart of ranges are laid out: what stands in each, and how wide it may be."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.charts.page.claims import Claim, DrawnRange, thinned
from reconcile.charts.page.labels import height, named, widest, width, wrapped
from reconcile.charts.page.paper import inner, paper
from reconcile.charts.page.style import SMALL, TEXT
from reconcile.charts.ranges.joins import Join, lanes
from reconcile.charts.ranges.range_panel import PanelColumns, SourceLine, figure_of, stacked_line
from reconcile.notation.speech import say
from reconcile.notation.words import number

MOST_SOURCES = 60  # what a reader can go through
_NAME, _DATE = 2.2, 1.45  # inches at most, so that the counts have half of the page


def columns_of(entries: Sequence[DrawnRange], joins: Sequence[Join]) -> PanelColumns:
    """Room for the names and dates and for the brackets, and the rest for the counts."""
    claims = [claim for entry in entries for claim in entry.claims]
    names = [line for c in claims for line in named(c.source, c.mark, TEXT, _NAME, 2)]
    dates = [line for c in claims for line in wrapped(c.date, SMALL, _DATE, 2)]
    name, date = max(widest(names, TEXT), 1.3), max(widest(dates, SMALL), 0.9)
    figures = [figure_of(claim) for claim in claims]
    figure = name + 0.15 + date + 0.2 + max(width(words, TEXT) for words in figures)
    start, (wide, uprights) = figure + 0.25, lanes(joins)
    if paper().stacked:
        start = 0.05
    return PanelColumns(name + 0.15, figure, start, inner() - start - (wide or 0.15), uprights)


def lines_of(entry: DrawnRange, most: int = MOST_SOURCES) -> tuple[SourceLine, ...]:
    """The lines of a count, of more than `most` sources the lowest and the highest."""
    low, left_out, high = thinned(entry.claims, most)
    lines = [_line(claim) for claim in low]
    if left_out:
        words = say("{n} more sources, not drawn", n=number(left_out))
        lines.append(SourceLine((words,), (), "", None, height(1, TEXT) + 0.1, left_out))
    return (*lines, *(_line(claim) for claim in high))


def _line(claim: Claim) -> SourceLine:
    if paper().stacked:
        return stacked_line(claim)
    name = named(claim.source, claim.mark, TEXT, _NAME, 2)
    date = wrapped(claim.date, SMALL, _DATE, 2)
    high = height(max(len(name), len(date)), TEXT) + 0.1
    return SourceLine(name, date, figure_of(claim), claim, high)
