"""R3: which estimates are current at a cut, and why the others are not (docs/method.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.aligning.events import Event
from reconcile.aligning.grounds import Grounds
from reconcile.columnar import Columns, packed
from reconcile.notation.choices import MAX_AGE, Choices
from reconcile.notation.dates import Date
from reconcile.stable_order import stable_order

STATUSES = (
    "current", "stale", "earlier", "superseded", "withdrawn", "set-aside", "outside-cut", "invalid",
)  # fmt: skip
CURRENT, STALE, EARLIER, SUPERSEDED, WITHDRAWN, SET_ASIDE, OUTSIDE_CUT, INVALID = range(8)
STANDING = (CURRENT, STALE, EARLIER)  # what its source has not replaced for that day


@dataclass(frozen=True)
class Cut:
    """A state of knowledge (R3): what had happened by `as_of` and been published by `known_by`.

    `max_age` is the age in days, against the newest of its estimand, past which a figure is stale
    in a case that has not ended.
    """

    as_of: Date | None = None
    known_by: Date | None = None
    max_age: int = MAX_AGE

    @classmethod
    def of(cls, chosen: Choices) -> Cut:
        """The state of knowledge that a person asked for."""
        return cls(chosen.as_of, chosen.known_by, chosen.max_age)

    def inside(self, typed: Columns) -> np.ndarray:
        """Which rows are inside: those whose date does not begin after it, and those without."""
        inside = np.ones(len(typed), dtype=bool)
        for limit, name in ((self.as_of, "as_of_first"), (self.known_by, "published_first")):
            if limit is not None:
                inside &= typed[name] <= limit.last
        return inside


def standing(
    estimates: Columns,
    parts: Grounds,
    max_age: int,
    events: Mapping[str, Event],
) -> tuple[np.ndarray, np.ndarray]:
    """The status of every estimate (R3), and which statements a withdrawal took back.

    `estimates` are statements, then derived figures, of which `parts` has the statements each comes
    from; `events` are the cases that ended. Of a source and estimand one is current, of which the
    others tell the story.
    """
    names = ("as_of_last", "as_of_first", "published_last", "published_first")
    story = packed(estimates.column("source"), estimates["estimand"])
    days = [whole_days(estimates[name]) for name in names]
    order = stable_order(story, *days)
    columns = {"story": story, "day": packed(*days[:2]), "withdrawn": estimates["withdrawn"]}
    told = Columns(columns).take(order)
    taken_back = np.zeros(len(order), dtype=bool)
    taken_back[order[_taken_back(told)]] = True
    statements = len(estimates) - len(parts)
    taken_back[statements:] = False
    void = (_ranked(told, len(order)) == SUPERSEDED) | taken_back
    hollow = np.zeros(len(estimates), dtype=bool)
    hollow[statements:] = parts.any_of(void)
    codes = _ranked(told.take(~hollow[order]), len(order))
    codes[hollow] = SUPERSEDED
    current = codes == CURRENT
    codes[_old(estimates, current, max_age, events) | _early(estimates, current, events)] = STALE
    return codes, taken_back


def whole_days(days: np.ndarray) -> np.ndarray:
    """The days as whole numbers; one that is not known is before all others."""
    known = np.isfinite(days)
    if known.all():
        return days.astype(np.int32)
    first = days[known].min() if known.any() else 0
    return np.where(known, days, first - 1).astype(np.int32)


def _ranked(told: Columns, count: int) -> np.ndarray:
    """The codes of `count` estimates by number; `told` has each story from its beginning."""
    codes = np.full(count, CURRENT, dtype=np.int8)
    followed = told["story"][:-1] == told["story"][1:]
    same_day = followed & (told["day"][:-1] == told["day"][1:])
    before = told.numbers[:-1]
    codes[before[followed]] = EARLIER
    codes[before[same_day]] = SUPERSEDED
    codes[told.numbers[told["withdrawn"]]] = WITHDRAWN
    return codes


def _taken_back(told: Columns) -> np.ndarray:
    """Which of `told` a withdrawal took back: itself and all that its story had before it."""
    last = np.flatnonzero(told["withdrawn"])
    first = np.searchsorted(told["story"], told["story"][last])
    over = np.zeros(len(told) + 1, dtype=np.int32)
    np.add.at(over, first, 1)
    np.subtract.at(over, last + 1, 1)
    taken: np.ndarray = np.cumsum(over[:-1]) > 0
    return taken


def _old(
    estimates: Columns, current: np.ndarray, max_age: int, events: Mapping[str, Event]
) -> np.ndarray:
    """Which current estimates are more than `max_age` days older than the newest of theirs.

    In a case that ended none is: a total of then says as much about today.
    """
    last, estimand = estimates["as_of_last"], estimates["estimand"]
    ages = current & np.isfinite(last) & ~estimates.cells("case").among(events)
    newest = np.full(len(estimates), -np.inf)
    np.maximum.at(newest, estimand[ages], last[ages])
    old: np.ndarray = ages & (newest[estimand] - last > max_age)
    return old


def _early(estimates: Columns, current: np.ndarray, events: Mapping[str, Event]) -> np.ndarray:
    """Which current estimates were published before their case was settled, when others were not.

    Those that may be as early or not are neither stale nor make others so; one that may be of the
    day on which the case was settled or later is a later one.
    """
    days = {name: event.settled for name, event in events.items() if event.settled is not None}
    settled = estimates.cells("case").each(lambda name: days.get(name, np.nan), float)
    published, estimand = estimates["published_last"], estimates["estimand"]
    later = (published >= settled) & np.isfinite(published) & current
    followed = np.zeros(len(estimates), dtype=bool)
    followed[estimand[later]] = True
    early: np.ndarray = current & followed[estimand] & (published < settled)
    return early
