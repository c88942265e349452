"""The sources of a comparison: what each contributed, and the source it rests on."""

from __future__ import annotations

from typing import Any

from reconcile.comparison import Comparison
from reconcile.notation.dates import in_words
from reconcile.tables.flat import Flat, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import PARTY, joined, known_text, left_out_text, source_text

_HEAD = ("source", "kind", "estimates", "of counts", "from", "to")
_RIGHT = (False, False, True, True, False, False)
_WIDEST = (60, 13, 9, 9, 11, 11)
INDENT = "    "


def text(comparison: Comparison, width: int) -> str:
    """Every source with how many statements it made of how many counts, for `width` cells."""
    rows = list(comparison.sources.itertuples())
    cells = [_cells(row) for row in rows]
    wide = fitted([_HEAD, *cells], _WIDEST, width, giving=((0, 16),))
    lines = wrapped(known_text(comparison.alignment.cut), width)
    lines += ["", *columns(_HEAD, wide, _RIGHT)]
    for row, each in zip(rows, cells, strict=True):
        lines += columns(each, wide, _RIGHT)
        if row.origin != row.source:
            lines += wrapped(f"rests on {row.origin}", width, INDENT)
    lines.append("")
    for note in _notes(comparison, rows):
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def _cells(row: Any) -> tuple[str, ...]:
    days = (in_words(day) if day else "no date" for day in (row.first, row.last))
    return (source_text(row), row.kind, f"{row.estimates:,}", f"{row.estimands:,}", *days)


def _notes(comparison: Comparison, rows: list[Any]) -> list[str]:
    """How many there are, for whom some of them speak, and which are here by derivation only."""
    estimates, origins = sum(row.estimates for row in rows), len({row.origin for row in rows})
    notes = [
        f"{_counted(len(rows), 'source')} resting on {_counted(origins, 'origin')}, "
        f"{_counted(estimates, 'estimate')}; relays of one statement are one estimate, and "
        "derived figures are not counted"
    ]
    sides: dict[str, list[str]] = {}
    for row in rows:
        if row.side:
            sides.setdefault(row.side, []).append(row.source)
    if sides:
        parts = [f"{joined(sides[side])} for {side}" for side in sorted(sides)]
        notes.append(f"{PARTY} speaks for a party to the conflict: {'; '.join(parts)}")
    silent = sorted(set(comparison.estimates["source"]) - {row.source for row in rows})
    if silent:
        notes.append(f"with derived figures only: {joined(silent)}")
    return [*notes, left_out_text(comparison)]


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def flat(comparison: Comparison) -> Flat:
    """One line a source."""
    rows = list(comparison.sources.itertuples())
    return flat_table(
        (
            ("source", False, [source_text(row) for row in rows]),
            ("kind", False, [row.kind for row in rows]),
            ("speaks for", False, [row.side for row in rows]),
            ("rests on", False, [row.origin if row.origin != row.source else "" for row in rows]),
            ("estimates", True, [f"{row.estimates:,}" for row in rows]),
            ("of counts", True, [f"{row.estimands:,}" for row in rows]),
            ("first", False, [row.first for row in rows]),
            ("last", False, [row.last for row in rows]),
        )
    )
