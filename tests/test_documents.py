"""What the documents show is what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reconcile.cli import reconcile

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(ROOT.glob("docs/*.md")) + sorted(ROOT.glob("*.md"))
COMMANDS = sorted(reconcile.commands)


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docs").glob("make*.py")))
def test_documents_are_what_the_program_makes(script):
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / script), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    command = reconcile.commands[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.opts[0] in section
    assert "Example: reconcile" in " ".join((command.help or "").split())


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("docs/*.md")) + sorted(ROOT.glob("*.md")), ids=lambda p: p.name
)
def test_links_within_the_project_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target
