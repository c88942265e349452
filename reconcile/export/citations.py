"""The current figures with what each rests on, for tables that are pasted into texts of others.

`cited(comparison)` is the table and its citations as plain text; wikitext.py and markdown.py write
it down. Nothing is computed here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.errors import NotationError
from reconcile.notation.addresses import is_address
from reconcile.notation.columns import Text
from reconcile.notation.dates import in_words, iso, parse_date
from reconcile.wording.case_texts import NOTHING_CURRENT, cut_text, left_out_text
from reconcile.wording.characters import NO_BREAK, visible
from reconcile.wording.claim_texts import date_text, day_text, figure_text, legend, source_text
from reconcile.wording.estimand_texts import labels

_NAMES = ("case", "population", "place", "measure", "basis", "since")  # of what is counted
_SAFE = "%/:=&?#+!$,;@-._"
# the moment of a copy in the address of an archive, /20250113093000/ or /20250113093000id_/
_STAMP = re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?/")


@dataclass(frozen=True)
class Citation:
    """One document that figures rest on: who spoke, who carried it, when, and where it is read.

    `published` is a canonical date, `quotes` and `notes` those of all rows that rest on it.
    `title`, `archive_url` and `accessed` are what further columns of these names say, if there are
    any: what the page is called, an address at which an archive keeps it, the day it was read on.
    """

    source: str
    via: str
    published: str
    url: str
    quotes: tuple[str, ...]
    notes: tuple[str, ...]
    title: str = ""
    archive_url: str = ""
    accessed: str = ""

    @property
    def link(self) -> str:
        """Its web address with all but plain characters encoded; empty if it is no web address."""
        return address(self.url)

    @property
    def archive_link(self) -> str:
        """The address of an archive's copy, as `link`."""
        return address(self.archive_url)

    @property
    def archived(self) -> str:
        """The day on which the archive made its copy, as its address says; else nothing."""
        found = _STAMP.search(self.archive_url)
        return _day("-".join(found.groups())) if found else ""

    @property
    def accessed_day(self) -> str:
        """The day on which it was read, if that is said to the day; else nothing."""
        return _day(self.accessed)

    @property
    def text(self) -> str:
        """The citation in words, without its link.

        An address that is none, and without an address the notes, say where it was found.
        """
        named = f"“{one_line(self.title)}”" if self.title else ""
        spoken = (self.source, f"via {self.via}" if self.via else "", named)
        dated = (*spoken, in_words(self.published) if self.published else "")
        words = ", ".join(part for part in dated if part)
        if self.quotes:
            words += f": {', '.join(f'“{text}”' for text in self.quotes)}"
        found = () if self.link else (self.url, *self.notes)
        return words + "".join(f" ({text})" for text in found if text)


@dataclass(frozen=True)
class CitedFigure:
    """One figure: its cells, of which the last is the figure, and what it rests on.

    `days` (ISO) and `count` are what the first cells, which are dates, and the figure are sorted
    by, empty where there is none; `depth` is how deep it is read below its whole; `citations` are
    positions in `Cited.citations`.
    """

    cells: tuple[str, ...]
    days: tuple[str, ...]
    count: str
    depth: int
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Cited:
    """A table of figures with its caption, the notes below it and its citations by first use.

    `named` is the column that says whom or what a figure counts, in which parts stand further in.
    """

    caption: str
    headings: tuple[str, ...]
    named: int
    figures: tuple[CitedFigure, ...]
    notes: tuple[str, ...]
    citations: tuple[Citation, ...]


class _Line(NamedTuple):
    """A row of the ledger, as far as it is cited; rows of one document have the same first four."""

    source: Text
    via: Text
    published: Text
    url: Text
    quote: Text
    notes: Text
    title: Text
    archive_url: Text
    accessed: Text


def cited(comparison: Comparison) -> Cited:
    """The current estimates in reading order, each with every row that it rests on cited.

    The relays of one statement (R1) are all cited, and of a derived figure (R2) the rows that it
    comes from. Columns of the estimand that are the same in every row stand in the caption.
    """
    claims = comparison.current.rows(Estimate)
    lines = _lines(comparison, claims)
    documents: dict[tuple[str, ...], list[_Line]] = {}
    for line in (line for each in lines for line in each):
        documents.setdefault(line[:4], []).append(line)
    at = {document: number for number, document in enumerate(documents)}
    columns, shared = _columns(claims, lines)
    cells = zip(claims, lines, zip(*columns.values(), strict=True), strict=True)
    return Cited(
        " · ".join((*shared, cut_text(comparison))),
        tuple(columns),
        next(place for place, name in enumerate(columns) if name in (*_NAMES, "figure")),
        tuple(
            CitedFigure(
                texts, (iso(claim.published_first), iso(claim.as_of_first)), _count(claim.point),
                comparison.order.of(claim.case, claim.population, claim.place).depth,
                tuple(dict.fromkeys(at[line[:4]] for line in each)),
            )
            for claim, each, texts in cells
        ),
        _notes(comparison, claims),
        tuple(
            Citation(
                *each[0][:4],
                _distinct(line.quote for line in each),
                _distinct(line.notes for line in each),
                *(
                    next(filter(None, (getattr(line, name) for line in each)), "")
                    for name in ("title", "archive_url", "accessed")
                ),
            )
            for each in documents.values()
        ),
    )  # fmt: skip


def _notes(comparison: Comparison, claims: Sequence[Estimate]) -> tuple[str, ...]:
    """What stands below the table: what its marks and measures mean, and what is left out."""
    return (
        *([] if claims else [NOTHING_CURRENT]),
        *labels(comparison.alignment.parsed.ledger.measures, claims),
        *legend(comparison.alignment, claims),
        left_out_text(comparison),
    )


def indented(made: Cited, row: CitedFigure, escape: Callable[[str], str]) -> list[str]:
    """The cells as `escape` makes them; a part stands further in, as deep as it is read."""
    cells = [escape(cell) for cell in row.cells]
    cells[made.named] = NO_BREAK * 2 * row.depth + cells[made.named]
    return cells


def address(url: str) -> str:
    """`url` with all but plain characters encoded; empty if it is no web address."""
    return percent_encoded(url, safe=_SAFE, errors="replace") if is_address(url) else ""


def one_line(text: str) -> str:
    """`text` on one line, with nothing that cannot be seen or that turns what stands beside it."""
    return visible(" ".join(text.split()))


def _day(text: str) -> str:
    """A text that is a date to the day, in ISO; nothing for any other."""
    try:
        date = str(parse_date(text))
    except NotationError:
        return ""
    return date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else ""


def _count(point: float) -> str:
    return "" if math.isnan(point) else f"{point:.15g}"


def _lines(comparison: Comparison, claims: Iterable[Estimate]) -> list[list[_Line]]:
    """The rows of the ledger that each estimate rests on, with canonical dates."""
    alignment = comparison.alignment
    numbers = [alignment.rows_of(claim.number) for claim in claims]
    used = sorted({number for each in numbers for number in each})
    rows = alignment.parsed.ledger.rows.take(used).only_or_empty(_Line._fields)
    listed = rows.rows(_Line)
    read = {
        number: line._replace(published=str(parse_date(line.published)) if line.published else "")
        for number, line in zip(used, listed, strict=True)
    }
    return [[read[number] for number in each] for each in numbers]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one_line(text) for text in texts if text.strip()))


def _columns(
    claims: Sequence[Estimate], lines: Sequence[Sequence[_Line]]
) -> tuple[dict[str, list[str]], list[str]]:
    """The columns of the table: when, who, through whom, and of whom and what where that varies.

    Also what of these all figures have in common, but for the name of their case.
    """
    via = [", ".join(_distinct(line.via for line in each)) for each in lines]
    columns = {
        "published": [day_text(claim.published) for claim in claims],
        "as of": [date_text(claim) for claim in claims],
        "source": [source_text(claim) for claim in claims],
        **({"via": via} if any(via) else {}),
    }
    shared = list[str]()
    for name in _NAMES:
        texts = [getattr(claim, name) for claim in claims]
        if name == "since":
            texts = [in_words(text) if text else "" for text in texts]
        if len(set(texts)) > 1:
            columns[name] = texts
        elif texts and texts[0] and name != "case":
            shared.append(f"since {texts[0]}" if name == "since" else texts[0])
    return columns | {"figure": [figure_text(claim) for claim in claims]}, shared
