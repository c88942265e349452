"""Questions to a program that its earlier answers may settle: each answer is a history (R10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, Entries
from reconcile.bounding.hitting_sets import mask_of
from reconcile.bounding.program import Optimum, Program

FIRST, MOST_KEPT = 64, 512  # histories that there is room for at first, and at most
CLOSE = 0.1  # of what is no misfit of a claim: by so little a history may miss what it shows


class Histories:
    """Histories of a program, each with the claims that hold in it; the last ones are kept.

    What one of them in which all claims hold that have to (`hold`) shows to be possible need not be
    asked.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._known = np.empty((FIRST, program.grid.size))
        self._held = list[int]()
        self._fits = np.zeros(MOST_KEPT, dtype=bool)
        self._next = self._asked = 0

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._held)

    def hold(self, claims: Iterable[int]) -> None:
        """Let these claims hold (by number)."""
        self.program.hold(claims)
        self._asked = mask_of(self.program.held)
        for number, held in enumerate(self._held):
            self._fits[number] = self._asked & ~held == 0

    def ask(self, entries: Entries, sign: float) -> Optimum | None:
        """The history with the least of `sign` times a sum; None if there is no least."""
        answer = self.program.ask({column: sign * value for column, value in entries})
        if answer is not None:
            self._add(answer.columns)
        return answer

    def least(self, entries: Entries, sign: float) -> float:
        """The least of `sign` times a sum in a history that is known; infinite if none is."""
        count = len(self)
        values = np.zeros(count)
        for column, value in entries:
            values += sign * value * self._known[:count, column]
        return float(values[self._fits[:count]].min(initial=np.inf))

    def shown(self, sums: Sequence[Entries], sign: float) -> SumsShown:
        """What these histories show of sums."""
        return SumsShown(self, sums, sign)

    @property
    def fitting(self) -> np.ndarray:
        """The histories in which all claims hold that have to, a row each."""
        return self._known[np.flatnonzero(self._fits)]

    def _add(self, columns: np.ndarray) -> None:
        at = self._next
        if at == len(self._known):
            self._known = np.concatenate([self._known, np.empty_like(self._known)])
        self._known[at] = columns
        self._held[at : at + 1] = [self._asked | self._holding(columns)]
        self._fits[at] = True
        self._next = (at + 1) % MOST_KEPT

    def _holding(self, columns: np.ndarray) -> int:
        """The claims that hold in a history, as a set."""
        starts, at, values, least, most = self._claimed
        counts, totals = columns.copy(), self.program.grid.totals
        counts[totals : totals + 2 * len(self.program.claims)] = 0.0  # none is moved
        sums = np.add.reduceat(values * counts[at], starts)
        close = CLOSE * self.program.misfit
        missed = np.flatnonzero((sums < least - close) | (sums > most + close)).tolist()
        of = self.program.rows.of
        every = (1 << len(self.program.claims)) - 1
        return every & ~mask_of({of[row] for row in missed})

    @cached_property
    def _claimed(self) -> tuple[np.ndarray, ...]:
        """The rows of the claims, which come first: starts, columns, values and limits."""
        rows = self.program.rows
        count = sum(kind in (LEAST, MOST) for kind in rows.kind)
        end = rows.starts[count]
        return (
            np.array(rows.starts[:count], dtype=int), np.array(rows.columns[:end], dtype=int),
            np.array(rows.values[:end]), np.array(rows.lower[:count]), np.array(rows.upper[:count]),
        )  # fmt: skip


class SumsShown:
    """What known histories show of some sums, and what each further answer shows of all of them.

    `least` is for each sum the least of `sign` times it in a history; infinite if none is known.
    """

    def __init__(self, histories: Histories, sums: Sequence[Entries], sign: float) -> None:
        self._histories, self._sums, self._sign = histories, sums, sign
        wide = max(map(len, sums), default=0)
        even = [[*entries, *[(0, 0.0)] * (wide - len(entries))] for entries in sums]
        columns, self._values = np.array(even, dtype=float).reshape(len(sums), wide, 2).T
        self._columns = columns.astype(int)
        self.least = np.full(len(sums), np.inf)
        self.see(histories.fitting)

    def see(self, known: np.ndarray) -> None:
        """Take note of what histories show, a row each."""
        found = np.zeros((len(known), len(self._sums)))
        for columns, values in zip(self._columns, self._values, strict=True):
            found += values * known[:, columns]
        self.least = np.minimum(self.least, (self._sign * found).min(axis=0, initial=np.inf))

    def ask(self, number: int) -> Optimum | None:
        """As `Histories.ask`, of one of the sums, by its number."""
        answer = self._histories.ask(self._sums[number], self._sign)
        if answer is not None:
            self.see(answer.columns[None])
        return answer
