"""All of it for one case: tables as CSV, charts, and a page a person can publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from reconcile import __version__, charts, tables
from reconcile.compare import Comparison, discrepancies, history, ranges, rows
from reconcile.export import to_csv
from reconcile.tables.flat import Flat
from reconcile.tables.grid import grid
from reconcile.tables.ranges import change_text
from reconcile.words import (
    claim_text,
    cut_text,
    estimand_text,
    left_out_text,
    legend,
    readable,
    title_text,
    visible,
)  # fmt: skip

PAGE = "README.md"
FILES = (
    PAGE, "ranges.csv", "discrepancies.csv", "history.csv", "estimates.csv", "ranges.png",
    "timeline.png",
)  # fmt: skip


def report(comparison: Comparison) -> dict[str, bytes]:
    """The files of the report on one case by name: `FILES`.

    `comparison` must be of one case. The same comparison gives the same bytes.
    """
    drawn = {
        "ranges.png": charts.ranges_chart(comparison),
        "timeline.png": charts.timeline_chart(comparison),
    }
    frames = {
        "ranges.csv": comparison.ranges[list(ranges.COLUMNS)],
        "discrepancies.csv": comparison.discrepancies[list(discrepancies.COLUMNS)],
        "history.csv": comparison.history[list(history.COLUMNS)],
        "estimates.csv": comparison.rows[list(rows.COLUMNS)],
    }
    page = _page(comparison, {name: chart.alt for name, chart in drawn.items()})
    return {
        PAGE: page.encode(),
        **{name: to_csv(frame, spreadsheet=True) for name, frame in frames.items()},
        **{name: charts.save(chart, "png") for name, chart in drawn.items()},
    }


def _page(comparison: Comparison, alt: Mapping[str, str]) -> str:
    """The page: the ranges, what disagrees and why, the history, every figure, the assumptions."""
    notes = legend(comparison.alignment, comparison.claims.values())
    blocks = [
        f"# {escape(title_text(comparison))}",
        f"Published figures and how far apart they are: {escape(cut_text(comparison))}. "
        f"{escape(left_out_text(comparison.alignment))}.",
        "## What is claimed",
        _table(tables.flat_of(comparison, "ranges")),
        _list(map(escape, notes)),
        f"![{escape(alt['ranges.png'])}](ranges.png)",
        "## What disagrees, and why",
        _disagreements(comparison),
        "## Over time",
        f"![{escape(alt['timeline.png'])}](timeline.png)",
        _table(tables.flat_of(comparison, "history")),
        "## Every figure",
        _every_figure(comparison),
        "## Rows with no part in this",
        _left_out(comparison),
        "## Assumptions",
        _assumptions(comparison),
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
    agreeing = int((pairs["verdict"] == "agree").sum())
    rest = f"{agreeing} other pair{'' if agreeing == 1 else 's'} agree{'s' * (agreeing == 1)}."
    return "\n\n".join([_list(items)] * bool(items) + [rest])


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
    return _table(Flat(heads, lines, right), links=(heads.index("link"),))


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
    return _list([*aside, *rest]) or "None."


def _assumptions(comparison: Comparison) -> str:
    cut = comparison.alignment.cut
    return _list(
        [
            f"Figures at most {comparison.window} days apart are taken to be of the same time "
            "(the window); a later figure may be higher, since a running total only grows.",
            f"A figure more than {cut.max_age} days older than the newest of its kind is stale and "
            "has no part in ranges and discrepancies.",
            "Relays of one statement are one estimate; a sum is derived from its parts only where "
            "one source gave them all on one occasion.",
            "Nothing is weighted by how far a source is trusted, and nothing is averaged but the "
            "median of the points claimed for one and the same thing.",
        ]
    )


def _made_from(comparison: Comparison) -> str:
    """The ledger's files and their digests, so that anyone can check what the page rests on."""
    ledger = comparison.alignment.parsed.ledger
    (case,) = comparison.ranges["case"].unique()
    used = [table for table in ledger.tables if table.path.stem == case]
    used += [table for table in (ledger.sources_table, ledger.measures_table) if table]
    lines = tuple((table.name, f"{table.sha256}") for table in used)
    made = f"Made by reconcile {__version__} from these files of the ledger:"
    return f"{made}\n\n{_table(Flat(('file', 'SHA-256'), lines, (False, False)))}"


_SPECIAL = str.maketrans({char: f"\\{char}" for char in r"\`*_{}[]<>#|~$&"})


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return visible(" ".join(str(text).split())).translate(_SPECIAL)


def _table(table: Flat, links: Sequence[int] = ()) -> str:
    lines = [
        [_link(cell) if place in links else escape(cell) for place, cell in enumerate(row)]
        for row in table.rows
    ]
    return grid(table.headings, lines, table.right, "github")


def _link(url: str) -> str:
    """A link to a web address; an address of another kind is shown as text."""
    if not url.lower().startswith(("http://", "https://")):
        return escape(url)
    return f"[link]({quote(url, safe=_SAFE)})"


_SAFE = "%/:=&?~#+!$,;'@*-._"


def _list(items: Iterable[Any]) -> str:
    return "\n".join(f"- {item}" for item in items)
