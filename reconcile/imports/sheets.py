"""The rows of a sheet of an Excel workbook as text; needs the extra `xlsx`."""

from __future__ import annotations

import datetime
import io
import itertools
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from reconcile.errors import InputError, excerpt
from reconcile.imports.sound_parts import refuse_unsound
from reconcile.storage.extras import needed

MOST = 2**28  # bytes of a workbook once it is unpacked
_BATCH = 1000
_OLD = b"\xd0\xcf\x11\xe0"  # a compound file: a workbook with a password, or of before 2007
SheetRow = tuple[int, list[str], tuple[tuple[int, str], ...]]


def rows(name: str, data: bytes, wanted: Sequence[str] = ()) -> Iterator[SheetRow]:
    """Each row's number, cells and faults; of the first of the wanted sheets, else the first.

    Raises `InputError` for what is no workbook, is damaged or has none of the sheets. The cell of a
    formula is empty and a fault: what it last showed may not be what the sheet holds; so is that of
    an error such as `#N/A`.
    """
    openpyxl = needed("openpyxl", "xlsx", "reading XLSX")
    if data.startswith(_OLD):
        raise InputError(
            f"{name}:1: has a password, or is of before 2007; save it as XLSX without one"
        )
    number = 0
    try:
        _refuse_unsound(name, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        found = _sheet(name, book, wanted)
        found.reset_dimensions()  # what a sheet says of its size need not be so
        for number, cells in enumerate(_batched(found.iter_rows()), 1):
            yield number, *_read(cells)
    except InputError:
        raise
    except Exception as error:  # a damaged file brings about anything
        reason = excerpt(str(error)) or type(error).__name__
        raise InputError(
            f"{name}:{number + 1}: is not a workbook of the XLSX format, or damaged: {reason}"
        ) from None


def _refuse_unsound(name: str, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
        if size > MOST:
            raise InputError(
                f"{name}:1: is {size / 2**20:,.0f} MiB unpacked, and the most is "
                f"{MOST // 2**20:,}; split it"
            )
        refuse_unsound(name, parts)


def _sheet(name: str, book: Any, wanted: Sequence[str]) -> Any:
    """The first of the wanted sheets, else the first."""
    known = [sheet.title for sheet in book.worksheets]
    found = [sheet for sheet in wanted or known if sheet in known]
    if not found:
        lacking = f"no sheet {' or '.join(wanted)}" if wanted else "no sheet of rows"
        there = excerpt(", ".join(known), 200) or "none"
        raise InputError(f"{name}:1: has {lacking}; it has {there}")
    return book[found[0]]


def _batched(cells: Iterator[Any]) -> Iterator[Any]:
    """The rows; what the library would warn of is a fault of the cell."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(itertools.islice(cells, _BATCH))
        if not batch:
            return
        yield from batch


_FAULTS = {"f": "a formula; paste its value", "e": "an error; mend it in the sheet"}


def _read(cells: Sequence[Any]) -> tuple[list[str], tuple[tuple[int, str], ...]]:
    """The texts of a row and what is wrong with its cells."""
    faults = {
        at: f"{cell.coordinate} holds {_FAULTS[cell.data_type]}"
        for at, cell in enumerate(cells)
        if cell.data_type in _FAULTS
    }
    texts = ["" if at in faults else _text(cell.value) for at, cell in enumerate(cells)]
    return texts, tuple(faults.items())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
