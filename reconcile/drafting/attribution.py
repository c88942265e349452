"""Who is said to have given the figures of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.drafting.marks import Mark
from reconcile.drafting.sentence import Sentence

_MOST_WORDS = 14
_ENDS = {"verb", "toll", "clause", "at_least", "more_than", "up_to", "about", "nearly", "less_than",
         "between", "say", "including", "according", "aux", "vague"}  # fmt: skip
_QUOTES = " \t\n\"'“”„«»‘’,:;—–-()[]"


class Attribution(NamedTuple):
    """A name from `start` to `end`, and whether what it said stands behind it (or before)."""

    start: int
    end: int
    ahead: bool
    at: int  # where the verb or the preposition stands


def attributions(of: Sentence) -> list[Attribution]:
    """Everybody whom the sentence names as having said something, in order."""
    found = list(_found(of))
    return sorted(set(found))


def _found(of: Sentence) -> Iterator[Attribution]:
    for mark in of.marks:
        name: tuple[int, int] | None = None
        if mark.kind == "according":
            name = _behind(of, mark.end)
            ahead = not of.text[of.start : mark.start].strip(_QUOTES)
        elif mark.kind == "according_after":
            name, ahead = _before(of, mark.start), True
        elif mark.kind == "say":
            name, ahead = _speaker(of, mark)
        if name and _is_name(of, *name):
            yield Attribution(*name, ahead, mark.start)


def _speaker(of: Sentence, mark: Mark) -> tuple[tuple[int, int] | None, bool]:
    """The name at a verb of saying: before it, or behind it where the verb comes first."""
    name = _before(of, mark.start)
    before = of.text[of.start : mark.start].rstrip()
    inverted = not before or before[-1] in ',"”»،“'
    if inverted or of.words.side == "before":
        behind = _behind(of, mark.end)
        if behind and _is_name(of, *behind):
            return behind, not before
    return (name, True) if name else (_behind(of, mark.end), False)


def _behind(of: Sentence, start: int) -> tuple[int, int] | None:
    """The noun phrase behind a place."""
    end = start
    for number, token in enumerate(of.tokens_between(start, of.end)):
        gap = of.text[end : token.start]
        if number and set(gap) & set(",;:()\n\"،。"):
            break
        if number >= _MOST_WORDS or _is_amount(of, token.start):
            break
        kinds = {mark.kind for mark in of.marks_at(token.start)}
        if number and kinds & _ENDS and not kinds & {"names"}:
            break
        if number and ("stop" in kinds and "of" not in kinds):
            break
        end = token.end
    return _trimmed(of, start, end)


def _before(of: Sentence, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends at a place."""
    tokens = of.tokens_between(max(of.start, end - 200), end)
    start = end
    for number, token in enumerate(reversed(tokens)):
        gap = of.text[token.end : start]
        if set(gap) & set(";:\n\"،。") or (number and "," in gap):
            break
        kinds = {mark.kind for mark in of.marks_between(token.start, token.end)}
        if number >= _MOST_WORDS or kinds & {"verb", "clause", "noun", "say", "according"} - {"names"}:
            if not kinds & {"names"}:
                break
        start = token.start
    return _trimmed(of, start, end)


def _is_amount(of: Sentence, start: int) -> bool:
    return any(amount.start == start for amount in of.amounts)


def _trimmed(of: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Without quotation marks, and without small words at its end."""
    tokens = of.tokens_between(start, end)
    while tokens and {m.kind for m in of.marks_at(tokens[-1].start)} & {"stop", "aux", "and"}:
        tokens.pop()
    while tokens and {m.kind for m in of.marks_at(tokens[0].start)} & {"and", "or", "clause", "aux"}:
        tokens.pop(0)
    return (tokens[0].start, tokens[-1].end) if tokens else None


def _is_name(of: Sentence, start: int, end: int) -> bool:
    """Whether a phrase may be that of a source: no pronoun alone, and nobody counted."""
    tokens = of.tokens_between(start, end)
    kinds = [{mark.kind for mark in of.marks_at(token.start)} for token in tokens]
    if len(tokens) == 1 and "pronouns" in kinds[0]:
        return False
    if any("names" in kind for kind in kinds):
        return True
    return not of.words.spaced or any(token.text.isalpha() for token in tokens)


def source_of(
    of: Sentence, known: Sequence[Attribution], start: int, end: int
) -> Attribution | None:
    """Whose figure it is that stands from `start` to `end`."""
    def cost(one: Attribution) -> float:
        inside = one.start < end and one.end > start
        before = one.at <= start
        gap = of.text[one.at : start] if before else of.text[end : one.at]
        wrong_way = before is not one.ahead
        return len(gap) / 100 + (0.4 if wrong_way else 0) + 5 * inside

    return min(known, key=cost, default=None)


def words_of(of: Sentence, given: str, one: Attribution) -> str:
    """The name as it stands in the text."""
    return re.sub(r"\s+", " ", given).strip(_QUOTES)
