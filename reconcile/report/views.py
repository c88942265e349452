"""What the page of a case shows, in the words and the order in which it shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reconcile.aligning.status import STATUSES
from reconcile.comparison import Comparison
from reconcile.notation.measures import Measures
from reconcile.report.anchors import Anchors, Ref, derived_identifier, identifier
from reconcile.tables import flat_of
from reconcile.tables.flat import Flat
from reconcile.tables.ranges_table import change_text
from reconcile.wording.phrases import DERIVED, PARTY, claim_text, column_date, readable, since_text

MOST_ROWS, MOST_PAIRS = 3000, 200
_WHY = {
    "current": "the source's latest figure; these alone make ranges and discrepancies",
    "stale": "the source's latest figure, but too old beside the newest one of this count",
    "earlier": "the source gave a later figure",
    "superseded": "the source gave another figure for the same date later",
    "withdrawn": "the source took its figure back",
    "set-aside": "not to be used, for the reason given",
    "outside-cut": "not yet published, or not yet happened, at the cut",
    "invalid": "the row has an error; reconcile check says which",
}


@dataclass(frozen=True)
class Row:
    """One row of the table of estimates; `sort` has what its columns are put in order by."""

    id: str
    line: str
    parts: tuple[Ref, ...]
    source: str
    side: str
    via: str
    published: str
    as_of: str
    since: str
    population: str
    place: str
    measure: str
    figure: str
    quote: str
    url: str
    notes: str
    status: str
    reason: str
    number: int
    sort: dict[str, str]

    @property
    def linked(self) -> bool:
        """Its address is one of the web, and no other kind is ever made a link."""
        return self.url.lower().startswith(("http://", "https://"))


@dataclass(frozen=True)
class Side:
    """One claim of a discrepancy, or of a set, with the rows it rests on."""

    text: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Pair:
    """A discrepancy."""

    verdict: str
    subject: str
    inside: str
    sides: tuple[Side, Side]
    change: str
    reason: str


@dataclass(frozen=True)
class Status:
    """A line of the trial balance: how many rows have a status, and why."""

    name: str
    count: int
    why: str
    rows: tuple[tuple[Ref, str], ...]


def identifiers(comparison: Comparison) -> frozenset[str]:
    """The identifiers of the rows that the page shows."""
    return frozenset(_identifier(comparison, row) for row in _shown(comparison))


def rows(comparison: Comparison, anchors: Anchors) -> list[Row]:
    """Every row of the case, then the derived figures; of very many the first ones."""
    known = comparison.alignment.parsed.ledger.sources
    return [_row(comparison, anchors, row, known) for row in _shown(comparison)]


def _shown(comparison: Comparison) -> list[Any]:
    return list(comparison.rows.head(MOST_ROWS).itertuples())


def _derived_number(comparison: Comparison, row: Any) -> int:
    """The number of the estimate of a derived row: these follow the rows of the ledger."""
    alignment = comparison.alignment
    first = len(alignment.estimates) - len(alignment.parts)
    return int(first + row.Index - len(alignment.status))


def _identifier(comparison: Comparison, row: Any) -> str:
    if row.derived_from:
        return derived_identifier(_derived_number(comparison, row))
    return identifier(row.where)


def _row(comparison: Comparison, anchors: Anchors, row: Any, known: Any) -> Row:
    source = known.get(row.source)
    measures = comparison.alignment.parsed.ledger.measures
    derived = bool(row.derived_from)
    parts: tuple[Ref, ...] = ()
    if derived:
        parts = anchors.refs(_derived_number(comparison, row))
    count = next((n for n in (row.best, row.low, row.high) if not math.isnan(n)), math.inf)
    return Row(
        id=_identifier(comparison, row),
        line="" if derived else row.where.rpartition(":")[2],
        parts=parts,
        source=row.source, side=source.side if source else "", via=row.via,
        published=column_date(row.published) if row.published else "",
        as_of=column_date(row.as_of) if row.as_of else "",
        since=since_text(row.since) if _is_date(row.since) else row.since,
        population=row.population, place=row.place,
        measure=_label(measures, row.measure),
        figure=readable(row.figure) + DERIVED * derived,
        quote=row.quote, url=row.url, notes=row.notes,
        status=row.status, reason=row.set_aside,
        number=anchors.sources.get(row.source, -1),
        sort={
            "published": row.published, "as_of": row.as_of,
            "figure": "" if math.isinf(count) else f"{count:.0f}",
        },
    )  # fmt: skip


def _label(measures: Measures, name: str) -> str:
    """What a measure is called; one that the ledger does not know as it is written."""
    try:
        return measures[name].label
    except KeyError:
        return name


def _is_date(text: str) -> bool:
    return column_date(text) != text and bool(text)


def pairs(comparison: Comparison, anchors: Anchors) -> tuple[list[Pair], int]:
    """The pairs that do not agree, worst first, and how many are not shown."""
    found = comparison.discrepancies
    listed = found[(found["verdict"] != "agree").to_numpy()]
    whom = several(comparison)
    shown = [
        _pair(comparison, anchors, pair, whom) for pair in listed.head(MOST_PAIRS).itertuples()
    ]
    return shown, len(listed) - len(shown)


def _pair(comparison: Comparison, anchors: Anchors, pair: Any, whom: bool) -> Pair:
    a, b = (Side(claim_text(comparison.claims[n]), anchors.refs(n)) for n in pair.Index)
    inside = subject(comparison.claims[pair.Index[0]], whom) if pair.within else ""
    change = change_text(pair.difference, pair.ratio)
    return Pair(pair.verdict, subject(pair, whom), inside, (a, b), change, pair.reason)


def balance(comparison: Comparison, anchors: Anchors) -> list[Status]:
    """Every row of the case under its status; the counts add up to all of them (R4)."""
    frame = comparison.rows
    own = frame[(frame["derived_from"] == "").to_numpy()]
    found = []
    for name in STATUSES:
        if count := comparison.counts[name]:
            some = own[(own["status"] == name).to_numpy()].head(MOST_ROWS)
            listed = () if name == "current" else tuple(_reasons(some, anchors))
            found.append(Status(name, count, _WHY[name], listed))
    return found


def _reasons(frame: Any, anchors: Anchors) -> Iterator[tuple[Ref, str]]:
    for row in frame.itertuples():
        reason = f"{row.source}, {row.measure} {readable(row.figure)}: {row.set_aside}"
        yield anchors.ref(row.where), reason if row.set_aside else ""


def several(comparison: Comparison) -> bool:
    """Whether a count has to say whom it is of."""
    return len(set(comparison.estimates["population"])) > 1


def subject(row: Any, several: bool) -> str:
    """An estimand in full; a population that is the only one is not named."""
    parts = (row.population if several else "", row.place, row.measure, since_text(row.since))
    return " · ".join(part for part in parts if part)


def speakers(comparison: Comparison) -> Flat:
    """The sources as in the terminal, each with its name in full."""
    table = flat_of(comparison, "sources")
    known = comparison.alignment.parsed.ledger.sources
    full = [
        known[row.source].name if row.source in known else ""
        for row in comparison.sources.itertuples()
    ]
    rows = tuple((row[0], name, *row[1:]) for row, name in zip(table.rows, full, strict=True))
    heads, right = table.headings, table.right
    return Flat((heads[0], "name", *heads[1:]), rows, (right[0], False, *right[1:]))


def has_party(comparison: Comparison) -> str:
    """What the mark of a party means, where one speaks."""
    sides = comparison.sources["side"]
    return f"{PARTY} speaks for a party to the conflict" if (sides != "").any() else ""
