"""The noun phrases that may name who speaks: behind a place, before it, at the beginning."""

from __future__ import annotations

from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Token

_ENTRY = 20  # characters of words for according to
_MOST_WORDS = 14  # of a name
_FAR = 50  # characters of two words
_TO_DAY = 3  # words from a verb to the day on which it was said
_STOPS = {
    "verb", "toll", "clause", "at_least", "more_than", "up_to", "about", "nearly", "less_than",
    "say", "including", "according", "aux", "vague",
}  # fmt: skip
_COUNTING = {"at_least", "more_than", "up_to", "about", "nearly", "less_than", "vague"}
_BEFORE = {"verb", "clause", "noun", "say", "according"}
_SIGNS = set(',;:()[]\n"،。、')


def opening_phrase(of: Sentence, end: int) -> tuple[int, int] | None:
    """The noun phrase that the sentence begins with, or behind its first comma."""
    first = _phrase(of, of.start, end)
    comma = of.text.find(",", of.start, end)
    if first is None or comma < 0 or is_named(of, *first) or comma > first[1] + 1:
        return first
    second = _phrase(of, comma + 1, end)
    return second if second and of.has("names", *second) else first


def _phrase(of: Sentence, start: int, end: int) -> tuple[int, int] | None:
    last = start
    for number, token in enumerate(of.tokens_between(start, end)):
        kinds = {mark.kind for mark in of.marks_at(token.start)}
        if set(of.text[last : token.start]) & _SIGNS and number:
            break
        if number and (kinds & _COUNTING or _is_amount(of, token.start)):
            break
        if number and kinds & {"clause", "verb"} - ({"verb"} if "names" in kinds else set()):
            break
        last = token.end
    return trimmed(of, start, last)


def phrase_behind(of: Sentence, start: int) -> tuple[int, int] | None:
    """The noun phrase behind a place."""
    start = end = _behind_told(of, _behind_day(of, start))
    for number, token in enumerate(of.tokens_between(start, of.end)):
        if _parted(of, end, token.start) and (number or "(" in of.text[end : token.start]):
            break
        kinds = {mark.kind for mark in of.marks_between(token.start, token.end)}
        if token.text in of.words.weekdays or token.text in of.words.months:
            break
        if number >= _MOST_WORDS or (number and _is_amount(of, token.start)):
            break
        if number and not kinds & {"names", "of"} and kinds & (_STOPS | {"stop"}):
            break
        end = token.end
    return trimmed(of, _behind_agency(of, start, end), end)


def _behind_day(of: Sentence, start: int) -> int:
    """Where a name begins, past the day: dijo este martes el jefe."""
    for token in of.tokens_between(start, start + _FAR)[:_TO_DAY]:
        if set(of.text[start : token.start]) & _SIGNS or of.has("names", token.start, token.end):
            break
        if token.text in of.words.weekdays and not of.amounts_between(token.start, token.end):
            parted = of.text[token.end : token.end + 1] in {*_SIGNS, "."}
            return start if parted else token.end
    return start


def _behind_agency(of: Sentence, start: int, end: int) -> int:
    """Where a name begins, past the agency that it was told to: рассказал «Интерфаксу» министр."""
    agency = next((m for m in of.marks_between(start, end) if m.kind == "agency"), None)
    led = agency and not of.tokens_between(start, agency.start)
    return agency.end if agency and led and of.has("names", agency.end, end) else start


def _behind_told(of: Sentence, start: int) -> int:
    """Where a name begins, past the agency and *in*: рассказали ТАСС в МЧС."""
    for agency in of.marks_between(start, start + 2):
        inside = [m.end for m in of.marks_between(agency.end, agency.end + 2) if m.kind == "place"]
        if agency.kind == "agency" and inside and names_follow(of, inside[0]):
            return inside[0]
    return start


def _parted(of: Sentence, start: int, end: int) -> bool:
    """Whether a sign parts two words; the quotes of «Interfax» and of an acronym do not."""
    gap = of.text[start:end]
    if gap == '"' or (gap in (' "', '" ') and of.has("names", start - 20, start)):
        return False
    return bool(set(gap) & _SIGNS)


def phrase_before(of: Sentence, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends at a place."""
    start = end
    tokens = of.tokens_between(max(of.start, end - 200), end)
    for number, token in enumerate(reversed(tokens)):
        if _parted(of, token.end, start):
            break
        kinds = {mark.kind for mark in of.marks_between(token.start, token.end)}
        kinds |= {
            m.kind
            for m in of.marks_between(token.start - _ENTRY, token.start)
            if m.end >= token.end and m.kind == "according"
        }
        if number >= _MOST_WORDS or (kinds & _BEFORE and "names" not in kinds):
            break
        if token.text in of.words.months and number:
            break
        start = token.start
    return trimmed(of, start, end)


def _is_amount(of: Sentence, start: int) -> bool:
    return any(amount.kind != "one" for amount in of.amounts_between(start, start + 1))


def trimmed(of: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Without small words at its end and joints at its beginning."""
    tokens = of.tokens_between(start, end)
    while tokens and kinds_of(of, tokens[-1]) & {"stop", "aux", "and", "of", "goes_on"}:
        tokens.pop()
    while (
        tokens
        and kinds_of(of, tokens[0]) & {"and", "or", "clause", "aux", "stop"}
        and not (kinds_of(of, tokens[0]) & {"of"})
    ):
        tokens.pop(0)
    return (tokens[0].start, tokens[-1].end) if tokens else None


def kinds_of(of: Sentence, token: Token) -> set[str]:
    """What a word of a name may be; one for those who give figures is no small word besides."""
    kinds = {mark.kind for mark in of.marks_at(token.start) if mark.end <= token.end}
    return kinds - {"stop", "aux", "and", "of", "goes_on"} if "names" in kinds else kinds


def is_named(of: Sentence, start: int, end: int) -> bool:
    """Whether a phrase names somebody: by a word for those who give figures, or a capital."""
    if not of.words.spaced or of.has("names", start, end):
        return True
    tokens = of.tokens_between(start, end)
    within = tokens[1:] if start == of.tokens[0].start and len(tokens) > 1 else tokens
    return any(of.given(token.start, token.start + 1).isupper() for token in within)


def names_follow(of: Sentence, start: int) -> bool:
    """Whether one of the next two words is one for those who give figures."""
    return any(
        of.has("names", token.start, token.end)
        for token in of.tokens_between(start, start + _FAR)[:2]
    )


def has_count(of: Sentence, start: int, end: int) -> bool:
    """Whether people or things are counted between two places."""
    return any(amount.kind in ("digits", "words") for amount in of.amounts_between(start, end))
