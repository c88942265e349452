"""From a text to drafts: sentence by sentence, every count of people and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from reconcile.drafting.amounts import Amount, amounts_of
from reconcile.drafting.attachment import Counted, attach
from reconcile.drafting.attribution import Attribution, attributions
from reconcile.drafting.bounds_said import range_end, rises
from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.folded_text import FoldedText, folded_text
from reconcile.drafting.given_alone import given_alone
from reconcile.drafting.heads import Head, head_of
from reconcile.drafting.lexicon import Lexicon, lexicon
from reconcile.drafting.parts import Part, parts_of
from reconcile.drafting.row_making import Context, rows_of
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.sentence_places import sentence_places, unwrapped
from reconcile.drafting.word_marks import acronyms_of, marks_of, tokens_of

_NONE = 25  # characters from *none of* to its number
_SHARE = 4  # words from *one* to the number that it is one of
_RATE = 60  # characters between a number and *a day*, with no comma between


def drafts_of(text: str, language: str, published: str = "") -> list[DraftRow]:
    """The rows that a text proposes, in the order in which they stand.

    `language` is the code of one that has a file; `published` the ISO date of the text, or empty.
    Raises `ReconcileError` where the library that finds sentences is missing.
    """
    words = lexicon(language)
    found: list[DraftRow] = []
    context = Context(published)
    for sentence in sentences_of(unwrapped(folded_text(text, words.letters)), words):
        known = attributions(sentence)
        counted = counted_in(sentence, known, context.measures)
        before, context = context, rows_of(sentence, counted, known, context)
        if context.first > before.first:
            found += before.rows
    return [*found, *context.rows]


def sentences_of(folded: FoldedText, words: Lexicon) -> Iterator[Sentence]:
    """The sentences of a text, with their marks and numbers."""
    text = folded.text
    tokens = tokens_of(text)
    marks = marks_of(text, tokens, words, acronyms_of(folded, tokens))
    amounts = amounts_of(text, tokens, marks, words)
    for start, end in sentence_places(folded, words.code):
        yield Sentence(folded, start, end, tokens, marks, amounts, words)


def counted_in(
    of: Sentence, known: Sequence[Attribution] = (), before: Collection[str] = ()
) -> list[tuple[Counted, Part, Amount | None]]:
    """The numbers of a sentence that are counts of people, in order.

    With each goes what it is a part of, and the number that ends its range. How many they are who
    speak (`known`) is no count: two officials said. `before` are the measures of the sentence
    before.
    """
    items: list[tuple[Amount, Head]] = []
    ranges: dict[Amount, Amount | None] = {}
    skip: Amount | None = None
    age: Amount | None = None
    last: Amount | None = None
    for amount, behind in zip(of.amounts, [*of.amounts[1:], None], strict=False):
        ranges[amount] = upto = range_end(of, amount, behind)
        if amount == skip:
            skip = upto
            continue
        skip = upto
        if last and _is_former(of, last, amount):
            continue
        last = amount
        if behind and _is_ratio(of, amount, behind):
            skip = behind
            continue
        head = head_of(upto or amount, of)
        if whole := _out_of(
            of, upto or amount, behind
        ):  # six of the 22 passengers, one of the two dead
            of_whole = head_of(whole, of)
            if of_whole.kind == "outcome":
                continue
            skip, head = whole, _past_aboard(of, of_whole)
        head = _beside(of, (amount, upto), behind, head, age)
        age = upto or amount if head.kind == "age" else None
        speaking = any(one.start <= amount.start < one.end for one in known)
        if not speaking and _may_count(of, amount, head):
            items.append((amount, head))
    of.countable = [amount for amount, _ in items]
    numbers = given_alone(of, attach(of, items), before)
    return [(one, part, ranges[one.amount]) for one, part in parts_of(of, numbers)]


def _is_ratio(of: Sentence, amount: Amount, behind: Amount) -> bool:
    """Whether two numbers are a share: one in five, one person out of every ten."""
    gap = (amount.end, behind.start)
    return amount.value == 1 and of.has("ratio", *gap) and of.length(*gap) <= _SHARE


def _past_aboard(of: Sentence, head: Head) -> Head:
    """What a number counts with *on board* behind it, which only says who they are."""
    for mark in of.marks_between(head.end, head.end + 2):
        if mark.kind == "verb" and mark.measure == "other":
            return Head(head.kind, mark.end)
    return head


def _beside(
    of: Sentence, number: tuple[Amount, Amount | None], behind: Amount | None, head: Head,
    age: Amount | None,
) -> Head:  # fmt: skip
    """What a number counts, by the numbers beside it: aged 4, 7 and 9; boys of six and eight."""
    amount, upto = number
    if upto and head_of(amount, of).kind == "age":
        return Head("age", upto.end)
    if age and head.kind == "bare" and _is_next(of, age, amount):
        return Head("age", amount.end)
    if head.kind == "bare" and behind and _joined(of, (upto or amount).end, behind.start):
        return _of_things(head, head_of(behind, of))
    return head


def _is_next(of: Sentence, before: Amount, amount: Amount) -> bool:
    """Whether two numbers are parted by a comma, *and* or *or* alone."""
    gap = of.text[before.end : amount.start]
    joints = sum(of.has(kind, before.end, amount.start) for kind in ("and", "or"))
    return len(of.tokens_between(before.end, amount.start)) == joints and not set(gap) & set(";:.")


def _is_former(of: Sentence, before: Amount, amount: Amount) -> bool:
    """Whether a number is what the one before it rose from: rose to 4,033 *from* 3,865."""
    gap = (before.end, amount.start)
    only = len(of.tokens_between(*gap)) == 1 and of.has("between", *gap) and not of.has("of", *gap)
    return only and (before.value or 0) > (amount.value or 0)


def _joined(of: Sentence, start: int, end: int) -> bool:
    """Whether only *and* or *or* stands between two places."""
    marks = [m for m in of.marks_between(start, end) if m.kind in ("and", "or")]
    return (
        bool(marks)
        and not "".join((of.text[start : marks[0].start], of.text[marks[-1].end : end])).strip()
    )


def _of_things(head: Head, behind: Head) -> Head:
    """What a bare number counts that is joined to another one: boys of six and eight years."""
    return behind if behind.kind in ("thing", "date") else head


def _may_count(of: Sentence, amount: Amount, head: Head) -> bool:
    """Whether a number may be one of people: no date, no things, no rate, no article."""
    if head.kind in ("thing", "date", "age") or rises(of, amount) or _rate(of, amount, head):
        return False
    ahead = of.marks_between(amount.start - _NONE, amount.start)
    if any(mark.kind == "none" and amount.start - mark.end <= 1 for mark in ahead):
        return False  # none of the 180 was hurt
    return amount.kind != "one" or head.kind in ("people", "outcome", "bare")


def _out_of(of: Sentence, amount: Amount, whole: Amount | None) -> Amount | None:
    """The number behind this one, if the people counted by this one are some of those."""
    if whole is None or amount.value is None or whole.start < amount.end:
        return None
    between = of.tokens_between(amount.end, whole.start)
    covered = [mark for mark in of.marks_between(amount.end, whole.start) if mark.kind == "of"]
    only_of = all(any(m.start <= t.start and t.end <= m.end for m in covered) for t in between)
    gap = of.text[amount.end : whole.start]
    less = (whole.value or 0) >= amount.value and not set(gap) & set(",;:()-")
    return whole if between and only_of and less and of.words.spaced else None


def _rate(of: Sentence, amount: Amount, head: Head) -> bool:
    """Whether the number is one a day, of every hundred thousand, on average."""
    ahead = of.text[max(of.start, amount.start - _RATE) : amount.start]
    behind = of.text[head.end : min(of.end, head.end + _RATE)]
    lead, tail = len(re.split("[,;]", ahead)[-1]), len(re.split("[,;]", behind)[0])
    near = of.marks_between(amount.start - lead, amount.start)
    counted = {other.end + 1 for other in of.amounts}  # son 24 saatte 12: in the last 24 hours
    rate = any(mark.kind == "rates" and mark.start not in counted for mark in near)
    return rate or of.has("rates", head.end, head.end + tail)
