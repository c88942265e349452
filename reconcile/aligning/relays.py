"""R1: the relays of one statement, put together (docs/method.md, "Relays")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.aligning.typed_cells import DATES, Parsed
from reconcile.columnar import AnyColumn, Columns, firsts, group
from reconcile.stable_order import stable_order

_COUNTS = ("lower", "upper", "point", "unknown", "withdrawn")
_DAYS = tuple(f"{name}_{end}" for name in DATES for end in ("first", "last"))
_READ = ("measure", "basis", "figure", "qualifier", *_COUNTS, *_DAYS)


@dataclass(frozen=True)
class Statements:
    """What sources said, each once.

    `columns` has a row for each statement, in the order of its first row in the ledger: `row` (that
    row), `told` (equal for statements of one case, source, published and as_of), `occasion` (those
    of one subject among them), `key` (those of one basis among these, whatever the measure),
    `estimand`, `source`, `measure`, `basis` (text), `lower`, `upper`, `point` (float), `figure` (as
    the relay with the narrowest bounds has it), `unknown`, `withdrawn`, `disagree` (bool: no count
    is within all relays' bounds), `qualifiers` (how many different ones the relays use).
    `members` holds the ledger rows of statement i at `starts[i]` to `starts[i + 1]`.
    """

    columns: Columns
    members: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.columns)

    def rows_of(self, statement: int) -> np.ndarray:
        """The ledger rows of a statement, in their order."""
        return self.members[self.starts[statement] : self.starts[statement + 1]]

    def rows_of_each(self, statements: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same of each of these statements, one behind the other, and how many each has."""
        first, counts = self.starts[statements], np.diff(self.starts)[statements]
        before = np.cumsum(counts) - counts
        return self.members[np.repeat(first - before, counts) + np.arange(counts.sum())], counts

    @cached_property
    def of_member(self) -> np.ndarray:
        """The statement of each of the members."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def statements(parsed: Parsed, usable: np.ndarray) -> Statements:
    """Put the relays among the `usable` rows (bool, one for each row) together (R1).

    The bounds are the overlap of the relays' bounds, or their hull if they have none; the point is
    the lower median of those of their points that lie in it, else the lower bound. A statement is
    withdrawn if any of its relays says so.
    """
    rows = np.flatnonzero(usable)
    text = parsed.ledger.rows.only(("case", "source", "population", "place")).take(rows)
    typed = parsed.typed.only(_READ).take(rows)
    since, dates = (
        [typed[f"{name}_{end}"] for name in names for end in ("first", "last")]
        for names in (("since",), ("published", "as_of"))
    )
    subject = group(*(text.cells(name) for name in ("case", "population", "place")), *since)
    estimand = group(subject, typed.cells("measure"), typed.cells("basis"))
    told = group(text.cells("case"), text.cells("source"), *dates)
    occasion = group(subject, told)
    key = group(occasion, typed.cells("basis"))
    number = group(key, typed.cells("measure"))

    order = stable_order(number)
    starts = np.append(np.flatnonzero(np.diff(number[order], prepend=-1)), len(order))
    first, sizes = order[starts[:-1]], np.diff(starts)
    said = typed.only(("measure", "basis", "figure", *_COUNTS)).take(first).numbered()
    said = said.assign(
        row=rows[first], told=told[first], occasion=occasion[first], key=key[first],
        estimand=estimand[first],
        source=text.cells("source").take(first), disagree=np.zeros(len(first), dtype=bool),
        qualifiers=np.ones(len(first), dtype=np.int64),
    )  # fmt: skip
    several = np.flatnonzero(sizes > 1)
    if len(several):
        relays = typed.take(order[np.repeat(sizes > 1, sizes)])
        begins = np.cumsum(sizes[several]) - sizes[several]
        said = said.replaced(several, _together(relays, begins))
    return Statements(said, rows[order], starts)


def _together(said: Columns, begins: np.ndarray) -> Columns:
    """Bounds, point and wording of statements of several relays each.

    `said` are the relays, those of one statement together, from its place in `begins` on.
    """
    number = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(said)))
    lower = np.where(said["withdrawn"], -np.inf, said["lower"])
    upper = np.where(said["withdrawn"], np.inf, said["upper"])
    least, most = np.maximum.reduceat(lower, begins), np.minimum.reduceat(upper, begins)
    disagree = least > most
    hull_lower, hull_upper = np.minimum.reduceat(lower, begins), np.maximum.reduceat(upper, begins)
    bounds = np.where(disagree, hull_lower, least), np.where(disagree, hull_upper, most)
    inside = (said["point"] >= bounds[0][number]) & (said["point"] <= bounds[1][number])
    # relays that say one thing are as one, and the 3,000 of >3,000 is outside its own bounds
    counted = inside | (disagree | _alike(said, number, len(begins)))[number]
    points = medians(np.where(counted, said["point"], np.nan), number, len(begins))
    points = np.where(np.isnan(points), bounds[0], points)
    unknown = np.logical_and.reduceat(said["unknown"], begins)
    width = np.where(said["withdrawn"], -np.inf, upper - lower)
    narrowest = np.lexsort((width, number))[begins]
    one_each = firsts(group(number, said.cells("qualifier")))
    gone = np.logical_or.reduceat(said["withdrawn"], begins)
    columns: dict[str, AnyColumn] = {
        "lower": np.where(gone, np.nan, bounds[0]),
        "upper": np.where(gone, np.inf, bounds[1]),
        "point": np.where(gone | unknown, np.nan, points),
        "unknown": unknown,
        "withdrawn": gone,
        "figure": said.cells("figure").take(narrowest),
        "disagree": disagree,
        "qualifiers": np.bincount(number[one_each], minlength=len(begins)),
    }
    return Columns(columns)


def _alike(said: Columns, number: np.ndarray, count: int) -> np.ndarray:
    """Whether all relays of a statement that gave a number gave the same bounds and point."""
    known = ~np.isnan(said["point"])
    kinds = group(number[known], *(said[name][known] for name in ("lower", "upper", "point")))
    alike: np.ndarray = np.bincount(number[known][firsts(kinds)], minlength=count) == 1
    return alike


def medians(values: np.ndarray, number: np.ndarray, count: int) -> np.ndarray:
    """The lower median of the values of each group 0 to `count` - 1, not counting NaN."""
    kept = ~np.isnan(values)
    values, number = values[kept], number[kept]
    order = np.lexsort((values, number))
    ordered, sizes = values[order], np.bincount(number, minlength=count)
    begins = np.cumsum(sizes) - sizes
    found = np.full(count, np.nan)
    some = sizes > 0
    found[some] = ordered[begins[some] + (sizes[some] - 1) // 2]
    return found
