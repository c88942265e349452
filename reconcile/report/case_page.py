"""The page of a case as HTML: everything about it in one file, which opens with the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconcile import tables
from reconcile.charts.page.claims import claims_of
from reconcile.charts.page.composition import slug
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Range
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.speech import say, word
from reconcile.report import page_tables
from reconcile.report.anchors import Anchors
from reconcile.report.changes_section import told_changes
from reconcile.report.count_pictures import pictures_of
from reconcile.report.extent import Extent
from reconcile.report.feed import FEED
from reconcile.report.html import GENERATOR, rendered
from reconcile.report.moments import known_when
from reconcile.report.page_charts import charts_of_page
from reconcile.report.provenance import digest, digests
from reconcile.report.shared_tables import shared_tables
from reconcile.report.strips import Strips, strips
from reconcile.report.surroundings import Surroundings
from reconcile.tables.disputes_table import between_sources
from reconcile.wording import (
    bound_texts,
    case_texts,
    dispute_texts,
    source_texts,
    verdict_on_claims,
)
from reconcile.wording.about_texts import about
from reconcile.wording.answer import Answer, answer, totals
from reconcile.wording.claim_texts import (
    legend,
    speaks_for_a_party,
)
from reconcile.wording.difference_texts import MEANINGS
from reconcile.wording.pair_texts import agreeing_text

MOST_DERIVED = 12  # that the answer explains
MOST_SETS = 50  # contradictions that the page lists; their table has all that were found


def case_page(extent: Extent, in_files: Mapping[str, Columns], around: Surroundings) -> bytes:
    """The page of one case; `in_files` has the tables of its folder by the names of their files."""
    comparison = extent.shown
    anchors = Anchors(comparison, page_tables.identifiers(comparison))
    (case,) = comparison.estimates.cells("case").used
    files = digests(comparison.alignment.parsed.ledger, [case])
    charts, styles = charts_of_page(extent, anchors)
    return rendered("case.html", {
        "title": case_texts.title_text(extent.whole), "case": case,
        **_answer(comparison, anchors, around.pictures), **_whole(extent),
        "charts": charts, "styles": styles,
        **_bounds(extent, anchors),
        **_counted("known", ([], 0) if extent.large else known_when(comparison, anchors)),
        **_counted("pairs", page_tables.pairs(comparison, anchors)),
        "agreeing": agreeing_text(comparison),
        **_changed(around, anchors), "feed": around.feed and FEED,
        "address": around.address(case, "index.html"),
        "image": around.address(case, "ranges.png"),
        **_rows(comparison, anchors, around.copies), **_tables(comparison),
        "balance": page_tables.balance(comparison, anchors),
        "assumptions": case_texts.assumptions(comparison),
        "tables": list(shared_tables(in_files)), "citation": _citation(comparison, digest(files)),
        "digest": digest(files), "digests": files,
    })  # fmt: skip


def _changed(around: Surroundings, anchors: Anchors) -> dict[str, Any]:
    """What changed, with the rows that did, where that is to be said."""
    if around.since is None:
        return {"changed": None}
    told = told_changes(around.since)
    rows = [
        (one, say(MEANINGS[one.row.class_]), [anchors.ref(at) for at in one.row.where_new.split()])
        for one in told.rows
    ]
    return {"changed": told, "changed_rows": rows}


def _counted(name: str, listed: tuple[list[Any], int]) -> dict[str, Any]:
    """A list under its name, and how many more there are."""
    return {name: listed[0], f"{name}_left": listed[1]}


def _answer(comparison: Comparison, anchors: Anchors, pictures: bool) -> dict[str, Any]:
    """The answer, every finding with the rows of its ends, its claims on a scale and `pictures`."""
    told = answer(comparison)
    return {
        "answer": told, "about": about(comparison), "description": told.headline.whole,
        "notes": _notes(comparison), "party": _has_party(comparison),
        "bookkeeping": [f"{case_texts.left_out_text(comparison)}.", *told.totals],
        "ends": {
            one.range.row.estimand: tuple(
                dict.fromkeys(anchors.refs(*(end.number for end in one.range.ends)))
            )
            for one in (*told.several, *told.alone)
        },
        "scales": _strips(comparison, anchors), "ids": (names := count_names(told)),
        "pictures": {name: pictures_of(name) for name in names.values()} if pictures else {},
    }  # fmt: skip


def _whole(extent: Extent) -> dict[str, Any]:
    """Where the disputes of a large case lie, of which the rest of the page shows the widest."""
    whole = extent.whole
    if not extent.large:
        return {"large": ""}
    return {
        "large": dispute_texts.extent_text(whole, extent.shown),
        "most_disputed": dispute_texts.most_disputed_text(extent.disputes),
        "causes": dispute_texts.causes_told(extent.disputes),
        "between": between_sources(extent.disputes),
        "commands": extent.commands,
        "about": about(whole),
        "bookkeeping": [f"{case_texts.left_out_text(whole)}.", *totals(whole)],
    }


def count_names(told: Answer) -> dict[int, str]:
    """The name of each count in links and in the names of files, the same in every language."""
    names: dict[int, str] = {}
    for one in (*told.several, *told.alone):
        row = one.range.row
        text = " ".join((row.measure, row.basis, one.population, row.place, row.since))
        names[row.estimand] = slug(text, names.values())
    return names


def _strips(comparison: Comparison, anchors: Anchors) -> dict[int, Strips]:
    """The claims of every finding that has several, on a scale."""
    claims, ranges = claims_of(comparison.current), comparison.ranges.rows(Range)
    return {
        row.estimand: strips(row, claims[row.estimand], anchors)
        for row in ranges
        if row.verdict in VERDICTS
    }


def _notes(comparison: Comparison) -> list[str]:
    """Where the derived figures come from; of many the first."""
    marks = legend(comparison.alignment, comparison.claims.values())
    derived = [note for note in marks if note != speaks_for_a_party()]
    return derived[:MOST_DERIVED]


def _has_party(comparison: Comparison) -> str:
    """What the mark of a party means, where a source bears it."""
    return speaks_for_a_party() if comparison.sources.cells("side").filled.any() else ""


def _bounds(extent: Extent, anchors: Anchors) -> dict[str, Any]:
    """What the claims leave possible, which contradict, and what lets the others hold."""
    found = extent.found
    if found is None or extent.large:
        together = verdict_on_claims.together(found) if found else ""
        return {
            "together": together,
            "limits": [],
            "left": dict.fromkeys(extent.shown.by_estimand, ""),
        }
    told = bound_texts.ToldBounds(found)
    return {
        "together": verdict_on_claims.together(found), "left": bound_texts.left_possible(told),
        "summary": verdict_on_claims.summary(found), "often": verdict_on_claims.often_text(told),
        "cannot_hold": say(verdict_on_claims.CANNOT_HOLD),
        "clashes": [
            [page_tables.told_claim(told, number, told.differ(one), anchors) for number in one]
            for one in found.contradictions[:MOST_SETS]
        ],
        "settled_by": verdict_on_claims.settled_by(told.found), "settlements": told.settlements,
        "unlisted": verdict_on_claims.unlisted_text(found),
        **_counted("limits", page_tables.limits(told, anchors)),
    }  # fmt: skip


def _rows(comparison: Comparison, anchors: Anchors, copies: Mapping[str, str]) -> dict[str, Any]:
    """The rows of the case, and what they can be chosen by."""
    listed = page_tables.rows(comparison, anchors, copies)
    filters = [
        ("source", say("Source"), sorted({row.read.source for row in listed})),
        ("measure", say("Measure"), sorted({row.measure for row in listed})),
        (
            "status", say("Status"),
            [word("status", name) for name in sorted({row.read.status for row in listed})],
        ),
    ]  # fmt: skip
    return {
        **_counted("rows", (listed, len(comparison.rows) - len(listed))), "filters": filters,
        "several": case_texts.several_populations(comparison),
    }  # fmt: skip


def _tables(comparison: Comparison) -> dict[str, Any]:
    """The tables that the page shares with the terminal."""
    ratios = tables.flat_of(comparison, "ratios") if len(comparison.ratios.table) else None
    return {
        "history": tables.flat_of(comparison, "history"),
        "sources": page_tables.speakers(comparison),
        "ratios": ratios,
        "ratios_about": f"{say(source_texts.ABOUT)} {say(source_texts.DESCRIPTION)}",
        "ratio_notes": source_texts.ratio_notes(comparison),
    }  # fmt: skip


def _citation(comparison: Comparison, ledger: str) -> str:
    limits = case_texts.judged_text(comparison)
    return say(
        "{title}: published figures compared. {generator}, as known: {known}; {limits}. Ledger, "
        "SHA-256 {digest}.",
        title=case_texts.title_text(comparison), generator=GENERATOR,
        known=case_texts.as_of_text(comparison), limits=limits, digest=ledger,
    )  # fmt: skip
