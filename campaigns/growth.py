"""Long inputs of shapes that make readers slow: time has to grow with their length and no faster.

    python -m campaigns.growth [--shapes N] [--seed N] [--only TEXT]

A shape is a good input with a piece of one repeated within it: alone, with a number that counts up,
or a whole line. It is read at lengths of n and 4n, n so long that it takes a fiftieth of a second
or has 300,000 characters. The time of the processor may grow six times: what is linear takes four
times as long, what is quadratic sixteen times. Where it grows more, 16n is measured too, and it may
not do so again. Exits with 1 if anything grows faster, or ends otherwise than a reader may.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from campaigns.asking import parser_of, table
from campaigns.damage import PIECES
from campaigns.fuzz import told
from campaigns.reader import Reader
from campaigns.readers import READERS

LEAST, SHORTEST, LONGEST = 0.02, 5_000, 300_000  # seconds, and characters, of the n there is
MOST = 6.0  # times the time of n at 4n
_SOME = 20  # characters of a piece that is repeated


class Shape(NamedTuple):
    """What is repeated, how it is told, and the text of so many of it."""

    name: str
    text: Callable[[int], str]
    unit: int  # characters

    def of_length(self, length: int) -> str:
        """The shape with so many characters that are repeated, or a few more."""
        return self.text(-(-length // self.unit))


class Growth(NamedTuple):
    """Seconds at n and at 4n, where they can be told from nothing, and what is wrong."""

    short: float
    long: float
    wrong: str

    @property
    def times(self) -> float:
        """How many times as long 4n takes; nothing where it is too short to tell."""
        return self.long / self.short if self.short >= LEAST else 0.0


def shapes_of(reader: Reader, number: int, chance: random.Random) -> Iterator[Shape]:
    """So many shapes for a reader, drawn at random."""
    units = [piece[:_SOME] for piece in (*PIECES, *reader.words) if piece]
    units += [token for good in reader.good for token in re.findall(r"\w+\W?|\W", good)]
    for _ in range(number):
        good = chance.choice(reader.good)
        at = chance.choice((0, len(good), chance.randrange(len(good) + 1)))
        way = chance.randrange(4)
        if way == 3 and "\n" in good.strip():
            yield _of_lines(good, chance)
        else:
            unit = "".join(chance.choice(units) for _ in range(chance.choice((1, 1, 2, 3))))
            yield _of_unit(good[:at], unit, good[at:], counted=way == 2)


def _of_unit(head: str, unit: str, tail: str, *, counted: bool) -> Shape:
    def text(times: int) -> str:
        many = "".join(f"{unit}{at}" for at in range(times)) if counted else unit * times
        return head + many + tail

    told_of = f"{head[-20:]!r} {unit!r}{' and a number' * counted} … {tail[:20]!r}"
    return Shape(told_of, text, len(unit) + 4 * counted)


def _of_lines(good: str, chance: random.Random) -> Shape:
    lines = good.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    number = re.compile(r"\d+") if chance.random() < 0.5 else re.compile(r"\b[^\W\d]{3,}\b")

    def text(times: int) -> str:
        changed = (number.sub(rf"\g<0>{nth}", lines[at], 1) for nth in range(times))
        return "".join((*lines[:at], *changed, *lines[at:]))

    return Shape(f"lines as {lines[at][:40]!r}", text, len(lines[at]) + 4)


def measured(reader: Reader, shape: Shape) -> Growth:
    """How the time of a reader grows with the length of a shape.

    What grows too fast is measured again at four times the length: where memory begins to be less
    near, a row may once take twice as long.
    """
    length = SHORTEST
    short, wrong = _seconds(reader, shape, length)
    while not wrong and short < LEAST and length < LONGEST:
        length *= 2
        short, wrong = _seconds(reader, shape, length)
    if wrong or short < LEAST:
        return Growth(short, short, wrong)
    long, wrong = _seconds(reader, shape, 4 * length)
    if wrong or long <= MOST * short:
        return Growth(short, long, wrong)
    longest, wrong = _seconds(reader, shape, 16 * length)
    if not wrong and longest > MOST * long:
        wrong = f"{length:,} characters take {short:.2f} s, 4 times as many {long:.2f}, 16 times "
        wrong += f"{longest:.2f}"
    return Growth(long, longest, wrong)


def _seconds(reader: Reader, shape: Shape, length: int) -> tuple[float, str]:
    """The seconds of the processor for a shape of that length, and what is wrong with how it ends.

    That it takes long or much memory is not, at such a length.
    """
    text, least = shape.of_length(length), math.inf
    for _ in range(2):
        gc.collect()
        gc.disable()
        begun = time.process_time()
        ending = told(reader, text)
        taken = time.process_time() - begun
        gc.enable()
        least = min(least, taken)
        if taken > 1 or (ending.wrong and not ending.wrong.startswith("took")):
            break
    return least, "" if ending.wrong.startswith("took") else ending.wrong


def _grown(reader: Reader, asked: argparse.Namespace) -> tuple[list[object], list[str]]:
    """How many shapes of a reader were tried and measured, the most that one grew, the faults."""
    chance = random.Random(f"{reader.name} {asked.seed}")
    told(reader, reader.good[0])  # what is read once for all takes its time here
    shapes = shapes_of(reader, asked.shapes, chance)
    found = [(shape, measured(reader, shape)) for shape in shapes]
    times = [growth.times for _, growth in found if growth.times]
    faults = [f"{shape.name}\n{growth.wrong}" for shape, growth in found if growth.wrong]
    return [len(found), len(times), f"×{max(times):.1f}" if times else ""], faults


def main() -> int:
    """Measure, and print a line for each reader."""
    parser = parser_of("growth", __doc__, "readers")
    parser.add_argument("--shapes", type=int, default=100, metavar="N", help="of each reader")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    readers = (reader for reader in READERS if asked.only in reader.name)
    found = ((reader.name, *_grown(reader, asked)) for reader in readers)
    return table("reader | shapes | measured | from n to 4n, at most | failed", found)


if __name__ == "__main__":
    sys.exit(main())
