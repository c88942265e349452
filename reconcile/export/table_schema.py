"""The Table Schema of each file of a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.aligning.typed_cells import DATES
from reconcile.export import patterns
from reconcile.export.dictionary import DESCRIPTIONS
from reconcile.notation.bases import BASES
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import Ledger
from reconcile.storage.ledger_files import CASES, KINDS, MEASURES, PARTS, SOURCES, file_of

KEYS: Mapping[str, tuple[str, ...]] = {
    SOURCES: ("source",), MEASURES: ("measure",), CASES: ("case",),
    PARTS: ("of", "whole", "breakdown", "part"),
}  # fmt: skip
_DAYS = (*DATES, "began", "ended", "settled")


def schema(ledger: Ledger, table: Table) -> dict[str, object]:
    """The fields of a file in its order, with keys; every field is a text.

    A constraint or key stands there only if every file that passes the checks keeps it.
    """
    made: dict[str, object] = {
        "fields": [
            {"name": unique, **_field(ledger, table, name)}
            for unique, name in zip(_unique(table.header), table.header, strict=True)
        ],
        "missingValues": [""],
    }
    if (key := KEYS.get(table.name, ())) and set(key) <= set(table.columns):
        made["primaryKey"] = key[0] if len(key) == 1 else list(key)
    if keys := _foreign_keys(ledger, table):
        made["foreignKeys"] = keys
    return made


def _unique(header: Sequence[str]) -> list[str]:
    """Names for the columns, each once; only a header that is wrong or empty needs others."""
    names = list[str]()
    for number, name in enumerate(header, 1):
        names.append(name if name and name not in names else f"column {number} {name}".strip())
    return names


def _field(ledger: Ledger, table: Table, name: str) -> dict[str, object]:
    described = DESCRIPTIONS.get(table.name, DESCRIPTIONS["case"])
    field: dict[str, object] = {"type": "string"}
    if name in described and name:
        field |= {"title": name.replace("_", " "), "description": described[name]}
        if constraints := _constraints(ledger, table, name):
            field["constraints"] = constraints
    return field


def _constraints(ledger: Ledger, table: Table, name: str) -> dict[str, object]:
    """What every cell of a column keeps to that passes the checks."""
    found: dict[str, object] = {}
    if name in file_of(table.name).needed:
        found["required"] = True
    if table.name == SOURCES and name == "kind":
        return found | (
            {"enum": list(KINDS)} if _tidy(table, name) else {"pattern": patterns.one_of(KINDS)}
        )
    if name in _DAYS and table.name not in (SOURCES, MEASURES):
        found["pattern"] = patterns.DATE
    if table.name not in KEYS:
        if name == "figure":
            found["pattern"] = patterns.FIGURE
        elif name == "measure":
            found["pattern"] = patterns.measure(ledger.measures)
        elif name == "basis":
            found["pattern"] = patterns.one_of(BASES)
    return found


def _tidy(table: Table | None, name: str) -> bool:
    """Whether there is such a column and no cell of it has white space around it."""
    if table is None or name not in table.columns:
        return False
    return all(text == text.strip() for text in table.columns[name].distinct)


def _foreign_keys(ledger: Ledger, table: Table) -> list[dict[str, object]]:
    listed = ledger.sources_table
    if not _tidy(listed, "source"):
        return []
    if table.name == SOURCES:
        return [_refers("derives_from", "")] if _origins_are_listed(table) else []
    if table.name not in KEYS and _tidy(table, "source"):
        return [_refers("source", "sources")]
    return []


def _origins_are_listed(table: Table) -> bool:
    if not _tidy(table, "derives_from"):
        return False
    return set(table.columns["derives_from"]) - {""} <= set(table.columns["source"])


def _refers(field: str, resource: str) -> dict[str, object]:
    return {"fields": field, "reference": {"resource": resource, "fields": "source"}}
