"""The files of a ledger and their columns, each said once with its meaning (docs/ledger.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from reconcile.notation.columns import Column, Dated, Text, columns_of
from reconcile.notation.speech import mark_word

SOURCES, MEASURES, CASES = "sources.csv", "measures.csv", "cases.csv"
PARTS = "parts.csv"
KINDS = (
    mark_word("kind", "intelligence"), mark_word("kind", "military"),
    mark_word("kind", "government"), mark_word("kind", "international"), mark_word("kind", "ngo"),
    mark_word("kind", "academic"), mark_word("kind", "media"), mark_word("kind", "registry"),
    mark_word("kind", "other"),
)  # fmt: skip


class CaseRow(NamedTuple):
    """A case: a war, a battle, an event. Each row is one published figure."""

    source: Annotated[Text, "who made the estimate, as listed in sources.csv"]
    via: Annotated[Text, "the relay"]
    published: Annotated[Dated, "when the source spoke, not when a relay printed it"]
    since: Annotated[Dated, "the first day counted; empty for a running total from the start"]
    as_of: Annotated[
        Dated,
        "the last day counted; empty if that is the published date, or the day on which the event "
        "ended",
    ]
    population: Annotated[Text, "who is counted"]
    place: Annotated[Text, "where"]
    measure: Annotated[Text, "what happened to them"]
    basis: Annotated[Text, "how the count was come by; empty: as reported"]
    figure: Annotated[Text, "how many"]
    quote: Annotated[Text, "the words that carry the figure"]
    url: Annotated[Text, "where they can be read"]
    page: Annotated[Text, "a copy of that page, kept under pages/ in the ledger"]
    notes: Annotated[Text, "anything"]
    set_aside: Annotated[
        Text,
        "why the row is not to be used; it stays in the ledger, is shown with its reason and "
        "has no part in anything computed",
    ]
    waives: Annotated[Text, "names of checks that the row is known to fail; notes says why"]


class ListedSource(NamedTuple):
    """The sources: who made the estimates."""

    source: Annotated[Text, "who made the estimate, as the rows name it"]
    name: Annotated[Text, "the name in full"]
    kind: Annotated[Text, "what kind of source it is"]
    country: Annotated[Text, "the country it belongs to"]
    side: Annotated[Text, "the party to the conflict that the source speaks for"]
    derives_from: Annotated[Text, "the source it rests on"]
    url: Annotated[Text, "where it can be read about"]
    notes: Annotated[Text, "anything"]


class OwnMeasure(NamedTuple):
    """Measures that this ledger adds to those that are built in."""

    measure: Annotated[Text, "the name of the measure"]
    label: Annotated[Text, "what it is called in words"]
    includes: Annotated[Text, "the outcomes it surely holds"]
    may_include: Annotated[Text, "those it may hold besides"]
    within: Annotated[Text, "a measure that it cannot exceed"]
    may_fall: Annotated[
        Text,
        "yes for a count of those who are so at the time, which may fall; empty for a running "
        "total",
    ]


class ListedCase(NamedTuple):
    """The cases: what each is about, and whether the event has ended."""

    case: Annotated[Text, "the case, which is the name of its file without .csv"]
    title: Annotated[Text, "what it is called"]
    summary: Annotated[Text, "what it is about"]
    began: Annotated[Dated, "when the event began"]
    ended: Annotated[
        Dated, "the last day on which anyone counted could come to harm; empty while it goes on"
    ]
    settled: Annotated[Dated, "the day from which counts are taken as complete"]
    compiled_by: Annotated[Text, "who put the rows together"]
    url: Annotated[Text, "where it can be read about"]
    notes: Annotated[Text, "anything"]


class ListedPart(NamedTuple):
    """The breakdowns: the parts of a population or place, which share nobody."""

    of: Annotated[
        Text, "population or place, the column of a case that whole and part are names of"
    ]
    whole: Annotated[Text, "what is divided"]
    breakdown: Annotated[Text, "what it is divided by, the same for every part"]
    part: Annotated[Text, "one of its parts"]
    complete: Annotated[Text, "yes on every part if together they are the whole, else empty"]
    notes: Annotated[Text, "anything"]


@dataclass(frozen=True)
class LedgerFile:
    """What one file of a ledger is, its columns in their order, and which it cannot do without."""

    about: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def _file(row: type[NamedTuple], *needed: str) -> LedgerFile:
    return LedgerFile(row.__doc__ or "", columns_of(row), needed)


CASE = _file(CaseRow, "source", "population", "measure", "figure")
LISTS: Mapping[str, LedgerFile] = {
    SOURCES: _file(ListedSource, "source", "kind"),
    MEASURES: _file(OwnMeasure, "measure"),
    CASES: _file(ListedCase, "case"),
    PARTS: _file(ListedPart, "of", "whole", "breakdown", "part"),
}
COLUMNS, NEEDED, SOURCE_COLUMNS = CASE.names, CASE.needed, LISTS[SOURCES].names


NAMES = ("source", "via", "population", "place", "measure", "basis")  # cells that are names


def file_of(name: str) -> LedgerFile:
    """What the file of this name is: one of the lists, or else a case."""
    return LISTS.get(name, CASE)
