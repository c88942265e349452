"""What a number counts: the noun behind it, and whether the number is a date, an age, a rate."""

from __future__ import annotations

import re
from typing import NamedTuple

from reconcile.drafting.amounts import Amount
from reconcile.drafting.sentence import OUTCOME_KINDS, Sentence
from reconcile.drafting.word_marks import Token

_MOST_WORDS, _REACH = 4, 80  # of a noun phrase behind its number: words, characters
_HEADS = {
    "noun": "outcome", "severe": "outcome", "weak": "people", "people": "people",
    "others": "people", "things": "thing",
}  # fmt: skip
_OF_AGE = 25
_NAMED = 20  # characters before a number that may be its name: motorway
_END = {"stop", "clause", "and", "or", "verb", "say", "toll", "including", "including_after",
        "of_them", "aux", "according", "according_after", "rates", "since"}  # fmt: skip
_UNIT = re.compile(r"\s?[%‰°€$£¥₽₩]|[.:/]\d|-?[a-z]?\d|(?:st|nd|rd|th|º|ª|er|eme)\b")
_MONEY = re.compile(r"[$€£¥₽₩№#]\s?\Z|[a-z]-?\Z")


class Head(NamedTuple):
    """What a number counts.

    `kind` is `people`, `outcome` (*dead*), `thing`, `bare`, `unknown`, `date` or `age`. `end` is
    behind the noun, or behind the number if it stands alone.
    """

    kind: str
    end: int


def head_of(amount: Amount, of: Sentence) -> Head:
    """What the number counts, by the words beside it."""
    theirs = [m.end for m in of.marks_between(amount.end, amount.end + 3) if m.kind == "of_them"]
    if amount.kind == "inside" and not theirs:
        kind = "outcome" if _is_outcome(of, amount.start) else "people"
        return Head(kind, amount.end)
    if _is_age(amount, of):
        return Head("age", amount.end)
    if _is_unit(amount, of) or _is_date(amount, of) or _is_name(amount, of):
        return Head("date", amount.end)
    if theirs:
        return Head("people", theirs[0])
    head = _behind(amount, of) if of.words.spaced else _counter(amount, of)
    if _is_year(amount, of) and (head.kind in ("bare", "unknown") or _follows(amount, of)):
        return Head("date", amount.end)
    return head


def _is_name(amount: Amount, of: Sentence) -> bool:
    """Whether the number is part of a name: Highway 6, flight 370."""
    ahead = of.marks_between(amount.start - _NAMED, amount.start)
    named = any(m.kind == "numbered" and of.text[m.end : amount.start] == " " for m in ahead)
    return named and amount.kind == "digits" and not _counts_people(amount, of)


def _is_outcome(of: Sentence, start: int) -> bool:
    return any(mark.kind in OUTCOME_KINDS for mark in of.marks_at(start))


def _behind(amount: Amount, of: Sentence) -> Head:
    """What a number counts where its noun stands behind it, past adjectives and *of the*."""
    at, unknown = _behind_brackets(amount, of), 0
    for token in of.tokens_between(at, at + _REACH)[: _MOST_WORDS + 2]:
        if of.text[at : token.start].strip(" -'\"") or token.text[0].isdecimal():
            break
        kinds = _kinds(of, token)
        if "verb" in kinds and _is_adjective(of, token):
            at = token.end
            continue
        if found := next((head for kind, head in _HEADS.items() if kind in kinds), None):
            ends = [m.end for m in of.marks_between(token.start, token.end) if m.kind in _HEADS]
            return Head(found, max(ends))
        source = amount.kind == "one" and "names" in kinds  # une source policière
        if source or (kinds & _END and "of" not in kinds):
            break
        at = token.end
        unknown += "of" not in kinds
        if unknown == _MOST_WORDS:
            break
    return Head("unknown" if unknown else "bare", amount.end)


def _is_adjective(of: Sentence, token: Token) -> bool:
    """Whether a verb only says what people they are: displaced people."""
    other = any(m.kind == "verb" and m.measure == "other" for m in of.marks_at(token.start))
    people = of.has("people", token.end, token.end + 2)
    return other and people and of.words.code == "en"


def _kinds(of: Sentence, token: Token) -> set[str]:
    """What a word may be: a joint ends the phrase, and the displaced are people."""
    marks = of.marks_between(token.start, token.end)
    kinds = {mark.kind for mark in marks}
    if kinds & {"and", "or"}:
        return {"and"}
    if {mark.measure for mark in marks if mark.kind == "noun"} == {"other"}:
        kinds = kinds - {"noun"} | {"people"}
    return kinds


def _behind_brackets(amount: Amount, of: Sentence) -> int:
    """Behind the number, and behind the same in digits in brackets: quatre (04)."""
    again = re.compile(r"\s?\(\d+\)").match(of.text, amount.end)
    return again.end() if again else amount.end


def _counter(amount: Amount, of: Sentence) -> Head:
    """What a number counts where a counter stands behind it: 명, 人, 名."""
    at = amount.end
    while at < of.end and (of.text[at] == " " or of.has("about_after", at, at + 1)):
        at += 1
    kinds = {mark.kind: mark for mark in of.marks_at(at)}
    for kind in ("things", "people", "weak", "noun", "others"):
        if kind in kinds:
            found = "thing" if kind == "things" else _HEADS[kind]
            return Head(found, kinds[kind].end)
    bare = amount.kind == "digits" and not of.text[at : at + 1].isalnum()
    return Head("bare" if bare or amount.kind == "vague" else "thing", amount.end)


def _is_unit(amount: Amount, of: Sentence) -> bool:
    """Whether a sign makes it money, a share, a time, or part of a name."""
    if amount.kind not in ("digits", "words"):
        return False
    before = of.text[max(of.start, amount.start - 2) : amount.start]
    return bool(_MONEY.search(before) or _UNIT.match(of.text, amount.end))


def _is_date(amount: Amount, of: Sentence) -> bool:
    """Whether a month or a weekday stands beside it."""
    if amount.kind not in ("digits", "one") or (amount.value or 0) > 2200:
        return False
    known = {**of.words.months, **of.words.weekdays}
    after = of.tokens_between(amount.end, amount.end + 20)[:2]
    before = [t for t in of.tokens_between(amount.start - 25, amount.start) if t.end < amount.start]
    if after and after[0].text in of.words.months:
        return True
    if len(after) == 2 and after[1].text in of.words.months and _has_kind(of, after[0], "of"):
        return True
    names = [token.text for token in before[-2:] if _near(of, token.end, amount.start)]
    last = [token for token in before[-1:] if not _has_kind(of, token, "of")]
    apart = bool(last) and not last[0].text[0].isdecimal() and last[0].text not in known
    if any(name in of.words.months for name in names) and not apart:
        return not _counts_people(amount, of)
    return bool(names) and names[-1] in known and not _counts_people(amount, of)


def _has_kind(of: Sentence, token: Token, kind: str) -> bool:
    return any(mark.kind == kind for mark in of.marks_at(token.start))


def _near(of: Sentence, start: int, end: int) -> bool:
    return end - start < 8 and not set(of.text[start:end]) & set(";:\n")


def _counts_people(amount: Amount, of: Sentence) -> bool:
    return of.words.spaced and _behind(amount, of).kind in ("people", "outcome")


def _is_year(amount: Amount, of: Sentence) -> bool:
    plain = of.text[amount.start : amount.end]
    return (
        amount.kind == "digits"
        and len(plain) == 4
        and plain.isdecimal()
        and (1900 <= int(plain) <= 2100)
    )


def _follows(amount: Amount, of: Sentence) -> bool:
    """Whether what comes before asks for a year: in, of, since."""
    before = of.tokens_between(amount.start - 15, amount.start)
    marks = of.marks_between(before[-1].start, amount.start) if before else []
    return any(m.kind in ("of", "stop", "since") and amount.start - m.end <= 1 for m in marks)


def _is_age(amount: Amount, of: Sentence) -> bool:
    """Whether it is how old somebody is: aged 12, or `, 79,` behind a name."""
    if (amount.value or 1000) > 115:
        return False
    before = of.marks_between(amount.start - 25, amount.start)
    ages = [m.end for m in before if m.kind == "age"]
    if ages and all(_has_kind(of, t, "between") for t in of.tokens_between(ages[-1], amount.start)):
        return not set(of.text[ages[-1] : amount.start]) & set(",;:.")
    if of.has("age", amount.end, amount.end + 3) or _is_under_age(amount, of):
        return True
    gap = of.text[max(of.start, amount.start - 3) : amount.start]
    alone = re.match(r"\s?[,)]|\.?\Z", of.text[amount.end : of.end])
    return (
        amount.kind == "digits"
        and bool(alone)
        and bool(re.search(r"[\w.][,(] ?\Z", gap))
        and not (_is_outcome_before(amount, of))
    )


def _is_under_age(amount: Amount, of: Sentence) -> bool:
    """Whether it is an age that people are under: children under five."""
    marks = of.marks_between(amount.start - 30, amount.start)
    under = [m.start for m in marks if m.kind == "less_than" and amount.start - m.end == 1]
    people = {m.end + 1 for m in marks if m.kind == "people"}
    return (amount.value or 1000) <= _OF_AGE and bool(people.intersection(under))


def _is_outcome_before(amount: Amount, of: Sentence) -> bool:
    marks = of.marks_between(amount.start - 12, amount.start)
    return any(mark.kind in OUTCOME_KINDS and mark.measure != "other" for mark in marks)
