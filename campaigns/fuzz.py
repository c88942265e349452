"""Damaged and hostile inputs for every reader: each has to end in a result or in a refusal.

    python -m campaigns.fuzz [--inputs N] [--seed N] [--only TEXT] [--keep FOLDER]

Inputs are good ones with pieces cut, doubled, swapped and put in. Of the first eighth those that
reach a line of the code that none before has reached are gone on from, too. A reader fails if it
raises what is not for a person to read, says it on several lines or without a place, prints
anything, takes more than two seconds of the processor or 300 MB more of memory than any before, or
does not end. What fails is printed with its number, and kept as a file in FOLDER: the same number
of inputs and seed give the same ones. Exits with 1 if anything failed.
"""

from __future__ import annotations

import contextlib
import io
import math
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from campaigns.asking import parser_of
from campaigns.damage import damaged
from campaigns.guidance import Lines
from campaigns.reader import Reader
from campaigns.readers import READERS
from reconcile.errors import ReconcileError

MOST_SECONDS, ENDLESS = 2.0, 20.0  # of the processor, for inputs of at most a few thousand signs
MOST_MEMORY = 300 * 1024  # KiB
GUIDED = 8  # one input of so many is watched
LONGEST = 20_000  # characters of an input that is gone on from
SHOWN = 5  # failures of a reader


class EndlessError(BaseException):
    """A reader that does not end; no `except Exception` of a reader may catch it."""


class Ending(NamedTuple):
    """Whether a reader refused a text, and what is wrong with how it ended, if anything is."""

    refused: bool
    wrong: str


class Tally(NamedTuple):
    """What became of the inputs of a reader."""

    inputs: int
    refused: int
    failed: int
    lines: int
    gone_on_from: int


@contextmanager
def _ended_by_force() -> Iterator[None]:
    """Raise `EndlessError` within what takes `ENDLESS` seconds of the processor."""

    def end(*_: object) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def told(reader: Reader, text: str) -> Ending:
    """How the reader ended, given the text."""
    begun, refused, wrong = time.process_time(), False, ""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = io.StringIO()
    try:
        with _ended_by_force(), redirect_stdout(said), redirect_stderr(said):
            reader.read(text)
    except ReconcileError as error:
        refused = True
        if "\n" in str(error):
            wrong = f"several lines: {error!r}"
        elif not reader.placed(str(error)):
            wrong = f"no place: {error!r}"
    except (Exception, EndlessError):
        wrong = traceback.format_exc(limit=-3)
    if not wrong and said.getvalue():
        wrong = f"printed {said.getvalue()[:300]!r}"
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    if not wrong and more > MOST_MEMORY:
        wrong = f"took {more // 1024:,} MB more for {len(text):,} characters"
    if not wrong and (taken := time.process_time() - begun) > MOST_SECONDS:
        wrong = f"took {taken:.1f} seconds for {len(text):,} characters"
    return Ending(refused, wrong)


def tried(reader: Reader, inputs: int, seed: int, keep: Path | None = None) -> Tally:
    """What became of so many inputs; each failure is told, and kept in a folder if there is one."""
    lines, texts, refused, failed = Lines(), list[str](), 0, 0
    for number in range(inputs):
        text = _input(reader, number, seed, texts)
        before = lines.reached
        with lines.watched() if number < inputs // GUIDED else contextlib.nullcontext():
            ending = told(reader, text)
        if ending.wrong.startswith("took") and number < inputs // GUIDED:
            ending = told(reader, text)  # to watch takes time, too
        if lines.reached > before and len(text) <= LONGEST:
            texts.append(text)
        refused += ending.refused
        if ending.wrong:
            failed += 1
            _report(reader, number, text, ending.wrong, failed <= SHOWN, keep)
    return Tally(inputs, refused, failed, lines.reached, len(texts))


def _input(reader: Reader, number: int, seed: int, found: Sequence[str]) -> str:
    """The good texts first, then what is made of them and of those found worth going on from."""
    if number < len(reader.good):
        return reader.good[number]
    chance = random.Random(f"{reader.name} {seed} {number}")
    texts = [*reader.good, *found]
    return damaged(chance.choice(texts), texts, reader.words, chance)


def _report(
    reader: Reader, number: int, text: str, wrong: str, shown: bool, keep: Path | None
) -> None:
    if shown:
        print(f"{reader.name} {number}: {text[:300]!r}\n{wrong}", file=sys.stderr, flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{reader.name.replace(' ', '-').replace('/', '-')}-{number}"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))


def shares(inputs: int, readers: Sequence[Reader]) -> list[int]:
    """How many of the inputs each reader gets: at least one, fewer the more one costs."""
    whole = sum(1 / reader.cost for reader in READERS)
    return [math.ceil(inputs / reader.cost / whole) for reader in readers]


def main() -> int:
    """Run the campaign, and print a line for each reader."""
    parser = parser_of("fuzz", __doc__, "readers")
    parser.add_argument("--inputs", type=int, default=10_000, metavar="N", help="for all readers")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="for inputs that fail")
    asked = parser.parse_args()
    readers = [reader for reader in READERS if asked.only in reader.name]
    print("| reader | inputs | refused | lines reached | gone on from | failed |")
    print("|---|--:|--:|--:|--:|--:|")
    tallies = list[Tally]()
    for reader, inputs in zip(readers, shares(asked.inputs, readers), strict=True):
        tally = tried(reader, inputs, asked.seed, asked.keep)
        tallies.append(tally)
        print(
            f"| {reader.name} | {inputs:,} | {tally.refused:,} | {tally.lines:,} | "
            f"{tally.gone_on_from:,} | {tally.failed:,} |",
            flush=True,
        )
    whole, failed = sum(each.inputs for each in tallies), sum(each.failed for each in tallies)
    print(f"| all | {whole:,} | {sum(each.refused for each in tallies):,} | | | {failed:,} |")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
