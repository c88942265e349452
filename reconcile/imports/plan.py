"""What an import would do to a ledger: every row set against those there, and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.issue import ERROR, Issue
from reconcile.errors import InputError, ReconcileError
from reconcile.imports.aside import with_aside
from reconcile.imports.mapped_breakdowns import unlisted_parts
from reconcile.imports.mapping import FormatMapping
from reconcile.imports.merge import KNOWN, NEW, REVISED, Held, Said
from reconcile.imports.outcomes import Made
from reconcile.imports.rules import RefusedError
from reconcile.imports.tallies import Offer, offers
from reconcile.storage.case_names import refuse_name, refuse_names
from reconcile.storage.csv_file import Table, appended, table_of
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


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    `rows` has what became of every input row, by the ledger and its checks as well;
    `statuses` how many rows for the ledger are `new`, `known` and `revised`; `changed` the new
    bytes of files of the ledger by name, and `tables` its files as they were read; `sources` the
    names newly listed; `set_aside` how many rows of the ledger are replaced on their own day;
    `warnings` how many the checks have against the rows that go in.
    """

    rows: tuple[Made, ...]
    statuses: Mapping[str, int]
    changed: Mapping[str, bytes]
    tables: Mapping[str, Table]
    sources: tuple[str, ...]
    set_aside: int
    warnings: int

    @property
    def refused(self) -> tuple[Made, ...]:
        """The input rows that make no row of the ledger, or not all of theirs."""
        return tuple(row for row in self.rows if row.refused)

    @property
    def skipped(self) -> Mapping[str, int]:
        """How many input rows the mapping leaves out, by its reason."""
        return Counter(row.skipped for row in self.rows if row.skipped)


@dataclass(frozen=True)
class _NewRow:
    """A row for the ledger, the input rows that made it, its status, and the rows it replaces."""

    numbers: tuple[int, ...]
    cells: Mapping[str, str]
    status: str
    replaced: Sequence[Said] = ()


def planned(folder: Path, rows: Sequence[Made], mapping: FormatMapping, wanted: Wanted) -> Plan:
    """Set the rows against the ledger in `folder`, which may not be there yet, and check them.

    Raises `InputError` if a row has no case, or a source of the mapping is not fit to be listed;
    `LedgerError` if the ledger cannot be read, its files lack a column, or the case wanted cannot
    be a file.
    """
    if wanted.case:
        _refuse_case(folder, wanted.case)
    tables = read_tables(folder) if folder.exists() else {}
    refused = defaultdict[int, list[str]](list)
    count = mapping.count.totals if mapping.count else ""
    offered = offers(rows, wanted.case, count, refused)
    entries = list(_entries(folder, tables, offered, (rows, wanted.edition, refused)))
    while True:
        fresh = [entry for entry in entries if entry.status != KNOWN]
        changed, sources = _changed(folder, tables, fresh, mapping, wanted)
        faults, warnings = _faults(folder, tables, changed, fresh)
        if not faults:
            break
        for at, reason in faults.items():
            for number in fresh[at].numbers:
                refused[number].append(reason)
        bad = {id(fresh[number]) for number in faults}
        entries = [entry for entry in entries if id(entry) not in bad]
    taken = defaultdict[int, list[Mapping[str, str]]](list)
    for entry in entries:
        for number in entry.numbers:
            taken[number].append(entry.cells)
    told = tuple(
        Made(
            row.line, row.cells, tuple(taken[number]), _once((*row.refused, *refused[number])),
            row.skipped,
        )
        for number, row in enumerate(rows)
    )  # fmt: skip
    statuses = Counter(entry.status for entry in entries)
    counts = {status: statuses[status] for status in (NEW, KNOWN, REVISED)}
    aside = {one.where for entry in entries for one in entry.replaced}
    return Plan(told, counts, changed, tables, sources, len(aside), warnings)


def _once(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))


def _entries(
    folder: Path, tables: Mapping[str, Table], offered: Iterable[Offer],
    at_hand: tuple[Sequence[Made], str, Mapping[int, list[str]]],
) -> Iterator[_NewRow]:  # fmt: skip
    """Every row for the ledger with its status; `at_hand` are input rows, edition and `refused`.

    Reasons against a row go into `refused`. Two input rows that give the same row may be two
    persons or one statement twice, which nobody but the reader can tell.
    """
    rows, edition, refused = at_hand
    held = Held(table for name, table in tables.items() if name not in LISTS)
    seen: dict[frozenset[tuple[str, str]], tuple[int, ...]] = {}
    cases = dict[str, str]()  # what is wrong with their names
    for numbers, cells in offered:
        case = cells["case"]
        if case not in cases:
            cases[case] = _wrong_case(folder, case)
        same = frozenset(cells.items())
        first = seen.get(same, ())
        if first == numbers:
            continue  # one input row that says it twice
        seen.setdefault(same, numbers)
        try:
            if cases[case]:
                raise RefusedError(cases[case])
            if first:
                raise RefusedError(
                    f"gives the same row as line {rows[first[0]].line}; where each row is one "
                    "person or incident, count them with [count] in the mapping"
                )
            status, whole, replaced = held.merged(cells, edition)
        except RefusedError as reason:
            for number in numbers:
                refused[number].append(str(reason))
        else:
            yield _NewRow(numbers, whole, status, replaced)


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
    folder: Path, tables: Mapping[str, Table], fresh: Sequence[_NewRow], mapping: FormatMapping,
    wanted: Wanted,
) -> tuple[dict[str, bytes], tuple[str, ...]]:  # fmt: skip
    """The files that the new rows change, and the sources that are newly listed."""
    changed: dict[str, bytes] = {}
    texts = {**mapping.constants, **wanted.texts}
    if fresh and (parts := list(unlisted_parts(mapping.breakdowns, texts, tables.get(PARTS)))):
        changed[PARTS] = appended(folder / PARTS, parts, LISTS[PARTS].names)
    listed = tables[SOURCES].columns if SOURCES in tables else dict.fromkeys(SOURCE_COLUMNS, ())
    known = set(map(str.strip, listed.get("source", ())))
    sources = [
        {name: cell for name, cell in row.items() if name in listed or name in _TELLING}
        for row in _unlisted(known, fresh, mapping, wanted)
    ]
    if sources:
        changed[SOURCES] = appended(folder / SOURCES, sources, SOURCE_COLUMNS)
    why = f"replaced by the edition of {wanted.edition}"
    cases = _by_case(fresh)
    refuse_names(folder, [*tables, *(f"{case}.csv" for case in cases)])
    for case, rows in cases.items():
        further = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
        name = f"{case}.csv"
        changed[name] = appended(folder / name, rows, (*COLUMNS, *further))
        aside = {one.line: why for entry in fresh for one in entry.replaced if one.file == name}
        if aside:
            changed[name] = with_aside(folder / name, changed[name], aside)
    return changed, tuple(row["source"] for row in sources)


def _by_case(fresh: Iterable[_NewRow]) -> dict[str, list[dict[str, str]]]:
    cases = defaultdict[str, list[dict[str, str]]](list)
    for entry in fresh:
        cells = dict(entry.cells)
        cases[cells.pop("case")].append(cells)
    return dict(cases)


def _unlisted(
    listed: set[str], fresh: Iterable[_NewRow], mapping: FormatMapping, wanted: Wanted
) -> list[Mapping[str, str]]:
    """The rows of `sources.csv` for sources that it lacks, and for those that they rest on."""
    found: dict[str, Mapping[str, str]] = {}
    names = list(dict.fromkeys(entry.cells.get("source", "") for entry in fresh))
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
    folder: Path,
    tables: Mapping[str, Table],
    changed: Mapping[str, bytes],
    fresh: Sequence[_NewRow],
) -> tuple[dict[int, str], int]:
    """What the checks have against the new rows, by number, and how many warnings."""
    after = {**tables} | {name: table_of(folder / name, data) for name, data in changed.items()}
    if not changed:
        return {}, 0
    owners = _owners(after, fresh)
    faults: dict[int, str] = {}
    warnings = 0
    for issue in check(parse(assemble(folder, dict(sorted(after.items()))))).issues:
        number = owners.get((issue.file, issue.line))
        if number is None:
            _refuse_file(folder, issue, changed)
        elif issue.severity == ERROR:
            faults.setdefault(number, _reason(issue))
        else:
            warnings += 1
    return faults, warnings


def _reason(issue: Issue) -> str:
    return f"[{issue.check}] {issue.message}; {issue.remedy}"


def _owners(after: Mapping[str, Table], fresh: Sequence[_NewRow]) -> dict[tuple[str, int], int]:
    """The number of the new row that stands at each new line: they are the last of their files."""
    numbers = defaultdict[str, list[int]](list)
    for number, entry in enumerate(fresh):
        numbers[f"{entry.cells['case']}.csv"].append(number)
    return {
        (name, int(line)): number
        for name, own in numbers.items()
        for line, number in zip(after[name].lines[-len(own) :], own, strict=True)
    }


def _refuse_file(folder: Path, issue: Issue, changed: Mapping[str, bytes]) -> None:
    """Raise `InputError` for an error that makes a changed file useless, or a source unfit."""
    if issue.severity == ERROR and issue.file in changed and issue.row < 0:
        where = f"{folder / issue.file}:{issue.line}"
        raise InputError(f"{where}: [{issue.check}] {issue.message}; {issue.remedy}")
