"""Who is said to have given a figure where words are not parted by spaces, or hang on each other.

Chinese names the speaker behind 据 or before the verb, Korean and Japanese mark whoever speaks with
a particle, and put the verb at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Mark

_BOUND = ',;:、。\n"「」()[]“”|'
_LONGEST = 24  # characters of a name
_KOREAN_WORD = re.compile(r"[^\s,;:\"()]+")
_SPEAKS = ("측은", "측이", "에서는", "은", "는", "이", "가", "도", "께서")
_JOINED = re.compile(r"(?:을|를|로|으로|에서|에게|에|고|며|다고|라고|은|는|이|가|도|해|서|와|과)$")
_JAPANESE = re.compile(r"(?:は|が|も|では)")
_DAY = re.compile(r"\s?(?:\d{1,2}[월月]\s?)?\d{1,2}[일日]\Z")
_BRACKETED = re.compile(r"\([^()]*\)\Z")
_TOPIC = re.compile(r"(?:[가-힣](?:은|는|이|가)\s|は)")
_ACRONYM = re.compile(r"[a-z]{2,6}")
_NO_NAME = re.compile(r"^(?:[\d\s.]+|[^\w]+)$")


def eastern_names(of: Sentence, mark: Mark) -> Iterator[tuple[int, int]]:
    """The places of the names at a verb of saying or at words such as 据 and に よると."""
    if mark.kind == "according":
        place = _behind_according(of, mark)
    elif mark.kind == "according_after":
        place = _ahead(of, mark.start)
    elif mark.kind == "denied":
        place = None
    else:
        place = _SPEAKERS[of.words.code](of, mark)
    if place and (trimmed := _trimmed(of, *place)):
        yield trimmed


def _bound_before(of: Sentence, end: int) -> int:
    start = end
    while start > max(of.start, end - _LONGEST) and of.text[start - 1] not in _BOUND:
        start -= 1
    return start


def _ahead(of: Sentence, end: int) -> tuple[int, int]:
    """The name before words for according to, without who carried it: 연합뉴스는 경찰을 인용해."""
    bracket = _BRACKETED.search(of.text, max(of.start, end - _LONGEST), end)
    last = bracket.start() if bracket else end
    start = _bound_before(of, last)
    topics = [m.end() for m in _TOPIC.finditer(of.text, start, last)]
    carried = [at for at in topics if at < last and of.has("agency", start, at)]
    return (carried[-1] if carried else start), last


def _behind_according(of: Sentence, mark: Mark) -> tuple[int, int] | None:
    """据 X 报道, …: the name is what stands up to the comma, without the words for reporting."""
    end = mark.end
    while end < min(of.end, mark.end + _LONGEST) and of.text[end] not in _BOUND:
        end += 1
    words = [m for m in of.marks_between(mark.end, end) if m.kind in ("say", "according_end")]
    while words and words[-1].end == end and words[-1].start > mark.end:
        end = words.pop().start
    named = [m.start for m in words if m.end == end and m.start == mark.end]
    return None if named else (mark.end, end)


def _chinese(of: Sentence, mark: Mark) -> tuple[int, int] | None:
    start = _bound_before(of, mark.start)
    if of.has("according", start, mark.start) or _counts(of, start, mark.start):
        return None
    named = of.has("names", start, mark.start)
    return (start, mark.start) if named or start == of.start else None


def _korean(of: Sentence, mark: Mark) -> tuple[int, int] | None:
    words = [m.span() for m in _KOREAN_WORD.finditer(of.text, of.start, mark.start)]
    for at in range(len(words) - 1, -1, -1):
        start, end = words[at]
        particle = next((p for p in _SPEAKS if of.text[start:end].endswith(p)), None)
        if particle is None or _counts(of, start, end):
            continue
        end -= len(particle)
        if (
            of.has("names", start, end)
            or _ACRONYM.fullmatch(of.text, start, end)
            or (at == 0 and particle in ("은", "는"))
        ):
            return _with_words_before(of, words, at), end
    return None


def _with_words_before(of: Sentence, words: list[tuple[int, int]], at: int) -> int:
    """Where a Korean name begins: two words back, if those are not other parts of the sentence."""
    start = words[at][0]
    for before in reversed(words[max(0, at - 2) : at]):
        word = of.text[slice(*before)]
        if _JOINED.search(word) or any(char.isdecimal() for char in word):
            break
        if set(of.text[before[1] : start]) & set(_BOUND):
            break
        start = before[0]
    return start


def _japanese(of: Sentence, mark: Mark) -> tuple[int, int] | None:
    places = [m.start() for m in _JAPANESE.finditer(of.text, of.start, mark.start)]
    for end in reversed(places):
        start = _bound_before(of, end)
        for match in re.finditer("[はがをにでと]", of.text[start:end]):
            start = start + match.end() if of.has("names", start + match.end(), end) else start
        outcome = any(of.has(kind, start, end) for kind in ("toll", "noun", "verb"))
        if of.has("names", start, end) and not outcome and not _counts(of, start, end):
            return start, end
    return None


_SPEAKERS = {"zh": _chinese, "ko": _korean, "ja": _japanese}


def _counts(of: Sentence, start: int, end: int) -> bool:
    """Whether people are counted there."""
    return any(
        of.has("people", amount.end, amount.end + 2) for amount in of.amounts_between(start, end)
    )


def _trimmed(of: Sentence, start: int, end: int) -> tuple[int, int] | None:
    text = of.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    if day := _DAY.search(of.text, start, end):
        end = day.start()
    if any(m.kind in ("earlier", "yesterday") for m in of.marks_at(start)):
        return None
    return (start, end) if start < end and not _NO_NAME.match(of.text[start:end]) else None
