"""All of it for one case: tables as CSV, charts, and a page a person can publish."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from reconcile.charts.page.picture_files import save
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Discrepancy, LedgerRow
from reconcile.export.plain_text import csv_pieces, listed
from reconcile.notation.columns import names_of
from reconcile.notation.speech import ENGLISH, speaking, spoken_code
from reconcile.report.case_page import case_page, count_names
from reconcile.report.count_pictures import count_pictures, is_count_picture
from reconcile.report.drawings import charts_of_case
from reconcile.report.extent import Extent
from reconcile.report.markdown_page import markdown_page
from reconcile.report.surroundings import Surroundings
from reconcile.wording.answer import answer

PAGE, WEB = "README.md", "index.html"
FILES = (
    PAGE, WEB, "ranges.csv", "discrepancies.csv", "bounds.csv", "settlements.csv",
    "contradictions.csv", "history.csv", "sources.csv", "ratios.csv", "estimates.csv",
    "ranges.png", "discrepancies.png", "timeline.png", "bounds.png", "ratios.png",
)  # fmt: skip
# what is too tall for one picture goes on in others, which are named by what they count
_ALONE = Surroundings()
_MORE = re.compile(r"(ranges|discrepancies|timeline|bounds|ratios)-[a-z0-9-]+\.png")


def is_of_report(name: str) -> bool:
    """Whether a report has a file of this name."""
    return name in FILES or _MORE.fullmatch(name) is not None or is_count_picture(name)


class CaseReport(NamedTuple):
    """What the report of a case is made of, as for `report`."""

    comparison: Comparison
    html: bool
    around: Surroundings
    lang: str


def made_of(asked: CaseReport) -> dict[str, bytes]:
    """The files of a report; a process is handed this and the parts of one case."""
    return report(asked.comparison, asked.around, html=asked.html, lang=asked.lang)


def report(
    comparison: Comparison,
    around: Surroundings = _ALONE,
    *,
    html: bool = True,
    lang: str = ENGLISH,
) -> dict[str, bytes]:
    """The files of the report on one case by name: `FILES`, and the pictures that go on from them.

    `discrepancies.png` is among them if two sources speak of the same count, `ratios.png` if there
    are any ratios. Of a large case pages and charts show the counts furthest apart, the tables all;
    bounds are left out where they would take long. `comparison` must be of one case; `html` is
    whether the page in HTML, `WEB`, is among them; copies of pages, and the feed, whoever makes the
    report puts beside it. `lang` is the language of pages and charts, one of `LANGUAGES`; the
    tables are the same in each. The same comparison gives the same bytes.
    """
    pairs = comparison.discrepancies  # with their reasons in English, as in every table
    with speaking(lang):
        return _files(Extent.of(anew(comparison)), pairs, around, html)


def anew(comparison: Comparison) -> Comparison:
    """The comparison in the language that is spoken: what it holds in words it works out once."""
    return comparison if spoken_code() == ENGLISH else replace(comparison)


def _files(extent: Extent, pairs: Columns, around: Surroundings, html: bool) -> dict[str, bytes]:
    """The files of a report in the language that is spoken."""
    pictures, alt = dict[str, bytes](), dict[str, str]()
    for kind, draw in charts_of_case(extent).items():
        for one in draw().pictures:  # written at once: a drawing takes far more room than its file
            name = f"{kind}{'-' * bool(one.name)}{one.name}.png"
            pictures[name], alt[name] = save(one, "png"), one.alt
    in_files = _in_files(extent, pairs)
    told = markdown_page(extent, alt, around.copies, around.since)
    made = {
        PAGE: told.encode(),
        **({WEB: case_page(extent, in_files, around)} if html else {}),
        **{name: _for_a_spreadsheet(table) for name, table in in_files.items()},
        **pictures,
    }
    counts = _counts(extent.shown) if around.pictures else {}
    return {name: made[name] for name in (*FILES, *pictures) if name in made} | counts


def _for_a_spreadsheet(table: Columns) -> bytes:
    return b"".join(csv_pieces(listed(table), spreadsheet=True))


def _counts(comparison: Comparison) -> dict[str, bytes]:
    return count_pictures(comparison, count_names(answer(comparison)))


def _in_files(extent: Extent, pairs: Columns) -> dict[str, Columns]:
    """The tables of the whole case by the names of their files."""
    comparison, found = extent.whole, extent.found
    bounded = {
        "bounds.csv": found.table,
        "settlements.csv": found.settlements,
        "contradictions.csv": found.contradicting,
    } if found else {}  # fmt: skip
    return {
        "ranges.csv": comparison.ranges,
        "discrepancies.csv": pairs.only(names_of(Discrepancy)),
        **bounded,
        "history.csv": comparison.history,
        "sources.csv": comparison.sources,
        "ratios.csv": comparison.ratios.table,
        "estimates.csv": comparison.rows.only(names_of(LedgerRow)),
    }
