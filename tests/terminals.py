"""A command on a pseudo-terminal, and what a person types into it."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

try:
    import pty
except ImportError:  # Windows
    pty = None

ROOT = Path(__file__).parent.parent
KEYS = ("\x03", "\x04")  # Ctrl-C and Ctrl-D
PATIENCE = 30.0  # seconds for the next question, and for the end


def on_a_terminal(
    words: Sequence[str], answers: Sequence[tuple[str, str | Callable[[], str]]] = (), *,
    cwd: Path = ROOT,
    **variables: str,
) -> tuple[str, int]:  # fmt: skip
    """What a command shows on a terminal of 80 cells, and its exit status.

    `answers` are pairs of the end of a question and what is typed then, or one of `KEYS`; it may
    be made at that moment.
    """
    child, end = pty.fork()
    if child == 0:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {
            **kept, "COLUMNS": "80", "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT), **variables,
        }  # fmt: skip
        os.chdir(cwd)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # who runs the tests may have it ignored
        os.execve(sys.executable, [sys.executable, "-m", "reconcile", *words], environment)
    try:
        shown, last = b"", b""
        for question, typed in answers:
            shown += _until(end, question)
            text = typed() if callable(typed) else typed
            last = text.encode() if text in KEYS else f"{text}\n".encode()
            os.write(end, last)
        # a key that comes just before the program listens is lost, so it is pressed again
        again = last if last.decode() in KEYS else b""
        until = time.monotonic() + PATIENCE
        while part := _read(end, until, again):
            shown += part
    except AssertionError:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
        os.close(end)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


def _until(end: int, question: str) -> bytes:
    """What is shown until it ends in the question."""
    shown, until = b"", time.monotonic() + PATIENCE
    while not shown.endswith(question.encode()):
        part = _read(end, until)
        if not part:
            raise AssertionError(f"no {question!r} in {shown.decode()}")
        shown += part
    return shown


def _read(end: int, until: float, again: bytes = b"") -> bytes:
    """What is shown next; nothing at the end. Nobody waits beyond `until`."""
    while not select.select([end], [], [], 1.0)[0]:
        if time.monotonic() > until:
            raise AssertionError("nothing is shown, and the command has not ended")
        if again:  # whose echo is shown, even if nobody listens
            os.write(end, again)
    try:
        return os.read(end, 65536)
    except OSError:  # how Linux says that the other end was closed
        return b""
