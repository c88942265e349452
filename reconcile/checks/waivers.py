"""Waivers: issues that a row is known to have and is kept with (column `waives`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from reconcile.checks.issue import Issue, Problem
from reconcile.checks.view import View, chosen, near
from reconcile.errors import excerpt
from reconcile.notation.late_pattern import late_pattern

_NO = frozenset(("no", "n", "0", "false", "none", "-", "n/a"))  # what means: not set aside
_BETWEEN_NAMES = late_pattern(r"[\s,;]+")


def named(cell: str) -> list[str]:
    """The names of checks in a cell of the column `waives`."""
    return list(dict.fromkeys(filter(None, _BETWEEN_NAMES.split(cell))))


def unwaived(view: View, issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues that the rows they stand in do not waive."""
    codes, cells = view.text("waives")
    waived = [view.waivable.intersection(named(cell)) for cell in cells]
    for issue in issues:
        if issue.row < 0 or issue.check not in waived[codes[issue.row]]:
            yield issue


def stale_waiver(view: View) -> Iterator[Problem]:
    """A waiver that waives nothing, or does not say why; or `set_aside` says no.

    It names no check, a check that cannot be waived because the row cannot be read, or one that
    the row does not fail; or `notes` is empty. Whatever stands in `set_aside` is the reason why the
    row is not used, and so is `no`.

    Remedy: delete the name from `waives`, or write into `notes` why the row is kept as it is. Leave
    `set_aside` empty where the row is to be used.
    """
    for row in chosen(view.holds("set_aside", lambda cell: cell.lower() in _NO) & view.legible):
        message = f"the row is set aside, for the reason {excerpt(view.cell(row, 'set_aside'))!r}"
        remedy = "leave the cell empty if the row is to be used, or write why it is not"
        yield Problem(message, remedy, row, "set_aside")
    codes, cells = view.text("waives")
    waiving = view.holds("waives", named) & view.legible
    failed = {
        (issue.row, issue.check) for issue in view.raised if issue.row >= 0 and waiving[issue.row]
    }
    compared = _compared(view)
    for row in chosen(waiving):
        names = named(cells[codes[row]])
        for name in names:
            judged = name not in view.left_out and (compared[row] or name not in view.comparing)
            if problem := _problem(view, name, (row, name) in failed or not judged):
                yield Problem(*problem, row, "waives")
        if not view.cell(row, "notes"):
            yield Problem(
                f"notes does not say why {', '.join(map(excerpt, names))} is waived",
                "write the reason into notes", row, "waives",
            )  # fmt: skip


def _problem(view: View, name: str, fails: bool) -> tuple[str, str] | None:
    """What is wrong with one name in `waives`, and what to do."""
    if name not in view.known:
        guess = near(name, view.known)
        remedy = f"did you mean {guess}?" if guess else f"checks are {', '.join(view.known)}"
        return f"{excerpt(name)!r} is not a check", remedy
    if name not in view.waivable:
        return f"{name} cannot be waived", f"correct the row and delete {name} from waives"
    return None if fails else (f"the row does not fail {name}", f"delete {name} from waives")


def _compared(view: View) -> np.ndarray:
    """The rows of cases that have no error; elsewhere some comparison may be missing."""
    cases, names = view.text("case")
    whole = np.ones(len(names), dtype=bool)
    whole[cases[~view.usable & ~view.holds("set_aside", bool)]] = False
    compared: np.ndarray = whole[cases]
    return compared
