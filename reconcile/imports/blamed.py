"""Who mends what the checks have against a file of the ledger that an import would write.

The file is not there yet, so what is told is the place that it comes from: the input, the mapping,
or what was given with the command.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reconcile.checks.issue import Issue
from reconcile.errors import InputError, excerpt
from reconcile.imports.mapping import FormatMapping
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger_files import LISTS, SOURCES

_IGNORED = "or leave the column out, with ignore in [input] of the mapping"


class Blamed(NamedTuple):
    """What an import is made of: a ledger as it was read, and what is new.

    `header` is the file and the line that names the columns of the input, and `kind` that of the
    sources that nobody lists.
    """

    folder: Path
    tables: Mapping[str, Table]
    header: str
    mapping: FormatMapping
    kind: str

    def source(self, issue: Issue, after: Table, listed: Sequence[str]) -> str:
        """The name of the new source that is at fault; its rows are to be refused.

        `issue` is an error in no row of a case, `after` its file as it would be, and `listed` the
        sources that would be new in sources.csv. Raises `InputError`, with the place, for whatever
        is not the name of a source of the input.
        """
        before = self.tables.get(issue.file)
        if before is not None and (issue.line in before.lines or _named_in(before, issue)):
            where = f"{self.folder / issue.file}:{issue.line}"
        elif issue.file == SOURCES:
            at: int = after.lines.tolist().index(issue.line)
            name = listed[at - len(after.lines)]
            where = f"--kind {excerpt(self.kind)}"
            if name in self.mapping.sources:
                where = f"{self.mapping.name}: the source {excerpt(name)!r}"
            elif issue.cell == "source":
                return name
        elif issue.file in LISTS:
            where = f"{self.mapping.name}: a row for {issue.file}"
        else:
            raise InputError(f"{self.header}: {reason_of(issue)}, {_IGNORED}")
        raise InputError(f"{where}: {reason_of(issue)}")


def _named_in(before: Table, issue: Issue) -> bool:
    """Whether an issue is in the header that a file has, not in a column that is put behind."""
    return issue.line == before.header_line and issue.column < len(before.header)


def reason_of(issue: Issue) -> str:
    """An issue in a row that is made: the check, the column unless it is named, and what to do."""
    named = re.search(rf"(?<!\w){re.escape(issue.cell)}(?!\w)", issue.message)
    where = "" if named else f"{excerpt(issue.cell)}: "
    return f"[{issue.check}] {where}{issue.message}; {issue.remedy}"
