"""What is installed is what is used, and the documents say how to install it."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_VENV = "python3 -m venv --without-pip .venv && python3 -m pip --python .venv"


def names_of(requirements):
    return {re.match(r"[\w-]+", requirement)[0] for requirement in requirements}


def imported(folder):
    """The modules from elsewhere that the files of a folder import, by their first name."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"reconcile"}


def test_what_the_package_imports_is_what_it_asks_for():
    by_import = {"re2": "google-re2", "PIL": "pillow"}
    used = {by_import.get(name, name) for name in imported(ROOT / "reconcile")}
    assert used == names_of(PROJECT["dependencies"])


def test_the_tests_import_nothing_else_than_the_test_extra():
    extras = PROJECT["optional-dependencies"]
    assert "casualty-reconcile[campaign,draft,hxl,xlsx]" in extras["test"]
    listed = (extras[name] for name in ("test", "draft", "hxl", "xlsx"))
    asked = names_of([*PROJECT["dependencies"], *chain.from_iterable(listed)])
    own = {"campaigns", *(path.stem for path in (ROOT / "tests").glob("*.py"))}
    # The names that pillow, libhxl and the like are imported by.
    by_import = {
        "PIL",
        "axe_playwright_python",
        "hxl",
        "markdown_it",
        "mdit_py_plugins",
        "unicode_rbnf",
    }
    assert imported(ROOT / "tests") - own <= asked | by_import


def test_the_command_leads_to_a_function():
    module, _, name = PROJECT["scripts"]["reconcile"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("end", ["reconcile report", "python -m pytest"])
def test_the_readme_has_one_line_to_paste(end):
    lines = [line for line in README.splitlines() if line.startswith(IN_VENV)]
    assert len([line for line in lines if line.endswith(f"&& .venv/bin/{end}")]) == 1


def test_the_readme_asks_for_the_python_that_is_needed():
    needed = PROJECT["requires-python"].removeprefix(">=")
    assert f"Python {needed} or later" in README


def test_nothing_leads_to_the_other_package_of_that_name():
    assert PROJECT["name"] == "casualty-reconcile"
    other = re.compile(
        r"(?:pip3?|pipx|uv|conda)\s+(?:install|add)\b[^`\n]*(?<![-/\w])reconcile(?![-/\w])"
        r"|(?<![-\w])reconcile\[\w"
    )
    kinds = (".md", ".py", ".toml", ".cfg", ".txt", ".yml", ".yaml", ".html", "")
    for path in sorted(ROOT.rglob("*")):
        hidden = {part for part in path.relative_to(ROOT).parts if part.startswith(".")}
        if hidden - {".ci", ".github"} or path.suffix not in kinds or not path.is_file():
            continue
        if path.name not in ("test_packaging.py", "CHANGELOG.md"):
            told = path.read_text(encoding="utf-8", errors="replace")
            assert not other.search(told), f"{path}: {other.search(told)[0]}"


def test_a_missing_extra_is_installed_from_a_clone(monkeypatch):
    from reconcile.errors import ReconcileError
    from reconcile.storage.extras import needed

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReconcileError) as told:
        needed("openpyxl", "xlsx", "reading XLSX")
    assert str(told.value) == (
        "reading XLSX needs openpyxl; install it with python3 -m pip install '.[xlsx]' in a clone "
        "of the repository"
    )


def test_the_version_is_said():
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "--version"], capture_output=True, text=True, check=True
    )
    version = importlib.import_module("reconcile").__version__
    assert done.stdout == f"reconcile, version {version}\n"


def test_the_version_and_the_changelog_are_one():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", changes, re.MULTILINE)
    assert "Unreleased" not in heads[1:]
    released = [head for head in heads if head != "Unreleased"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", head) for head in released)
    numbers = [tuple(map(int, head.split("."))) for head in released]
    assert numbers == sorted(set(numbers), reverse=True)
    assert released[0] == importlib.import_module("reconcile").__version__
