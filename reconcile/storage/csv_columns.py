"""A large CSV file read column by column, by pandas, where that gives just what `csv` gives.

That is where every line is a whole record as wide as the header, and quotes stand as they should; a
file that is not so is left to the reader of records, which knows what is wrong and where.
"""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

import numpy as np

QUOTE, COMMA, NEWLINE, RETURN = b'",\n\r'
_BOM = b"\xef\xbb\xbf"


class ReadColumns(NamedTuple):
    """The cells of the header, and of each column the number of every row's text and the texts."""

    header: tuple[str, ...]
    columns: list[tuple[np.ndarray, list[str]]]


def read_columns(data: bytes) -> ReadColumns | None:
    """The columns of a file in UTF-8 whose line `n` is its record `n`; None where it may not be."""
    data = data.removeprefix(_BOM)
    data = data if data.endswith(b"\n") else data + b"\n"
    first = data[: data.index(b"\n")].decode()
    try:
        header = next(csv.reader([first]), []) if len(first) < csv.field_size_limit() else []
    except csv.Error:  # a carriage return alone, of which the reader of records says what is wrong
        return None
    if len(header) < 2 or not _is_plain(data, len(header)):
        return None
    import pandas as pd

    frame = pd.read_csv(
        io.BytesIO(data), header=None, names=range(len(header)), skiprows=1, dtype=object,
        index_col=False, keep_default_na=False, skip_blank_lines=False, encoding="utf-8",
    )  # fmt: skip
    columns, blank = list[tuple[np.ndarray, list[str]]](), np.ones(len(frame), dtype=bool)
    for number in range(len(header)):
        codes, texts = pd.factorize(frame.pop(number).to_numpy())
        columns.append((codes, texts.tolist()))
        blank &= np.array([not text.strip() for text in columns[-1][1]], dtype=bool)[codes]
    return None if blank.any() else ReadColumns(tuple(header), columns)


def _is_plain(data: bytes, width: int) -> bool:
    """Whether every line is a record of `width` cells, each quoted whole or not at all."""
    if data.count(b"\r") != data.count(b"\r\n") or data.startswith((b"\n", b"\r")):
        return False
    chars = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(chars == NEWLINE)
    quotes = np.flatnonzero(chars == QUOTE)
    # a line that ends where an odd number of quotes has come ends within a cell
    if (np.searchsorted(quotes, ends) & 1).any():
        return False
    if np.diff(ends, prepend=0).max() > csv.field_size_limit():
        return False
    opening, closing = quotes[::2], quotes[1::2]
    commas = np.flatnonzero(chars == COMMA)
    within = np.searchsorted(commas, closing) - np.searchsorted(commas, opening)
    counts = np.diff(np.searchsorted(commas, ends), prepend=0)
    quoted = np.bincount(np.searchsorted(ends, opening), within, len(ends))
    return bool((counts - quoted == width - 1).all()) and _are_whole(chars, opening, closing)


def _are_whole(chars: np.ndarray, opening: np.ndarray, closing: np.ndarray) -> bool:
    """Whether quotes begin and end a cell, or are doubled within a quoted one."""
    before = np.where(opening > 0, chars[opening - 1], NEWLINE)
    after = chars[closing + 1]  # the last character is a newline
    edges = np.array([COMMA, NEWLINE, RETURN, QUOTE], dtype=np.uint8)
    return bool(np.isin(before, edges[[0, 1, 3]]).all() and np.isin(after, edges).all())
