"""Import of a file of invented events: `python benchmarks/imports.py` prints a table in Markdown.

The yardstick is pandas reading the same file as text.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from events import write
from run import RECONCILE, ROOT, python
from timing import Task, in_turns, median, ratio

SIZE = 16_566  # of a file that somebody had
READ = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of invented events.")
    parser.add_argument("--events", type=int, default=SIZE, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "events.csv"
        write(asked.events, file)
        words = ("--ledger", f"{name}/new", "import", str(file), "--case", "events", "--dry-run")
        tasks = [
            Task("import", (RECONCILE, *words, "--as", "ucdp-ged")),
            python("pandas", READ, str(file)),
        ]
        samples = in_turns(tasks, asked.rounds, ROOT)
    ours, theirs = samples["import"], samples["pandas"]
    print("| events | seconds of a processor | pandas | ratio | lowest–highest | MiB | pandas |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    middle, least, most = ratio(ours, theirs, "processor")
    seconds = " | ".join(f"{median(each, 'processor'):.2f}" for each in (ours, theirs))
    memory = " | ".join(f"{median(each, 'memory'):.0f}" for each in (ours, theirs))
    print(
        f"| {asked.events:,} | {seconds} | **{middle:.2f}** | {least:.2f}–{most:.2f} | {memory} |"
    )


if __name__ == "__main__":
    main()
