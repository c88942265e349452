"""A command as a process that can be interrupted as soon as it begins its work.

The process is a fork of the campaign's own, in which all modules are loaded: what is interrupted is
the work of the command and not the start of Python.
"""

from __future__ import annotations

import ctypes
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

import reconcile.cli.reviewing  # what commands import as they begin
import reconcile.report  # noqa: F401
from reconcile.cli import run

_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)  # prctl: any process may trace this one


class Done(NamedTuple):
    """What a command ended with, below zero for a signal, and all that it printed."""

    status: int
    printed: bytes


class Running:
    """A command that runs in a folder; where something is typed it has a terminal.

    With `traced`, the words of strace, it begins when that watches it.
    """

    def __init__(
        self, folder: Path, words: Sequence[str], typed: str = "", traced: Sequence[str] = ()
    ) -> None:
        wait, begin = os.pipe()
        if typed:
            self._near, far = pty.openpty()
            os.write(self._near, typed.encode())
        else:
            self._near, far = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(begin)
            os.close(self._near)
            _be_the_command(folder, words, (wait, far), typed=bool(typed))
        os.close(wait)
        os.close(far)
        self._tracer = _attached(self._child, traced) if traced else None
        os.close(begin)  # so the child goes on

    def ended(self, seconds: float | None = None) -> Done:
        """What has become of it; it is killed after so many seconds."""
        printed = self._printed(seconds)
        if self._tracer is not None:
            self._tracer.communicate()
        _, status = os.waitpid(self._child, 0)
        return Done(os.waitstatus_to_exitcode(status), printed)

    def _printed(self, seconds: float | None) -> bytes:
        """What it prints, up to its end, or up to that of the time, when it is killed."""
        printed, until = b"", None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._near], [], [], left)[0]:
                os.kill(self._child, signal.SIGKILL)
                until = None
                continue
            try:
                part = os.read(self._near, 65536)
            except OSError:  # how Linux says that the other end was closed
                part = b""
            if not part:
                os.close(self._near)
                return printed
            printed += part


def _attached(child: int, strace: Sequence[str]) -> subprocess.Popen[str]:
    """A tracer that watches a process from now on."""
    tracer = subprocess.Popen(
        [*strace, "-p", str(child)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert tracer.stderr
    said = tracer.stderr.readline()
    if "attached" not in said:
        raise OSError(f"strace cannot watch a process: {said}")
    return tracer


def _be_the_command(
    folder: Path, words: Sequence[str], files: tuple[int, int], *, typed: bool
) -> NoReturn:
    """Wait for the word to begin, run a command as if it were alone, and end; never returns."""
    status = 99
    try:
        wait, far = files
        ctypes.CDLL(None).prctl(_SET_PTRACER, _ANY, 0, 0, 0)
        os.chdir(folder)
        os.dup2(far if typed else os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(far, 1)
        os.dup2(far, 2)
        os.close(far)
        sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
        sys.stderr = open(2, "w", buffering=1)  # noqa: SIM115
        os.read(wait, 1)
        status = run(words)
        sys.stdout.flush()
    finally:
        os._exit(status)
