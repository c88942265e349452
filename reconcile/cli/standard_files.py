"""The three files of every process, which a shell may have closed."""

from __future__ import annotations

import os
import sys


def open_standard_files() -> None:
    """Let those of input, output and error that are closed lead nowhere.

    Otherwise the next file that is opened would be one of them, a file of the ledger for instance,
    and whatever is printed would go there.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)  # the first number that is free: this one
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(opened, mode, encoding="utf-8"))
