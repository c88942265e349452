"""How much of a case its report shows: all of it or, of a large one, the counts furthest apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reconcile.bounding import Bounds, bounds
from reconcile.comparison import Comparison
from reconcile.comparison.disputes import Disputes, furthest_apart, narrowed, widest
from reconcile.notation.speech import mark, say
from reconcile.notation.words import number
from reconcile.wording.answer import by_weight
from reconcile.wording.dispute_texts import left_to_commands

MOST_ROWS = 500  # of a case that a page shows whole, which a telephone does without a long wait
MOST_DISPUTES, MOST_DRAWN = 10, 5  # that are shown of a larger one, and drawn
# rows of a case of which every count is drawn by day; of more these: one takes a screen of its own
MOST_BY_DAY, DRAWN_BY_DAY = 150, 3
# pairs of claims that bear on one another, a tree being as much work as some: bounds in seconds
MOST_TOGETHER, OF_A_TREE = 20_000, 12
_BESIDES = mark("Only the counts furthest apart are drawn by day; {n} more are in {file}.")


@dataclass(frozen=True)
class Extent:
    """The comparison of a case, and what of it is `shown`: all of it but where it is large."""

    whole: Comparison
    shown: Comparison

    @classmethod
    def of(cls, comparison: Comparison) -> Extent:
        """What there is to show of a comparison of one case."""
        if len(comparison.rows) <= MOST_ROWS:
            return cls(comparison, comparison)
        first = [one.row.estimand for one in by_weight(comparison)[:1]]  # as the index has it
        apart = list(dict.fromkeys([*first, *widest(comparison, MOST_DISPUTES)]))[:MOST_DISPUTES]
        if len(apart) > 1:
            return cls(comparison, narrowed(comparison, apart))
        return cls(comparison, furthest_apart(comparison, MOST_DISPUTES))

    @property
    def large(self) -> bool:
        """Whether there is more than is shown."""
        return self.shown is not self.whole

    @cached_property
    def disputes(self) -> Disputes:
        """Where the disputes of the whole case lie."""
        return Disputes(self.whole)

    @property
    def drawn(self) -> Comparison:
        """What of a large case is drawn: the widest of what is shown."""
        return furthest_apart(self.shown, MOST_DRAWN)

    @cached_property
    def by_day(self) -> Comparison:
        """What is drawn by day: all that is told, or of many rows the counts furthest apart."""
        if len(self.whole.rows) <= MOST_BY_DAY or len(self.whole.subjects) <= DRAWN_BY_DAY:
            return self.whole
        return furthest_apart(self.whole, DRAWN_BY_DAY)

    def besides(self, file: str) -> str:
        """How many counts are not drawn by day, and which file of the report has them."""
        more = len(self.whole.subjects) - len(self.by_day.subjects)
        return say(_BESIDES, n=number(more), file=file) if more else ""

    @property
    def commands(self) -> list[str]:
        """What of a large case is not worked out here, and what works it out."""
        case = self.whole.ranges.cells("case")[0]
        return [*left_to_commands(case, bounded=self.found is not None)] if self.large else []

    @cached_property
    def found(self) -> Bounds | None:
        """What the claims leave possible; nothing of a large case where that takes long."""
        found = bounds(self.whole)
        work = sum(len(tree.tree.claims) ** 2 // 2 + OF_A_TREE for tree in found.trees)
        return None if self.large and work > MOST_TOGETHER else found
