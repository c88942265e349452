"""Which statements each derived figure rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.stretches import stretches


@dataclass(frozen=True)
class Grounds:
    """The statements of derived figures: those of figure i are at `starts[i]` to `starts[i + 1]`.

    What is added comes first, then what is taken away.
    """

    statements: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, blocks: Sequence[np.ndarray]) -> Grounds:
        """Those of blocks of figures with a row for each figure, one below the other."""
        sizes = [np.full(len(block), block.shape[1]) for block in blocks]
        none = np.zeros(0, dtype=np.int64)
        statements = np.concatenate([none, *(block.ravel() for block in blocks)])
        return cls(statements, np.cumsum(np.concatenate([[0], *sizes]), dtype=np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, figure: int) -> np.ndarray:
        return self.statements[self.starts[figure] : self.starts[figure + 1]]

    def __iter__(self) -> Iterator[np.ndarray]:
        return map(self.__getitem__, range(len(self)))

    def of_each(self, figures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The statements of each of these figures, one behind the other, and before them where in
        `figures` the one is whose each is.
        """
        first, counts = self.starts[figures], np.diff(self.starts)[figures]
        whose, at = stretches(first, counts)
        return whose, self.statements[at]

    def any_of(self, marked: np.ndarray) -> np.ndarray:
        """Which of the figures rest on a statement that is marked (bool)."""
        return np.logical_or.reduceat(marked[self.statements], self.starts[:-1])
