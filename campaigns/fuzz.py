"""Damaged and hostile inputs for every reader: each has to end in a result or in a refusal.

    python -m campaigns.fuzz [--inputs N] [--seed N] [--only TEXT]

Inputs are good ones with pieces cut, doubled, swapped and put in. A reader fails if it raises what
is not for a person to read, says it on several lines or without a place, or takes more than two
seconds of the processor for one input. What fails is printed with its number: the same seed and
number give the same input. Exits with 1 if anything did.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from campaigns.readers import READERS, Reader
from reconcile.errors import ReconcileError

MOST_SECONDS = 2.0  # of the processor, for inputs of at most a few thousand characters
PIECES = (
    "", " ", "\t", "\n", "\r\n", ",", ";", '"', "'", "\\", "/", "|", "{", "}", "[", "]", "(", ")",
    "<", ">", "&", "#", "%", "=", "+", "-", "−", "–", "~", "?", ".", ":", "0", "9" * 30, "9" * 5000,
    "1e99", "-1", "NaN", "inf", "null", "\0", "\x1b[31m", "\x7f", "\x85", "\u00a0", "\u202e",
    "\u200f", "\u2028", "\ufeff", "\ufffd", "é", "e\u0301", "万", "٣", "𝟑", "Ⅳ", "½", "²", "𝐤", "ß",
    "İ", "million", "dozens", "about ", "[[", "]]", "<!--", "-->", "<![CDATA[", "<!DOCTYPE>",
    "&amp;", "&#x110000;", "=1+1", "(" * 300, "[" * 300, "{" * 300, "a" * 2000, "a," * 500,
    "1 " * 500, "1," * 500, "<b>" * 300, '""' * 300,
)  # fmt: skip


class Failure(NamedTuple):
    """An input that a reader failed on: its number and what happened."""

    number: int
    what: str


def damaged(text: str, others: Sequence[str], chance: random.Random) -> str:
    """The text with up to six pieces of it changed."""
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 6))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 0, 1, 1, 2, 5, 20, 200)))
        kind = chance.randrange(6)
        if kind < 3:
            new = chance.choice(PIECES)
        elif kind == 3:
            new = text[at:end] * chance.choice((0, 2, 3, 50))
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            new = other[start : start + chance.choice((1, 5, 50))]
        else:
            new = chr(chance.choice((chance.randrange(128), chance.randrange(0xD800))))
        text = text[:at] + new + text[end:]
    return text


def told(reader: Reader, text: str) -> tuple[bool, str]:
    """Whether the reader refused the text, and what is wrong with how it ended, if anything is."""
    begun, refused, wrong = time.process_time(), False, ""
    try:
        reader.read(text)
    except ReconcileError as error:
        refused = True
        if "\n" in str(error):
            wrong = f"several lines: {error!r}"
        elif not reader.placed(str(error)):
            wrong = f"no place: {error!r}"
    except Exception:
        wrong = traceback.format_exc(limit=-3)
    if not wrong and (taken := time.process_time() - begun) > MOST_SECONDS:
        wrong = f"took {taken:.1f} seconds for {len(text):,} characters"
    return refused, wrong


def tried(
    reader: Reader, inputs: int, seed: int, report: Callable[[Failure, str], None]
) -> tuple[int, int]:
    """How many of the inputs were refused, and how many failed; each failure is reported."""
    refused = failed = 0
    for number, text in _inputs(reader, inputs, seed):
        was_refused, wrong = told(reader, text)
        refused += was_refused
        if wrong:
            failed += 1
            report(Failure(number, wrong), text)
    return refused, failed


def _inputs(reader: Reader, inputs: int, seed: int) -> Iterator[tuple[int, str]]:
    for number in range(inputs):
        chance = random.Random(f"{reader.name} {seed} {number}")
        yield number, damaged(chance.choice(reader.good), reader.good, chance)


def main() -> int:
    """Run the campaign, and print a line for each reader."""
    parser = argparse.ArgumentParser(prog="python -m campaigns.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1000, metavar="N", help="for each reader")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--only", default="", metavar="TEXT", help="readers whose name holds it")
    asked = parser.parse_args()
    all_failed = all_inputs = 0
    print("| reader | inputs | refused | failed |\n|---|--:|--:|--:|")
    for reader in READERS:
        if asked.only not in reader.name:
            continue
        shown = list[str]()

        def report(failure: Failure, text: str, shown: list[str] = shown) -> None:
            if len(shown) < 5:
                shown.append(f"{failure.number}: {text[:300]!r}\n{failure.what}")

        inputs = max(1, asked.inputs // reader.cost)
        refused, failed = tried(reader, inputs, asked.seed, report)
        print(f"| {reader.name} | {inputs:,} | {refused:,} | {failed:,} |", flush=True)
        print("\n".join(shown), end="", file=sys.stderr)
        all_failed += failed
        all_inputs += inputs
    print(f"| all | {all_inputs:,} | | {all_failed:,} |")
    return 1 if all_failed else 0


if __name__ == "__main__":
    sys.exit(main())
