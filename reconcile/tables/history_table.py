"""The history of a comparison (R3): each source's figures for one estimand over time."""

from __future__ import annotations

from typing import Any

from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import (
    column_date,
    cut_text,
    estimand_text,
    figure_text,
    legend,
    source_text,
)

_HEAD = ("as of", "figure", "change", "a day", "status", "line")
_RIGHT = (False, True, True, True, False, False)
_WIDEST = (26, 24, 12, 9, 11, 40)
INDENT = "    "


def text(comparison: Comparison, width: int) -> str:
    """Each source's figures under its name and estimand, oldest first, for `width` cells."""
    estimates = comparison.by_number
    entries = [(row, estimates[row.Index]) for row in comparison.history.itertuples()]
    cells = [_cells(row, estimate) for row, estimate in entries]
    wide = fitted([_HEAD, *cells], _WIDEST, width - len(INDENT), giving=((5, 10), (0, 14), (1, 14)))
    lines = wrapped(cut_text(comparison), width)
    subject = holder = ""
    for (row, estimate), each in zip(entries, cells, strict=True):
        named = f"{row.case}.csv · {estimand_text(row)}"
        if named != subject:
            subject, holder = named, ""
            lines += ["", *wrapped(subject, width)]
        if source_text(estimate) != holder:
            holder = source_text(estimate)
            lines += wrapped(holder, width, "  ")
            lines += columns(_HEAD, wide, _RIGHT, INDENT)
        lines += columns(each, wide, _RIGHT, INDENT)
    lines.append("")
    for note in legend(comparison.alignment, estimates.values()):
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def _cells(row: Any, estimate: Any) -> tuple[str, ...]:
    return (
        column_date(row.as_of),
        "withdrawn" if estimate.withdrawn else figure_text(estimate),
        _signed(row.change),
        _signed(round(row.change_per_day, 1) if row.change_per_day == row.change_per_day else None),
        row.status,
        ", ".join(place.rpartition(":")[2] for place in row.where.split()),
    )


def _signed(value: float | None) -> str:
    if value is None or value != value:
        return ""
    text = number(abs(value))
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else "0"


def flat(comparison: Comparison) -> Flat:
    """One line a figure."""
    estimates = comparison.by_number
    rows = list(comparison.history.itertuples())
    cells = [_cells(row, estimates[row.Index]) for row in rows]
    return flat_table(
        (
            *estimand_columns(rows),
            ("source", False, [source_text(estimates[row.Index]) for row in rows]),
            ("published", False, [row.published for row in rows]),
            ("as of", False, [row.as_of for row in rows]),
            *(
                (head, right, [cell[place] for cell in cells])
                for place, (head, right) in enumerate(zip(_HEAD, _RIGHT, strict=True))
                if place
            ),
        )
    )
