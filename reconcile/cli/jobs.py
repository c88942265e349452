"""Work on several things at once, each in a process of its own; the results come in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from reconcile.errors import ReconcileError

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` makes of each item, in their order, by at most `jobs` processes.

    With one job, or one item, it is done in this process. The processes are ended at once where
    the person stops or one of them fails. Raises what `work` raises, and `ReconcileError` if a
    process is killed from outside.
    """
    if min(jobs, len(items)) < 2:
        yield from map(work, items)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy threads in any state
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(jobs, len(items)), context, _leave_stopping_to_the_parent)
    try:
        with _no_stop_inherited():
            results = pool.map(work, items)  # which begins the processes
        yield from results
        pool.shutdown()
    except BrokenProcessPool:
        raise ReconcileError(
            "a process that was at work ended by itself, perhaps for want of memory; try --jobs 1"
        ) from None
    finally:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        pool.shutdown(cancel_futures=True)  # which waits for them, and is the only one that does


@contextmanager
def _no_stop_inherited() -> Iterator[None]:
    """Let processes that are begun within be deaf to Ctrl-C before they run a line of Python.

    Where that can be done; one that falls here is heard at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_stopping_to_the_parent() -> None:
    """Ctrl-C reaches all processes of a terminal; the parent ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
