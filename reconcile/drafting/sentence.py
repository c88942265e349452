"""One sentence with its marks and numbers, and what stands between two places of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from reconcile.drafting.amounts import Amount
from reconcile.drafting.folded_text import FoldedText
from reconcile.drafting.lexicon import Lexicon
from reconcile.drafting.word_marks import Mark, Token

_NEAR = 40  # characters within which a number belongs to an outcome of its own
_BESIDE = 25  # characters between an outcome and *nobody*
OUTCOME_KINDS = ("noun", "verb", "toll", "severe", "weak")


class Trigger(NamedTuple):
    """Words that say what happened to people: an outcome, or several joined to a sum.

    `measure` is `other` for what is no casualty: rescued, displaced. `kinds` are those of its
    marks: `noun` stands behind its number, `toll` before it, a verb on either side.
    """

    start: int
    end: int
    kinds: frozenset[str]
    measure: str


class Sentence:
    """The marks and numbers of a sentence from `start` to `end` of a folded text."""

    def __init__(
        self, folded: FoldedText, start: int, end: int, tokens: Sequence[Token],
        marks: Sequence[Mark], amounts: Sequence[Amount], words: Lexicon,
    ) -> None:  # fmt: skip
        self.folded, self.text, self.words = folded, folded.text, words
        self.start, self.end = start, end
        self.tokens = _within(tokens, start, end)
        self.marks = _within(marks, start, end)
        self.amounts = _within(amounts, start, end)
        self.countable: list[Amount] = []  # found once the sentence is read
        self.places: list[tuple[int, int, str]] | None = None  # found once they are asked for

    def given(self, start: int, end: int) -> str:
        """What stands between two places, in the letters of the text as given."""
        return self.folded.given[slice(*self.folded.span(start, end))]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The words that lie between two places."""
        return _within(self.tokens, start, end)

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks that begin between two places."""
        return _within(self.marks, start, end)

    def amounts_between(self, start: int, end: int) -> list[Amount]:
        """The numbers that begin between two places."""
        return _within(self.amounts, start, end)

    def countable_between(self, start: int, end: int) -> list[Amount]:
        """Those of the numbers that begin between two places which may count people."""
        return _within(self.countable, start, end)

    def marks_at(self, start: int) -> list[Mark]:
        """The marks that begin at a place."""
        return self.marks_between(start, start + 1)

    def has(self, kind: str, start: int, end: int) -> bool:
        """Whether a mark of this kind begins between two places."""
        return any(mark.kind == kind for mark in self.marks_between(start, end))

    def length(self, start: int, end: int) -> float:
        """How many words lie between two places; without spaces a word counts three signs."""
        if self.words.spaced:
            return len(self.tokens_between(start, end))
        return len(self.text[start:end].replace(" ", "")) / 3

    @cached_property
    def triggers(self) -> list[Trigger]:
        """The outcomes in order, those that are joined to a sum as one."""
        found: list[Trigger] = []
        for mark in self.marks:
            if mark.kind not in OUTCOME_KINDS or self._of_nobody(mark):
                continue
            if found and found[-1].start == mark.start and found[-1].end == mark.end:
                found[-1] = _also(found[-1], mark)
            else:
                found.append(Trigger(mark.start, mark.end, frozenset([mark.kind]), mark.measure))
        return self._summed(found)

    def _of_nobody(self, mark: Mark) -> bool:
        """Whether nobody came to harm: a word that says so stands beside the outcome."""
        around = self.marks_between(mark.start - _BESIDE, mark.end + _BESIDE)
        return any(
            one.kind == "nobody"
            and not self._counted_between(min(mark.end, one.end), max(mark.start, one.start))
            for one in around
        )

    def _counted_between(self, start: int, end: int) -> bool:
        """Whether a number, a sign or more than a word stands between two places."""
        apart = bool(set(self.text[start:end]) & set(",;:،、。"))
        return apart or self.length(start, end) > 1 or bool(self.amounts_between(start, end + 1))

    def _summed(self, triggers: Sequence[Trigger]) -> list[Trigger]:
        joined: list[Trigger] = []
        run: list[Trigger] = []
        for trigger in triggers:
            if run and not self._may_join(run[-1], trigger):
                joined += self._closed(run)
                run = []
            run.append(trigger)
        return joined + self._closed(run)

    def _may_join(self, before: Trigger, trigger: Trigger) -> bool:
        apart = {"other", "deployed"} & {before.measure, trigger.measure}
        if apart or "toll" in trigger.kinds or before.measure == trigger.measure:
            return False
        if self._other_words(before.end, trigger.start):
            return False
        return not (self._counts(before.start, True) and self._counts(trigger.end, False))

    def _counts(self, place: int, behind: bool) -> bool:
        """Whether a number stands close before a place, or right behind it."""
        for amount in self.amounts_between(place - 2 * _NEAR, place + _NEAR):
            gap = (amount.end, place) if behind else (place, amount.start)
            near = 0 <= gap[1] - gap[0] <= _NEAR and self.length(*gap) <= 3
            near = near and not self.has("place", *gap)
            if near and not set(self.text[slice(*gap)]) & set(",;:،、—("):
                return True
        return False

    def _other_words(self, start: int, end: int) -> bool:
        """Whether anything but *and*, *or*, a comma and small verbs stands between two places."""
        gap = self.text[start:end]
        if any(not (char.isalnum() or char in " ,") for char in gap) or not gap.strip():
            return True
        light = {"and", "or", "aux"}
        covered = [m for m in self.marks_between(start, end) if m.kind in light]
        tokens = self.tokens_between(start, end)
        return bool(self.amounts_between(start, end)) or any(
            not any(m.start <= t.start and t.end <= m.end for m in covered) for t in tokens
        )

    def _closed(self, run: Sequence[Trigger]) -> list[Trigger]:
        """A run of outcomes as one sum if its last two are joined by *and* or *or*."""
        if len(run) < 2:
            return list(run)
        gap = self.marks_between(run[-2].end, run[-1].start)
        if not any(mark.kind in ("and", "or") for mark in gap):
            return [*self._closed(run[:-1]), run[-1]]
        measures = {part for trigger in run for part in trigger.measure.split("+")}
        if "casualties" in measures:
            return list(run)
        kinds = frozenset(kind for trigger in run for kind in trigger.kinds)
        return [Trigger(run[0].start, run[-1].end, kinds, joined_measure(measures))]


def _also(trigger: Trigger, mark: Mark) -> Trigger:
    kinds = trigger.kinds | {mark.kind}
    return trigger._replace(kinds=kinds)


ORDER = ("killed", "wounded", "missing", "captured")


def joined_measure(measures: Iterable[str]) -> str:
    """The sum of single outcomes, in the order in which it is written."""
    known = set(measures)
    return "+".join([m for m in ORDER if m in known] + sorted(known - set(ORDER)))


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def _start(item: _Placed) -> int:
    return item.start


def _within(items: Sequence[P], start: int, end: int) -> list[P]:
    """Those of `items`, which are in order, that begin between two places."""
    first = bisect_left(items, start, key=_start)
    return list(items[first : bisect_left(items, end, first, key=_start)])
