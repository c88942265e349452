"""R2: sums from their outcomes, outcomes from their sums, and totals of confirmed and probable.

The rule is told in docs/method.md, "Parts and sums".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import Cells, Columns, firsts, group
from reconcile.notation.bases import CONFIRMED, PROBABLE, REPORTED
from reconcile.notation.measures import Measures

_COUNTS = ("lower", "upper", "point")
_TOTALLED = ("occasion", "measure", "basis", "derived", "unknown", "withdrawn", *_COUNTS)
_MADE = ("row", "measure", "basis", "figure", "unknown", "withdrawn", *_COUNTS)


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
    parsed: Parsed, said: Columns, in_use: np.ndarray
) -> tuple[Columns, list[np.ndarray]]:
    """The statements and what follows from them (R2), and of which statements each of that does.

    `said` are the columns of `Statements`; the result has `row` and what is counted and said of
    these, and `derived`, the statements first; with them come the blocks of `Grounds`. A
    case uses the measures of all its rows `in_use`, inside the cut or not.
    """
    given = said.only((*_MADE, "occasion"))
    blocks = [given.assign(derived=np.zeros(len(said), dtype=bool))]
    parts = list[np.ndarray]()
    for found in derive(parsed.ledger.measures, *_given(parsed, said, in_use)):
        measure = Cells.alike(found.measure, len(found.parts))
        blocks.append(_made(given, found).assign(measure=measure))
        parts.append(found.parts)
    if given.cells("basis").among([CONFIRMED]).any():
        totals = _totals(Columns.stacked([block.only(_TOTALLED) for block in blocks]))
        blocks.append(_made(given, totals).assign(basis=Cells.alike(REPORTED, len(totals.parts))))
        parts.append(totals.parts)
    return Columns.stacked([block.only((*_MADE, "derived")) for block in blocks]).numbered(), parts


def _made(said: Columns, found: Derived) -> Columns:
    """Derived figures as rows like those of `said`; in the rest they are as their first parts."""
    no, yes = (np.full(len(found.parts), value) for value in (False, True))
    return said.take(found.parts[:, 0]).assign(
        lower=found.lower, upper=found.upper, point=found.point,
        unknown=no, withdrawn=no, derived=yes,
    )  # fmt: skip


def _totals(known: Columns) -> Derived:
    """What one statement confirms and what it has as probable, added, where it gave no total.

    `known` are the statements and the sums derived from them.
    """
    numbered = ~(known["derived"] | known["unknown"] | known["withdrawn"])
    counted = known.grouped("occasion", "measure")
    slots = np.full((int(counted.max(initial=-1)) + 1, 3), -1)
    for at, (basis, rows) in enumerate(
        ((CONFIRMED, numbered), (PROBABLE, numbered), (REPORTED, np.ones(len(known), dtype=bool)))
    ):
        own = np.flatnonzero(rows & known.cells("basis").among([basis]))
        slots[counted[own], at] = own
    confirmed, probable, total = slots.T
    parts = slots[(confirmed >= 0) & (probable >= 0) & (total < 0), :2]
    parts = parts[np.argsort(parts[:, 0])]
    lower, upper, point = (known[name][parts].sum(axis=1) for name in _COUNTS)
    return Derived("", lower, upper, point, parts)


def _given(parsed: Parsed, said: Columns, in_use: np.ndarray) -> tuple[Given, np.ndarray]:
    """What each source gave on one occasion, where it gave more than one measure.

    With it, for each occasion and measure, whether the case uses the measure.
    """
    cases, measures = parsed.ledger.rows.cells("case"), parsed.typed.cells("measure")
    used = np.zeros((len(cases.distinct), len(measures.distinct)), dtype=bool)
    used[cases.codes[in_use], measures.codes[in_use]] = True
    there = np.flatnonzero(used.any(axis=0))
    several = np.flatnonzero((np.bincount(said["key"]) > 1)[said["key"]])
    keys = group(said["key"][several])
    first = several[firsts(keys)]
    slot = np.full((len(first), len(there)), -1)
    slot[keys, np.searchsorted(there, said.cells("measure").codes[several])] = several
    usable = ~(said["unknown"] | said["withdrawn"])
    counts = (said[name] for name in _COUNTS)
    given = Given([measures.distinct[code] for code in there.tolist()], slot, usable, *counts)
    return given, used[cases.codes[said["row"][first]]][:, there]
