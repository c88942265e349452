"""The section of a page that says what changed since another state of the ledger (R14)."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.comparison.difference import Difference
from reconcile.notation.speech import say, word
from reconcile.report.markdown_text import escape, listing, table
from reconcile.tables.difference_table import flat_estimands
from reconcile.wording.difference_texts import (
    MEANINGS,
    lists_text,
    rest_of_counts,
    since_text_of,
    tally_of_rows,
    told_rows,
)


def changes_section(found: Difference | None) -> Iterator[str]:
    """The blocks of the section; none where nobody asked since when."""
    if found is None:
        return
    yield f"## {say('What changed since {state}', state=escape(since_text_of(found)))}"
    counts = flat_estimands(found)
    if counts.rows:
        yield table(counts)
    notes = (rest_of_counts(found), lists_text(found), tally_of_rows(found))
    yield " ".join(f"{escape(note[0].upper() + note[1:])}." for note in notes if note)
    yield listing(
        f"**{word('class', told.row.class_)}** ({say(MEANINGS[told.row.class_])}): "
        f"{escape(told.said)} "
        f"(`{told.where}`){''.join(f'; {escape(other)}' for other in told.others)}"
        for told in told_rows(found)
    )
