"""Import of a file of invented events: `python benchmarks/imports.py` prints a table in Markdown.

The yardsticks are pandas reading the same file as text, and the release before, which imports it
too. Every import is of a new ledger, with all checks and the files written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from events import write
from release_before import before
from tasks import ROOT, python
from timing import Task, in_turns, keep_bytecode, median, ratio

SIZE = 16_566  # of a file that somebody had
READ = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"
OURS, THEN, PANDAS = "import", "the release before", "pandas"


def imported(name: str, package: Path, file: Path) -> Task:
    """The import of a file by the package in a folder, into a ledger that is not there yet."""
    ledger = file.with_name(f"{name}-ledger")
    words = ("--ledger", str(ledger), "import", str(file), "--case", "events", "--as", "ucdp-ged")
    shell = 'rm -rf "$0" && exec "$@"'
    run = ("env", f"PYTHONPATH={package}", sys.executable, "-m", "reconcile", *words)
    return Task(name, ("sh", "-c", shell, str(ledger), *run))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of invented events.")
    parser.add_argument("--events", type=int, default=SIZE, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep_bytecode(folder)
        file, old = folder / "events.csv", folder / "before"
        old.mkdir()
        write(asked.events, file)
        tasks = [
            imported(OURS, ROOT, file),
            imported(THEN, before(old), file),
            python(PANDAS, READ, str(file)),
        ]
        samples = in_turns(tasks, asked.rounds, folder)
    print(
        "| events | against | seconds of a processor | against | ratio | lowest–highest | MiB "
        "| against |"
    )
    print("|--:|---|--:|--:|--:|--:|--:|--:|")
    for other in (THEN, PANDAS):
        middle, least, most = ratio(samples[OURS], samples[other], "processor")
        each = [samples[OURS], samples[other]]
        seconds = " | ".join(f"{median(one, 'processor'):.2f}" for one in each)
        memory = " | ".join(f"{median(one, 'memory'):.0f}" for one in each)
        print(
            f"| {asked.events:,} | {other} | {seconds} | **{middle:.2f}** | {least:.2f}–{most:.2f} "
            f"| {memory} |"
        )


if __name__ == "__main__":
    main()
