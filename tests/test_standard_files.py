"""Standard files that are closed or full, an output of few letters, arguments that are no text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import write_ledger
from terminals import ROOT

from reconcile.cli import run

CASE = "source,published,place,measure,figure\nA,2025,Київ,killed,~3\nB,2025,Київ,killed,9\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "l").mkdir()
    return write_ledger(tmp_path / "l", CASE)


def shell(line: str, ledger: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    words = f'exec "$0" -m reconcile --ledger l {line}'
    return subprocess.run(
        ["sh", "-c", words, sys.executable], cwd=ledger.parent, encoding="latin-1", check=False,
        capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="a shell that can close them")
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_leads_nowhere(ledger: Path, closed: str) -> None:
    done = shell(f"compare {closed}", ledger)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    # what is opened next is not taken for standard output
    done = shell(f"export --output made.csv {closed}", ledger)
    assert done.returncode == 0
    assert (ledger.parent / "made.csv").read_bytes().startswith("\ufeffcase,".encode())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_an_output_that_takes_no_more_is_one_line(ledger: Path) -> None:
    done = shell("compare >/dev/full", ledger)
    assert (done.returncode, done.stderr) == (2, "reconcile: output: No space left on device\n")


def test_an_output_of_few_letters_gets_the_others_by_number(ledger: Path) -> None:
    done = shell("compare", ledger, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n\nsoldiers · \\u041a\\u0438\\u0457\\u0432\n" in done.stdout


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["add", "--case", "\udcff", "--source", "A"], "--case"),
        (["add", "--source", "A\udcff"], "--source"),
        (["show", "--place", "a", "--place", "\udcff"], "--place"),
        (["import", "x", "--as", "reconcile", "--set", "a=\udcff"], "--set"),
        (["draft", "x", "--via", "\udcff"], "--via"),
    ],
)
def test_an_option_that_is_no_text_is_refused(
    ledger: Path, words: list[str], option: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--ledger", str(ledger), *words]) == 2
    assert capfd.readouterr().err == (
        f"reconcile: Invalid value for '{option}': this is not text in UTF-8; write it in UTF-8; "
        f"see reconcile {words[0]} --help\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text here")
def test_a_file_may_have_any_name(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = ledger.parent / "\udcff.csv"
    assert run(["--ledger", str(ledger), "compare", "--output", str(path)]) == 0
    assert path.exists()
    assert capfd.readouterr().err == f"wrote {ledger.parent}/\N{REPLACEMENT CHARACTER}.csv\n"
