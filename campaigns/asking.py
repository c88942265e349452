"""What the campaigns are asked on the command line, and the table of what they found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence


def parser_of(campaign: str, doc: str | None, tried: str) -> argparse.ArgumentParser:
    """A parser that says what the first line of `doc` does, with the choice of what is tried."""
    told = (doc or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog=f"python -m campaigns.{campaign}", description=told)
    parser.add_argument("--only", default="", metavar="TEXT", help=f"{tried} whose name holds it")
    return parser


def table(header: str, found: Iterable[tuple[str, Sequence[object], Sequence[str]]]) -> int:
    """Print a line for each name, with its cells and how many faults; 1 if there is a fault.

    The faults themselves are printed on standard error.
    """
    wrong = 0
    print(f"| {header} |\n|---{'|--:' * header.count('|')}|")
    for name, cells, faults in found:
        wrong += len(faults)
        print("|", " | ".join(map(str, (name, *cells, len(faults)))), "|", flush=True)
        for fault in faults:
            print(f"  {name}: {fault}", file=sys.stderr, flush=True)
    return 1 if wrong else 0
