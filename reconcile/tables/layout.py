"""Laying text out in columns of a terminal, wide characters counted as wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from wcwidth import ljust, rjust, width, wrap

from reconcile.wording.characters import NO_BREAK, visible

GAP, INDENT = "  ", "    "
R = TypeVar("R")


@dataclass(frozen=True)
class Shown(Generic[R]):
    """A column of a table as it is shown: its heading, and the text of a row's cell.

    It is set to the `right` or not; in a terminal it is at most `widest` cells wide.
    """

    heading: str
    get: Callable[[R], str]
    right: bool = False
    widest: int = 0


@dataclass(frozen=True)
class TableShape(Generic[R]):
    """The columns of a table in a terminal, and which give way where it would be too wide.

    Those of `giving`, by their numbers, do so one after the other, each down to a width.
    """

    columns: tuple[Shown[R], ...]
    giving: tuple[tuple[int, int], ...]


class Laid(NamedTuple):
    """The lines of a table's head and of each of its rows, and the widths of its columns."""

    head: list[str]
    rows: list[list[str]]
    widths: list[int]


def laid(shape: TableShape[R], rows: Iterable[R], total: int, indent: str = "") -> Laid:
    """Rows in columns of at most `total` cells in all."""
    cells = [[column.get(row) for column in shape.columns] for row in rows]
    head = [column.heading for column in shape.columns]
    right = [column.right for column in shape.columns]
    widest = [column.widest for column in shape.columns]
    wide = fitted([head, *cells], widest, total - len(indent), shape.giving)
    lines = [columns(each, wide, right, indent) for each in (head, *cells)]
    return Laid(lines[0], lines[1:], wide)


def ended(lines: Iterable[str], notes: Iterable[str], columns: int) -> str:
    """A text of lines and, after an empty one, of notes."""
    told = (line for note in notes for line in wrapped(note, columns, "", "  "))
    return "\n".join([*lines, "", *told]) + "\n"


def wrapped(text: str, columns: int, indent: str = "", hanging: str = "") -> list[str]:
    """`text` in lines of at most `columns` cells, broken at plain spaces only."""
    lines = wrap(
        visible(text), max(columns, 20), initial_indent=indent, subsequent_indent=hanging or indent,
        break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(NO_BREAK, " ") for line in lines]


def broken(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` cells, a sum of outcomes broken before a `+`."""
    words = [word for word in visible(text).replace("+", " +").split(" ") if word]
    return [line.replace(NO_BREAK, " ") for line in _pieces(words, columns)] or [""]


def _pieces(words: Sequence[str], columns: int) -> list[str]:
    """Words put together into lines; a word beginning with `+` follows without a space."""
    lines = [""]
    for word in words:
        glue = "" if word.startswith("+") or not lines[-1] else " "
        if lines[-1] and _cells(lines[-1] + glue + word) > columns:
            lines.append(word)
        else:
            lines[-1] += glue + word
    fitting = ([line] if _cells(line) <= columns else wrap(line, columns) for line in lines if line)
    return [part for each in fitting for part in each]


def _cells(text: str) -> int:
    """How many cells a text takes; plain characters, which are most, take one each."""
    return len(text) if text.isascii() and text.isprintable() else width(text)


def columns(
    cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], indent: str = ""
) -> list[str]:
    """One row of a table: each cell broken to its width, those of `right` set to the right."""
    parts = [broken(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    lines = []
    for level in range(max(map(len, parts))):
        placed = [
            (rjust if to_right else ljust)(part[level] if level < len(part) else "", wide)
            for part, wide, to_right in zip(parts, widths, right, strict=True)
        ]
        lines.append((indent + GAP.join(placed)).rstrip())
    return lines


def fitted(
    rows: Sequence[Sequence[str]], most: Sequence[int], total: int,
    giving: Sequence[tuple[int, int]],
) -> list[int]:  # fmt: skip
    """Widths of columns as wide as their cells need, at most `most`, within `total` cells.

    Where the whole would be too wide, the columns of `giving` give way one after the other, each
    down to the width named with it.
    """
    wide = [
        min(max((_cells(row[number]) for row in rows), default=0), limit)
        for number, limit in enumerate(most)
    ]
    excess = sum(wide) + len(GAP) * (len(wide) - 1) - total
    for number, least in giving:
        given = min(max(excess, 0), max(wide[number] - least, 0))
        wide[number] -= given
        excess -= given
    return wide
