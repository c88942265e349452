"""R1: the relays of one statement, put together (docs/method.md, "Relays")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import AnyColumn, Cells, Columns, firsts, group, grouping
from reconcile.first_same import mixed
from reconcile.stable_order import stable_order

_COUNTED, _COUNTS = ("measure", "basis"), ("lower", "upper", "point", "unknown", "withdrawn")
_SAID = ("figure", "qualifier", *_COUNTS)


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

    @cached_property
    def holder(self) -> np.ndarray:
        """The source and estimand of each, numbered from 0 on."""
        return self.columns.grouped("source", "estimand")

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
    rows, typed = np.flatnonzero(usable), parsed.typed
    text = parsed.ledger.rows.only(("case", "source", "population", "place")).take(rows)
    case, measure, basis = text.cells("case"), *(typed.cells(n).take(rows) for n in _COUNTED)
    subject = group(
        case, text.cells("population"), text.cells("place"), _days(typed, rows, case, "since")
    )
    told = group(case, _days(typed, rows, case, "published", "as_of"), text.cells("source"))
    occasion = group(told, subject)  # the rows of a day stand together, as a rule
    number, first = grouping(occasion, measure, basis)

    row, sizes = rows[first], np.bincount(number)
    said = typed.only((*_COUNTED, "figure", *_COUNTS)).take(row).numbered()
    said = said.assign(
        row=row, told=told[first], occasion=occasion[first],
        key=group(occasion[first], said.cells("basis")),
        estimand=group(subject[first], *(said.cells(name) for name in _COUNTED)),
        source=text.cells("source").take(first), disagree=np.zeros(len(first), dtype=bool),
        qualifiers=np.ones(len(first), dtype=np.int8),
    )  # fmt: skip
    starts = np.append(0, np.cumsum(sizes))
    found = Statements(said, rows[stable_order(number)], starts)
    several = np.flatnonzero(sizes > 1)
    relays = found.members[np.repeat(sizes > 1, sizes)]
    number = np.repeat(several, sizes[several])
    differ = mixed(number, typed.cells("figure").codes[relays])  # what is alike is said already
    if differ.any():
        relays, number = relays[differ], number[differ]
        begins = np.flatnonzero(np.diff(number, prepend=-1))
        together = _together(typed.only(_SAID).take(relays), begins)
        found = replace(found, columns=said.replaced(number[begins], together))
    return found


def _days(typed: Columns, rows: np.ndarray, cases: Cells, *names: str) -> np.ndarray:
    """Number the rows by the days of these dates, which follow from their text and the case."""
    texts, few = grouping(cases, *(typed.cells(name).take(rows) for name in names))
    days = (typed[f"{name}_{end}"][rows[few]] for name in names for end in ("first", "last"))
    found: np.ndarray = group(*days)[texts]
    return found


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
