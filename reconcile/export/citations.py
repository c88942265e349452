"""The current figures with what each rests on, for tables that are pasted into texts of others.

`cited(comparison)` is the table and its citations as plain text; wikitext.py and markdown.py write
it down. Nothing is computed here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent_encoded

from reconcile.comparison import Comparison
from reconcile.notation.dates import in_words, iso, parse_date
from reconcile.wording.case_texts import cut_text, left_out_text
from reconcile.wording.characters import visible
from reconcile.wording.claim_texts import date_text, figure_text, legend, source_text

_ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_SAFE = "%/:=&?#+!$,;@-._"
_SUBJECT = ("case", "population", "place", "measure", "since")


@dataclass(frozen=True)
class Citation:
    """One document that figures rest on: who spoke, who carried it, when, and where it is read.

    `published` is a canonical date, `quotes` and `notes` those of all rows that rest on it.
    """

    source: str
    via: str
    published: str
    url: str
    quotes: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def link(self) -> str:
        """Its web address with all but plain characters encoded; empty if it is no web address."""
        return address(self.url)

    @property
    def text(self) -> str:
        """The citation in words, without its link.

        An address that is none, and without an address the notes, say where it was found.
        """
        spoken = (self.source, f"via {self.via}" if self.via else "")
        dated = (*spoken, in_words(self.published) if self.published else "")
        words = ", ".join(part for part in dated if part)
        if self.quotes:
            words += f": {', '.join(f'“{text}”' for text in self.quotes)}"
        found = () if self.link else (self.url, *self.notes)
        return words + "".join(f" ({text})" for text in found if text)


@dataclass(frozen=True)
class Entry:
    """One figure: its cells, of which the last is the figure, and what it rests on.

    `day` (ISO) and `count` are what the date and the figure are sorted by, empty where there is
    none; `citations` are places in `Cited.citations`.
    """

    cells: tuple[str, ...]
    day: str
    count: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Cited:
    """A table of figures with its caption, the notes below it and its citations by first use."""

    caption: str
    headings: tuple[str, ...]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    citations: tuple[Citation, ...]


def cited(comparison: Comparison) -> Cited:
    """The current estimates in reading order, each with every row that it rests on cited.

    The relays of one statement (R1) are all cited, and of a derived figure (R2) the rows that it
    comes from. Columns of the estimand that are the same in every row stand in the caption.
    """
    claims = comparison.claims
    rows = _ledger_rows(comparison)
    places, citations = _citations(rows)
    columns = _columns(claims.values(), [rows[number] for number in claims])
    cells = zip(*columns.values(), strict=True) if claims else ()
    entries = tuple(
        Entry(
            each, iso(row.as_of_first), _count(row.point),
            tuple(dict.fromkeys(places[line.Index] for line in rows[row.number])),
        )
        for row, each in zip(claims.values(), cells, strict=True)
    )  # fmt: skip
    notes = (
        *legend(comparison.alignment, comparison.claims.values()),
        left_out_text(comparison),
    )
    caption = " · ".join((*_shared(claims.values()), cut_text(comparison)))
    return Cited(caption, tuple(columns), entries, notes, citations)


def address(url: str) -> str:
    """`url` with all but plain characters encoded; empty if it is not one of http or https."""
    return percent_encoded(url, safe=_SAFE, errors="replace") if _ADDRESS.match(url) else ""


def one_line(text: str) -> str:
    """`text` on one line, with nothing that cannot be seen or that turns what stands beside it."""
    return visible(" ".join(text.split()))


def _count(point: float) -> str:
    return "" if math.isnan(point) else f"{point:.15g}"


def _ledger_rows(comparison: Comparison) -> dict[int, list[Any]]:
    """The rows of the ledger that each current estimate rests on."""
    alignment = comparison.alignment
    numbers = {claim: alignment.rows_of(claim) for claim in comparison.claims}
    used = sorted({row for rows in numbers.values() for row in rows})
    columns = ["source", "via", "published", "url", "quote", "notes"]
    frame = alignment.parsed.ledger.rows[columns].iloc[used]
    read = dict(zip(used, frame.itertuples(), strict=True))
    return {claim: [read[row] for row in rows] for claim, rows in numbers.items()}


def _citations(rows: Mapping[int, Sequence[Any]]) -> tuple[dict[int, int], tuple[Citation, ...]]:
    """Which citation each row of the ledger has, and the citations by first use."""
    documents: dict[tuple[str, str, str, str], dict[int, Any]] = {}
    for row in (row for each in rows.values() for row in each):
        published = str(parse_date(row.published)) if row.published else ""
        documents.setdefault((row.source, row.via, published, row.url), {})[row.Index] = row
    places = {row: place for place, each in enumerate(documents.values()) for row in each}
    found = tuple(
        Citation(*key, _distinct(row.quote for row in each), _distinct(row.notes for row in each))
        for key, each in ((key, lines.values()) for key, lines in documents.items())
    )
    return places, found


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one_line(text) for text in texts if text.strip()))


def _columns(claims: Iterable[Any], rows: Sequence[Sequence[Any]]) -> dict[str, list[str]]:
    """The columns of the table: when, who, through whom, of whom and what where that varies."""
    listed = list(claims)
    columns = {
        "as of": [date_text(row) for row in listed],
        "source": [source_text(row) for row in listed],
        "via": [", ".join(_distinct(row.via for row in each)) for each in rows],
    }
    if not any(columns["via"]):
        del columns["via"]
    for name in _SUBJECT:
        texts = _subject(listed, name)
        if len(set(texts)) > 1:
            columns[name] = texts
    return columns | {"figure": [figure_text(row) for row in listed]}


def _subject(claims: Iterable[Any], name: str) -> list[str]:
    texts = [str(getattr(row, name)) for row in claims]
    return [in_words(text) if text else "" for text in texts] if name == "since" else texts


def _shared(claims: Iterable[Any]) -> list[str]:
    """What all figures have in common, but for the name of their case."""
    listed, shared = list(claims), list[str]()
    for name in _SUBJECT[1:]:
        texts = set(_subject(listed, name))
        if len(texts) == 1 and (text := texts.pop()):
            shared.append(f"since {text}" if name == "since" else text)
    return shared
