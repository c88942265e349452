"""Which inputs are worth going on from: those that reach lines of code that none before has."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import openpyxl
import pypdf
import warcio

import reconcile

Tracer = Callable[[FrameType, str, Any], Any]
# the package, and what it reads other people's files with that is written in Python
FOLDERS = tuple(str(Path(each.__file__).parent) for each in (reconcile, openpyxl, pypdf, warcio))


class Lines:
    """The lines of code that no input has reached yet, of each piece of code that ran.

    Code of which every line has run is not looked at again, so looking costs little in the end.
    """

    def __init__(self) -> None:
        self._left = dict[CodeType, set[int]]()
        self.reached = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count the lines that are reached first within."""
        sys.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(None)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Tracer | None:
        left = self._left.get(frame.f_code)
        if left is None:
            left = self._left[frame.f_code] = self._lines(frame.f_code)
        return self._line if left else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Tracer:
        left = self._left[frame.f_code]
        if event == "line" and frame.f_lineno in left:
            left.remove(frame.f_lineno)
            self.reached += 1
        return self._line

    def _lines(self, code: CodeType) -> set[int]:
        if not code.co_filename.startswith(FOLDERS):
            return set()
        return {line for *_, line in code.co_lines() if line}
