"""Passages in lines of JSON, and their drafts in lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.lexicon import languages
from reconcile.drafting.pages import refuse_long
from reconcile.errors import InputError, NotationError, excerpt
from reconcile.notation.dates import parse_date

FIELDS = (
    "start", "end", "number_start", "number_end", "measure", "figure", "lower", "upper", "approx",
    "vague", "source", "via", "population", "place", "published", "as_of", "since", "basis",
    "part_of", "quote", "notes", "doubts",
)  # fmt: skip
_FORM = '{"id": "a1", "text": "…", "published": "2025-01-13", "lang": "en"}'


class Passage(NamedTuple):
    """A text to draft from: its name, when it was published, and its language, empty if unknown."""

    id: Any
    text: str
    published: str
    language: str


def read_passage(line: str, where: str) -> Passage:
    """The passage of a line; `where` is the file and the number of the line.

    Raises `InputError` that says what is wrong with it, and how a line looks.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(f"{where}: no JSON; write each passage on a line as {_FORM}") from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or "id" not in data:
        raise InputError(f"{where}: an id and a text are needed; write {_FORM}")
    if not isinstance(data["id"], str | int):
        raise InputError(f"{where}: the id is no text; write {_FORM}")
    refuse_long(data["text"], where)
    language = data.get("lang") or ""
    if language not in ("", *languages()):
        known = ", ".join(languages())
        raise InputError(
            f"{where}: lang is {excerpt(str(language))!r}; draft reads {known}, and finds out "
            "which of them where lang is left out"
        )
    return Passage(data["id"], data["text"], _day(data.get("published")), language)


def _day(published: Any) -> str:
    """A date as it may be used; one that cannot be read is as good as none."""
    if published in (None, ""):
        return ""
    try:
        parse_date(published if isinstance(published, str) else "?")
    except NotationError:
        return ""
    return str(published)


def as_line(passage: Passage, rows: Iterator[DraftRow] | list[DraftRow]) -> str:
    """The drafts of a passage as a line of JSON; what is empty is null."""
    found = [as_object(row) for row in rows]
    return json.dumps({"id": passage.id, "rows": found}, ensure_ascii=False)


def as_object(row: DraftRow) -> dict[str, Any]:
    """A draft as an object of JSON."""
    values = row._asdict()
    return {name: None if values[name] == "" else values[name] for name in FIELDS}
