"""Entries of a document that are ledgers: the rows of each are what its command is run on.

An entry begins with `## `. Its blocks of `csv` are the files of a ledger in `estimates/`: one under
a line with a name, such as `cases.csv`:, is that file, any other is event.csv. Between
`<!-- on these rows: COMMAND -->` and `<!-- end -->` stand a command and what it prints there.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

ENTRY = re.compile(r"^## .*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"(?:^`(\w+\.csv)`:\n\n)?^```csv\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RUN = re.compile(r"<!-- on these rows: ([^\n]*) -->\n.*?<!-- end -->", re.DOTALL)


def files(entry: str) -> dict[str, str]:
    """The files of the entry's ledger by name."""
    return {name or "event.csv": text for name, text in FILE.findall(entry)}


def made(text: str, printed: Callable[[str, Path], str]) -> str:
    """The document with what the commands of its entries print; `printed` runs one in a folder."""
    return ENTRY.sub(lambda entry: _again(entry[0], printed), text)


def _again(entry: str, printed: Callable[[str, Path], str]) -> str:
    if not RUN.search(entry):
        return entry
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "estimates"
        ledger.mkdir()
        for name, text in files(entry).items():
            (ledger / name).write_text(text, encoding="utf-8")

        def block(match: re.Match[str]) -> str:
            shown = f"$ {match[1]}\n{printed(match[1], Path(folder))}".rstrip()
            return f"<!-- on these rows: {match[1]} -->\n```console\n{shown}\n```\n<!-- end -->"

        return RUN.sub(block, entry)
