"""The discrepancies of a comparison (R5), worst first, each with its places and its reason."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.comparison import Comparison
from reconcile.notation.words import number
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, wrapped
from reconcile.wording.case_texts import cut_text
from reconcile.wording.claim_texts import (
    claim_text,
    figure_text,
    legend,
    source_text,
    where_text,
)
from reconcile.wording.explanations import explanation
from reconcile.wording.pair_texts import ClaimedPair, claimed_pairs, tally_text

_FLAT = (
    Shown[ClaimedPair]("inside", lambda pair: pair.row.within),
    Shown("lower", lambda pair: source_text(pair.a)),
    Shown("figure", lambda pair: figure_text(pair.a), True),
    Shown("as of", lambda pair: pair.a.as_of),
    Shown("higher", lambda pair: source_text(pair.b)),
    Shown("figure", lambda pair: figure_text(pair.b), True),
    Shown("as of", lambda pair: pair.b.as_of),
    Shown("difference", lambda pair: _count(pair.row.difference), True),
    Shown("ratio", lambda pair: f"{pair.row.ratio:.2f}" if pair.row.ratio > 0 else "", True),
    *as_it_is("verdict", "reason", of=lambda pair: pair.row),
)


def explained(comparison: Comparison, width: int) -> str:
    """As `text`, with what each pair uses and what would change its verdict."""
    return text(comparison, width, explain=True)


def text(
    comparison: Comparison, width: int, explain: bool = False, before: Sequence[str] = (),
    most: int | None = None,
) -> str:  # fmt: skip
    """Every pair with its verdict, estimand, claims, lines and reason, for `width` cells.

    Before the first come the lines `before`; of many pairs only the worst are told, `most` of them.
    """
    pairs = claimed_pairs(comparison, None if most is None else comparison.pairs.worst(most))
    lines = [*wrapped(cut_text(comparison), width), *before]
    if not pairs:
        return "\n".join([*lines, "", "no two of the sources speak of the same estimand", ""])
    for pair in pairs:
        row = pair.row
        lines += ["", *wrapped(f"{row.verdict} · {pair.subject}", width)]
        for claim, where in ((pair.a, row.where_a), (pair.b, row.where_b)):
            told = f"{claim_text(claim)}  {where_text(where)}"
            lines += wrapped(told, width, INDENT, INDENT * 2)
        lines += wrapped(pair.reason, width, INDENT)
        if explain:
            for note in explanation(comparison, pair):
                lines += wrapped(note, width, INDENT, INDENT * 2)
    lines += ["", tally_text(comparison.pairs.tally)]
    involved = {claim.number: claim for pair in pairs for claim in pair[1:]}
    for note in legend(comparison.alignment, involved.values()):
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def flat(comparison: Comparison) -> Flat:
    """One line a pair."""
    pairs = claimed_pairs(comparison)
    return flat_table((*estimand_columns(pairs, lambda pair: pair.row), *_FLAT), pairs)


def _count(value: float) -> str:
    return number(value) if value == value else ""
