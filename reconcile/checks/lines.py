"""The text behind an issue: the physical line, and where in it the cell stands."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from wcwidth import wcswidth, wcwidth

from reconcile.notation.late_pattern import late_pattern

_BREAK = late_pattern(rb"\r\n|\n|\r")
_PLAIN = late_pattern(rb"[^,\r\n]*")
_QUOTED = late_pattern(rb'"[^"]*+(?:""[^"]*+)*+"?[^,\r\n]*')
_BLOCK = 1 << 14  # bytes, whose lines are counted only, unless one of them is wanted
_NEAR = 10  # signs for a column of a terminal, of which more could only be unseen
_JOINERS = "\u200c\u200d"  # they shape letters in several scripts and do no harm


@dataclass(frozen=True)
class Excerpt:
    """One physical line: its number, its text and the span of the cell in it (start, end)."""

    line: int
    text: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Lines:
    """The bytes of one file, UTF-8 without a byte-order mark, by physical lines."""

    data: bytes

    def excerpt(self, line: int, column: int, *, to_the_end: bool = False) -> Excerpt:
        """The physical line on which a cell of the record that begins on `line` begins.

        `column` is the number of the cell, -1 for none: then the span is empty. `to_the_end` takes
        all that stands behind the cell along. A cell that the record does not have is an empty
        span at its end.
        """
        begin = self._start(line)
        if begin is None:
            return Excerpt(line, "")
        start = end = begin
        if column >= 0:
            start, end = self._cell(begin, column)
            line += self._breaks(begin, start)
            within = self.data.rfind(b"\n", begin, start), self.data.rfind(b"\r", begin, start)
            begin = max(begin, max(within) + 1)
        stop = self._stop(start)
        before = self.data[begin:start].decode()
        cell = self.data[start : stop if to_the_end else min(end, stop)].decode()
        text = self.data[begin:stop].decode()
        return Excerpt(line, text, len(before), len(before + cell))

    def _stop(self, at: int) -> int:
        """Where the line ends in which a place lies."""
        feed = self.data.find(b"\n", at)
        end = feed if feed >= 0 else len(self.data)
        carriage = self.data.find(b"\r", at, end)
        return carriage if carriage >= 0 else end

    def _start(self, line: int) -> int | None:
        """Where a line begins; None if there is none of that number."""
        edges, breaks = self._blocks
        if not 0 < line <= breaks[-1] + 1:
            return None
        if line == 1:
            return 0
        block = bisect_left(breaks, line - 1) - 1
        in_block = _BREAK.finditer(self.data, edges[block])
        return next(islice(in_block, line - 2 - breaks[block], None)).end()

    @cached_property
    def _blocks(self) -> tuple[list[int], list[int]]:
        """Where each block begins and the last one ends, and how many lines have ended there."""
        edges, breaks = [0], [0]
        while edges[-1] < len(self.data):
            end = edges[-1] + _BLOCK
            end += self.data[end - 1 : end + 1] == b"\r\n"  # they are not parted
            breaks.append(breaks[-1] + self._breaks(edges[-1], end))
            edges.append(end)
        return edges, breaks

    def _breaks(self, start: int, end: int) -> int:
        """How many lines end between two places."""
        ends = self.data.count(b"\n", start, end)
        if self.data.find(b"\r", start, end) < 0:
            return ends
        alone = self.data.count(b"\r", start, end) - self.data.count(b"\r\n", start, end)
        return ends + alone

    def _cell(self, at: int, column: int) -> tuple[int, int]:
        """Where cell number `column` of the record that begins at `at` begins and ends."""
        cells = self._records.get(at)
        if cells is None:  # kept, so that many issues of one record go through it once
            cells = self._records[at] = [*self._cells(at)]
        return cells[column] if column < len(cells) else (cells[-1][1], cells[-1][1])

    def _cells(self, at: int) -> Iterator[tuple[int, int]]:
        """Where each cell of the record that begins at `at` begins and ends."""
        while True:
            pattern = _QUOTED if self.data.startswith(b'"', at) else _PLAIN
            end = pattern.match(self.data, at).end()  # type: ignore[union-attr]  # may be empty
            yield at, end
            if not self.data.startswith(b",", end):
                return
            at = end + 1

    @cached_property
    def _records(self) -> dict[int, list[tuple[int, int]]]:
        return {}


def visible(text: str) -> str:
    """`text` on one line, with a sign for every character that could not be seen."""
    return "".join(map(_sign, text)) if not text.isprintable() else text


def _sign(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    if char < "\x20":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    return char if unicodedata.category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def width(text: str) -> int:
    """How many columns of a terminal `text` takes, which has no control characters."""
    whole = wcswidth(text)
    return whole if whole >= 0 else sum(max(wcwidth(char), 0) for char in text)


def window(found: Excerpt, columns: int) -> tuple[str, str]:
    """The line and the marks under the cell, cut to `columns` columns around the cell.

    What is cut away is replaced by an ellipsis; there are no marks where there is no cell.
    """
    most = columns * _NEAR
    before, cell, after = (
        visible(found.text[max(found.start - most, 0) : found.start]),
        visible(found.text[found.start : found.end][:most]),
        visible(found.text[found.end : found.end + most]),
    )
    parts = (before, cell, after)
    if max(map(len, parts)) == most or sum(map(width, parts)) > columns:
        cell = _head(cell, columns * 2 // 3)
        room = columns - width(cell)
        after_room = min(width(after), room // 2)
        before = _tail(before, room - after_room)
        after = _head(after, room - width(before))
    return before + cell + after, " " * width(before) + "^" * max(width(cell), 1)


def _head(text: str, columns: int) -> str:
    """As much of the beginning of `text` as there is room for."""
    if width(text) <= columns:
        return text
    end = min(len(text), columns)
    while end and width(text[:end]) > columns - 1:
        end -= 1
    return text[:end] + "…"


def _tail(text: str, columns: int) -> str:
    """As much of the end of `text` as there is room for."""
    if width(text) <= columns:
        return text
    start = max(len(text) - columns, 0)
    while start < len(text) and width(text[start:]) > columns - 1:
        start += 1
    return "…" + text[start:]
