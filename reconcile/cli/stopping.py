"""Ctrl-C is heard at any moment, also where Python itself could only ignore it."""

from __future__ import annotations

import signal
import sys
import time
from _thread import interrupt_main, start_new_thread
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SOON = 0.01  # seconds


@contextmanager
def every_stop_heard() -> Iterator[None]:
    """Let a Ctrl-C be a `KeyboardInterrupt` where it can be raised, whenever it falls.

    Where nothing can be raised, as a generator is closed, Python would print that it ignores it,
    and go on: there it comes again soon. Where another error is made of it on its way, by a library
    that cannot load for instance, that error was none.
    """
    before, told_before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    stops, over = list[int](), list[bool]()

    def heard(number: int, frame: FrameType | None) -> None:
        """What Python calls for a Ctrl-C; `frame` is where it falls."""
        stops.append(number)
        while frame is not None and frame.f_code is not ignored.__code__:
            frame = frame.f_back
        if frame is None:
            raise KeyboardInterrupt
        _come_again(over)

    def ignored(given: Any) -> None:
        """What Python calls with an exception that it cannot raise."""
        if issubclass(given.exc_type, KeyboardInterrupt):
            _come_again(over)
        else:
            told_before(given)

    sys.unraisablehook = ignored
    if callable(before):  # nobody has it ignored
        signal.signal(signal.SIGINT, heard)
    try:
        yield
    except Exception as error:
        if stops:
            raise KeyboardInterrupt from error
        raise
    finally:
        over.append(True)
        if callable(before):
            signal.signal(signal.SIGINT, before)
        sys.unraisablehook = told_before


def _come_again(over: list[bool]) -> None:
    """Let a Ctrl-C come again soon, unless all is over then. Nothing is waited for."""

    def again() -> None:
        time.sleep(_SOON)
        if not over:
            interrupt_main()

    start_new_thread(again, ())
