"""The ratios between sources (R11), each with the figures it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.comparison import Comparison
from reconcile.comparison.ratios import LEAST, Ratios, numbers_of
from reconcile.tables.flat import Flat, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import (
    claim_text,
    days,
    estimand_text,
    joined,
    known_text,
    legend,
    source_text,
    times_text,
    where_text,
)

_HEAD = ("", "pairs", "median", "lowest", "highest")
_RIGHT = (False, True, True, True, True)
_WIDEST = (60, 9, 10, 10, 10)
INDENT = "    "
_MOST, _MOST_ZEROS = 500, 8
DESCRIPTION = (
    "A description of what was published, never used to correct a figure: it does not show which "
    "source is right, and a steady ratio can come from another way of counting."
)


def text(comparison: Comparison, width: int) -> str:
    """Two sources a row with the ratios between their figures and what each is made of.

    Of more than 500 ratios in all only the lowest, the middle and the highest of two sources are
    shown with their figures.
    """
    claims = comparison.by_number
    rows = list(comparison.ratios.table.itertuples())
    sides, shown = _sides(comparison), _shown(comparison.ratios)
    heads = [_cells(row, sides) for row in rows]
    wide = fitted([_HEAD, *heads], _WIDEST, width, giving=((0, 30),))
    lines = wrapped(assumptions(comparison), width)
    for row, head in zip(rows, heads, strict=True):
        lines += ["", *(columns(_HEAD, wide, _RIGHT) if row.Index == 0 else [])]
        lines += columns(head, wide, _RIGHT)
        for match in shown[row.Index]:
            lines += wrapped(_match_text(comparison, claims, match), width, INDENT, INDENT * 2)
        if more := row.pairs - len(shown[row.Index]):
            lines += wrapped(f"and {more:,} between them", width, INDENT)
    lines.append("")
    matches = [(match.a, match.b) for each in shown for match in each]
    zeros = comparison.ratios.zeros[:_MOST_ZEROS]
    marked = [claims[number] for number in numbers_of([*matches, *zeros])]
    for note in [*notes(comparison), *legend(comparison.alignment, marked), DESCRIPTION]:
        lines += wrapped(note, width, "", "  ")
    return "\n".join(lines) + "\n"


def _shown(found: Ratios) -> list[list[Any]]:
    """The matches of each row of the table that are shown, in the order of the figures."""
    matches: list[list[Any]] = [[] for _ in range(len(found.table))]
    for match in found.matches.itertuples():
        matches[match.row].append(match)
    return matches if len(found.matches) <= _MOST else [_few(each) for each in matches]


def _few(matches: Sequence[Any]) -> list[Any]:
    """The lowest, the middle and the highest."""
    order = sorted(matches, key=lambda match: match.ratio)
    return sorted({order[0], order[(len(order) - 1) // 2], order[-1]})


def flat(comparison: Comparison) -> Flat:
    """One line for two sources."""
    rows, sides = list(comparison.ratios.table.itertuples()), _sides(comparison)
    return flat_table(
        (
            ("of", False, [sides[row.source_b] for row in rows]),
            ("to", False, [sides[row.source_a] for row in rows]),
            ("pairs", True, [f"{row.pairs:,}" for row in rows]),
            ("median", True, [times_text(row.ratio) for row in rows]),
            ("lowest", True, [times_text(row.ratio_low) for row in rows]),
            ("highest", True, [times_text(row.ratio_high) for row in rows]),
        )
    )


def assumptions(comparison: Comparison) -> str:
    """The state of knowledge and the window; the age limit has no part in ratios."""
    known = known_text(comparison.alignment.cut)
    return f"{known} · same time: within {days(comparison.window)} · earlier and stale figures too"


def _sides(comparison: Comparison) -> dict[str, str]:
    """The sources with their marks."""
    once = comparison.estimates.drop_duplicates("source")
    return {row.source: source_text(row) for row in once.itertuples()}


def _cells(row: Any, sides: Mapping[str, str]) -> tuple[str, ...]:
    shares = (row.ratio, row.ratio_low, row.ratio_high)
    names = f"{sides[row.source_b]} to {sides[row.source_a]}"
    return (names, f"{row.pairs:,}", *map(times_text, shares))


def _match_text(comparison: Comparison, claims: Mapping[int, Any], match: Any) -> str:
    """One ratio with both figures, their dates and places."""
    a, b = claims[match.a], claims[match.b]
    sides = " to ".join(
        f"{claim_text(claim)} {where_text(comparison.alignment.where(claim.number))}"
        for claim in (b, a)
    )
    return f"{times_text(match.ratio)}  {estimand_text(a)}: {sides}"


def notes(comparison: Comparison) -> list[str]:
    """What is not in the table and why, and which of its sources rest on one origin."""
    found, lines = comparison.ratios, list[str]()
    if found.table.empty:
        lines.append(f"no two sources can be matched {LEAST} times; below that nothing is said")
    if found.fewer:
        are = "pair of sources was" if found.fewer == 1 else "pairs of sources were"
        lines.append(f"{found.fewer:,} {are} matched, but gave fewer than {LEAST} ratios")
    if found.zeros:
        lines.append(_zeros_text(comparison, found.zeros))
    if found.unplaced:
        are = "figure has" if found.unplaced == 1 else "figures have"
        lines.append(f"{found.unplaced:,} {are} no date or one too vague to be matched")
    if limits := int(found.matches["limit"].sum()):
        are = "ratio rests" if limits == 1 else "ratios rest"
        lines.append(f"{limits:,} {are} on a figure that is open or a limit (at least, up to)")
    return [*lines, *_one_origin(comparison)]


def _zeros_text(comparison: Comparison, zeros: Sequence[tuple[int, int]]) -> str:
    told = zeros[:_MOST_ZEROS]
    rows = comparison.estimates.loc[numbers_of(told)].itertuples()
    claims = {row.Index: claim_text(row) for row in rows}
    listed = [f"{claims[a]} and {claims[b]}" for a, b in told]
    more = len(zeros) - len(listed)
    rest = f"; and {more:,} more" if more else ""
    return f"left out, since there is no ratio to 0: {'; '.join(listed)}{rest}"


def _one_origin(comparison: Comparison) -> list[str]:
    """Two sources of one origin need not differ for reasons of their own."""
    once = comparison.estimates.drop_duplicates("source")
    origin = dict(zip(once["source"], once["origin"], strict=True))
    return [
        f"{joined(sorted((row.source_a, row.source_b)))} both rest on {origin[row.source_a]}"
        for row in comparison.ratios.table.itertuples()
        if origin[row.source_a] == origin[row.source_b]
    ]
