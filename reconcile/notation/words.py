"""Numbers in words, each kind one way: counts, days, ratios, growth, how many of something."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from reconcile.notation.speech import digits, names_said, said_once, say, say_of, word

MOST_TERMS = 6  # of a sum that is written out: as many as one adds up in one's head


def number(value: float) -> str:
    """A count with its thousands parted; a half keeps its half."""
    return digits(f"{value:,.0f}" if value == int(value) else f"{value:,}")


def signed(value: float) -> str:
    """A change with its sign, `+1,000`, `−5`; `0` has none."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


@said_once
def counts(lower: float, upper: float) -> str:
    """The counts from `lower` to `upper` in a sentence: `300 to 330`, `300 or more`."""
    if lower == upper:
        return number(lower)
    if math.isinf(upper):
        return say("{least} or more", least=number(lower))
    return say("{least} to {most}", least=number(lower), most=number(upper))


def several(count: float, what: str) -> str:
    """How many of something, in English: `1 row`, `2,000 rows`."""
    return f"{number(count)} {what}{'' if count == 1 else 's'}"


def say_some(count: float, one: str, many: str, /, **values: str) -> str:
    """The message for so many in the language that is spoken, `{n}` being how many."""
    return say_of(count, one, many, n=number(count), **values)


@said_once
def days(count: float) -> str:
    """`1 day`, `7 days`."""
    return say_some(count, "{n} day", "{n} days")


def times(ratio: float) -> str:
    """A ratio as `×1.33`; one too far from 1 for two decimals has two or no digits more."""
    if ratio >= 1000:
        return digits(f"×{ratio:,.0f}")
    return digits(f"×{ratio:.2f}" if ratio >= 0.1 else f"×{ratio:.2g}")


def rate(value: float) -> str:
    """A growth per day, whole from 10 up, with two significant digits below."""
    return digits(f"{value:,.0f}" if value >= 10 else f"{value:.2g}")


def percent(value: Fraction) -> str:
    """A number of percent, `1 %`, `0.5 %`."""
    return say("{number} %", number=digits(f"{float(value):.12g}"))


Term = tuple[str, float, float]  # of a sum: its words, its least and its greatest count


def sum_text(plus: Sequence[Term], minus: Sequence[Term] = ()) -> str:
    """A sum written out: `600 men + 300 women + 151 children = 1,051`.

    Beyond `MOST_TERMS` the last ones are one term, `+ 375 in 6 more`.
    """
    words = " + ".join(_shown(plus))
    words += "".join(f" − {term}" for term in _shown(minus))
    least = sum(term[1] for term in plus) - sum(term[2] for term in minus)
    most = sum(term[2] for term in plus) - sum(term[1] for term in minus)
    return f"{words} = {counts(max(least, 0), most)}"


def _shown(terms: Sequence[Term]) -> list[str]:
    first = terms if len(terms) <= MOST_TERMS else terms[: MOST_TERMS - 1]
    words = [term for term, _, _ in first]
    if rest := terms[len(first) :]:
        together = counts(sum(term[1] for term in rest), sum(term[2] for term in rest))
        words.append(say("{counts} in {n} more", counts=together, n=number(len(rest))))
    return words


def clauses(parts: Iterable[str]) -> str:
    """Clauses of a sentence behind one another, `a; b`, without those that say nothing."""
    return word("between clauses", "; ").join(filter(None, parts))


def headed(heading: str, text: str) -> str:
    """What is said of something under its name: `a: b`."""
    return say("{heading}: {text}", heading=heading, text=text)


def joined(names: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    listed = list(names)
    if len(listed) == 1:
        return listed[0]
    return names_said(listed, last) or f"{', '.join(listed[:-1])} {last} {listed[-1]}"
