"""What the ledger's files and columns hold, in the words of docs/ledger.md."""

from __future__ import annotations

from collections.abc import Mapping

from reconcile.storage.ledger_files import CASE, LISTS

PACKAGE: Mapping[str, str] = {
    "name": "estimates",
    "title": "Published estimates of casualties",
    "description": (
        "A ledger of published figures, each as it was given, with its source, its date and what "
        "it counts. Figures are comparable only if they count the same; none is weighted or "
        "averaged."
    ),
}

# for each file, what it is (under the empty name) and what its columns hold; `case` is any case
DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    name: {"": file.about, **{column.name: column.meaning for column in file.columns}}
    for name, file in {"case": CASE, **LISTS}.items()
}
