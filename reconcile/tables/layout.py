"""Laying text out in columns of a terminal, wide characters counted as wide."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from wcwidth import width, wrap

from reconcile.notation.late_pattern import late_pattern
from reconcile.wording.characters import NO_BREAK, visible

GAP, INDENT = "  ", "    "
# characters of one cell each, whose lines textwrap breaks in a sixth of the time of wcwidth
PLAIN = late_pattern("[ -~\u00a0\u00b7\u00c0-\u017f–—‘’“”†≈≤≥−]*")
_REMEMBERED = 10_000  # cells of a table that are broken once, however often they come
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
    wide, further = max(columns, 20), hanging or indent
    if len(indent) + len(text) <= wide and PLAIN.fullmatch(text):
        lines = [f"{indent}{text}"] if text.strip() else []
    else:
        lines = _wrapped(
            visible(text), wide, initial_indent=indent, subsequent_indent=further,
            break_on_hyphens=False,
        )  # fmt: skip
    return [line.rstrip().replace(NO_BREAK, " ") for line in lines]


def _wrapped(text: str, columns: int, **how: Any) -> list[str]:
    return (textwrap.wrap if PLAIN.fullmatch(text) else wrap)(text, columns, **how)


@lru_cache(_REMEMBERED)
def _placed(text: str, columns: int, to_right: bool) -> Sequence[str]:
    """`text` in lines of just so many cells, set to the right or to the left."""
    lines = [(line, " " * (columns - _cells(line))) for line in _broken(text, columns)]
    return tuple(space + line if to_right else line + space for line, space in lines)


def _broken(text: str, columns: int) -> list[str]:
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
    fitting = (
        [line] if _cells(line) <= columns else _wrapped(line, columns) for line in lines if line
    )
    return [part for each in fitting for part in each]


def _cells(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if PLAIN.fullmatch(text) else width(text)


def columns(
    cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], indent: str = ""
) -> list[str]:
    """One row of a table: each cell broken to its width, those of `right` set to the right."""
    parts = [_placed(*cell) for cell in zip(cells, widths, right, strict=True)]
    lines = []
    for level in range(max(map(len, parts))):
        placed = [
            part[level] if level < len(part) else " " * wide
            for part, wide in zip(parts, widths, strict=True)
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
