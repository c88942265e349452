"""Benchmarks of bounds: `python benchmarks/bounds.py` prints tables (docs/performance.md).

The shipped case is set against importing scipy.optimize and against the release before, as whole
processes in turns. How bounds grow with the number of claims is set against one call of
`scipy.optimize.linprog` on the same rows, in the same process: with it, every bound would take such
a call. Cases of other kinds are set against the release before, whose files are taken from the
repository (`git archive`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import claims
import numpy as np
from run import CASE, HEADER, RECONCILE, ROOT, line, python
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from timing import Task, in_turns, once

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
BEFORE = "f8a786c"  # the last commit of the release before, which adjusted claims
PATIENCE = 110  # times ours, after which the release before is stopped
LEAST = 20.0  # seconds that it is given at any rate
# the bounds of a folder, by whichever release is on the path; prints its own seconds and memory
TIMED = """
import resource, sys, time
from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.checks import check
from reconcile.comparison import compare
from reconcile.storage.ledger import load
parsed = parse(load(sys.argv[1]))
comparison = compare(align(parsed, check(parsed).invalid))
assert len(comparison.estimates)
began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = bounds(comparison)
limits = 2 * len(found.table)
seconds = time.perf_counter() - began
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
wrong = sum(tree.wrong for tree in found.trees if hasattr(tree, "wrong"))
print(len(found.claims), limits, wrong, seconds, (after - before) / 1024)
"""


def write(folder: Path, text: str) -> None:
    (folder / "case.csv").write_text(text, encoding="utf-8")
    (folder / "sources.csv").write_text(claims.sources(), encoding="utf-8")


def compared(folder: Path, text: str) -> Comparison:
    write(folder, text)
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


def before(folder: Path) -> Path:
    """The package as it was in the release before, unpacked in a folder."""
    packed = subprocess.run(
        ("git", "archive", BEFORE, "reconcile"), cwd=ROOT, capture_output=True, check=True
    )
    subprocess.run(("tar", "-x", "-C", str(folder)), input=packed.stdout, check=True)
    return folder


def timed(package: Path, ledger: Path, patience: float | None = None) -> list[float] | None:
    """Claims, limits, how many are wrong, seconds and MiB; None if it took longer than that."""
    command = ("env", f"PYTHONPATH={package}", sys.executable, "-c", TIMED, str(ledger))
    try:
        told = subprocess.run(
            command, cwd=ledger, capture_output=True, check=True, text=True, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return None
    return [float(word) for word in told.stdout.split()]


def show_kinds(folder: Path, release: Path) -> None:
    print("\n### Against the release before, in turns\n")
    print(
        "| case | claims | wrong | limits | seconds | limits then | seconds then | times faster |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, text in (
        ("daily series of nested populations", claims.daily_series()),
        ("three nested places", claims.nested()),
        ("three nested places, some wrong", claims.nested(700, 0.01)),
    ):
        write(folder, text)
        ours = timed(ROOT, folder)
        assert ours is not None
        seconds = ours[3]
        patience = max(PATIENCE * seconds, LEAST)
        theirs = timed(release, folder, patience)
        again = timed(ROOT, folder)
        assert again is not None
        seconds = (seconds + again[3]) / 2
        then = f"{theirs[1]:,.0f} | {theirs[3]:.1f}" if theirs else f"| stopped at {patience:.0f}"
        more = theirs[3] if theirs else patience
        print(
            f"| {name} | {ours[0]:,.0f} | {ours[2]:.0f} | {2 * ours[1]:,.0f} | {seconds:.2f} "
            f"| {then} | **{'' if theirs else 'over '}{more / seconds:,.0f}** |",
            flush=True,
        )


def show_memory(folder: Path) -> None:
    """One tree of nested places that grows, against importing scipy.optimize."""
    task = python("`import scipy.optimize`", "import scipy.optimize")
    scipy = statistics.median(once(task, ROOT).seconds for _ in range(5))
    print(f"\n### One tree that grows; importing scipy.optimize takes {scipy:.2f} seconds\n")
    print("| claims | limits | seconds | times the import | MiB above the ledger | KiB a claim |")
    print("|--:|--:|--:|--:|--:|--:|")
    for size in (1000, 2000, 3000, 4000):
        write(folder, claims.nested(size))
        told = timed(ROOT, folder)
        assert told is not None
        count, limits, _, seconds, memory = told
        print(
            f"| {count:,.0f} | {2 * limits:,.0f} | {seconds:.2f} | **{seconds / scipy:.1f}** "
            f"| {memory:.1f} | {memory * 1024 / count:.1f} |",
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


def show_shipped(release: Path) -> None:
    print(f"### The shipped case\n\n{HEADER}")
    then = ("env", f"PYTHONPATH={release}", sys.executable, "-m", "reconcile", "bounds")
    ours = [
        Task("`reconcile bounds`", (RECONCILE, "bounds", *CASE)),
        Task("`reconcile bounds`, all cases", (RECONCILE, "bounds")),
        Task("`reconcile compare`", (RECONCILE, "compare", *CASE)),
    ]
    theirs = [
        python("`import scipy.optimize`", "import scipy.optimize"),
        python("`import pandas, scipy.optimize`", "import pandas, scipy.optimize"),
        Task("the release before", (*then, *CASE)),
        Task("the release before, all cases", then),
    ]
    samples = in_turns([*ours, *theirs], ROUNDS, ROOT)
    pairs = [(one, other) for one in ours for other in theirs[:2]]
    for one, other in (*pairs, (ours[0], theirs[2]), (ours[1], theirs[3])):
        print(line(one.name, one.name, other.name, samples), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        folder, release = Path(name), before(Path(other))
        show_shipped(release)
        show_kinds(folder, release)
        show_memory(folder)
        show_growth(folder)
        show_small(folder)


if __name__ == "__main__":
    main()
