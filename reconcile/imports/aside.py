"""Rows of a case that are set aside where they stand; every other row stays to the byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from reconcile.errors import LedgerError
from reconcile.storage.csv_file import csv_text

COLUMN = "set_aside"


def with_aside(path: Path, data: bytes, reasons: Mapping[int, str]) -> bytes:
    """`data`, the bytes of the case `path`, with the rows on these lines set aside for a reason.

    Raises `LedgerError` if the file has no column for it.
    """
    lines = list(io.StringIO(data.decode(), newline=""))
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    begin = 0
    for cells in reader:
        end = reader.line_num
        if not header and any(map(str.strip, cells)):
            header = [cell.strip("\ufeff ") for cell in cells]
            if COLUMN not in header:
                raise LedgerError(f"{path}:1: has no column {COLUMN}; add it to the header first")
        elif reason := reasons.get(begin + 1):
            cells += [""] * (len(header) - len(cells))
            cells[header.index(COLUMN)] = reason
            last = lines[end - 1]
            ending = last[len(last.rstrip("\r\n")) :]
            record = csv_text(cells, ()).removesuffix("\n") + ending
            lines[begin:end] = [record, *[""] * (end - begin - 1)]
        begin = end
    return "".join(lines).encode()
