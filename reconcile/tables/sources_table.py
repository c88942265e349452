"""The sources of a comparison: what each contributed, and the source it rests on."""

from __future__ import annotations

from reconcile.comparison import Comparison
from reconcile.comparison.schema import Contribution
from reconcile.notation.speech import word
from reconcile.notation.words import number
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording.case_texts import known_text
from reconcile.wording.claim_texts import PARTY, day_text
from reconcile.wording.source_texts import source_notes

_SOURCE = Shown[Contribution](
    "source", lambda row: f"{row.source}{PARTY if row.side else ''}", widest=60
)
_KIND = Shown[Contribution](
    "kind", lambda row: word("kind", row.kind) if row.kind else "", widest=13
)
_ESTIMATES = Shown[Contribution]("estimates", lambda row: number(row.estimates), True, 9)
_COUNTS = Shown[Contribution]("of counts", lambda row: number(row.estimands), True, 9)
_SHAPE = TableShape(
    (
        _SOURCE, _KIND, _ESTIMATES, _COUNTS,
        Shown("from", lambda row: day_text(row.first), widest=11),
        Shown("to", lambda row: day_text(row.last), widest=11),
    ),
    giving=((0, 16),),
)  # fmt: skip
_FLAT = (
    _SOURCE, _KIND,
    Shown[Contribution]("speaks for", lambda row: row.side),
    Shown[Contribution]("rests on", lambda row: row.origin if row.origin != row.source else ""),
    _ESTIMATES, _COUNTS, *as_it_is("first", "last"),
)  # fmt: skip


def text(comparison: Comparison, width: int) -> str:
    """Every source with how many statements it made of how many counts, for `width` cells."""
    rows = comparison.sources.rows(Contribution)
    table = laid(_SHAPE, rows, width)
    lines = [*wrapped(known_text(comparison.alignment.cut), width), "", *table.head]
    for row, cells in zip(rows, table.rows, strict=True):
        lines += cells
        if row.origin != row.source:
            lines += wrapped(f"rests on {row.origin}", width, INDENT)
    return ended(lines, source_notes(comparison, rows), width)


def flat(comparison: Comparison) -> Flat:
    """One line a source."""
    return flat_table(_FLAT, comparison.sources.rows(Contribution))
