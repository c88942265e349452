"""One writer of a folder at a time, by a lock that ends with the process that holds it.

The folder itself is locked, so nothing is left in it. Where that cannot be done (Windows, some
network file systems) a file in it is, `.reconcile-lock`, which stays. It binds those who ask for
it: an editor does not.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".reconcile-lock"
PATIENCE, EVERY = 120.0, 0.02  # seconds that are waited at most, and from one try to the next

if sys.platform == "win32":
    import msvcrt

    _WAYS: tuple[tuple[str, int], ...] = ((LOCK, os.O_RDWR | os.O_CREAT),)
    _TAKEN = (errno.EACCES, errno.EDEADLK)

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    _WAYS = (("", os.O_RDONLY | os.O_DIRECTORY), (LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW))
    _TAKEN = (errno.EWOULDBLOCK,)

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder; gives whether it is held, which some file systems do not offer.

    Another writer is waited for. Raises `OSError` with `errno.EBUSY` if it goes on for two minutes.
    """
    descriptor = _held(folder)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _held(folder: Path) -> int | None:
    """The open file that holds the lock; None where no way of locking works."""
    for name, flags in _WAYS:
        try:
            descriptor = os.open(folder / name, flags, 0o666)
        except OSError:
            continue
        try:
            if _waited(descriptor, folder):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    return None


def _waited(descriptor: int, folder: Path) -> bool:
    """Wait for the lock on an open file; whether it can be locked at all."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _take(descriptor)
        except OSError as error:
            if error.errno not in _TAKEN:
                return False
            if time.monotonic() > until:
                told = "another reconcile has been writing here for two minutes; end it, or wait"
                raise OSError(errno.EBUSY, told, str(folder)) from None
            time.sleep(EVERY)
        else:
            return True
