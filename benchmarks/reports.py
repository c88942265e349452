"""Reports of invented cases: `python benchmarks/reports.py` prints a table in Markdown.

Counted is what a reader has to load: the bytes of the page and of the whole folder.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rows import write
from tasks import RECONCILE, ROOT
from timing import Task, once

SIZES = (200, 500, 1_000, 2_500, 26_000)


def measured(folder: Path, size: int) -> str:
    """A line of the table: the report of a case of so many rows."""
    ledger, output = folder / f"ledger-{size}", folder / f"report-{size}"
    write(size, ledger)
    words = ("--ledger", str(ledger), "report", "--output", str(output))
    sample = once(Task("report", (RECONCILE, *words)), ROOT)
    files = {path: path.stat().st_size for path in output.rglob("*") if path.is_file()}
    page = files[output / "invented" / "index.html"]
    return (
        f"| {size:,} | {sample.seconds:.1f} | {sample.processor:.1f} | {sample.memory:.0f} "
        f"| {page / 1e3:.0f} | {sum(files.values()) / 1e6:.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reports of invented cases.")
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES, metavar="N")
    asked = parser.parse_args()
    print("| rows of the case | seconds | of a processor | MiB | page, kB | folder, MB |")
    print("|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        for size in asked.rows:
            print(measured(Path(name), size), flush=True)


if __name__ == "__main__":
    main()
