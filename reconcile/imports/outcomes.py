"""Input rows into rows of the ledger, each of them once: made, skipped, or refused with why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.errors import excerpt
from reconcile.imports import tags
from reconcile.imports.counts import NEGATIVE, figure, said
from reconcile.imports.mapping import COUNTS, FormatMapping, RowRules
from reconcile.imports.records import InputRow, Records
from reconcile.imports.rules import Record, RefusedError, first_text
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


def made(records: Records, mapping: FormatMapping, given: Mapping[str, str]) -> Iterator[Made]:
    """What becomes of every input row, in order.

    `given` are texts for names that templates hold: they go before the cells of the file, and
    those before the constants of the mapping. Raises `InputError` if the file lacks columns that
    the mapping names.
    """
    positions = _positions(records, mapping, {**mapping.constants, **given})
    kept = _kept(records, mapping, positions) if mapping.input.keep else {}
    for row in records.rows:
        yield _made(row, mapping, given, (positions, kept))


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


def _made(
    row: InputRow, mapping: FormatMapping, given: Mapping[str, str],
    columns: tuple[Mapping[str, int], Mapping[str, int]],
) -> Made:  # fmt: skip
    positions, kept = columns
    found = Made(row.line, row.cells)
    used = {*positions.values(), *kept.values(), -1}
    if faults := tuple(fault for at, fault in row.faults if at in used):
        return replace(found, refused=faults)
    cells = {name: text for name, at in positions.items() if (text := row.cell(at))}
    record = {**mapping.constants, **cells, **given}
    rest = {name: row.cell(at) for name, at in kept.items()}
    for skip in mapping.skips:
        if all(condition.holds(record) for condition in skip.when):
            return replace(found, skipped=skip.why)
    return _of_record(found, mapping, record, rest)


def _of_record(found: Made, mapping: FormatMapping, record: Record, rest: Record) -> Made:
    rows = list[Mapping[str, str]]()
    refused = list[str]()
    for rules in mapping.rows:
        if not all(condition.holds(record) for condition in rules.when):
            continue
        try:
            if cells := _cells(rules, mapping, record):
                rows.append({"case": mapping.case, **cells, **rest})
        except RefusedError as reason:
            refused.append(str(reason))
    if not rows and not refused:
        refused.append("no figure is given; leave such rows out with [[skip]] and say why")
    return replace(found, rows=tuple(rows), refused=tuple(dict.fromkeys(refused)))


def _cells(rules: RowRules, mapping: FormatMapping, record: Record) -> dict[str, str]:
    """The cells of one row of the ledger; none if the input row gives no figure for it."""
    found, note = _figure(rules, mapping, record)
    if not found:
        return {}
    cells = {"figure": found}
    for name, chain in rules.cells.items():
        if name not in (*COUNTS, "figure"):
            try:
                text = first_text(chain, record)
            except RefusedError as reason:
                raise RefusedError(f"{name} {reason}") from None
            cells[name] = _without_gaps(text) if name in _NESTED else text
    if note:
        cells["notes"] = "; ".join(filter(None, (cells.get("notes", ""), note)))
    return cells


def _figure(rules: RowRules, mapping: FormatMapping, record: Record) -> tuple[str, str]:
    """The figure of a row, empty if none is given, and a note on what was made of its numbers."""
    if mapping.count:
        amount = mapping.count.amount
        number = mapping.numbers.count("sum", first_text(amount, record)) if amount else 1
        return "" if number is None else str(number), ""
    if "figure" in rules.cells:
        text = said(first_text(rules.cells["figure"], record))
        if _BELOW_ZERO.fullmatch(text):
            raise RefusedError(f"figure {excerpt(text)!r} {NEGATIVE}")
        return "" if text in mapping.numbers.absent else text, ""
    texts = {name: first_text(rules.cells.get(name, ()), record) for name in COUNTS}
    best, high = (mapping.numbers.count(name, texts[name]) for name in ("best", "high"))
    low, note = mapping.numbers.low(texts["low"], best)
    return figure(low, best, high, texts["qualifier"]), note


def _without_gaps(text: str) -> str:
    """A name that nests by comma, without parts that are empty."""
    return ", ".join(part for part in map(str.strip, text.split(",")) if part)
