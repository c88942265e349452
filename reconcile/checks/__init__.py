"""What is wrong in a ledger, with its place and what to write instead (docs/checks.md).

`check(parsed)` runs every check of `CHECKS`; `reconcile.checks.show` renders what they find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from inspect import getdoc

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.checks.cells import (
    bad_date,
    bad_figure,
    dates_out_of_order,
    future_date,
    missing_value,
    unknown_measure,
    unknown_source,
)  # fmt: skip
from reconcile.checks.header import bad_header, legible
from reconcile.checks.issue import ERROR, WARNING, Finding, Issue
from reconcile.checks.links import later_than_link
from reconcile.checks.nesting import part_exceeds_whole
from reconcile.checks.relay_checks import lost_qualifier, relays_disagree, total_taken_for_part
from reconcile.checks.row_pairs import duplicate_row, total_falls
from reconcile.checks.row_width import bad_row
from reconcile.checks.similar_names import look_alike
from reconcile.checks.texts import bad_url, control_character, no_url, not_in_quote
from reconcile.checks.view import View
from reconcile.checks.waivers import NOT_WAIVABLE, stale_waiver, unwaived
from reconcile.storage.ledger import Ledger

__all__ = ["CHECKS", "ERROR", "WARNING", "Check", "Checked", "Issue", "check"]

# each stage looks only at what the stages before it left
ROWS, REPEATS, COMPARISONS, WAIVERS = range(4)


@dataclass(frozen=True)
class Check:
    """One check: a pure function of a `View`, named after it; its docstring is the manual's text.

    `stage` says when it is run: on rows by themselves, on repeated rows, on rows compared with
    each other, on waivers.
    """

    severity: str
    function: Callable[[View], Iterable[Finding]]
    stage: int = ROWS

    @property
    def name(self) -> str:
        """Its name as issues and waivers have it, such as `bad-figure`."""
        return str(self.function.__name__).replace("_", "-")

    @property
    def meaning(self) -> str:
        """What it means that a row fails it; paragraphs parted by an empty line."""
        return (getdoc(self.function) or "").partition("\n\nRemedy: ")[0]

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return (getdoc(self.function) or "").partition("\n\nRemedy: ")[2]

    @property
    def waivable(self) -> bool:
        """Whether a row may be kept although it fails this check."""
        return self.name not in NOT_WAIVABLE


CHECKS = (
    Check(ERROR, bad_header),
    Check(ERROR, bad_row),
    Check(ERROR, bad_figure),
    Check(ERROR, bad_date),
    Check(ERROR, unknown_source),
    Check(ERROR, unknown_measure),
    Check(ERROR, missing_value),
    Check(ERROR, dates_out_of_order),
    Check(ERROR, duplicate_row, REPEATS),
    Check(ERROR, not_in_quote),
    Check(ERROR, bad_url),
    Check(ERROR, control_character),
    Check(WARNING, total_falls, COMPARISONS),
    Check(WARNING, part_exceeds_whole, COMPARISONS),
    Check(WARNING, relays_disagree, COMPARISONS),
    Check(WARNING, lost_qualifier, COMPARISONS),
    Check(WARNING, total_taken_for_part, COMPARISONS),
    Check(WARNING, look_alike, COMPARISONS),
    Check(WARNING, no_url),
    Check(WARNING, future_date),
    Check(WARNING, later_than_link),
    Check(WARNING, stale_waiver, WAIVERS),
)
_ORDER = {each.name: number for number, each in enumerate(CHECKS)}


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

    @property
    def left_out(self) -> int:
        """How many rows are invalid."""
        return int(self.invalid.sum())

    @property
    def first_left_out(self) -> str:
        """The place `file:line` of the first invalid row, empty if there is none."""
        return self.ledger.where([int(self.invalid.argmax())]) if self.left_out else ""


def check(parsed: Parsed, today: date | None = None) -> Checked:
    """Run every check on a ledger; dates later than `today` are reported if it is given.

    Raises nothing for what a file holds.
    """
    ledger = parsed.ledger
    readable = legible(ledger)
    in_use = readable & (ledger.rows["set_aside"] == "").to_numpy()
    view = View(
        parsed, readable, in_use, today.toordinal() if today else None, known=tuple(_ORDER),
        comparing=frozenset(each.name for each in CHECKS if each.stage in (REPEATS, COMPARISONS)),
    )  # fmt: skip
    issues, invalid = list[Issue](), ~readable
    for stage in (ROWS, REPEATS, COMPARISONS, WAIVERS):
        found = [*_run(view, stage)]
        kept = [*unwaived(view, found)]
        invalid[[each.row for each in kept if each.severity == ERROR and each.row >= 0]] = True
        issues += kept
        view = replace(view, usable=view.usable & ~invalid, raised=(*view.raised, *found))
    issues.sort(key=lambda issue: (issue.file, issue.line, _ORDER[issue.check], issue.column))
    return Checked(ledger, tuple(issues), invalid)


def _run(view: View, stage: int) -> Iterator[Issue]:
    """What the checks of one stage find, as issues with their places."""
    ledger = view.ledger
    files, lines = ledger.rows["file"].cat, ledger.rows["line"].to_numpy()
    names, codes = list(files.categories), files.codes.to_numpy()
    columns = {
        # the last, if a name stands twice
        table.name: {name: number for number, name in enumerate(table.header)}
        for table in (*ledger.tables, *view.others)
    }
    for each in (one for one in CHECKS if one.stage == stage):
        for found in each.function(view):
            row, file, line = found.row, found.file, found.line
            if row >= 0:
                file, line = names[codes[row]], int(lines[row])
            column = found.column if found.column >= 0 else columns[file].get(found.cell, -1)
            yield Issue(
                file, line, each.severity, each.name, found.message, found.cell, found.remedy, row,
                column,
            )  # fmt: skip
