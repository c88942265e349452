"""Which outcome each number of a sentence is a count of.

Every number may go to one of the outcomes nearest on either side, or to none. What stands between
costs: words, commas, other numbers, other outcomes. An outcome takes numbers from one side only,
and the numbers of a list go together. The cheapest way for the whole sentence is taken, found from
left to right, so that the time is linear.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reconcile.drafting.amounts import Amount
from reconcile.drafting.heads import Head
from reconcile.drafting.sentence import OUTCOME_KINDS, Sentence, Trigger
from reconcile.drafting.word_marks import Mark

# What it costs to pass a word, a mark of a kind, a sign; judged by what reads as one statement.
_WORD, _AMOUNT, _BOTH_SIDES, _LIST = 0.12, 1.2, 3.5, 0.15
_MARKS = {
    "and": 0.4, "or": 0.4, "clause": 1.0, "noun": 1.0, "verb": 1.0, "toll": 1.0, "severe": 0.5,
    "say": 0.8, "including": 0.8, "according": 0.5,
}  # fmt: skip
_SIGNS = {
    ",": 0.6,
    "،": 0.6,
    "、": 0.4,
    ";": 2.7,
    "؛": 2.7,
    ":": 0.5,
    "(": 0.8,
    '"': 0.3,
    "—": 1.0,
    "\n": 1.5,
    "-": 0.05,
}
# The most that a number pays, by what it counts, before it is taken for a count of something else.
LIMITS = {"people": 2.6, "outcome": 2.6, "bare": 1.3, "unknown": 0.9}
_OBJECT = 25  # characters from a verb to the number of those it happened to
_LOST = 2  # words between *lost* and the number of those lost
_PART = 0.35  # what a number costs that is only a part of the one before it
_ACTIVE = 1.0  # for who did it: two gunmen struck, killing 18
_ASIDE, _OTHER, _GOVERNED = 0.3, 0.3, 0.7
_ONE, _ONE_ALONE = 0.9, 0.1  # for a word that may be an article, with a noun and without
_SOLDIERS = 8  # characters from a number to the word for soldiers
_FORCE = 100  # soldiers, from which their number alone says that they were sent
_NO_LIST = {"noun", "verb", "toll", "clause", "say", "according", "including"}
_LIGHT = {
    "at_least", "more_than", "up_to", "less_than", "about", "nearly", "between", "others", "of",
    "and", "or",
}  # fmt: skip
_LONGEST_LIST = 6  # words between two numbers of a list
_AMONG = 20  # characters
_NEAREST = 2  # outcomes on each side
_FURTHEST = 300  # characters


class Option(NamedTuple):
    """A number's way: to the trigger of this position, from its left or not, at this cost."""

    trigger: int | None
    left: bool
    cost: float


class Counted(NamedTuple):
    """A number, what it counts, and the outcome it is a count of; None for none.

    `alone`: nothing beside it says of what, only that somebody gave it as a figure.
    """

    amount: Amount
    head: Head
    trigger: Trigger | None
    alone: bool = False


def attach(of: Sentence, items: Sequence[tuple[Amount, Head]]) -> list[Counted]:
    """Give each number its outcome."""
    heads = {head.end: amount for amount, head in items if head.kind == "outcome"}
    options = [_options(of, amount, head, heads) for amount, head in items]
    part = False
    for before, (amount, _), ways in zip(items, items[1:], options[1:], strict=False):
        gap = (before[1].end, amount.start)
        part = _is_listed_part(of, *gap) or (part and _is_list(of, *gap))
        if part:
            ways[0] = Option(None, False, min(ways[0].cost, _PART))
    chosen = _cheapest(of, items, options)
    triggers = of.triggers
    found: list[Counted] = []
    for (amount, head), option in zip(items, chosen, strict=True):
        trigger = None if option.trigger is None else triggers[option.trigger]
        if trigger is None and found and _elsewhere(of, found[-1], amount, head):
            trigger = found[-1].trigger
        if trigger and _is_lost(of, trigger, amount, head):
            trigger = trigger._replace(measure="killed")
        found.append(Counted(amount, head, trigger))
    return found


def _is_lost(of: Sentence, trigger: Trigger, amount: Amount, head: Head) -> bool:
    """Whether the people right behind *lost* are those lost: the army lost twelve men."""
    marks = [m.end for m in of.marks_between(trigger.start, trigger.end) if m.kind == "lost"]
    men = head.kind == "people" and of.has("lost_men", amount.end, head.end)
    return bool(marks) and men and 0 <= of.length(marks[-1], amount.start) <= _LOST


def _is_listed_part(of: Sentence, start: int, end: int) -> bool:
    """Whether *including* stands between two numbers, and no outcome: it needs none of its own."""
    marks = [mark for mark in of.marks_between(start, end) if mark.kind == "including"]
    return bool(marks) and not any(
        mark.kind in OUTCOME_KINDS for mark in of.marks_between(marks[-1].end, end)
    )


def _elsewhere(of: Sentence, before: Counted, amount: Amount, head: Head) -> bool:
    """Whether a number goes on with the outcome of the one before it: 6 dead in Georgia, 4 in …"""
    passed = before.trigger.end if before.trigger else before.head.end
    gap = (max(before.head.end, min(passed, amount.start)), amount.start)
    marks = {mark.kind for mark in of.marks_between(*gap) if not _is_within(of, mark)}
    here = of.has("place", amount.end, amount.end + 2) or _ends_there(of, amount.end)
    here = here and head.kind == "bare"
    there = "place" in marks and not marks & {"verb", "clause", "say", "toll"}
    return here and there and of.length(*gap) <= _LONGEST_LIST and ";" not in of.text[slice(*gap)]


def _is_within(of: Sentence, mark: Mark) -> bool:
    """Whether a word is only the first of a longer entry, as *at* is in *at least*."""
    return any(other.end > mark.end for other in of.marks_at(mark.start))


def _ends_there(of: Sentence, end: int) -> bool:
    """Whether a member of a list ends at a place: …, five in Poland, in Austria three and …"""
    behind = of.text[end : of.end].lstrip()
    return behind[:1] in ",;." or any(m.kind == "and" for m in of.marks_between(end, end + 2))


def _options(of: Sentence, amount: Amount, head: Head, heads: Mapping[int, Amount]) -> list[Option]:
    """The ways of a number; `heads` are the numbers that have an outcome as their noun."""
    limit = LIMITS[head.kind]
    if amount.kind == "one":  # or an article
        named = head.kind in ("people", "outcome") or of.has("of_them", head.end, head.end + 3)
        limit = min(limit, _ONE if named else _ONE_ALONE)
    found = [Option(None, False, limit)]
    first = bisect_right(of.triggers, amount.start, key=lambda trigger: trigger.end)
    for number in range(max(0, first - _NEAREST), min(len(of.triggers), first + _NEAREST)):
        trigger = of.triggers[number]
        left = trigger.end > amount.start
        gap = (head.end, trigger.start) if left else (trigger.end, amount.start)
        if _is_no_way(of, amount, head, trigger) or not _may_be_sent(of, amount, head, trigger):
            continue
        owner = heads.get(trigger.end)
        if owner and owner != amount and head.kind != "bare":
            continue  # 12 children and 26 wounded: those are the noun of 26
        if gap[1] - gap[0] <= _FURTHEST:
            cost = _side(of, trigger, left, gap) + _passing(
                of, *gap, _word_cost(trigger, head, left)
            )
            cost += _ACTIVE * (left and _takes_its_own(of, trigger))
            cost += _OTHER * (trigger.measure == "other") + _GOVERNED * (
                left and _governed(of, trigger)
            )
            found.append(Option(number, left, cost))
    return found


def _is_no_way(of: Sentence, amount: Amount, head: Head, trigger: Trigger) -> bool:
    """Whether the outcome behind a number cannot be its own."""
    if trigger.end <= amount.start:
        return False
    if of.has("base_after", head.end, head.end + 2):
        return True  # 12 of 28 passengers: the 28
    if of.words.side == "either" and of.has("lost", trigger.start, trigger.end):
        return True  # two soldiers lost their lives
    inside = amount.end < trigger.start < trigger.end <= head.end  # 38 of the 67 on board had died
    return inside and trigger.measure == "other" and trigger.kinds == {"verb"}


def _may_be_sent(of: Sentence, amount: Amount, head: Head, trigger: Trigger) -> bool:
    """Whether a number of soldiers is one of those sent: so many that they are a force."""
    if trigger.kinds == {"weak"}:
        force = trigger.measure != "deployed" or (amount.value or 0) >= _FORCE
        apart = trigger.start - head.end if not of.words.spaced else trigger.end - head.end
        return (force and 0 <= apart <= 1) or among(of, trigger)
    soldiers = of.has("weak", amount.start - _SOLDIERS, head.end + _SOLDIERS)
    return trigger.measure != "deployed" or soldiers or head.kind == "bare"


def _side(of: Sentence, trigger: Trigger, left: bool, gap: tuple[int, int]) -> float:
    """What it costs that the number stands left of this outcome, or right of it."""
    if left:
        late = 0.5 if of.words.side == "before" else 0.0
        near = of.words.spaced and of.length(*gap) <= 1  # subiu para 219 o número de mortos
        toll = 0.9 if near else 2.0
        costs = {"noun": 0.0, "verb": late, "toll": toll, "severe": 0.2, "weak": 0.9}
    else:
        named = -0.3 if of.text[gap[0] : gap[1]].strip() == ":" else 1.1  # Dead: 12
        early = 1.5 if of.words.side == "after" else 0.0
        costs = {"noun": named, "verb": early, "toll": 0.1, "severe": 2.0, "weak": 9.0}
        if among(of, trigger):
            return 0.3
    return min(costs[kind] for kind in trigger.kinds)


def among(of: Sentence, trigger: Trigger) -> bool:
    """Whether what follows is a part of those: *among the* dead."""
    return any(
        mark.kind == "among" and 0 <= trigger.start - mark.end <= 1
        for mark in of.marks_between(trigger.start - _AMONG, trigger.start)
    )


def _takes_its_own(of: Sentence, trigger: Trigger) -> bool:
    """Whether a verb has a number right behind it, which is then its own: killing at least 18."""
    if "verb" not in trigger.kinds or of.words.side == "after":
        return False
    behind = of.countable_between(trigger.end, trigger.end + _OBJECT)
    gap = (trigger.end, behind[0].start) if behind else (0, 0)
    own = {"at_least", "more_than", "up_to", "about", "nearly", "less_than", "between", "of"}
    covered = [m for m in of.marks_between(*gap) if m.kind in own]
    return (
        bool(behind)
        and all(
            any(m.start <= t.start and t.end <= m.end for m in covered)
            for t in of.tokens_between(*gap)
        )
        and not set(of.text[slice(*gap)]) & set(",;:.(")
    )


def _word_cost(trigger: Trigger, head: Head, left: bool) -> float:
    """What each word between costs: little to a toll, much from people to *the dead*."""
    if "toll" in trigger.kinds and not left:
        return _WORD / 2
    return _WORD * (
        5 if left and trigger.kinds <= {"noun", "toll"} and head.kind == "people" else 1
    )


def _governed(of: Sentence, trigger: Trigger) -> bool:
    """Whether an outcome hangs on a small word before it: arrested 45 *for* murder."""
    tokens = of.tokens_between(trigger.start - _AMONG, trigger.start)
    if not tokens or of.text[tokens[-1].end : trigger.start].strip():
        return False
    kinds = {m.kind for m in of.marks_between(tokens[-1].start, trigger.start)}
    return "because" in kinds


def _passing(of: Sentence, start: int, end: int, word: float = _WORD) -> float:
    """What it costs to pass what stands between two places, each word at `word`."""
    if end <= start:
        return 0.0
    if (aside := _aside(of, start, end)) is not None:
        return _ASIDE + _passing(of, start, aside[0], word) + _passing(of, aside[1], end, word)
    cost = of.length(start, end) * word
    cost += sum(_MARKS.get(mark.kind, 0) for mark in of.marks_between(start, end))
    cost += sum(_SIGNS.get(char, 0) for char in of.text[start:end])
    return cost + _AMOUNT * len(of.countable_between(start, end))


def _aside(of: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """What is only put in between two commas to name a part: `, including a child,`."""
    for mark in of.marks_between(start, end):
        comma = of.text.rfind(",", start, mark.start)
        if mark.kind == "including" and comma >= 0 and not of.text[comma + 1 : mark.start].strip():
            close = of.text.find(",", mark.end, end)
            if close >= 0:
                return comma, close + 1
    return None


def _cheapest(
    of: Sentence, items: Sequence[tuple[Amount, Head]], options: Sequence[Sequence[Option]]
) -> list[Option]:
    """One option a number, the cheapest together."""
    if not items:
        return []
    costs = [option.cost for option in options[0]]
    back: list[list[int]] = []
    for number in range(1, len(items)):
        gap = (items[number - 1][1].end, items[number][0].start)
        listed = _LIST + _passing(of, *gap) if _is_list(of, *gap) else None
        if of.has("weak", items[number - 1][0].end, gap[0]) and not of.has("and", *gap):
            listed = None  # 59 hostages, 35 dead
        step: list[int] = []
        now: list[float] = []
        for option in options[number]:
            ways = [
                cost + _together(before, option, listed)
                for cost, before in zip(costs, options[number - 1], strict=True)
            ]
            step.append(min(range(len(ways)), key=ways.__getitem__))
            now.append(ways[step[-1]])
        costs = now
        back.append(step)
    at = min(range(len(costs)), key=costs.__getitem__)
    path = [at]
    for step in reversed(back):
        at = step[at]
        path.append(at)
    return [options[n][at] for n, at in enumerate(reversed(path))]


def _together(before: Option, option: Option, listed: float | None) -> float:
    """What `option` adds behind `before`: those of one list share the way to their outcome."""
    if option.trigger is None or option.trigger != before.trigger:
        return option.cost
    if before.left != option.left:
        return option.cost + _BOTH_SIDES
    if listed is None:
        return option.cost
    further = before.cost if option.left else option.cost
    return option.cost + min(0.0, listed - further)


def _is_list(of: Sentence, start: int, end: int) -> bool:
    """Whether two numbers are parted as in a list: no clause begins there, and no verb.

    Behind the last *and* or comma only qualifiers and the like may stand: seven soldiers *and at
    least* four civilians, but not: killed seven soldiers *and took* four prisoners.
    """
    marks = of.marks_between(start, end)
    if {mark.kind for mark in marks} & _NO_LIST or set(of.text[start:end]) & set(";:\n"):
        return False
    joints = [mark.end for mark in marks if mark.kind in ("and", "or")]
    joint = max([start, *joints, *(start + at + 1 for at in _commas(of.text[start:end]))])
    light = [m for m in of.marks_between(joint, end) if m.kind in _LIGHT]
    tokens = of.tokens_between(joint, end) if of.words.spaced else []
    covered = all(any(m.start <= t.start and t.end <= m.end for m in light) for t in tokens)
    return of.length(start, end) <= _LONGEST_LIST and covered


def _commas(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char in ",،、"]
