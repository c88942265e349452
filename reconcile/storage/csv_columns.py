"""A large CSV file read column by column, where that gives just what `csv` gives.

That is where every line is a whole record as wide as the header, and quotes stand as they should; a
file that is not so is left to the reader of records, which knows what is wrong and where.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reconcile.first_same import firsts_among, numbers_among
from reconcile.storage.alike_cells import (
    MOST_BYTES,
    WORD,
    Places,
    alike_among,
    first_alike,
    texts_of,
    words_in,
)

QUOTE, COMMA, NEWLINE, RETURN = b'",\n\r'
_BOM = b"\xef\xbb\xbf"
_BLOCK = 1 << 20  # bytes gone through at once, so that they stay in the cache
_KEPT = 1 << 24  # bytes; whoever frees that much keeps what is smaller from then on (glibc)


class ReadColumns(NamedTuple):
    """The cells of the header, and of each column the number of every row's text and the texts."""

    header: tuple[str, ...]
    columns: list[tuple[np.ndarray, list[str]]]


def read_columns(data: bytes) -> ReadColumns | None:
    """The columns of a file whose line `n` is its record `n`; None where it may not be.

    There must be no zero byte in it. It is None too for what is not in UTF-8.
    """
    data = data.removeprefix(_BOM)
    if not data.endswith(b"\n") or data.endswith((b"\n\n", b"\n\r\n")):
        data = data.rstrip(b"\r\n") + b"\n"  # blank lines behind the last record
    begin = data.index(b"\n") + 1
    try:
        header = _header(data[:begin])
        # a carriage return alone ends a line for the reader of records
        if len(header) < 2 or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
            return None
        columns = list(_columns(data, begin, len(header)))
    except (_NotPlainError, csv.Error, UnicodeDecodeError):
        return None
    return None if _has_blank(columns) else ReadColumns(header, columns)


class _NotPlainError(Exception):
    """A file that is left to the reader of records."""


def _header(line: bytes) -> tuple[str, ...]:
    """The cells of the first line."""
    if not WORD <= len(line) <= csv.field_size_limit():
        raise _NotPlainError
    header = next(csv.reader([line.decode()]), [])
    _cells_of(np.frombuffer(line, dtype=np.uint8), len(header))
    return tuple(header)


class _Block(NamedTuple):
    """Some lines: the distinct cells of each column, and for each column and line the number."""

    distinct: list[Places]
    numbers: np.ndarray


def _columns(data: bytes, begin: int, width: int) -> Iterator[tuple[np.ndarray, list[str]]]:
    """Of each column the codes and the distinct texts, in order of first appearance."""
    np.empty(_KEPT, dtype=np.uint8)  # freed at once; else a third of the time is spent on pages
    words, chars = words_in(data), np.frombuffer(data, dtype=np.uint8)
    blocks, doubled = list[_Block](), False
    while begin < len(data):
        end = data.rfind(b"\n", begin, begin + _BLOCK) + 1
        starts, lengths, twice = _cells_of(chars[begin:end], width)
        doubled |= twice
        blocks.append(_block(words, starts + begin, lengths))
        begin = end
    if not blocks:
        raise _NotPlainError
    for number in range(width):
        codes, distinct = _joined(data, blocks, number)
        yield codes, texts_of(data, distinct, doubled)


def _joined(data: bytes, blocks: list[_Block], number: int) -> tuple[np.ndarray, Places]:
    """The codes of one column in all blocks, and its distinct cells."""
    distinct = [block.distinct[number] for block in blocks]
    places = Places(*map(np.concatenate, zip(*distinct, strict=True)))
    first = first_alike(data, places)
    if first is None:
        raise _NotPlainError  # two texts of one key
    new = firsts_among(first)
    codes = numbers_among(first, new, first.dtype)
    begins = np.cumsum([0, *(len(each.key) for each in distinct[:-1])])
    found = [
        codes[begin:][block.numbers[number]] for begin, block in zip(begins, blocks, strict=True)
    ]
    return np.concatenate(found), places.take(new)


def _block(words: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> _Block:
    """The distinct cells of some lines."""
    width, rows = starts.shape
    filled, every = lengths > 0, np.arange(width)
    empty = filled.argmin(axis=1)  # the first of each column stands for all
    filled[every, empty] = True
    at = np.flatnonzero(filled)
    column = np.repeat(every.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93), rows)[at]
    found = alike_among(words, starts.reshape(-1)[at], lengths.reshape(-1)[at], column)
    if found is None:
        raise _NotPlainError
    places, first = found
    new = firsts_among(first)
    edges = np.searchsorted(at[new], np.arange(width + 1) * rows)
    codes = numbers_among(first, new, first.dtype)
    numbers = np.repeat(codes[np.searchsorted(at, empty + every * rows)], rows)
    numbers[at] = codes
    numbers = numbers.reshape(width, rows) - edges[:-1, None].astype(codes.dtype)
    kept = places.take(new)
    numbers = numbers.astype(np.min_scalar_type(rows))
    return _Block([kept.take(slice(a, b)) for a, b in itertools.pairwise(edges)], numbers)


def _cells_of(chars: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray, bool]:
    """Of each column where its cells begin and how long they are; whether quotes are doubled.

    Raises `_NotPlainError` unless every line is a record of `width` cells, each quoted whole or
    not at all.
    """
    marks = np.flatnonzero((chars == COMMA) | (chars == NEWLINE) | (chars == QUOTE))
    kinds = chars[marks]
    quotes, doubled = kinds == QUOTE, False
    if quotes.any():
        doubled = _has_doubled(chars, marks[np.flatnonzero(quotes)])
        within = np.bitwise_xor.accumulate(quotes)  # behind an odd number of quotes
        if (within & (kinds == NEWLINE)).any():
            raise _NotPlainError
        between = np.flatnonzero(~(quotes | within))
        marks, kinds = marks[between], kinds[between]
    ends = np.flatnonzero(kinds == NEWLINE)
    if not len(ends) or (np.diff(ends, prepend=-1) != width).any() or marks[-1] != len(chars) - 1:
        raise _NotPlainError
    after = marks.reshape(-1, width).T.copy()
    starts = np.empty_like(after)
    starts[1:] = after[:-1] + 1
    starts[0, 0], starts[0, 1:] = 0, after[-1, :-1] + 1
    if (after[-1] - starts[0]).max() > csv.field_size_limit():
        raise _NotPlainError
    after[-1] -= (chars[after[-1] - 1] == RETURN) & (after[-1] > starts[-1])
    if quotes.any():
        quoted = chars[starts] == QUOTE
        starts += quoted
        after -= quoted
    after -= starts
    if after.max() > MOST_BYTES:
        raise _NotPlainError
    return starts, after.astype(np.int32), doubled


def _has_doubled(chars: np.ndarray, quotes: np.ndarray) -> bool:
    """Whether a quote within a cell is doubled; raises `_NotPlainError` if one is elsewhere."""
    if len(quotes) % 2:
        raise _NotPlainError
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, chars[opening - 1], NEWLINE)
    after = chars[closing + 1]  # the last character is a newline
    twice = after == QUOTE
    begun = (before == COMMA) | (before == NEWLINE) | (before == QUOTE)
    ended = (after == COMMA) | (after == NEWLINE) | (after == RETURN) | twice
    if not (begun.all() and ended.all()):
        raise _NotPlainError
    return bool(twice.any())


def _has_blank(columns: list[tuple[np.ndarray, list[str]]]) -> bool:
    """Whether a row has nothing in any cell."""
    rows = np.arange(len(columns[0][0]))
    for codes, texts in columns:
        empty = np.array([not text.strip() for text in texts], dtype=bool)
        rows = rows[empty[codes[rows]]]
        if not len(rows):
            return False
    return True
