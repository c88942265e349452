"""All of it for one case: tables as CSV, charts, and a page a person can publish."""

from __future__ import annotations

from collections.abc import Mapping

from reconcile.bounding import bounds
from reconcile.charts.page.picture_files import save
from reconcile.comparison import Comparison
from reconcile.comparison.difference import Difference
from reconcile.comparison.schema import LedgerRow
from reconcile.export.plain_text import to_csv
from reconcile.notation.columns import names_of
from reconcile.report.case_page import case_page
from reconcile.report.drawings import charts_of_case
from reconcile.report.markdown_page import markdown_page

PAGE, WEB = "README.md", "index.html"
FILES = (
    PAGE, WEB, "ranges.csv", "discrepancies.csv", "bounds.csv", "settlements.csv",
    "contradictions.csv", "history.csv", "sources.csv", "ratios.csv", "estimates.csv",
    "ranges.png", "discrepancies.png", "timeline.png", "bounds.png", "ratios.png",
)  # fmt: skip


def report(
    comparison: Comparison,
    *,
    html: bool = True,
    since: Difference | None = None,
    copies: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """The files of the report on one case by name: `FILES`.

    `discrepancies.png` is among them if two sources speak of the same count, `ratios.png` if there
    are any ratios. `comparison` must be of one case; `html` is whether the page in HTML, `WEB`, is
    among them; `since` is what changed, for a page in Markdown that says so. `copies` are links
    from the report to copies of pages that whoever makes it puts beside it, by the names that rows
    have for them. The same comparison gives the same bytes.
    """
    found = bounds(comparison)
    drawn = {f"{name}.png": draw() for name, draw in charts_of_case(comparison, found).items()}
    frames = {
        "ranges.csv": comparison.ranges,
        "discrepancies.csv": comparison.discrepancies,
        "bounds.csv": found.table,
        "settlements.csv": found.settlements,
        "contradictions.csv": found.contradicting,
        "history.csv": comparison.history,
        "sources.csv": comparison.sources,
        "ratios.csv": comparison.ratios.table,
        "estimates.csv": comparison.rows[list(names_of(LedgerRow))],
    }
    alt = {name: chart.alt for name, chart in drawn.items()}
    told = markdown_page(comparison, found, alt, copies or {}, since)
    made = {
        PAGE: told.encode(),
        **({WEB: case_page(comparison, found, tuple(frames), copies or {})} if html else {}),
        **{name: to_csv(frame, spreadsheet=True) for name, frame in frames.items()},
        **{name: save(chart, "png") for name, chart in drawn.items()},
    }
    return {name: made[name] for name in FILES if name in made}
