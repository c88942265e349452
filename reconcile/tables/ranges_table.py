"""The ranges of a comparison (R8), to read in five seconds and then in full."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import (
    claim_text,
    counts_text,
    cut_text,
    date_text,
    figure_text,
    joined,
    left_out_text,
    legend,
    since_text,
    source_text,
    subject_text,
)

_HEAD = ("", "claimed", "all allow", "from", "verdict")
_RIGHT = (False, True, True, False, False)
_WIDEST = (34, 27, 21, 36, 12)
_GIVING = ((0, 17), (3, 14), (1, 18), (2, 13))
INDENT = "    "


def text(comparison: Comparison, width: int) -> str:
    """The range of every estimand, its claims and its worst pair, for `width` cells."""
    lines = wrapped(cut_text(comparison), width)
    return "\n".join([*lines, *body(comparison, width, {})]) + "\n"


def body(comparison: Comparison, width: int, remarks: Mapping[int, str]) -> list[str]:
    """The lines of `text` after the first ones; `remarks` are said of the estimands they name."""
    claims = by_estimand(comparison)
    entries = list(comparison.ranges.itertuples())
    heads = {row.Index: entry(row, claims[row.Index]) for row in entries}
    wide = fitted([_HEAD, *heads.values()], _WIDEST, width, giving=_GIVING)
    lines = list[str]()
    several = len({row.case for row in entries}) > 1
    for (case, subject), rows in groupby(entries, key=lambda row: (row.case, subject_text(row))):
        named = f"{case}.csv · {subject}" if several else subject
        lines += ["", *wrapped(named, width), ""]
        lines += columns(_HEAD, wide, _RIGHT)
        for row in rows:
            lines += columns(heads[row.Index], wide, _RIGHT)
            for note in _notes(comparison, row, claims[row.Index]):
                lines += wrapped(note, width, INDENT, INDENT)
            if row.Index in remarks:
                lines += wrapped(remarks[row.Index], width, INDENT, INDENT * 2)
    lines.append("")
    for note in [
        *legend(comparison.alignment, comparison.claims.values()),
        left_out_text(comparison),
    ]:
        lines += wrapped(note, width, "", "  ")
    return lines


def flat(comparison: Comparison) -> Flat:
    """One line an estimand."""
    claims = by_estimand(comparison)
    entries = list(comparison.ranges.itertuples())
    return flat_table(
        (
            *estimand_columns(entries),
            ("as of", False, [_dates(row) for row in entries]),
            ("from", False, [_from(row, claims[row.Index]) for row in entries]),
            ("low", True, [_count(row.low) for row in entries]),
            ("median", True, [_count(row.median) for row in entries]),
            ("high", True, [_count(row.high, row.open_above) for row in entries]),
            ("all allow", True, [allowed(row) for row in entries]),
            ("verdict", False, [row.verdict for row in entries]),
        )
    )


def by_estimand(comparison: Comparison) -> dict[int, list[Any]]:
    """The current claims of each estimand, in reading order."""
    claims: dict[int, list[Any]] = {}
    for claim in comparison.claims.values():
        claims.setdefault(claim.estimand, []).append(claim)
    return claims


def entry(row: Any, claims: Sequence[Any]) -> tuple[str, ...]:
    """An estimand in the columns of `text`: measure, claimed, all allow, from, verdict."""
    subject = " ".join(part for part in (row.measure, since_text(row.since)) if part)
    return subject, claimed(claims), allowed(row), _from(row, claims), row.verdict


def claimed(claims: Sequence[Any]) -> str:
    """The lowest and the highest claim in the words of those who made them."""
    said = [row for row in claims if not row.unknown]
    if not said:
        return "no number"
    lowest, highest = (pick(said, key=lambda row: row.point) for pick in (min, max))
    low, high = figure_text(lowest), figure_text(highest)
    opened = any(math.isinf(row.upper) for row in said) and not math.isinf(highest.upper)
    return f"{low} to {high}{'+' * opened}" if low != high or opened else low


def allowed(row: Any) -> str:
    """The counts that all claims allow, for a column."""
    return counts_text(row.agreed_lower, row.agreed_upper) if row.sources else "–"


def _count(value: float, open_above: bool = False) -> str:
    return "" if math.isnan(value) else f"{number(value)}{'+' * bool(open_above)}"


def _dates(row: Any) -> str:
    first, last = row.as_of_first, row.as_of_last
    return first if first == last else f"{first}/{last}"


def _from(row: Any, claims: Sequence[Any]) -> str:
    if len(claims) == 1:
        claim = claims[0]
        return f"{source_text(claim)} ({date_text(claim)})"
    sources = f"{row.sources} source{'' if row.sources == 1 else 's'}"
    if row.origins != row.sources:
        return f"{sources}, {row.origins} origin{'' if row.origins == 1 else 's'}"
    return sources


def _notes(comparison: Comparison, row: Any, claims: Sequence[Any]) -> list[str]:
    """Who claims what as of when, what most allow, and the pair that makes the verdict."""
    if len(claims) == 1:
        return []
    order = sorted(claims, key=lambda claim: (claim.unknown, claim.point))
    notes = ["; ".join(claim_text(claim) for claim in order)]
    if math.isnan(row.agreed_lower) and row.supported_by > 1:
        counts = counts_text(row.supported_lower, row.supported_upper)
        ties = f", one of {row.supported_ties} such runs" if row.supported_ties > 1 else ""
        notes.append(f"{row.supported_by} of {row.origins} origins allow {counts}{ties}")
    if row.verdict in ("conflict", "timing", "undetermined"):
        notes.append(f"{row.verdict}: {_worst(comparison, row)}")
    return notes


def _worst(comparison: Comparison, row: Any) -> str:
    """The pair that makes the verdict, and how far apart it is."""
    pair = comparison.worst_pairs[row.Index]
    names = joined(source_text(comparison.claims[number]) for number in (pair.a, pair.b))
    return f"{names}, {change_text(pair.difference, pair.ratio)}"


def change_text(difference: float, ratio: float) -> str:
    """How far apart two points are, `+1,000, ×1.33`; nothing where one has no number."""
    if math.isnan(difference):
        return ""
    return f"+{number(difference)}" + (f", ×{ratio:.2f}" if 0 < ratio < math.inf else "")
