"""What a page is made from: the files of the ledger and their digests, and one for them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from reconcile.storage.ledger import Ledger


def digests(ledger: Ledger, cases: Iterable[str]) -> list[tuple[str, str]]:
    """The files that these cases rest on, by name, with their SHA-256."""
    wanted = set(cases)
    used = [table for table in ledger.tables if table.path.stem in wanted]
    return [(table.name, table.sha256) for table in (*used, *ledger.lists)]


def digest(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of the lines that `sha256sum` prints for these files."""
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in files)
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()
