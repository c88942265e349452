"""Places where names have no capital or words no spaces: by the lists of places, and by endings.

A name of the list counts where no word for people or for those who give figures stands behind it:
in Lebanon, and not the Lebanese army. In Arabic and Hebrew a name also stands behind words such as
*the city*, in Chinese and Japanese before those such as 省 and 州, in Turkish before the ending of
a place: Suriye'de.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.drafting.sentence import Sentence

Place = tuple[int, int, str]

_TURKISH = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]++ ){0,2}[^\W\d_]++"
    r"(?='(?:n?[dt][ea](?:ki)?|n[dt][ea](?:ki)?)(?![^\W\d_]))"
)
_NAME = re.compile(r"[一-鿿゠-ヿ]{2,8}\Z")
_BEGUN = re.compile(r"[在于致的从向は、がで]")
_KOREAN = re.compile(r"([가-힣A-Za-z]+)에서")
_NO_PLACE = ("names", "people", "weak", "noun", "say", "agency")


def listed_places(of: Sentence) -> list[Place]:
    """The places of a sentence in one of those languages, in order."""
    found = dict.fromkeys(_spans(of))
    spans = [
        span
        for span in sorted(found)
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found)
    ]
    return [(*span, of.given(*span)) for span in spans]


def _spans(of: Sentence) -> Iterator[tuple[int, int]]:
    for mark in of.marks:
        if mark.kind == "known" and not _goes_on(of, mark.end):
            yield mark.start, mark.end
        elif mark.kind == "kinds":
            yield from _by_kind(of, mark.start, mark.end)
    if of.words.code == "tr":
        yield from _turkish(of)
    elif of.words.code == "ko":
        for match in _KOREAN.finditer(of.text, of.start, of.end):
            if not of.has("no_place", *match.span(1)):
                yield match.span(1)


def _goes_on(of: Sentence, end: int) -> bool:
    """Whether a name goes on with a word for people or for those who give figures."""
    behind = of.marks_between(end, end + (1 if not of.words.spaced else 2))
    return any(mark.kind in _NO_PLACE for mark in behind)


def _by_kind(of: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The name behind *the city* in Arabic and Hebrew, or the one that ends in 省."""
    if of.words.spaced:
        behind = of.tokens_between(end, end + 20)[:1]
        if behind and of.text[end : behind[0].start] == " " and behind[0].text[0].isalpha():
            yield behind[0].start, behind[0].end
        return
    name = _NAME.search(of.text, max(of.start, start - 8), start)
    if name is None or _goes_on(of, end):
        return
    begun = [name.start() + m.end() for m in _BEGUN.finditer(name[0])]
    first = begun[-1] if begun else name.start()
    if start - first >= 1:
        yield first, end


def _turkish(of: Sentence) -> Iterator[tuple[int, int]]:
    for match in _TURKISH.finditer(of.text, of.start, of.end):
        end = start = match.end()
        for token in reversed(of.tokens_between(match.start(), end)):
            if not of.given(token.start, token.start + 1).isupper():
                break
            start = token.start
        name = of.text[start:end]
        dated = any(word in of.words.months or word in of.words.weekdays for word in name.split())
        if start < end and not dated:
            yield start, end
