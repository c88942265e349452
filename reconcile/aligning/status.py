"""R3: which estimates are current at a cut, and why the others are not (docs/method.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.aligning.events import Event
from reconcile.aligning.grounds import Grounds
from reconcile.columnar import Columns
from reconcile.notation.choices import MAX_AGE, Choices
from reconcile.notation.dates import Date

STATUSES = (
    "current", "stale", "earlier", "superseded", "withdrawn", "set-aside", "outside-cut", "invalid",
)  # fmt: skip
CURRENT, STALE, EARLIER, SUPERSEDED, WITHDRAWN, SET_ASIDE, OUTSIDE_CUT, INVALID = range(8)
STANDING = (CURRENT, STALE, EARLIER)  # what its source has not replaced for that day

_RANKED = ("story", "as_of_first", "as_of_last", "withdrawn")


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
    story, withdrawn = estimates.grouped("source", "estimand"), estimates["withdrawn"]
    days = {
        name: np.where(np.isinf(day := estimates[name]), -np.inf, day)
        for name in ("published_first", "published_last", "as_of_first", "as_of_last")
    }
    order = np.lexsort([*days.values(), story])
    told = Columns({"story": story, "withdrawn": withdrawn, **days}).only(_RANKED).take(order)
    taken_back = _taken_back(order, story, withdrawn)
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


def _ranked(told: Columns, count: int) -> np.ndarray:
    """The codes of `count` estimates by number; `told` has each story from its beginning."""
    codes = np.full(count, CURRENT, dtype=np.int8)
    followed, same_day = (
        np.logical_and.reduce([told[name][:-1] == told[name][1:] for name in names])
        for names in (("story",), ("story", "as_of_first", "as_of_last"))
    )
    before = told.numbers[:-1]
    codes[before[followed]] = EARLIER
    codes[before[same_day]] = SUPERSEDED
    codes[told.numbers[told["withdrawn"]]] = WITHDRAWN
    return codes


def _taken_back(order: np.ndarray, story: np.ndarray, withdrawn: np.ndarray) -> np.ndarray:
    """Which estimates a withdrawal took back: itself and all that its story had before it."""
    place = np.empty(len(story), dtype=np.int64)
    place[order] = np.arange(len(order))
    last = np.full(len(story), -1)
    np.maximum.at(last, story[withdrawn], place[withdrawn])
    taken: np.ndarray = place <= last[story]
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
