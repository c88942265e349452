"""Input rows into rows of the ledger, each of them once: made, skipped, or refused with why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.errors import excerpt
from reconcile.imports import tags
from reconcile.imports.counts import NEGATIVE, Numbers, figure, said
from reconcile.imports.input_columns import Column, InputColumns, MadeColumn, side_by_side
from reconcile.imports.mapping import COUNTS, FormatMapping, RowRules
from reconcile.imports.records import InputRow, Records
from reconcile.imports.rules import RefusedError
from reconcile.notation.words import several
from reconcile.storage.ledger_files import COLUMNS

MOST_KEPT = 1_000  # further columns of a ledger: each row has a cell of each
_NESTED = ("population", "place")
_BELOW_ZERO = re.compile(r"[-\N{MINUS SIGN}][0-9][0-9,.]*")


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its columns, of which some may have no name, and its rows.

    `rows` are the rows for the ledger: cells by column, `case` among them, each with the number of
    the input row that gives it, from 0, in the order of these. By the number of an input row,
    `refused` says why a figure of it, or the whole row, gives none, and `skipped` has the mapping's
    reason to leave it out. `header` is the file and the line of the names of its columns.
    """

    header: str
    columns: tuple[str, ...]
    inputs: Sequence[InputRow]
    rows: Columns
    refused: Mapping[int, Sequence[str]]
    skipped: Mapping[int, str]


def made(records: Records, mapping: FormatMapping, given: Mapping[str, str]) -> Outcome:
    """What becomes of every input row.

    `given` are texts for names that templates hold: they go before the cells of the file, and
    those before the constants of the mapping. Raises `InputError` if the file lacks columns that
    the mapping names, or has more than a ledger can keep.
    """
    positions = _positions(records, mapping, {**mapping.constants, **given})
    kept = _kept(records, mapping, positions) if mapping.input.keep else {}
    used = {*positions.values(), *kept.values(), -1}
    inputs = list(records.rows)
    refused = defaultdict[int, list[str]](list)
    for number, row in enumerate(inputs):
        if row.faults and (faults := [fault for at, fault in row.faults if at in used]):
            refused[number] = faults
    columns: dict[str, Column] = {**mapping.constants}
    grid = [row.cells for row in inputs]
    shortest = min(map(len, grid), default=0)
    for name, at in positions.items():
        column = _column(grid, at, shortest)
        columns[name] = column.changed(partial(_or, mapping.constants.get(name, "")))
    sound = np.setdiff1d(np.arange(len(inputs)), list(refused), assume_unique=True)
    found = InputColumns({**columns, **given}, len(inputs), sound)
    skipped = _skipped(mapping, found)
    taken = np.setdiff1d(sound, list(skipped), assume_unique=True)
    source = found.only(taken), {name: _column(grid, at, shortest) for name, at in kept.items()}
    rows = _together([_block(rules, mapping, source, refused) for rules in mapping.rows])
    for number in np.setdiff1d(taken, [*rows.numbers, *refused]).tolist():
        refused[number] = ["no figure is given; leave such rows out with [[skip]] and say why"]
    return Outcome(records.header, records.columns, inputs, rows, refused, skipped)


def _column(grid: Sequence[Sequence[str]], at: int, shortest: int) -> Cells:
    """The texts of one column of the file; a row may end before the last columns."""
    if at < shortest:
        texts = Cells.of(map(itemgetter(at), grid))
    else:
        texts = Cells.of(cells[at] if at < len(cells) else "" for cells in grid)
    return texts.changed(str.strip)


def _or(otherwise: str, text: str) -> str:
    return text or otherwise


def _positions(
    records: Records, mapping: FormatMapping, known: Mapping[str, str]
) -> dict[str, int]:
    """The number of the cell for every column that the mapping names and the file has."""
    find = _finder(records, mapping)
    positions: dict[str, int] = {}
    missing = dict[str, None]()
    for reference in mapping.references():
        found = {name: at for name in reference.names if (at := find(name)) is not None}
        positions |= found
        if not found and not reference.optional and not known.keys() & set(reference.names):
            missing["|".join(reference.names)] = None
    if missing:
        there = ", ".join(filter(None, records.columns)) or "no names"
        raise records.error(
            f"has no column {', '.join(missing)}, which {mapping.name} needs; it has "
            f"{excerpt(there, 200)}; give a value for all rows with --set, or see import --list"
        )
    return positions


def _finder(records: Records, mapping: FormatMapping) -> Callable[[str], int | None]:
    """A function that gives the number of a column, from 0, for the name it has in templates.

    It raises `InputError` for a name that the file has twice, or a number that it does not have.
    """
    if records.tagged:
        named = tags.finder(records.columns)
    else:
        named = {name: at for at, name in enumerate(records.columns) if name}.get

    def number_of(name: str) -> int | None:
        if number := mapping.columns.get(name):
            if number > len(records.columns):
                there = several(len(records.columns), "column")
                raise records.error(f"has {there}, none of number {number} ({excerpt(name)})")
            return number - 1
        if not records.tagged and records.columns.count(name) > 1:
            raise records.repeated(name)
        return named(name)

    return number_of


def _kept(records: Records, mapping: FormatMapping, positions: Mapping[str, int]) -> dict[str, int]:
    """The columns that are kept as further ones of the ledger."""
    used = {*positions.values()}
    ignored = {"", *mapping.input.ignore, *COLUMNS}
    kept: dict[str, int] = {}
    for at, name in enumerate(records.columns):
        if at not in used and name not in ignored and kept.setdefault(name, at) != at:
            raise records.repeated(name)
    if len(kept) > MOST_KEPT:
        raise records.error(
            f"has {len(kept):,} columns besides those that the mapping names, and the most that "
            f"are kept is {MOST_KEPT:,}; take keep out of [input], or name columns in ignore"
        )
    return kept


def _skipped(mapping: FormatMapping, columns: InputColumns) -> dict[int, str]:
    """The numbers of the rows that the mapping leaves out, with its reasons."""
    found: dict[int, str] = {}
    for skip in mapping.skips:
        for row in columns.holding(skip.when, columns.rows).tolist():
            found.setdefault(row, skip.why)
    return dict(sorted(found.items()))


def _block(
    rules: RowRules, mapping: FormatMapping, source: tuple[InputColumns, Mapping[str, Cells]],
    refused: Mapping[int, list[str]],
) -> Columns:  # fmt: skip
    """The rows of the ledger that the rules give; why there is none goes into `refused`.

    `source` are the columns with the input rows that are taken, and the columns that are kept.
    """
    columns, kept = source
    rows = columns.holding(rules.when, columns.rows)
    figures = _figures(rules, mapping, columns).take(rows)
    reasons = {int(rows[at]): why for at, why in figures.refused().items()}
    figure, note = (figures.then(itemgetter(part)).cells for part in (0, 1))
    given = rows[figure.filled]
    cells = {"case": Cells.alike(mapping.case, len(given)), "figure": figure.take(figure.filled)}
    for name in [name for name in rules.cells if name not in (*COUNTS, "figure")]:
        finish = _without_gaps if name in _NESTED else str
        texts = columns.first_texts(rules.cells[name], finish)
        cells[name] = texts.cells.take(given)
        for at, why in texts.take(given).refused().items():
            reasons.setdefault(int(given[at]), f"{name} {why}")
    cells |= {name: column.take(given) for name, column in kept.items()}
    if (noted := note.take(figure.filled)).filled.any():
        before = cells.get("notes", Cells.alike("", len(given)))
        cells["notes"] = Cells.of(
            "; ".join(filter(None, each)) for each in zip(before, noted, strict=True)
        )
    for row, reason in reasons.items():
        refused[row].append(reason)
    return Columns(cells, given).take(~np.isin(given, list(reasons)))


def _together(blocks: Sequence[Columns]) -> Columns:
    """The rows of all blocks in the order of the input rows, with the columns of any of them."""
    begun = sorted((block for block in blocks if len(block)), key=lambda block: block.numbers[0])
    names = dict.fromkeys(name for block in begun or blocks for name in block.names)
    rows = Columns.stacked([block.only_or_empty(names) for block in blocks])
    return rows.take(np.argsort(rows.numbers, kind="stable"))


def _figures(
    rules: RowRules, mapping: FormatMapping, columns: InputColumns
) -> MadeColumn[tuple[str, str]]:
    """The figure of each row, empty if none is given, and a note on how its numbers were read."""
    if mapping.count:
        if not mapping.count.amount:
            return MadeColumn(np.zeros(columns.count, dtype=np.int32), [("1", "")])
        amounts = columns.first_texts(mapping.count.amount)
        return amounts.then(partial(_amount, mapping.numbers))
    if "figure" in rules.cells:
        texts = columns.first_texts(rules.cells["figure"])
        return texts.then(partial(_said, mapping.numbers))
    counts = side_by_side([columns.first_texts(rules.cells.get(name, ())) for name in COUNTS])
    return counts.then(partial(_counted, mapping.numbers))


def _amount(numbers: Numbers, text: str) -> tuple[str, str]:
    number = numbers.count("sum", text)
    return "" if number is None else str(number), ""


def _said(numbers: Numbers, written: str) -> tuple[str, str]:
    text = said(written)
    if _BELOW_ZERO.fullmatch(text):
        raise RefusedError(f"figure {excerpt(text)!r} {NEGATIVE}")
    return "" if text in numbers.absent else text, ""


def _counted(numbers: Numbers, texts: tuple[str, ...]) -> tuple[str, str]:
    """The figure of a low, a best and a high number and a qualifier."""
    low_text, best_text, high_text, qualifier = texts
    best, high = numbers.count("best", best_text), numbers.count("high", high_text)
    low, note = numbers.low(low_text, best)
    return figure(low, best, high, qualifier), note


def _without_gaps(text: str) -> str:
    """A name that nests by comma, without parts that are empty."""
    return ", ".join(filter(None, map(str.strip, text.split(","))))
