"""Questions to a program that its earlier answers may settle: each answer is a history (R10)."""

from __future__ import annotations

import numpy as np

from reconcile.bounding.constraints import Entries
from reconcile.bounding.program import Optimum, Program

FIRST = 64  # histories that there is room for at first


class Histories:
    """Histories of a program under which some claims hold, and maybe more; the program holds them.

    What one of them shows to be possible need not be asked.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._known = np.empty((FIRST, program.grid.size))
        self._count = 0

    def ask(self, entries: Entries, sign: float) -> Optimum | None:
        """The history with the least of `sign` times a sum; None if there is no least."""
        answer = self.program.ask({column: sign * value for column, value in entries})
        if answer is not None:
            self._add(answer.columns)
        return answer

    def least(self, entries: Entries, sign: float) -> float:
        """The least of `sign` times a sum in a history that is known; infinite if none is."""
        values = np.zeros(self._count)
        for column, value in entries:
            values += sign * value * self._known[: self._count, column]
        return float(values.min(initial=np.inf))

    def take(self, others: Histories) -> None:
        """Take over those of the same program under which these claims hold too."""
        for columns in others._known[: others._count]:
            self._add(columns)

    def _add(self, columns: np.ndarray) -> None:
        if self._count == len(self._known):
            self._known = np.concatenate([self._known, np.empty_like(self._known)])
        self._known[self._count] = columns
        self._count += 1
