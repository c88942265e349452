"""Several cases at once: the same results in their order, and an end when the person stops."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.cli.jobs import cores, each
from reconcile.errors import ReconcileError

CASE = "source,published,measure,figure\nA,2025-01-01,killed,{}\nB,2025-01-01,killed,20\n"


def _late_first(number: int) -> int:
    time.sleep(0.2 if number == 0 else 0)
    return number * 2


def _gone(number: int) -> int:
    if number:
        os._exit(3)
    return number


def _refused(number: int) -> int:
    raise ReconcileError(f"not {number}")


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(each(_late_first, [0, 1, 2], jobs)) == [0, 2, 4]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("work", "words"), [(_gone, "try --jobs 1"), (_refused, "not 1")])
def test_what_goes_wrong_in_a_process_is_told(work: object, words: str) -> None:
    with pytest.raises(ReconcileError, match=words):
        list(each(work, [1, 2], 2))  # type: ignore[arg-type]
    assert multiprocessing.active_children() == []


def test_there_is_a_core() -> None:
    assert cores() >= 1


def test_a_report_is_the_same_by_any_number_of_jobs(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    write_ledger(ledger, {"one": CASE.format(10), "two": CASE.format(30)})
    made = []
    for jobs in ("1", "2"):
        folder = tmp_path / jobs
        options = ["--ledger", str(ledger), "report", "--jobs", jobs, "--no-html"]
        assert run([*options, "--output", str(folder)]) == 0
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert made[0] == made[1]
    assert {"one/README.md", "two/ranges.png"} <= made[0].keys()


def _long(number: int) -> int:
    time.sleep(0 if number == 0 else 600)
    return number


def test_ctrl_c_ends_all_processes_at_once() -> None:
    found = each(_long, [0, 1, 2], 2)
    assert next(found) == 0
    with pytest.raises(KeyboardInterrupt):
        found.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def _deaf(number: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals can be held back")
def test_a_process_hears_no_ctrl_c_from_its_beginning() -> None:
    """Or it prints a traceback while it loads, before it can leave stopping to the parent."""
    assert list(each(_deaf, [0, 1], 2)) == [True, True]
    assert not _deaf(0)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals can be held back")
def test_a_ctrl_c_as_processes_begin_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = ProcessPoolExecutor.map

    def stopped(*given: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return begin(*given)  # type: ignore[arg-type]

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(ProcessPoolExecutor, "map", stopped)
    with pytest.raises(KeyboardInterrupt):
        next(each(_long, [1, 2], 2))
    signal.signal(signal.SIGINT, before)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("command", ["check", "compare", "report"])
def test_ctrl_c_has_the_status_that_a_shell_knows(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    write_ledger(tmp_path, CASE.format(10))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reconcile.storage.ledger.load", stopped)
    monkeypatch.setattr("reconcile.cli.work.load", stopped)
    assert run(["--ledger", ".", command]) == 130
    assert capsys.readouterr().err.strip() == "reconcile: stopped"
    assert not (tmp_path / "reports").exists()
