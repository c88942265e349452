"""Counts since a day that exceed the count from an earlier one (part of part-exceeds-whole)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.checks.holding import combined
from reconcile.checks.issue import Problem
from reconcile.checks.occasions import counted
from reconcile.checks.view import View
from reconcile.columnar import Columns, group
from reconcile.comparison.nests import Subject, nested
from reconcile.first_same import mixed
from reconcile.storage.breakdowns import OF


def wrong_periods(view: View, together: Columns) -> Iterator[Problem]:
    """Counts since a day of more than the same source gives since an earlier one, or in all.

    They are looked for among the statements told `together`.
    """
    for inner, outer in _exceeding(view, together):
        message = (
            f"{counted(view, inner, outer)} is more than {counted(view, outer, inner)} "
            f"({view.where(outer)}), which holds it"
        )
        yield Problem(message, "correct the one that is wrong", inner, "figure")


def _exceeding(view: View, together: Columns) -> Iterator[tuple[int, int]]:
    """The rows of such counts, each with that of the one which holds it and allows least."""
    measures, parts = view.ledger.measures, view.ledger.parts
    found = _several_periods(view, together)
    lower = dict(zip(found["row"].tolist(), found["lower"].tolist(), strict=True))
    upper = dict(zip(found["row"].tolist(), found["upper"].tolist(), strict=True))
    since = [view.parsed.typed[f"since_{end}"] for end in ("first", "last")]
    for rows in _together(view, found):
        subjects = [_subject(view, row, since) for row in rows]
        least: dict[int, int] = {}
        for inner, outer in nested(measures, subjects, parts):
            row, other = inner.estimand, outer.estimand
            if inner.period == outer.period or lower[row] <= upper[other]:
                continue
            if row not in least or upper[other] < upper[least[row]]:
                least[row] = other
        yield from least.items()


def _several_periods(view: View, together: Columns) -> Columns:
    """The statements told together with one that counts from another day."""
    told, row = together["told"], together["row"]
    since = [view.parsed.typed[f"since_{end}"][row] for end in ("first", "last")]
    return together.take(mixed(told, since[0]) | mixed(told, since[1]))


def _together(view: View, found: Columns) -> Iterator[list[int]]:
    """The rows of the statements told together, where one says more than another allows."""
    told, rows = found["told"], found["row"]
    beside = np.isin(told, told[_may_exceed(view, found)])
    told, rows = told[beside], rows[beside]
    order = np.argsort(told, kind="stable")
    for part in np.split(rows[order], np.flatnonzero(np.diff(told[order])) + 1):
        if len(part):  # there is an empty one where nothing is left
            yield part.tolist()


def _may_exceed(view: View, found: Columns) -> np.ndarray:
    """Which statements say more than one told with them, since another day, of all that they hold.

    That is seen from who is counted where and since when, whatever the measure and the basis.
    """
    row, upper = found["row"], found["upper"]
    since = group(*(view.parsed.typed[f"since_{end}"][row] for end in ("first", "last")))
    names = [view.text(name)[0][row] for name in OF]
    at, *outer = combined(names, [view.wider[name] for name in OF])
    # every statement, and behind them what each lies in, numbered alike
    told = found["told"]
    both = [np.concatenate(pair) for pair in zip((told, *names), (told[at], *outer), strict=True)]
    node = group(*both)
    own, wanted = node[: len(row)], node[len(row) :]
    least, least_since, otherwise = _least(own, upper, since, int(node.max(initial=-1)) + 1)
    allowed = np.where(least_since[wanted] == since[at], otherwise[wanted], least[wanted])
    more: np.ndarray = at[found["lower"][at] > allowed]
    return more


def _least(
    node: np.ndarray, upper: np.ndarray, since: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The least upper bound of each node 0 to `count` - 1, its since, and the least of another."""
    least, otherwise = np.full(count, np.inf), np.full(count, np.inf)
    np.minimum.at(least, node, upper)
    of_least = np.full(count, -1)
    at_least = upper == least[node]
    of_least[node[at_least]] = since[at_least]
    others = since != of_least[node]
    np.minimum.at(otherwise, node[others], upper[others])
    return least, of_least, otherwise


def _subject(view: View, row: int, since: Sequence[np.ndarray]) -> Subject:
    """What a row counts; its number stands for the estimand."""
    first, last = (float(days[row]) for days in since)
    case, population, place, basis = (
        view.cell(row, name) for name in ("case", "population", "place", "basis")
    )
    return Subject(row, case, population, place, view.measure(row), basis, first, last)
