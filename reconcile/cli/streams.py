"""Standard output and standard error, through which all goes that a person reads.

Ledgers, files and arguments may hold anything: an escape sequence that steers the terminal, a mark
that turns the order of what stands beside it. So while a command runs both are `GuardedStream`, and
no text reaches a terminal in another way. What the program itself steers, colours and the line of
progress, goes to the stream below. Bytes are files, and go out as they are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from reconcile.wording.characters import shown

PLAIN_WIDTH = 80  # cells of a line that no terminal shows: output is the same wherever it is made


class GuardedStream:
    """A stream for text on which nothing can steer the terminal; `below` is the one beneath it.

    A letter that the stream's encoding lacks is written as its escape, `\\u2013`.
    """

    encoding = "utf-8"  # whatever that of the stream below is, every text can be written

    def __init__(self, below: TextIO) -> None:
        self.below = below

    def write(self, text: str) -> int:
        """Write the text; raises `OSError` as the stream does."""
        write_plain(self.below, shown(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.below, name)


def below(stream: Any) -> Any:
    """The stream for what the program itself steers, given standard output or error."""
    return stream.below if isinstance(stream, GuardedStream) else stream


def write_plain(stream: TextIO, text: str) -> None:
    """Write a text, with an escape for each letter that the stream's encoding lacks."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


@contextmanager
def harmless_streams() -> Iterator[None]:
    """Let both streams be `GuardedStream` within; one that is closed leads nowhere."""
    before = sys.stdout, sys.stderr
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  # it is no file
        streams = [GuardedStream(stream or nowhere) for stream in before]
        sys.stdout, sys.stderr = streams
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before
