"""The tables of the page of a case: what each shows, in the order in which it shows it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from reconcile.aligning.status import STATUSES
from reconcile.bounding.hull import Reached
from reconcile.comparison import Comparison
from reconcile.comparison.schema import LedgerRow
from reconcile.notation.addresses import is_address
from reconcile.notation.dates import iso
from reconcile.notation.measures import Measures, label_text
from reconcile.notation.speech import say, word
from reconcile.report.anchors import Anchors, PageClaim, Ref, derived_identifier, identifier
from reconcile.report.extent import MOST_ROWS
from reconcile.tables import flat_of
from reconcile.tables.flat import Flat
from reconcile.wording.bound_texts import BoundRun, ToldBounds
from reconcile.wording.case_texts import several_populations, status_name
from reconcile.wording.claim_texts import DERIVED, claim_text, column_date, readable
from reconcile.wording.estimand_texts import counted_text, estimand_text, since_text
from reconcile.wording.pair_texts import ClaimedPair, count_disagreeing, disagreeing
from reconcile.wording.row_texts import STATUS_MEANINGS, ShownRow, shown_rows

MOST_PAIRS, MOST_RUNS = 200, 1000  # that a telephone shows without a long wait


class PageRow(NamedTuple):
    """One row of the table of estimates: as `read`, and what the page shows in its stead.

    `order` is what its figure is sorted by, and `copy` a link to a copy of its page.
    """

    read: LedgerRow
    id: str
    line: str
    parts: tuple[Ref, ...]
    side: str
    published: str
    as_of: str
    since: str
    measure: str
    figure: str
    reason: str
    order: str
    copy: str

    @property
    def linked(self) -> bool:
        """Its address is one of the web, and nothing else is ever made a link."""
        return is_address(self.read.url)


class PagePair(NamedTuple):
    """A discrepancy."""

    verdict: str
    subject: str
    inside: str
    sides: tuple[PageClaim, PageClaim]
    change: str
    reason: str


class BalanceLine(NamedTuple):
    """A line of the trial balance: how many rows have a status, and why."""

    name: str
    number: int
    why: str
    rows: tuple[tuple[Ref, str], ...]


class Limit(NamedTuple):
    """The bounds of an estimand from its `first` day on, and who they rest on."""

    run: BoundRun
    first: str
    least: tuple[PageClaim, ...]
    most: tuple[PageClaim, ...]


def identifiers(comparison: Comparison) -> frozenset[str]:
    """The identifiers of the rows that the page shows."""
    return frozenset(_identifier(comparison, row) for row in _shown(comparison))


def rows(comparison: Comparison, anchors: Anchors, copies: Mapping[str, str]) -> list[PageRow]:
    """Every row of the case, then the derived figures; of very many the first ones."""
    return [
        _row(comparison, anchors, row, copies.get(row.read.page, "")) for row in _shown(comparison)
    ]


def _shown(comparison: Comparison) -> list[ShownRow]:
    return shown_rows(comparison.rows.take(slice(MOST_ROWS)))


def _derived_number(comparison: Comparison, row: ShownRow) -> int:
    """The number of the estimate of a derived row: these follow the rows of the ledger."""
    alignment = comparison.alignment
    first = len(alignment.estimates) - len(alignment.parts)
    return first + row.number - len(alignment.status)


def _identifier(comparison: Comparison, row: ShownRow) -> str:
    if row.read.derived_from:
        return derived_identifier(_derived_number(comparison, row))
    return identifier(row.read.where)


def _row(comparison: Comparison, anchors: Anchors, shown: ShownRow, copy: str) -> PageRow:
    row, ledger = shown.read, comparison.alignment.parsed.ledger
    source = ledger.sources.get(row.source)
    count = next((n for n in (row.best, row.low, row.high) if not math.isnan(n)), math.inf)
    return PageRow(
        read=row, id=_identifier(comparison, shown), line=shown.line,
        parts=anchors.refs(_derived_number(comparison, shown)) if row.derived_from else (),
        side=source.side if source else "",
        published=column_date(row.published) if row.published else "",
        as_of=column_date(row.as_of) if row.as_of else "",
        since=since_text(row.since) if _is_date(row.since) else row.since,
        measure=counted_text(row, _label(ledger.measures, row.measure)),
        figure=readable(row.figure) + DERIVED * bool(row.derived_from),
        reason=row.set_aside, order="" if math.isinf(count) else f"{count:.0f}", copy=copy,
    )  # fmt: skip


def _label(measures: Measures, name: str) -> str:
    """What a measure is called; one that the ledger does not know as it is written."""
    try:
        return label_text(measures, name)
    except KeyError:
        return name


def _is_date(text: str) -> bool:
    return column_date(text) != text and bool(text)


def pairs(comparison: Comparison, anchors: Anchors) -> tuple[list[PagePair], int]:
    """The pairs that do not agree, worst first, and how many are not shown."""
    whom = several_populations(comparison)
    listed = [_pair(pair, anchors, whom) for pair in disagreeing(comparison, MOST_PAIRS)]
    return listed, count_disagreeing(comparison) - len(listed)


def _pair(pair: ClaimedPair, anchors: Anchors, whom: bool) -> PagePair:
    a, b = (PageClaim(claim_text(side), anchors.refs(side.number)) for side in (pair.a, pair.b))
    subject = estimand_text(pair.row, population=whom)
    inside = estimand_text(pair.a, population=whom) if pair.row.within else ""
    return PagePair(pair.row.verdict, subject, inside, (a, b), pair.change, pair.row.reason)


def balance(comparison: Comparison, anchors: Anchors) -> list[BalanceLine]:
    """Every row of the case under its status; the counts add up to all of them (R4)."""
    own = comparison.given
    found = []
    for name in STATUSES:
        if count := comparison.counts[name]:
            some = own.take(own.cells("status").among([name])).take(slice(MOST_ROWS))
            listed = () if name == "current" else tuple(
                (anchors.ref(row.read.where), _reason(row)) for row in shown_rows(some)
            )  # fmt: skip
            found.append(BalanceLine(status_name(name), count, say(STATUS_MEANINGS[name]), listed))
    return found


def _reason(row: ShownRow) -> str:
    if not row.read.set_aside:
        return ""
    read = row.read
    return f"{read.source}, {counted_text(read)} {readable(read.figure)}: {read.set_aside}"


def speakers(comparison: Comparison) -> Flat:
    """The sources as in the terminal, each with its name in full."""
    table = flat_of(comparison, "sources")
    known = comparison.alignment.parsed.ledger.sources
    full = [
        known[name].name if name in known else "" for name in comparison.sources.cells("source")
    ]
    rows = tuple((row[0], name, *row[1:]) for row, name in zip(table.rows, full, strict=True))
    heads, right = table.headings, table.right
    return Flat(
        (heads[0], word("heading", "name"), *heads[1:]), rows, (right[0], False, *right[1:])
    )


def told_claim(told: ToldBounds, number: int, whole: bool, anchors: Anchors) -> PageClaim:
    """A claim that bounds rest on, with what it counts; `whole`, whom and where too."""
    return PageClaim(told.claim(number, whole), anchors.refs(number))


def limits(told: ToldBounds, anchors: Anchors) -> tuple[list[Limit], int]:
    """What is possible, by count and days, and how many lines are not shown."""

    def sides(run: BoundRun, bound: Reached) -> tuple[PageClaim, ...]:
        resting = run.rests_on(bound).items()
        return tuple(PageClaim(source, anchors.refs(*numbers)) for source, numbers in resting)

    shown = [
        Limit(run, iso(run.entry.day), sides(run, run.low), sides(run, run.high))
        for run in told.runs[:MOST_RUNS]
    ]
    return shown, len(told.runs) - len(shown)
