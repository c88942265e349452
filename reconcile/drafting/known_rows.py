"""Rows of the ledger that a draft may repeat, and names of the ledger that its names stand for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.errors import NotationError
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import Source
from reconcile.storage.ledger_files import COLUMNS

_LIKE = 0.5  # half of the words, or of the letters
_WORDS = re.compile(r"[^\W\d_]{3,}")  # of names; of and the like say nothing
DAYS = 7  # within which two dates are near: a figure is carried about for about a week
# of a statement, what a relay of it has to share for the two to be one (R1)
STATEMENT = ("source", "published", "since", "as_of", "population", "place", "measure", "basis")


class KnownRow(NamedTuple):
    """A row that says what a draft says: `same` if it has its relay too, else it is another."""

    where: str
    same: bool
    cells: Mapping[str, str]


def known_rows(parsed: Parsed, case: str, draft: Mapping[str, str]) -> list[KnownRow]:
    """The rows of a case with the source, the measure and the number of a draft and a near date.

    Where the ledger has no source of that name they may be of any: it has it by another.
    The number is the same if a number said in one figure is said in the other (`~300`, `>=300`); a
    date that is missing is near to any. Those with its relay come first. A draft that cannot be
    read has none.
    """
    ledger, typed = parsed.ledger, parsed.typed
    try:
        measure = ledger.measures.parse(draft["measure"])
        figure = parse_figure(draft["figure"])
        said = draft.get("as_of") or draft.get("published")
        date = parse_date(said) if said else None
    except NotationError:
        return []
    source = draft.get("source", "")
    cells = ledger.rows.cells
    unknown_source = source not in {*ledger.sources, *cells("source").distinct}
    numbers = [number for number in (figure.low, figure.best, figure.high) if number is not None]
    near = (
        cells("case").among([case])
        & (unknown_source | cells("source").among([source]))
        & typed.cells("measure").among([measure])
        & (
            np.isin([typed[name] for name in ("low", "best", "high")], numbers).any(axis=0)
            | typed["unknown"]
        )
        & (typed["unknown"] == figure.unknown)
    )
    if date is not None:
        near &= (typed["as_of_first"] <= date.last + DAYS) & (
            typed["as_of_last"] >= date.first - DAYS
        )
    names, said_by = ["figure", "via", *STATEMENT], (source, draft.get("via", ""))
    found = [
        KnownRow(
            ledger.where([row]),
            (cells("source")[row], cells("via")[row]) == said_by,
            {name: cells(name)[row] for name in names},
        )
        for row in np.flatnonzero(near).tolist()
    ]
    return sorted(found, key=lambda row: not row.same)


def standing_line(table: Table, cells: Mapping[str, str]) -> int | None:
    """The line of a case's file on which a row with just these cells stands; None if there is none.

    A column that the file does not have is empty.
    """
    for line, row in zip(table.lines, table.records(), strict=True):
        if all(row.get(name, "") == cells.get(name, "") for name in COLUMNS):
            return int(line)
    return None


def listed_source(name: str, sources: Mapping[str, Source]) -> str:
    """The source that is meant by a name, if the list has it or has it as the name in full.

    The article in front, case, spaces and punctuation make no difference. Nothing if it has none.
    """
    wanted = _plain(name)
    for source in sources.values():
        if wanted and wanted in (_plain(source.source), _plain(source.name)):
            return source.source
    return ""


def nearest_first(name: str, known: Iterable[str], full: Mapping[str, str]) -> list[str]:
    """The known names, those like `name` first, the others in their order.

    `full` are longer names that some have, which may be like it instead.
    """
    likeness = {one: max(_likeness(name, one), _likeness(name, full.get(one, ""))) for one in known}
    near = sorted(
        (one for one in likeness if likeness[one] >= _LIKE), key=lambda one: -likeness[one]
    )
    return list(dict.fromkeys([*near, *likeness]))


def _likeness(one: str, other: str) -> float:
    """How like two names are, from 0 to 1: by the words they share, or by their letters."""
    words, others = (set(_WORDS.findall(name.casefold())) for name in (one, other))
    if not words or not others:
        return 0.0
    shared = len(words & others) / min(len(words), len(others))
    return max(shared, difflib.SequenceMatcher(None, one, other, autojunk=False).ratio())


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().removeprefix("the ")))
