"""A command as a process of its own, on a terminal where something is typed into it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from campaigns.scenarios import ROOT

Done = subprocess.CompletedProcess[bytes]


class Running:
    """A command that runs in a folder; `before` are words in front of it, as of a tracer."""

    def __init__(
        self, folder: Path, words: Sequence[str], typed: str = "", before: Sequence[str] = ()
    ) -> None:
        self._end, streams = _terminal(typed) if typed else (None, _pipes())
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", "reconcile", *words], cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}, **streams,
        )  # fmt: skip
        if typed:
            os.close(streams["stdin"])

    def ended(self, seconds: float | None = None) -> Done:
        """What has become of it; it is killed after so many seconds."""
        if self._end is not None:
            out, err = self._shown(self._end, seconds), b""
        else:
            try:
                out, err = self._process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                self._process.kill()
                out, err = self._process.communicate()
        return Done(self._process.args, self._process.wait(), out, err)

    def _shown(self, end: int, seconds: float | None) -> bytes:
        """What is shown on the terminal, up to the end of the command or of that time."""
        shown, until = b"", None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([end], [], [], left)[0]:
                self._process.kill()
                until = None
                continue
            try:
                part = os.read(end, 65536)
            except OSError:  # how Linux says that the other end was closed
                part = b""
            if not part:
                os.close(end)
                return shown
            shown += part


def _terminal(typed: str) -> tuple[int, dict[str, int]]:
    """The near end of a terminal into which something is typed, and the streams at its far one."""
    near, far = pty.openpty()
    os.write(near, typed.encode())
    return near, dict.fromkeys(("stdin", "stdout", "stderr"), far)


def _pipes() -> dict[str, int]:
    return {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
