"""Input rows into rows of the ledger, each of them once: made, skipped, or refused with why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reconcile.errors import excerpt
from reconcile.imports import tags
from reconcile.imports.counts import NEGATIVE, Numbers, figure, said
from reconcile.imports.input_columns import Column, InputColumns, MadeText, once_each
from reconcile.imports.mapping import COUNTS, FormatMapping, RowRules
from reconcile.imports.records import Records
from reconcile.imports.rules import RefusedError
from reconcile.notation.words import several
from reconcile.storage.ledger_files import COLUMNS

_NESTED = ("population", "place")
_BELOW_ZERO = re.compile(r"[-\N{MINUS SIGN}][0-9][0-9,.]*")


@dataclass(frozen=True)
class Made:
    """What became of one input row: its rows for the ledger, or why there is none.

    `cells` are those of the input; `rows` are cells by column, with `case` among them; `refused`
    says why a figure, or the whole row, makes no row; `skipped` is the mapping's reason to leave
    it out.
    """

    line: int
    cells: Sequence[str]
    rows: tuple[Mapping[str, str], ...] = ()
    refused: tuple[str, ...] = ()
    skipped: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its columns, of which some may have no name, and its rows."""

    columns: tuple[str, ...]
    rows: list[Made]


def made(records: Records, mapping: FormatMapping, given: Mapping[str, str]) -> list[Made]:
    """What becomes of every input row, in order.

    `given` are texts for names that templates hold: they go before the cells of the file, and
    those before the constants of the mapping. Raises `InputError` if the file lacks columns that
    the mapping names.
    """
    positions = _positions(records, mapping, {**mapping.constants, **given})
    kept = _kept(records, mapping, positions) if mapping.input.keep else {}
    used = {*positions.values(), *kept.values(), -1}
    rows = list(records.rows)
    faults = [tuple(fault for at, fault in row.faults if at in used) for row in rows]
    columns: dict[str, Column] = {**mapping.constants}
    for name, at in positions.items():
        otherwise = mapping.constants.get(name, "")
        columns[name] = [row.cell(at) or otherwise for row in rows]
    found = InputColumns({**columns, **given})
    sound = [number for number, of_row in enumerate(faults) if not of_row]
    skipped = _skipped(mapping, found, sound)
    taken = [number for number in sound if number not in skipped]
    rest = {name: [row.cell(at) for row in rows] for name, at in kept.items()}
    results = [_Result() for _ in rows]
    for rules in mapping.rows:
        _put(rules, mapping, (found, taken, rest), results)
    return [
        Made(row.line, row.cells, refused=fault) if fault
        else Made(row.line, row.cells, skipped=skipped[number]) if number in skipped
        else Made(row.line, row.cells, *result.told())
        for number, (row, fault, result) in enumerate(zip(rows, faults, results, strict=True))
    ]  # fmt: skip


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
    return kept


@dataclass(frozen=True)
class _Result:
    """What becomes of one input row, while the rules for its rows are gone through."""

    rows: list[dict[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def told(self) -> tuple[tuple[Mapping[str, str], ...], tuple[str, ...]]:
        """Its rows for the ledger, and each reason against one, once."""
        if not self.rows and not self.refused:
            return (), ("no figure is given; leave such rows out with [[skip]] and say why",)
        return tuple(self.rows), tuple(dict.fromkeys(self.refused))


def _skipped(
    mapping: FormatMapping, columns: InputColumns, rows: Sequence[int]
) -> dict[int, str]:  # fmt: skip
    """The numbers of the rows that the mapping leaves out, with its reasons."""
    found: dict[int, str] = {}
    for skip in mapping.skips:
        open_rows = [row for row in rows if row not in found]
        found.update(dict.fromkeys(columns.holding(skip.when, open_rows), skip.why))
    return found


def _put(
    rules: RowRules, mapping: FormatMapping,
    source: tuple[InputColumns, Sequence[int], Mapping[str, Sequence[str]]],
    results: Sequence[_Result],
) -> None:  # fmt: skip
    """Put the rows of the ledger that the rules give, or why there is none, into `results`.

    `source` are the columns, the input rows that are taken, and the columns that are kept.
    """
    columns, taken, kept = source
    rows = columns.holding(rules.when, taken)
    figures = dict(zip(rows, _figures(rules, mapping, columns, rows), strict=True))
    refused = {row: str(one) for row, one in figures.items() if isinstance(one, RefusedError)}
    given = {row: one for row, one in figures.items() if isinstance(one, tuple) and one[0]}
    rows = list(given)
    cells: dict[str, Sequence[Any]] = {
        "case": [mapping.case] * len(rows),
        "figure": [figure for figure, _ in given.values()],
    }
    for name in [name for name in rules.cells if name not in (*COUNTS, "figure")]:
        texts = columns.first_texts(rules.cells[name], rows)
        cells[name] = once_each(_without_gaps, texts) if name in _NESTED else texts
        if RefusedError in set(map(type, texts)):
            for row, text in zip(rows, texts, strict=True):
                if isinstance(text, RefusedError):
                    refused.setdefault(row, f"{name} {text}")
    names = [*cells, *kept]
    kept_cells = [map(column.__getitem__, rows) for column in kept.values()]
    for row, of_row in zip(rows, zip(*cells.values(), *kept_cells, strict=True), strict=True):
        if row not in refused:
            results[row].rows.append(dict(zip(names, of_row, strict=True)))
    for row, (_, note) in given.items():
        if note and row not in refused:
            _note(results[row].rows[-1], note)
    for row, reason in refused.items():
        results[row].refused.append(reason)


def _note(cells: dict[str, str], note: str) -> None:
    cells["notes"] = "; ".join(filter(None, (cells.get("notes", ""), note)))


def _figures(
    rules: RowRules, mapping: FormatMapping, columns: InputColumns, rows: Sequence[int]
) -> Sequence[tuple[str, str] | RefusedError]:
    """The figure of each row, empty if none is given, and a note on how its numbers were read."""
    if mapping.count:
        if not mapping.count.amount:
            return [("1", "")] * len(rows)
        return once_each(
            partial(_amount, mapping.numbers), columns.first_texts(mapping.count.amount, rows)
        )
    if "figure" in rules.cells:
        return once_each(
            partial(_said, mapping.numbers), columns.first_texts(rules.cells["figure"], rows)
        )
    texts = [columns.first_texts(rules.cells.get(name, ()), rows) for name in COUNTS]
    return once_each(partial(_counted, mapping.numbers), list(zip(*texts, strict=True)))


def _amount(numbers: Numbers, text: str) -> tuple[str, str]:
    number = numbers.count("sum", text)
    return "" if number is None else str(number), ""


def _said(numbers: Numbers, written: str) -> tuple[str, str]:
    text = said(written)
    if _BELOW_ZERO.fullmatch(text):
        raise RefusedError(f"figure {excerpt(text)!r} {NEGATIVE}")
    return "" if text in numbers.absent else text, ""


def _counted(numbers: Numbers, texts: Sequence[MadeText]) -> tuple[str, str]:
    """The figure of a low, a best and a high number and a qualifier."""
    for text in texts:
        if isinstance(text, RefusedError):
            raise text
    low_text, best_text, high_text, qualifier = map(str, texts)
    best, high = numbers.count("best", best_text), numbers.count("high", high_text)
    low, note = numbers.low(low_text, best)
    return figure(low, best, high, qualifier), note


def _without_gaps(text: str) -> str:
    """A name that nests by comma, without parts that are empty."""
    return ", ".join(part for part in map(str.strip, text.split(",")) if part)
