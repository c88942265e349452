"""The series that are copied, calculated or carried forward (R13), each with its arithmetic."""

from __future__ import annotations

from reconcile.comparison import Comparison
from reconcile.comparison.pattern_texts import PatternTexts
from reconcile.comparison.schema import CopiedSeries
from reconcile.comparison.series_table import copied_patterns
from reconcile.notation.words import number
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording import source_texts
from reconcile.wording.case_texts import known_text
from reconcile.wording.estimand_texts import estimand_text

_KIND = Shown[CopiedSeries]("what it is", lambda row: source_texts.kind_of_series(row), widest=24)
_DATES = Shown[CopiedSeries]("dates", lambda row: number(row.dates), True, 7)
_OFF = Shown[CopiedSeries]("off", lambda row: number(row.off), True, 5)
_SHAPE = TableShape(
    (
        Shown[CopiedSeries](
            "series", lambda row: f"{row.source}: {estimand_text(row, population=False)}", widest=60
        ),
        _KIND, _DATES, _OFF,
    ),
    giving=((0, 24),),
)  # fmt: skip


def text(comparison: Comparison, width: int, *, explain: bool = False) -> str:
    """A series a row, with the arithmetic and what could be written in the ledger.

    If it is to `explain`, each row has every value below it.
    """
    rows = comparison.copied.rows(CopiedSeries)
    table = laid(_SHAPE, rows, width)
    lines, head = wrapped(known_text(comparison.alignment.cut), width), table.head
    told = [list[str]() for _ in rows]
    if explain:
        alignment = comparison.alignment
        texts = PatternTexts(alignment.parsed, alignment.said)
        told = [texts.each(one) for one in copied_patterns(alignment, comparison.estimates)]
    for row, cells, values in zip(rows, table.rows, told, strict=True):
        lines += ["", *head, *cells, *wrapped(row.reason, width, INDENT)]
        for value in values:
            lines += wrapped(f"- {value}", width, INDENT, INDENT * 2)
        lines += wrapped(f"if so, write {row.proposal}", width, INDENT)
        head = []
    return ended(lines, source_texts.series_notes(rows), width)


def explained(comparison: Comparison, width: int) -> str:
    """As `text`, with every value of each series."""
    return text(comparison, width, explain=True)


def flat(comparison: Comparison) -> Flat:
    """One line a series."""
    rows = comparison.copied.rows(CopiedSeries)
    columns = (
        *as_it_is("source"), *estimand_columns(rows), _KIND, _DATES, _OFF,
        *as_it_is("reason", "proposal"),
    )  # fmt: skip
    return flat_table(columns, rows)
