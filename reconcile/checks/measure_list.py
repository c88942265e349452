"""What the checks find in measures.csv, which the storage has read as measures."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.checks.header import header_findings
from reconcile.checks.issue import Problem
from reconcile.checks.view import View, in_table


def _faults(view: View, kind: str) -> Iterator[Problem]:
    table = view.ledger.measures_table
    if table is None or header_findings(table):
        return
    lines = dict[str, int]()
    for row, line in zip(table.records(), table.lines, strict=True):
        lines.setdefault(row["measure"], int(line))
    for fault in view.ledger.measures.faults:
        if fault.kind == kind:
            before = f", in line {lines[fault.measure]}" if kind == "repeated" else ""
            yield in_table(table, fault.row, fault.column, f"{fault.problem}{before}", fault.remedy)


def wrong_measures(view: View) -> Iterator[Problem]:
    """Measures that cannot be (bad-row)."""
    return _faults(view, "wrong")


def unnamed_measures(view: View) -> Iterator[Problem]:
    """Rows without the name of a measure (missing-value)."""
    return _faults(view, "missing")


def repeated_measures(view: View) -> Iterator[Problem]:
    """Names listed before (duplicate-row); the first counts."""
    return _faults(view, "repeated")


def unmeasured(view: View) -> Iterator[Problem]:
    """Measures that include, or lie within, what is no measure (unknown-measure)."""
    return _faults(view, "unknown")
