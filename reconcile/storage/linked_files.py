"""Files of a ledger that are links: what such a link may lead to.

A ledger may be other people's, and a link in it may lead to any file of the machine. One that leads
out of the folder is followed only to what is a file of a ledger itself, so that nothing else is
ever shown or written to.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from reconcile.storage.ledger_files import file_of

_MOST = 65536  # bytes of a header


def leads_out(path: Path) -> bool:
    """Whether a file is a link to one that is in another folder."""
    return os.path.realpath(path.parent) != os.path.dirname(os.path.realpath(path))  # noqa: PTH120


def is_ledger_file(path: Path) -> bool:
    """Whether there is a file whose first line is the header of a ledger file of this name."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            begin = file.read(_MOST).decode("utf-8-sig", "replace").lstrip()
        header = next(csv.reader(begin.splitlines()[:1], strict=True), [])
    except (OSError, csv.Error):
        return False
    return set(file_of(path.name).needed) <= set(map(str.strip, header))
