"""Why the range of an estimand is another than before (R14, docs/further-rules.md, "What changed").

A source made a difference if its claim is another and it stands, before or after, where the range
has its numbers or its verdict from. Why its claim is another follows from what became of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STALE
from reconcile.comparison.changes import Change, counted
from reconcile.comparison.result import Comparison
from reconcile.comparison.row_changes import (
    CORRECTED,
    EDITED,
    NEW,
    REMOVED,
    RESTORED,
    SAME,
    SET_ASIDE,
    WITHDRAWN,
    RowChange,
    RowsOfState,
)
from reconcile.comparison.schema import Range
from reconcile.notation.speech import mark_word

Key = tuple[object, ...]

LATER = mark_word("cause", "a later count")
OTHER_DAY = mark_word("cause", "a count of another day")
NEW_SOURCE = mark_word("cause", "a new source")
FIRST = mark_word("cause", "a first count")
RELAY = mark_word("cause", "another relay")
DEFINITION = mark_word("cause", "another definition or basis")
NAMED = mark_word("cause", "another source or relay named")
AGE = mark_word("cause", "the age of a count")
USE = mark_word("cause", "a measure that is used or not")
LISTS = mark_word("cause", "the lists of the ledger")
OF_ROWS = {
    CORRECTED: mark_word("cause", "a correction"),
    WITHDRAWN: mark_word("cause", "a retraction"),
    SET_ASIDE: mark_word("cause", "a row set aside"),
    RESTORED: mark_word("cause", "a row restored"),
    REMOVED: mark_word("cause", "a row removed"),
}
CAUSES = (
    LATER, NEW_SOURCE, FIRST, DEFINITION, OF_ROWS[CORRECTED], OF_ROWS[WITHDRAWN],
    OF_ROWS[SET_ASIDE], OF_ROWS[RESTORED], OF_ROWS[REMOVED], RELAY, NAMED, OTHER_DAY, AGE, USE,
    LISTS,
)  # fmt: skip
_DEFINING = ("case", "population", "place", "measure", "basis", "since")
_NAMING = ("source", "via")


class Cause(NamedTuple):
    """Why a range is another: one of `CAUSES`, and the rows that it is about.

    `source` is whose claim is another, `before` and `after` that claim, None where there is none;
    no `source` is named where no claim is another.
    """

    why: str
    rows: tuple[RowChange, ...]
    source: str = ""
    before: Estimate | None = None
    after: Estimate | None = None


@dataclass(frozen=True)
class Causes:
    """What the causes of changes from one comparison to another follow from."""

    before: Comparison
    after: Comparison
    rows: Sequence[RowChange]

    def of(self, change: Change) -> tuple[Cause, ...]:
        """Why the range of an estimand is another, in the order of the sources; none if it is not.

        Where no claim of a source is another, its earlier counts made the difference, or which
        measures are used (R2), or the lists of the ledger.
        """
        if not change.changed:
            return ()
        claims = _claims(self.before, change.before), _claims(self.after, change.after)
        sources = dict.fromkeys((*claims[0], *claims[1]))
        both = {name: (claims[0].get(name), claims[1].get(name)) for name in sources}
        moved = [name for name, (old, new) in both.items() if _said(old) != _said(new)]
        telling = _telling(self.before, change.before) | _telling(self.after, change.after)
        found = [
            cause
            for name in [name for name in moved if name in telling] or moved
            for cause in self._of_claim(*both[name])
        ]
        return tuple(found or self._besides(counted(next(iter((claims[0] or claims[1]).values())))))

    def _of_claim(self, before: Estimate | None, after: Estimate | None) -> Iterator[Cause]:
        """Why the claim of a source is another: by the rows it rests on, or by others."""
        named = before or after
        assert named  # a source has a claim before or after
        grouped: dict[str, list[RowChange]] = {}
        for row in self._under(before, after):
            if why := self._why(row, before, after):
                grouped.setdefault(why, []).append(row)
        if not grouped:
            why, rows = self._without_rows(named, self.after if before else self.before)
            grouped[why] = list(rows)
        for why, about in grouped.items():
            yield Cause(why, tuple(about), named.source, before, after)

    def _under(self, before: Estimate | None, after: Estimate | None) -> list[RowChange]:
        """What became of the rows that a claim rests on, but for those that are the same."""
        rows = list[RowChange]()
        if before:
            old = self.before.alignment.rows_of(before.number)
            rows += [self._by_old[row] for row in old if row in self._by_old]
        if after:
            new = self.after.alignment.rows_of(after.number)
            rows += [self._by_new[row] for row in new if row in self._by_new]
        return list(dict.fromkeys(rows))

    def _why(self, row: RowChange, before: Estimate | None, after: Estimate | None) -> str:
        """What a row has to do with it that a claim is another; empty if nothing."""
        if row.change == NEW:
            return self._why_new(before, after)
        if row.change == EDITED:
            about = {name for name in row.cells if name in (*_DEFINING, *_NAMING)}
            return (DEFINITION if about & {*_DEFINING} else NAMED) if about else ""
        return OF_ROWS[row.change]

    def _why_new(self, before: Estimate | None, after: Estimate | None) -> str:
        """What a new row brings to the claim it is part of."""
        assert after  # a new row is part of a claim after
        if before is None:
            if (after.source, after.case) not in self._speakers:
                return NEW_SOURCE
            had = (after.source, counted(after)) in self._stories
            return LATER if had else FIRST
        days = [(one.as_of_last, one.as_of_first) for one in (before, after)]
        said = [(one.published_last, one.published_first) for one in (before, after)]
        if days[0] == days[1] and said[0] == said[1]:
            return RELAY
        if days[1] > days[0]:
            return LATER
        ended = after.case in self.after.alignment.parsed.events
        if days[1] == days[0] and not ended:
            return OF_ROWS[CORRECTED]
        return LATER if said[1] > said[0] else OTHER_DAY

    def _without_rows(self, one: Estimate, other: Comparison) -> tuple[str, Sequence[RowChange]]:
        """Why a claim is there on one side only, or another, although its rows are the same."""
        every, key = other.alignment.estimates, counted(one)
        own = every.take(every.cells("source").among([one.source])).rows(Estimate)
        if any(counted(row) == key and row.status == STALE for row in own):
            return AGE, self._ageing(one, other)
        if one.derived and (rows := self._of_measure(one.case, one.measure)):
            return USE, rows
        return LISTS, ()

    def _ageing(self, one: Estimate, other: Comparison) -> Sequence[RowChange]:
        """The rows beside which a count is too old in `other`, as far as they are not the same.

        In a case that ended it is by its publication, so that any of the estimand may be meant.
        """
        rows = self._of_estimand.get(counted(one), ())
        newer = one.as_of_last + other.alignment.cut.max_age
        days = other.alignment.parsed.typed["as_of_last"]
        numbers = [row.new if other is self.after else row.old for row in rows]
        return [
            row
            for row, number in zip(rows, numbers, strict=True)
            if number is not None and days[number] > newer
        ] or rows

    def _besides(self, key: Key) -> Iterator[Cause]:
        """Why the verdict is another although all claims are the same."""
        grouped: dict[str, list[RowChange]] = {}
        for row in self._of_estimand.get(key, ()):
            why = OF_ROWS.get(row.change, OTHER_DAY if row.change == NEW else DEFINITION)
            grouped.setdefault(why, []).append(row)
        if not grouped and (rows := self._of_measure(str(key[0]), str(key[3]))):
            grouped[USE] = rows
        for why, about in (grouped or {LISTS: []}).items():
            yield Cause(why, tuple(about))

    def _of_measure(self, case: str, measure: str) -> list[RowChange]:
        """The rows of a case with this measure that are not the same."""
        found = list[RowChange]()
        for row in self.rows:
            own = {self._named(self.before, row.old), self._named(self.after, row.new)}
            if row.change != SAME and (case, measure) in own:
                found.append(row)
        return found

    @staticmethod
    def _named(comparison: Comparison, row: int | None) -> tuple[str, str] | None:
        """Case and measure of a row."""
        if row is None:
            return None
        parsed = comparison.alignment.parsed
        return parsed.ledger.rows.cells("case")[row], parsed.typed.cells("measure")[row]

    @cached_property
    def _by_old(self) -> dict[int, RowChange]:
        return {row.old: row for row in self.rows if row.old is not None and row.change != SAME}

    @cached_property
    def _by_new(self) -> dict[int, RowChange]:
        return {row.new: row for row in self.rows if row.new is not None and row.change != SAME}

    @cached_property
    def _stories(self) -> set[tuple[str, Key]]:
        """Who had spoken of which estimand before, whatever became of it."""
        every = self.before.alignment.estimates.rows(Estimate)
        return {(row.source, counted(row)) for row in every}

    @cached_property
    def _speakers(self) -> set[tuple[str, object]]:
        """Who had spoken in which case before."""
        return {(source, key[0]) for source, key in self._stories}

    @cached_property
    def _of_estimand(self) -> dict[Key, list[RowChange]]:
        """The rows that are not the same, by the estimands that statements of theirs are of.

        A row is also of those of which it is a part (R2).
        """
        found: dict[Key, dict[RowChange, None]] = {}
        sides = ((self.before.alignment, self._by_old), (self.after.alignment, self._by_new))
        for alignment, rows in sides:
            for key, row in _estimands(alignment, rows):
                found.setdefault(key, {})[rows[row]] = None
        return {key: list(rows) for key, rows in found.items()}


def _estimands(alignment: Alignment, rows: Iterable[int]) -> Iterator[tuple[Key, int]]:
    """Each of these rows of the ledger with the estimands that it says something of."""
    every = alignment.estimates.rows(Estimate)
    resting: dict[int, list[int]] = {}
    first = len(every) - len(alignment.parts)
    for number, parts in enumerate(alignment.parts, first):
        for part in parts.tolist():
            resting.setdefault(part, []).append(number)
    statement = RowsOfState(alignment).statement
    for row in rows:
        if row in statement:
            number = statement[row]
            for one in (number, *resting.get(number, ())):
                yield counted(every[one]), row


def _claims(comparison: Comparison, row: Range | None) -> dict[str, Estimate]:
    """The claims of an estimand by source."""
    claims = comparison.by_estimand[row.estimand] if row else ()
    return {claim.source: claim for claim in claims}


def _said(claim: Estimate | None) -> object:
    """What a claim says, by which it is the same or another."""
    if claim is None:
        return None
    number = None if claim.unknown else (claim.point, claim.lower, claim.upper)
    days = (claim.as_of_first, claim.as_of_last, claim.published_first, claim.published_last)
    return (number, days, claim.origin)


def _telling(comparison: Comparison, row: Range | None) -> set[str]:
    """The sources that a range has its numbers and its verdict from."""
    claims = [claim for claim in _claims(comparison, row).values() if not claim.unknown]
    if not claims or row is None:
        return set()
    lower, upper = max(one.lower for one in claims), min(one.upper for one in claims)
    found = {
        one.source
        for one in claims
        if one.point in (row.low, row.high) or one.lower == lower or one.upper == upper
    }
    if pair := comparison.worst_pairs.get(row.estimand):
        found |= {comparison.by_number[number].source for number in (pair.a, pair.b)}
    return found
