"""The rows of a ledger with a row of HXL tags, by which humanitarian tools know the columns.

Hashtags are those of the HXL standard 1.1, https://hxlstandard.org/standard/1-1final/dictionary/,
and so are attributes, but for `via`, `basis`, `quote`, `page`, `notes`, `set_aside`, `waives` and
those of further columns, for which it has none (docs/exports.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from reconcile.export.identifiers import identifier, unused
from reconcile.export.plain_text import Listing, csv_pieces, listed

if TYPE_CHECKING:
    from reconcile.columnar import Columns

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


def hxl_pieces(table: Columns) -> Iterator[bytes]:
    """Yield the table `ledger` as CSV with a second row of HXL tags, in UTF-8.

    A further column of the ledger gets the tag `#meta` with its name as an attribute. No two
    columns have one tag.
    """
    names, blocks = listed(table)
    return csv_pieces(Listing(names, chain([[[tag] for tag in _tags(names)]], blocks)))


def _tags(names: Sequence[str]) -> list[str]:
    tags: list[str] = []
    for name in names:
        tag = TAGS.get(name) or f"#meta+x_{identifier(name, '_') or 'column'}"
        tags.append(unused(tag, tags, "_"))
    return tags
