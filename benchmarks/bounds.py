"""Benchmarks of bounds: `python benchmarks/bounds.py` prints tables (docs/performance.md).

The shipped case is set against importing scipy.optimize, as whole processes in turns. How bounds
grow with the number of claims is set against one call of `scipy.optimize.linprog` on the same rows,
in the same process: with it, every bound would take such a call.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import claims
import numpy as np
from run import CASE, HEADER, RECONCILE, ROOT, line, python
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from timing import Task, in_turns

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees
from reconcile.checks import check
from reconcile.comparison import Comparison, compare
from reconcile.storage.ledger import load

SIZES = (250, 500, 1000, 2000, 4000)
DATES, SMALL, ROUNDS = 500, 10_000, 9


def compared(folder: Path, text: str) -> Comparison:
    (folder / "case.csv").write_text(text, encoding="utf-8")
    (folder / "sources.csv").write_text(claims.sources(), encoding="utf-8")
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


def show_kinds(folder: Path) -> None:
    print("\n### Cases of other kinds\n")
    print("| case | claims | limits | wrong | seconds |")
    print("|---|--:|--:|--:|--:|")
    for name, text in (
        ("daily series of nested populations", claims.daily_series()),
        ("three nested places", claims.nested()),
        ("three nested places, some wrong", claims.nested(700, 0.01)),
    ):
        comparison = compared(folder, text)
        began = time.perf_counter()
        found = bounds(comparison)
        table = found.table
        seconds = time.perf_counter() - began
        wrong = ", ".join(f"{tree.wrong} of {tree.of}" for tree in found.trees)
        print(
            f"| {name} | {len(found.claims):,} | {4 * len(table):,} | {wrong} | {seconds:.1f} |",
            flush=True,
        )


def show_small(folder: Path) -> None:
    """Many small trees, each a program of its own, against as many calls of linprog."""
    comparison = compared(folder, claims.small_cases(SMALL))
    began = time.perf_counter()
    found = bounds(comparison)
    wrong = int(found.table.drop_duplicates("place")["wrong"].sum())
    ours = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(SMALL // 10):
        linprog([1.0, 0.0], A_eq=[[1.0, 1.0]], b_eq=[3.0], method="highs")
    theirs = (time.perf_counter() - began) * 10
    print(f"\n### {SMALL:,} small cases\n")
    print(
        f"{len(found.table) * 4:,} limits, {wrong:,} cases that contradict, in {ours:.1f} seconds; "
        f"{SMALL:,} calls of `linprog` on two variables take {theirs:.1f}: "
        f"ratio **{ours / theirs:.2f}**."
    )


def main() -> None:
    print(f"### The shipped case\n\n{HEADER}")
    ours = [
        Task("`reconcile bounds`", (RECONCILE, "bounds", *CASE)),
        Task("`reconcile compare`", (RECONCILE, "compare", *CASE)),
    ]
    theirs = [
        python("`import scipy.optimize`", "import scipy.optimize"),
        python("`import pandas, scipy.optimize`", "import pandas, scipy.optimize"),
    ]
    samples = in_turns([*ours, *theirs], ROUNDS, ROOT)
    for one in ours:
        for other in theirs:
            print(line(one.name, one.name, other.name, samples), flush=True)
    with tempfile.TemporaryDirectory() as name:
        show_growth(Path(name))
        show_kinds(Path(name))
        show_small(Path(name))


if __name__ == "__main__":
    main()
