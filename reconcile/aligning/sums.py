"""R2: sums from their outcomes, outcomes from their sums, and totals of confirmed and probable.

The rule is told in docs/method.md, "Parts and sums".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.aligning.typed_cells import Parsed
from reconcile.notation.bases import BASES, CONFIRMED, PROBABLE, REPORTED
from reconcile.notation.figures import Figure
from reconcile.notation.measures import Measures


@dataclass(frozen=True, slots=True)
class Route:
    """One way to derive `target`: the sum of `plus`, less the sum of `minus`."""

    target: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived:
    """Derived figures: their measure, bounds, point, and the statements each rests on."""

    measure: str
    lower: np.ndarray
    upper: np.ndarray
    point: np.ndarray
    parts: np.ndarray


@dataclass(frozen=True)
class Given:
    """What the statements gave, one line a key and one column a measure.

    `slot` is the number of the statement, -1 where there is none; `usable` is false where it gave
    no number; the other arrays are counts, by the statement's number.
    """

    names: Sequence[str]
    slot: np.ndarray
    usable: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    point: np.ndarray

    def columns(self, names: Sequence[str]) -> np.ndarray:
        """The numbers of the statements of these measures, one column each."""
        return self.slot[:, [self.names.index(name) for name in names]]

    def all_there(self, names: Sequence[str]) -> np.ndarray:
        """For each key, whether all these measures were given with a number."""
        at = self.columns(names)
        there: np.ndarray = ((at >= 0) & self.usable[at]).all(axis=1)
        return there


def routes(measures: Measures, used: Sequence[str]) -> Iterator[Route]:
    """The ways to derive the measures `used`: an exact sum, or one outcome of an exact sum.

    For one target the sums come first, smaller ones before larger ones, so that the first route
    that works is the one that rests on least.
    """
    exact = sorted((name for name in used if measures[name].exact), key=measures.rank)
    sums = [name for name in exact if not measures[name].single]
    for target in exact:
        outcomes = measures[target].includes
        parts = tuple(sorted(outcomes, key=measures.rank))
        if target in sums:
            yield Route(target, parts)
            continue
        for whole in sums:
            if target in measures[whole].includes:
                others = sorted(measures[whole].includes - outcomes, key=measures.rank)
                yield Route(target, (whole,), tuple(others))


def derive(measures: Measures, given: Given, wanted: np.ndarray) -> list[Derived]:
    """Derive what the statements did not give but their parts settle (R2).

    `wanted[key, measure]` says which measures the key's case uses. A key whose own parts
    contradict its own sum derives nothing; a figure is never derived from a derived one.
    """
    found: list[Derived] = []
    done = given.slot >= 0
    sound = ~contradicted(measures, given)
    for route in routes(measures, given.names):
        if not set(route.plus + route.minus) <= set(given.names):
            continue
        column = given.names.index(route.target)
        keys = sound & wanted[:, column] & ~done[:, column]
        keys &= given.all_there(route.plus + route.minus)
        if not keys.any():
            continue
        done[keys, column] = True
        parts = given.columns(route.plus + route.minus)[keys]
        lower, upper, point = _arithmetic(given, route, keys)
        found.append(Derived(route.target, lower, upper, point, parts))
    return found


def _arithmetic(given: Given, route: Route, keys: np.ndarray) -> tuple[np.ndarray, ...]:
    """Bounds by interval arithmetic, not below 0, and the point by plain arithmetic."""
    plus, minus = given.columns(route.plus)[keys], given.columns(route.minus)[keys]
    lower = given.lower[plus].sum(axis=1) - given.upper[minus].sum(axis=1)
    upper = given.upper[plus].sum(axis=1) - given.lower[minus].sum(axis=1)
    point = given.point[plus].sum(axis=1) - given.point[minus].sum(axis=1)
    return np.maximum(lower, 0), upper, np.maximum(point, 0)


def contradicted(measures: Measures, given: Given) -> np.ndarray:
    """For each key, whether a sum and its parts cannot all hold as given."""
    bad = np.zeros(len(given.slot), dtype=bool)
    for name in given.names:
        whole = measures[name]
        if not whole.exact or whole.single:
            continue
        at = given.columns([name])[:, 0]
        there = (at >= 0) & given.usable[at]
        least, most = np.zeros(len(bad)), np.zeros(len(bad))
        for part in sorted(whole.includes):
            low, high = _part(given, part)
            least, most = least + low, most + high
        bad |= there & ((least > given.upper[at]) | (most < given.lower[at]))
        for other in given.names:
            if measures[other].exact and measures[other].includes <= whole.includes:
                bad |= there & (_part(given, other)[0] > given.upper[at])
    return bad


def _part(given: Given, part: str) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of one outcome for each key: 0 and up where it was not given."""
    if part not in given.names:
        return np.zeros(len(given.slot)), np.full(len(given.slot), np.inf)
    at = given.columns([part])[:, 0]
    there = (at >= 0) & given.usable[at]
    return np.where(there, given.lower[at], 0), np.where(there, given.upper[at], np.inf)


def with_derived(
    parsed: Parsed, said: pd.DataFrame, in_use: np.ndarray
) -> tuple[pd.DataFrame, list[np.ndarray]]:
    """The statements and what follows from them (R2), and of which statements each of that does.

    `said` is the frame of `Statements`; the result has its columns and `derived`, the statements
    first. A case uses the measures of all its rows `in_use`, inside the cut or not.
    """
    names = list(parsed.typed["measure"].cat.categories)
    blocks, parts = [said.assign(derived=False)], list[np.ndarray]()
    for found in derive(parsed.ledger.measures, *_given(parsed, said, in_use)):
        blocks.append(_made(said, found).assign(measure=names.index(found.measure)))
        parts += list(found.parts)
    totals = _totals(pd.concat(blocks))
    blocks.append(_made(said, totals).assign(basis=BASES.index(REPORTED)))
    parts += list(totals.parts)
    return pd.concat(blocks, ignore_index=True), parts


def _made(said: pd.DataFrame, found: Derived) -> pd.DataFrame:
    """Derived figures as rows of a frame like `said`; in the rest they are as their first parts."""
    counts = zip(found.lower, found.point, found.upper, strict=True)
    return said.iloc[found.parts[:, 0]].assign(
        estimand=-1, lower=found.lower, upper=found.upper, point=found.point, unknown=False,
        withdrawn=False, derived=True, figure=[str(as_figure(*each)) for each in counts],
    )  # fmt: skip


def _totals(known: pd.DataFrame) -> Derived:
    """What one statement confirms and what it has as probable, added, where it gave no total.

    `known` are the statements and the sums derived from them.
    """
    numbered = known[~(known["derived"] | known["unknown"] | known["withdrawn"])]

    def given(frame: pd.DataFrame, basis: str) -> pd.Series:
        of_basis = frame[frame["basis"] == BASES.index(basis)]
        return of_basis.reset_index(names="number").set_index(["occasion", "measure"])["number"]

    both = pd.concat([given(numbered, CONFIRMED), given(numbered, PROBABLE)], axis=1, join="inner")
    parts = both[~both.index.isin(given(known, REPORTED).index)].to_numpy()
    lower, upper, point = (
        known[name].to_numpy()[parts].sum(axis=1) for name in ("lower", "upper", "point")
    )
    return Derived("", lower, upper, point, parts)


def _given(parsed: Parsed, frame: pd.DataFrame, in_use: np.ndarray) -> tuple[Given, np.ndarray]:
    """What each source gave on one occasion, where it gave more than one measure.

    With it, for each occasion and measure, whether the case uses the measure.
    """
    names = parsed.typed["measure"].cat.categories
    cases = parsed.ledger.rows.cells("case").codes
    used = pd.crosstab(cases[in_use], parsed.typed["measure"].cat.codes[in_use]) > 0
    several = frame[frame["key"].duplicated(keep=False)].reset_index(names="number")
    slot = several.pivot_table("number", "key", "measure", aggfunc="min")
    slot = slot.reindex(columns=used.columns).fillna(-1).astype(int)
    usable = ~(frame["unknown"] | frame["withdrawn"]).to_numpy()
    counts = (frame[name].to_numpy() for name in ("lower", "upper", "point"))
    given = Given([names[code] for code in used.columns], slot.to_numpy(), usable, *counts)
    return given, used.loc[cases[several.groupby("key")["row"].first()]].to_numpy()


def as_figure(lower: float, point: float, upper: float) -> Figure:
    """A derived figure in the notation, so that its text reads back as the same bounds."""
    least, middle = int(lower), int(point) if point == int(point) else None
    if upper == np.inf:
        if middle is not None and least < middle:
            return Figure(low=least, best=middle, high=middle, open_above=True)
        strict = middle is not None and least == middle + 1
        return Figure(low=middle if strict else least, strict=strict)
    most = int(upper)
    if least == most:
        return Figure(best=least)
    inside = middle is not None and least <= middle <= most
    return Figure(low=least, best=middle if inside else None, high=most)
