"""Outcomes that cannot add up to the sum given beside them (part of part-exceeds-whole)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.occasions import Occasions
from reconcile.checks.view import View, chosen
from reconcile.notation.measures import Measures
from reconcile.notation.words import counts, joined


def wrong_sums(view: View, given: Occasions) -> Iterator[Problem]:
    """Sums that two or more outcomes given beside them contradict, though none of them alone."""
    names = view.parsed.typed.cells("measure").distinct
    codes = {names[code]: code for code in np.flatnonzero(np.bincount(given.measure)).tolist()}
    for name, code in sorted(codes.items()):
        all_parts = _parts(view.ledger.measures, name)
        parts = [part for part in all_parts if part in codes]
        wholes = np.flatnonzero(given.measure == code)
        if name == "deployed":
            wholes = wholes[~given.since[wholes]]
        if len(parts) < 2 or not len(wholes):
            continue
        beside = _beside(given, [codes[part] for part in parts], wholes)
        complete = view.ledger.measures[name].exact and parts == all_parts
        for number in chosen(_contradicted(given, wholes, beside, complete)):
            yield _wrong_sum(view, given, int(wholes[number]), beside[:, number])


def _parts(measures: Measures, name: str) -> list[str]:
    """The single outcomes that the measure surely holds."""
    if name == "deployed":
        return [part for part in measures.outcomes if measures[part].within == name]
    return [part for part in measures.outcomes if part in measures[name].includes - {name}]


def _beside(given: Occasions, parts: Sequence[int], wholes: np.ndarray) -> np.ndarray:
    """The numbers of the parts given with each whole, -1 for none: one line per part."""
    lines = []
    for code in parts:
        slot = np.full(given.subject.max() + 1, -1)
        own = np.flatnonzero(given.measure == code)
        slot[given.subject[own]] = own
        lines.append(slot[given.subject[wholes]])
    return np.array(lines)


def _contradicted(
    given: Occasions, wholes: np.ndarray, beside: np.ndarray, complete: bool
) -> np.ndarray:
    """Which wholes the parts contradict; `complete`: the parts are all that the whole holds."""
    there = beside >= 0
    lower = np.where(there, given.lower[beside], 0)
    upper = np.where(there, given.upper[beside], np.inf)
    bad: np.ndarray = lower.sum(axis=0) > given.upper[wholes]
    if complete:
        bad |= upper.sum(axis=0) < given.lower[wholes]
    alone = (lower > given.upper[wholes]).any(axis=0)  # that is said at the row of the part
    bad &= ~alone
    return bad


def _wrong_sum(view: View, given: Occasions, whole: int, beside: np.ndarray) -> Problem:
    """The problem of one whole: what its parts are and what they add up to."""
    parts = beside[beside >= 0]
    rows = [int(given.row[part]) for part in parts]
    each = [f"{view.figures[at]} {view.measure(at)} ({view.where(at)})" for at in rows]
    total = counts(given.lower[parts].sum(), given.upper[parts].sum())
    row = int(given.row[whole])
    message = f"{joined(each)} add up to {total}, not to {view.figures[row]} "
    return Problem(message + view.measure(row), "correct the one that is wrong", row, "figure")
