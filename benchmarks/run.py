"""Benchmarks: `python benchmarks/run.py` prints tables in Markdown (docs/performance.md).

Every number is a ratio to something public that ran in turns with it. Nothing here is a test:
a machine that is busy makes all of it slower, and the ratios say so by their spread.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from timing import Samples, Task, in_turns, keep_bytecode, median, ratio

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
RECONCILE = str(Path(PYTHON).with_name("reconcile"))
CASE = (
    "--case",
    "north-korean-troops",
)  # of the cases that are shipped, that which the tables tell of
SIZES = (1_000, 10_000, 100_000, 1_000_000)
VERSIONS = ("casualty-reconcile", "click", "numpy", "pandas", "matplotlib", "polars", "duckdb")

IMPORTS = """
import sys
from reconcile import checks
from reconcile.aligning.alignment import align
from reconcile.comparison import compare
from reconcile.storage.ledger import load
from reconcile.aligning.typed_cells import parse
folder, case = sys.argv[1], sys.argv[1] + "/invented.csv"
"""
OURS_READ = f"{IMPORTS}parse(load(folder))"
OURS_WHOLE = f"""{IMPORTS}
parsed = parse(load(folder))
assert len(compare(align(parsed, checks.check(parsed).invalid)).ranges)
"""
# The others read every cell as text too. Then they take the first number of each figure and group
# by estimand: far less than what ours does, but about what one would write by hand.
PANDAS_READ = """
import sys, pandas as pd
rows = pd.read_csv(sys.argv[1] + "/invented.csv", dtype=str, keep_default_na=False)
"""
PANDAS_GROUP = """
first = rows["figure"].str.extract("([0-9][0-9,]*)")[0].str.replace(",", "")
rows["count"] = pd.to_numeric(first)
by = rows.groupby(["population", "place", "measure", "since"])["count"]
assert len(by.agg(["min", "max", "median", "count"]))
"""
POLARS_READ = """
import sys, polars as pl
rows = pl.read_csv(sys.argv[1] + "/invented.csv", infer_schema=False)
"""
POLARS_GROUP = """
first = pl.col("figure").str.extract("([0-9][0-9,]*)").str.replace_all(",", "", literal=True)
counts = rows.with_columns(first.cast(pl.Int64).alias("count"))
count = pl.col("count")
by = counts.group_by("population", "place", "measure", "since").agg(
    count.min().alias("low"), count.max().alias("high"), count.median().alias("median"),
    count.count().alias("claims"))
assert len(by)
"""
DUCKDB_READ = """
import sys, duckdb
duckdb.sql("create table rows as select * from "
    f"read_csv_auto('{sys.argv[1]}/invented.csv', all_varchar=true)")
"""
DUCKDB_GROUP = """
found = duckdb.sql('''
    with counts as (select population, place, measure, since, try_cast(
        replace(regexp_extract(figure, '[0-9][0-9,]*'), ',', '') as bigint) as n from rows)
    select population, place, measure, since, min(n), max(n), median(n), count(n)
    from counts group by all''').fetchall()
assert found
"""
STARTED = "start"


def python(name: str, code: str, *arguments: str) -> Task:
    return Task(name, (PYTHON, "-c", code, *arguments))


def small(folder: Path) -> Iterator[tuple[list[Task], list[Task], int]]:
    """What a person waits for: our tasks, those they are measured against, and the rounds."""
    click = python("`import click`", "import click")
    yield [
        Task("`reconcile --help`", (RECONCILE, "--help")),
        Task("`reconcile --version`", (RECONCILE, "--version")),
    ], [python("an empty Python", "pass"), click], 15  # fmt: skip
    told = [
        Task(f"`reconcile {name}`", (RECONCILE, name, *of))
        for name, of in (("check", ()), ("show", CASE), ("compare", CASE), ("history", CASE),
                         ("discrepancies", CASE))
    ]  # fmt: skip
    yield told, [python("`import pandas`", "import pandas")], 15
    imports = "import matplotlib.figure, matplotlib.backends.backend_agg, pandas"
    picture = str(folder / "ranges.png")
    drawn = (RECONCILE, "chart", "ranges", *CASE, "--output", picture)
    chart = Task("`reconcile chart ranges`", drawn)
    yield [chart], [python("`import` matplotlib and pandas", imports)], 9


def of_rows(ledger: str) -> Iterator[tuple[list[Task], list[Task]]]:
    """Reading alone, then the whole way; the empty start is there to be taken off."""
    yield (
        [python("reading", OURS_READ, ledger), python(STARTED, IMPORTS, ledger)],
        [
            python("pandas", PANDAS_READ, ledger),
            python("polars", POLARS_READ, ledger),
            python("DuckDB", DUCKDB_READ, ledger),
        ],
    )
    yield (
        [python("the whole", OURS_WHOLE, ledger), python(STARTED, IMPORTS, ledger)],
        [
            python("pandas", PANDAS_READ + PANDAS_GROUP, ledger),
            python("polars", POLARS_READ + POLARS_GROUP, ledger),
            python("DuckDB", DUCKDB_READ + DUCKDB_GROUP, ledger),
        ],
    )


HEADER = (
    "| what | against | time, ratio | lowest–highest | processor time, ratio | peak memory, ratio "
    "| seconds | against | MiB | against |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def line(what: str, ours: str, theirs: str, samples: Samples) -> str:
    one, other = samples[ours], samples[theirs]
    middle, least, most = ratio(one, other, "seconds")
    cells = [
        what, theirs, f"**{middle:.2f}**", f"{least:.2f}–{most:.2f}",
        *(f"{ratio(one, other, name)[0]:.2f}" for name in ("processor", "memory")),
        *(f"{median(each, 'seconds'):.3f}" for each in (one, other)),
        *(f"{median(each, 'memory'):.0f}" for each in (one, other)),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def show_small(folder: Path, rounds: int | None) -> None:
    print(f"\n### What a person waits for\n\n{HEADER}")
    for ours, theirs, usual in small(folder):
        samples = in_turns([*ours, *theirs], rounds or usual, ROOT)
        for one in ours:
            for other in theirs:
                print(line(one.name, one.name, other.name, samples), flush=True)


def show_rows(folder: Path, sizes: Sequence[int], rounds: int) -> None:
    """The tables of all sizes, then how processor time and memory grow from one to the next."""
    net: dict[str, list[tuple[float, float]]] = {}
    print(f"\n### Invented rows\n\n{HEADER}")
    for size in sizes:
        ledger = str(folder / str(size))
        subprocess.run([PYTHON, str(ROOT / "benchmarks/rows.py"), str(size), ledger], check=True)
        for ours, theirs in of_rows(ledger):
            name = ours[0].name
            samples = in_turns([*ours, *theirs], rounds, ROOT)
            for other in theirs:
                print(line(f"{name}, {size:,} rows", name, other.name, samples), flush=True)
            above = [
                median(samples[name], what) - median(samples[STARTED], what)
                for what in ("processor", "memory")
            ]
            net.setdefault(name, []).append((above[0], above[1]))
    show_growth(sizes, net)


def show_growth(sizes: Sequence[int], net: dict[str, list[tuple[float, float]]]) -> None:
    print("\n### Growth, above an empty start\n")
    print("| what | rows | processor microseconds a row | times the size before | KiB a row |")
    print("|---|--:|--:|--:|--:|")
    for name, found in net.items():
        for number, (size, (seconds, memory)) in enumerate(zip(sizes, found, strict=True)):
            before = f"{seconds / found[number - 1][0]:.1f}" if number else ""
            print(
                f"| {name} | {size:,} | {seconds / size * 1e6:.1f} | {before} "
                f"| {memory * 1024 / size:.2f} |"
            )


def show_machine() -> None:
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    busy = os.getloadavg()[0]
    print(
        f"{platform.system()} on {platform.machine()}, {cores} cores, {memory:.0f} GiB; "
        f"{platform.python_implementation()} {platform.python_version()}; {names}; "
        f"{busy:.1f} processes at work at the start."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure reconcile against public tools.")
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES, metavar="N")
    parser.add_argument("--rounds", type=int, help="5 for rows and more for what is quick")
    asked = parser.parse_args()
    show_machine()
    with tempfile.TemporaryDirectory() as name:
        keep_bytecode(Path(name))
        show_small(Path(name), asked.rounds)
        if asked.rows:
            show_rows(Path(name), asked.rows, asked.rounds or 5)


if __name__ == "__main__":
    main()
