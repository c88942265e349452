"""The one sentence that a page opens with: how many, by whom, and whether both can be true.

It has no number that no source gave, but for one that is said to be worked out from figures of its
source, and takes no side: the lower figure comes first.
"""

from __future__ import annotations

from typing import NamedTuple

from reconcile.aligning.added_parts import ADDED
from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Range
from reconcile.comparison.verdicts import VERDICTS, days_later, low_and_high, spoke_of_one_day
from reconcile.notation.bases import basis_name
from reconcile.notation.dates import in_words
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import Measures, label_text
from reconcile.notation.speech import mark_word, say
from reconcile.notation.words import clauses, counts, joined, number, percent, say_some
from reconcile.wording.claim_texts import source_text, told_day_text
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.pair_texts import ClaimedPair
from reconcile.wording.range_texts import ClaimedRange
from reconcile.wording.verdict_words import BOTH

_DEPLOYED = mark_word("how many", "deployed")
_DONE_TO = frozenset((
    mark_word("how many", "killed"), mark_word("how many", "wounded"),
    mark_word("how many", "missing"), mark_word("how many", "captured"),
))  # fmt: skip
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
    places = comparison.subjects.cells("place").used
    question = question_text(comparison, one.row, place=len(places) > 1)
    if one.row.verdict not in VERDICTS:
        return Headline(question, *_alone(one), "")
    pair = comparison.worst_pairs[one.row.estimand]
    sides = [comparison.by_number[number] for number in (pair.a, pair.b)]
    # figures of an earlier day are not among the claims
    dated = sides[0].as_of != sides[1].as_of or any(side not in one.claims for side in sides)
    said = clauses(_claim(side, dated=dated) for side in sides)
    more = one.row.sources - len(sides)
    others = say_some(more, "{n} more source gave a figure.", "{n} more sources gave a figure.")
    follows = _follows(comparison, one.row.verdict, sides[0], sides[1])
    return Headline(question, _sentence(said), follows, others if more else "")


def headline_across(comparison: Comparison, pair: ClaimedPair) -> Headline:
    """The claims furthest apart of two counts of which one lies inside the other (R6)."""
    whole, part = pair.a, pair.b
    places = comparison.subjects.cells("place").used
    question = question_text(comparison, whole, place=len(places) > 1)
    dated = whole.as_of != part.as_of
    sides = _claim(whole, dated=dated), _claim(part, dated=dated)
    if part.estimand == ADDED:
        parts = say("{figure}, all parts added", figure=sides[1])
        said = clauses([parts, sides[0]] if part.point < whole.point else [sides[0], parts])
    else:
        said = say(
            "{whole}; {part}, for a count that lies inside this one ({count})",
            whole=sides[0], part=sides[1], count=estimand_text(part),
        )  # fmt: skip
    return Headline(question, _sentence(said), _follows(comparison, "conflict", whole, part), "")


def _follows(comparison: Comparison, verdict: str, a: Estimate, b: Estimate) -> str:
    """Whether two claims with a verdict can both be true, no more than R5 says of them."""
    apart = max(a.lower, b.lower) > min(a.upper, b.upper)
    if verdict == "agree" and apart:
        within = percent(comparison.tolerance)
        return say("They are taken for the same number, within {percent}.", percent=within)
    if verdict == "timing" and spoke_of_one_day(a, b, comparison.rule):
        return say("Both said the same of one day, and one of them has spoken since.")
    if verdict == "conflict" and days_later(*low_and_high(a, b))[1] > 0:
        return say(
            "Both can be true only if the count rose faster than any source's own figures do."
        )
    return say(BOTH[verdict])


def _alone(one: ClaimedRange) -> tuple[str, str]:
    """What is said of a count of one origin, and that nothing can be held against it."""
    said = [claim for claim in one.claims if not claim.unknown]
    if not said:
        names = _names([source_text(claim) for claim in one.claims])
        return say("No number was given: {names} spoke of it.", names=names), ""
    told = _sentence(clauses(_claim(claim, dated=False) for claim in said[:_MOST_NAMED]))
    if len(said) == 1:
        return told, say("No other source has a current figure.")
    told_all = say("All {n} sources with a current figure rest on {origin}.",
                   n=number(len(said)), origin=said[0].origin)  # fmt: skip
    return told, told_all


def _names(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    rest = [say("{n} more", n=number(more))] if more > 0 else []
    return joined([*names[:_MOST_NAMED], *rest])


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _claim(row: Estimate, *, dated: bool) -> str:
    """How many, according to whom."""
    when = f" ({told_day_text(row)})" if dated else ""
    if row.derived:
        return say(
            "{figure}, worked out from figures of {source}",
            figure=number(row.point), source=f"{source_text(row)}{when}",
        )  # fmt: skip
    return say(
        "{figure} according to {source}",
        figure=spoken(row.figure), source=f"{source_text(row)}{when}",
    )  # fmt: skip


def spoken(text: str) -> str:
    """A figure as it is said aloud: `~300` is `about 300`."""
    figure = parse_figure(text)
    low, high = figure.low, figure.high
    if figure.best is not None:
        whole = _about(figure.about, number(figure.best))
        ends = [number(end) for end in (low, high) if end is not None]
        if len(ends) < 2:
            return whole
        return say(
            "{figure}, between {least} and {most}", figure=whole, least=ends[0], most=ends[1]
        )
    if low is None:
        limit = number(high or 0)
        return say("fewer than {n}", n=limit) if figure.strict else say("at most {n}", n=limit)
    if high is None:
        limit = number(low)
        return say("more than {n}", n=limit) if figure.strict else say("at least {n}", n=limit)
    told = _about(figure.about, counts(low, high))
    return say("{range} or more", range=told) if figure.open_above else told


def _about(about: bool, figure: str) -> str:
    return say("about {n}", n=figure) if about else figure


def question_text(comparison: Comparison, row: Range | Estimate, *, place: bool = True) -> str:
    """What a count asks: `How many pilgrims were killed in Mina, Saudi Arabia?`"""
    asked = _asked(comparison.alignment.parsed.ledger.measures, row)
    if row.place and place:
        asked = say("{question} in {place}", question=asked, place=row.place)
    if row.since:
        asked = say("{question} since {day}", question=asked, day=in_words(row.since))
    return f"{asked} ({basis_name(row.basis)}){say('?')}" if row.basis else f"{asked}{say('?')}"


def _asked(measures: Measures, row: Range | Estimate) -> str:
    measure, whom = measures[row.measure], people_text(row.population)
    if row.measure == "casualties":
        if not whom:
            return say("How many casualties were there")
        return say("How many casualties were there among {people}", people=whom)
    label = label_text(measures, row.measure, "how many")
    if row.measure == _DEPLOYED or (measure.includes <= _DONE_TO and not measure.may_include):
        if not whom:
            return say("How many were {measure}", measure=label)
        return say("How many {people} were {measure}", people=whom, measure=label)
    if not whom:
        return say("How many are counted as {measure}", measure=label)
    return say("How many {people} are counted as {measure}", people=whom, measure=label)


def people_text(population: str) -> str:
    """A population in a sentence: `officers, North Korean troops` as `officers (North …)`."""
    part, _, whole = population.partition(", ")
    return f"{part} ({whole})" if whole else part
