"""One count as a picture of its own, of the size that an article or a post has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matplotlib.figure import Figure

from reconcile.charts.page.captions import footnotes, sentence
from reconcile.charts.page.claims import DrawnRange, Subjects
from reconcile.charts.page.composition import Words
from reconcile.charts.page.labels import wrapped
from reconcile.charts.page.looks import looks_of
from reconcile.charts.page.paper import Paper, inner, laid_out_for, margin
from reconcile.charts.page.sheet import Block, Chart, Sheet, Style, blank, title_room
from reconcile.charts.page.style import GREY, HEAD, SMALL, TITLE, settings
from reconcile.charts.ranges.range_axes import axes_of
from reconcile.charts.ranges.range_layout import columns_of, lines_of
from reconcile.charts.ranges.range_panel import RangePanel, key
from reconcile.comparison import Comparison
from reconcile.notation.speech import mark, say
from reconcile.wording.about_texts import about
from reconcile.wording.estimand_texts import dotted
from reconcile.wording.headline import Headline, headline
from reconcile.wording.range_texts import claimed_ranges
from reconcile.wording.verdict_words import MEANT


class PictureSize(NamedTuple):
    """A size in pixels, and the widths in inches to lay it out in, the largest letters first.

    Up to `narrow` inches names stand above their marks.
    """

    wide: int
    high: int
    inches: tuple[float, ...]
    narrow: float


SHAPES = {
    "article": PictureSize(1200, 675, (5.0, 6.25, 7.5), 5.0),
    "square": PictureSize(1200, 1200, (4.0, 5.0, 6.0), 6.0),
}
_MARGIN, _FEWEST = 0.3, 2  # inches; sources that are drawn at least
_PUBLISHED = mark("Figures as they were published.")


class _Laid(NamedTuple):
    """What stands on a picture: from its upper edge on, and at its lower one."""

    above: tuple[Block, ...]
    below: Block

    @property
    def height(self) -> float:
        return sum(block.height for block in (*self.above, self.below)) + 2 * margin()


def count_picture(
    comparison: Comparison, entry: DrawnRange, named_as: Subjects, shape: str
) -> Chart:
    """Draw one count of a case in one of `SHAPES`: what is asked, who says how many, whether all
    can be true, when the newest figure was published, and who compiled them.

    Letters are as large as the claims let them be; of too many claims the lowest and the highest
    are drawn, and it says how many are not.
    """
    told = headline(comparison, claimed_ranges(comparison)[entry.range.estimand])
    of = SHAPES[shape]
    for sheet, most in _choices(of, len(entry.claims)):
        with laid_out_for(sheet), settings():
            laid, high = _laid(comparison, entry, named_as, told, most), of.high / sheet.dots
            if laid.height <= high or most <= _FEWEST:
                return Chart(_drawn(laid, high), told.question, f"{named_as.title}: {told.whole}")
    raise AssertionError("the last choice is always drawn")


def _choices(of: PictureSize, claims: int) -> Iterator[tuple[Paper, int]]:
    """The papers with all claims, the last one then with fewer and fewer."""
    papers = [
        Paper(each, _MARGIN, stacked=each <= of.narrow, dots=of.wide / each) for each in of.inches
    ]
    yield from ((sheet, max(claims, _FEWEST + 1)) for sheet in papers)
    yield from ((papers[-1], most) for most in range(claims - 1, _FEWEST, -1))
    yield papers[-1], _FEWEST


def _laid(
    comparison: Comparison, entry: DrawnRange, named_as: Subjects, told: Headline, most: int
) -> _Laid:
    of = about(comparison)
    case = dotted(named_as.title, of.where_when)
    few = len(entry.counted) <= _FEWEST
    follows = told.follows if few else sentence(say(MEANT[entry.range.verdict]))
    panel = _panel(comparison, entry, follows, most)
    marks = [entry] if panel.scale else []
    small = (
        " ".join(filter(None, (say(_PUBLISHED), of.newest, of.compiled))),
        *footnotes(comparison, entry.claims),
    )
    above = (
        Words((wrapped(told.question, TITLE, inner(), 3, bold=True),), Style(TITLE, bold=True)),
        Words((wrapped(case, HEAD, inner(), 2),), Style(HEAD, GREY), after=0.08),
        panel,
        key(marks, []),
    )
    below = Words(tuple(wrapped(text, SMALL, inner(), 3) for text in small), Style(SMALL, GREY))
    return _Laid(above, below)


def _panel(comparison: Comparison, entry: DrawnRange, follows: str, most: int) -> RangePanel:
    """The claims, under whether all can be true."""
    columns = columns_of([entry], [])
    (scale,) = axes_of([entry], columns.length)
    title = wrapped(
        follows or entry.title, HEAD, title_room(entry.range.verdict, inner()), 3, bold=True
    )
    return RangePanel(
        title, (), entry, lines_of(entry, most), (), columns, scale, looks_of(comparison)
    )


def _drawn(laid: _Laid, high: float) -> Figure:
    """The figure: one part under the other, the last at the lower edge."""
    figure, top = blank(high), margin()
    sheet = Sheet(figure, high)
    for block in laid.above:
        block.draw(sheet, top)
        top += block.height
    laid.below.draw(sheet, high - margin() - laid.below.height)
    return figure
