"""R1: the relays of one statement, put together (docs/method.md, "Relays")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.aligning.typed_cells import Parsed, group


@dataclass(frozen=True)
class Statements:
    """What sources said, each once.

    `frame` has a row for each statement, in the order of its first row in the ledger: `row` (that
    row), `occasion` (equal for statements of one source, date and subject), `key` (those of one
    basis among them, whatever the measure), `estimand`, `source`, `measure`, `basis` (codes),
    `lower`, `upper`, `point` (float), `figure` (as the relay with the narrowest bounds has it),
    `unknown`, `withdrawn`, `disagree` (bool: no count is within all relays' bounds), `qualifiers`
    (how many different ones the relays use).
    `members` holds the ledger rows of statement i at `starts[i]` to `starts[i + 1]`.
    """

    frame: pd.DataFrame
    members: np.ndarray
    starts: np.ndarray

    def rows_of(self, statement: int) -> np.ndarray:
        """The ledger rows of a statement, in their order."""
        return self.members[self.starts[statement] : self.starts[statement + 1]]


def statements(parsed: Parsed, usable: np.ndarray) -> Statements:
    """Put the relays among the `usable` rows (bool, one for each row) together (R1).

    The bounds are the overlap of the relays' bounds, or their hull if they have none; the point is
    the lower median of those of their points that lie in it, else the lower bound. A statement is
    withdrawn if any of its relays says so.
    """
    rows = np.flatnonzero(usable)
    text, typed = parsed.ledger.rows, parsed.typed.iloc[rows]
    codes = {
        name: text.cells(name).codes[rows] for name in ("case", "source", "population", "place")
    }
    measure, basis = (typed[name].cat.codes.to_numpy() for name in ("measure", "basis"))
    since = group(typed["since_first"].to_numpy(), typed["since_last"].to_numpy())
    dates = [
        typed[f"{name}_{end}"].to_numpy()
        for name in ("published", "as_of")
        for end in ("first", "last")
    ]
    subject = group(codes["case"], codes["population"], codes["place"], since)
    estimand = group(subject, measure, basis)
    occasion = group(subject, codes["source"], *dates)
    key = group(occasion, basis)
    number = group(key, measure)

    order = np.argsort(number, kind="stable")
    starts = np.append(np.flatnonzero(np.diff(number[order], prepend=-1)), len(order))
    first = order[starts[:-1]]
    said = {
        name: typed[name].to_numpy()
        for name in ("lower", "upper", "point", "unknown", "withdrawn", "figure", "qualifier")
    }
    columns = {
        "row": rows[first], "occasion": occasion[first], "key": key[first],
        "estimand": estimand[first], "source": codes["source"][first],
        "measure": measure[first], "basis": basis[first],
        **_merged(said, order, starts[:-1], number),
    }  # fmt: skip
    return Statements(pd.DataFrame(columns, copy=False), rows[order], starts)


def _merged(
    said: dict[str, np.ndarray], order: np.ndarray, begins: np.ndarray, number: np.ndarray
) -> dict[str, np.ndarray]:
    """Bounds, point and wording of each statement from those of its relays."""
    if len(order) == 0 or len(begins) == len(order):
        plain = {name: values[order] for name, values in said.items() if name != "qualifier"}
        alone = np.zeros(len(order), dtype=bool)
        return plain | {"disagree": alone, "qualifiers": np.ones(len(order), dtype=int)}
    lower = np.where(said["withdrawn"], -np.inf, said["lower"])
    upper = np.where(said["withdrawn"], np.inf, said["upper"])
    least, most = (
        np.maximum.reduceat(lower[order], begins),
        np.minimum.reduceat(upper[order], begins),
    )
    disagree = least > most
    hull_lower = np.minimum.reduceat(lower[order], begins)
    hull_upper = np.maximum.reduceat(upper[order], begins)
    bounds = np.where(disagree, hull_lower, least), np.where(disagree, hull_upper, most)
    inside = (said["point"] >= bounds[0][number]) & (said["point"] <= bounds[1][number])
    # relays that say one thing are as one, and the 3,000 of >3,000 is outside its own bounds
    counted = inside | (disagree | _alike(said, number, len(begins)))[number]
    points = medians(np.where(counted, said["point"], np.nan), number, len(begins))
    points = np.where(np.isnan(points), bounds[0], points)
    unknown = np.logical_and.reduceat(said["unknown"][order], begins)
    narrowest = np.lexsort((upper - lower, number))[begins]
    qualifiers, _ = pd.factorize(said["qualifier"])
    kinds = group(number, qualifiers)
    one_each = np.unique(kinds, return_index=True)[1]
    gone = np.logical_or.reduceat(said["withdrawn"][order], begins)
    return {
        "lower": np.where(gone, np.nan, bounds[0]),
        "upper": np.where(gone, np.inf, bounds[1]),
        "point": np.where(gone | unknown, np.nan, points),
        "unknown": unknown,
        "withdrawn": gone,
        "figure": np.where(gone, "withdrawn", said["figure"][narrowest]),
        "disagree": disagree,
        "qualifiers": np.bincount(number[one_each], minlength=len(begins)),
    }


def _alike(said: dict[str, np.ndarray], number: np.ndarray, count: int) -> np.ndarray:
    """Whether all relays of a statement that gave a number gave the same bounds and point."""
    known = ~np.isnan(said["point"])
    kinds = group(number[known], *(said[name][known] for name in ("lower", "upper", "point")))
    one_each = np.unique(kinds, return_index=True)[1]
    alike: np.ndarray = np.bincount(number[known][one_each], minlength=count) == 1
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
