"""Histories in which the claims that have to hold do, vague dates and whole numbers included (R10).

Whether a history fits is decided exactly. A vague date holds on some day of its span, which no
linear row can say: where a history jumps over a claim from one day to the next, the claim's days
are parted at the jump and both halves are tried. A count that may fall can be right on any of the
days, so they are tried one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, Entries, least, most
from reconcile.bounding.day_grid import Period
from reconcile.bounding.program import SLACK, Optimum, Program

# columns looked at before searches for days are cut short: ten to twenty seconds for a tree; the
# largest tree of the shipped ledger has 593 columns and takes one look
WORK = 1_000_000
WHOLE = 10  # what a program in whole numbers costs, in plain ones, roughly
NEAREST = 3  # days tried for an occasion; if none of the nearest will do, a jump is parted instead
BranchRow = tuple[Entries, float, float]


@dataclass
class Budget:
    """How many columns may still be looked at by searches for days; shared by those of a tree."""

    left: int = WORK


@dataclass(frozen=True)
class Found:
    """What a search found: a history, and the least value that there can be.

    Without a history there is none. It is `exact` if the history has that value; a search that was
    cut short may not know.
    """

    answer: Optimum | None
    least: float
    exact: bool


class Search:
    """The history that misses claims by the least, in which vague dates hold on one of their days.

    No other claims have to hold (`Program.hold`). `claims` are by number.
    """

    def __init__(self, program: Program, claims: Collection[int], budget: Budget) -> None:
        self.program, self.claims, self.budget = program, sorted(claims), budget
        self.costs = program.moving(claims)
        self.occasions = _vague(program, self.claims)
        self.best: Optimum | None = None
        self.cut = False

    def near(self, answer: Optimum) -> bool:
        """Whether a history as good as the plain program's answer is soon found; it may be so else.

        Vague dates are fixed on days of the program, one after the other.
        """
        if _is_whole(answer, self.program):
            self._dive(answer)
        return self.best is not None

    def run(self) -> Found:
        """The history of the least cost; if the search is cut short, the best that was found."""
        relaxed = self._ask()
        if relaxed is None:
            return Found(None, np.inf, exact=True)
        self._dive(relaxed)
        self._branch(relaxed)
        if self.best is None:
            return Found(None, relaxed.value if self.cut else np.inf, not self.cut)
        exact = not (self.cut and self.best.value > relaxed.value + SLACK)
        return Found(self.best, self.best.value if exact else relaxed.value, exact)

    def _ask(self) -> Optimum | None:
        """A history of whole numbers; that of the plain program if it is one."""
        self.budget.left -= self.program.grid.size
        answer = self.program.ask(self.costs)
        if answer is None or _is_whole(answer, self.program):
            return answer
        self.budget.left -= WHOLE * self.program.grid.size
        return self.program.ask_whole(self.costs) or answer

    def _dive(self, answer: Optimum) -> None:
        """Fix one vague date after the other on a day that is near, until something gives."""
        fixed = 0
        while self.budget.left > 0:
            near = self._near(answer)
            if near is None:
                self.best = answer
                break
            found = self._fixed(answer, near)
            if found is None:
                break
            answer, fixed = found[0], fixed + found[1]
        self.program.pop(fixed)

    def _near(self, answer: Optimum) -> list[list[BranchRow]] | None:
        """Rows that have a vague date hold, for each of the nearest days; None if all do hold."""
        for claims in self.occasions:
            if self._turn(answer, claims) is not None:
                days = self._nearest(answer, claims)[:NEAREST]
                return [self._on(claims, day) for day in days]
        unsettled = (one for one in self.program.grid.starts if self._off(answer, one))
        return next((list(islice(self._starts(answer, one), NEAREST)) for one in unsettled), None)

    def _fixed(
        self, answer: Optimum, near: Sequence[list[BranchRow]]
    ) -> tuple[Optimum, int] | None:
        """A history as good that keeps to such rows, and how many these are; they stay."""
        for rows in near:
            for row in rows:
                self.program.push(*row)
            found = self._ask()
            if found and found.value <= answer.value + SLACK:
                return found, len(rows)
            self.program.pop(len(rows))
        return None

    def _nearest(self, answer: Optimum, claims: Sequence[int]) -> list[float]:
        """The days of an occasion, those first on which its claims are missed by the least."""
        below, above = self._misfits(answer, claims)
        misfit = np.maximum(below, above).clip(min=0).sum(axis=0)
        days = self.program.grid.days[_days(self.program, claims[0])]
        nearest: list[float] = days[np.argsort(misfit, kind="stable")].tolist()
        return nearest

    def _branch(self, answer: Optimum | None) -> None:
        if answer is None or (self.best and answer.value >= self.best.value - SLACK):
            return
        turns = ((claims, self._turn(answer, claims)) for claims in self.occasions)
        jumped = next(((claims, turn) for claims, turn in turns if turn is not None), None)
        unsettled = next((one for one in self.program.grid.starts if self._off(answer, one)), None)
        if jumped is not None:
            branches = self._branches(answer, *jumped)
        elif unsettled is not None:
            branches = self._starts(answer, unsettled)
        else:
            self.best = answer
            return
        for rows in branches:
            if self.budget.left <= 0:
                self.cut = True
                return
            for row in rows:
                self.program.push(*row)
            self._branch(self._ask())
            self.program.pop(len(rows))

    def _before(self, answer: Optimum, start: Period) -> tuple[np.ndarray, np.ndarray]:
        """The days before which a vague first day may be, and by how much each differs from it."""
        grid = self.program.grid
        kept = [n for n, name in enumerate(grid.tracks) if name not in grid.falling]
        days = np.flatnonzero((grid.days >= start[0] - 1) & (grid.days <= start[1] - 1))
        totals = answer.columns[: grid.totals].reshape(grid.nodes, len(grid.tracks), -1)
        own = np.array(
            [answer.columns[grid.before(start, node, grid.tracks)] for node in range(grid.nodes)]
        )
        misfit = np.abs(totals[:, kept][:, :, days] - own[:, kept, None])
        return grid.days[days], misfit.max(axis=(0, 1), initial=0.0)

    def _off(self, answer: Optimum, start: Period) -> bool:
        """Whether a history has a count since a vague day begin on none of its days."""
        return bool(self._before(answer, start)[1].min(initial=np.inf) > self.program.misfit)

    def _starts(self, answer: Optimum, start: Period) -> Iterator[list[BranchRow]]:
        """The rows by which counts since a vague day begin on one, the nearest first."""
        grid = self.program.grid
        days, misfit = self._before(answer, start)
        tracks = [name for name in grid.tracks if name not in grid.falling]
        for day in days[np.argsort(misfit, kind="stable")].tolist():
            yield [
                ([(own, 1.0), *((column, -1.0) for column in total)], 0.0, 0.0)
                for node in range(grid.nodes)
                for name in tracks
                for own in grid.before(start, node, (name,))
                for total in [grid.columns(node, (name,), day)]
            ]

    def _misfits(self, answer: Optimum, claims: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """By how much each claim, on each day of its occasion, is missed from below and above."""
        program, grid = self.program, self.program.grid
        days = _days(program, claims[0])
        totals = answer.columns[: grid.totals].reshape(grid.nodes, len(grid.tracks), -1)
        below, above = [], []
        for number in claims:
            claim, (down, up) = program.claims[number], program.moved(answer.columns, number)
            since = int(np.searchsorted(grid.days, claim.since_first - 1, side="right")) - 1
            sure, held = (
                sum(
                    (
                        self._counted(totals[program.nodes[number]], name, since)[days]
                        for name in names
                    ),
                    np.zeros(len(days)),
                )
                for names in grid.held(claim)
            )
            below.append(claim.lower - down - held)
            above.append(sure - claim.upper - up)
        return np.array(below), np.array(above)

    def _counted(self, totals: np.ndarray, track: str, since: int) -> np.ndarray:
        """A track's counts by day, of a node's `totals`, less that at the position `since`."""
        grid = self.program.grid
        counts: np.ndarray = totals[grid.tracks.index(track)]
        return counts if since < 0 or track in grid.falling else counts - counts[since]

    def _turn(self, answer: Optimum, claims: Sequence[int]) -> int | None:
        """The position of the last day on which a claim is missed from below; None if a day fits.

        A running total never falls, so that the days on which some claim is missed from below come
        first, and those on which one is missed from above last. It is -1 if there is no day of the
        first kind. Of what may fall it tells no more than that no day fits.
        """
        slack = self.program.misfit
        below, above = (misfit > slack for misfit in self._misfits(answer, claims))
        if not (below | above).any(axis=0).all():
            return None
        return int(np.flatnonzero(below.any(axis=0)).max(initial=-1))

    def _branches(
        self, answer: Optimum, claims: Sequence[int], turn: int
    ) -> Iterator[list[BranchRow]]:
        """The claim missed at the turn must hold by then, or that missed after it no sooner.

        Claims of which one may fall must hold on one of the days, tried from the nearest on.
        """
        grid = self.program.grid
        below, above = self._misfits(answer, claims)
        days = grid.days[_days(self.program, claims[0])]
        if any(grid.falls(self.program.claims[number]) for number in claims):
            yield from (self._on(claims, day) for day in self._nearest(answer, claims))
            return
        if turn >= 0:
            yield [self._row(claims[int(below[:, turn].argmax())], days[turn], LEAST)]
        if turn + 1 < len(days):
            yield [self._row(claims[int(above[:, turn + 1].argmax())], days[turn + 1], MOST)]

    def _on(self, claims: Sequence[int], day: float) -> list[BranchRow]:
        """The rows by which the claims hold on this day."""
        return [self._row(number, day, kind) for number in claims for kind in (LEAST, MOST)]

    def _row(self, number: int, day: float, kind: int) -> BranchRow:
        """The row by which a claim allows no less, or no more, on this day."""
        program, claim = self.program, self.program.claims[number]
        down, up = program.grid.moves(number)
        where = (program.measures, program.grid, program.nodes[number], claim, float(day))
        if kind == LEAST:
            return [*least(*where)[0], (down, 1.0)], claim.lower, np.inf
        return [*most(*where), (up, -1.0)], -np.inf, claim.upper


def _days(program: Program, number: int) -> np.ndarray:
    """The positions in the grid of the days that a claim may speak of."""
    claim, days = program.claims[number], program.grid.days
    return np.flatnonzero((days >= claim.as_of_first) & (days <= claim.as_of_last))


def _vague(program: Program, claims: Sequence[int]) -> list[list[int]]:
    """The claims whose day is not known, by occasion; those of a vague `since` are left out."""
    found: dict[int, list[int]] = {}
    for number in claims:
        claim = program.claims[number]
        if claim.vague and (claim.total or claim.since_first == claim.since_last):
            found.setdefault(claim.occasion, []).append(number)
    return list(found.values())


def _is_whole(answer: Optimum, program: Program) -> bool:
    totals = answer.columns[: program.grid.totals]
    return (
        not program.whole
        or program.unit > 1
        or bool(np.all(np.abs(totals - np.round(totals)) <= SLACK))
    )
