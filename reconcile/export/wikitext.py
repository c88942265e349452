"""A table of the current figures as wikitext, each with its citation, ready to paste."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from reconcile.comparison import Comparison
from reconcile.export.citations import Citation, Cited, CitedFigure, cited, indented, one_line
from reconcile.notation.dates import in_words

# what MediaWiki would read as anything but text; an entity is text wherever it stands
_MARKUP = re.compile(
    r"[&<>\[\]{}|\"]|'{2,}|~{3,}|[_＿]{2,}|:(?=\S)|^[*#:;!=+-]"
    r"|(?<=RFC) |(?<=PMID) |(?<=ISBN) "
)
_ENCODED = {"~": "%7E", "_": "%5F", "&": "&amp;"}


def table(comparison: Comparison) -> str:
    """The current estimates as a sortable wikitable, a row each, with `<ref>`s of `cite web`.

    The caption has the cut. Text of the ledger is shown as it is, on one line, whatever it
    holds; only addresses of http and https become links. One document is cited once and named
    again; the name is made of what is cited, so that tables on one page do not mix theirs up.
    """
    made = cited(comparison)
    lines = ['{| class="wikitable sortable"', f"|+ {escape(made.caption)}"]
    lines += [f"! {heading}" for heading in made.headings]
    seen = set[int]()
    for each in made.figures:
        lines += ["|-", *_cells(made, each, seen)]
    lines += ["|}", *(f"* {escape(note)}" for note in made.notes)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text that MediaWiki shows as it is, on one line."""
    return _MARKUP.sub(_entities, one_line(text))


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match.group())


def _cells(made: Cited, row: CitedFigure, seen: set[int]) -> Iterator[str]:
    *others, figure = indented(made, row, escape)
    dated = len(row.days)
    for day, date in zip(row.days, others[:dated], strict=True):
        yield f'| data-sort-value="{day}" | {date}'
    yield from (f"| {cell}".rstrip(" ") for cell in others[dated:])
    references = "".join(_reference(made.citations, number, seen) for number in row.citations)
    yield f'| data-sort-value="{row.count}" | {figure}{references}'


def _reference(citations: Sequence[Citation], number: int, seen: set[int]) -> str:
    """A citation in full where it is first used, by its name after that."""
    citation = citations[number]
    body = _cite_web(citation) if citation.link else escape(citation.text)
    if citation.archive_link and not (citation.link and citation.archived):
        body += f" [{_address(citation.archive_link)} archived]"
    name = f"figure-{hashlib.sha256(body.encode()).hexdigest()[:10]}"
    if number in seen:
        return f'<ref name="{name}" />'
    seen.add(number)
    return f'<ref name="{name}">{body}</ref>'


def _cite_web(citation: Citation) -> str:
    """The template with what is known; where a page has no title, it is said whose figures.

    It takes the address of an archive only with the day of the copy, and days only to the day.
    """
    archived = citation.archived if citation.archive_link else ""
    known = {
        "url": _address(citation.link),
        "archive-url": _address(citation.archive_link) if archived else "",
        "archive-date": _date(archived),
        "access-date": _date(citation.accessed_day),
        "title": escape(citation.title or f"Figures of {citation.source}"),
        "publisher": escape(citation.source),
        "via": escape(citation.via),
        "date": _date(citation.published),
        "quote": escape(" / ".join(citation.quotes)),
    }
    return f"{{{{cite web {' '.join(f'|{key}={text}' for key, text in known.items() if text)}}}}}"


def _address(link: str) -> str:
    return _MARKUP.sub(_in_address, link)


def _in_address(match: re.Match[str]) -> str:
    """What would be markup in an address, encoded; a colon is none there."""
    return "".join(_ENCODED.get(char, char) for char in match.group())


def _date(published: str) -> str:
    """A date as the template takes it; it takes none that is approximate or uncertain."""
    if published.endswith(("~", "?")):
        return ""
    start, slash, end = published.partition("/")
    if not slash:
        return in_words(published) if published else ""
    joint = "–" if len(start) == len(end) == len("2025") else " – "
    return f"{in_words(start)}{joint}{in_words(end)}"
