"""The ratios between sources (R11), each with the figures it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.comparison import Comparison
from reconcile.comparison.ratios import Divided, Ratios, numbers_of
from reconcile.comparison.schema import SourceRatio
from reconcile.notation.words import number, times
from reconcile.tables.flat import Flat, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording import source_texts
from reconcile.wording.claim_texts import legend

_NUMBERS = (
    Shown[SourceRatio]("pairs", lambda row: number(row.pairs), True, 9),
    Shown[SourceRatio]("median", lambda row: times(row.ratio), True, 10),
    Shown[SourceRatio]("lowest", lambda row: times(row.ratio_low), True, 10),
    Shown[SourceRatio]("highest", lambda row: times(row.ratio_high), True, 10),
)
_MOST = 500  # ratios, more of which nobody reads


def text(comparison: Comparison, width: int, *, explain: bool = False) -> str:
    """Two sources a row with the ratios between their figures and what each is made of.

    Of more than 500 ratios in all only the lowest, the middle and the highest of two sources are
    shown with their figures, unless it is to `explain`: then all are, as divisions.
    """
    rows = comparison.ratios.table.rows(SourceRatio)
    shown = _every(comparison.ratios) if explain else _shown(comparison.ratios)
    table = laid(_shape(source_texts.names_of_sources(comparison)), rows, width)
    lines, head = wrapped(source_texts.matching_text(comparison), width), table.head
    for row, cells, matches in zip(rows, table.rows, shown, strict=True):
        lines += ["", *head, *cells]
        head = []
        ratios = [match.ratio for match in matches]
        for at, match in enumerate(matches):
            told = (
                source_texts.divided_text(comparison, match.b, match.a, ratios, at)
                if explain
                else source_texts.match_text(comparison, match)
            )
            lines += wrapped(told, width, INDENT, INDENT * 2)
        if more := row.pairs - len(matches):
            lines += wrapped(f"and {more:,} between them", width, INDENT)
    named = [(match.a, match.b) for matches in shown for match in matches]
    zeros = comparison.ratios.zeros[: source_texts.MOST_ZEROS]
    marked = [comparison.by_number[number] for number in numbers_of([*named, *zeros])]
    notes = [
        *source_texts.ratio_notes(comparison),
        *legend(comparison.alignment, marked),
        source_texts.DESCRIPTION,
    ]
    return ended(lines, notes, width)


def _shape(names: Mapping[str, str]) -> TableShape[SourceRatio]:
    both = Shown[SourceRatio](
        "", lambda row: f"{names[row.source_b]} to {names[row.source_a]}", widest=60
    )
    return TableShape((both, *_NUMBERS), giving=((0, 30),))


def explained(comparison: Comparison, width: int) -> str:
    """As `text`, each ratio as a division, with what the median would be without it."""
    return text(comparison, width, explain=True)


def _shown(found: Ratios) -> list[list[Divided]]:
    """The matches of each row of the table that are shown, in the order of the figures."""
    matches = _every(found)
    return matches if len(found.matches) <= _MOST else [_few(each) for each in matches]


def _every(found: Ratios) -> list[list[Divided]]:
    """All matches of each row."""
    matches: list[list[Divided]] = [[] for _ in range(len(found.table))]
    for match in found.matches.rows(Divided):
        matches[match.row].append(match)
    return matches


def _few(matches: Sequence[Divided]) -> list[Divided]:
    """The lowest, the middle and the highest."""
    order = sorted(matches, key=lambda match: match.ratio)
    few = {order[0], order[(len(order) - 1) // 2], order[-1]}
    return [match for match in matches if match in few]


def flat(comparison: Comparison) -> Flat:
    """One line for two sources."""
    names = source_texts.names_of_sources(comparison)
    sides = (
        Shown[SourceRatio]("of", lambda row: names[row.source_b]),
        Shown[SourceRatio]("to", lambda row: names[row.source_a]),
    )
    return flat_table((*sides, *_NUMBERS), comparison.ratios.table.rows(SourceRatio))
