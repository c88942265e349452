"""The page of a case as Markdown, which a person can publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconcile import __version__, tables
from reconcile.comparison import Comparison
from reconcile.comparison.difference import Difference
from reconcile.notation.speech import right_to_left, say, word
from reconcile.notation.words import clauses, joined, number
from reconcile.report.changes_section import changes_section
from reconcile.report.extent import Extent
from reconcile.report.markdown_text import escape, listing, table
from reconcile.report.page_tables import MOST_PAIRS
from reconcile.report.provenance import digests
from reconcile.tables import ranges_table
from reconcile.tables.bounds_table import COLUMNS
from reconcile.tables.disputes_table import between_sources
from reconcile.tables.flat import Flat, as_it_is, flat
from reconcile.tables.layout import Shown
from reconcile.wording import (
    bound_texts,
    case_texts,
    dispute_texts,
    source_texts,
    verdict_on_claims,
)
from reconcile.wording.about_texts import about
from reconcile.wording.answer import answer
from reconcile.wording.claim_texts import claim_text, legend, readable
from reconcile.wording.estimand_texts import counted_text, estimand_text
from reconcile.wording.pair_texts import agreeing_text, count_disagreeing, disagreeing
from reconcile.wording.row_texts import ShownRow, shown_rows
from reconcile.wording.verdict_words import plain


def _wrong(run: bound_texts.BoundRun) -> str:
    """How many sources are wrong, of how many."""
    return say("{some} of {all}", some=number(run.tree.wrong), all=number(run.tree.of))


_BOUNDS = (
    Shown[bound_texts.BoundRun]("count", lambda run: run.subject),
    Shown[bound_texts.BoundRun]("wrong", _wrong, True),
    *COLUMNS,
)
_FIGURES = (
    Shown[ShownRow]("line", lambda row: row.line, True),
    *as_it_is(
        "source",
        "via",
        "published",
        "as_of",
        "since",
        "place",
        "measure",
        "basis",
        of=lambda row: row.read,
    ),
    Shown[ShownRow]("figure", lambda row: readable(row.read.figure), True),
    *as_it_is("quote", of=lambda row: row.read),
    Shown[ShownRow]("link", lambda row: row.read.url),
    *as_it_is("status", of=lambda row: row.read),
)
_LINK = next(at for at, column in enumerate(_FIGURES) if column.heading == "link")


def markdown_page(
    extent: Extent,
    alt: Mapping[str, str],
    copies: Mapping[str, str],
    since: Difference | None = None,
) -> str:
    """The page of one case: what is claimed, what disagrees and why, what is left possible, how it
    came about, who spoke, every figure, and the assumptions. Of a large case all this is of the
    counts that are shown, after a summary of the whole.

    `alt` has the text that stands for each picture of the report, by its name, `copies` the links
    to copies of pages, by the names that rows have for them; `since` is what changed, where that is
    to be said.
    """

    def chart(kind: str) -> str:
        own = [name for name in alt if name.startswith((f"{kind}.", f"{kind}-"))]
        return "\n\n".join(f"![{escape(alt[name])}]({name})" for name in own)

    comparison = extent.shown
    notes = legend(comparison.alignment, comparison.claims.values())
    blocks = [
        *_opening(extent),
        *_summary(extent),
        f"## {say('What is claimed')}",
        table(ranges_table.worded(comparison)),
        listing(map(escape, notes)),
        chart("ranges"),
        *changes_section(since),
        f"## {say('What disagrees, and why')}",
        chart("discrepancies"),
        listing(_disagreements(comparison)),
        _more_pairs(comparison),
        agreeing_text(comparison),
        f"## {say('What the claims leave possible')}",
        *_possible(extent),
        chart("bounds"),
        f"## {say('Over time')}",
        chart("timeline"),
        table(tables.flat_of(comparison, "history")),
        f"## {say('Who spoke')}",
        table(tables.flat_of(comparison, "sources")),
        *_ratios(comparison),
        chart("ratios"),
        listing(map(escape, source_texts.ratio_notes(comparison))),
        f"## {say('Every figure')}",
        _every_figure(comparison, copies),
        f"## {say('Rows with no part in this')}",
        listing(_left_out(extent)) or say("None."),
        f"## {say('Assumptions')}",
        listing(case_texts.assumptions(comparison)),
        f"## {say('Made from')}",
        f"{escape(case_texts.cut_text(comparison))}. "
        f"{escape(case_texts.left_out_text(comparison))}.",
        say("Made by reconcile {version} from these files of the ledger:", version=__version__),
        _made_from(comparison),
    ]
    if right_to_left():
        blocks = ['<div dir="rtl">', *blocks, "</div>"]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _opening(extent: Extent) -> Iterator[str]:
    """The title, where and when, who says how many, how new it is, and what it is about."""
    told, of = answer(extent.shown).headline, about(extent.whole)
    yield f"# {escape(case_texts.title_text(extent.whole))}"
    yield escape(of.where_when)
    yield f"**{escape(told.whole)}**"
    yield " ".join(escape(part) for part in (of.newest, of.compiled) if part)
    yield escape(of.summary and f"{of.summary}.")


def _summary(extent: Extent) -> Iterator[str]:
    """Of a large case what is shown of it, and where its disputes lie."""
    if not extent.large:
        return
    yield f"## {say('The whole case')}"
    yield escape(dispute_texts.extent_text(extent.whole, extent.shown))
    yield escape(dispute_texts.most_disputed_text(extent.disputes))
    yield listing(map(escape, dispute_texts.causes_told(extent.disputes)))
    if extent.disputes.between:
        yield f"{say('Who contradicts whom most often')}:"
        yield table(between_sources(extent.disputes))
    yield listing(map(escape, extent.commands))


def _disagreements(comparison: Comparison) -> Iterator[str]:
    """Every pair that does not agree, worst first, with the rows of both and the reason."""
    for pair in disagreeing(comparison, MOST_PAIRS):
        row, sides = pair.row, joined(escape(claim_text(side)) for side in (pair.a, pair.b))
        yield (
            f"**{plain(row.verdict)}**, {escape(estimand_text(row))}: {sides}. "
            f"{f'{pair.change}: ' if pair.change else ''}{escape(row.reason)} "
            f"(`{row.where_a}` `{row.where_b}`)"
        )


def _more_pairs(comparison: Comparison) -> str:
    """How many pairs that do not agree are not listed."""
    more = count_disagreeing(comparison) - MOST_PAIRS
    if more <= 0:
        return ""
    return say("{n} more are in {file}", n=number(more), file="discrepancies.csv") + "."


def _possible(extent: Extent) -> Iterator[str]:
    """Whether all claims can hold, what contradicts, who settles it, and the bounds (R10)."""
    if extent.found is None:
        yield f"{escape(extent.commands[-1])}."
        return
    told = bound_texts.ToldBounds(extent.found)
    assumed = say("What this assumes is said at the end.")
    yield f"{escape(verdict_on_claims.summary(told.found))} {assumed}"
    yield escape(verdict_on_claims.often_text(told))
    if sets := told.contradictions():
        yield from (say(verdict_on_claims.CANNOT_HOLD), listing(map(escape, sets)))
    if told.settlements:
        yield verdict_on_claims.settled_by(told.found)
        yield listing(map(escape, told.settlements))
    yield escape(verdict_on_claims.unlisted_text(told.found))
    if extent.large:
        yield say("By count and day: {file}.", file="bounds.csv")
        return
    yield table(flat(_BOUNDS, told.runs, whole=True))
    yield say("How the last of each count follows:")
    last = {run.target: run for run in told.runs}
    proofs = ((run, clauses(run.explained)) for run in last.values())
    yield listing(
        f"{escape(run.subject)}, {run.span}: {escape(proof)}" for run, proof in proofs if proof
    )


def _ratios(comparison: Comparison) -> Iterator[str]:
    """How two sources compare where both speak often enough."""
    if len(comparison.ratios.table):
        yield f"{say(source_texts.ABOUT)} {say(source_texts.DESCRIPTION)}"
        yield table(tables.flat_of(comparison, "ratios"))


def _every_figure(comparison: Comparison, copies: Mapping[str, str]) -> str:
    """One line for every row of the case, with source, relay, dates, quote and links."""
    copy = Shown[ShownRow]("copy", lambda row: copies.get(row.read.page, ""))
    figures = (*_FIGURES, copy) if copies else _FIGURES
    files = (len(_FIGURES),) if copies else ()
    return table(
        flat(figures, shown_rows(comparison.given), whole=True), links=(_LINK,), files=files
    )


def _left_out(extent: Extent) -> Iterator[str]:
    """The rows set aside with their reasons, then those left out for another; of many how many."""
    if extent.large:
        yield f"{escape(case_texts.left_out_text(extent.whole))}: estimates.csv."
        return
    found = shown_rows(extent.whole.rows)
    for row in (each for each in found if each.read.status == "set-aside"):
        said = (
            f"{escape(row.read.source)} {escape(counted_text(row.read))} {escape(row.read.figure)}"
        )
        yield f"`{row.read.where}` {said}: {escape(row.read.set_aside)}"
    for row in (
        each for each in found if each.read.status in ("invalid", "outside-cut", "withdrawn")
    ):
        status = case_texts.status_name(row.read.status)
        yield f"`{row.read.where}` {escape(row.read.source)}: {status}"


def _made_from(comparison: Comparison) -> str:
    """The ledger's files and their digests, so that anyone can check what the page rests on."""
    (case,) = comparison.ranges.cells("case").used
    lines = tuple(digests(comparison.alignment.parsed.ledger, [case]))
    return table(Flat((word("heading", "file"), "SHA-256"), lines, (False, False)))
