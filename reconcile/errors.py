"""The errors that a person is told of: each says what is wrong and what to write instead."""

from __future__ import annotations


class ReconcileError(Exception):
    """Input that cannot be worked with; its text is the one line that the person reads."""


class LedgerError(ReconcileError):
    """A ledger that cannot be read at all: a missing folder, a file that is not UTF-8 text."""


class NoFolderError(LedgerError):
    """A folder of a ledger that is not there."""


class SelectionError(ReconcileError):
    """A selection that names something the ledger does not hold, or that matches nothing."""


class InputError(ReconcileError):
    """A file to import, or a mapping, that cannot be worked with."""


class NotationError(ReconcileError, ValueError):
    """One cell that is not in its notation: `problem` says why, `remedy` what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


def excerpt(text: str, most: int = 60) -> str:
    """`text` on one line and cut to `most` characters, for quoting a cell in a message."""
    line = " ".join(text[: most * 8].split())
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return line if len(line) <= most else line[: most - 1] + "…"
