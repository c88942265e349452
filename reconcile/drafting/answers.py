"""Drafts that something else has made of a text, held against the text before they are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from reconcile.drafting.amounts import amounts_of
from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.folded_text import folded_text
from reconcile.drafting.lexicon import lexicon
from reconcile.drafting.word_marks import marks_of, tokens_of
from reconcile.errors import InputError, NotationError, excerpt
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import Figure, parse_figure
from reconcile.notation.measures import Measures
from reconcile.notation.numbers import missing_numbers

_PLACES = ("start", "end", "number_start", "number_end")
_TEXTS = ("source", "via", "population", "place", "basis", "notes", "doubts")
_DATES = ("published", "as_of", "since")
_MEASURES = Measures()


class HeldAnswer(NamedTuple):
    """A row of an answer: the draft it makes, or what is wrong with it."""

    where: str
    row: DraftRow | None
    problem: str = ""


def answers_in(lines: Iterator[str], name: str) -> dict[str, list[tuple[str, Any]]]:
    """The rows of a file of answers by the id of their text, each with where it stands.

    A line is `{"id", "rows"}`, or a row alone, whose id is then empty. Raises `InputError` for
    what is neither.
    """
    found: dict[str, list[tuple[str, Any]]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(
                f"{where}: no JSON; write a line as {{'id': …, 'rows': […]}}"
            ) from None
        rows = data.get("rows") if isinstance(data, dict) and "rows" in data else [data]
        if not isinstance(rows, list):
            raise InputError(f"{where}: rows is no list; write a line as {{'id': …, 'rows': […]}}")
        of = str(data.get("id", "")) if isinstance(data, dict) else ""
        found.setdefault(of, []).extend((where, row) for row in rows)
    return found


def checked_answers(rows: Iterable[tuple[str, Any]], text: str, language: str) -> list[HeldAnswer]:
    """Every row as a draft, if its quote and its number stand in the text where it says."""
    return [_checked(where, row, text, language) for where, row in rows]


def _checked(where: str, row: Any, text: str, language: str) -> HeldAnswer:
    try:
        if not isinstance(row, Mapping):
            raise ValueError("a row is an object with start, end, number_start, number_end, figure")
        return HeldAnswer(where, _draft(row, text, language))
    except (ValueError, NotationError) as error:
        return HeldAnswer(where, None, str(error))


def _draft(row: Mapping[str, Any], text: str, language: str) -> DraftRow:
    start, end, number_start, number_end = _placed(row, text)
    figure = parse_figure(str(row.get("figure", "")))
    measure = _MEASURES.parse(str(row.get("measure", "")))
    number = text[number_start:number_end]
    if gone := set(missing_numbers(figure.numbers, number)) - _read(number, language):
        said = f"{min(gone):,} is not in {excerpt(number)!r}"
        raise ValueError(f"{said}, where its number is said to be")
    lower, upper = _bounds(figure)
    for name in _DATES:
        if row.get(name):
            parse_date(str(row[name]))
    texts = {name: str(row.get(name) or "") for name in (*_TEXTS, *_DATES)}
    part_of = row.get("part_of")
    return DraftRow(
        start, end, number_start, number_end, str(measure), str(row["figure"]),
        lower, upper, figure.about, figure.unknown,
        part_of=part_of if isinstance(part_of, int) else None, quote=text[start:end], **texts,
    )  # fmt: skip


def _read(number: str, language: str) -> set[int | None]:
    """The numbers that drafting finds in some words, in a language that has a file."""
    if not language:
        return set()
    words = lexicon(language)
    text = folded_text(number, words.letters).text
    tokens = tokens_of(text)
    return {
        amount.value for amount in amounts_of(text, tokens, marks_of(text, tokens, words), words)
    }


def _bounds(figure: Figure) -> tuple[int | None, int | None]:
    """The counts that the words allow, before any slack for *about*; both None for no number."""
    if figure.word:
        return None, None
    exact = replace(figure, about=False)
    open_below = exact.low is None and exact.best is None
    return (None if open_below else exact.lower), exact.upper


def _placed(row: Mapping[str, Any], text: str) -> tuple[int, int, int, int]:
    """The offsets of a row, held against the text; a quote that stands once gives its own."""
    quote = row.get("quote")
    places: dict[str, Any] = {name: row.get(name) for name in _PLACES}
    if places["start"] is None and isinstance(quote, str) and text.count(quote) == 1:
        at = text.index(quote)
        places |= {"start": at, "end": at + len(quote)}
    if wrong := [name for name, at in places.items() if not _is_place(at, text)]:
        raise ValueError(f"{wrong[0]} is no place in the text; give whole numbers, from 0")
    start, end, first, last = (int(places[name]) for name in _PLACES)
    if not start <= first < last <= end:
        raise ValueError("the number does not lie within the quote; give start <= number < end")
    if isinstance(quote, str) and quote and not _same(quote, text[start:end]):
        raise ValueError(f"the text has {excerpt(text[start:end])!r} there, not the quote")
    return start, end, first, last


def _is_place(at: Any, text: str) -> bool:
    return isinstance(at, int) and not isinstance(at, bool) and 0 <= at <= len(text)


def _same(quote: str, text: str) -> bool:
    return re.sub(r"\s+", " ", quote).strip() == re.sub(r"\s+", " ", text).strip()
