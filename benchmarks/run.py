"""Benchmarks: `python benchmarks/run.py` prints tables in Markdown (docs/performance.md).

With `--write` they are put into that page, and what is measured by rows is drawn for it. Every
number is a ratio to something public that ran in turns with it. Nothing here is a test: a machine
that is busy makes all of it slower, and the ratios say so by their spread.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from page import put
from tasks import OTHERS, PYTHON, ROOT, STEPS, of_rows, small
from timing import Measured, Samples, in_turns, keep_bytecode, median, ratio

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LARGE = 1_000_000  # rows, from where on no round is left out, and beyond which there is only one
VERSIONS = ("casualty-reconcile", "click", "numpy", "pandas", "matplotlib", "polars", "duckdb")
HEADER = (
    "| what | against | time, ratio | lowest–highest | processor time, ratio | peak memory, ratio "
    "| seconds | against | MiB | against |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)
ROWS_HEADER = (
    f"| what | rows | estimands | seconds of a processor | {' | '.join(f'× {n}' for n in OTHERS)} "
    "| microseconds a row | MiB | × pandas |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def line(what: str, ours: str, theirs: str, samples: Samples) -> str:
    """A line of the table that `HEADER` begins."""
    one, other = samples[ours], samples[theirs]
    middle, least, most = ratio(one, other, "seconds")
    cells = [
        what, theirs, f"**{middle:.2f}**", f"{least:.2f}–{most:.2f}",
        *(f"{ratio(one, other, name)[0]:.2f}" for name in ("processor", "memory")),
        *(f"{median(each, 'seconds'):.3f}" for each in (one, other)),
        *(f"{median(each, 'memory'):.0f}" for each in (one, other)),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def small_table(folder: Path, rounds: int | None) -> Iterator[str]:
    """The lines of the table of what a person waits for."""
    yield HEADER
    for group in small(folder):
        samples = in_turns([*group.ours, *group.others], rounds or group.rounds, ROOT)
        for one in group.ours:
            for other in group.others:
                yield line(one.name, one.name, other.name, samples)


def rows_table(
    folder: Path, sizes: list[int], rounds: int, measured: list[Measured]
) -> Iterator[str]:
    """The lines of the table of invented rows; what was measured is added to a list."""
    yield ROWS_HEADER
    for few in (False, True):
        for size in sizes:
            ledger = folder / f"{size}{'-few' * few}"
            if not ledger.exists():
                words = [PYTHON, str(ROOT / "benchmarks/rows.py"), str(size), str(ledger)]
                subprocess.run([*words, *(["--few"] if few else [])], check=True)
            tasks = of_rows(str(ledger))
            samples = in_turns(tasks, 1 if size > LARGE else rounds, ROOT, size < LARGE)
            counted = same_work(size, samples)
            for name in samples:
                seconds = median(samples[name], "processor")
                measured.append(Measured(name, few, size, seconds))
            for step in STEPS:
                yield rows_line(step, size, counted, samples)


def same_work(size: int, samples: Samples) -> int:
    """How many estimands all have grouped; ends everything if two did not do the same."""
    told = {name: each[-1].told.split() for name, each in samples.items()}
    if {words[0] for words in told.values()} != {str(size)}:
        sys.exit(f"not all have read {size} rows: {told}")
    grouped = {words[1] for words in told.values() if len(words) > 1}
    if len(grouped) != 1:
        sys.exit(f"not all have grouped the same estimands: {told}")
    return int(grouped.pop())


def rows_line(step: str, size: int, estimands: int, samples: Samples) -> str:
    """A line of the table that `ROWS_HEADER` begins."""
    ours, beside = samples[step], "reading" if step == "reading" else "grouping"
    seconds = median(ours, "processor")
    cells = [step, f"{size:,}", f"{estimands:,}", f"{seconds:.2f}"]
    for name in OTHERS:
        other = samples[f"{name} {beside}"]
        cells.append(
            f"**{ratio(ours, other, 'processor')[0]:.2f}** ({ratio(ours, other, 'seconds')[0]:.2f})"
        )
    memory = ratio(ours, samples[f"pandas {beside}"], "memory")[0]
    cells += [f"{seconds / size * 1e6:.1f}", f"{median(ours, 'memory'):.0f}", f"{memory:.2f}"]
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """The machine and the versions that are measured."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    busy = os.getloadavg()[0]
    return (
        f"{platform.system()} on {platform.machine()}, {cores} cores, {memory:.0f} GiB; "
        f"{platform.python_implementation()} {platform.python_version()}; {names}; "
        f"{busy:.1f} processes at work at the start."
    )


def show(lines: Iterator[str], name: str, rounds: int | None, write: bool) -> None:
    """Print lines as they come, then put all of them into the page if asked for."""
    told = [f"{machine()}{f' Rounds: {rounds}.' if rounds else ''}\n"]
    for each in lines:
        print(each, flush=True)
        told.append(each)
    if write:
        put(name, "\n".join(told))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure reconcile against public tools.")
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES, metavar="N")
    parser.add_argument("--rounds", type=int, help="3 for rows and more for what is quick")
    parser.add_argument("--no-small", action="store_true", help="leave out what a person waits for")
    parser.add_argument("--ledgers", type=Path, help="a folder to keep the invented rows in")
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, measured = Path(name), list[Measured]()
        keep_bytecode(folder)
        if not asked.no_small:
            show(small_table(folder, asked.rounds), "small", asked.rounds, asked.write)
        if asked.rows:
            lines = rows_table(asked.ledgers or folder, asked.rows, asked.rounds or 3, measured)
            show(lines, "rows", asked.rounds, asked.write)
        if measured and asked.write:
            # a process that is started from a large one counts the memory of that as its own
            from growth import draw

            draw(measured, ROOT / "docs/images/growth.svg")


if __name__ == "__main__":
    main()
