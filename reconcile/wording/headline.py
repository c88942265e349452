"""The one sentence that a page opens with: how many, by whom, and whether both can be true.

It has no number that no source gave, but for one that is said to be worked out from figures of its
source, and takes no side: the lower figure comes first.
"""

from __future__ import annotations

from typing import NamedTuple

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Range
from reconcile.comparison.verdicts import VERDICTS
from reconcile.notation.dates import in_words
from reconcile.notation.figures import parse_figure
from reconcile.notation.words import joined, number, several
from reconcile.wording.claim_texts import source_text, told_day_text
from reconcile.wording.range_texts import ClaimedRange
from reconcile.wording.verdict_words import BOTH

_DONE_TO = frozenset(("killed", "wounded", "missing", "captured"))
_MOST_NAMED = 3


class Headline(NamedTuple):
    """A question, what is answered to it, what follows, and who else spoke; each a sentence, and
    empty where there is nothing to say.
    """

    question: str
    said: str
    follows: str
    others: str

    @property
    def whole(self) -> str:
        """All of it."""
        return " ".join(part for part in self if part)


def headline(comparison: Comparison, one: ClaimedRange) -> Headline:
    """The claims furthest apart of a count, in a sentence; of one source what it says."""
    places = set(comparison.estimates["place"])
    question = question_text(comparison, one.row, place=len(places) > 1)
    if one.row.verdict not in VERDICTS:
        return Headline(question, *_alone(one), "")
    pair = comparison.worst_pairs[one.row.estimand]
    sides = [comparison.by_number[number] for number in (pair.a, pair.b)]
    # figures of an earlier day are not among the claims
    dated = sides[0].as_of != sides[1].as_of or any(side not in one.claims for side in sides)
    said = "; ".join(_claim(side, dated=dated) for side in sides)
    more = one.row.sources - len(sides)
    others = f"{several(more, 'more source')} gave a figure." if more else ""
    return Headline(question, _sentence(said), BOTH[one.row.verdict], others)


def _alone(one: ClaimedRange) -> tuple[str, str]:
    """What is said of a count of one origin, and that nothing can be held against it."""
    said = [claim for claim in one.claims if not claim.unknown]
    if not said:
        names = _names([source_text(claim) for claim in one.claims])
        return f"No number was given: {names} spoke of it.", ""
    told = _sentence("; ".join(_claim(claim, dated=False) for claim in said[:_MOST_NAMED]))
    if len(said) == 1:
        return told, "No other source gave a figure."
    return told, f"All {number(len(said))} sources rest on {said[0].origin}."


def _names(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return joined([*names[:_MOST_NAMED], *([f"{number(more)} more"] if more > 0 else [])])


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _claim(row: Estimate, *, dated: bool) -> str:
    """How many, according to whom."""
    when = f" ({told_day_text(row)})" if dated else ""
    if row.derived:
        return f"{number(row.point)}, worked out from figures of {source_text(row)}{when}"
    return f"{spoken(row.figure)} according to {source_text(row)}{when}"


def spoken(text: str) -> str:
    """A figure as it is said aloud: `~300` is `about 300`."""
    figure = parse_figure(text)
    about, low, high = "about " * figure.about, figure.low, figure.high
    if figure.best is not None:
        whole = f"{about}{number(figure.best)}"
        ends = [number(end) for end in (low, high) if end is not None]
        return f"{whole}, between {joined(ends)}" if len(ends) > 1 else whole
    if low is None:
        return f"{'fewer than' if figure.strict else 'at most'} {number(high or 0)}"
    if high is None:
        return f"{'more than' if figure.strict else 'at least'} {number(low)}"
    return f"{about}{number(low)} to {number(high)}{' or more' * figure.open_above}"


def question_text(comparison: Comparison, row: Range, *, place: bool = True) -> str:
    """What a count asks: `How many pilgrims were killed in Mina, Saudi Arabia?`"""
    measure = comparison.alignment.parsed.ledger.measures[row.measure]
    whom = people_text(row.population)
    if row.measure == "casualties":
        asked = f"How many casualties were there{f' among {whom}' if whom else ''}"
    elif row.measure == "deployed" or (measure.includes <= _DONE_TO and not measure.may_include):
        asked = f"How many{f' {whom}' if whom else ''} were {measure.label}"
    else:
        asked = f"How many{f' {whom}' if whom else ''} are counted as {measure.label}"
    where = f" in {row.place}" if row.place and place else ""
    since = f" since {in_words(row.since)}" if row.since else ""
    basis = f" ({row.basis})" if row.basis else ""
    return f"{asked}{where}{since}{basis}?"


def people_text(population: str) -> str:
    """A population in a sentence: `officers, North Korean troops` as `officers (North …)`."""
    part, _, whole = population.partition(", ")
    return f"{part} ({whole})" if whole else part
