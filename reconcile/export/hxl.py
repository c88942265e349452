"""The rows of a ledger with a row of HXL tags, by which humanitarian tools know the columns.

Hashtags are those of the HXL standard 1.1, https://hxlstandard.org/standard/1-1final/dictionary/,
and so are attributes, but for `via`, `basis`, `quote`, `page`, `notes`, `set_aside`, `waives` and
those of further columns, for which it has none (docs/exports.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reconcile.export.identifiers import identifier, unused
from reconcile.export.plain_text import to_csv

TAGS = {
    "case": "#crisis+name",
    "source": "#meta+source",
    "via": "#meta+via",
    "published": "#date+reported",
    "since": "#date+start",
    "as_of": "#date+end",
    "population": "#group+name",
    "place": "#loc+name",
    "measure": "#indicator+name",
    "basis": "#indicator+basis",
    "figure": "#indicator+value",
    "quote": "#description+quote",
    "url": "#meta+url",
    "page": "#meta+page",
    "notes": "#description+notes",
    "set_aside": "#status+set_aside",
    "waives": "#meta+waives",
}


def to_hxl(frame: pd.DataFrame) -> bytes:
    """Return the table `ledger` as CSV with a second row of HXL tags, in UTF-8.

    A further column of the ledger gets the tag `#meta` with its name as an attribute. No two
    columns have one tag.
    """
    tagged = pd.DataFrame([_tags([str(name) for name in frame.columns])], columns=frame.columns)
    return to_csv(pd.concat([tagged, frame.astype(object)], ignore_index=True))


def _tags(names: Sequence[str]) -> list[str]:
    tags: list[str] = []
    for name in names:
        tag = TAGS.get(name) or f"#meta+x_{identifier(name, '_') or 'column'}"
        tags.append(unused(tag, tags, "_"))
    return tags
