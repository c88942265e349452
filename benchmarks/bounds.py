"""Benchmarks of bounds: `python benchmarks/bounds.py` prints tables (docs/performance.md).

The shipped case is set against importing scipy.optimize and against the release before, as whole
processes in turns. How bounds grow with the number of claims is set against one call of
`scipy.optimize.linprog` on the same rows, in the same process: with it, every bound would take such
a call. Cases of other kinds are set against the release before, whose files are taken from the
repository (`git archive`).
"""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import claims
from release_before import before
from run import HEADER, line
from tasks import CASE, RECONCILE, ROOT, python
from timing import Task, in_turns, keep_bytecode, once

ROUNDS = 9
PATIENCE = 110  # times ours, after which the release before is stopped
LEAST, LONGEST = 20.0, 600.0  # seconds of processor time that a run is given at any rate, at most
# the bounds of a folder, by whichever release is on the path, in so many seconds of processor time;
# prints how many it took, and MiB
TIMED = """
import re, resource, sys, time
from pathlib import Path
from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.checks import check
from reconcile.comparison import compare
from reconcile.storage.ledger import load
def most_memory():  # that of the process alone, where the usual count has its parent's
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
most = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CPU, (most, most))
parsed = parse(load(sys.argv[1]))
comparison = compare(align(parsed, check(parsed).invalid))
assert len(comparison.estimates)
began, before = time.process_time(), most_memory()
found = bounds(comparison)
limits = 2 * len(found.table)
seconds = time.process_time() - began
wrong = sum(tree.wrong for tree in found.trees if hasattr(tree, "wrong"))
print(len(found.claims), limits, wrong, seconds, (most_memory() - before) / 1024)
"""


def timed(package: Path, ledger: Path, patience: float = LONGEST) -> list[float] | None:
    """Claims, limits, how many are wrong, seconds and MiB; None if it took longer than that."""
    command = ("env", f"PYTHONPATH={package}", sys.executable, "-c", TIMED, str(ledger))
    told = subprocess.run(
        (*command, f"{patience:.0f}"), cwd=ledger, capture_output=True, check=False, text=True
    )
    if told.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    told.check_returncode()
    return [float(word) for word in told.stdout.split()]


def show_kinds(folder: Path, release: Path) -> None:
    print("\n### Against the release before, in turns, in seconds of processor time\n")
    print(
        "| case | claims | wrong | limits | seconds | limits then | seconds then | times faster |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, text in (
        ("daily series of nested populations", claims.daily_series()),
        ("three nested places", claims.nested()),
        ("three nested places, some wrong", claims.nested(700, 0.01)),
    ):
        claims.write(folder, text)
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
    scipy = statistics.median(once(task, ROOT).processor for _ in range(5))
    print(f"\n### One tree that grows; importing scipy.optimize takes {scipy:.2f} seconds\n")
    print("| claims | limits | seconds | times the import | MiB above the ledger | KiB a claim |")
    print("|--:|--:|--:|--:|--:|--:|")
    for size in (1000, 2000, 3000, 4000):
        claims.write(folder, claims.nested(size))
        told = timed(ROOT, folder)
        assert told is not None
        count, limits, _, seconds, memory = told
        print(
            f"| {count:,.0f} | {2 * limits:,.0f} | {seconds:.2f} | **{seconds / scipy:.1f}** "
            f"| {memory:.1f} | {memory * 1024 / count:.1f} |",
            flush=True,
        )


def show_shipped(release: Path) -> None:
    print(f"### The shipped case\n\n{HEADER}")
    then = ("env", f"PYTHONPATH={release}", sys.executable, "-P", "-m", "reconcile", "bounds")
    ours = [
        Task("`reconcile bounds`", (RECONCILE, "bounds", *CASE)),
        Task("`reconcile bounds`, all cases", (RECONCILE, "bounds")),
        Task("`reconcile compare`", (RECONCILE, "compare", *CASE)),
    ]
    theirs = [
        python("`import scipy.optimize`", "import scipy.optimize"),
        Task("the release before", (*then, *CASE)),
        Task("the release before, all cases", then),
    ]
    samples = in_turns([*ours, *theirs], ROUNDS, ROOT)
    pairs = [(one, theirs[0]) for one in ours]
    for one, other in (*pairs, *zip(ours, theirs[1:], strict=False)):
        print(line(one.name, one.name, other.name, samples), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        keep_bytecode(Path(other))
        folder, release = Path(name), before(Path(other))
        show_shipped(release)
        show_kinds(folder, release)
        show_memory(folder)
        # a process that is started from a large one counts the memory of that as its own
        from bounds_in_process import show_growth, show_small

        show_growth(folder)
        show_small(folder)


if __name__ == "__main__":
    main()
