"""The sentences of the chart of ranges: its caption, and the text that stands for it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reconcile.aligning.status import STATUSES
from reconcile.charts.page.captions import (
    conditions,
    crowded,
    left_out,
    meanings,
    same_day,
    short,
)
from reconcile.charts.page.claims import DrawnRange
from reconcile.charts.page.scales import log_text
from reconcile.charts.ranges.joins import Join, apart_text, joined_pairs
from reconcile.charts.ranges.range_panel import RangePanel
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import gave_no_number
from reconcile.comparison.schema import Range
from reconcile.comparison.verdicts import VERDICTS, Pair
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, counts, headed, joined, number, say_some
from reconcile.wording.case_texts import status_count
from reconcile.wording.claim_texts import claim_text
from reconcile.wording.verdict_words import furthest_text, none_fits, verdict_text

_FAR = mark("It is used where the highest figure is {factor} times the lowest above 0, or more.")


def caption(
    comparison: Comparison, drawn: Sequence[DrawnRange], joins: Sequence[tuple[Join, ...]],
    panels: Sequence[RangePanel], lacking: int,
) -> list[str]:  # fmt: skip
    """The paragraphs under a chart of those `drawn`, with no room for the panels `lacking`."""
    verdicts = [entry.range.verdict for entry in drawn] + [j.verdict for j in sum(joins, ())]
    sources = sum(line.left_out for panel in panels for line in panel.lines)
    far = any(panel.scale and panel.scale.first for panel in panels)
    return [
        conditions(comparison) + _older(comparison),
        *meanings(verdicts),
        *same_day(_of_one_day(comparison, drawn, joins)),
        *left_out(*crowded(lacking, sources)),
        *([log_text(_FAR)] if far else []),
    ]


def _of_one_day(
    comparison: Comparison, drawn: Sequence[DrawnRange], joins: Sequence[tuple[Join, ...]]
) -> list[str]:
    """The pairs with a bracket whose ratio is that of an earlier day."""
    return [
        f"{entry.title}, {_sides(comparison, pair)}"
        for entry, own in zip(drawn, joins, strict=True)
        for pair in joined_pairs(comparison.furthest_pairs.get(entry.range.estimand, ()))
        if {pair.a, pair.b} != {pair.claim_a, pair.claim_b}
        and VERDICTS[pair.verdict] in [join.verdict for join in own]
    ]


def _older(comparison: Comparison) -> str:
    """What is known and not drawn, because a later figure of its source or a newer one is."""
    codes = comparison.estimates["status"].tolist()
    names = ("stale", "earlier", "superseded", "withdrawn")
    counted = [(codes.count(STATUSES.index(name)), name) for name in names]
    parts = [status_count(name, count) for count, name in counted if count]
    if not parts:
        return ""
    return f" {say('Not drawn, see the timeline: {figures}.', figures=', '.join(parts))}"


def span_text(entry: DrawnRange) -> str:
    """Who claims least and most, in the words of each, and what fits all."""
    row, figures = entry.range, {claim.source: claim.figure for claim in entry.counted}
    if not row.sources:
        return ""
    sources = say_some(row.sources, "{n} source", "{n} sources")
    if row.origins != row.sources:
        origins = number(row.origins)
        sources = say("{sources} resting on {origins}", sources=sources, origins=origins)
    if row.low == row.high:
        message = mark("{sources}, all at {n}") if row.sources > 1 else mark("{sources}, at {n}")
        text = say(message, sources=sources, n=number(row.low))
    else:
        text = say(
            "{sources}, from {least} ({lowest_source}) to {most} ({highest_source})",
            sources=sources,
            least=figures[row.low_source], lowest_source=short(row.low_source),
            most=figures[row.high_source], highest_source=short(row.high_source),
        )  # fmt: skip
    if row.open_above:
        text = say("{range}, without an upper limit", range=text)
    return f"{clauses((text, _allowed_text(row)))}." if row.sources > 1 else f"{text}."


def _allowed_text(row: Range) -> str:
    """What fits all claims, in words."""
    if math.isnan(row.agreed_lower):
        return none_fits()
    upper = math.inf if math.isnan(row.agreed_upper) else row.agreed_upper
    return say("{counts} fits all", counts=counts(row.agreed_lower, upper))


def words_of(comparison: Comparison, entries: Sequence[DrawnRange]) -> str:
    """The chart in sentences: what is counted, who is at each end, the verdict."""
    sentences = [f"{say('what each source says.')} {conditions(comparison)}"]
    for entry in entries:
        row, silent = entry.range, [claim.source for claim in entry.claims if not claim.counted]
        parts = [span_text(entry).rstrip(".")] if row.sources else []
        if row.sources == 1:
            alone = say("{source} alone, {n}", source=row.low_source, n=entry.counted[0].figure)
            parts = [
                say("{range}, without an upper limit", range=alone) if row.open_above else alone
            ]
        parts += [gave_no_number(silent)] if silent else []
        told = headed(entry.title, clauses(parts))
        sentences.append(f"{told}. {verdict_text(row.verdict)}")
        pairs = joined_pairs(comparison.furthest_pairs.get(row.estimand, ()))
        sentences += [_pair_text(comparison, pair) for pair in pairs]
    return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")


def _pair_text(comparison: Comparison, pair: Pair) -> str:
    told = furthest_text(VERDICTS[pair.verdict])
    return f"{headed(told[0].upper() + told[1:], _sides(comparison, pair))}."


def _sides(comparison: Comparison, pair: Pair) -> str:
    """Both figures of a pair, and how far apart they are."""
    sides = joined(claim_text(comparison.by_number[number]) for number in (pair.a, pair.b))
    return f"{sides}, {apart_text(pair, signed=False)}"
