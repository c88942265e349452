"""The days that a sentence speaks of: of what was counted, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from reconcile.drafting.attribution import Attribution
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Token

_EASTERN = re.compile(
    r"(?:(\d{4})\s?[년年]\s?)?(\d{1,2})\s?[월月]\s?(?:(\d{1,2})\s?[일日])?|(\d{4})\s?[년年]"
    r"|(?<![\d.])(\d{1,2})\s?[일日](?![간만째동이間目連以내内ぶ])"
)
_YEARS = range(1800, 2101)
_CLOSE = 6  # characters between the parts of a date
_DATELINE = 45  # characters of a place and a day before the dash
_NEXT = 12  # characters between a name and the day on which it spoke
_AFTER_SAY = 30  # characters behind a verb of saying in which a day is that of speaking


class SaidDate(NamedTuple):
    """A date at its place: in the ledger's notation, or the word alone if that needs a day.

    `spoken` is whether it is the day on which somebody spoke, and none of the count.
    """

    start: int
    end: int
    written: str
    since: bool
    word: str = ""
    spoken: bool = False


def dates_of(of: Sentence, published: str, known: Sequence[Attribution] = ()) -> list[SaidDate]:
    """The dates that a sentence names.

    `published` (ISO, or empty) is the day that relative ones are counted from, `known` are those
    who speak in the sentence.
    """
    day = _day(published)
    found = list(_eastern(of, day) if not of.words.spaced else _western(of, day))
    return [
        one._replace(spoken=True)
        if _of_speaking(of, one) or any(_beside_name(of, one, name) for name in known)
        else one
        for one in found
        if not _of_dateline(of, one)
    ]


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _of_speaking(of: Sentence, one: SaidDate) -> bool:
    """Whether it is when somebody spoke: police said on Monday."""
    marks = of.marks_between(one.start - _AFTER_SAY, one.start)
    spoke = [mark for mark in marks if mark.kind == "say"]
    return bool(spoke) and len(of.tokens_between(spoke[-1].end, one.start)) <= 2


def _of_dateline(of: Sentence, one: SaidDate) -> bool:
    """Whether it only says when the text was sent: SEOUL, 14 January 2025 - About 300 …"""
    behind = of.text[one.end : one.end + 3].lstrip()
    return one.end - of.start <= _DATELINE and behind[:1] in ("-", "—", ")") and not one.since


def _beside_name(of: Sentence, one: SaidDate, name: Attribution) -> bool:
    """Whether it stands beside who speaks: on 5 January X said, X had on 5 January spoken of."""
    if one.since or len(one.written) < len("2025-01-05"):
        return False
    behind = name.end <= one.start <= max(name.at, name.end + _NEXT)
    if one.end <= name.start <= name.at:
        gap = (one.end, name.start)
    elif behind and (name.ahead is not False or one.start < name.at or not of.words.spaced):
        gap = (name.end, one.start)
    else:
        return False
    return gap[1] - gap[0] <= _NEXT and not _said_between(of, *gap)


def _said_between(of: Sentence, start: int, end: int) -> bool:
    """Whether anything but small words stands between two places."""
    small = {"of", "stop", "aux", "place", "and", "clause"}
    return any(
        not {mark.kind for mark in of.marks_between(token.start, token.end)} & small
        for token in (of.tokens_between(start, end) if of.words.spaced else ())
    )


def _eastern(of: Sentence, day: date | None) -> Iterator[SaidDate]:
    for match in _EASTERN.finditer(of.text, of.start, of.end):
        year = match[1] or match[4]
        number = int(match[2]) if match[2] else None
        in_month = int(match[3]) if match[3] else None
        written = (
            _day_alone(int(match[5]), day)
            if match[5]
            else _written(int(year) if year else None, number, in_month, day)
        )
        if written:
            since = of.has("since", match.end(), match.end() + 3)
            yield SaidDate(*match.span(), written, since)


def _day_alone(in_month: int, day: date | None) -> str:
    """The day of a month that is not named: the last one that is not behind `day`."""
    if day is None or not 1 <= in_month <= 31:
        return ""
    month = day if in_month <= day.day else day.replace(day=1) - timedelta(1)
    return _written(month.year, month.month, in_month, day)


def _western(of: Sentence, day: date | None) -> Iterator[SaidDate]:
    used: set[int] = set()
    for at, token in enumerate(of.tokens):
        if _month(of, token) and token.start not in used:
            found = _around_month(of, at, day)
            if found:
                used.update(range(found.start, found.end))
                yield found
    for token in of.tokens:
        if token.start in used:
            continue
        if token.text in of.words.weekdays and _may_be_weekday(of, token):
            yield _weekday(of, token, day)
        elif _is_year(of, token):
            yield SaidDate(token.start, token.end, token.text, _since(of, token.start))
        else:
            for kind, days in (("today", 0), ("yesterday", 1)):
                if of.has(kind, token.start, token.start + 1):
                    written = (day - timedelta(days)).isoformat() if day else ""
                    yield SaidDate(token.start, token.end, written, False, token.text)


def _may_be_weekday(of: Sentence, token: Token) -> bool:
    """Whether a word is a weekday and no number: Hebrew has one word for two and for Monday."""
    return not of.amounts_between(token.start, token.end)


def _around_month(of: Sentence, at: int, day: date | None) -> SaidDate | None:
    """The date with the month at this token: 2 October 1968, Oct. 2, 1968, octubre de 2012."""
    tokens = of.tokens
    before, behind = _beside(of, at, -1), _beside(of, at, 1)
    first = last = at
    in_month = year = None
    if before is not None and _in_month(tokens[before]):
        in_month, first = int(tokens[before].text), before
    elif behind is not None and _in_month(tokens[behind]):
        in_month, last = int(tokens[behind].text), behind
        behind = _beside(of, last, 1)
    if behind is not None and _is_year_number(tokens[behind].text):
        year, last = int(tokens[behind].text), behind
    if in_month is None and year is None and not _capital_month(of, tokens[at]):
        return None  # may, mars
    written = _written(year, _month(of, tokens[at]), in_month, day)
    start, end = tokens[first].start, tokens[last].end
    return SaidDate(start, end, written, _since(of, start)) if written else None


def _month(of: Sentence, token: Token) -> int | None:
    """The month that a word is, also behind what is written in front of it: בינואר."""
    bare = (token.text.removeprefix(prefix) for prefix in ("", *of.words.prefixes))
    return next((of.words.months[word] for word in bare if word in of.words.months), None)


def _beside(of: Sentence, at: int, step: int) -> int | None:
    """The token beside one, past a word such as *de*; None if it is not close."""
    tokens, other = of.tokens, at + step
    if 0 <= other < len(tokens) and of.has("of", tokens[other].start, tokens[other].end):
        other += step
    if not 0 <= other < len(tokens):
        return None
    first, last = sorted((tokens[at], tokens[other]))
    gap = of.text[first.end : last.start]
    return other if len(gap) <= _CLOSE and not set(gap) & set(";:\n(") else None


def _capital_month(of: Sentence, token: Token) -> bool:
    return of.words.code != "en" or of.given(token.start, token.start + 1).isupper()


def _in_month(token: Token) -> bool:
    """Whether a token may be a day of a month."""
    return token.text.isdecimal() and len(token.text) <= 2 and 1 <= int(token.text) <= 31


def _is_year_number(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS


def _is_year(of: Sentence, token: Token) -> bool:
    """Whether a number of four digits is a year, by the words beside it."""
    if not _is_year_number(token.text):
        return False
    before = [m for m in of.marks_between(token.start - 15, token.start) if m.end <= token.start]
    near = before and token.start - before[-1].end <= 1
    year = of.has("things", token.end, token.end + 2)
    return bool((near and before[-1].kind in ("stop", "since", "of", "place", "between")) or year)


def _since(of: Sentence, start: int) -> bool:
    marks = [m for m in of.marks_between(start - 30, start) if m.kind == "since"]
    return bool(marks) and len(of.tokens_between(marks[-1].end, start)) <= 2


def _weekday(of: Sentence, token: Token, day: date | None) -> SaidDate:
    written = ""
    if day:
        back = (day.weekday() - (of.words.weekdays[token.text] - 1)) % 7
        written = (day - timedelta(back)).isoformat()
    return SaidDate(token.start, token.end, written, _since(of, token.start), token.text)


def _written(year: int | None, month: int | None, in_month: int | None, day: date | None) -> str:
    """A date as the ledger writes it; without a year the latest that is not behind `day`."""
    if month is None:
        return str(year) if year else ""
    if year is None:
        if day is None:
            return ""
        year = day.year if (month, in_month or 1) <= (day.month, day.day) else day.year - 1
    try:
        date(year, month, in_month or 1)
    except ValueError:
        return ""
    return f"{year}-{month:02}" + (f"-{in_month:02}" if in_month else "")
