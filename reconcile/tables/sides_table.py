"""The ratios by the side that sources speak for and the side whose people they count (R11)."""

from __future__ import annotations

from reconcile.comparison import Comparison
from reconcile.comparison.ratios import numbers_of
from reconcile.comparison.schema import SideRatio
from reconcile.notation.words import number, times
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording import side_texts, source_texts
from reconcile.wording.claim_texts import legend

_COLUMNS = (
    Shown[SideRatio]("speak for", lambda row: row.side, widest=24),
    Shown[SideRatio](
        "count people of", lambda row: f"{row.counted}{' (own)' if row.own else ''}", widest=24
    ),
    Shown[SideRatio]("pairs", lambda row: number(row.pairs), True, 6),
    Shown[SideRatio]("median", lambda row: times(row.ratio), True, 9),
    Shown[SideRatio]("from", lambda row: times(row.ratio_low), True, 9),
    Shown[SideRatio]("to", lambda row: times(row.ratio_high), True, 9),
    Shown[SideRatio]("holds in", side_texts.coverage_text, True, 8),
)


def text(comparison: Comparison, width: int, *, explain: bool = False) -> str:
    """A side and the side whose people it counts a row, with the interval of the median.

    If it is to `explain`, each row has the figures that were divided below it.
    """
    rows = comparison.side_ratios.table.rows(SideRatio)
    table = laid(TableShape(_COLUMNS, giving=((0, 10), (1, 10))), rows, width)
    lines = [*wrapped(source_texts.matching_text(comparison), width), "", *table.head]
    for cells, pairs in zip(table.rows, comparison.side_ratios.pairs, strict=True):
        lines += cells
        ratios = [pair.ratio for pair in pairs]
        for at, pair in enumerate(pairs if explain else ()):
            told = source_texts.divided_text(comparison, pair.ours, pair.theirs, ratios, at)
            lines += wrapped(told, width, INDENT, INDENT * 2)
    notes = side_texts.side_notes(comparison)
    if rows:
        notes += [*(_legend(comparison) if explain else ()), source_texts.DESCRIPTION]
    return ended(lines if rows else lines[:-2], notes, width)


def _legend(comparison: Comparison) -> list[str]:
    """What the marks of the figures mean."""
    pairs = [pair for each in comparison.side_ratios.pairs for pair in each]
    used = numbers_of((pair.ours, pair.theirs) for pair in pairs)
    return legend(comparison.alignment, [comparison.by_number[number] for number in used])


def explained(comparison: Comparison, width: int) -> str:
    """As `text`, with what each row is made of and what the median would be without it."""
    return text(comparison, width, explain=True)


def flat(comparison: Comparison) -> Flat:
    """One line a side and a side counted."""
    rows = comparison.side_ratios.table.rows(SideRatio)
    return flat_table((*as_it_is("side", "counted"), *_COLUMNS[2:]), rows)
