"""What is printed and written depends on the ledger and the options, and on nothing around them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Every command that reads a ledger once, in one process: to start one takes longer than most.
SEVERAL = """
import sys
from reconcile.cli import run
case = ["--case", "north-korean-troops"]
for words in (
    ["--help"], ["bounds", "--help"], [], ["check"], ["check", "--format", "github"],
    ["show", *case, "--format", "json"], ["compare"], ["compare", *case, "--format", "csv"],
    ["discrepancies"], ["discrepancies", "--explain", *case], ["history", *case],
    ["bounds", *case, "--known-by", "2025-02-28"], ["sources"], ["sources", "--format", "csv"],
    ["diff", "@2025-01-31", "@2025-02-28"], ["export", "--to", "wikitext", *case],
    ["chart", "ranges", *case, "--output", "ranges.svg"],
    ["compare", *case, "--output", "ranges.txt"], ["compare", "--measure", "kiled"],
):
    print(words, run(["--ledger", "estimates", *words]), flush=True)
"""
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "COLUMNS": "40", "LINES": "10"},
    {
        "PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "COLUMNS": "300",
        "LANG": "de_DE.UTF-8", "LANGUAGE": "ar:de", "TERM": "xterm-256color", "HOME": "/nowhere",
        "PYTHONOPTIMIZE": "1", "OMP_NUM_THREADS": "1",
    },
)  # fmt: skip


def made_in(folder: Path, around: dict[str, str]) -> dict[str, bytes]:
    """What the commands print and write, run in `folder`, which has a copy of the ledger."""
    shutil.copytree(ROOT / "estimates", folder / "estimates")
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL], cwd=folder, capture_output=True, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | around,
    )  # fmt: skip
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return files | {"printed": done.stdout, "said": done.stderr}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    return [
        made_in(tmp_path_factory.mktemp(name), around)
        for name, around in zip(("one", "a folder ä"), ENVIRONMENTS, strict=True)
    ]


def test_the_same_everywhere(made: list[dict[str, bytes]]) -> None:
    one, other = made
    assert {name: len(data) for name, data in one.items()} == {
        name: len(data) for name, data in other.items()
    }
    assert one == other


def test_everything_was_asked(made: list[dict[str, bytes]]) -> None:
    one, _ = made
    charts = {"ranges.svg", "ranges-counts-of-one-source-only.svg"}
    assert {*one} == {"printed", "said", "ranges.txt", *charts}
    statuses = [line.rsplit(b" ", 1)[1] for line in one["printed"].splitlines() if line[:1] == b"["
                and line[-1:] in b"012"]  # fmt: skip
    assert statuses == [b"0"] * 18 + [b"2"]
    assert len(one["printed"]) > 100_000
    assert b"did you mean 'killed' or" in one["said"]
