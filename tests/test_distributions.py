"""What is built and handed on: the wheel is installed alone, the source distribution is whole."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from ledgers import write_ledger
from pips import pip

import reconcile

ROOT = Path(__file__).parent.parent
VERSION = reconcile.__version__
FOLDERS = ("benchmarks", "campaigns", "docs", "estimates", "reconcile", "reports", "tests")
BUILD = "import sys, flit_core.buildapi as api; print(getattr(api, sys.argv[1])(sys.argv[2]))"

pytest.importorskip("flit_core", reason="flit_core is not installed; it is in the extra test")


def python(*words, folder, **environment):
    """What Python prints in a folder, without what this process was told of paths."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*map(str, words)], cwd=folder, env={**kept, **environment}, capture_output=True,
        text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(kind, source, target):
    """The distribution of that kind, built from the files in `source`."""
    name = python(sys.executable, "-c", BUILD, f"build_{kind}", target, folder=source)
    return target / name.strip()


def files_in(folder):
    """The files under a folder of the project, by their paths in it, but for caches."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The files of the source distribution."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built("sdist", ROOT, folder)) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"casualty_reconcile-{VERSION}"


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_has_every_file_of_the_package(wheel):
    assert wheel.name == f"casualty_reconcile-{VERSION}-py3-none-any.whl"
    found = contents(wheel)
    own = {name: data for name, data in found.items() if name.startswith("reconcile/")}
    assert own == files_in("reconcile")
    assert "reconcile/py.typed" in own
    info = f"casualty_reconcile-{VERSION}.dist-info"
    others = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    assert set(found) - set(own) == {f"{info}/{name}" for name in others}
    about = found[f"{info}/METADATA"].decode()
    assert f"\nVersion: {VERSION}\n" in about
    assert (ROOT / "README.md").read_text(encoding="utf-8") in about


def test_the_source_distribution_has_what_the_tests_need(unpacked):
    for folder in FOLDERS:
        for name, data in files_in(folder).items():
            assert (unpacked / name).read_bytes() == data, name
    for name in (*(path.name for path in ROOT.glob("*.md")), "LICENSE", "pyproject.toml"):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_source_distribution_makes_the_same_wheel(unpacked, wheel, tmp_path):
    assert contents(built("wheel", unpacked, tmp_path)) == contents(wheel)


def test_the_tests_run_in_the_source_distribution(unpacked):
    # all of them are read, which shows that nothing they import is missing
    some = "test_worked_example or test_documents and not program_makes"
    words = ["-m", "pytest", "-n0", "-p", "no:cacheprovider", "-k", some]
    told = python(sys.executable, *words, folder=unpacked, PYTHONPATH=str(unpacked))
    assert " passed" in told
    assert "skipped" not in told


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The programs of an environment in which the wheel is all that is installed.

    What it needs is found where it is for the tests, so that nothing has to be fetched; the
    project itself, which is installed there by a link, is not found that way.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    words = [
        "--python", programs / "python", "install", "-q", "--no-index", "--no-deps",
        "--disable-pip-version-check", wheel,
    ]  # fmt: skip
    python(*pip(), *words, folder=folder)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own, theirs = (
        Path(python(command, "-c", ask, folder=folder).strip())
        for command in (programs / "python", sys.executable)
    )
    (own / "needed.pth").write_text(f"{theirs}\n")
    return programs


def test_the_wheel_runs_alone(installed, tmp_path):
    write_ledger(
        tmp_path,
        "source,published,measure,figure\nA,2025-01-01,killed,100\nB,2025-01-01,killed,~250\n",
    )
    place = python(
        installed / "python", "-c", "import reconcile; print(reconcile.__file__)", folder=tmp_path
    )
    assert Path(place.strip()).is_relative_to(installed.parent)
    command = installed / "reconcile"
    assert python(command, "--version", folder=tmp_path) == f"reconcile, version {VERSION}\n"
    assert python(command, "--help", folder=tmp_path).startswith("Usage: reconcile ")
    assert "zsh_complete" in python(command, "completion", "zsh", folder=tmp_path)
    words = ["--ledger", ".", "compare", "--format", "json"]
    (found,) = json.loads(python(command, *words, folder=tmp_path))
    assert (found["low"], found["high"], found["verdict"]) == (100, 250, "conflict")
    again = python(installed / "python", "-m", "reconcile", *words, folder=tmp_path)
    assert json.loads(again) == [found]
    script = (
        "import reconcile\n"
        "frame = reconcile.compare('.')\n"
        "reconcile.save(reconcile.ranges_chart('.'), 'chart.svg')\n"
        "print(frame['high'].tolist(), reconcile.bounds('.')['upper'].tolist())\n"
    )
    told = python(installed / "python", "-c", script, folder=tmp_path)
    assert told == "[250.0] [255.0]\n"
    assert (tmp_path / "chart.svg").read_bytes().startswith(b"<?xml")
