"""Every help has an example, and the example does what it says."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reconcile.cli import reconcile, run
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import LISTS

ROOT = Path(__file__).parent.parent
COMMANDS = {"": reconcile, **reconcile.commands}
SHIPPED = load(ROOT / "estimates")
ROWS, CASES = len(SHIPPED.rows), len(SHIPPED.tables)


def example_of(command):
    """The line after `Example:`, as a person types it."""
    text = " ".join(COMMANDS[command].help.split())
    return re.search(r"Example: (reconcile .*?)\.?$", text)[1]


def printed(capfd):
    return " ".join(capfd.readouterr().out.split())


def leave_only(case, ledger):
    """Delete all other cases of a ledger."""
    for path in ledger.glob("*.csv"):
        if path.name not in LISTS and path.stem != case:
            path.unlink()
    lines = (ledger / "cases.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for number, line in enumerate(lines) if number == 0 or line.startswith(case)]
    (ledger / "cases.csv").write_text("".join(kept), encoding="utf-8")


ARTICLE = """<html lang="en"><head><title>Ferry sinks off the coast</title></head><body><article>
<h1>Ferry sinks off the coast</h1><p>At least 31 people were killed and 54 injured when a ferry
sank off the coast on Monday, police said. Rescuers were still looking for survivors.</p>
<p>The ferry carried passengers and cars between two islands. It had left the port in the morning,
and the weather was fine, the company that runs it said in a statement.</p></article></body></html>
"""


# what the example of each command leaves behind: the exit status, words that are printed, a file
DONE = {
    "": (0, f"estimates holds {CASES} cases: {ROWS} rows", None),
    "add": (0, "added estimates/north-korean-troops.csv:40", "estimates/north-korean-troops.csv"),
    "bounds": (0, "at least 2", None),
    "chart": (0, "", "ranges.svg"),
    "check": (0, f"no issues in {ROWS} rows of {CASES} cases", None),
    "compare": (0, "published by 28 Feb 2025", None),
    "completion": (0, "complete", None),
    "diff": (0, "a new source: JoongAng Ilbo 1,000–3,000 (Feb 2025)", None),
    "discrepancies": (1, "conflict · North Korean troops · Kursk, Russia · killed", None),
    "draft": (0, "", "drafts.csv"),
    "export": (0, "", "figures.xlsx"),
    "history": (0, "13 Jan 2025 ~300 +200", None),
    "import": (0, "124 rows", None),
    "init": (0, "next: reconcile --ledger my-estimates check", "my-estimates/example.csv"),
    "report": (0, "published by 28 Feb 2025", "february/north-korean-troops/index.html"),
    "review": (2, "", None),  # there is no terminal
    "show": (0, "NIS via CNA ~300", None),
    "sources": (0, "without NIS", None),
}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_help_has_an_example(command):
    words = [command] if command else []
    shown = CliRunner().invoke(reconcile, [*words, "--help"])
    assert shown.exit_code == 0
    assert "Example: reconcile" in " ".join(shown.output.split())
    assert shlex.split(example_of(command))[1 : 1 + len(words)] == words


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_example_does_what_it_says(command, tmp_path, monkeypatch, capfd):
    shutil.copytree(ROOT / "estimates", tmp_path / "estimates")
    if command == "report":  # of one case is as good, and takes a fifth of the time
        leave_only("north-korean-troops", tmp_path / "estimates")
    shutil.copy(ROOT / "tests/data/economist-ukraine-estimates.csv", tmp_path / "losses.csv")
    (tmp_path / "article.html").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECONCILE_LEDGER", raising=False)
    status, words, file = DONE[command]
    before = Path(file).read_bytes() if file and Path(file).exists() else b""
    assert run(shlex.split(example_of(command))[1:]) == status
    assert words in printed(capfd)
    if file:
        assert len(Path(file).read_bytes()) > len(before)


def test_the_list_of_commands_cuts_no_sentence_short():
    assert "..." not in CliRunner().invoke(reconcile, ["--help"]).output.partition("Commands:")[2]


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    told = {name: command.get_short_help_str(200) for name, command in reconcile.commands.items()}
    assert told == {**reconcile.commands.told}
    assert set(told) == {command.name for command in reconcile.commands.values()}


def test_help_imports_no_command() -> None:
    code = "import sys; from reconcile.cli import run; run(['--help']); print(*sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(made.stdout.splitlines()[-1].split())
    assert not {"reconcile.cli.options", "reconcile.cli.compare", "numpy", "hashlib"} & loaded
