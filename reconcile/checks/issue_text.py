"""Issues as a person reads them, as GitHub reads them, and as a table."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, NamedTuple

from reconcile.checks import ERROR, WARNING, Checked
from reconcile.checks.issue import Issue
from reconcile.checks.lines import Lines, visible, window
from reconcile.notation.columns import Text, Whole
from reconcile.notation.words import number, several
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import Ledger

MOST_SHOWN = 10  # warnings of one check in one file: as many as one looks through


class IssueRow(NamedTuple):
    """Something wrong in the ledger: `check`."""

    file: Annotated[Text, "the file, as it can be opened from here"]
    line: Annotated[Whole, "the line on which the row begins"]
    severity: Annotated[Text, "error or warning"]
    check: Annotated[Text, "the name of the check"]
    message: Annotated[Text, "what is wrong"]
    cell: Annotated[Text, "the column, if it is one cell"]


class CheckCount(NamedTuple):
    """How many issues a check has found: `check --summary`."""

    check: Annotated[Text, "the name of the check"]
    severity: Annotated[Text, "error or warning"]
    issues: Annotated[Whole, "how many it has found"]


def text(
    checked: Checked, width: int = 100, unsaved: Mapping[str, bytes] | None = None,
    *, whole: bool = False,
) -> str:  # fmt: skip
    """Every issue with its file and line, the line itself, a mark under the cell and what to write.

    More than `MOST_SHOWN` warnings of one check in one file are a line together, unless `whole`.
    Lines are cut to `width` columns around the cell. The lines are read from the ledger's files,
    or from `unsaved`, the bytes of files by name, where these have not been written yet. Of a
    file that has changed since it was checked no lines are shown.
    """
    blocks: list[str] = []
    for name, issues in groupby(checked.issues, key=lambda issue: issue.file):
        told = [*_together(list(issues), 0 if whole else MOST_SHOWN)]
        shown = any(count == 1 for _, count in told)
        lines = _lines(checked.ledger, name, unsaved or {}) if shown else None
        cells = len(_table(checked.ledger, name).header)
        path = visible(str(checked.ledger.folder / name))
        for issue, count in told:
            own = (
                _block(issue, path, lines, (width, cells))
                if count == 1
                else _line(issue, path, count)
            )
            blocks.append("\n".join(own))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _together(issues: Sequence[Issue], most: int) -> Iterator[tuple[Issue, int]]:
    """The issues of one file, each with 1; of more than `most` warnings of one check, if it is not
    0, the first with their number.
    """
    counts = Counter(issue.check for issue in issues if most and issue.severity == WARNING)
    told = set[str]()
    for issue in issues:
        if counts[issue.check] <= most:
            yield issue, 1
        elif issue.check not in told:
            told.add(issue.check)
            yield issue, counts[issue.check]


def _line(issue: Issue, path: str, count: int) -> Iterator[str]:
    """The line for many warnings of one check in one file, of which `issue` is the first."""
    yield (
        f"{path}:{issue.line}: {issue.severity}: [{issue.check}] {number(count)} of these, the "
        f"first here; reconcile check --only {issue.check} shows them"
    )


def _block(issue: Issue, path: str, lines: Lines | None, room: tuple[int, int]) -> Iterator[str]:
    """The lines of one issue; `room`: the width of the screen, the cells of the header."""
    width, cells = room
    yield f"{path}:{issue.line}: {issue.severity}: [{issue.check}] {visible(issue.message)}"
    gutter = max(5, len(str(issue.line)))
    if lines is not None:
        found = lines.excerpt(issue.line, issue.column, to_the_end=issue.column >= cells)
        gutter = max(5, len(str(found.line)))
        line, marks = window(found, max(width - gutter - 3, 20))
        yield f"{found.line:>{gutter}} | {line}".rstrip()
        if issue.column >= 0:
            yield f"{'':>{gutter}} | {marks}"
    yield f"{'':>{gutter}} = {visible(issue.remedy)}"


def _table(ledger: Ledger, name: str) -> Table:
    """The file of that name."""
    return next(table for table in (*ledger.tables, *ledger.lists) if table.name == name)


def _lines(ledger: Ledger, name: str, unsaved: Mapping[str, bytes]) -> Lines | None:
    """The text of a file as it was checked; None if there is no such text any more."""
    try:
        data = unsaved[name] if name in unsaved else Path(ledger.folder, name).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != _table(ledger, name).sha256:
        return None
    return Lines(data.removeprefix(BOM_UTF8))


def github(checked: Checked) -> str:
    """Every issue as a workflow command of GitHub, which shows it beside the line."""
    return "".join(
        f"::{issue.severity} file={_property(str(checked.ledger.folder / issue.file))},"
        f"line={issue.line},title={_property(issue.check)}"
        f"::{_data(visible(f'{issue.message}; {issue.remedy}'))}\n"
        for issue in checked.issues
    )


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def issue_rows(checked: Checked) -> list[IssueRow]:
    """Every issue as a row of the table."""
    return [
        IssueRow(
            str(checked.ledger.folder / issue.file), issue.line, issue.severity, issue.check,
            issue.message, issue.cell,
        )
        for issue in checked.issues
    ]  # fmt: skip


def counts(checked: Checked) -> list[CheckCount]:
    """How many issues each check has found, errors first, then the most."""
    found = Counter((issue.check, issue.severity) for issue in checked.issues)
    rows = (CheckCount(*each, count) for each, count in found.items())
    return sorted(rows, key=lambda row: (row.severity != ERROR, -row.issues, row.check))


def counts_text(checked: Checked) -> str:
    """How many issues each check has found, a line each."""
    return "".join(
        f"{number(count):>9}  {severity:7}  {check}\n" for check, severity, count in counts(checked)
    )


def first_error(checked: Checked) -> str:
    """The first error of a ledger that has one: where it is, its check and what is wrong."""
    first = next(issue for issue in checked.issues if issue.severity == ERROR)
    path = checked.ledger.folder / first.file
    return f"{path}:{first.line}: [{first.check}] {first.message}"


def left_out(checked: Checked) -> str:
    """How many rows of a ledger with errors are left out for them, and where to look."""
    rows = f"{checked.left_out:,} of {several(len(checked.ledger.rows), 'row')} left out for errors"
    told = rows if checked.left_out else "no row is left out, but the ledger has errors"
    return f"{told}, the first at {first_error(checked)}; see reconcile check"


def refusal(checked: Checked) -> str:
    """Why a ledger with errors is refused where it must have none."""
    count = "an error" if checked.errors == 1 else f"{checked.errors:,} errors"
    return f"refused: the ledger has {count}, the first at {first_error(checked)}"


def summary(checked: Checked) -> str:
    """How many issues there are, in one line: `2 errors and 1 warning in 38 rows of 1 case`."""
    kinds = [("error", checked.errors), ("warning", checked.warnings)]
    found = " and ".join(several(count, word) for word, count in kinds if count) or "no issues"
    rows, cases = len(checked.ledger.rows), len(checked.ledger.tables)
    return f"{found} in {several(rows, 'row')} of {several(cases, 'case')}"
