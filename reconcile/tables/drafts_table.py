"""Drafts for reading: each row with its words, clause and number set off in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wcwidth import wrap

from reconcile.drafting import DraftRow
from reconcile.notation.words import several
from reconcile.tables.flat import Flat, as_it_is, flat as flat_table
from reconcile.tables.layout import Shown
from reconcile.wording.characters import visible

_AROUND = 60  # characters of the text shown on either side of a clause
_KEY = "[clause with its ⟨number⟩]   nothing is in the ledger yet"


def text(rows: Sequence[DraftRow], article: str, width: int) -> str:
    """Every draft with the words that carry it, for `width` cells."""
    if not rows:
        return "no figures found\n"
    blocks = [_block(number, row, article, width) for number, row in enumerate(rows, start=1)]
    return "\n\n".join(blocks) + f"\n\n{several(len(rows), 'draft')}   {_KEY}\n"


def _block(number: int, row: DraftRow, article: str, width: int) -> str:
    head = f"{number:>3}  {row.measure}  {row.figure}"
    if row.part_of is not None:
        head += f"  (part of {row.part_of + 1})"
    said = [f"{name} {value}" for name, value in _said(row) if value]
    lines = [visible(head), *_indented(visible(" · ".join(said)), width)]
    lines += _indented(visible(marked(row, article)), width)
    lines += _indented(visible(f"doubtful: {row.doubts}") if row.doubts else "", width)
    return "\n".join(lines)


def _said(row: DraftRow) -> tuple[tuple[str, str], ...]:
    return (
        ("source", row.source), ("via", row.via), ("population", row.population),
        ("place", row.place), ("since", row.since), ("as of", row.as_of), ("basis", row.basis),
        ("said:", row.notes),
    )  # fmt: skip


def _indented(line: str, width: int) -> list[str]:
    return [f"     {part}" for part in wrap(line, width - 5)] if line else []


def marked(row: DraftRow, article: str) -> str:
    """The words around a draft, its clause in square brackets and its number in angle ones."""
    before = article[max(0, row.start - _AROUND) : row.start]
    behind = article[row.end : row.end + _AROUND]
    number = f"⟨{article[row.number_start : row.number_end]}⟩"
    first, last = min(row.start, row.number_start), max(row.end, row.number_end)
    clause = article[first : row.number_start] + number + article[row.number_end : last]
    lead = re.split(r"[\n]|(?<=[.!?。]) ", before)[-1]
    tail = re.split(r"[\n]|(?<=[.!?。])(?: |$)", behind)[0]
    more = ("…" if lead == before and row.start > _AROUND else "", "…" if tail == behind else "")
    return re.sub(r"\s+", " ", f"{more[0]}{lead}[{clause}]{tail}{more[1]}")


_COLUMNS = (
    *as_it_is("measure"),
    Shown[DraftRow]("figure", lambda row: row.figure, True),
    *as_it_is("source", "via", "population", "place", "since", "as_of"),
    Shown[DraftRow](
        "part of", lambda row: "" if row.part_of is None else str(row.part_of + 1), True
    ),
    *as_it_is("quote", "doubts"),
)


def flat(rows: Sequence[DraftRow]) -> Flat:
    """One line a draft."""
    return flat_table(_COLUMNS, rows)
