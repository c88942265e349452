"""What other packages add, by the example in `tests/plugin/`, and packages that are broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import write_ledger
from pips import pip

ROOT = Path(__file__).parent.parent
CASE = (
    "source,published,place,measure,figure,url\n"
    "A,2025-01-01,Town,killed,1000,https://example.org/1\n"
    "B,2025-01-02,Town,killed,3000,https://example.org/2\n"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder in which the example is installed."""
    source = tmp_path_factory.mktemp("source") / "plugin"
    shutil.copytree(ROOT / "tests" / "plugin", source)
    folder = tmp_path_factory.mktemp("installed")
    into = ["--python", sys.executable, "install", "--quiet", "--target", str(folder)]
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip(), *into, *offline, str(source)], check=True, capture_output=True)
    return folder


@pytest.fixture
def reconcile(tmp_path):
    """A function that runs a command beside a ledger, with what is installed in `folder`."""
    (tmp_path / "estimates").mkdir()
    write_ledger(tmp_path / "estimates", CASE)

    def run(folder, *arguments, **variables):
        path = os.pathsep.join([str(folder), str(ROOT)])
        done = subprocess.run(
            [sys.executable, "-m", "reconcile", *arguments], cwd=tmp_path, text=True,
            capture_output=True, env=os.environ | {"PYTHONPATH": path} | variables,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def package(folder, group, entry, code):
    """A package called `broken` with one entry point, as an installer leaves it."""
    about = folder / "broken-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[reconcile.{group}]\n{entry}\n")
    (folder / "broken.py").write_text(code)


def test_a_check_is_run_and_can_be_waived(installed, reconcile, tmp_path):
    status, out, err = reconcile(installed, "check")
    assert (status, err) == (0, "")
    assert out.count("warning: [round-figure] the figure is round") == 2
    text = CASE.replace("url\n", "url,waives,notes\n").replace("/1\n", "/1,round-figure,it is\n")
    write_ledger(tmp_path / "estimates", text.replace("/2\n", "/2,,\n"))
    status, out, _ = reconcile(installed, "check")
    assert (status, out.count("[round-figure]"), out.count("stale-waiver")) == (0, 1, 0)
    assert "'round-figure' is not a check" in reconcile(tmp_path / "none", "check")[1]


def test_a_preset_is_listed_shown_and_used(installed, reconcile, tmp_path):
    out = reconcile(installed, "import", "--list")[1]
    listed = [line.split(maxsplit=1) for line in out.splitlines()]
    assert ["two-columns", "Two columns: who, and how many"] in listed
    assert reconcile(installed, "import", "--show", "two-columns")[1].startswith("\ntitle = ")
    (tmp_path / "theirs.csv").write_text("who,when,count\nA,2025-03-01,4\n")
    arguments = ["import", "theirs.csv", "--as", "two-columns", "--case", "new", "--dry-run"]
    status, out, err = reconcile(installed, *arguments)
    assert (status, err) == (0, "")
    assert "1  became rows of the ledger" in out


def test_a_format_of_export(installed, reconcile):
    assert reconcile(installed, "export", "--to", "lines") == (0, "killed: 1000 to 3000\n", "")
    assert "markdown|lines]" in "".join(reconcile(installed, "export", "--help")[1].split())
    assert reconcile(installed, "export", "--to", "lines", "--table", "history")[2] == (
        "reconcile: --to lines writes the ranges; leave out --table history\n"
    )


def test_a_chart(installed, reconcile, tmp_path):
    status, _, err = reconcile(installed, "chart", "totals", "--output", "totals.svg")
    assert (status, err) == (0, "wrote totals.svg\n")
    assert "Highest claims" in (tmp_path / "totals.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "name"),
    [("export --to l", "lines"), ("chart to", "totals"), ("import --as tw", "two-columns")],
)
def test_a_shell_offers_their_names(installed, reconcile, line, name):
    asked = {"_RECONCILE_COMPLETE": "bash_complete", "COMP_LINE": f"reconcile {line}"}
    assert reconcile(installed, **asked)[1] == f"plain,{name}\n"


def test_without_a_package_there_is_nothing_of_it(reconcile, tmp_path):
    assert reconcile(tmp_path / "none", "check")[1] == "no issues in 2 rows of 1 case\n"
    status, _, err = reconcile(tmp_path / "none", "export", "--to", "lines")
    assert (status, "'lines' is not one of 'csv', 'xlsx'" in err) == (2, True)


@pytest.mark.parametrize(
    ("group", "entry", "code", "arguments", "says"),
    [
        ("checks", "x = broken:CHECK", "import nothing_of_that_name", ["check"],
         "its check 'x' fails with ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("charts", "x = broken:chart", "raise SystemExit(3)", ["chart", "x"],
         "its chart 'x' fails with SystemExit: 3"),
        ("checks", "x = broken:CHECK", "CHECK = 5", ["compare"],
         "its check 'x' gives something of the type int, not a Check"),
        ("checks", "x = broken:CHECK", "from reconcile.checks import Check\n"
         "def y(view):\n    return []\nCHECK = Check('error', y)", ["check"],
         "its check 'x' calls itself 'y'; it has to have one name"),
        ("checks", "x = broken:CHECK", "from reconcile.checks import Check\n"
         "def x(view):\n    return []\nCHECK = Check('fatal', x)", ["check"],
         "its check 'x' has severity 'fatal' and stage 0"),
        ("checks", "x = broken:CHECK", "from reconcile.checks import Check\n"
         "def x(view):\n    yield 1 / 0\nCHECK = Check('error', x)", ["check"],
         "its check 'x' fails with ZeroDivisionError: division by zero"),
        ("checks", "x = broken:CHECK", "from reconcile.checks import Check\n"
         "def x(view):\n    yield 'bad'\nCHECK = Check('error', x)", ["check"],
         "its check 'x' fails with AttributeError: 'str' object has no attribute 'row'"),
        ("presets", "x = broken:PRESET", "PRESET = 'title = 5'", ["import", "--list"],
         "its preset 'x' cannot be read: x:1: title must be a text"),
        ("presets", "x = broken:PRESET", "PRESET = None", ["import", "--show", "x"],
         "its preset 'x' gives something of the type NoneType, not a str or a Path"),
        ("exports", "x = broken:FORMAT", "FORMAT = print", ["export", "--to", "x"],
         "its export 'x' gives something of the type builtin_function_or_method, not a Format"),
        ("exports", "x = broken:FORMAT", "from reconcile.export.formats import Format\n"
         "FORMAT = Format('x', '', '', lambda *_: 'text')", ["export", "--to", "x"],
         "its export 'x' gives something of the type str, not a bytes"),
        ("charts", "x = broken:chart", "def chart(comparison):\n    return 5", ["chart", "x"],
         "its chart 'x' gives something of the type int, not a Chart"),
    ],
)  # fmt: skip
def test_a_broken_package_is_named_in_one_line(
    group, entry, code, arguments, says, reconcile, tmp_path
):
    folder = tmp_path / "packages"
    folder.mkdir()
    package(folder, group, entry, code)
    status, out, err = reconcile(folder, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"reconcile: broken: {says}")


def test_what_is_built_in_goes_first(reconcile, tmp_path):
    package(tmp_path, "exports", "csv = broken:FORMAT", "raise SystemExit(3)")
    status, out, _ = reconcile(tmp_path, "export", "--table", "ranges", "--raw")
    assert (status, out.startswith("case,population,")) == (0, True)
