"""The rows of a sheet of an Excel workbook as text; needs the extra `xlsx`."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence

from reconcile.errors import InputError
from reconcile.storage.extras import needed

MOST = 2**30  # bytes of a workbook once it is unpacked


def rows(
    name: str, data: bytes, wanted: Sequence[str] = ()
) -> Iterator[tuple[int, list[str], tuple[tuple[int, str], ...]]]:
    """Each row's number, cells and faults; of the first of the wanted sheets, else the first.

    Raises `InputError` for what is no workbook or has none of the sheets. The cell of a formula is
    empty and a fault: what it last showed may not be what the sheet holds.
    """
    openpyxl = needed("openpyxl", "xlsx", "reading XLSX")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST:
            raise InputError(f"{name}:1: is {size / 2**20:,.0f} MiB unpacked; split it")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{name}:1: is not a workbook of the XLSX format: {error}") from None
    found = [sheet for sheet in wanted or book.sheetnames if sheet in book.sheetnames]
    if not found:
        known = ", ".join(book.sheetnames)
        raise InputError(f"{name}:1: has no sheet {' or '.join(wanted)}; it has {known}")
    for number, cells in enumerate(book[found[0]].iter_rows(), 1):
        faults = tuple(
            (at, f"{cell.coordinate} holds a formula; paste its value")
            for at, cell in enumerate(cells)
            if cell.data_type == "f"
        )
        formulas = {at for at, _ in faults}
        yield (
            number,
            ["" if at in formulas else _text(cell.value) for at, cell in enumerate(cells)],
            faults,
        )


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
