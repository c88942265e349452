"""The ledger's folder as a Frictionless Data Package, for programs that read such packages.

`descriptor(ledger)` is the text of `datapackage.json`: what files there are, what their columns
hold in the words of docs/ledger.md, and which cells a program can check by itself. It says less
than `reconcile check` does, and nothing that `check` would not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from reconcile.errors import LedgerError
from reconcile.export.dictionary import DESCRIPTIONS, PACKAGE
from reconcile.export.identifiers import identifier, unused
from reconcile.export.table_schema import KEYS, schema
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import Ledger

DESCRIPTOR = "datapackage.json"
# how the ledger is written, in full, since programs differ in what they take for granted
_DIALECT: Mapping[str, object] = {
    "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False,
    "header": True, "skipBlankRows": True,
}  # fmt: skip


def descriptor(ledger: Ledger) -> bytes:
    """The descriptor of the ledger's files, a Tabular Data Package (version 1), as JSON in UTF-8.

    It depends on the files alone, not on where they lie or when it is made. Every column is a
    text, in the order of its file, with a description; columns of the ledger's own have the
    constraints that every cell which passes the checks keeps. `derives_from` has to be a listed
    source if each of them is now. Where a cell has white space around it, which the ledger does
    not count, no foreign key is given, since a program would count it.

    Raises `LedgerError` if a file cannot be read, or is not what it was when it was loaded.
    """
    return files(ledger)[DESCRIPTOR]


def files(ledger: Ledger) -> dict[str, bytes]:
    """The whole package by file name: `datapackage.json`, then the ledger's files as they are.

    Raises `LedgerError` as `descriptor` does.
    """
    contents = {table.name: _bytes(table) for table in _tables(ledger)}
    return {DESCRIPTOR: _described(ledger, contents), **contents}


def _tables(ledger: Ledger) -> list[Table]:
    return [*ledger.tables, *ledger.lists]


def _bytes(table: Table) -> bytes:
    """What the file holds, which has to be what was read."""
    try:
        data = table.path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{table.path}: cannot be read: {error.strerror}") from None
    if hashlib.sha256(data).hexdigest() != table.sha256:
        raise LedgerError(f"{table.path}: was changed while it was being read; do it again")
    return data


def _described(ledger: Ledger, contents: Mapping[str, bytes]) -> bytes:
    tables = _tables(ledger)
    names = _names(tables)
    package = {
        "profile": "tabular-data-package",
        **PACKAGE,
        "resources": [
            _resource(ledger, table, names[table.name], len(contents[table.name]))
            for table in tables
        ],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _names(tables: Sequence[Table]) -> dict[str, str]:
    """A name for each file, of the letters that names of resources may have."""
    names: dict[str, str] = {}
    for table in sorted(tables, key=lambda table: (table.name not in KEYS, table.name)):
        name = identifier(table.path.stem, "-") or "case"
        names[table.name] = unused(name, names.values(), "-")
    return names


def _resource(ledger: Ledger, table: Table, name: str, size: int) -> dict[str, object]:
    stem = table.path.stem
    title = ledger.cases[stem].title if stem in ledger.cases else ""
    about = {} if table.name in KEYS else {"title": title or stem}
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": table.name,
        **about,
        "description": DESCRIPTIONS.get(table.name, DESCRIPTIONS["case"])[""],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{table.sha256}",
        "dialect": _dialect(table),
        "schema": schema(ledger, table),
    }


def _dialect(table: Table) -> dict[str, object]:
    above = {"headerRows": [table.header_line]} if table.header_line > 1 else {}
    return {**_DIALECT, **above}
