"""Who was counted and where, as far as the words of the sentence say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reconcile.drafting.attachment import Counted
from reconcile.drafting.attribution import Attribution
from reconcile.drafting.listed_places import Place, listed_places
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Token

_CLAUSE = 100  # characters that the end of a clause counts for
_COMMA = 20  # characters that a comma counts for
_LONGEST = 4  # words of a place
_HYPHENED = re.compile(r"(?:-[^\W\d_]+)*")
_BEFORE_PLACE = {"of", "stop", "place"}
_NO_PASSING = {"verb", "clause", "noun", "people", "names", "say", "according"}
_SMALL = ("stop", "and", "or", "aux", "verb", "say", "clause", "of", "place", "kinds")
_NO_PLACE = {"people", "things", "names", "say", "agency", "noun", "verb", "toll"}
_OF = {"pt": ("do", "da", "dos"), "es": ("del",)}  # within the name of a place
_LISTED = ("ar", "he", "ja", "ko", "tr", "zh")
_KOREAN_NOUN = re.compile(r"([가-힣]{2,})\s?\Z")
_NOT_A_NOUN = re.compile(
    r"(?:은|는|이|가|을|를|에서|으로|로|에|고|며|다|도|해|모두|최소|최대|총|약)\Z"
)


def population_of(of: Sentence, counted: Counted, number_end: int) -> str:
    """The people that a number counts, in the words of the text; empty for *people*, *persons*.

    `number_end` is behind the number, that of the second in a range.
    """
    amount, head = counted.amount, counted.head
    if head.kind != "people" or of.has("of_them", amount.start, head.end):
        return ""
    if not of.words.spaced:
        return _korean_population(of, amount.start) if of.words.code == "ko" else ""
    behind = [m.end for m in of.marks_between(number_end, head.end) if m.kind.endswith("_after")]
    start, end = max([number_end, *behind]), max(head.end, number_end)
    for token in of.tokens_between(end, end + 40):  # soldats nord-coréens
        if of.text[end : token.start].strip(" -") or not of.has("people", token.start, token.end):
            break
        end = token.end
    hyphened = _HYPHENED.match(of.text, end)
    end = hyphened.end() if hyphened else end
    tokens = of.tokens_between(start, end)
    while tokens and (_has(of, tokens[0], "of") or tokens[0].text.isdecimal()):
        tokens.pop(0)
    if not tokens or all(_has(of, token, "generic", "others") for token in tokens):
        return ""
    return of.given(tokens[0].start, end)


def _korean_population(of: Sentence, start: int) -> str:
    match = _KOREAN_NOUN.search(of.text, max(of.start, start - 12), start)
    if match is None or _NOT_A_NOUN.search(match[1]):
        return ""
    return of.given(match.start(1), match.end(1))


def _has(of: Sentence, token: Token, *kinds: str) -> bool:
    return any(of.has(kind, token.start, token.end) for kind in kinds)


def places_of(of: Sentence, start: int, end: int, known: Sequence[Attribution] = ()) -> list[str]:
    """The places that the sentence names, the nearest to `start` and `end` first.

    What stands in the name of one of those who speak (`known`) is none.
    """
    if of.places is None:
        of.places = listed_places(of) if of.words.code in _LISTED else _places(of)
    found = [place for place in of.places if not any(_overlap(place, name) for name in known)]

    def far(place: Place) -> int:
        first, last = (end, place[0]) if place[0] >= end else (place[1], start)
        gap = of.text[first : max(first, last)]
        return last - first + _CLAUSE * gap.count(";") + _COMMA * gap.count(",")

    found.sort(key=far)
    return list(dict.fromkeys(name for _, _, name in found))


def _overlap(place: Place, name: Attribution) -> bool:
    return place[0] < name.end and name.start < place[1]


def _places(of: Sentence) -> list[Place]:
    """Names with a capital behind *in*, *at*, *near*: in Mosul, in the city of Mosul.

    Besides, where any noun has a capital, those that are listed.
    """
    found = [
        (mark.start, mark.end, of.given(mark.start, mark.end))
        for mark in of.marks
        if mark.kind == "known" and _capital_at(of, mark.start)
    ]
    for mark in of.marks:
        if mark.kind != "place":
            continue
        tokens = of.tokens_between(mark.end, min(of.end, mark.end + 60))
        passed = 0
        while tokens and not _capital(of, tokens[0]) and _may_pass(of, tokens[0], passed):
            passed += not _has(of, tokens[0], *_BEFORE_PLACE)
            tokens.pop(0)
        name = _name(of, _past_owner(of, tokens))
        if name and not set(of.text[mark.end : name[0]]) & set(',;:()"'):
            found.append((*name, of.given(*name)))
    return found


def _past_owner(of: Sentence, tokens: list[Token]) -> list[Token]:
    """The words of a name, without whose place it is: Russia's Kursk region."""
    for at, token in enumerate(tokens[1:_LONGEST], start=1):
        owned = token.text == "s" and of.text[token.start - 1] == "'"
        if owned and at + 1 < len(tokens) and _capital(of, tokens[at + 1]):
            return tokens[at + 1 :]
    return tokens


def _may_pass(of: Sentence, token: Token, passed: int) -> bool:
    """Whether a word may stand between *in* and a name; German writes any noun with a capital."""
    return of.words.code != "de" and passed < 2 and not _has(of, token, *_NO_PASSING)


def _name(of: Sentence, tokens: list[Token]) -> tuple[int, int] | None:
    end = last = passed = 0
    for number, token in enumerate(tokens[:_LONGEST]):
        joined = not number or not of.text[passed : token.start].strip(" -'")
        passed = token.end
        if joined and number and token.text in _OF.get(of.words.code, ()):
            continue  # Rio Grande do Sul
        if not (joined and _capital(of, token)) or _has(of, token, *_NO_PLACE):
            break
        if token.text in of.words.months or token.text in of.words.weekdays:
            break
        end, last = token.end, number
    if not end or _is_adjective(of, tokens[last + 1 : last + 2], end):
        return None
    return tokens[0].start, end


def _is_adjective(of: Sentence, behind: list[Token], end: int) -> bool:
    """Whether a capital is only that of an English adjective: in Russian shelling."""
    if of.words.code != "en" or not behind or of.text[end : behind[0].start] != " ":
        return False
    small = _has(of, behind[0], *_SMALL)
    return not small and not _capital(of, behind[0])


def _capital_at(of: Sentence, start: int) -> bool:
    return of.given(start, start + 1).isupper()


def _capital(of: Sentence, token: Token) -> bool:
    return _capital_at(of, token.start)
