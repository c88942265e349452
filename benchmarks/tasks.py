"""What is measured: commands and steps of reconcile, and what public tools do beside them.

A task on rows prints how many it read, and how many estimands it grouped; what is set against each
other has to print the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from timing import Task

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
RECONCILE = str(Path(PYTHON).with_name("reconcile"))
CASE = (
    "--case",
    "north-korean-troops",
)  # of the cases that are shipped, that which the tables tell of

_READ = """
import sys
from reconcile.storage.ledger import load
from reconcile.aligning.typed_cells import parse
parsed = parse(load(sys.argv[1]))
"""
_OURS = {
    "reading": f"{_READ}print(len(parsed.typed))",
    "checking": f"""{_READ}
from reconcile.checks import check
assert not check(parsed).invalid.any()
print(len(parsed.typed))
""",
    "comparing": f"""{_READ}
from reconcile.checks import errors_alone
from reconcile.aligning.alignment import align
from reconcile.comparison import compare
invalid = errors_alone(parsed).invalid
assert not invalid.any()
aligned = align(parsed, invalid)
assert len(compare(aligned).ranges)
print(len(parsed.typed), int(aligned.said.columns["estimand"].max()) + 1)
""",
}
# The others read every cell as text too. Then they leave out what is set aside, take the first
# number of each figure and group by estimand: far less than what ours does, but about what one
# would write by hand.
_PANDAS = """
import sys, pandas as pd
rows = pd.read_csv(sys.argv[1] + "/invented.csv", dtype=str, keep_default_na=False)
""", """
kept = rows[rows["set_aside"] == ""]
first = kept["figure"].str.extract("([0-9][0-9,]*)")[0].str.replace(",", "")
kept = kept.assign(count=pd.to_numeric(first))
by = kept.groupby(["population", "place", "measure", "since"])["count"]
print(len(rows), len(by.agg(["min", "max", "median", "count"])))
"""  # fmt: skip
_POLARS = """
import sys, polars as pl
rows = pl.read_csv(sys.argv[1] + "/invented.csv", infer_schema=False)
""", """
first = pl.col("figure").str.extract("([0-9][0-9,]*)").str.replace_all(",", "", literal=True)
counts = rows.filter(pl.col("set_aside").is_null()).with_columns(
    first.cast(pl.Int64).alias("count"))
count = pl.col("count")
by = counts.group_by("population", "place", "measure", "since").agg(
    count.min().alias("low"), count.max().alias("high"), count.median().alias("median"),
    count.count().alias("claims"))
print(len(rows), len(by))
"""  # fmt: skip
_DUCKDB = """
import sys, duckdb
duckdb.sql("set enable_progress_bar = false")
duckdb.sql("create table rows as select * from "
    f"read_csv_auto('{sys.argv[1]}/invented.csv', all_varchar=true)")
count = duckdb.sql("select count(*) from rows").fetchall()[0][0]
""", """
found = duckdb.sql('''
    with counts as (select population, place, measure, since, try_cast(
        replace(regexp_extract(figure, '[0-9][0-9,]*'), ',', '') as bigint) as n from rows
        where set_aside is null)
    select population, place, measure, since, min(n), max(n), median(n), count(n)
    from counts group by all''').fetchall()
print(count, len(found))
"""  # fmt: skip
_COUNTED = {"pandas": "print(len(rows))", "polars": "print(len(rows))", "DuckDB": "print(count)"}
OTHERS = {"pandas": _PANDAS, "polars": _POLARS, "DuckDB": _DUCKDB}
STEPS = tuple(_OURS)


class Group(NamedTuple):
    """Tasks that are run in turns: ours, each to be set against each of the others."""

    ours: list[Task]
    others: list[Task]
    rounds: int


def python(name: str, code: str, *arguments: str) -> Task:
    """A task that is a few lines of Python."""
    return Task(name, (PYTHON, "-c", code, *arguments))


def small(folder: Path) -> Iterator[Group]:
    """What a person waits for."""
    click = python("`import click`", "import click")
    short = [
        Task("`reconcile --help`", (RECONCILE, "--help")),
        Task("`reconcile --version`", (RECONCILE, "--version")),
    ]
    yield Group(short, [python("an empty Python", "pass"), click], 15)
    told = [
        Task(f"`reconcile {name}`", (RECONCILE, name, *of))
        for name, of in (("check", ()), ("show", CASE), ("compare", CASE), ("history", CASE),
                         ("discrepancies", CASE))
    ]  # fmt: skip
    yield Group(told, [python("`import pandas`", "import pandas")], 15)
    imports = "import matplotlib.figure, matplotlib.backends.backend_agg, pandas"
    picture = str(folder / "ranges.png")
    drawn = (RECONCILE, "chart", "ranges", *CASE, "--output", picture)
    chart = Task("`reconcile chart ranges`", drawn)
    yield Group([chart], [python("`import` matplotlib and pandas", imports)], 9)


def of_rows(ledger: str) -> list[Task]:
    """Ours by steps, and the others reading alone and reading and grouping."""
    tasks = [python(name, code, ledger) for name, code in _OURS.items()]
    for name, (read, grouped) in OTHERS.items():
        tasks.append(python(f"{name} reading", read + _COUNTED[name], ledger))
        tasks.append(python(f"{name} grouping", read + grouped, ledger))
    return tasks
