"""R11: how two sources' figures for the same counts compare (docs/method.md, "Ratios")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import CURRENT, EARLIER, STALE, Alignment
from reconcile.comparison.matches import matched

COLUMNS = ("source_a", "source_b", "pairs", "ratio", "ratio_low", "ratio_high")
LEAST = 3  # pairs of figures, below which nothing is said of two sources


@dataclass(frozen=True)
class Ratios:
    """The ratios between every two sources that can be matched often enough, and what is left out.

    `table` has the columns `COLUMNS`, a row for two sources, greatest ratio first. `matches` has
    what each row is made of: `row` (its place in `table`), `a` and `b` (numbers of estimates, of
    source_a and source_b), `ratio`, and whether a `limit` (at least, up to) stands for one of the
    figures, in the order of the estimates. `fewer` is how many pairs of
    sources were matched, but gave fewer than three ratios; `zeros` are the matched estimates of
    which one is 0; `unplaced` is how many figures no exact date can be near enough to.
    """

    table: pd.DataFrame
    matches: pd.DataFrame
    fewer: int
    zeros: tuple[tuple[int, int], ...]
    unplaced: int


class _Match(NamedTuple):
    """Two matched estimates by their numbers, and their points."""

    a: int
    b: int
    low: float
    high: float
    limit: bool

    @property
    def ratio(self) -> float:
        return self.high / self.low

    @property
    def turned(self) -> _Match:
        return _Match(self.b, self.a, self.high, self.low, self.limit)


def ratios(alignment: Alignment, estimates: pd.DataFrame, window: int) -> Ratios:
    """Match the figures of every two sources among `estimates` and divide them (R11).

    Current, stale and earlier figures with a number count, each at its own date. Two are of the
    same time if their dates are at most `window` days apart however they are read.
    """
    figures = usable(estimates)
    by_source: dict[tuple[str, str], list[_Match]] = {}
    zeros: list[tuple[int, int]] = []
    names, point = figures["source"].tolist(), figures["point"].tolist()
    limit, numbers = limits(figures).tolist(), figures.index.tolist()
    for one, other in matched(alignment, figures, window):
        a, b = (one, other) if names[one] < names[other] else (other, one)
        found = by_source.setdefault((names[a], names[b]), [])
        if point[a] > 0 and point[b] > 0:
            either = limit[a] or limit[b]
            found.append(_Match(numbers[a], numbers[b], point[a], point[b], either))
        else:
            zeros.append((numbers[a], numbers[b]))
    enough = {both: found for both, found in by_source.items() if len(found) >= LEAST}
    table, matches = _tables(dict(_oriented(both, found) for both, found in enough.items()))
    span = (figures["as_of_last"] - figures["as_of_first"]).to_numpy()
    unplaced = int((span > 2 * window).sum())
    return Ratios(table, matches, len(by_source) - len(enough), tuple(zeros), unplaced)


def usable(estimates: pd.DataFrame) -> pd.DataFrame:
    """Those of the estimates that stand and have a number: current, stale and earlier ones.

    What was superseded, withdrawn or taken back has no part.
    """
    kept = estimates["status"].isin((CURRENT, STALE, EARLIER)).to_numpy()
    for name in ("unknown", "withdrawn", "taken_back"):
        kept = kept & ~estimates[name].to_numpy()
    return estimates[kept]


def limits(estimates: pd.DataFrame) -> np.ndarray:
    """Which figures are open above, or say no more than up to how many: their point is a limit."""
    point, lower, upper = (estimates[name].to_numpy() for name in ("point", "lower", "upper"))
    up_to = (lower == 0) & (upper > 0) & (point >= upper)
    found: np.ndarray = np.isinf(upper) | up_to
    return found


def _oriented(both: tuple[str, str], found: list[_Match]) -> tuple[tuple[str, str], list[_Match]]:
    """The two sources the way round that makes their median ratio at least 1; ties by name.

    With an even number of ratios it is the product of the middle two that decides, so that never
    both ways round, or neither, would do.
    """
    ordered = sorted(found, key=lambda match: match.ratio)
    middle = (ordered[(len(found) - 1) // 2], ordered[len(found) // 2])
    above = middle[0].high * middle[1].high
    if above >= middle[0].low * middle[1].low:
        return both, found
    return (both[1], both[0]), [match.turned for match in found]


def _tables(
    found: Mapping[tuple[str, str], list[_Match]],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table of pairs of sources, greatest ratio first, and the matches of each."""
    rows = []
    for both, listed in found.items():
        each = [match.ratio for match in listed]
        rows.append((*both, len(each), median(each), min(each), max(each)))
    rows.sort(key=lambda row: (-row[3], -row[2], row[:2]))
    matches = [
        (place, match.a, match.b, match.ratio, match.limit)
        for place, row in enumerate(rows)
        for match in found[row[:2]]
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in COLUMNS[3:]:
        table[name] = table[name].astype(float).round(4)
    return table, pd.DataFrame(matches, columns=["row", "a", "b", "ratio", "limit"])


def numbers_of(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers of all estimates in pairs of them, each once, in their order."""
    return sorted({number for pair in pairs for number in pair})
