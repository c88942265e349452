"""The tables of a page as files to save: within the page, so that it can be sent alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from reconcile.columnar import Columns
from reconcile.export.plain_text import csv_pieces, json_pieces, listed

# bytes within a page: of all tables together, and of a table beyond which it is a file beside alone
_MOST, _LARGEST = 66_000, 30_000
_SAFE = ',;:/@!$*()+=?[]{}|"'  # what may stand in the address of data as it is


class SharedTable(NamedTuple):
    """A table by the name of its file, and as addresses of data; these are empty if it is large."""

    name: str
    csv: Markup
    json: Markup


def shared_tables(tables: Mapping[str, Columns]) -> Iterator[SharedTable]:
    """Each table, by the names of files in CSV, in the page while there is room for it."""
    room = _MOST
    for name, table in tables.items():
        if not len(table):
            yield SharedTable(name, Markup(), Markup())
            continue
        # no cell is shorter than the comma after it
        small = len(table) * len(table.names) < _LARGEST
        given = (
            [
                _data("text/csv", csv_pieces(listed(table), spreadsheet=True)),
                _data("application/json", json_pieces(listed(table))),
            ]
            if small
            else []
        )
        if given and len(given[0]) <= _LARGEST and sum(map(len, given)) <= room:
            room -= sum(map(len, given))
            yield SharedTable(name, *given)
        else:
            yield SharedTable(name, Markup(), Markup())


def _data(kind: str, content: Iterable[bytes]) -> Markup:
    """The address, with no apostrophe in it, between which a page can put it."""
    data = quote(b"".join(content), safe=_SAFE)
    return Markup(f"data:{kind};charset=utf-8,{data}")
