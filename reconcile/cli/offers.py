"""What a shell may offer for an option: names that the ledger holds, read when they are asked for.

A ledger that cannot be read offers nothing and says nothing: a person is in the middle of a line.
This file imports no numpy, and of a large ledger it reads the beginning only; it must be quick.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from reconcile.errors import NotationError
from reconcile.notation.measures import Measures
from reconcile.notation.own_measures import measures_from
from reconcile.storage.ledger_files import LISTS, MEASURES, SOURCES
from reconcile.storage.plugins import plugins
from reconcile.storage.usual_breakdowns import usual_breakdowns

MOST_ROWS = 50_000  # of all cases together
PRESETS = Path(__file__).parent.parent / "imports" / "presets"

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def offering(find: Callable[[Path], set[str]]) -> Complete:
    """A completion of an option: of what `find` finds in the ledger, that which fits."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
        try:
            return fitting(find(_ledger(context)), begun)
        except (OSError, ValueError, csv.Error, RuntimeError):
            return []

    return complete


def fitting(names: set[str], begun: str) -> list[str]:
    """The names that begin so, in capitals or not, in their order; none that steer a terminal."""
    start = begun.casefold()
    fit = (name for name in names if name[: len(begun)].casefold() == start)
    return sorted(name for name in fit if name and name.isprintable())


def names(column: str) -> Complete:
    """Completion of the names in a column of the cases; of `case` the names of their files."""
    found = {"case": cases, "measure": measures}
    return offering(found.get(column, lambda ledger: set(_cells(ledger, column))))


def listed(column: str) -> Complete:
    """Completion of what a column of `sources.csv` holds."""
    return offering(lambda ledger: {row[column] for row in _rows(ledger / SOURCES, {column})})


def states(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """What stands for a state of a ledger: a folder, or a revision of the ledger of the line."""
    revision = [CompletionItem("git:HEAD")] if "git:HEAD".startswith(begun) else []
    return [*revision, CompletionItem(begun, type="dir")]


def presets(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Completion of the mappings that come with this package and with others."""
    return fitting({path.stem for path in PRESETS.glob("*.toml")} | set(plugins("preset")), begun)


def breakdowns(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Completion of the breakdowns that come with this package."""
    return fitting(set(usual_breakdowns()), begun)


def cases(ledger: Path) -> set[str]:
    """The names of the cases."""
    return {path.stem for path in _case_files(ledger)}


def measures(ledger: Path) -> set[str]:
    """The measures of the rows, as the commands call them."""
    own = _measures(ledger)
    found = set()
    for text in set(_cells(ledger, "measure")):
        try:
            found.add(own.parse(text))
        except NotationError:
            continue
    return found


def any_measure(ledger: Path) -> set[str]:
    """The measures of the rows, and all others that one can write."""
    return measures(ledger) | set(_measures(ledger))


def any_source(ledger: Path) -> set[str]:
    """The sources that are listed, and those of the rows."""
    rows = _rows(ledger / SOURCES, {"source"})
    return {row["source"] for row in rows} | set(_cells(ledger, "source"))


def origins(ledger: Path) -> set[str]:
    """The sources of the rows, and those on which they rest in the end."""
    rows = _rows(ledger / SOURCES, {"source", "derives_from"})
    above = {row["source"]: row["derives_from"] for row in rows}
    found = set(_cells(ledger, "source"))
    for name in tuple(found):
        seen = [name]
        while (following := above.get(seen[-1], "")) and following not in seen:
            seen.append(following)
        found.add(seen[-1])
    return found


def _ledger(context: click.Context) -> Path:
    """The ledger of the command line so far; the shell has not replaced a `~` in it yet."""
    return Path(context.find_root().params.get("ledger") or "estimates").expanduser()


def _case_files(ledger: Path) -> list[Path]:
    return sorted(
        path
        for path in ledger.glob("*.csv")
        if path.name not in LISTS and not path.name.startswith(".") and path.is_file()
    )


def _measures(ledger: Path) -> Measures:
    return measures_from(list(_rows(ledger / MEASURES, {*LISTS[MEASURES].names})))


def _cells(ledger: Path, column: str) -> Iterator[str]:
    """The cells of a column of all cases, as far as they are read."""
    rows = itertools.chain.from_iterable(_rows(path, {column}) for path in _case_files(ledger))
    return (row[column] for row in itertools.islice(rows, MOST_ROWS))


def _rows(path: Path, columns: set[str]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, these columns only; none if there is no such file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = [name.strip() for name in next(reader, [])]
        for cells in reader:
            row = dict(zip(header, cells, strict=False))
            yield {column: row.get(column, "").strip() for column in columns}
