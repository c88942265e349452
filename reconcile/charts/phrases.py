"""Figures, dates and assumptions in the words that tables have for them.

Charts and tables stand on one floor and do not import each other; a test holds both to the same
words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from reconcile.align import Alignment
from reconcile.compare import Comparison
from reconcile.compare.reasons import number
from reconcile.dates import in_words

DERIVED, PARTY = "*", "†"


def figure_text(row: Any) -> str:
    """The figure of an estimate as it was said; a derived one as its point with a mark.

    `row` is a row of `Comparison.estimates`, as `itertuples` gives it.
    """
    if row.unknown:
        return "no number"
    if row.derived:
        text = f"≥{number(row.lower)}" if math.isinf(row.upper) else number(row.point)
        return f"{text}{DERIVED}"
    return readable(row.figure)


def readable(figure: str) -> str:
    """A canonical figure with the signs that people read."""
    return figure.replace(">=", "≥").replace("<=", "≤")


def date_text(row: Any) -> str:
    """The as-of date in words."""
    return in_words(row.as_of) if row.as_of else "no date"


def cut_text(comparison: Comparison) -> str:
    """The assumptions that shaped a result: the cut, the window and the age limit."""
    cut = comparison.alignment.cut
    limits = (("published by", cut.known_by), ("as of", cut.as_of))
    parts = [f"{words} {in_words(day.text)}" for words, day in limits if day]
    parts = parts or ["everything published"]
    parts.append(f"same time: within {days(comparison.window)}")
    parts.append(f"nothing older than {days(cut.max_age)}")
    return " · ".join(parts)


def days(count: int) -> str:
    """`1 day`, `7 days`."""
    return f"{count:,} day{'' if count == 1 else 's'}"


def derivation_text(alignment: Alignment, row: Any) -> str:
    """How a derived figure comes from what its source said: `NIS killed+wounded 3,000 = …`.

    `row` is a row of `Alignment.estimates` whose index is the number of the estimate.
    """
    measures = alignment.parsed.ledger.measures
    whole = measures[row.measure].includes
    texts = list[str]()
    for place in alignment.parts_of(row.Index):
        part = alignment.estimates.loc[place]
        added = not texts or measures[part.measure].includes <= whole
        sign = "" if not texts else " + " if added else " − "
        texts.append(f"{sign}{part.measure} {readable(part.figure)}")
    return f"{row.source} {row.measure} {number(row.point)} = {''.join(texts)}"


def joined(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
