"""Commands that write, each with the folder it begins from, for the trials that interrupt them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "source,published,population,place,measure,figure,url\n"
WAR = HEADER + (
    "A,2025-01-01,people,Here,killed,1,https://example.org/1\n"
    "B,2025-01-01,people,Here,killed,7,https://example.org/2\n"
)
RIOT = HEADER + "A,2025-02-01,people,There,killed,3,https://example.org/3\n"
SOURCES = "source,kind\nA,media\nB,media\n"
ROW = (
    "--case", "war", "--published", "2025-01-03", "--population", "people", "--place", "Here",
    "--measure", "killed", "--figure", "3", "--url", "https://example.org/9",
)  # fmt: skip
THEIRS = (
    "case,source,published,population,place,measure,figure\n"
    "war,C,2025-01-04,people,Here,killed,4\n"
    "riot,D,2025-01-04,people,Here,wounded,40\n"
    "flood,C,2025-01-05,people,Elsewhere,killed,5\n"
)
LEDGER = {"l/war.csv": WAR, "l/riot.csv": RIOT, "l/sources.csv": SOURCES}


@dataclass(frozen=True)
class Scenario:
    """A command, run in a folder that holds `files`, after the commands `first`.

    `by_entry` is whether each entry of what it makes is whole for itself (a report), or all of it;
    `in_turn` are folders and files that it changes one after the other. `typed` is what a person
    types on a terminal, and `status` what the command ends with.
    """

    words: tuple[str, ...]
    files: Mapping[str, str]
    first: tuple[tuple[str, ...], ...] = ()
    by_entry: bool = False
    in_turn: tuple[str, ...] = ()
    typed: str = ""
    status: int = 0
    then: Callable[[Path], None] = lambda folder: None

    def prepare(self, folder: Path) -> None:
        """Put the files in place and run what comes first."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        for words in self.first:
            assert run_here(words, folder) == 0
        self.then(folder)


def _one_row_more(folder: Path) -> None:
    (folder / "l" / "war.csv").write_text(WAR + "B,2025-01-02,people,Here,killed,9,\n")


REPORT = ("--ledger", "l", "report", "--feed", "--jobs", "1", "--output", "out")
ARTICLE = "The National Intelligence Service said that at least 300 soldiers were killed.\n"
DRAFT = ("--ledger", "l", "draft", "a.txt", "--lang", "en", "--keep", "--output", "drafts.csv")
SCENARIOS: Mapping[str, Scenario] = {
    "add a row": Scenario(("--ledger", "l", "add", "--source", "A", *ROW), LEDGER),
    "add a row, a source and a page": Scenario(
        ("--ledger", "l", "add", "--source", "C", "--kind", "ngo", "--page", "page.txt", *ROW),
        {**LEDGER, "page.txt": "3 people were killed\n"},
    ),
    "import into three cases": Scenario(
        ("--ledger", "l", "import", "theirs.csv", "--as", "reconcile", "--kind", "ngo"),
        {**LEDGER, "theirs.csv": THEIRS},
    ),
    "begin a ledger by import": Scenario(
        ("--ledger", "n", "import", "theirs.csv", "--as", "reconcile", "--kind", "ngo"),
        {"theirs.csv": THEIRS},
    ),
    "import in part, and list the rest": Scenario(
        ("--ledger", "l", "import", "theirs.csv", "--as", "reconcile", "--kind", "ngo", "--partial",
         "--refused", "rest.csv"),
        {**LEDGER, "theirs.csv": THEIRS + "war,C,2025-13-05,people,Here,killed,6\n"},
        in_turn=("l", "rest.csv"), status=1,
    ),
    "draft, and keep the page": Scenario(
        DRAFT, {**LEDGER, "a.txt": ARTICLE}, in_turn=("l", "drafts.csv")
    ),
    "review, a row and a source": Scenario(
        ("--ledger", "l", "review", "drafts.csv", "--case", "war"), LEDGER | {"a.txt": ARTICLE},
        (DRAFT,), in_turn=("l", "drafts.csv"), typed="a\ny\ny\nngo\n\n\n",
    ),
    "init in a new folder": Scenario(("init", "n"), {"other.txt": "kept"}),
    "init in a folder that is there": Scenario(("init", "n"), {"n/README.md": "kept"}),
    "list missing sources": Scenario(
        ("--ledger", "l", "sources", "--add-missing", "--kind", "ngo", "--yes"),
        {**LEDGER, "l/sources.csv": "source,kind\n"},
    ),
    "export a table": Scenario(
        ("--ledger", "l", "export", "--output", "made.csv"), {**LEDGER, "made.csv": "old\n"}
    ),
    "export a workbook": Scenario(
        ("--ledger", "l", "export", "--to", "xlsx", "--output", "made.xlsx"),
        {**LEDGER, "made.xlsx": "old\n"},
    ),
    "export a package": Scenario(
        ("--ledger", "l", "export", "--to", "datapackage", "--output", "package"), LEDGER
    ),
    "diff into a file": Scenario(
        ("--ledger", "l", "diff", "@2025-01-01", "--output", "made.json"),
        {**LEDGER, "made.json": "old\n"},
    ),
    "a chart": Scenario(
        ("--ledger", "l", "chart", "ranges", "--case", "war", "--output", "made.svg"), LEDGER
    ),
    "a first report": Scenario(REPORT, LEDGER, by_entry=True),
    "a report in the place of another": Scenario(
        REPORT, LEDGER, (REPORT,), by_entry=True, then=_one_row_more
    ),
}  # fmt: skip


def run_here(words: tuple[str, ...], folder: Path) -> int:
    """Run a command in this process, in a folder; its exit status. What it says is not shown."""
    from reconcile.cli import run

    before, streams = Path.cwd(), (sys.stdout, sys.stderr)
    os.chdir(folder)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            return run(words)
        finally:
            sys.stdout, sys.stderr = streams
            os.chdir(before)


def fresh(folder: Path, like: Path) -> None:
    """Make a folder as another is, in the place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(like, folder, symlinks=True)


def tree(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by its path, temporary ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_temporary(name: str) -> bool:
    """Whether a file is of what is being written, and of no ledger, report or table."""
    return any(part.startswith(".reconcile-") for part in name.split("/"))


def as_read(folder: Path) -> dict[str, bytes]:
    """What is in a folder for whoever uses it: a ledger as `reconcile` reads it, files as such."""
    from reconcile.storage.ledger_changes import waiting

    found = {name: data for name, data in tree(folder).items() if not is_temporary(name)}
    for ledger in (path for path in folder.iterdir() if path.is_dir()):
        for name, path in waiting(ledger).items():
            found[f"{ledger.name}/{name}"] = path.read_bytes()
    return found


def between(
    scenario: Scenario, before: dict[str, bytes], after: dict[str, bytes]
) -> list[dict[str, bytes]]:
    """What there is in a folder of which what is written in turn is as after up to one of them."""
    turns = range(1, len(scenario.in_turn))
    return [_mixed(before, after, scenario.in_turn[:turn]) for turn in turns]


def is_one_of_two(
    scenario: Scenario,
    found: dict[str, bytes],
    before: dict[str, bytes],
    after: dict[str, bytes],
) -> bool:
    """Whether the files of a folder are as before or as after, or of a report each entry is.

    What is written in turn may be as after up to one of them.
    """
    if not scenario.by_entry:
        return found in (before, after, *between(scenario, before, after))
    entries = {name.split("/", 2)[0 if "/" not in name else 1] for name in found | before}
    return all(
        _part(found, entry) in (_part(before, entry), _part(after, entry)) for entry in entries
    )


def _mixed(
    before: dict[str, bytes], after: dict[str, bytes], done: Sequence[str]
) -> dict[str, bytes]:
    """The files of which those of some folders, or of some names, are as after."""
    return {
        name: data
        for files, is_done in ((before, False), (after, True))
        for name, data in files.items()
        if (name.partition("/")[0] in done) == is_done
    }


def _part(files: dict[str, bytes], entry: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if entry in name.split("/")[:2]}
