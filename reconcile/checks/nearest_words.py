"""The sentence of a page that is nearest to a quote, found in time that a large page allows."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from reconcile.notation.late_pattern import late_pattern
from reconcile.notation.numbers import numbers_in

# A sentence ends at a line's end, and behind a full stop with a space or in a script without one.
_END = late_pattern(r"\n+|(?<=[.!?…؟])\s+|(?<=[。！？])")
# words, and of scripts without spaces every character
_WORD = late_pattern(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_LONGEST = 400  # characters of a sentence; what is longer is looked at in pieces
_MOST_WORDS = 80  # of a quote that are compared
_COMPARED = 8  # sentences that share most words with it, which are compared word by word
_ENOUGH = 0.5  # of its words in their order: less is not the same sentence in other words


class Sentences:
    """The sentences of a text, each of at most 400 characters."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def texts(self) -> list[str]:
        """The sentences in their order."""
        return list(_sentences(self._text))

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Every number that can be read in the text, and the first sentence that has it."""
        first = dict[int, int]()
        for at, sentence in enumerate(self.texts):
            for number in numbers_in(sentence):
                first.setdefault(number, at)
        return first

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        """Which sentences hold each word."""
        found = defaultdict[str, list[int]](list)
        for at, sentence in enumerate(self.texts):
            for word in set(_words(sentence)):
                found[word].append(at)
        return found

    def with_number(self, numbers: Collection[int]) -> str:
        """The first sentence with the largest of these numbers, all of which the text has."""
        return self.texts[self.numbers[max(numbers)]]

    def nearest(self, quote: str) -> str:
        """The sentence that has most words of the quote in their order; nothing if none has half.

        Of two that have as many it is the one with fewer other words, then the first.
        """
        wanted = _words(quote)[:_MOST_WORDS]
        shared = Counter[int]()
        for word in sorted(set(wanted)):
            shared.update(self._holding.get(word, ()))
        some = heapq.nsmallest(_COMPARED, shared.items(), key=lambda one: (-one[1], one[0]))
        best = max((self._closeness(wanted, at) for at, _ in some), default=(0.0, 0.0, 0))
        return self.texts[-best[2]] if best[0] >= _ENOUGH else ""

    def _closeness(self, wanted: list[str], at: int) -> tuple[float, float, int]:
        matcher = difflib.SequenceMatcher(None, wanted, _words(self.texts[at]), autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        return same / len(wanted), matcher.ratio(), -at


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, those that are too long in pieces."""
    for part in _END.split(text):
        for start in range(0, len(part), _LONGEST):
            if piece := part[start : start + _LONGEST].strip():
                yield piece
