"""What is wrong in a ledger, where, and what to write instead (docs/checks.md).

`check(parsed)` runs every check of the registry, `errors_alone(parsed)` those that take rows out of
everything else; `issue_text` renders what they find.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.checks.header import legible
from reconcile.checks.issue import ERROR, WARNING, Issue, Problem
from reconcile.checks.registry import CHECKS, COMPARISONS, REPEATS, STAGES, Check, all_checks
from reconcile.checks.view import View
from reconcile.checks.waivers import unwaived
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import Ledger

__all__ = [
    "CHECKS", "ERROR", "WARNING", "Check", "Checked", "Issue", "Problem", "check", "errors_alone",
]  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """What is wrong in a ledger.

    `issues` are those that no row waives, in the order of files, lines and checks. `invalid` has
    one entry for each row of the ledger: whether it has an error that it does not waive, or
    stands in a case whose header cannot be read; such rows have no part in anything else.
    """

    ledger: Ledger
    issues: tuple[Issue, ...]
    invalid: np.ndarray

    @cached_property
    def errors(self) -> int:
        """How many of the issues are errors."""
        return sum(issue.severity == ERROR for issue in self.issues)

    @property
    def warnings(self) -> int:
        """How many of the issues are warnings."""
        return len(self.issues) - self.errors

    def only(self, names: Collection[str]) -> Checked:
        """The same with the issues of these checks alone."""
        kept = (issue for issue in self.issues if issue.check in names)
        return replace(self, issues=tuple(kept))

    @property
    def left_out(self) -> int:
        """How many rows are invalid."""
        return int(self.invalid.sum())

    @property
    def first_left_out(self) -> str:
        """`file:line` of the first invalid row, empty if there is none."""
        return self.ledger.where([int(self.invalid.argmax())]) if self.left_out else ""


def check(parsed: Parsed, today: date | None = None, pages: Pages | None = None) -> Checked:
    """Run every check on a ledger; dates later than `today` are reported if it is given, and rows
    are held against `pages` if these are.

    Raises nothing for what a file holds, `ReconcileError` for a check of another package that
    fails.
    """
    return _checked(parsed, all_checks(), today, pages)


def errors_alone(parsed: Parsed) -> Checked:
    """The same without warnings, which take no row out of anything: in a fraction of the time."""
    return _checked(parsed, [each for each in all_checks() if each.severity == ERROR])


def _checked(
    parsed: Parsed, wanted: Iterable[Check], today: date | None = None, pages: Pages | None = None
) -> Checked:
    """What these checks find, but for those that need what is not given."""
    ledger, every = parsed.ledger, all_checks()
    order = {each.name: number for number, each in enumerate(every)}
    able = [
        each
        for each in wanted
        if not ((each.needs_today and today is None) or (each.needs_pages and pages is None))
    ]
    readable = legible(ledger)
    in_use = readable & ~ledger.rows.cells("set_aside").filled
    view = View(
        parsed, readable, in_use, today.toordinal() if today else None, pages, known=tuple(order),
        waivable=frozenset(each.name for each in every if each.waivable),
        comparing=frozenset(each.name for each in every if each.stage in (REPEATS, COMPARISONS)),
        left_out=frozenset(order).difference(each.name for each in able),
    )  # fmt: skip
    issues, invalid = list[Issue](), ~readable
    for stage in STAGES:
        run = (each for each in able if each.stage == stage)
        found = [*_found(view, run)]
        kept = [*unwaived(view, found)]
        invalid[[each.row for each in kept if each.severity == ERROR and each.row >= 0]] = True
        issues += kept
        view = replace(view, usable=view.usable & ~invalid, raised=(*view.raised, *found))
    issues.sort(key=lambda issue: (issue.file, issue.line, order[issue.check], issue.column))
    return Checked(ledger, tuple(issues), invalid)


def _found(view: View, checks: Iterable[Check]) -> Iterator[Issue]:
    """What these checks find, as issues that say where."""
    ledger = view.ledger
    files, lines = ledger.rows.cells("file"), ledger.rows["line"]
    columns = {
        # the last, if a name stands twice
        table.name: {name: number for number, name in enumerate(table.header)}
        for table in (*ledger.tables, *view.others)
    }

    def issue(each: Check, problem: Problem) -> Issue:
        row, file, line = problem.row, problem.file, problem.line
        if row >= 0:
            file, line = files[row], int(lines[row])
        column = problem.column if problem.column >= 0 else columns[file].get(problem.cell, -1)
        return Issue(
            file, line, each.severity, each.name, problem.message, problem.cell, problem.remedy,
            row, column,
        )  # fmt: skip

    for each in checks:
        with each.blamed():
            found = [issue(each, problem) for problem in each.function(view)]
        yield from found
