"""The ranges of a comparison (R8), to read in five seconds and then in full."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from reconcile.comparison import Comparison
from reconcile.notation.words import number
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording.case_texts import NOTHING_CURRENT, cut_text, left_out_text
from reconcile.wording.claim_texts import legend
from reconcile.wording.estimand_texts import labels
from reconcile.wording.range_texts import ClaimedRange, claimed_ranges, range_notes
from reconcile.wording.verdict_words import FITS_ALL, plain

ALLOWED = Shown[ClaimedRange]("all allow", lambda one: one.allowed, True, 21)
FROM = Shown[ClaimedRange]("from", lambda one: one.speakers, widest=36)
VERDICT = Shown[ClaimedRange]("verdict", lambda one: one.row.verdict, widest=12)
_SHAPE = TableShape(
    (
        Shown("", lambda one: one.label, widest=34),
        Shown("claimed", lambda one: one.claimed, True, 27),
        ALLOWED, FROM, VERDICT,
    ),
    giving=((0, 17), (3, 14), (1, 18), (2, 13)),
)  # fmt: skip
_FLAT = (
    Shown[ClaimedRange]("as of", lambda one: _dates(one)),
    FROM,
    Shown[ClaimedRange]("low", lambda one: _count(one.row.low), True),
    Shown[ClaimedRange]("median", lambda one: _count(one.row.median), True),
    Shown[ClaimedRange](
        "high", lambda one: f"{_count(one.row.high)}{'+' * one.row.open_above}", True
    ),
)
_WORDED = (
    Shown[ClaimedRange](FITS_ALL, lambda one: one.fitting, True),
    Shown[ClaimedRange]("how they compare", lambda one: plain(one.row.verdict)),
)


def text(comparison: Comparison, width: int) -> str:
    """The range of every estimand, its claims and its worst pair, for `width` cells."""
    return body(comparison, wrapped(cut_text(comparison), width), width, {})


def body(comparison: Comparison, before: list[str], width: int, remarks: Mapping[int, str]) -> str:
    """The ranges after the lines `before`; `remarks` are said of the estimands they name."""
    entries = list(claimed_ranges(comparison).values())
    table = laid(_SHAPE, entries, width)
    lines = list(before)
    several = len({one.row.case for one in entries}) > 1
    listed = zip(entries, table.rows, strict=True)
    for named, group in groupby(listed, key=lambda entry: heading(entry[0], several)):
        lines += ["", *wrapped(named, width), "", *table.head]
        for one, row in group:
            lines += row
            for note in range_notes(comparison, one):
                lines += wrapped(note, width, INDENT + "  " * one.reading.depth)
            if remark := remarks.get(one.row.estimand):
                lines += wrapped(remark, width, INDENT, INDENT * 2)
    if not entries:
        lines += ["", *wrapped(NOTHING_CURRENT, width)]
    notes = [
        *labels(comparison.alignment.parsed.ledger.measures, (one.row for one in entries)),
        *legend(comparison.alignment, comparison.claims.values()),
        left_out_text(comparison),
    ]
    return ended(lines, notes, width)


def heading(one: ClaimedRange, several: bool) -> str:
    """Who is counted where, with the file where there are several cases."""
    return f"{one.row.case}.csv · {one.subject}" if several else one.subject


def flat(comparison: Comparison) -> Flat:
    """One line an estimand."""
    return _flat(comparison, (ALLOWED, VERDICT))


def worded(comparison: Comparison) -> Flat:
    """One line an estimand, in the words of a page instead of the names of the method."""
    return _flat(comparison, _WORDED)


def _flat(comparison: Comparison, last: Sequence[Shown[ClaimedRange]]) -> Flat:
    entries = list(claimed_ranges(comparison).values())
    columns = (*estimand_columns(entries, lambda one: one.row), *_FLAT, *last)
    return flat_table(columns, entries)


def _count(value: float) -> str:
    return "" if math.isnan(value) else number(value)


def _dates(one: ClaimedRange) -> str:
    first, last = one.row.as_of_first, one.row.as_of_last
    return first if first == last else f"{first}/{last}"
