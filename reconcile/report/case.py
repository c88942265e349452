"""The page of a case as HTML: everything about it in one file, which opens with the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from reconcile import tables
from reconcile.bounding import Bounds
from reconcile.charts.bounds import bounds_chart
from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.page.claims import claims_of
from reconcile.charts.page.inline_svg import claims_in, inline
from reconcile.charts.page.labels import set_by_the_reader
from reconcile.charts.page.sheet import Chart
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.ratios import ratios_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.comparison import Comparison
from reconcile.report.anchors import Anchors, Ref
from reconcile.report.answer import Answer, answer, as_of_text
from reconcile.report.bounds_view import clashes, gives, left, limits, together
from reconcile.report.html import GENERATOR, rendered
from reconcile.report.moments import known_when
from reconcile.report.page import agreeing_text, assumptions
from reconcile.report.provenance import digest, digests
from reconcile.report.strips import Strips, strips
from reconcile.report.views import (
    Row,
    Side,
    balance,
    has_party,
    identifiers,
    pairs,
    rows,
    several,
    speakers,
)
from reconcile.tables.bounds_table import summary
from reconcile.tables.ratios_table import DESCRIPTION, notes as ratio_notes
from reconcile.wording.phrases import claim_text, cut_text, legend, title_text


@dataclass(frozen=True)
class Figure:
    """A chart on the page: its name, its heading, what it shows, the drawing, it in words, and the
    claims that it shows.
    """

    name: str
    heading: str
    about: str
    svg: str
    alt: str
    claims: tuple[Side, ...]


def case_page(comparison: Comparison, found: Bounds, beside: tuple[str, ...]) -> bytes:
    """The page of one case; `beside` are the tables that lie in its folder."""
    from markupsafe import Markup

    anchors = Anchors(comparison, identifiers(comparison))
    listed = rows(comparison, anchors)
    (case,) = comparison.estimates["case"].unique()
    files = digests(comparison.alignment.parsed.ledger, [case])
    told = answer(comparison)
    figures = [
        {**asdict(one), "svg": Markup(one.svg), "claims": one.claims}
        for one in _figures(comparison, found, anchors)
    ]
    return rendered("case.html", {
        "title": title_text(comparison), "case": case, "description": " ".join(told.lead),
        "answer": _with_rows(told, anchors), "notes": _notes(comparison),
        "together": together(found), "left": left(found),
        "scales": _strips(comparison, told, anchors),
        "charts": figures, "summary": summary(found), "several": several(comparison),
        "clashes": clashes(found, anchors), "gives": gives(found, anchors),
        **_counted("limits", limits(found, anchors)),
        **_counted("known", known_when(comparison, anchors)),
        **_counted("pairs", pairs(comparison, anchors)),
        "agreeing": agreeing_text(comparison), "filters": _filters(listed),
        **_counted("rows", (listed, len(comparison.rows) - len(listed))),
        **_tables(comparison), "balance": balance(comparison, anchors),
        "assumptions": assumptions(comparison), "tables": beside,
        "citation": _citation(comparison, digest(files)), "digest": digest(files),
        "digests": files,
    })  # fmt: skip


def _counted(name: str, listed: tuple[list[Any], int]) -> dict[str, Any]:
    """A list under its name, and how many more there are."""
    return {name: listed[0], f"{name}_left": listed[1]}


def _with_rows(told: Answer, anchors: Anchors) -> dict[str, Any]:
    """The answer, every finding with the rows of its ends."""
    found: dict[str, Any] = {"lead": told.lead, "definitions": told.definitions}
    for name in ("disputed", "alone"):
        found[name] = [
            {**asdict(one), "rows": _refs(anchors, one.ends)} for one in getattr(told, name)
        ]
    return found


def _strips(comparison: Comparison, told: Answer, anchors: Anchors) -> dict[int, Strips]:
    """The claims of every finding that has several, on a scale."""
    claims = claims_of(comparison.current)
    ranges = {row.Index: row for row in comparison.ranges.itertuples()}
    return {
        one.estimand: strips(ranges[one.estimand], claims[one.estimand], anchors)
        for one in told.disputed
    }


def _refs(anchors: Anchors, numbers: tuple[int, ...]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for number in numbers for ref in anchors.refs(number)))


def _notes(comparison: Comparison) -> list[str]:
    """What the marks mean; of derived figures only that they are derived."""
    derived = any(claim.derived for claim in comparison.claims.values())
    party = has_party(comparison)
    shown = legend(comparison.alignment, comparison.claims.values()) if derived else []
    return [*(note for note in shown[:12] if note != party), *([party] if party else [])]


def _filters(listed: list[Row]) -> list[tuple[str, str, list[str]]]:
    """What the rows can be chosen by."""
    return [
        (name, label, sorted({getattr(row, name) for row in listed}))
        for name, label in (("source", "Source"), ("measure", "Measure"), ("status", "Status"))
    ]


def _tables(comparison: Comparison) -> dict[str, Any]:
    """The tables that the page shares with the terminal."""
    ratios = tables.flat_of(comparison, "ratios") if len(comparison.ratios.table) else None
    return {
        "history": tables.flat_of(comparison, "history"),
        "sources": speakers(comparison),
        "ratios": ratios, "ratios_about": DESCRIPTION, "ratio_notes": ratio_notes(comparison),
    }  # fmt: skip


def _citation(comparison: Comparison, ledger: str) -> str:
    cut = f"{as_of_text(comparison)}; {cut_text(comparison).partition(' · same')[2]}"
    return (
        f"{title_text(comparison)}: published figures compared. {GENERATOR}, as known: "
        f"{cut.replace('; : ', '; same time: ')}. Ledger, SHA-256 {ledger}."
    )


def _figures(comparison: Comparison, found: Bounds, anchors: Anchors) -> Iterator[Figure]:
    """The charts, drawn for whoever reads the page."""
    drawers: list[tuple[str, str, str, Callable[[], Chart]]] = [
        ("ranges", "What each source says now", "Lowest first, one line a source.",
         lambda: ranges_chart(comparison)),
        ("timeline", "How it came about", "Every dated figure, by the day it speaks of.",
         lambda: timeline_chart(comparison)),
        ("bounds", "What the claims leave possible, by day",
         "The band is what is possible if every claim holds, or once those that have to give do.",
         lambda: bounds_chart(found)),
    ]  # fmt: skip
    if (comparison.discrepancies["within"] == "").any():
        drawers.insert(1, (
            "pairs-chart", "How far apart every two sources are",
            "A cell for every two sources; it leads to the row of the source at its right.",
            lambda: discrepancies_chart(comparison),
        ))  # fmt: skip
    if len(comparison.ratios.table):
        drawers.append((
            "ratios-chart", "How the sources compare", DESCRIPTION,
            lambda: ratios_chart(comparison),
        ))  # fmt: skip
    estimates = comparison.alignment.estimates
    for name, heading, about, draw in drawers:
        with set_by_the_reader():
            chart = draw()
        numbers = claims_in(chart)
        sides = tuple(
            Side(f"{claim_text(row)} {row.measure}", anchors.refs(row.Index))
            for row in estimates.loc[numbers].itertuples()
        )
        svg = inline(chart, name, anchors.links(numbers))
        yield Figure(name, heading, about, svg, chart.alt, sides)
