"""The linear program of one tree, kept in HiGHS while one question after the other is put to it.

Only the objective, the limits of columns and the rows of branches change between questions, so that
each answer starts from the last one. HiGHS: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual
revised simplex method", Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from reconcile.bounding.constraints import LEAST, MOST, Rows, claim_rows, history_rows
from reconcile.bounding.day_grid import Grid, grid
from reconcile.bounding.trees import Tree, TreeClaim
from reconcile.notation.measures import Measures

PRIMAL = 4  # HiGHS's number for primal simplex: the last answer stays feasible for a new objective
EXACT = 2.0**20  # counts beyond this are scaled down, so that the solver's tolerance fits them
FINE = 1e-9  # the solver's tolerance where counts are scaled down
MIP_NODES = 1000  # no search for whole numbers is endless; without them the plain answer stands
SLACK = 1e-6  # the solver keeps to its rows within 1e-7, sums of them within some times that
NOTHING = 1e-9  # a weight below this is the solver's rounding


@dataclass(frozen=True)
class Optimum:
    """The least value of an objective, a history that has it, and the weight of each row in why."""

    value: float
    columns: np.ndarray
    weights: np.ndarray


class Program:
    """All histories of a tree under which those claims hold that have to (`hold`).

    `claims` are those of the tree, `held` the numbers of those that hold, `nodes` the positions in
    it of their nodes; a claim missed by less than `misfit` is not missed. Counts are `whole` unless
    the claims were loosened. Days `between` those that are named leave all limits as they are; only
    vague dates may need them.
    """

    def __init__(
        self, measures: Measures, tree: Tree, *, whole: bool = True, between: bool = False
    ) -> None:
        self.measures, self.tree, self.whole = measures, tree, whole
        self.grid: Grid = grid(measures, tree, between=between)
        at = {node: number for number, node in enumerate(tree.nodes)}
        self.claims: Sequence[TreeClaim] = tree.claims
        self.nodes = [at[claim.node] for claim in tree.claims]
        self.rows = Rows()
        claim_rows(measures, tree, self.grid, self.rows)
        history_rows(measures, tree, self.grid, self.rows)
        numbers = [abs(n) for n in (*self.rows.lower, *self.rows.upper) if np.isfinite(n)]
        self.unit = 2.0 ** max(np.ceil(np.log2(max([*numbers, 1.0]) / EXACT)), 0.0)
        # people: what is less is the solver's rounding, and not a misfit of the claims
        self.misfit = min(SLACK * self.unit, 0.5)
        self._solver = _solver(self.rows, self.grid.size, self.unit)
        self.held: tuple[int, ...] = ()
        self._costs: Sequence[int] = ()
        self._whole = False

    def ask(self, costs: Mapping[int, float]) -> Optimum | None:
        """The least sum of `costs` (by column); None if there is no least or nothing fits."""
        unset = [column for column in self._costs if column not in costs]
        columns = np.array([*unset, *costs], dtype=np.int32)
        values = np.array([*(0.0 for _ in unset), *costs.values()], dtype=float)
        self._solver.changeColsCost(len(columns), columns, values)
        self._costs = tuple(costs)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        found = self._solver.getSolution()
        weights = np.array([] if self._whole else found.row_dual)
        value = self._solver.getInfo().objective_function_value * self.unit
        return Optimum(value, np.array(found.col_value) * self.unit, weights)

    def ask_whole(self, costs: Mapping[int, float]) -> Optimum | None:
        """As `ask`, over histories of whole numbers; the answer has no weights."""
        self._set_whole(True)
        try:
            return self.ask(costs)
        finally:
            self._set_whole(False)

    def _set_whole(self, whole: bool) -> None:
        self._whole = whole
        # scaled counts are too large for anyone to tell a half from a whole
        if self.unit == 1.0 and self.whole:
            kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            columns = np.arange(self.grid.totals, dtype=np.int32)
            self._solver.changeColsIntegrality(
                len(columns), columns, np.array([kind] * len(columns))
            )

    def hold(self, claims: Iterable[int]) -> None:
        """Let these claims hold (by number); the others may be missed by any count."""
        self.held = tuple(claims)
        free = np.full((len(self.claims), 2), np.inf)
        free[list(self.held)] = 0.0
        columns = self.grid.totals + np.arange(free.size, dtype=np.int32)
        self._solver.changeColsBounds(free.size, columns, np.zeros(free.size), free.ravel())

    def limit(self, number: int, kind: int) -> float:
        """The least (kind LEAST) or the greatest count that a claim allows."""
        return self.claims[number].lower if kind == LEAST else self.claims[number].upper

    def push(self, entries: Sequence[tuple[int, float]], lower: float, upper: float) -> None:
        """Add a row for the questions to come."""
        columns = np.array([column for column, _ in entries], dtype=np.int32)
        values = np.array([value for _, value in entries], dtype=float)
        self._solver.addRow(lower / self.unit, upper / self.unit, len(columns), columns, values)

    def pop(self, count: int = 1) -> None:
        """Take back the last rows that were added."""
        rows = self._solver.getNumRow()
        if count:
            self._solver.deleteRows(count, np.arange(rows - count, rows, dtype=np.int32))

    @cached_property
    def unlimited(self) -> np.ndarray:
        """For each column whether it can be raised as far as one likes, whoever is set aside."""
        rows, found = self.rows, np.ones(self.grid.size, dtype=bool)
        columns, values = np.array(rows.columns, dtype=int), np.array(rows.values)
        lower, upper = (np.repeat(each, np.diff(rows.starts)) for each in (rows.lower, rows.upper))
        limited = ((values > 0) & np.isfinite(upper)) | ((values < 0) & np.isfinite(lower))
        found[columns[limited]] = False
        return found

    def moving(self, claims: Iterable[int]) -> dict[int, float]:
        """The columns by which these claims are missed, each at a cost of 1."""
        return dict.fromkeys((one for claim in claims for one in self.grid.moves(claim)), 1.0)

    def moved(self, columns: np.ndarray, number: int) -> tuple[float, float]:
        """By how much an answer misses a claim from below and from above."""
        down, up = self.grid.moves(number)
        return float(columns[down]), float(columns[up])


def support(program: Program, answer: Optimum) -> list[int]:
    """The claims that an answer's value rests on."""
    rows = np.flatnonzero(np.abs(answer.weights[: len(program.rows.kind)]) > NOTHING).tolist()
    kinds, of = program.rows.kind, program.rows.of
    return sorted({of[row] for row in rows if kinds[row] in (LEAST, MOST)})


def _solver(rows: Rows, size: int, unit: float) -> highspy.Highs:
    """HiGHS with the rows; nothing is printed, one thread, so that it is the same every time."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = size, len(rows.lower)
    program.col_cost_ = np.zeros(size)
    program.col_lower_ = np.zeros(size)
    program.col_upper_ = np.full(size, np.inf)
    program.row_lower_ = np.array(rows.lower) / unit
    program.row_upper_ = np.array(rows.upper) / unit
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.array(rows.starts, dtype=np.int32)
    matrix.index_ = np.array(rows.columns, dtype=np.int32)
    matrix.value_ = np.array(rows.values, dtype=float)
    solver = highspy.Highs.__new__(highspy.Highs)
    super(highspy.Highs, solver).__init__()  # its own constructor prints a greeting
    solver.silent()
    for option, value in (("threads", 1), ("simplex_strategy", PRIMAL), ("mip_rel_gap", 0.0)):
        solver.setOptionValue(option, value)
    solver.setOptionValue("mip_max_nodes", MIP_NODES)
    if unit > 1.0:
        for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            solver.setOptionValue(option, FINE)
    solver.passModel(program)
    return solver
