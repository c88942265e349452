"""A Python session in a document: its inputs are run, and its outputs are written again.

A session is the lines of a block that begin with `>>> ` and `... `; everything between them is
what they print. It is run in a folder of its own that holds a copy of the shipped ledger.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


class Session:
    """The blocks of one document, which share their names as the cells of a notebook do."""

    def __init__(self) -> None:
        self.names: dict[str, object] = {"__name__": "__main__"}

    def again(self, block: str) -> str:
        """The block with what its inputs print now."""
        lines = []
        for example in doctest.DocTestParser().get_examples(block):
            first, *rest = example.source.rstrip("\n").split("\n")
            lines += [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
            lines += self._printed(example.source)
            lines += [""] if _parted(block, example) else []
        return "\n".join(lines).rstrip("\n") + "\n"

    def _printed(self, source: str) -> list[str]:
        """What one input prints; an error is its last line, as doctest has it."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), _shown_by_repr():
            try:
                exec(compile(source, "<session>", "single"), self.names)
            except Exception as error:
                out.write("Traceback (most recent call last):\n    ...\n")
                out.write("".join(traceback.format_exception_only(error)))
        return [line.rstrip() for line in out.getvalue().splitlines()]


def _parted(block: str, example: doctest.Example) -> bool:
    """Whether an empty line follows the example; doctest takes no notice of it."""
    lines = block.split("\n")
    end = example.lineno + example.source.count("\n") + example.want.count("\n")
    return lines[end : end + 1] == [""] and any(lines[end:])


@contextlib.contextmanager
def _shown_by_repr() -> Iterator[None]:
    """A value of an input by itself is printed as Python does, whatever the shell has changed."""
    before, sys.displayhook = sys.displayhook, sys.__displayhook__
    try:
        yield
    finally:
        sys.displayhook = before


@contextlib.contextmanager
def beside_the_ledger() -> Iterator[None]:
    """Work in a new folder with the shipped ledger in it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "estimates", Path(folder) / "estimates")
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def made(text: str) -> str:
    """The document with the outputs of all its sessions as they should be."""
    if not FENCE.search(text):
        return text
    session = Session()
    with beside_the_ledger():
        return FENCE.sub(lambda match: f"```pycon\n{session.again(match[1])}```", text)
