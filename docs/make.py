"""Make again what the documents show of real runs, or check that they still say the truth.

Between `<!-- run: COMMAND -->` and `<!-- end -->` a document holds a command and what it prints;
between `<!-- lines: FILE NUMBER... -->` and `<!-- end -->` lines of a file, or all; likewise for
`columns: TABLE` the columns of a table as they are declared, for `signatures` the names of the
library, for `formats` those of `export`, for `tags` those of HXL. A command with `--output FILE`
makes that file, which is compared as well. A block of `pycon` is a session that is run; the
commands of entries.py are run on the rows beside them.

Usage: python docs/make.py [--check]
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

import entries
import session
from PIL import Image

import reconcile
from reconcile.checks.issue_text import CheckCount, IssueRow
from reconcile.checks.page_quotes import RowOnPage
from reconcile.checks.source_list import MissingSource
from reconcile.cli import run
from reconcile.comparison.schema import TABLES
from reconcile.export.formats import FORMATS
from reconcile.export.hxl import TAGS
from reconcile.notation.columns import columns_of

_OTHER_TABLES = {
    "issues": IssueRow, "issue counts": CheckCount, "missing sources": MissingSource,
    "pages": RowOnPage,
}  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(r"<!-- (run|lines|columns): ([^\n]*) -->\n.*?<!-- end -->", re.DOTALL)
LIST = re.compile(r"<!-- (signatures|formats|tags) -->\n.*?<!-- end -->", re.DOTALL)


def printed(command: str, folder: Path = ROOT) -> str:
    """What a command of reconcile prints in a terminal of 80 columns in `folder`, errors too."""
    words = shlex.split(command)
    if words[0] != "reconcile":
        raise SystemExit(f"{command}: only commands of reconcile are run")
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding="utf-8", write_through=True)
    with (
        contextlib.chdir(folder), patch.dict(os.environ, {"COLUMNS": "80"}, clear=True),
        contextlib.redirect_stdout(out), contextlib.redirect_stderr(out),
    ):  # fmt: skip
        status = run(words[1:])
    text = written.getvalue().decode()
    if status not in (0, 1):
        raise SystemExit(f"{command}: exit status {status}\n{text}")
    return text.rstrip("\n")


def block(match: re.Match[str]) -> str:
    """One marked block as it should be."""
    kind, what = match.groups()
    if kind == "run":
        body = f"```console\n$ {what}\n{printed(what)}".rstrip() + "\n```"
    elif kind == "columns":
        body = columns(what)
    else:
        name, *numbers = what.split()
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        shown = [lines[int(number) - 1] for number in numbers] or lines
        body = "\n".join([f"```{Path(name).suffix[1:]}", *shown, "```"])
    return f"<!-- {kind}: {what} -->\n{body}\n<!-- end -->"


def columns(name: str) -> str:
    """Every column of a table as it is declared: name, kind and meaning."""
    row = {**_OTHER_TABLES, **TABLES}[name]
    return table(
        ("column", "holds", "meaning"),
        ((f"`{one.name}`", one.kind.label, one.meaning) for one in columns_of(row)),
    )


def formats() -> str:
    """Every format of `export`: its name, what it is and what it holds."""
    return table(
        ("`--to`", "what it is", "what it holds"),
        ((f"`{one.name}`", one.about, one.holds) for one in FORMATS.values()),
    )


def tags() -> str:
    """The HXL tag of every column of the ledger."""
    return table(("column", "tag"), ((name, f"`{tag}`") for name, tag in TAGS.items()))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    rule = "---|" * len(headings)
    lines = [f"| {' | '.join(cells)} |" for cells in (headings, *rows)]
    return "\n".join([lines[0], f"|{rule}", *lines[1:]])


def signatures() -> str:
    """Every function of the library as it is called, with the first line of what it is for."""
    lines = list[str]()
    for name in reconcile.__all__:
        thing = getattr(reconcile, name)
        if inspect.isfunction(thing):
            lines.append(f"- `{name}{_signature(thing)}`:")
            lines.append(f"  {(inspect.getdoc(thing) or '').partition(chr(10) * 2)[0]}")
    return "\n".join(lines)


def _signature(function: Callable[..., object]) -> str:
    """The signature, with its types as they are written."""
    text = str(inspect.signature(function)).replace("'", "")
    return text.replace("pd.DataFrame", "DataFrame").replace("Unpack[Options]", "Options")


def listed(match: re.Match[str]) -> str:
    """One marked list of names as it should be."""
    made = {"signatures": signatures, "formats": formats, "tags": tags}[match[1]]()
    return f"<!-- {match[1]} -->\n{made}\n<!-- end -->"


def outputs(text: str) -> list[Path]:
    """The files that the commands of a document write."""
    runs = [what for kind, what in BLOCK.findall(text) if kind == "run"]
    return [ROOT / name for run in runs for name in re.findall(r"--output (\S+\.(?:png|svg))", run)]


def same(file: Path, before: bytes) -> bool:
    """Whether a picture is what it was; a PNG is, if its dots and texts are, however packed."""
    after = file.read_bytes()
    if after == before or file.suffix != ".png" or not before:
        return after == before
    one, other = (Image.open(io.BytesIO(data)) for data in (before, after))
    if one.info != other.info or one.tobytes() != other.tobytes():
        return False
    file.write_bytes(before)
    return True


def main(arguments: list[str]) -> int:
    """Rewrite the documents, or with --check say which would change."""
    check, stale = "--check" in arguments, 0
    for path in DOCUMENTS:
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        files = outputs(text)
        before = {file: file.read_bytes() if file.exists() else b"" for file in files}
        made = BLOCK.sub(block, text)
        made = LIST.sub(listed, entries.made(session.made(made), printed))
        if check:
            stale += sum(not same(file, before[file]) for file in files)
            stale += made != text
            sys.stdout.writelines(
                difflib.unified_diff(
                    text.splitlines(True), made.splitlines(True), str(path), "as it should be"
                )
            )
        elif made != text:
            path.write_text(made, encoding="utf-8")
    if stale:
        print(f"{stale} documents or pictures are not what the program makes: run docs/make.py")
    return int(stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
