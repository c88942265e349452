"""Whose figure it is, who carried it, and when it was said, with what is doubtful in that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reconcile.drafting.attribution import Attribution, source_of
from reconcile.drafting.dates_said import SaidDate
from reconcile.drafting.sentence import Sentence

_VERB_LAST = ("ja", "ko", "tr")  # a denial stands behind what is denied
_BEGINNING = 3  # words at the beginning that say that the speaker before goes on


class Speaker(NamedTuple):
    """Who spoke last: the name, when that was where the text says it, and in how many voices.

    `alone` is whether the sentence just before named this one and nobody else.
    """

    name: str = ""
    published: str = ""
    alone: bool = False


class Whose(NamedTuple):
    """Who said a figure, who carried it, and when it was said; empty for what is not known."""

    source: str = ""
    via: str = ""
    published: str = ""
    doubts: tuple[str, ...] = ()


def name_of(of: Sentence, one: Attribution) -> str:
    """The name as it is given, without the article in front: Ministry of Health."""
    tokens = of.tokens_between(one.start, one.end)
    start = one.start
    for token in tokens[:-1]:
        article = of.has("articles", token.start, token.end)
        titled = of.given(token.start, token.start + 1).isupper() and token.start > of.start
        agency = any(m.kind == "agency" and m.end > token.end for m in of.marks_at(token.start))
        if not article or agency or (titled and of.tokens[0].start != token.start):
            break
        start = token.end
    return " ".join(of.given(start, one.end).split()).lstrip("'’ ")


def whose(
    of: Sentence, known: Sequence[Attribution], place: tuple[int, int], dates: Sequence[SaidDate],
    before: Speaker,
) -> Whose:  # fmt: skip
    """Whose figure it is that stands at a place; who only carried it is named beside another."""
    one = source_of(of, known, *place)
    if one is None:
        return _unsaid(of, known, before)
    if one.pronoun:
        word = of.given(one.start, one.end)
        told = f"whose figure: {word!r} taken for {before.name}" if before.name else (
            f"whose figure: {word!r}"
        )  # fmt: skip
        return Whose(before.name, "", spoken_on(one, dates) or before.published, (told,))
    if _denies(of, one, *place):
        told = f"whose figure: the sentence does not say; {name_of(of, one)} denies it"
        return Whose(doubts=(told,))
    others = [other for other in known if other != one and not other.pronoun]
    if carries(of, one) and (quoted := source_of(of, [o for o in others if not carries(of, o)],
                                                 *place)):  # fmt: skip
        one = quoted
    name = name_of(of, one)
    named = [name_of(of, other) for other in others if other != one and not carries(of, other)]
    doubts = tuple(f"whose figure: {name} or {other}" for other in named if other != name)[:1]
    agencies = [(m.start, m.end) for m in of.marks if m.kind == "agency"]
    away = [agency for agency in agencies if agency[1] <= one.start or agency[0] >= one.end]
    via = of.given(*away[0]) if away else ""
    return Whose(name, via, spoken_on(one, dates), doubts)


def _denies(of: Sentence, one: Attribution, start: int, end: int) -> bool:
    """Whether somebody only denies the figure, and does not say what it is instead."""
    last = of.words.code in _VERB_LAST
    for mark in (mark for mark in of.marks if mark.kind == "denied"):
        gap = (end, mark.start) if last else (mark.end, start)
        near = gap[0] <= gap[1] and (last or one.start <= start)
        if near and not of.has("say", *gap) and not (last and of.countable_between(*gap)):
            return True
    return False


def _unsaid(of: Sentence, known: Sequence[Attribution], before: Speaker) -> Whose:
    """The speaker of the sentence before, if words say that he goes on; else nobody."""
    first = of.tokens[:_BEGINNING]
    goes_on = any(of.has("goes_on", token.start, token.end) for token in first)
    if goes_on and before.alone and not known:
        told = f"whose figure: {before.name}, by the sentence before"
        return Whose(before.name, "", before.published, (told,))
    named = f"; {before.name} was named before" if before.name else ""
    return Whose(doubts=(f"whose figure: the sentence does not say{named}",))


def carries(of: Sentence, one: Attribution) -> bool:
    """Whether a name is that of an agency or an outlet, which may carry what others said."""
    return any(m.kind == "agency" for m in of.marks_between(one.start, one.end))


def spoken_on(one: Attribution, dates: Sequence[SaidDate]) -> str:
    """The day on which somebody spoke, where the sentence names it beside the verb or the name."""
    spoken = [day for day in dates if day.spoken and day.written]

    def far(day: SaidDate) -> int:
        return min(abs(day.start - one.end), abs(one.start - day.end), abs(day.start - one.at))

    return min(spoken, key=far).written if spoken else ""
