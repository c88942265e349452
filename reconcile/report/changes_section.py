"""What a page says of what changed since another state of the ledger (R14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reconcile.comparison.difference import Difference
from reconcile.notation.speech import say, word
from reconcile.report.markdown_text import escape, listing, table
from reconcile.tables.difference_table import flat_estimands
from reconcile.wording.difference_texts import (
    MEANINGS,
    ToldRow,
    changed_with_causes,
    lists_text,
    rest_of_counts,
    since_text_of,
    tally_of_rows,
    told_rows,
)
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.range_texts import ClaimedRange


class ToldChange(NamedTuple):
    """A count that changed: what it is, its ranges before and after, none where nobody spoke of it,
    and why.
    """

    about: str
    was: ClaimedRange | None
    now: ClaimedRange | None
    causes: tuple[str, ...]


class ToldChanges(NamedTuple):
    """Since when, the counts that changed, sentences on the rest, and every row that did."""

    since: str
    counts: tuple[ToldChange, ...]
    notes: tuple[str, ...]
    rows: tuple[ToldRow, ...]

    @property
    def short(self) -> str:
        """How many rows changed in what way, as a sentence."""
        return self.notes[-1]


def told_changes(found: Difference) -> ToldChanges:
    """What changed, in words for a page of either kind."""
    said = (rest_of_counts(found), lists_text(found), tally_of_rows(found))
    notes = tuple(f"{note[0].upper()}{note[1:]}." for note in said if note)
    counts = tuple(
        ToldChange(estimand_text(changed.named.row), *changed, tuple(causes))
        for changed, causes in zip(*changed_with_causes(found), strict=True)
    )
    return ToldChanges(since_text_of(found), counts, notes, tuple(told_rows(found)))


def changes_section(found: Difference | None) -> Iterator[str]:
    """The blocks of the section in Markdown; none where nobody asked since when."""
    if found is None:
        return
    told = told_changes(found)
    yield f"## {say('What changed since {state}', state=escape(told.since))}"
    if told.counts:
        yield table(flat_estimands(found))
    yield " ".join(map(escape, told.notes))
    yield listing(
        f"**{word('class', one.row.class_)}** ({say(MEANINGS[one.row.class_])}): "
        f"{escape(one.said)} "
        f"(`{one.where}`){''.join(f'; {escape(other)}' for other in one.others)}"
        for one in told.rows
    )
