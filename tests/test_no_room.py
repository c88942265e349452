"""A full disk, a folder that may not be written to, a limit for the size of files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import write_ledger
from terminals import ROOT

CASE = "source,published,place,measure,figure,url,notes\n" + "".join(
    f"A,2025-01-01,Place {at},killed,{at},https://example.org/{at},{'a note ' * 30}\n"
    for at in range(60)
)
ADD = (
    "--case case --source B --kind media --published 2025-01-02 --population soldiers "
    "--place Here --measure killed --figure 1 --url https://example.org/new"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "l").mkdir()
    return write_ledger(tmp_path / "l", CASE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def shell(script: str, folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHON": sys.executable}
    return subprocess.run(
        [*before, "sh", "-c", script], cwd=folder, text=True, capture_output=True, check=False,
        env={**os.environ, **variables},
    )  # fmt: skip


def can_mount() -> bool:
    """Whether this process may mount something that only its children see."""
    mount = ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(mount, check=False, capture_output=True).returncode
    )


MOUNTS = pytest.mark.skipif(not can_mount(), reason="needs leave to mount a file system")


@pytest.mark.skipif(os.name != "posix", reason="a shell that can set limits")
def test_a_limit_for_the_size_of_files(ledger: Path) -> None:
    before = contents(ledger)
    done = shell(f'ulimit -f 8; exec "$PYTHON" -m reconcile --ledger l add {ADD}', ledger.parent)
    assert (done.returncode, done.stderr) == (2, "reconcile: l/case.csv: File too large\n")
    assert contents(ledger) == before


@pytest.mark.skipif(os.name != "posix", reason="a shell that can set limits")
def test_a_workbook_without_room_for_its_parts_leaves_none_of_them(ledger: Path) -> None:
    export = 'exec "$PYTHON" -m reconcile --ledger l export --to xlsx --output new.xlsx'
    done = shell(f"mkdir t; export TMPDIR=$PWD/t; ulimit -f 8; {export}", ledger.parent)
    assert (done.returncode, done.stderr) == (2, "reconcile: new.xlsx: File too large\n")
    assert {path.name for path in ledger.parent.rglob("*")} == {"l", "t", *contents(ledger)}


@MOUNTS
@pytest.mark.parametrize(
    ("options", "of_ledger", "of_file"),
    [
        ("size=24k", "No space left on device", "No space left on device"),
        ("ro", "Permission denied", "Read-only file system"),
    ],
)
def test_a_full_disk_and_a_folder_that_may_not_be_written_to(
    ledger: Path, options: str, of_ledger: str, of_file: str
) -> None:
    script = f"""
    mkdir m && mount -t tmpfs -o size=24k none m && cp l/* m/ && mount -o remount,{options} m
    "$PYTHON" -m reconcile --ledger m add {ADD}; echo "status $?"
    "$PYTHON" -m reconcile --ledger l export --output m/new.csv; echo "status $?"
    cp -r m after
    """
    done = shell(script, ledger.parent, "unshare", "-m")
    assert done.stdout.splitlines() == ["status 2", "status 2"], done.stderr
    first, second = done.stderr.splitlines()
    assert first.startswith("reconcile: m") and first.endswith(f": {of_ledger}")
    assert second == f"reconcile: m/new.csv: {of_file}"
    assert contents(ledger.parent / "after") == contents(ledger)
