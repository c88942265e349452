"""What the documents show is what the program prints."""

import csv
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reconcile.cli import reconcile

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("*.md"))
COMMANDS = sorted(reconcile.commands)
COOKBOOK = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/cookbook/*.md")}
ENTRIES = {
    entry.partition("\n")[0]: entry.partition("\n")[2]
    for page in COOKBOOK.values()
    for entry in page.split("\n## ")[1:]
}
MOST_WORDS = 2500  # of one page: a reader is through in ten minutes


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docs").glob("make*.py")))
def test_documents_are_what_the_program_makes(script):
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / script), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    page = (ROOT / "docs" / "commands" / f"{name}.md").read_text(encoding="utf-8")
    assert f"](commands/{name}.md)" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    command = reconcile.commands[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.opts[0] in page
    assert "Example: reconcile" in " ".join((command.help or "").split())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("question", ENTRIES)
def test_an_entry_of_the_cookbook_has_rows_that_are_run_and_says_why(question):
    entry = ENTRIES[question]
    assert question.startswith("How do I ")
    rows = re.findall(r"```csv\n(source,[^\n]*measure.*?)```", entry, re.DOTALL)
    assert [len(list(csv.DictReader(text.splitlines()))) in (1, 2, 3) for text in rows] == [True]
    (command,) = re.findall(r"<!-- on these rows: (.*) -->\n```console\n", entry)
    printed, said = entry.split(f"\n$ {command}\n")[1].split("\n```\n<!-- end -->\n")
    assert printed.strip()
    why, against = re.fullmatch(r"\n(.+)\n\nNot so: (.+)\n?", said, re.DOTALL).groups()
    assert why.replace("\n", " ").count(". ") >= 1
    assert against.strip().endswith(".")


def test_the_cookbook_lists_its_thirty_entries_once_each():
    overview = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    listed = [
        f"{name}#{re.sub('[^a-z0-9 -]', '', title.lower()).replace(' ', '-')}"
        for name, page in COOKBOOK.items()
        for title in re.findall("^## (.*)", page, re.MULTILINE)
    ]
    assert sorted(re.findall(r"\]\(cookbook/([^)]+)\)", overview)) == sorted(listed)
    assert len(set(listed)) == len(ENTRIES) == 30


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_is_longer_than_a_person_reads(path):
    if path.name != "CHANGELOG.md":
        words = path.read_text(encoding="utf-8").split()
        assert sum(any(map(str.isalnum, word)) for word in words) <= MOST_WORDS


def test_an_entry_is_run_on_its_own_rows_and_files():
    spec = importlib.util.spec_from_file_location("entries", ROOT / "docs" / "entries.py")
    entries = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(entries)
    run = "<!-- on these rows: reconcile show -->\n<!-- end -->\n"
    text = (
        f"`cases.csv`:\n\n```csv\nnone\n```\n\n## One\n\n```csv\na\n1\n```\n\n{run}\n"
        f"## Two\n\n`cases.csv`:\n\n```csv\nb\n```\n\n```csv\na\n2\n```\n\n{run}"
    )

    def printed(command, folder):
        found = sorted((folder / "estimates").iterdir())
        return " ".join([command, *(f"{path.name}={path.read_text()!r}" for path in found)])

    shown = re.findall(r"```console\n(.*)\n(.*)\n```\n<!-- end -->", entries.made(text, printed))
    assert shown == [
        ("$ reconcile show", r"reconcile show event.csv='a\n1\n'"),
        ("$ reconcile show", r"reconcile show cases.csv='b\n' event.csv='a\n2\n'"),
    ]
    assert entries.made(entries.made(text, printed), printed) == entries.made(text, printed)
