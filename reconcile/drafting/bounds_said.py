"""How a number was qualified: at least, more than, nearly, between; and the figure that makes."""

from __future__ import annotations

from typing import NamedTuple

from reconcile.drafting.amounts import Amount
from reconcile.drafting.attachment import Counted
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.word_marks import Mark

QUALIFIERS = ("at_least", "more_than", "up_to", "less_than", "about", "nearly", "between")
_LONGEST_LINK = 12  # characters between the two numbers of a range
_SIGNS = set(",;:()\n،、")
_LATER = 40  # characters behind a number in which it may still be qualified
_BETWEEN = 3  # words between a qualifier and its number, as in: more than a further 20


class SaidFigure(NamedTuple):
    """A figure in the ledger's notation with the counts its words allow.

    `start` to `end` is the number with its qualifier and its noun; `number_end` is behind the
    number, that of the second in a range.
    """

    figure: str
    lower: int | None
    upper: int | None
    approx: bool
    start: int
    end: int
    number_end: int


def said(of: Sentence, counted: Counted, upto: Amount | None) -> SaidFigure:
    """What is said of a number; `upto` is the other end of its range."""
    amount = counted.amount
    start, end = amount.start, counted.head.end
    if amount.value is None:
        return SaidFigure("unknown", None, None, False, start, end, amount.end)
    found = {mark.kind: mark.start for mark in _before(of, amount)}
    after = {m.kind.removesuffix("_after"): m.end for m in _behind(of, upto or amount, end)}
    start = min([start, *found.values()])
    end = max([end, *after.values()])
    kinds = {*found, *after}
    about = "about" in kinds or amount.rounded
    if upto is not None and upto.value is not None:
        low, high = amount.value, upto.value
        if low < 1000 <= high and high % 1000 == 0 and high // 1000 > low:
            low *= _scale(high)
        figure = f"{'~' if about else ''}{low:,}–{high:,}"
        return SaidFigure(figure, low, high, about, start, max(end, upto.end), upto.end)
    return SaidFigure(*_bounded(amount.value, kinds, about), start, end, amount.end)


def _scale(value: int) -> int:
    return next(n for n in (10**9, 10**6, 10**3) if value % n == 0)


def _bounded(n: int, kinds: set[str], about: bool) -> tuple[str, int | None, int | None, bool]:
    if "more_than" in kinds:
        return f">{n:,}", n + 1, None, False
    if "at_least" in kinds:
        return f">={n:,}", n, None, False
    if "up_to" in kinds:
        return f"<={n:,}", None, n, False
    if "less_than" in kinds:
        return f"<{n:,}", None, n - 1, False
    if about or "nearly" in kinds:
        return f"~{n:,}", n, n, True
    return f"{n:,}", n, n, False


def _before(of: Sentence, amount: Amount) -> list[Mark]:
    """The qualifiers in front of a number, with little between."""
    found = []
    for mark in of.marks_between(amount.start - 60, amount.start):
        if mark.kind not in QUALIFIERS or mark.end > amount.start:
            continue
        gap = of.text[mark.end : amount.start]
        between = of.tokens_between(mark.end, amount.start)
        crossed = bool(of.amounts_between(mark.end, amount.start))
        if len(between) <= _BETWEEN and not set(gap) & _SIGNS and not crossed:
            stopped = any(of.has(kind, mark.end, amount.start) for kind in ("and", "verb"))
            if not stopped and not (mark.kind == "up_to" and _rose(of, mark.start)):
                found.append(mark)
    return found


def _behind(of: Sentence, amount: Amount, end: int) -> list[Mark]:
    """The qualifiers behind a number or the noun it counts."""
    later = of.amounts_between(max(end, amount.end), end + _LATER)
    following = later[0].start if later else of.end
    found = []
    for mark in of.marks_between(amount.end, min(following, end + _LATER)):
        if mark.kind == "and":
            break
        gap = of.text[amount.end : mark.start]
        near = of.length(amount.end, mark.start) <= _BETWEEN and not set(gap) & _SIGNS
        if near and mark.kind.endswith("_after") and mark.kind[:-6] in QUALIFIERS:
            found.append(mark)
    return found


def rises(of: Sentence, amount: Amount) -> bool:
    """Whether the number is what a count rose from: *rose from* 12 to 17."""
    return any(
        mark.kind == "rise" and 0 <= amount.start - mark.end <= 1
        for mark in of.marks_between(amount.start - _LATER, amount.start)
    )


def _rose(of: Sentence, to: int) -> bool:
    """Whether the number before a place is what a count rose from: rose from 120 *to* 179."""
    return any(rises(of, other) for other in of.amounts_between(to - _LATER, to))


def range_end(of: Sentence, amount: Amount, behind: Amount | None) -> Amount | None:
    """The number that ends the range that begins with this one; None if it begins none."""
    if behind is None or amount.value is None or behind.value is None:
        return None
    gap = of.text[amount.end : behind.start]
    if len(gap) > _LONGEST_LINK or (amount.value >= behind.value and behind.value < 1000):
        return None
    if gap.strip() in ("-", "~", "–"):
        return behind
    if rises(of, amount):
        return None
    tokens = of.tokens_between(amount.end, behind.start)
    if len([t for t in tokens if not of.has("articles", t.start, t.end) or t is tokens[0]]) != 1:
        return None
    kinds = {mark.kind for mark in of.marks_between(amount.end, behind.start)}
    between = "and" in kinds and any(m.kind == "between" for m in _before(of, amount))
    linked = "to" in kinds or between or ("or" in kinds and behind.value > amount.value)
    return behind if linked else None
