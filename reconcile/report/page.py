"""The page of a report, which a person can publish."""

from __future__ import annotations

from collections.abc import Mapping

from reconcile import __version__, tables
from reconcile.bounding import Bounds
from reconcile.comparison import Comparison
from reconcile.report.bounds_section import possible
from reconcile.report.markdown_text import escape, listing, table
from reconcile.report.provenance import digests
from reconcile.tables import ratios_table as ratios
from reconcile.tables.flat import Flat
from reconcile.tables.ranges_table import change_text
from reconcile.wording.phrases import (
    claim_text,
    cut_text,
    estimand_text,
    left_out_text,
    legend,
    readable,
    title_text,
)


def page(comparison: Comparison, found: Bounds, alt: Mapping[str, str]) -> str:
    """The page of one case: what is claimed, what disagrees and why, what is left possible, how it
    came about, who spoke, every figure, and the assumptions.

    `alt` has the text that stands for each chart of the report.
    """
    notes = legend(comparison.alignment, comparison.claims.values())
    blocks = [
        f"# {escape(title_text(comparison))}",
        f"Published figures and how far apart they are: {escape(cut_text(comparison))}. "
        f"{escape(left_out_text(comparison))}.",
        "## What is claimed",
        table(tables.flat_of(comparison, "ranges")),
        listing(map(escape, notes)),
        f"![{escape(alt['ranges.png'])}](ranges.png)",
        "## What disagrees, and why",
        f"![{escape(alt['discrepancies.png'])}](discrepancies.png)"
        if "discrepancies.png" in alt
        else "",
        _disagreements(comparison),
        "## What the claims leave possible",
        *possible(found),
        f"![{escape(alt['bounds.png'])}](bounds.png)",
        "## Over time",
        f"![{escape(alt['timeline.png'])}](timeline.png)",
        table(tables.flat_of(comparison, "history")),
        "## Who spoke",
        *_sources(comparison, alt),
        "## Every figure",
        _every_figure(comparison),
        "## Rows with no part in this",
        _left_out(comparison),
        "## Assumptions",
        listing(assumptions(comparison)),
        "## Made from",
        _made_from(comparison),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _disagreements(comparison: Comparison) -> str:
    """Every pair that does not agree, worst first, with both places and the reason."""
    claims = comparison.claims
    items = []
    pairs = comparison.discrepancies
    for pair in pairs[(pairs["verdict"] != "agree").to_numpy()].itertuples():
        sides = " and ".join(escape(claim_text(claims[side])) for side in pair.Index)
        apart = change_text(pair.difference, pair.ratio)
        places = f"`{pair.where_a}` `{pair.where_b}`"
        items.append(
            f"**{pair.verdict}**, {escape(estimand_text(pair))}: {sides}. "
            f"{f'{apart}: ' if apart else ''}{escape(pair.reason)} ({places})"
        )
    return "\n\n".join([listing(items)] * bool(items) + [agreeing_text(comparison)])


def agreeing_text(comparison: Comparison) -> str:
    """How many pairs there is nothing more to say of."""
    agreeing = int((comparison.discrepancies["verdict"] == "agree").sum())
    if agreeing <= 1:
        return f"{'One' if agreeing else 'No'} other pair agrees."
    return f"{agreeing:,} other pairs agree."


def _sources(comparison: Comparison, alt: Mapping[str, str]) -> list[str]:
    """What each source contributed, and how two of them compare where both speak often enough."""
    blocks = [table(tables.flat_of(comparison, "sources"))]
    if "ratios.png" in alt:
        blocks += [
            "How many times as high one source's figures are as another's for the same counts. "
            f"{ratios.DESCRIPTION}",
            table(tables.flat_of(comparison, "ratios")),
            f"![{escape(alt['ratios.png'])}](ratios.png)",
        ]
    return [*blocks, listing(escape(note) for note in ratios.notes(comparison))]


def _every_figure(comparison: Comparison) -> str:
    """One line for every row of the case, with source, relay, dates, quote and link."""
    kept = comparison.rows[(comparison.rows["derived_from"] == "").to_numpy()]
    heads = (
        "line", "source", "via", "published", "as of", "since", "place", "measure", "figure",
        "quote", "link", "status",
    )  # fmt: skip
    lines = tuple(
        (
            row.where.rpartition(":")[2], row.source, row.via, row.published, row.as_of, row.since,
            row.place, row.measure, readable(row.figure), row.quote, row.url, row.status,
        )
        for row in kept.itertuples()
    )  # fmt: skip
    right = tuple(head in ("line", "figure") for head in heads)
    return table(Flat(heads, lines, right), links=(heads.index("link"),))


def _left_out(comparison: Comparison) -> str:
    """The rows set aside with their reasons, and those left out for another."""
    frame = comparison.rows
    aside = [
        f"`{row.where}` {escape(row.source)} {escape(row.measure)} {escape(row.figure)}: "
        f"{escape(row.set_aside)}"
        for row in frame[(frame["status"] == "set-aside").to_numpy()].itertuples()
    ]
    others = frame[frame["status"].isin(("invalid", "outside-cut", "withdrawn")).to_numpy()]
    rest = [f"`{row.where}` {escape(row.source)}: {row.status}" for row in others.itertuples()]
    return listing([*aside, *rest]) or "None."


def assumptions(comparison: Comparison) -> list[str]:
    """What the comparison takes for granted, in sentences."""
    cut = comparison.alignment.cut
    return [
        f"Figures at most {comparison.window} days apart are taken to be of the same time "
        "(the window); a later figure may be higher, since a running total only grows.",
        f"A figure more than {cut.max_age} days older than the newest of its kind is stale and "
        "has no part in ranges and discrepancies.",
        "What the claims leave possible rests on every claim at its own date, with no window; "
        "whole totals never fall, and names nest as they say.",
        "Relays of one statement are one estimate; a sum is derived from its parts only where "
        "one source gave them all on one occasion.",
        "Nothing is weighted by how far a source is trusted, and nothing is averaged but the "
        "median of the points claimed for one and the same thing.",
    ]


def _made_from(comparison: Comparison) -> str:
    """The ledger's files and their digests, so that anyone can check what the page rests on."""
    ledger = comparison.alignment.parsed.ledger
    (case,) = comparison.ranges["case"].unique()
    lines = tuple(digests(ledger, [case]))
    made = f"Made by reconcile {__version__} from these files of the ledger:"
    return f"{made}\n\n{table(Flat(('file', 'SHA-256'), lines, (False, False)))}"
