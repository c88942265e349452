"""Which figures are parts of another: *including five children*, *three of them seriously*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reconcile.drafting.attachment import Counted, among
from reconcile.drafting.sentence import Sentence

_OWN = 4  # words to its own outcome, up to which a figure behind *including* has that
_AT_ONCE = 3  # characters from a part to the word behind it that says so
_FAR = 6  # words between a part and the whole behind it
_OF_THEM, _AMONG = 12, 20  # characters behind a number, and before one
_REACH = 60  # characters from *including* to the first number behind it


class Part(NamedTuple):
    """The measure of a figure, and the position among those of its sentence that it is part of."""

    measure: str
    of: int | None


def parts_of(of: Sentence, numbers: Sequence[Counted]) -> list[tuple[Counted, Part]]:
    """The counts of a sentence with what each is a part of; what counts nothing is left out."""
    found: list[tuple[Counted, Part]] = []
    last_end: int | None = None  # where the last number ends, while a list of parts goes on
    for at, number in enumerate(numbers):
        behind = numbers[at + 1] if at + 1 < len(numbers) else None
        if behind and behind.trigger and _is_part_of_next(of, number, behind):
            kept = number._replace(trigger=behind.trigger)
            found.append((kept, Part(behind.trigger.measure, len(found) + 1)))
            continue
        whole, listed = _whole(of, number, found, last_end)
        trigger = number.trigger
        own = trigger is not None and _is_own(of, number)
        if whole is not None and not (listed and own and trigger != found[whole][0].trigger):
            parent, part = found[whole]
            measure = trigger.measure if own and trigger else part.measure
            kept = number if own else number._replace(trigger=parent.trigger)
            if measure != "other":
                found.append((kept, Part(measure, whole)))
            last_end = number.head.end
            continue
        last_end = None
        if trigger is None or trigger.measure == "other":
            continue
        some = "severe" in trigger.kinds and "noun" not in trigger.kinds
        some |= trigger.end <= number.amount.start and among(of, trigger)
        parent_at = _last(found, trigger.measure) if some else None
        found.append((number, Part(trigger.measure, parent_at)))
    return found


def _is_part_of_next(of: Sentence, number: Counted, behind: Counted) -> bool:
    """Whether the whole stands behind its part: 5 children among the 12 dead."""
    gap = (number.head.end, behind.amount.start)
    if of.has("including_after", number.head.end, number.head.end + _AT_ONCE):
        return bool(of.length(*gap) < _FAR)
    among = of.has("among", *gap) and behind.head.kind == "outcome"
    return among and of.length(*gap) < _FAR


def _is_own(of: Sentence, number: Counted) -> bool:
    """Whether the number stands right before its own outcome: including three dead."""
    trigger = number.trigger
    if trigger is None or trigger.end <= number.amount.start:
        return False
    gap = of.text[number.head.end : trigger.start]
    return number.head.kind == "outcome" or (
        of.length(number.head.end, trigger.start) <= _OWN and not set(gap) & set(",;:()،、")
    )


def _whole(
    of: Sentence, number: Counted, found: Sequence[tuple[Counted, Part]], last_end: int | None
) -> tuple[int | None, bool]:
    """The position of the figure that the number is a part of, if words say that it is one.

    With it, whether it is so only as a further one of a list: including five children and two men.
    """
    start = number.amount.start
    if not found:
        return None, False
    if of.has("of_them", number.amount.end, _end_of_reach(of, number)):
        return len(found) - 1, False
    if _is_among(of, found[-1][0]) and number.head.kind in ("people", "bare"):
        return len(found) - 1, False
    marks = [m for m in of.marks_between(start - _REACH, start) if m.kind == "including"]
    if marks and not _outcome_between(of, marks[-1].end, start):
        passed = [c for c, _ in found if c.amount.start >= marks[-1].end]
        if not passed and found[-1][0].amount.end <= marks[-1].start + 1:
            return len(found) - 1, False
    if last_end is not None and found[-1][1].of is not None:
        gap = of.text[last_end:start]
        kinds = {m.kind for m in of.marks_between(last_end, start)}
        if (
            len(gap) < 30
            and not kinds & {"verb", "clause", "say"}
            and (kinds & {"and"} or "," in gap)
        ):
            return found[-1][1].of, True
    return None, False


def _end_of_reach(of: Sentence, number: Counted) -> int:
    """How far *of them* may stand behind a number: not behind the next number."""
    end = number.head.end + _OF_THEM
    behind = of.amounts_between(number.amount.end, end)
    return behind[0].start if behind else end


def _is_among(of: Sentence, whole: Counted) -> bool:
    """Whether what follows a number is a part of it: *among the* 12 dead were five children."""
    ahead = of.marks_between(whole.amount.start - _AMONG, whole.amount.start)
    return any(m.kind == "among" and 0 <= whole.amount.start - m.end <= 1 for m in ahead)


def _outcome_between(of: Sentence, start: int, end: int) -> bool:
    """Whether something else is said to have happened between two places."""
    return any(of.has(kind, start, end) for kind in ("verb", "toll"))


def _last(found: Sequence[tuple[Counted, Part]], measure: str) -> int | None:
    places = [n for n, (_, part) in enumerate(found) if part.measure == measure]
    return places[-1] if places else None
