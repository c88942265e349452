"""What has to give: the smallest total relative adjustment under which all claims hold (R10).

Whether a history fits is decided exactly. A vague date holds on some day of its span, which no
linear row can say: where a history jumps over a claim from one day to the next, the claim's days
are parted at the jump and both halves are tried.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from reconcile.bounds.program import SLACK, Answer, Program
from reconcile.bounds.rows import LEAST, MOST, Entries, least, most

MOST_BRANCHES = 2000
SEEN = 1e-4  # people, below which a misfit is the solver's and not the claims'
Row = tuple[Entries, float, float]


class Search:
    """The least adjustment of some of the claims, the others being free to move.

    With `plain` a count costs the same for all, so that even one in a billion is seen.
    """

    def __init__(self, program: Program, claims: Collection[int], plain: bool = False) -> None:
        self.program, self.claims = program, sorted(claims)
        costs = program.moving(self.claims)
        self.costs = dict.fromkeys(costs, 1.0) if plain else costs
        self.occasions = _vague(program, self.claims)
        self.best: Answer | None = None
        self.branches = 0

    def run(self) -> Answer:
        """The least adjustment, with a history; beyond `MOST_BRANCHES` that without vague dates."""
        relaxed = self._ask()
        assert relaxed is not None  # every claim may move freely, so something always fits
        self._branch(relaxed)
        return self.best if self.best and self.branches < MOST_BRANCHES else relaxed

    def _ask(self) -> Answer | None:
        """A history of whole numbers; that of the plain program if it is one."""
        answer = self.program.ask(self.costs)
        if answer is None or _is_whole(answer, self.program):
            return answer
        return self.program.ask_whole(self.costs) or answer

    def _branch(self, answer: Answer | None) -> None:
        if answer is None or (self.best and answer.value >= self.best.value - SLACK):
            return
        self.branches += 1
        halves = self._jump(answer)
        if halves is None:
            self.best = answer
            return
        for entries, lower, upper in halves:
            if self.branches < MOST_BRANCHES:
                self.program.push(entries, lower, upper)
                self._branch(self._ask())
                self.program.pop()

    def _jump(self, answer: Answer) -> tuple[Row, Row] | None:
        """Two rows, one of which holds, for the first occasion that the history jumps over."""
        for claims in self.occasions:
            found = self._halves(answer, claims)
            if found:
                return found
        return None

    def _halves(self, answer: Answer, claims: Sequence[int]) -> tuple[Row, Row] | None:
        """The parting of an occasion's days where they turn from too low to too high.

        None if the claims all hold on some day. A total never falls, so that the days on which some
        claim is missed from below come first, and those on which one is missed from above last.
        """
        days = self._days(claims[0])
        low, high = (
            [self._missed(answer, claims, day, kind) for day in days] for kind in (LEAST, MOST)
        )
        if any(not (below or above) for below, above in zip(low, high, strict=True)):
            return None
        turn = max(place for place, row in enumerate(low) if row)
        before, after = low[turn], high[turn + 1]
        assert before and after  # neither end of the span can be missed on the side of the other
        return before, after

    def _missed(self, answer: Answer, claims: Sequence[int], day: float, kind: int) -> Row | None:
        """The row of the first of the claims that a history misses on a day; None if it has all."""
        program = self.program
        for number in claims:
            claim, node = program.claims[number], program.nodes[number]
            moves = program.grid.moves(number)
            if kind == LEAST:
                entries = least(program.measures, program.grid, node, claim, day)[0]
                row: Row = ([*entries, (moves[0], 1.0)], claim.lower, np.inf)
            else:
                entries = most(program.measures, program.grid, node, claim, day)
                row = ([*entries, (moves[1], -1.0)], -np.inf, claim.upper)
            total = _total(row[0], answer)
            if not row[1] - SLACK * program.unit <= total <= row[2] + SLACK * program.unit:
                return row
        return None

    def _days(self, number: int) -> list[float]:
        """The days of the grid that a claim may speak of."""
        claim, days = self.program.claims[number], self.program.grid.days
        inside = (days >= claim.as_of_first) & (days <= claim.as_of_last)
        return [float(day) for day in days[inside]]


def _vague(program: Program, claims: Sequence[int]) -> list[list[int]]:
    """The claims whose day is not known, by occasion; those of a vague `since` are left out."""
    found: dict[int, list[int]] = {}
    for number in claims:
        claim = program.claims[number]
        if claim.vague and (claim.total or claim.since_first == claim.since_last):
            found.setdefault(claim.occasion, []).append(number)
    return list(found.values())


def _total(entries: Entries, answer: Answer) -> float:
    return float(sum(value * answer.columns[column] for column, value in entries))


def _is_whole(answer: Answer, program: Program) -> bool:
    totals = answer.columns[: program.grid.totals]
    return program.unit > 1 or bool(np.all(np.abs(totals - np.round(totals)) <= SLACK))


def adjustments(program: Program) -> dict[int, tuple[float, float]]:
    """By how much each claim that has to give moves down and up, in whole counts."""
    answer = Search(program, range(len(program.claims))).run()
    moves = {number: program.moved(answer.columns, number) for number in range(len(program.claims))}
    return {
        number: (_ceil(down), _ceil(up))
        for number, (down, up) in moves.items()
        if max(down, up) > SLACK * program.unit
    }


def _ceil(count: float) -> float:
    return float(np.ceil(count - max(SLACK, 1e-9 * count)))


def fits(program: Program, claims: Collection[int]) -> bool:
    """Whether some history makes all these claims true, whatever the others say."""
    return bool(Search(program, claims, plain=True).run().value <= SEEN * program.unit)
