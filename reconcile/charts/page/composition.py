"""How every chart is laid out: title, key, panels and caption under one another, and its words.

A part of the page is measured before it is drawn, so that the page is as high as its parts.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from reconcile.charts.page.captions import footnotes, sources_text
from reconcile.charts.page.claims import Claim, DrawnRange, Subjects
from reconcile.charts.page.labels import height, spelt, wrapped
from reconcile.charts.page.marks import Key
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.sheet import (
    TALLEST,
    Block,
    Chart,
    Sheet,
    Style,
    blank,
    draw_blocks,
    page_height,
)  # fmt: skip
from reconcile.charts.page.style import GREY, HEAD, INK, SMALL, TITLE, settings
from reconcile.comparison import Comparison
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, headed

_LETTERS, _LONGEST = re.compile("[a-z0-9]+"), 60  # of the name of a file
_CONTINUED = mark("What the marks mean and who the sources are stands under the first picture.")
_SPELT = mark("Names for whose letters this machine has no font are spelt in Latin letters.")


@dataclass(frozen=True)
class Words:
    """Paragraphs across the page, with `after` inches of room below."""

    paragraphs: tuple[tuple[str, ...], ...]
    style: Style
    after: float = 0.0

    @property
    def height(self) -> float:
        """The height of the lines and the room between and below them."""
        lines = sum(height(len(lines), self.style.size) for lines in self.paragraphs)
        return lines + 0.05 * len(self.paragraphs) + self.after

    def draw(self, sheet: Sheet, top: float) -> None:
        """Write the paragraphs."""
        for lines in self.paragraphs:
            sheet.write(margin(), top, lines, self.style)
            top += height(len(lines), self.style.size) + 0.05


@dataclass(frozen=True)
class Content:
    """What a kind of chart shows and says of a comparison.

    `about` is the line under the title; `sentences` are the paragraphs of the caption before those
    on the marks and the sources of `claims`; `titles` are the other words that may have letters for
    which there is no font; `words` say the chart to those who cannot see it.
    """

    about: str
    key: Key
    panels: Sequence[Block]
    sentences: Sequence[str]
    claims: Sequence[Claim]
    titles: Sequence[str]
    words: str


def compose(comparison: Comparison, named_as: Subjects, content: Content) -> Chart:
    """The chart of `content`, laid out as all are."""
    title, claims = named_as.title, content.claims
    notes = [*footnotes(comparison, claims), sources_text(comparison, claims)] if claims else []
    sentences, alt = [*content.sentences, *notes], headed(title, content.words)
    if paper().worded:
        above, below, short = _words(named_as, content, sentences)
        room = TALLEST - 2 * margin() - sum(block.height for block in (*above, below))
        first, *rest = _parted(content.panels, room)
        ends = [[*above, *first, below], *([*above, *panels, short] for panels in rest)]
    else:
        first, *rest = [[panel] for panel in content.panels]
        ends = [[content.key, *first], *rest]
    names = [""]
    for panels in rest:
        names.append(slug(_title(panels[0]), names))
    with settings():
        pictures = [_page(blocks) for blocks in ends]
    told = [alt, *(headed(title, _continued(panels)) for panels in rest)]
    main, *more = (
        Chart(*each) for each in zip(pictures, itertools.repeat(title), told, names, strict=False)
    )
    return replace(main, more=tuple(more), notes=tuple(sentences), blocks=tuple(ends[0]))


def _words(
    named_as: Subjects, content: Content, sentences: Sequence[str]
) -> tuple[tuple[Block, ...], Words, Words]:
    """What stands above the panels of every picture, below those of the first, and of the others,
    in which what is said once is not said again.
    """
    about = say("{about}. Case: {case}", about=content.about, case=named_as.case)
    above = (
        Words((wrapped(named_as.title, TITLE, inner(), 3, bold=True),), Style(TITLE, bold=True)),
        Words((wrapped(about, HEAD, inner(), 3),), Style(HEAD, GREY), after=0.08),
        content.key,
    )
    short = [*sentences[:1], say(_CONTINUED)]
    return above, _small_print(sentences, content.titles), _small_print(short, content.titles)


def _parted(panels: Sequence[Block], room: float) -> list[list[Block]]:
    """The panels of every picture: as many as there is room for, in inches, and one at least."""
    found, used = [list[Block]()], 0.0
    for panel in panels:
        if found[-1] and used + panel.height > room:
            found.append([])
            used = 0.0
        found[-1].append(panel)
        used += panel.height
    return found


def _title(panel: Block) -> str:
    """What a panel counts, if it has a title."""
    return " ".join(getattr(panel, "title", ()))


def slug(text: str, others: Collection[str]) -> str:
    """A name for a file or a link after what a text says, that none of the others has."""
    words = _LETTERS.findall(unicodedata.normalize("NFKD", text).lower())
    name = "-".join(words)[:_LONGEST].strip("-") or "more"
    numbered = (f"{name}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([name], numbered) if each not in others)


def _continued(panels: Sequence[Block]) -> str:
    """What stands for a picture that another one begins, which says it all in words."""
    return say("continued. {counts}.", counts=clauses(map(_title, panels)))


def notice(text: str) -> Words:
    """What stands in place of panels where there is nothing to draw."""
    return Words((wrapped(text, HEAD, inner(), bold=True),), Style(HEAD, INK, bold=True), after=0.1)


def _small_print(sentences: Sequence[str], titles: Sequence[str]) -> Words:
    """The caption, a paragraph for each of `sentences`; it says where letters are lacking."""
    lacking = any(spelt(text) for text in (*sentences, *titles))
    paragraphs = [*sentences, say(_SPELT)] if lacking else sentences
    lines = tuple(wrapped(paragraph, SMALL, inner()) for paragraph in paragraphs)
    return Words(lines, Style(SMALL, GREY))


def _page(blocks: Sequence[Block]) -> Figure:
    """A figure with the blocks under one another."""
    tall = page_height(blocks)
    figure = blank(tall)
    draw_blocks(Sheet(figure, tall), blocks)
    return figure


def roomy(entries: Sequence[DrawnRange], most: tuple[int, int, int]) -> list[DrawnRange]:
    """Those with most sources where there are too many for one page, in their order.

    `most` are how many panels, sources in a panel, and sources in all.
    """
    sources = [len(entry.claims) for entry in entries]
    rows = [min(each, most[1]) for each in sources]
    return [entries[at] for at in fitting(largest(sources, most[0]), rows, most[2])]


def largest(weights: Sequence[int], most: int) -> list[int]:
    """Which of the parts of a chart have the greatest weights, `most` of them, greatest first."""
    return sorted(range(len(weights)), key=lambda number: -weights[number])[:most]


def fitting(order: Sequence[int], rows: Sequence[int], most: int) -> list[int]:
    """Those first in `order` that have `most` rows together, or the first alone, as they stand."""
    kept, total = list[int](), 0
    for number in order:
        total += rows[number]
        if kept and total > most:
            break
        kept.append(number)
    return sorted(kept)
