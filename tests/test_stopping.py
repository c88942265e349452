"""Ctrl-C where Python itself can only ignore it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator

import pytest

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


@pytest.mark.usefixtures("listening")
def test_a_stop_that_was_ignored_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt), every_stop_heard():
        Deaf(KeyboardInterrupt())
        until = time.monotonic() + 30
        while time.monotonic() < until:
            time.sleep(0.001)


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
