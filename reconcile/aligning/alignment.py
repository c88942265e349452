"""Which figures answer the same question, and which of them are current at a cut (R1 to R4).

`align(parsed, invalid, cut)` gives every row of the ledger one status and every statement, put
together from its relays or derived from its parts, where it stands in its source's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

import numpy as np

from reconcile.aligning.added_parts import PartSums, part_sums
from reconcile.aligning.estimates import ESTIMAND, Estimate
from reconcile.aligning.events import ends_of
from reconcile.aligning.grounds import Grounds
from reconcile.aligning.part_sums import with_parts
from reconcile.aligning.relays import Statements, statements
from reconcile.aligning.status import (
    CURRENT,
    INVALID,
    OUTSIDE_CUT,
    SET_ASIDE,
    STATUSES,
    Cut,
    standing,
)
from reconcile.aligning.sums import with_derived
from reconcile.aligning.typed_cells import DATES, Parsed
from reconcile.columnar import Columns, firsts
from reconcile.stable_order import stable_order


@dataclass(frozen=True)
class Alignment:
    """The trial balance of a ledger at a cut (R4).

    `status` has a code of `STATUSES` for every row of the ledger. `estimates` has a row for every
    statement of `said` and then every derived figure, in the order of the ledger, with the columns
    of `Estimate` and their numbers. `parts` are the statements of each derived figure.
    The sums of parts (R6) are numbered on from the estimates, and are none of them.
    """

    parsed: Parsed
    cut: Cut
    status: np.ndarray
    estimates: Columns
    said: Statements
    parts: Grounds

    def parts_of(self, estimate: int) -> list[int]:
        """The estimates that a derived one comes from: what is added first, then what is taken."""
        if estimate >= len(self.estimates):
            return list(self.sums.of[estimate].ground)
        first = len(self.estimates) - len(self.parts)
        return self.parts[estimate - first].tolist() if estimate >= first else []

    def rows_of(self, estimate: int) -> list[int]:
        """The ledger rows that the estimate rests on, in the ledger's order."""
        statements = self.parts_of(estimate) or [estimate]
        return sorted(row for one in statements for row in self.said.rows_of(one).tolist())

    def where(self, estimate: int) -> str:
        """`file:line` of the rows that the estimate rests on."""
        return self.parsed.ledger.where(self.rows_of(estimate))

    def wheres(self, numbers: np.ndarray) -> list[str]:
        """The same of each of these estimates."""
        own = numbers < len(self.estimates)  # of sums of parts each has a look of its own
        whose, statement = self._statements.of_each(numbers[own])
        part, row = Grounds(self.said.members, self.said.starts).of_each(statement)
        whose = whose[part]
        places = iter(self.parsed.ledger.places(row[stable_order(whose, row)]))
        counts = np.bincount(whose, minlength=np.count_nonzero(own)).tolist()
        told = (" ".join(islice(places, count)) for count in counts)
        each = zip(numbers.tolist(), own.tolist(), strict=True)
        return [next(told) if known else self.where(number) for number, known in each]

    @cached_property
    def _statements(self) -> Grounds:
        """The statements that each estimate comes from: itself, or those of a derived one."""
        said, parts = np.arange(len(self.said)), self.parts
        starts = np.append(said, len(said) + parts.starts)
        return Grounds(np.append(said, parts.statements), starts)

    @cached_property
    def sums(self) -> PartSums:
        """The parts that a source gave on one occasion, added up, to be set against the whole."""
        return part_sums(self.parsed.ledger.parts, self.estimates)

    def at(self, numbers: Iterable[int]) -> list[Estimate]:
        """The estimates and sums of parts of these numbers."""
        return self.table(np.fromiter(numbers, np.int64)).rows(Estimate)

    def table(self, numbers: np.ndarray) -> Columns:
        """The same as columns."""
        every = self.estimates
        if (numbers < len(every)).all():
            return every.take(numbers)
        own = every.take(numbers[numbers < len(every)])
        return Columns.stacked([own, self.sums.estimates]).at(numbers.tolist())

    def grounds(self, derived: Sequence[Estimate]) -> list[list[Estimate]]:
        """The estimates that each of these comes from: what is added first, then what is taken."""
        parts = [self.parts_of(row.number) for row in derived]
        found = iter(self.at(chain.from_iterable(parts)))
        return [list(islice(found, len(each))) for each in parts]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows of the ledger have each status; they add up to all of them (R4)."""
        return counted(self.status)


def counted(status: np.ndarray) -> dict[str, int]:
    """How many rows have each status, by their codes."""
    return dict(zip(STATUSES, np.bincount(status, minlength=len(STATUSES)).tolist(), strict=True))


def align(parsed: Parsed, invalid: np.ndarray, cut: Cut | None = None) -> Alignment:
    """Give every row its status at `cut` and every statement its part in a history (R1 to R4).

    `invalid` says for each row of the ledger whether it has an error; such rows have no part. A
    row with a cell that could not be parsed is invalid in any case.
    """
    cut = cut or Cut()
    status = np.full(len(invalid), CURRENT, dtype=np.int8)
    status[~cut.inside(parsed.typed)] = OUTSIDE_CUT
    status[parsed.ledger.rows.cells("set_aside").filled] = SET_ASIDE
    unread = ~parsed.typed["read"]
    unread[[fault.row for fault in parsed.faults]] = True
    status[invalid | unread] = INVALID
    said = statements(parsed, status == CURRENT)
    in_use = (status == CURRENT) | (status == OUTSIDE_CUT)
    derived, parts = with_derived(parsed, said.columns, in_use)
    estimates, from_parts = with_parts(parsed, _described(parsed, derived))
    estimates = _numbered(estimates, said.columns["estimand"])
    grounds = Grounds.of([*parts, *from_parts])
    standings, taken_back = standing(estimates, grounds, cut.max_age, parsed.events)
    status[said.members] = standings[said.of_member]
    estimates = estimates.assign(status=standings, taken_back=taken_back)
    return Alignment(parsed, cut, status, estimates, said, grounds)


def _described(parsed: Parsed, derived: Columns) -> Columns:
    """The estimates with the text of what they count, source and dates; no number or status."""
    rows = derived["row"]
    text = parsed.ledger.rows.only((*ESTIMAND[:3], "source")).take(rows)
    dates = parsed.typed.only(
        (*DATES, *(f"{name}_{end}" for name in DATES for end in ("first", "last")))
    ).take(rows)
    listed = parsed.ledger.sources
    source = text.cells("source")
    ends = ends_of(parsed.events, text.cells("case"))
    return text.assign(
        measure=derived.cells("measure"), basis=derived.cells("basis"),
        origin=source.changed(lambda name: listed[name].origin if name in listed else name),
        side=source.changed(lambda name: listed[name].side if name in listed else ""),
        **{name: dates.column(name) for name in dates.names},
        at_end=dates["as_of_last"] >= ends,
        said=derived.column("figure"),
        **{
            name: derived.column(name)
            for name in ("point", "lower", "upper", "unknown", "withdrawn", "derived")
        },
    )  # fmt: skip


def _numbered(estimates: Columns, known: np.ndarray) -> Columns:
    """The estimates with the number of their estimand, each of which has one text.

    `known` are the numbers of the statements, which come first.
    """
    told = np.append(firsts(known), np.arange(len(known), len(estimates)))
    numbers = estimates.take(told).grouped(*ESTIMAND[:-1], "since_first", "since_last")
    estimand = np.append(known, numbers[len(told) - len(estimates) + len(known) :])
    # one text for one span: two rows may write the same first day differently
    since = estimates.cells("since").take(told[firsts(numbers)][estimand])
    return estimates.assign(estimand=estimand, since=since)
