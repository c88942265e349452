"""Numbers that somebody gives without saying of what: the army spokesman put the number at nine."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reconcile.drafting.attachment import Counted
from reconcile.drafting.sentence import Sentence, Trigger

_NEAR = 30  # characters between words for giving a figure and the figure
_MOST = 2  # words between them, such as *at least*


def given_alone(of: Sentence, numbers: Sequence[Counted], before: Collection[str]) -> list[Counted]:
    """The numbers of a sentence, those given alone with the outcome of the number before them.

    `before` are the measures of the sentence before, for the first number of a sentence: its one,
    or *killed* for *the number* where it spoke of several.
    """
    found: list[Counted] = []
    for number in numbers:
        one = number
        kind = _giving(of, number) if number.trigger is None else ""
        if kind:
            last = next((n.trigger.measure for n in reversed(found) if n.trigger), "")
            measure = last or _measure(before, kind)
            if measure not in ("", "other"):
                place = (number.amount.start, number.head.end)
                trigger = Trigger(*place, frozenset(["noun"]), measure)
                one = number._replace(trigger=trigger, alone=True)
        found.append(one)
    return found


def _measure(before: Collection[str], kind: str) -> str:
    if len(before) == 1:
        return next(iter(before))
    return "killed" if kind == "figure" and "killed" in before else ""


def _giving(of: Sentence, number: Counted) -> str:
    """The kind of the words for giving a figure right before a number without a noun, or nothing.

    `gives` is somebody who gives one, `figure` the word for one: *the number stands at*.
    """
    start = number.amount.start
    marks = [m for m in of.marks_between(start - _NEAR, start) if m.kind in ("gives", "figure")]
    if number.head.kind != "bare" or not marks:
        return ""
    gap = (marks[-1].end, start)
    near = of.length(*gap) <= _MOST and not set(of.text[slice(*gap)]) & set(",;:()\n")
    return marks[-1].kind if near else ""
