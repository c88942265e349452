"""Markdown that shows texts as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from reconcile.notation.addresses import is_address
from reconcile.notation.speech import say
from reconcile.tables.flat import Flat
from reconcile.tables.grid import grid
from reconcile.wording.characters import visible

_SPECIAL = str.maketrans({char: f"\\{char}" for char in r"\`*_{}[]<>#|~$&"})


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return visible(" ".join(str(text).split())).translate(_SPECIAL)


def table(table: Flat, links: Sequence[int] = (), files: Sequence[int] = ()) -> str:
    """A table, the cells of the columns `links` being web addresses, those of `files` files that
    lie beside it, with names of plain letters.
    """
    shown = {**dict.fromkeys(links, _link), **dict.fromkeys(files, _file)}
    lines = [
        [shown.get(number, escape)(cell) for number, cell in enumerate(row)] for row in table.rows
    ]
    return grid(table.headings, lines, table.right, "github")


def _file(path: str) -> str:
    return f"[{say('copy')}]({path})" if path else ""


def _link(url: str) -> str:
    """A link to a web address; what is none is shown as text."""
    if not is_address(url):
        return escape(url)
    return f"[{say('link')}]({quote(url, safe=_SAFE)})"


_SAFE = "%/:=&?~#+!$,;'@*-._"


def listing(items: Iterable[Any]) -> str:
    """One line an item."""
    return "\n".join(f"- {item}" for item in items)
