"""Bounds in the process of the benchmark, beside calls of `scipy.optimize.linprog`."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import claims
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees
from reconcile.checks import check
from reconcile.comparison import Comparison, compare
from reconcile.storage.ledger import load

SIZES = (250, 500, 1000, 2000, 4000)
DATES, SMALL = 500, 10_000


def compared(folder: Path, text: str) -> Comparison:
    claims.write(folder, text)
    parsed = parse(load(folder))
    comparison = compare(align(parsed, check(parsed).invalid))
    assert len(comparison.estimates)
    return comparison


def one_call(comparison: Comparison) -> float:
    """Seconds of one least value by scipy, on the rows of the comparison's only tree."""
    (tree,) = trees(comparison)
    program = Program(comparison.alignment.parsed.ledger.measures, tree)
    rows, size = program.rows, program.grid.size
    matrix = csr_array((rows.values, rows.columns, rows.starts), shape=(len(rows.lower), size))
    lower, upper = np.array(rows.lower), np.array(rows.upper)
    down, up = np.isfinite(lower), np.isfinite(upper)
    costs = np.zeros(size)
    costs[program.grid.totals // 2] = 1.0
    limits = [(0, None)] * program.grid.totals + [(0, 0)] * (2 * len(tree.claims))
    limits += [(0, None)] * (size - len(limits))
    above = -matrix[np.flatnonzero(down)], matrix[np.flatnonzero(up)]
    both, most = vstack(above), np.concatenate([-lower[down], upper[up]])
    began = time.perf_counter()
    found = linprog(costs, A_ub=both, b_ub=most, bounds=limits, method="highs")
    assert found.status == 0, found.message
    return time.perf_counter() - began


def show_growth(folder: Path) -> None:
    print(f"\n### Bounds of one case, claims over {DATES} dates\n")
    print("| claims | bounds | seconds | milliseconds a bound | one `linprog` | ratio |")
    print("|--:|--:|--:|--:|--:|--:|")
    for size in SIZES:
        comparison = compared(folder, claims.case(size, DATES))
        began = time.perf_counter()
        table = bounds(comparison).table
        seconds, number = time.perf_counter() - began, 2 * len(table)
        call = statistics.median(one_call(comparison) for _ in range(3))
        each = seconds / number
        print(
            f"| {size:,} | {number:,} | {seconds:.1f} | {each * 1e3:.2f} | {call * 1e3:.1f} ms "
            f"| **{each / call:.3f}** |",
            flush=True,
        )


def show_small(folder: Path) -> None:
    """Many small trees, each a program of its own, against as many calls of linprog."""
    comparison = compared(folder, claims.small_cases(SMALL))
    began = time.perf_counter()
    found = bounds(comparison)
    limits, wrong = 4 * len(found.table), sum(tree.wrong for tree in found.trees)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(SMALL // 10):
        linprog([1.0, 0.0], A_eq=[[1.0, 1.0]], b_eq=[3.0], method="highs")
    theirs = (time.perf_counter() - began) * 10
    print(f"\n### {SMALL:,} small cases\n")
    print(
        f"{limits:,} limits, {wrong:,} cases that contradict, in {ours:.1f} seconds; "
        f"{SMALL:,} calls of `linprog` on two variables take {theirs:.1f}: "
        f"ratio **{ours / theirs:.2f}**."
    )
