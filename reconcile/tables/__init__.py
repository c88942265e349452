"""A comparison as tables to read: in the terminal, or in any of tabulate's formats.

`text(comparison, kind, width)` is for reading, `flat(comparison, kind)` a plain table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconcile.comparison import Comparison
from reconcile.tables import (
    copies_table as copies,
    discrepancies_table as discrepancies,
    history_table as history,
    ranges_table as ranges,
    ratios_table as ratios,
    rows_table as rows,
    sides_table as sides,
    sources_table as sources,
)
from reconcile.tables.flat import Flat

__all__ = ["flat", "flat_of", "text"]

_TEXT: Mapping[str, Callable[[Comparison, int], str]] = {
    "estimates": rows.text, "ranges": ranges.text, "discrepancies": discrepancies.text,
    "explained discrepancies": discrepancies.explained, "history": history.text,
    "sources": sources.text, "ratios": ratios.text, "series": copies.text,
    "side_ratios": sides.text, "explained ratios": ratios.explained,
    "explained series": copies.explained, "explained side_ratios": sides.explained,
}  # fmt: skip
_FLAT: Mapping[str, Callable[[Comparison], Flat]] = {
    "estimates": rows.flat, "ranges": ranges.flat, "discrepancies": discrepancies.flat,
    "history": history.flat, "sources": sources.flat, "ratios": ratios.flat,
    "series": copies.flat, "side_ratios": sides.flat,
}  # fmt: skip


def text(comparison: Comparison, kind: str, width: int) -> str:
    """The table `kind` laid out for `width` cells.

    Kinds are estimates, ranges, discrepancies, history, sources, ratios, side_ratios and series;
    `explained discrepancies` says of each pair what it uses and what would change its verdict,
    `explained ratios`, `side_ratios` and `series` of each row what it is made of.
    """
    return _TEXT[kind](comparison, width)


def flat_of(comparison: Comparison, kind: str) -> Flat:
    """The table `kind` before it is given a format."""
    return _FLAT[kind](comparison)


def flat(comparison: Comparison, kind: str, style: str) -> str:
    """The table `kind` in the format `style` of tabulate, one line an entry."""
    from reconcile.tables.markup import table_in  # tabulate is imported where it is used

    return table_in(style, flat_of(comparison, kind)) + "\n"
