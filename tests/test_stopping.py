"""Ctrl-C at the moments at which Python itself would ignore it or print a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledgers import TWO, write_ledger

from reconcile.cli import stopping
from reconcile.cli.stopping import every_stop_heard


class Deaf:
    """What raises where nothing can be raised."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __del__(self) -> None:
        raise self.error


@pytest.fixture
def listening() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _wait() -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        time.sleep(0.001)


@pytest.mark.usefixtures("listening")
def test_a_stop_that_was_ignored_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt), every_stop_heard():
        Deaf(KeyboardInterrupt())
        _wait()


@pytest.mark.usefixtures("listening")
def test_one_that_falls_where_that_is_seen_to_comes_again_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a busy machine it came back before the place at which it is ignored had been left."""
    begin, begun = stopping.start_new_thread, list[object]()

    def at_once(*given: object) -> None:
        begun.append(given)
        if len(begun) < 3:
            signal.raise_signal(signal.SIGINT)
        else:
            begin(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(stopping, "start_new_thread", at_once)
    with pytest.raises(KeyboardInterrupt), every_stop_heard():
        Deaf(KeyboardInterrupt())
        _wait()
    assert len(begun) == 3
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("listening")
def test_one_that_comes_when_all_is_done_stops_nothing() -> None:
    with every_stop_heard():
        Deaf(KeyboardInterrupt())
    time.sleep(0.05)


def test_what_else_cannot_be_raised_is_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[type[BaseException]]()
    monkeypatch.setattr(sys, "unraisablehook", lambda given: told.append(given.exc_type))
    with every_stop_heard():
        Deaf(ZeroDivisionError())
    assert told == [ZeroDivisionError]


def _refused_by_a_library(stopped: bool) -> None:
    """A library that can only say that it cannot be loaded, as those of compiled code do."""
    try:
        if stopped:
            signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pass
    raise ImportError("failed to import")


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(("stopped", "raised"), [(True, KeyboardInterrupt), (False, ImportError)])
def test_what_is_made_of_a_stop_on_its_way_is_a_stop(
    stopped: bool, raised: type[BaseException]
) -> None:
    with pytest.raises(raised), every_stop_heard():
        _refused_by_a_library(stopped)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("listening")
def test_who_has_it_ignored_is_not_stopped() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with every_stop_heard():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


PROCESS = """
import atexit, signal, sys
from importlib.machinery import ExtensionFileLoader
from reconcile.__main__ import main
signal.signal(signal.SIGINT, signal.{before})
def stop():
    signal.raise_signal(signal.SIGINT)
{stopping}
sys.argv = ["reconcile", *{words!r}]
main()
"""
LOADING = """
class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            stop()
sys.meta_path.insert(0, Finder())
"""
NOT_LOADED = LOADING.replace(
    "stop()",
    """
            try:
                stop()
            except KeyboardInterrupt:
                raise ImportError("failed to import") from None""",
)
TWICE = """
class Loud(type(sys.stderr)):
    def write(self, text):
        stop()
        return super().write(text)
sys.stderr = Loud(sys.stderr.buffer, write_through=True)
"""
LEAVING = """
atexit.register(stop)
"""
HALF = """
load, calls = ExtensionFileLoader.exec_module, []
def trace(frame, event, _):
    calls.append(frame)
    if len(calls) == 300:
        sys.settrace(None)
        stop()
def slowly(self, module):
    sys.settrace(trace if module.__name__ == "matplotlib.ft2font" else None)
    try:
        load(self, module)
    finally:
        sys.settrace(None)
ExtensionFileLoader.exec_module = slowly
"""
HEARD, DEAF, STOPPED = "default_int_handler", "SIG_IGN", "reconcile: stopped"


@pytest.mark.parametrize(
    ("before", "stopping", "status", "told"),
    [
        (HEARD, LOADING.format(module="click"), 130, ""),
        (HEARD, NOT_LOADED.format(module="reconcile.cli.stopping"), 130, ""),
        (HEARD, LOADING.format(module="numpy"), 130, STOPPED),
        (HEARD, NOT_LOADED.format(module="numpy"), 130, STOPPED),
        (HEARD, LOADING.format(module="numpy") + TWICE, 130, ""),
        (HEARD, HALF, 130, STOPPED),
        (HEARD, LEAVING, 0, ""),
        (DEAF, LOADING.format(module="click"), 0, ""),
        (DEAF, LOADING.format(module="numpy"), 0, ""),
    ],
)
def test_no_moment_of_a_process_prints_a_traceback(
    tmp_path: Path, before: str, stopping: str, status: int, told: str
) -> None:
    """While it loads, while it works, while it says that it is stopped, and while it leaves."""
    ledger, made = write_ledger(tmp_path, TWO), tmp_path / "ranges.svg"
    words = ["--ledger", str(ledger), "chart", "ranges", "--output", str(made)]
    code = PROCESS.format(before=before, stopping=stopping, words=words)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == status
    assert done.stderr.strip() == (told if status else f"wrote {made}")
    assert made.exists() == (status == 0)
