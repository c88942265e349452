"""What is being done, on a terminal, once it has taken a second; gone when it is done."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from reconcile.cli.streams import below
from reconcile.wording.characters import shown

T = TypeVar("T")

AFTER, EVERY = 1.0, 0.25  # seconds before the line is shown, and from one drawing to the next
_CELLS = 20


@contextmanager
def stages(names: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Show which of the stages `names` the work is in; what it gives is called at each one's start.

    Nothing is written unless standard error is a terminal, and the line is erased at the end.
    """
    begun = [0]
    stop = threading.Event()
    visible = sys.stderr.isatty()
    drawer = threading.Thread(target=_draw, args=(names, begun, stop), daemon=True)
    if visible:
        drawer.start()
    try:
        yield lambda name: begun.__setitem__(0, names.index(name))
    finally:
        stop.set()
        if visible:
            drawer.join()


def progress_over(items: Sequence[T], what: str) -> Any:
    """A context that gives the items one by one, with a bar where it disturbs no output.

    That is on a terminal whose standard output goes elsewhere.
    """
    visible = sys.stderr.isatty() and not sys.stdout.isatty()
    return click.progressbar(items, label=what, file=below(sys.stderr), hidden=not visible)


def _draw(names: Sequence[str], begun: list[int], stop: threading.Event) -> None:
    start = time.monotonic()
    if stop.wait(AFTER):
        return
    while True:
        line = bar(names, begun[0], int(time.monotonic() - start))
        stream = below(sys.stderr)
        stream.write(f"\r{shown(line)}\x1b[K")
        stream.flush()
        if stop.wait(EVERY):
            stream.write("\r\x1b[K")
            stream.flush()
            return


def bar(names: Sequence[str], number: int, seconds: int) -> str:
    """The line that is shown in stage `number` (from 0) after so many seconds."""
    done = _CELLS * number // len(names)
    cells = "#" * done + "-" * (_CELLS - done)
    return f"[{cells}] {names[number][:36]}, {number + 1} of {len(names)}, {seconds} s"
