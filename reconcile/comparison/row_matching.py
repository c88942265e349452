"""Which row of one ledger is which row of another (R14, docs/further-rules.md, "What changed")."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reconcile.aligning.typed_cells import DATES

RowTexts = tuple[str, ...]  # of one row, by a list of columns

SUBJECT = ("case", "source", "via", "population", "place", "measure", "basis")
STATEMENT = (*SUBJECT, *DATES)


class Agreement(NamedTuple):
    """What two rows have in common that are one; `linked` rows need an address besides."""

    shared: tuple[str, ...]
    linked: bool = False


def matched(
    old: Sequence[RowTexts], new: Sequence[RowTexts], columns: Sequence[str]
) -> dict[int, int]:
    """For each row of `old` that is one of `new` the number of that row; each row once.

    `columns` names the cells of all rows. Rows that agree in more are taken first, and of several
    that agree in as much the first with the first, so that each order of rows has one answer.
    """
    pairs = dict[int, int]()
    left: Collection[int] = range(len(old))
    right: Collection[int] = range(len(new))
    for agreement in _agreements(columns):
        waiting = defaultdict[RowTexts, deque[int]](deque)
        for key, number in _keyed(old, left, agreement, columns):
            waiting[key].append(number)
        if not waiting:
            continue
        found = {
            waiting[key].popleft(): number
            for key, number in _keyed(new, right, agreement, columns)
            if waiting.get(key)
        }
        taken = set(found.values())
        left = [number for number in left if number not in found]
        right = [number for number in right if number not in taken]
        pairs |= found
    return pairs


def _keyed(
    rows: Sequence[RowTexts], numbers: Collection[int], agreement: Agreement, columns: Sequence[str]
) -> Iterator[tuple[RowTexts, int]]:
    """The rows of these numbers, each with the cells by which it is looked for."""
    places = [columns.index(name) for name in agreement.shared]
    url = columns.index("url")
    for number in numbers:
        row = rows[number]
        if row[url] or not agreement.linked:
            yield tuple([row[place] for place in places]), number


def _agreements(columns: Sequence[str]) -> Iterator[Agreement]:
    """What one row has in common with what became of it, from most to least.

    All cells; all but one, rather one that is said besides than the figure, rather that than a
    date, rather a date than who or what it is of; then the statement and its relay; then who and
    what it is of, with the address; at last address, figure, measure and day of publication.
    """
    yield Agreement(tuple(columns))
    besides = [name for name in columns if name not in (*STATEMENT, "figure")]
    for other in (*besides, "figure", *DATES, *SUBJECT[1:], "case"):
        yield Agreement(tuple(name for name in columns if name != other))
    yield Agreement((*STATEMENT, "figure"))
    yield Agreement((*STATEMENT, "url"))
    yield Agreement(STATEMENT)
    yield Agreement((*SUBJECT, "figure", "url"))
    yield Agreement((*SUBJECT, "url"), linked=True)
    yield Agreement(("case", "published", "measure", "figure", "url"), linked=True)
