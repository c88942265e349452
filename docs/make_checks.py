"""Make docs/checks.md and a page a check from the checks and the gallery of files that fail them.

    python docs/make_checks.py             write docs/checks.md and docs/checks/
    python docs/make_checks.py --expect    write what the gallery's files are expected to show, too
    python docs/make_checks.py --check     write nothing; exit 1 if something would change

Every check has a folder in tests/gallery: case files that fail it, a sources.csv or measures.csv
if they need one of their own, the pages that rows name in pages/, and expected.txt, exactly what
is printed about them.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from pathlib import Path

from made_pages import settle

from reconcile.aligning.typed_cells import parse
from reconcile.checks import CHECKS, ERROR, Check, check
from reconcile.checks.issue_text import text
from reconcile.storage.csv_file import table_of
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import assemble
from reconcile.storage.ledger_files import SOURCES

DOCS = Path(__file__).resolve().parent
GALLERY = DOCS.parent / "tests" / "gallery"
TODAY = date(2026, 1, 1)  # on which the gallery's files are looked at
LEDGER = Path("estimates")  # where they are said to be

BEGINNING = """\
# Checks

<!-- Made by docs/make_checks.py from the checks and from tests/gallery; edit those instead. -->

What `check` can find in a ledger. Each has a page: what it means, how to mend it, an example and
exactly what is printed about it. The examples are figures as they were published, altered so that
they fail.

A row with an **error** cannot be computed with, and is left out of everything until it is
corrected; all other rows still count. A **warning** is something to look at, weak evidence or an
odd figure; the row counts. Every issue names the file and the line on which the row begins, as an
editor counts lines, and shows the line itself with a mark under the cell. A line that is too long
is cut around the cell. More than ten warnings of one check in one file are a line together;
`reconcile check --only NAME` shows them all, and `--summary` only counts.

A row that is known to fail a check, and is right all the same, is kept by naming the check in its
cell `waives` and saying why in `notes`. Several names are parted by commas, semicolons or spaces.

A row that is set aside is still looked at by itself, but not compared with others; nor is a row
with an error.
"""


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of the ledger that one folder of the gallery stands for, by name."""
    own = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return {SOURCES: (GALLERY / SOURCES).read_bytes(), **own}


@cache
def shown(folder: Path) -> str:
    """What is printed about one folder of the gallery."""
    files = files_of(folder)
    tables = {name: table_of(LEDGER / name, data) for name, data in sorted(files.items())}
    checked = check(parse(assemble(LEDGER, tables)), TODAY, Pages.of(folder))
    return text(checked, unsaved=files)


def pages() -> dict[Path, str]:
    """The overview, and the page of each check."""
    each = {DOCS / "checks" / f"{one.name}.md": _page(one) for one in CHECKS}
    return {DOCS / "checks.md": f"{BEGINNING}\n{_overview()}", **each}


def _overview() -> str:
    lines = ["| check | | what is wrong |", "|---|---|---|"]
    for each in CHECKS:
        first = each.meaning.partition("\n\n")[0].replace("\n", " ")
        lines.append(f"| [{each.name}](checks/{each.name}.md) | {each.severity} | {first} |")
    return "\n".join(lines) + "\n"


def _page(each: Check) -> str:
    """One check: what it means, how to mend it, a file that fails it and what is printed."""
    folder = GALLERY / each.name
    kind = "An error" if each.severity == ERROR else "A warning"
    waived = "it can be waived" if each.waivable else "it cannot be waived"
    parts = [f"# {each.name}\n\n{kind}; {waived}.\n\n{each.meaning}\n"]
    parts.append(f"**To mend it:** {each.remedy}\n")
    parts += (
        f"`{LEDGER.name}/{path.name}`:\n\n```csv\n{_read(path)}```\n"
        for path in sorted(folder.glob("*.csv"))
    )
    parts += (
        f"`{LEDGER.name}/pages/{path.name}`:\n\n```html\n{_read(path)}```\n"
        for path in sorted(folder.glob("pages/*"))
    )
    parts.append(f"What is printed:\n\n```text\n{shown(folder)}```\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; the exit status."""
    made = pages()
    if arguments != []:
        made |= {
            GALLERY / each.name / "expected.txt": shown(GALLERY / each.name) for each in CHECKS
        }
    if arguments not in ([], ["--expect"], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    return settle(made, (DOCS / "checks").glob("*.md"), arguments == ["--check"])


def _read(path: Path) -> str:
    return path.read_bytes().decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
