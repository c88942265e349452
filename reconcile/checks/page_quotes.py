"""The check of rows against the pages that were kept with them, and the table of what was found.

A row names its page in the column `page`. The words of its quote are looked for as
`reconcile.notation.quoted_words` compares them, and the number of its figure as in `not-in-quote`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.checks.header import legible
from reconcile.checks.issue import Problem
from reconcile.checks.nearest_words import Sentences
from reconcile.checks.view import View, chosen
from reconcile.errors import excerpt
from reconcile.notation.columns import Text, Whole
from reconcile.notation.quoted_words import folded, pieces, stands_in
from reconcile.notation.words import joined
from reconcile.storage.kept_pages import PageError, Pages
from reconcile.storage.page_text import page_text

FOUND, ELSEWHERE, NUMBER = "found", "found elsewhere", "only the number"
NOT_THERE, NO_QUOTE = "not there", "no quote"
_SHOWN = 160  # characters of a sentence that a message shows
_WAIVE = "or waive quote-not-on-page and say why in notes"


class RowOnPage(NamedTuple):
    """A row of the ledger with a page, and what of it the page has: `check --pages`."""

    file: Annotated[Text, "the file, as it can be opened from here"]
    line: Annotated[Whole, "the line on which the row begins"]
    page: Annotated[Text, "the name of the page"]
    found: Annotated[
        Text,
        "found; found elsewhere: on another page; only the number; not there; no quote: nothing to "
        "look for; or why it could not be looked for: missing, altered, unreadable, bad name",
    ]
    nearest: Annotated[
        Text, "the nearest sentence of the page, or the other page that has the quote"
    ]


@dataclass(frozen=True, slots=True)
class PageFinding:
    """What was found of one row: `problem` says what is wrong with it, if something is."""

    row: int
    found: str
    nearest: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for on a page for a row: its quote, folded too, and the numbers said."""

    row: int
    page: str
    quote: str
    words: tuple[str, ...]
    numbers: frozenset[int]


def quote_not_on_page(view: View) -> Iterator[Problem]:
    """The quote does not stand on the page that was kept with the row.

    Rows that name a page are looked at, by `check` and `add`. White space, quotation marks and
    dashes of another shape, hyphens between letters and marks that cannot be seen make no
    difference, and `…` stands for words left out. Of a row without a quote the number is looked
    for. It is told, too, if the page is not there, is not as it was kept, or cannot be read.

    Remedy: copy the words from the page, or name the page that has them. If it shows them in
    another way, as a picture for instance, name `quote-not-on-page` in `waives` and say so in
    `notes`.
    """
    if view.pages:
        for finding in page_findings(view.parsed, view.pages, view.legible):
            if finding.problem:
                yield finding.problem


def page_findings(parsed: Parsed, pages: Pages, looked_at: np.ndarray) -> list[PageFinding]:
    """What was found of every row with a page among those of `looked_at` (bool, one a row)."""
    of_page = defaultdict[str, list[_Sought]](list)
    for sought in _sought(parsed, looked_at):
        of_page[sought.page].append(sought)
    texts = dict[str, str]()  # folded, of the pages that could be read
    findings = dict[int, PageFinding]()
    looked_for = {name: of_page[name] for name in pages.chosen(of_page)}
    for name, rows in looked_for.items():
        try:
            text = page_text(name, pages.read(name))
        except PageError as error:
            problem = Problem(error.why, error.remedy, cell="page")
            findings |= {
                each.row: PageFinding(each.row, error.kind, "", replace(problem, row=each.row))
                for each in rows
            }
            continue
        texts[name] = folded(text)
        sentences = Sentences(text)
        findings |= {each.row: _on_page(each, texts[name], sentences) for each in rows}
    _look_elsewhere((each for rows in looked_for.values() for each in rows), findings, texts)
    return [findings[row] for row in sorted(findings)]


def _sought(parsed: Parsed, looked_at: np.ndarray) -> Iterator[_Sought]:
    """What is looked for, for every row with a page."""
    rows = parsed.ledger.rows
    said = [parsed.typed[name] for name in ("best", "low", "high")]
    quotes, named = rows.cells("quote"), rows.cells("page")
    for row in chosen(looked_at & named.filled):
        each = (numbers[row] for numbers in said)
        numbers = frozenset(int(number) for number in each if not math.isnan(number))
        yield _Sought(row, named[row], quotes[row], pieces(quotes[row]), numbers)


def _on_page(sought: _Sought, page: str, sentences: Sentences) -> PageFinding:
    """What its own page has of a row."""
    row, numbers = sought.row, sought.numbers
    if stands_in(sought.words, page):
        return PageFinding(row, FOUND)
    missing = sorted(numbers - sentences.numbers.keys())
    there = bool(numbers) and not missing
    if not sought.words:
        return _without_quote(sought, missing)
    nearest = sentences.nearest(sought.quote) or (sentences.with_number(numbers) if there else "")
    also = ", although the number does" if there else ""
    shown = f"; nearest to it is {excerpt(nearest, _SHOWN)!r}" if nearest else ""
    problem = Problem(
        f"the quote {excerpt(sought.quote)!r} does not stand on the page{also}{shown}",
        f"copy the words from the page, name the page that has them, {_WAIVE}", row, "quote",
    )  # fmt: skip
    return PageFinding(row, NUMBER if there else NOT_THERE, excerpt(nearest, _SHOWN), problem)


def _without_quote(sought: _Sought, missing: list[int]) -> PageFinding:
    """What its page has of a row that quotes nothing: the number, if it has one."""
    if not sought.numbers:
        return PageFinding(sought.row, NO_QUOTE)
    if not missing:
        return PageFinding(sought.row, NUMBER)
    verb = "does" if len(missing) == 1 else "do"
    told = f"{joined(f'{number:,}' for number in missing)} {verb} not occur on the page"
    remedy = f"correct the figure, name the page that has it, {_WAIVE}"
    return PageFinding(sought.row, NOT_THERE, "", Problem(told, remedy, sought.row, "figure"))


def _look_elsewhere(
    every: Iterable[_Sought], findings: dict[int, PageFinding], texts: Mapping[str, str]
) -> None:
    """Say in `findings` which quotes, not found on their own page, stand on another one."""
    for each in every:
        if not each.words or findings[each.row].found not in (NUMBER, NOT_THERE):
            continue
        others = (name for name in sorted(texts) if name != each.page)
        other = next((name for name in others if stands_in(each.words, texts[name])), "")
        if other:
            problem = Problem(
                f"the quote {excerpt(each.quote)!r} does not stand on this page, but on {other}",
                f"write {other} instead, or correct the quote, {_WAIVE}", each.row, "page",
            )  # fmt: skip
            findings[each.row] = PageFinding(each.row, ELSEWHERE, other, problem)


def rows_on_pages(parsed: Parsed, pages: Pages, folder: Path) -> tuple[list[RowOnPage], int]:
    """Every row with a page, files as they lie in `folder`; and how many of them fail the check."""
    rows = parsed.ledger.rows
    files, lines, named = rows.cells("file"), rows["line"], rows.cells("page")
    findings = page_findings(parsed, pages, legible(parsed.ledger))
    made = [
        RowOnPage(
            str(folder / files[each.row]), int(lines[each.row]), named[each.row], each.found,
            each.nearest,
        )
        for each in findings
    ]  # fmt: skip
    failed = sum(each.problem is not None for each in findings)
    return made, failed
