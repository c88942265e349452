"""The rows of a comparison as read (R4): what each says, its bounds, and why it is kept or not."""

from __future__ import annotations

import math
from itertools import groupby
from typing import Any

from reconcile.comparison import Comparison
from reconcile.errors import NotationError
from reconcile.notation.dates import parse_date
from reconcile.tables.flat import Flat, flat as flat_table, varying
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import (
    DERIVED,
    column_date,
    counts_text,
    cut_text,
    derived_text,
    left_out_text,
    readable,
    since_text,
    where_text,
)

_HEAD = ("line", "as of", "source", "figure", "bounds", "status")
_RIGHT = (True, False, False, True, True, False)
_WIDEST = (12, 26, 60, 26, 23, 11)


def text(comparison: Comparison, width: int) -> str:
    """Every row under its file and estimand, for `width` cells."""
    entries = sorted(comparison.rows.itertuples(), key=_subject)
    cells = [_cells(row) for row in entries]
    wide = fitted([_HEAD, *cells], _WIDEST, width, giving=((2, 14), (3, 18), (2, 8)))
    lines = wrapped(cut_text(comparison), width)
    placed = zip(entries, cells, strict=True)
    for _, group in groupby(placed, key=lambda entry: _subject(entry[0])):
        listed = list(group)
        first = listed[0][0]
        subject = (f"{first.case}.csv", first.population, first.place, first.measure)
        named = " · ".join(part for part in (*subject, _since(first.since)) if part)
        lines += ["", *wrapped(named, width), *columns(_HEAD, wide, _RIGHT)]
        for row, each in listed:
            lines += columns(each, wide, _RIGHT)
            if note := _note(row):
                lines += wrapped(note, width, " " * (wide[0] + 2))
    lines += ["", *wrapped(left_out_text(comparison), width, "", "  ")]
    return "\n".join(lines) + "\n"


def _subject(row: Any) -> tuple[Any, ...]:
    """The estimand, for which one span of days is the same however it is written."""
    return row.case, row.population, row.place, row.measure, _days(row.since)


def _days(since: str) -> tuple[int, int, str]:
    try:
        date = parse_date(since)
    except NotationError:
        return 0, 0, since
    return date.first, date.last, ""


def _note(row: Any) -> str:
    """Why a row is set aside, or what a derived figure comes from."""
    if row.derived_from:
        lines = [place.rpartition(":")[2] for place in row.derived_from.split()]
        return f"{DERIVED} derived from lines {', '.join(lines)}"
    return f"set aside: {row.set_aside}" if row.set_aside else ""


def _cells(row: Any) -> tuple[str, ...]:
    via = f" via {row.via}" if row.via else ""
    return (
        "" if row.derived_from else row.where.rpartition(":")[2],
        column_date(row.as_of or row.published),
        row.source + via,
        _figure(row),
        counts_text(row.lower, row.upper, none=""),
        row.status,
    )


def _figure(row: Any) -> str:
    """The figure as read; a derived one as its point, since its bounds stand beside it."""
    if not row.derived_from:
        return readable(row.figure)
    if math.isnan(row.best):
        return f"{readable(row.figure)}{DERIVED}"
    return f"{derived_text(row.lower, row.best, row.upper)}{DERIVED}"


def _since(text: str) -> str:
    try:
        return since_text(text)
    except (ValueError, IndexError):
        return f"since {text}"


def flat(comparison: Comparison) -> Flat:
    """One line a row."""
    rows = list(comparison.rows.itertuples())
    cells = [_cells(row) for row in rows]
    return flat_table(
        (
            ("case", False, varying([row.case for row in rows])),
            ("population", False, varying([row.population for row in rows])),
            ("place", False, [row.place for row in rows]),
            ("source", False, [row.source for row in rows]),
            ("via", False, [row.via for row in rows]),
            ("published", False, [row.published for row in rows]),
            ("since", False, [row.since for row in rows]),
            ("as of", False, [row.as_of for row in rows]),
            ("measure", False, [row.measure for row in rows]),
            ("figure", True, [cell[3] for cell in cells]),
            ("bounds", True, [cell[4] for cell in cells]),
            ("status", False, [row.status for row in rows]),
            ("where", False, [where_text(row.where) for row in rows]),
        )
    )
