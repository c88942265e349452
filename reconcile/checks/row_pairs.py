"""The checks between rows: repeated rows, totals over time and relays of one statement."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.aligning.typed_cells import DATES, group
from reconcile.checks import source_list as listed
from reconcile.checks.issue import Problem
from reconcile.checks.view import View, chosen

_FAR = 10**7  # days; no date of the calendar is that far


def duplicate_row(view: View) -> Iterator[Problem]:
    """A row says the same as an earlier one, or sources.csv lists a source twice.

    The same source, relay, dates, population, place, measure and figure in the same case. Quote,
    address and notes may differ. A row that is set aside repeats nothing.

    Remedy: delete one of the two, or set it aside and say why.
    """
    typed = view.parsed.typed
    rows = np.flatnonzero(view.usable)
    codes = [view.text(name)[0] for name in ("file", "source", "via", "population", "place")]
    codes.append(typed["measure"].cat.codes.to_numpy())
    numbers = [typed[name].to_numpy() for name in ("published_first", "lower")]
    alike = group(*(column[rows] for column in (*codes, *numbers)))
    texts = [view.figures, *(typed[name].to_numpy(dtype=object) for name in DATES)]
    first: dict[tuple[object, ...], int] = {}
    for row in rows[np.bincount(alike, minlength=1)[alike] > 1].tolist():
        values = (column[row] for column in (*codes, *texts))
        earlier = first.setdefault(tuple(values), row)
        if earlier != row:
            message = f"the same as {view.where(earlier)}"
            yield Problem(message, "delete one of the two, or set it aside and say why", row)
    yield from listed.repeated(view)


def total_falls(view: View) -> Iterator[Problem]:
    """A source's running total is lower than an earlier one of its own.

    What has happened cannot be undone, so a total for the same population, place, measure and
    `since` can only grow. The later figure allows less than the least that an earlier one allows;
    corrected figures (same `as_of`, later `published`) and figures before one that was withdrawn
    are not looked at.

    Remedy: if the source corrected the earlier figure, add the correction as a row with the same
    `as_of` as that figure and a later `published`, or one that says `withdrawn`. If the two count
    different things, say so in `population`, `place`, `measure` or `since`. If the source is really
    at odds with itself, name `total-falls` in `waives` and say so in `notes`.
    """
    said = view.said.frame
    rows, holder, begins, ends = _totals(view)
    lower, upper = said["lower"].to_numpy()[rows], said["upper"].to_numpy()[rows]
    if not len(rows):
        return
    # the greatest lower bound so far within each holder, and where it stands
    raised = lower.astype(np.int64) + holder * 10**12
    best = np.maximum.accumulate(raised)
    reached = np.maximum.accumulate(
        np.where(np.diff(best, prepend=-1) > 0, np.arange(len(best)), 0)
    )
    before = np.searchsorted(holder * _FAR + ends, holder * _FAR + begins) - 1
    there = (before >= 0) & (holder[before] == holder)
    earlier = reached[before]
    falls = there & (upper < lower[earlier])
    first, figures = said["row"].to_numpy()[rows], said["figure"].to_numpy(dtype=object)[rows]
    for at in sorted(chosen(falls), key=lambda number: int(first[number])):
        row, other = int(first[at]), int(first[earlier[at]])
        message = (
            f"{figures[at]} is less than the same source's earlier "
            f"{figures[earlier[at]]} ({view.where(other)}): a running total cannot fall"
        )
        remedy = "add what corrects the earlier figure, or say what differs in what is counted"
        yield Problem(message, remedy, row, "figure")


def _totals(view: View) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The statements that are neither superseded nor withdrawn, in the order of R3.

    With each: its holder (source and estimand, a new one after a withdrawal), and the first and
    last day of its as_of.
    """
    said = view.said.frame
    row = said["row"].to_numpy()
    days = [
        np.clip(view.parsed.typed[f"{name}_{end}"].to_numpy()[row], 0, _FAR - 1).astype(np.int64)
        for name in ("published", "as_of")
        for end in ("first", "last")
    ]
    holder = group(said["source"].to_numpy(), said["estimand"].to_numpy())
    order = np.lexsort([*days, holder])
    holder, begins, ends = holder[order], days[2][order], days[3][order]
    followed = np.append(np.diff(holder) == 0, False)[: len(order)]
    for day in (begins, ends):
        followed[:-1] &= np.diff(day) == 0
    withdrawn = said["withdrawn"].to_numpy()[order]
    holder = np.cumsum(np.diff(holder, prepend=-1) != 0) + np.cumsum(withdrawn)
    kept = ~followed & ~withdrawn
    return order[kept], holder[kept], begins[kept], ends[kept]
