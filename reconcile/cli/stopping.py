"""Ctrl-C is heard at any moment, also where Python itself could only ignore it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SOON = 0.01  # seconds


@contextmanager
def every_stop_heard() -> Iterator[None]:
    """Let a Ctrl-C that falls where nothing can be raised, as a generator is closed, come again.

    Python would print that it ignores it, and go on.
    """
    before, again = sys.unraisablehook, list[Any]()

    def ignored(given: Any) -> None:
        """What Python calls with an exception that it cannot raise."""
        if not issubclass(given.exc_type, KeyboardInterrupt):
            before(given)
            return
        import threading
        from _thread import interrupt_main

        again.append(threading.Timer(_SOON, interrupt_main))  # when this has been left
        again[-1].daemon = True
        again[-1].start()

    sys.unraisablehook = ignored
    try:
        yield
    finally:
        sys.unraisablehook = before
        for timer in again:
            timer.cancel()
