"""The campaigns of docs/reliability.md, each in a small size."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time

import pytest
from terminals import ROOT

from campaigns import fuzz, growth
from campaigns.guidance import Lines
from campaigns.reader import Reader
from reconcile.errors import InputError
from reconcile.notation.figures import parse_figure


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


def test_a_command_that_is_stopped_leaves_all_as_before_or_as_after() -> None:
    done = campaign("campaigns.stops", "--only", "in a folder that is there", "--points", "60")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"\| init in a folder that is there \| \d+ \| 60 \| 0 \|", done.stdout.splitlines()[2]
    )


def test_of_writers_at_once_each_row_is_kept() -> None:
    done = campaign("campaigns.writers", "--writers", "3", "--rows", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"3 writers of 3 rows each: 9 reported as added, \d+ s, promises not kept: 0\n", done.stdout
    )


def test_no_reader_fails_on_damaged_and_hostile_inputs() -> None:
    done = campaign("campaigns.fuzz", "--inputs", "900", "--seed", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\| all \| \d{3} \| \d{3} \| \| \| 0 \|", done.stdout.splitlines()[-1])


def test_an_input_that_reaches_a_new_line_is_gone_on_from() -> None:
    """Lines are counted once, and only those of the package and its readers of files."""
    lines = Lines()
    with lines.watched():
        parse_figure("300")
        begun = lines.reached
        parse_figure("300")
        json.dumps("300")
        again = lines.reached
        parse_figure("between 300 and 400")
    assert 0 < begun == again < lines.reached


@pytest.mark.parametrize(
    ("power", "jump", "wrong"), [(1, 1, False), (1, 2, False), (1.2, 1, False), (2, 1, True)]
)
def test_what_grows_faster_than_its_length_is_found_out(
    power: float, jump: float, wrong: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row may once take twice as long where memory is less near, `jump`, but not again."""

    def seconds(reader: Reader, shape: growth.Shape, length: int) -> tuple[float, str]:
        assert len(shape.of_length(length)) >= length
        return 1e-6 * length**power * (jump if length > 50_000 else 1), ""

    monkeypatch.setattr(growth, "_seconds", seconds)
    found = growth.measured(Reader("any", str, ()), growth.Shape("a", "a".__mul__, 1))
    assert bool(found.wrong) == wrong


def test_time_grows_no_faster_than_the_length() -> None:
    done = campaign("campaigns.growth", "--shapes", "3", "--only", "dates")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "| dates | 3 | 0 |  | 0 |"


def fails(text: str) -> str:
    """A reader with every fault, by what it is given."""
    if text == "endless":
        while True:
            pass
    if text == "slow is":
        until = time.process_time() + 0.02
        while time.process_time() < until:
            pass
    if text == "loud is":
        print("here")
    if text == "unplaced":
        raise InputError("is wrong")
    if text == "placed":
        raise InputError("in.csv:3: is wrong")
    return text[5]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("endless", "EndlessError"), ("slow is", "took 0.0 seconds for 7 characters"),
        ("loud is", "printed 'here"), ("unplaced", "no place: InputError('is wrong')"),
        ("placed", ""), ("what is it", ""), ("what", "IndexError"),
    ],
)  # fmt: skip
def test_a_reader_that_does_what_it_may_not_is_found_out(
    text: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.015)
    monkeypatch.setattr(fuzz, "ENDLESS", 0.1)
    ending = fuzz.told(Reader("any", fails, (), place="in.csv:"), text)
    assert wrong in ending.wrong and bool(wrong) == bool(ending.wrong)
    assert ending.refused == (text in ("placed", "unplaced"))
