"""The columns of a table, each said once: its name, the kind of its cells, what it means.

A table is declared as a `NamedTuple`, a field a column. The field's type is one of the kinds below,
and `Annotated` with its meaning:

    class Range(NamedTuple):
        estimand: Key
        low: Annotated[Count, "the lowest point claimed"]
        spread: Annotated[Count, "from low to high", lambda of: of["high"] - of["low"]]

So a row has types, and frames, files, documents and the library ask the same declaration. A column
may end in a getter, which makes it of the columns that are there, by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, NamedTuple, get_type_hints


class Kind(Enum):
    """What the cells of a column are, and the dtype of such a column in a frame of the library."""

    KEY = "key", "int64"  # names the row within the program; in no file
    TEXT = "text", "str"
    DATE = "date", "str"  # in the notation of dates
    DAY = "day", "str"  # one day, in ISO 8601; empty where there is none
    COUNT = "count", "float64"  # people, or days; NaN where there is none
    RATIO = "ratio", "float64"  # one number by another, which needs decimals
    WHOLE = "whole number", "int64"  # how many there are of something
    TRUTH = "true or false", "bool"

    def __init__(self, label: str, dtype: str) -> None:
        self.label, self.dtype = label, dtype


Key = Annotated[int, Kind.KEY]
Text = Annotated[str, Kind.TEXT]
Dated = Annotated[str, Kind.DATE]
Day = Annotated[str, Kind.DAY]
Count = Annotated[float, Kind.COUNT]
Ratio = Annotated[float, Kind.RATIO]
Whole = Annotated[int, Kind.WHOLE]
Truth = Annotated[bool, Kind.TRUTH]

Getter = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Column:
    """One column of a table; `get` makes it of the others where nothing else does."""

    name: str
    kind: Kind
    meaning: str = ""
    get: Getter | None = None


@cache
def fields_of(row: type[NamedTuple]) -> tuple[Column, ...]:
    """Every field of a row as it is declared, the keys too, in their order.

    A column that Python has no field for is declared with `_` behind its name: `class_`.
    """
    found = list[Column]()
    for name, hint in get_type_hints(row, include_extras=True).items():
        kind, *said = hint.__metadata__
        meaning = next((part for part in said if isinstance(part, str)), "")
        get = next((part for part in said if callable(part)), None)
        found.append(Column(name.removesuffix("_"), kind, meaning, get))
    return tuple(found)


def columns_of(row: type[NamedTuple]) -> tuple[Column, ...]:
    """The columns of a table that are shown and written, in their order."""
    return tuple(column for column in fields_of(row) if column.kind is not Kind.KEY)


def names_of(row: type[NamedTuple]) -> tuple[str, ...]:
    """The names of the columns that are shown and written, in their order."""
    return tuple(column.name for column in columns_of(row))
