"""What the checks find in parts.csv, which the storage has read as breakdowns."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.checks.header import header_findings
from reconcile.checks.issue import Problem
from reconcile.checks.view import View, in_table


def _faults(view: View, kind: str) -> Iterator[Problem]:
    table = view.ledger.parts_table
    if table is not None and not header_findings(table):
        for fault in view.ledger.parts.faults:
            if fault.kind == kind:
                yield in_table(table, fault.row, fault.column, fault.problem, fault.remedy)


def wrong_parts(view: View) -> Iterator[Problem]:
    """Breakdowns that cannot be (bad-row)."""
    return _faults(view, "wrong")


def unnamed_parts(view: View) -> Iterator[Problem]:
    """Rows that do not say what is a part of what (missing-value)."""
    return _faults(view, "missing")


def repeated_parts(view: View) -> Iterator[Problem]:
    """Parts listed before in the same breakdown (duplicate-row)."""
    return _faults(view, "repeated")
