"""The discrepancies of a comparison (R5), worst first, each with its places and its reason."""

from __future__ import annotations

from typing import Any

from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.comparison.verdicts import VERDICTS
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import wrapped
from reconcile.tables.ranges_table import change_text
from reconcile.wording.explanations import explanation
from reconcile.wording.phrases import (
    claim_text,
    cut_text,
    estimand_text,
    figure_text,
    legend,
    source_text,
    where_text,
)

INDENT = "    "


def explained(comparison: Comparison, width: int) -> str:
    """As `text`, with what each pair uses and what would change its verdict."""
    return text(comparison, width, explain=True)


def text(comparison: Comparison, width: int, explain: bool = False) -> str:
    """Every pair with its verdict, estimand, claims, places and reason, for `width` cells."""
    pairs = comparison.discrepancies
    lines = wrapped(cut_text(comparison), width)
    if not len(pairs):
        return "\n".join([*lines, "", "no two of the sources speak of the same estimand", ""])
    claims = comparison.claims
    for pair in pairs.itertuples():
        lines += [
            "",
            *wrapped(f"{pair.verdict} · {subject_text(pair, claims[pair.Index[0]])}", width),
        ]
        for number_, where in zip(pair.Index, (pair.where_a, pair.where_b), strict=True):
            lines += wrapped(
                f"{claim_text(claims[number_])}  {where_text(where)}", width, INDENT, INDENT * 2
            )
        change = change_text(pair.difference, pair.ratio)
        lines += wrapped(f"{change}: {pair.reason}" if change else pair.reason, width, INDENT)
        if explain:
            sides = (claims[pair.Index[0]], claims[pair.Index[1]])
            for note in explanation(comparison.alignment, comparison.window, pair, sides):
                lines += wrapped(note, width, INDENT, INDENT * 2)
    lines += ["", ", ".join(_tally(comparison))]
    involved = sorted({side for pair in pairs.index for side in pair})
    for note in legend(comparison.alignment, [claims[side] for side in involved]):
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def subject_text(pair: Any, outer: Any) -> str:
    """What a pair is about; of nested estimands both (R6), `outer` being the claim of the outer."""
    inner = estimand_text(pair)
    return f"{inner}, inside {estimand_text(outer)}" if pair.within else inner


def _tally(comparison: Comparison) -> list[str]:
    """How many pairs have each verdict, worst first."""
    verdicts = comparison.discrepancies["verdict"].tolist()
    counts = [(name, verdicts.count(name)) for name in reversed(VERDICTS)]
    return [f"{count:,} {name}" for name, count in counts if count]


def flat(comparison: Comparison) -> Flat:
    """One line a pair."""
    pairs = list(comparison.discrepancies.itertuples())
    claims = comparison.claims
    sides = [(claims[pair.Index[0]], claims[pair.Index[1]]) for pair in pairs]
    return flat_table(
        (
            *estimand_columns(pairs),
            ("inside", False, [pair.within for pair in pairs]),
            ("lower", False, [source_text(a) for a, _ in sides]),
            ("figure", True, [figure_text(a) for a, _ in sides]),
            ("as of", False, [a.as_of for a, _ in sides]),
            ("higher", False, [source_text(b) for _, b in sides]),
            ("figure", True, [figure_text(b) for _, b in sides]),
            ("as of", False, [b.as_of for _, b in sides]),
            ("difference", True, [_count(pair.difference) for pair in pairs]),
            ("ratio", True, [f"{pair.ratio:.2f}" if pair.ratio > 0 else "" for pair in pairs]),
            ("verdict", False, [pair.verdict for pair in pairs]),
            ("reason", False, [pair.reason for pair in pairs]),
        )
    )


def _count(value: float) -> str:
    return number(value) if value == value else ""
