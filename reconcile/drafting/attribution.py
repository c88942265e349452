"""Who is said to have given the figures of a sentence: according to X, X said, …, said X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.drafting.eastern_names import eastern_names
from reconcile.drafting.heads import head_of
from reconcile.drafting.name_phrases import (
    has_count,
    is_named,
    kinds_of,
    names_follow,
    opening_phrase,
    phrase_before,
    phrase_behind,
    trimmed,
)
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Mark, Token

_SPOKEN = ("according", "according_named", "according_after", "say", "denied")
_MOST_SPEAKERS = 12  # in a sentence
_NO_CAPITALS = ("ar", "he")  # a name there is told by its words alone
_HEADLINE = 5  # words before the colon of a headline that names who speaks
_NAMELESS = 0.5  # cost of a name without a capital or a word for who gives figures, beside others
_BACK = 3  # words at the beginning that may point back to what was said
_FAR = 50  # characters of two words
_APPOSED = 4  # words of a name behind a name
_TRAILING = 4  # words from a verb of saying to the end, where what was said stands before it
_WITHIN = 0.3  # cost of a name in the midst of a clause: the toll rose, police said, to 12
_FURTHEST = 1.8  # cost from which a name and a figure have nothing to do with each other


class Attribution(NamedTuple):
    """A name from `start` to `end`, and where the verb or preposition of it stands (`at`).

    `ahead`: what was said stands behind it; None: on either side. `pronoun`: it only points back
    to a name.
    """

    start: int
    end: int
    ahead: bool | None
    at: int
    pronoun: bool = False


def attributions(of: Sentence) -> list[Attribution]:
    """Everybody whom the sentence names as having said something, in order."""
    found = set(_found(of))
    named = {one for one in found if not one.pronoun}
    return sorted(named or found, key=lambda one: (one.at, one.start, one.end, str(one.ahead)))


def _found(of: Sentence) -> Iterator[Attribution]:
    if headline := _headline(of):
        yield headline
    yield from _signed(of)
    spoken = [mark for mark in of.marks if mark.kind in _SPOKEN]
    for mark in spoken[:_MOST_SPEAKERS]:
        if not of.words.spaced:
            east = mark.kind != "say" or of.words.code == "zh"
            for place in eastern_names(of, mark):
                yield Attribution(*place, east, place[0])
        elif mark.kind in ("according", "according_named"):
            if mark.kind == "according_named" and not names_follow(of, mark.end):
                continue  # nach russischen Angaben, and not: nach dem Anschlag
            ahead = True if _words_before(of, mark.start) <= 2 else None
            name = phrase_behind(of, mark.end)
            yield from _one(of, name, ahead, mark.start)
        elif mark.kind == "according_after":
            yield from _one(of, phrase_before(of, mark.start), True, mark.start)
        elif _is_verb(of, mark):
            yield from _speaker(of, mark)


def _one(
    of: Sentence, name: tuple[int, int] | None, ahead: bool | None, at: int
) -> Iterator[Attribution]:
    if name and (kind := _kind(of, *name)):
        yield Attribution(*name, ahead, at, kind == "pronoun")


def told_back(of: Sentence) -> Attribution | None:
    """Who is named in a sentence that only says who said the one before: This police confirmed."""
    if not any(of.has("back", token.start, token.end) for token in of.tokens[:_BACK]):
        return None
    for mark in (mark for mark in of.marks if mark.kind in _SPOKEN):
        name = phrase_behind(of, mark.end)
        if name and is_named(of, *name) and _kind(of, *name) == "name":
            return Attribution(*name, False, mark.start)
    return None


def _headline(of: Sentence) -> Attribution | None:
    """Who speaks in a headline of the form `Ministry: 12 dead`."""
    colon = of.text.find(":", of.start, of.start + 60)
    if colon < 0 or _words_before(of, colon) > _HEADLINE:
        return None
    name = trimmed(of, of.start, colon)
    if name and of.has("names", *name) and not of.has("noun", *name):
        return Attribution(*name, True, of.start)
    return None


def _signed(of: Sentence) -> Iterator[Attribution]:
    """Who is named behind a dash at the end, as in: 12 dead, – police."""
    dash = max(of.text.rfind(sign, of.start, of.end) for sign in (", - ", '" - ', ", — ", '" — '))
    if dash < 0 or len(of.tokens_between(dash, of.end)) > _HEADLINE:
        return
    name = trimmed(of, dash, of.end)
    outcome = any(of.has(kind, dash, of.end) for kind in ("noun", "verb", "say"))
    if name and of.has("names", *name) and not outcome and not of.amounts_between(dash, of.end):
        yield Attribution(*name, False, dash)


def _words_before(of: Sentence, end: int) -> int:
    return len(of.tokens_between(of.start, end))


def _is_verb(of: Sentence, mark: Mark) -> bool:
    """Whether a word that may be a noun too (*reports*) is the verb: behind a name."""
    if not of.has("names", mark.start, mark.end):
        return True
    before = of.tokens_between(max(of.start, mark.start - 30), mark.start)
    return bool(before) and of.has("names", before[-1].start, before[-1].end)


def _speaker(of: Sentence, mark: Mark) -> Iterator[Attribution]:
    """The name at a verb of saying: before it, or behind it where the verb comes first."""
    verb = _verb_start(of, mark)
    lead = of.text[of.start : verb].rstrip()
    first = of.words.side == "before" or not lead
    behind = phrase_behind(of, mark.end)
    if behind and (first or lead[-1] in ',"،—-') and (first or _inverted(of, behind)):
        yield from _one(of, behind, first, mark.start)
        return
    name = opening_phrase(of, verb) if lead.endswith((",", ")")) else phrase_before(of, verb)
    doubtful = name and (
        (has_count(of, *name) and not _several_speakers(of, *name))
        or (of.has("stop", *name) and not of.has("names", *name))
    )
    if _joins(of, verb):
        name = None  # the ministry denied it and spoke of 12
    if name is None or doubtful or not (is_named(of, *name) or _behind_comma(of, name[0])):
        ahead = name[0] if name else mark.start
        opening = opening_phrase(of, ahead)  # The airline that ran it said
        if opening and (is_named(of, *opening) or (name is None and of.words.side == "after")):
            name = opening
    name = _antecedent(of, verb) or _apposed(of, lead) or name
    if name and of.words.code in _NO_CAPITALS and not of.has("names", *name):
        return
    if name and of.has("verb", mark.start, mark.end) and not of.has("names", *name):
        return  # Cholera has claimed 400 lives
    if name and any(
        mark.kind == "toll" and mark.end > name[0]
        for mark in of.marks_between(name[0] - _FAR, name[1])
    ):
        return  # the provisional toll puts them at 12
    trailing = _trails(of, mark.end) or (name is not None and _inserted(of, name[0], mark.end))
    yield from _one(of, name, not trailing, mark.start)


def _antecedent(of: Sentence, verb: int) -> tuple[int, int] | None:
    """The name before a comma, where *which* or *qui* stands between that and the verb."""
    before = of.tokens_between(max(of.start, verb - 20), verb)[-1:]
    relative = before and kinds_of(of, before[0]) & {"clause", "pronouns"}
    lead = of.text[of.start : before[0].start].rstrip() if relative else ""
    if not lead.endswith(","):
        return None
    name = phrase_before(of, of.start + len(lead) - 1)
    return name if name and of.has("names", *name) and not has_count(of, *name) else None


def _apposed(of: Sentence, lead: str) -> tuple[int, int] | None:
    """The name before another in commas: 12 died, the intelligence service, the NIS, said."""
    at = [of.start + place for place, sign in enumerate(lead) if sign == ","][-3:]
    if len(at) < 3 or at[-1] != of.start + len(lead) - 1 or at[2] - at[1] > _FAR:
        return None
    inner = [t for t in of.tokens_between(at[1], at[2]) if not _is_article(of, t)]
    outer = [t for t in of.tokens_between(at[0], at[1]) if not _is_article(of, t)]
    small = {"verb", "say", "stop", "place", "clause", "aux", "of"}
    if len(inner) > _APPOSED or any(kinds_of(of, token) & small for token in [*inner, *outer[:1]]):
        return None
    name = trimmed(of, at[0] + 1, at[1])
    fits = name and of.has("names", *name) and not has_count(of, *name)
    return name if fits and not of.has("verb", at[0], at[1]) else None


def _is_article(of: Sentence, token: Token) -> bool:
    return of.has("articles", token.start, token.end)


def _behind_comma(of: Sentence, start: int) -> bool:
    """Whether a comma stands right before a place: 12 died, the administrator said."""
    return of.text[of.start : start].rstrip().endswith((",", "،", '"'))


def _joins(of: Sentence, verb: int) -> bool:
    """Whether a verb goes on with the subject of the one before it: *and* stands right before."""
    return any(m.kind == "and" and 0 <= verb - m.end <= 1 for m in of.marks_between(verb - 6, verb))


def _trails(of: Sentence, end: int) -> bool:
    """Whether little stands behind a verb of saying, and no count: what was said stands before."""
    behind = [head_of(amount, of).kind for amount in of.amounts_between(end, of.end)]
    return len(of.tokens_between(end, of.end)) <= _TRAILING and {*behind} <= {"date", "thing"}


def _inserted(of: Sentence, start: int, end: int) -> bool:
    """Whether a name and its verb are put in between two commas: 12 died, police said, but …"""
    before, after = of.text[of.start : start].rstrip(), of.text[end : of.end].lstrip()
    return before.endswith(",") and after.startswith(",")


def _verb_start(of: Sentence, mark: Mark) -> int:
    """Where a verb begins with the small verbs before it: has said, a annoncé."""
    start = mark.start
    for token in reversed(of.tokens_between(max(of.start, start - 20), start)):
        kinds = {m.kind for m in of.marks_between(token.start, token.end)}
        joined = not of.text[token.end : start].strip()
        if joined and (("aux" in kinds and not kinds & {"names", "and"}) or token.end == start):
            start = token.start
        else:
            break
    return start


def _inverted(of: Sentence, behind: tuple[int, int]) -> bool:
    """Whether a name stands behind its verb: it is one, or the sentence ends with it."""
    return is_named(of, *behind) or not of.text[behind[1] : of.end].strip(' ."\n')


def _kind(of: Sentence, start: int, end: int) -> str:
    """`name`, `pronoun`, or empty for what can be neither."""
    tokens = of.tokens_between(start, end)
    if len(tokens) <= 2 and any("pronouns" in kinds_of(of, token) for token in tokens):
        if len(tokens) == 1:
            return "pronoun"
        if not of.has("names", start, end):
            return ""
    first = {mark.kind for mark in of.marks_at(start)}
    if len(tokens) == 1 and "verb" in first and not of.has("names", start, end):
        return ""
    if has_count(of, start, end) and not _several_speakers(of, start, end):
        return ""
    return "name" if any(token.text[0].isalpha() for token in tokens) else ""


def _several_speakers(of: Sentence, start: int, end: int) -> bool:
    """Whether the only number is how many they are who spoke: two local officials."""
    first, *others = of.amounts_between(start, end)
    outcome = any(of.has(kind, start, end) for kind in ("noun", "verb", "toll"))
    small = first.start == start and (first.value or _MOST_SPEAKERS) < _MOST_SPEAKERS
    return small and not others and not outcome and of.has("names", first.end, end)


def source_of(
    of: Sentence, known: Sequence[Attribution], start: int, end: int
) -> Attribution | None:
    """Whose figure it is that stands from `start` to `end`; None if nobody is near enough."""
    costs = {one: _cost(of, one, start, end) for one in known}

    def cost_and_name(one: Attribution) -> float:
        return costs[one] + _NAMELESS * (not is_named(of, one.start, one.end))

    one = min(costs, key=cost_and_name, default=None)
    return one if one and costs[one] < _FURTHEST else None


def _cost(of: Sentence, one: Attribution, start: int, end: int) -> float:
    """How far a name is from a figure: signs between, the wrong way, a clause begun by a comma."""
    if one.start < end and one.end > start:
        return _WITHIN
    before = one.at <= start
    first, last = (max(one.at, one.end), start) if before else (end, one.at)
    gap = of.text[first:last]
    cost = len(gap) / (200 if before else 400) + (0.0 if one.ahead in (None, before) else 0.6)
    if set(gap) & set(":;") and (before or one.ahead):
        cost += 1.0
    if not before and one.ahead:
        cost += 0.4
    clauses = [m for m in of.marks_between(first, last) if m.kind == "clause"]
    if before and any(of.text[first : m.start].rstrip().endswith(",") for m in clauses):
        cost += 0.7
    return cost
