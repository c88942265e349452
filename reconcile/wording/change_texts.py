"""What is said of ranges that change: as they were, as they are then, and who is left out (R12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.comparison import Comparison
from reconcile.comparison.changes import Change
from reconcile.comparison.sensitivity import Without
from reconcile.notation.speech import say
from reconcile.notation.words import joined, say_some, several
from reconcile.wording.claim_texts import DERIVED, legend
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.range_texts import ClaimedRange, claimed_ranges, range_text


class ChangedRange(NamedTuple):
    """The range of an estimand before and after, None where it has none."""

    before: ClaimedRange | None
    after: ClaimedRange | None

    @property
    def named(self) -> ClaimedRange:
        """The one that names what is counted."""
        found = self.before or self.after
        assert found  # a change has one of them at least
        return found


def changed_ranges(
    before: Comparison | None, after: Comparison, changes: Sequence[Change]
) -> list[ChangedRange]:
    """Those of the changes from one comparison to another in which something changes."""
    ranges = [claimed_ranges(one) if one else {} for one in (before, after)]
    return [
        ChangedRange(
            ranges[0][change.before.estimand] if change.before else None,
            ranges[1][change.after.estimand] if change.after else None,
        )
        for change in changes
        if change.changed
    ]


def derivations(
    before: Comparison | None, after: Comparison, changed: Sequence[ChangedRange]
) -> list[str]:
    """What the derived figures at the ends of the ranges come from."""
    notes = list[str]()
    for comparison, ranges in zip((before, after), zip(*changed, strict=True), strict=False):
        for one in ranges:
            if comparison and one and DERIVED in one.claimed:
                derived = [claim._replace(side="") for claim in one.claims if claim.derived]
                notes += legend(comparison.alignment, derived)
    return list(dict.fromkeys(notes))


def as_before_text(same: int, changed: int) -> str:
    """How many counts are as they were, where so many others changed."""
    if not same and changed:
        return say("no count is as before")
    return say_some(same, "{n} count is as before", "{n} counts are as before")


def without_text(found: Without) -> str:
    """Who is left out with how many rows."""
    rows = len(found.before.alignment.status)
    told = f"without {joined(found.sources)}: {found.rows:,} of {several(rows, 'row')} left out"
    others = [source for source in found.sources if source != found.origin]
    if others:
        told += f"; {joined(others)} {'rests' if len(others) == 1 else 'rest'} on {found.origin}"
    return told


def with_it_text(found: Without, before: ClaimedRange) -> str:
    """What a range is if nobody is left out."""
    return f"with {found.origin}: {range_text(before)}"


def gone_texts(found: Without, changed: Sequence[ChangedRange]) -> Iterator[str]:
    """The counts of which nothing is left without the origin."""
    for before, after in changed:
        if before and not after:
            estimand = estimand_text(before.row)
            yield f"no figure is left of {estimand}; {with_it_text(found, before)}"


def rest_text(found: Without) -> str:
    """How many estimands stay as they are."""
    same = sum(not change.changed for change in found.changes)
    told = as_before_text(same, len(found.changes) - same)
    every = same == len(found.changes)
    return f"nothing changes without {found.origin}: {told}" if every else told
