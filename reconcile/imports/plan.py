"""What an import would do to a ledger: every row set against those there, and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.header import refuse_bad_headers
from reconcile.checks.issue import ERROR
from reconcile.columnar import Columns, firsts
from reconcile.errors import InputError, ReconcileError
from reconcile.imports.aside import with_aside
from reconcile.imports.blamed import Blamed, reason_of
from reconcile.imports.mapped_breakdowns import unlisted_parts
from reconcile.imports.mapping import FormatMapping
from reconcile.imports.merge import KNOWN, NEW, REVISED, Said, set_against
from reconcile.imports.outcomes import Outcome
from reconcile.imports.records import InputRow
from reconcile.imports.tallies import offers
from reconcile.storage.appending import Appended, appended, appended_rows
from reconcile.storage.case_names import refuse_name, refuse_names
from reconcile.storage.csv_file import Table, table_of
from reconcile.storage.ledger import assemble, read_tables
from reconcile.storage.ledger_files import COLUMNS, LISTS, PARTS, SOURCE_COLUMNS, SOURCES

# of what a mapping knows of a source, what must not be lost where sources.csv has no such column
_TELLING = ("source", "kind", "side", "derives_from")


@dataclass(frozen=True)
class Wanted:
    """What a person wants beside the mapping.

    The `case` that all rows go to, the `edition` under which revisions are published (a date, or a
    day and an hour, `2015-05-08T20:00`), the `kind` of sources that nobody lists, and the `texts`
    that go before the constants of the mapping.
    """

    case: str = ""
    edition: str = ""
    kind: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


class RefusedRow(NamedTuple):
    """An input row that makes no row of the ledger, or not all of its own, and why.

    `partly`: some of its figures do.
    """

    line: int
    cells: Sequence[str]
    reasons: tuple[str, ...]
    partly: bool


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    Of so many `inputs` rows of the file, `taken` make rows of the ledger, `refused` do not, or not
    with all of their figures, and `skipped` are left out, by the reason of the mapping. `statuses`
    has how many rows for the ledger are `new`, `known` and `revised`; `changed` the new
    bytes of files of the ledger by name, and `tables` its files as they were read; `sources` the
    names newly listed; `set_aside` how many rows of the ledger are replaced on their own day;
    `warnings` how many the checks have against the rows that go in.
    """

    inputs: int
    taken: int
    refused: tuple[RefusedRow, ...]
    skipped: Mapping[str, int]
    statuses: Mapping[str, int]
    changed: Mapping[str, bytes]
    tables: Mapping[str, Table]
    sources: tuple[str, ...]
    set_aside: int
    warnings: int


@dataclass(frozen=True)
class _Going:
    """Rows that go into the ledger, each with a number of its own, and the status of each.

    By the number of a row, `inputs` are the numbers of the input rows that give it, and `replaced`
    the rows of the ledger that are set aside for it.
    """

    rows: Columns
    status: np.ndarray
    inputs: Sequence[tuple[int, ...]]
    replaced: Mapping[int, Sequence[Said]]

    def only(self, which: np.ndarray) -> _Going:
        """Those for which `which` is true."""
        return replace(self, rows=self.rows.take(which), status=self.status[which])

    @property
    def given_by(self) -> set[int]:
        """The numbers of the input rows that give them."""
        return set(chain.from_iterable(map(self.inputs.__getitem__, self.rows.numbers.tolist())))

    @property
    def aside(self) -> set[Said]:
        """The rows of the ledger that are set aside for them."""
        own = self.replaced.keys() & set(self.rows.numbers.tolist()) if self.replaced else ()
        return {one for number in own for one in self.replaced[number]}


class _Change(NamedTuple):
    """The files that new rows change: their bytes, what these hold, and sources newly listed."""

    data: Mapping[str, bytes]
    tables: Mapping[str, Table]
    sources: tuple[str, ...]


def planned(folder: Path, found: Outcome, mapping: FormatMapping, wanted: Wanted) -> Plan:
    """Set the rows against the ledger in `folder`, which may not be there yet, and check them.

    Raises `InputError` if a row has no case, or a source of the mapping is not fit to be listed;
    `LedgerError` if the ledger cannot be read, the header of a file that gets rows is not in order,
    or the case wanted cannot be a file.
    """
    if wanted.case:
        _refuse_case(folder, wanted.case)
    tables = read_tables(folder) if folder.exists() else {}
    refused = defaultdict[int, list[str]](list)
    for number, reasons in found.refused.items():
        refused[number] = [*reasons]
    going = _going(folder, tables, found, (mapping, wanted), refused)
    blamed = Blamed(folder, tables, found.header, mapping, wanted.kind)
    while True:
        fresh = going.only(going.status != KNOWN)
        change = _changed(folder, tables, fresh, mapping, wanted)
        faults, warnings = _faults(folder, tables, change, fresh, blamed)
        if not faults:
            break
        for row, reason in faults.items():
            for number in going.inputs[row]:
                refused[number].append(reason)
        going = going.only(~np.isin(going.rows.numbers, list(faults)))
    taken, statuses = going.given_by, Counter(going.status.tolist())
    told = tuple(
        RefusedRow(row.line, row.cells, tuple(dict.fromkeys(refused[number])), number in taken)
        for number, row in enumerate(found.inputs) if number in refused
    )  # fmt: skip
    return Plan(
        len(found.inputs), len(taken), told, Counter(found.skipped.values()),
        {status: statuses[status] for status in (NEW, KNOWN, REVISED)}, change.data, tables,
        change.sources, len(fresh.aside), warnings,
    )  # fmt: skip


def _going(
    folder: Path, tables: Mapping[str, Table], found: Outcome,
    asked: tuple[FormatMapping, Wanted], refused: Mapping[int, list[str]],
) -> _Going:  # fmt: skip
    """Every row for the ledger with its status; reasons against input rows go into `refused`."""
    mapping, wanted = asked
    rows, inputs = offers(
        found.rows, wanted.case, mapping.count.totals if mapping.count else "", refused
    )
    cases = {case: _wrong_case(folder, case) for case in rows.cells("case").used}
    bad = _twice(rows, inputs, found.inputs)
    if any(cases.values()):
        wrong = rows.cells("case").each(lambda case: cases.get(case, ""), object)
        bad |= {at: str(wrong[at]) for at in np.flatnonzero(wrong).tolist() if bad.get(at, True)}
    sound = rows.take(~np.isin(rows.numbers, list(bad)))
    there = [tables[name] for case in cases if (name := f"{case}.csv") in tables]
    merged = set_against(sound, there, wanted.edition)
    numbers = sound.numbers.tolist()
    bad |= {numbers[at]: reason for at, reason in merged.refused.items()}
    for at, reason in sorted(bad.items()):
        for number in inputs[at] if reason else ():
            refused[number].append(reason)
    replaced = {numbers[at]: those for at, those in merged.replaced.items()}
    going = _Going(merged.rows, merged.status, inputs, replaced)
    return going.only(~np.isin(merged.rows.numbers, list(bad))) if merged.refused else going


def _twice(
    rows: Columns, inputs: Sequence[tuple[int, ...]], lines: Sequence[InputRow]
) -> dict[int, str]:
    """Why rows cannot go in that were given before; nothing if one input row says it twice.

    Two input rows that give the same row may be two persons or one statement twice, which nobody
    but the reader can tell.
    """
    same = rows.grouped(*rows.names)
    once = firsts(same)
    bad: dict[int, str] = {}
    for at in np.setdiff1d(rows.numbers, once, assume_unique=True).tolist():
        first = inputs[once[same[at]]]
        bad[at] = "" if first == inputs[at] else (
            f"gives the same row as line {lines[first[0]].line}; where each row is one "
            "person or incident, count them with [count] in the mapping"
        )  # fmt: skip
    return bad


def _wrong_case(folder: Path, case: str) -> str:
    """Why no file can be called as the case of a row; nothing if it can.

    Raises `InputError` for a row without a case.
    """
    if not case:
        raise InputError("say with --case which case the rows go to")
    try:
        _refuse_case(folder, case)
    except ReconcileError as error:
        return str(error)
    return ""


def _refuse_case(folder: Path, case: str) -> None:
    if not case.strip() or f"{case}.csv" in LISTS:
        raise InputError(f"{case!r} cannot be the name of a case; say with --case where rows go")
    refuse_name(folder, f"{case}.csv")


def _changed(
    folder: Path, tables: Mapping[str, Table], fresh: _Going, mapping: FormatMapping,
    wanted: Wanted,
) -> _Change:  # fmt: skip
    """The files that the new rows change, and the sources that are newly listed."""
    data: dict[str, bytes] = {}
    texts = {**mapping.constants, **wanted.texts}
    if len(fresh.rows) and (
        parts := list(unlisted_parts(mapping.breakdowns, texts, tables.get(PARTS)))
    ):
        data[PARTS] = appended_rows(folder / PARTS, parts, LISTS[PARTS].names)
    listed = tables[SOURCES].columns if SOURCES in tables else dict.fromkeys(SOURCE_COLUMNS, ())
    known = set(map(str.strip, listed.get("source", ())))
    sources = [
        {name: cell for name, cell in row.items() if name in listed or name in _TELLING}
        for row in _unlisted(known, fresh.rows, mapping, wanted)
    ]
    if sources:
        data[SOURCES] = appended_rows(folder / SOURCES, sources, SOURCE_COLUMNS)
    after = {name: table_of(folder / name, own) for name, own in data.items()}
    cases = fresh.rows.cells("case").used
    refuse_names(folder, [*tables, *(f"{case}.csv" for case in cases)])
    for case in cases:
        name = f"{case}.csv"
        data[name], after[name] = _with_rows(folder / name, tables.get(name), fresh, wanted)
    refuse_bad_headers(folder, tables, data)
    return _Change(data, after, tuple(row["source"] for row in sources))


def _with_rows(path: Path, known: Table | None, fresh: _Going, wanted: Wanted) -> Appended:
    """The file of a case with the new rows of it, and those set aside that they replace."""
    rows = fresh.rows.take(fresh.rows.cells("case").among([path.stem]))
    further = [name for name in rows.names if name not in (*COLUMNS, "case")]
    found = appended(path, rows, (*COLUMNS, *further), known)
    why = f"replaced by the edition of {wanted.edition}"
    aside = {one.line: why for one in fresh.aside if one.file == path.name}
    if not aside:
        return found
    data = with_aside(path, found.data, aside)
    return Appended(data, table_of(path, data))


def _unlisted(
    listed: set[str], rows: Columns, mapping: FormatMapping, wanted: Wanted
) -> list[Mapping[str, str]]:
    """The rows of `sources.csv` for sources that it lacks, and for those that they rest on."""
    found: dict[str, Mapping[str, str]] = {}
    names = rows.cells("source").used if "source" in rows else []
    while names:
        name = names.pop(0)
        if not name or name in listed or name in found:
            continue
        if name in mapping.sources:
            found[name] = mapping.sources[name]
            names.append(found[name].get("derives_from", ""))
        elif wanted.kind:
            found[name] = {"source": name, "kind": wanted.kind}
    return [found[name] for name in sorted(found)]


def _faults(
    folder: Path, tables: Mapping[str, Table], change: _Change, fresh: _Going, blamed: Blamed
) -> tuple[dict[int, str], int]:
    """What the checks have against the new rows, by number, and how many warnings."""
    if not change.data:
        return {}, 0
    after = dict(sorted({**tables, **change.tables}.items()))
    issues = check(parse(assemble(folder, after))).issues
    owners = _owners(after, fresh.rows) if issues else {}
    faults: dict[int, str] = {}
    warnings = 0
    for issue in issues:
        number = owners.get((issue.file, issue.line))
        if number is None:
            if issue.severity == ERROR and issue.file in change.data and issue.row < 0:
                name = blamed.source(issue, after[issue.file], change.sources)
                faults = dict.fromkeys(_of_source(name, fresh.rows), reason_of(issue)) | faults
        elif issue.severity == ERROR:
            faults.setdefault(number, reason_of(issue))
        else:
            warnings += 1
    return faults, warnings


def _of_source(name: str, rows: Columns) -> list[int]:
    """The numbers of the rows of a source."""
    numbers: list[int] = rows.numbers[rows.cells("source").among([name])].tolist()
    return numbers


def _owners(after: Mapping[str, Table], rows: Columns) -> dict[tuple[str, int], int]:
    """The number of the new row that stands at each new line: they are the last of their files."""
    owners: dict[tuple[str, int], int] = {}
    for case in rows.cells("case").used:
        own, name = rows.numbers[rows.cells("case").among([case])].tolist(), f"{case}.csv"
        lines = after[name].lines[-len(own) :].tolist()
        owners.update(zip(((name, line) for line in lines), own, strict=True))
    return owners
