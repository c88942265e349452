"""The recipes of CONTRIBUTING.md, followed to the letter on a copy of the project."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# what a person who follows a recipe reads: a line that ends in a colon, and the block below it
STEP = re.compile(r"^ *(?:\d\. )?([^\n]*):\n\n( *)```\w+\n(.*?)^\2```$", re.MULTILINE | re.DOTALL)
WRITE = re.compile(r"Write `([^`]+)`")
INSERT = re.compile(r"In `([^`]+)`, (before|after) `([^`]+)`")
PROGRAMS = {
    ".venv/bin/python": [sys.executable],
    ".venv/bin/reconcile": [sys.executable, "-m", "reconcile"],
}


def steps(recipe):
    """The steps of a recipe that have a block: the line before it, and what stands in it."""
    section = TEXT.partition(f"\n## {recipe}\n")[2].partition("\n## ")[0]
    return [
        (line.rpartition(". ")[2], re.sub(f"^{edge}", "", block, flags=re.MULTILINE))
        for line, edge, block in STEP.findall(section)
    ]


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "copy"
    for name in ("reconcile", "docs", "estimates", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CONTRIBUTING.md", "README.md"):
        shutil.copy(ROOT / name, folder)
    return folder


def follow(folder, line, block):
    if found := WRITE.fullmatch(line):
        path = folder / found[1]
        path.parent.mkdir(exist_ok=True)
        assert not path.exists(), path
        path.write_text(block, encoding="utf-8")
    elif found := INSERT.fullmatch(line):
        insert(folder / found[1], found[2], found[3], block)
    elif line == "Run":
        for command in block.splitlines():
            ran(folder, command)
    else:
        raise AssertionError(f"no step of a recipe: {line}")


def insert(path, side, mark, block):
    """Put a block before or after the one line of a file that holds a mark."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = (number for number, line in enumerate(lines) if mark in line)
    lines.insert(at + (side == "after"), block)
    path.write_text("".join(lines), encoding="utf-8")


def ran(folder, command):
    program, *words = shlex.split(command)
    # the other tests run with all their examples
    options = {"PYTHONPATH": str(folder), "PYTEST_ADDOPTS": "-n0 --hypothesis-profile=few"}
    environment = {**os.environ, **options}
    done = subprocess.run(
        [*PROGRAMS[program], *words], cwd=folder, env=environment, capture_output=True, text=True,
        check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    "recipe",
    ["To add a check", "To add a measure", "To add a column", "To add a chart kind"],
)
def test_a_recipe_does_what_it_says(recipe, copy):
    found = steps(recipe)
    assert found[-1][0] == "Run", "a recipe ends in what shows that it worked"
    for line, block in found:
        follow(copy, line, block)
