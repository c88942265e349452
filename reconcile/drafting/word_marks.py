"""What the words of a text mean by the lists of its language: a mark at each place they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reconcile.drafting.folded_text import FoldedText
from reconcile.drafting.lexicon import WORD, Entry, Lexicon, Meaning

# Kinds that a word is of beside any other: they say something of it, and are no meaning alone.
_BESIDE = {
    "names",
    "generic",
    "place",
    "articles",
    "goes_on",
    "gives",
    "figure",
    "lost_men",
    "known",
    "kinds",
}


_SMALL = {"stop", "clause", "pronouns", "of", "aux", "and", "or", "place", "because", "between"}


class Token(NamedTuple):
    """A word or a run of digits, from `start` to `end` of the folded text."""

    start: int
    end: int
    text: str


class Mark(NamedTuple):
    """An entry of the lists, where it stands; `measure` as its list has it."""

    start: int
    end: int
    kind: str
    measure: str = ""


def tokens_of(text: str) -> list[Token]:
    """The words and digits of a folded text."""
    return [Token(m.start(), m.end(), m[0]) for m in WORD.finditer(text)]


def marks_of(
    text: str, tokens: Sequence[Token], words: Lexicon, acronyms: Collection[int] = ()
) -> list[Mark]:
    """Every entry of the lists in the text, in order, the longest at each place.

    A word may be in several lists: then it has a mark of each. Those that begin at `acronyms` are
    no small words: WHO, US.
    """
    marks = list(_spaced(tokens, text, words) if words.spaced else _unspaced(text, words))
    return [mark for mark in marks if mark.start not in acronyms or mark.kind not in _SMALL]


def acronyms_of(folded: FoldedText, tokens: Sequence[Token]) -> set[int]:
    """Where the short words in capitals begin, unless all of the text is in capitals."""
    if folded.given.isupper():
        return set()
    short = [token for token in tokens if 2 <= token.end - token.start <= 5]
    return {t.start for t in short if folded.given[slice(*folded.span(t.start, t.end))].isupper()}


def _unspaced(text: str, words: Lexicon) -> Iterator[Mark]:
    at = 0
    while at < len(text):
        for length in range(min(words.longest, len(text) - at), 0, -1):
            if entries := words.first.get(text[at : at + length]):
                for entry in entries:
                    yield Mark(at, at + length, *entry.meaning)
                at += length
                break
        else:
            at += 1


def _spaced(tokens: Sequence[Token], text: str, words: Lexicon) -> Iterator[Mark]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found: list[tuple[Entry, int]] = []
        skip = 0
        for skip in _beginnings(token.text, words):
            found = list(_entries_at(tokens, at, skip, text, words))
            if found:
                break
        if skip and found and words.prefixes and token.text[0] in "وו":
            yield Mark(token.start, token.start + 1, "and")
        elif skip and found and words.prefixes and token.text[0] in "בלמبل":
            yield Mark(token.start, token.start + 1, "because")
        alone = [entry.weight for entry, _ in found if entry.meaning.kind not in _BESIDE]
        best = max(alone, default=None)
        step = 1
        said: set[Meaning] = set()
        for entry, length in found:
            chosen = entry.weight == best or entry.meaning.kind in _BESIDE
            if chosen and entry.meaning not in said:
                said.add(entry.meaning)
                yield Mark(token.start + skip, tokens[at + length - 1].end, *entry.meaning)
                step = max(step, length if entry.weight == best else 1)
        at += step


def _beginnings(word: str, words: Lexicon) -> Iterator[int]:
    """Where the word may begin: at its first letter, or behind what is written in front of it."""
    yield 0
    for prefix in words.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            yield len(prefix)


def _entries_at(
    tokens: Sequence[Token], at: int, skip: int, text: str, words: Lexicon
) -> Iterator[tuple[Entry, int]]:
    word = tokens[at].text[skip:]
    for entry in _candidates(word, words):
        length = len(entry.words)
        if length == 1:
            yield entry, 1
        elif at + length <= len(tokens) and all(
            fits(tokens[at + n].text, entry.words[n]) for n in range(1, length)
        ):
            between = text[tokens[at].end : tokens[at + length - 1].start]
            if not any(mark in between for mark in ",.;:()\n"):
                yield entry, length


def _candidates(word: str, words: Lexicon) -> Iterator[Entry]:
    yield from words.first.get(word, ())
    for length in range(1, min(len(word), words.longest) + 1):
        yield from words.stems.get(word[:length], ())
        yield from words.tails.get(word[-length:], ())
    for part, entry in words.inner:
        if part in word:
            yield entry


def fits(word: str, pattern: str) -> bool:
    """Whether a word is that of an entry, with its stars."""
    if pattern.isdecimal():
        return word.startswith(pattern)
    bare = pattern.strip("*")
    if pattern.startswith("*"):
        return bare in word if pattern.endswith("*") else word.endswith(bare)
    return word.startswith(bare) if pattern.endswith("*") else word == bare
