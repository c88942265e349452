"""Every format of `export`, once: its name, what it is, what it holds, and what writes it.

The names are read for help and completion, so that nothing heavy is imported before something is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.comparison import Comparison
    from reconcile.storage.files import Content
    from reconcile.storage.ledger import Ledger

# what can be written by its name; a workbook has them in this order
EXPORTED = ("estimates", "ranges", "discrepancies", "history", "sources", "ratios", "ledger")


@dataclass(frozen=True)
class Format:
    """A format of one file: `about` says in a line what it is, `holds` what it is written from.

    `write` takes a comparison, the name of a table (None if none is asked for) and whether text is
    to be exact (`--raw`), and gives bytes, what is built in also an iterator of them, in pieces.
    `tables` are those that may be asked for by name. It raises `SelectionError` where no figure is
    left. A `binary` file is not for a terminal.
    """

    name: str
    about: str
    holds: str
    write: Callable[[Comparison, str | None, bool], Content]
    tables: tuple[str, ...] = ()
    binary: bool = False


@dataclass(frozen=True)
class FolderFormat:
    """A format of a whole ledger: `files` makes them by name; the first says what the others are.

    It raises `LedgerError` for files that cannot be read again.
    """

    name: str
    about: str
    holds: str
    files: Callable[[Ledger], Mapping[str, bytes]]
    tables: tuple[str, ...] = ()


def _csv(comparison: Comparison, table: str | None, raw: bool) -> Iterator[bytes]:
    from reconcile.export.named_tables import written_listing
    from reconcile.export.plain_text import csv_pieces

    return csv_pieces(written_listing(comparison, table or "estimates"), spreadsheet=not raw)


def _json(comparison: Comparison, table: str | None, raw: bool) -> Iterator[bytes]:
    from reconcile.export.named_tables import written_listing
    from reconcile.export.plain_text import json_pieces

    return json_pieces(written_listing(comparison, table or "estimates"))


def _xlsx(comparison: Comparison, table: str | None, raw: bool) -> bytes:
    from reconcile.export.named_tables import every, written
    from reconcile.export.xlsx import to_xlsx

    sheets = every(comparison, EXPORTED) if table is None else {table: written(comparison, table)}
    return to_xlsx(sheets)


def _hxl(comparison: Comparison, table: str | None, raw: bool) -> Iterator[bytes]:
    from reconcile.export.hxl import hxl_pieces
    from reconcile.export.named_tables import written

    return hxl_pieces(written(comparison, "ledger"))


def _package(ledger: Ledger) -> Mapping[str, bytes]:
    from reconcile.export import datapackage

    return datapackage.files(ledger)


def _wikitext(comparison: Comparison, table: str | None, raw: bool) -> bytes:
    from reconcile.export import wikitext
    from reconcile.export.named_tables import with_figures

    return wikitext.table(with_figures(comparison)).encode()


def _markdown(comparison: Comparison, table: str | None, raw: bool) -> bytes:
    from reconcile.export import markdown
    from reconcile.export.named_tables import with_figures

    return markdown.table(with_figures(comparison)).encode()


FORMATS: Mapping[str, Format | FolderFormat] = {
    each.name: each
    for each in (
        Format("csv", "for a spreadsheet, or with `--raw` for programs", "one table", _csv,
               EXPORTED),
        Format("xlsx", "an Excel workbook", "every table on a sheet of its own, or one", _xlsx,
               EXPORTED, binary=True),
        Format("hxl", "CSV with a row of HXL tags", "the table ledger", _hxl, ("ledger",)),
        Format("json", "an array of objects", "one table", _json, EXPORTED),
        FolderFormat("datapackage", "a Frictionless Data Package, which describes its columns",
                     "the whole ledger", _package),
        Format("wikitext", "a table for a wiki, each figure with its citation",
               "the current estimates", _wikitext),
        Format("markdown", "a table for a page, each figure with its citation",
               "the current estimates", _markdown),
    )
}  # fmt: skip
