"""A draft as it is shown to whoever judges it: its words, its cells, what the ledger has of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.checks.nearest_words import Sentences
from reconcile.drafting.judged_drafts import JudgedDrafts
from reconcile.drafting.known_rows import KnownRow
from reconcile.notation.quoted_words import folded, pieces, stands_in
from reconcile.storage.kept_pages import PageError, Pages
from reconcile.storage.page_text import page_text
from reconcile.tables.layout import wrapped
from reconcile.wording.characters import visible

_SHOWN = (
    "source", "via", "published", "since", "as_of", "population", "place", "measure", "basis",
    "figure", "url", "notes",
)  # fmt: skip
_MOST_KNOWN = 5


def draft_lines(
    drafts: JudgedDrafts, at: int, known: Sequence[KnownRow], pages: Pages, width: int
) -> list[str]:
    """The lines of a draft for `width` cells: its number, words, cells and doubts, and the rows of
    the ledger that say the same.
    """
    row = drafts.rows[at]
    lines = [f"Draft {at + 1} of {len(drafts.rows)}", ""]
    lines += wrapped(_in_its_sentence(drafts, at, pages), width, "  ")
    lines += ["", *_cells(row, width)]
    whole = drafts.whole(at)
    if whole is not None:
        said = drafts.rows[whole]
        lines += wrapped(
            f"part of draft {whole + 1}: {said['measure']} {said['figure']}", width, "  "
        )
    if row.get("doubts"):
        lines += wrapped(f"doubtful: {row['doubts']}", width, "  ", "    ")
    for one in known[:_MOST_KNOWN]:
        lines += wrapped(_known(one), width, "  ", "    ")
    return lines


def _cells(row: dict[str, str], width: int) -> Iterator[str]:
    for name in _SHOWN:
        if row.get(name):
            yield from wrapped(f"{name.replace('_', ' '):<11}{row[name]}", width, "  ", " " * 13)


def _known(one: KnownRow) -> str:
    cells = one.cells
    via = f" via {cells['via']}" if cells["via"] else ""
    when = cells["published"] or cells["as_of"]
    told = "is there already" if one.same else "may be the same statement, by another relay"
    return f"{one.where} {told}: {cells['source']}{via} {cells['figure']}, {when}".rstrip(", ")


def _in_its_sentence(drafts: JudgedDrafts, at: int, pages: Pages) -> str:
    """The words of a draft with the number marked, in the sentence that they stand in where a page
    was kept that has it.
    """
    row = drafts.rows[at]
    quote, (first, last) = row["quote"], drafts.number_in_quote(at)
    marked = f"{quote[:first]}⟨{quote[first:last]}⟩{quote[last:]}" if last else quote
    sentence = _sentence(quote, row.get("page", ""), pages)
    before, found, behind = sentence.partition(quote)
    return visible(f"{before}[{marked}]{behind}" if found and quote else f"[{marked}]")


def _sentence(quote: str, page: str, pages: Pages) -> str:
    if not page:
        return ""
    try:
        sentences = Sentences(page_text(page, pages.read(page))).texts
    except PageError:
        return ""
    words = pieces(quote)
    return next((one for one in sentences if stands_in(words, folded(one))), "")
