"""What a check finds, and the issue that a person is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has against one place: the ledger row, or the file and line.

    `row` is -1 where the place is not a row of a case; then `file` and `line` name it. `cell` is
    the name of its column and `column` the number of its cell in the line, where that is known.
    """

    message: str
    remedy: str
    row: int = -1
    cell: str = ""
    file: str = ""
    line: int = 0
    column: int = -1


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong in a row, with its place and what to write instead.

    `file` is relative to the ledger and `line` the physical line on which the row begins. `cell` is
    the name of the column, `column` the number of the cell in its line (-1: the whole line; as
    many as the header has: all that stands behind it), `row` the row of the ledger or -1.
    """

    file: str
    line: int
    severity: str
    check: str
    message: str
    cell: str
    remedy: str
    row: int
    column: int


def listing(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counts(lower: float, upper: float) -> str:
    """Bounds in words: `300`, `270 to 330`, `300 or more`."""
    if lower == upper:
        return f"{lower:,.0f}"
    return f"{lower:,.0f} or more" if upper == float("inf") else f"{lower:,.0f} to {upper:,.0f}"


def several(count: int, word: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
