"""The campaigns of docs/reliability.md, each in a small size."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from terminals import ROOT


def campaign(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, text=True, capture_output=True, check=False
    )


def can_trace() -> bool:
    """Whether there is a strace, and it may look at other processes."""
    strace = shutil.which("strace")
    return (
        bool(strace)
        and not subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], check=False
        ).returncode
    )


@pytest.mark.skipif(not can_trace(), reason="needs strace, to interrupt calls of the system")
def test_an_interrupted_command_leaves_the_ledger_as_before_or_as_after() -> None:
    of_one = ["--only", "add a row, a source and a page", "--points", "9", "--random", "1"]
    done = campaign("campaigns.kills", *of_one)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2:] == ["| add a row, a source and a page | 9 | 1 | 0 |"]


def test_of_writers_at_once_each_row_is_kept() -> None:
    done = campaign("campaigns.writers", "--writers", "3", "--rows", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"3 writers of 3 rows each: 9 reported as added, \d+ s, promises not kept: 0\n", done.stdout
    )


def test_no_reader_fails_on_damaged_and_hostile_inputs() -> None:
    done = campaign("campaigns.fuzz", "--inputs", "60", "--seed", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\| all \| [0-9]{3} \| \| 0 \|", done.stdout.splitlines()[-1])
