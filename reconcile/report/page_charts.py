"""The charts of the page of a case: each is drawn for a wide screen and for a telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from reconcile.charts.page.inline_svg import Place, Shared, claims_in, inline
from reconcile.charts.page.labels import set_by_the_reader
from reconcile.charts.page.paper import SCREEN, TELEPHONE, laid_out_for
from reconcile.charts.page.sheet import Chart
from reconcile.notation.speech import mark, say
from reconcile.report.anchors import Anchors, PageClaim
from reconcile.report.drawings import charts_of_case
from reconcile.report.extent import Extent
from reconcile.wording import source_texts
from reconcile.wording.claim_texts import claim_text
from reconcile.wording.estimand_texts import counted_text

# where each chart is on the page, its heading, and what it shows
_CHARTS = {
    "ranges": (
        "ranges", mark("What each source says now"), mark("Lowest first, one line a source."),
    ),
    "discrepancies": (
        "pairs-chart", mark("How far apart every two sources are"),
        mark("A cell for every two sources; it leads to the row of the source at its right."),
    ),
    "timeline": (
        "timeline", mark("How it came about"),
        mark(
            "Every dated figure, by the day it speaks of or, of an event that ended, of "
            "publication."
        ),
    ),
    "bounds": (
        "bounds", mark("What the claims leave possible, by day"),
        mark(
            "The band is what is possible if every claim holds, or if as few sources as can be "
            "are wrong; the paler one, if one more is."
        ),
    ),
    "ratios": ("ratios-chart", mark("How the sources compare"), source_texts.DESCRIPTION),
}  # fmt: skip


@dataclass(frozen=True)
class PagePanel:
    """A panel of a chart, as a wide and as a narrow screen show it."""

    id: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True)
class PageChart:
    """A chart on the page: its name, its heading, what it shows, its panels, the sentences under
    it, it in words, and the claims that it shows.
    """

    name: str
    heading: str
    about: str
    panels: tuple[PagePanel, ...]
    notes: tuple[str, ...]
    alt: str
    claims: tuple[PageClaim, ...]


def charts_of_page(extent: Extent, anchors: Anchors) -> tuple[list[PageChart], Markup]:
    """The charts, drawn for whoever reads the page, and the style of what is drawn."""
    shared = Shared()
    charts = [_chart(name, draw, anchors, shared) for name, draw in charts_of_case(extent).items()]
    rules = (f".chart svg .{name}{{{style}}}" for style, name in shared.styles.items())
    return charts, Markup("\n".join(rules))


def _chart(name: str, draw: Callable[[], Chart], anchors: Anchors, shared: Shared) -> PageChart:
    id_, heading, about = _CHARTS[name][0], *map(say, _CHARTS[name][1:])
    drawn = list[Chart]()
    for screen in (SCREEN, TELEPHONE):
        with set_by_the_reader(), laid_out_for(screen):
            drawn.append(draw())
    wide, narrow = drawn
    numbers = dict.fromkeys(number for one in wide.pictures for number in claims_in(one))
    links = anchors.links(numbers)

    def shown(one: Chart, own: str) -> Markup:
        return Markup(inline(one, Place(own, id_, shared), links))

    panels = tuple(
        PagePanel(
            f"{id_}-{one.name or 'first'}",
            shown(one, f"{id_}{at}"), shown(other, f"{id_}{at}n"),
        )
        for at, (one, other) in enumerate(zip(wide.pictures, narrow.pictures, strict=True))
    )  # fmt: skip
    claims = (
        PageClaim(f"{claim_text(row)} {counted_text(row)}", anchors.refs(row.number))
        for row in anchors.estimates(numbers)
    )
    return PageChart(id_, heading, about, panels, wide.notes, wide.alt, tuple(claims))
