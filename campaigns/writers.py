"""Many writers of one ledger at once: no row is lost, and each stands on a whole line.

    python -m campaigns.writers [--writers N] [--rows N]

Each writer is a process that gives `reconcile add` so many times, with a source that is new each
time, to two cases in turns. Then the ledger has to hold every row that was reported as added, once,
with its source, and nothing else. Exits with 1 if it does not.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from campaigns.scenarios import ROOT

WRITER = """
import sys
from reconcile.cli import run
writer, rows = sys.argv[1], int(sys.argv[2])
for row in range(rows):
    name = f"writer {writer}, row {row}"
    words = ["--case", f"case-{row % 2}", "--source", name, "--kind", "other"]
    words += ["--population", "people", "--place", f"{name}, Here", "--measure", "killed"]
    words += ["--published", "2025-01-03", "--figure", str(row), "--url", "https://example.org/"]
    status = run(["--ledger", "l", "add", "--yes", *words])
    if status:
        sys.exit(status)
"""


def told_of(writers: int, rows: int, folder: Path) -> list[str]:
    """Let so many write at once; what each row's `added` names, of all of them."""
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(writer), str(rows)], cwd=folder, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for writer in range(writers)
    ]  # fmt: skip
    told = [process.communicate() for process in begun]
    for process, (_, err) in zip(begun, told, strict=True):
        if process.returncode:
            print(err, file=sys.stderr)
    return [line for out, _ in told for line in out.splitlines() if line.startswith("added ")]


def faults(folder: Path, writers: int, rows: int, told: list[str]) -> list[str]:
    """What is not as promised in the ledger of those writers."""
    from reconcile.aligning.typed_cells import parse
    from reconcile.checks import check
    from reconcile.storage.ledger import load

    ledger = load(folder / "l")
    numbers = itertools.product(range(writers), range(rows))
    wanted = sorted(f"writer {writer}, row {row}" for writer, row in numbers)
    found = {
        "the rows are not those added": sorted(ledger.rows["source"]) != wanted,
        "the sources are not those added": sorted(ledger.sources) != wanted,
        f"{len(told)} rows were reported as added": len(told) != len(wanted),
        "a row is not valid": bool(check(parse(ledger)).issues),
        "something is left": len(list((folder / "l").iterdir())) != min(2, rows) + 1,
        "a place was told twice": len(set(told)) != len(told),
    }
    return [fault for fault, is_so in found.items() if is_so]


def main() -> int:
    """Let the writers write; 1 if a promise is not kept."""
    told = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m campaigns.writers", description=told)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--rows", type=int, default=100, help="of each writer")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, start = Path(name), time.monotonic()
        (folder / "l").mkdir()
        (folder / "l" / "sources.csv").write_text("source,kind\n")
        told_rows = told_of(asked.writers, asked.rows, folder)
        wrong = faults(folder, asked.writers, asked.rows, told_rows)
    print(
        f"{asked.writers} writers of {asked.rows} rows each: {len(told_rows)} reported as added, "
        f"{time.monotonic() - start:.0f} s, promises not kept: {len(wrong)}"
    )
    for fault in wrong:
        print(f"  {fault}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
