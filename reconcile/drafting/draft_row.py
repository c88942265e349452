"""A draft: one row that a text proposes, and where in the text it stands."""

from __future__ import annotations

from typing import NamedTuple


class DraftRow(NamedTuple):
    """A proposed row. Offsets are characters of the text as given, `end` is behind the last.

    `start` to `end` is the clause that carries the figure, `number_start` to `number_end` the
    number in it. `lower` and `upper` are the counts that the words allow before any slack for
    *about*, None for open; both are None for a word like dozens (`vague`). `part_of` is the
    position of the draft it is a part of, from 0, None for none. Dates and figure are in the
    ledger's notation. What is doubtful is said in `doubts`, parted by semicolons.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    measure: str
    figure: str
    lower: int | None
    upper: int | None
    approx: bool
    vague: bool
    source: str = ""
    via: str = ""
    population: str = ""
    place: str = ""
    published: str = ""
    as_of: str = ""
    since: str = ""
    basis: str = ""
    part_of: int | None = None
    quote: str = ""
    notes: str = ""
    doubts: str = ""
