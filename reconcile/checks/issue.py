"""What a check finds, and the issue that a person is shown."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What one check has against a row of the ledger, or against a line of a file.

    `row` is -1 where that is not a row of a case; then `file` and `line` name it. `cell` is the
    name of its column and `column` the number of its cell in the line, where that is known.
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
    """Something wrong in a row, where it stands and what to write instead.

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
