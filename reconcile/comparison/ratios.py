"""R11: how two sources' figures for the same counts compare (docs/further-rules.md, "Ratios")."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Annotated, NamedTuple

import numpy as np

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STANDING
from reconcile.columnar import Columns
from reconcile.comparison.matches import Match, matched
from reconcile.comparison.proportions import rounded
from reconcile.comparison.schema import SourceRatio
from reconcile.notation.columns import Kind, Ratio, Truth, Whole, columns_of

LEAST = 3  # pairs of figures, fewer of which are chance and no habit of two sources


class Divided(NamedTuple):
    """Two matched estimates, of source_a and source_b of a row of the table, and their ratio."""

    row: Annotated[Whole, "the position of the row in the table"]
    a: Annotated[Whole, "the number of the estimate of source_a"]
    b: Annotated[Whole, "the number of the estimate of source_b"]
    ratio: Annotated[Ratio, "the point of b by that of a"]
    limit: Annotated[Truth, "whether a limit (at least, up to) stands for one of the figures"]


@dataclass(frozen=True)
class Ratios:
    """The ratios between every two sources that can be matched often enough, and what is left out.

    `table` has the columns of `SourceRatio`, a row for two sources, greatest ratio first. `matches`
    has what each row is made of, in the order of the estimates: the columns of `Divided`. `fewer`
    is how many pairs of sources were matched, but gave fewer than three ratios; `zeros` are the
    matched estimates of which one is 0; `unplaced` is how many figures no exact date can be near
    enough to.
    """

    table: Columns
    matches: Columns
    fewer: int
    zeros: tuple[tuple[int, int], ...]
    unplaced: int


def ratios(alignment: Alignment, estimates: Columns, window: int) -> Ratios:
    """Match the figures of every two sources among `estimates` and divide them (R11).

    Current, stale and earlier figures with a number count, each at its own date. Two are of the
    same time if their dates are at most `window` days apart however they are read.
    """
    figures = usable(estimates)
    by_sources: dict[tuple[str, str], list[Match]] = {}
    zeros: list[tuple[int, int]] = []
    for match in matched(alignment, figures.rows(Estimate), window):
        a, b = sorted(match, key=lambda figure: figure.source)
        found = by_sources.setdefault((a.source, b.source), [])
        if a.point > 0 and b.point > 0:
            found.append((a, b))
        else:
            zeros.append((a.number, b.number))
    enough = [_oriented(found) for found in by_sources.values() if len(found) >= LEAST]
    table, matches = _tables(enough)
    span = figures["as_of_last"] - figures["as_of_first"]
    unplaced = int(np.count_nonzero(span > 2 * window))
    return Ratios(table, matches, len(by_sources) - len(enough), tuple(zeros), unplaced)


def usable(estimates: Columns) -> Columns:
    """Those of the estimates that stand and have a number: current, stale and earlier ones.

    What was superseded, withdrawn or taken back has no part.
    """
    kept = np.isin(estimates["status"], STANDING)
    for name in ("unknown", "withdrawn", "taken_back"):
        kept &= ~estimates[name]
    return estimates.take(kept)


def is_limit(figure: Estimate) -> bool:
    """Whether it is open above or says no more than up to how many: its point is a limit."""
    return math.isinf(figure.upper) or figure.lower == 0 < figure.upper <= figure.point


def _ratio(match: Match) -> float:
    return match[1].point / match[0].point


def _oriented(found: Sequence[Match]) -> Sequence[Match]:
    """The matches the way round that makes their median ratio at least 1, else as they are.

    With an even number of ratios it is the product of the middle two that decides, so that never
    both ways round, or neither, would do.
    """
    ordered = sorted(found, key=_ratio)
    middle = (ordered[(len(found) - 1) // 2], ordered[len(found) // 2])
    if math.prod(b.point for _, b in middle) >= math.prod(a.point for a, _ in middle):
        return found
    return [(b, a) for a, b in found]


def _tables(found: Iterable[Sequence[Match]]) -> tuple[Columns, Columns]:
    """The table of pairs of sources, greatest ratio first, and the matches of each."""
    rows = []
    for matches in found:
        (a, b), each = matches[0], [_ratio(match) for match in matches]
        row = SourceRatio(a.source, b.source, len(each), median(each), min(each), max(each))
        rows.append((row, matches))
    rows.sort(key=lambda each: (-each[0].ratio, -each[0].pairs, each[0][:2]))
    divided = [
        Divided(number, a.number, b.number, _ratio((a, b)), is_limit(a) or is_limit(b))
        for number, (_, matches) in enumerate(rows)
        for a, b in matches
    ]
    return rounded_ratios(SourceRatio, [row for row, _ in rows]), Columns.of(Divided, divided)


def rounded_ratios(row: type[NamedTuple], rows: Iterable[NamedTuple]) -> Columns:
    """The columns of a table, its ratios with as many decimals as tables have."""
    made = Columns.of(row, rows)
    ratios = [column.name for column in columns_of(row) if column.kind is Kind.RATIO]
    return made.assign(**{name: rounded(made[name]) for name in ratios})


def numbers_of(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers of all estimates in pairs of them, each once, in their order."""
    return sorted({number for pair in pairs for number in pair})
