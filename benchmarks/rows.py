"""Invented rows for the benchmarks: `python benchmarks/rows.py 10000 FOLDER` writes a ledger.

Nothing in it is about anything that happened. It has the shape of a ledger that people keep: N
rows over N/20 estimands, or, with `--few`, over 500 at most, 200 sources, dates over 1,000 days,
about a third as many different figures as rows in every notation, relays, sums with their parts,
and a few rows that are set aside. The same N gives the same bytes: only `random.Random.random` is
drawn from.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

HEADER = (
    "source", "via", "published", "since", "as_of", "population", "place", "measure", "figure",
    "quote", "url", "notes", "set_aside", "waives",
)  # fmt: skip
CASE = "invented.csv"
SOURCES, OUTLETS, DAYS, STEPS = 200, 40, 1000, 4
ROWS_OF_SUBJECT = 100  # five estimands of twenty rows
FEW_SUBJECTS = 100
FIRST_DAY, COUNTED_FROM = date(2023, 1, 1), "2023-06-01"
KINDS = (
    "intelligence", "military", "government", "international", "ngo", "academic", "media",
    "registry", "other",
)  # fmt: skip

Draw = Callable[[], float]
Row = dict[str, str]
Said = tuple[str, str]  # a figure, and its numbers as a quote has them


def rounded(number: int) -> int:
    """`number` with all digits but two as zeros."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return number // unit * unit


def magnitude(number: int) -> str:
    """`1.2 million`, `350k`, or the plain number where it is neither exactly."""
    if number >= 1_000_000 and number % 100_000 == 0:
        return f"{number // 100_000 / 10:g} million"
    return f"{number // 1000}k" if number and number % 1000 == 0 else f"{number:,}"


# How a number, or a number with a low and a high one, is written; plain ones are the most.
NOTATIONS = (
    *["{best:,}"] * 10, "{best}", "{best:,} (est.)", "{best:,}+",
    "~{best:,}", "≈{best:,}", "about {best:,}", "c. {best:,}",
    ">{best:,}", "more than {best:,}", ">={best:,}", "≥{best:,}", "at least {best:,}",
    "<={best:,}", "up to {best:,}", "fewer than {best:,}",
    "{low:,}–{high:,}", "{low:,}-{high:,}", "{low:,} to {high:,}", "{low:,}–{high:,}+",
    "~{low:,}–{high:,}", "{best:,} ({low:,}–{high:,})", "{short}",
)  # fmt: skip
ROUND = 0.2  # how many of the numbers are round ones


def written(number: int, draw: Draw) -> Said:
    """One number in one of the notations."""
    notation = NOTATIONS[int(draw() * len(NOTATIONS))]
    best = rounded(number) if draw() < ROUND else number
    low, high = best - best // 10, best + best // 5 + 1
    figure = notation.format(best=best, low=low, high=high, short=magnitude(best))
    one, two = f"{best:,}", f"{low:,} to {high:,}"
    if "{low" not in notation:
        return figure, one
    return figure, f"{one}, from {two}" if "{best" in notation else two


QUOTES = (
    "{} soldiers", "according to the ministry, {} so far", "the toll has reached {}",
    "{} of them, the spokesman said in the capital", "a count of {} was given at the briefing",
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """Who and where, and the totals that two ways of counting had in each of four periods."""

    population: str
    place: str
    totals: dict[tuple[str, int, int], Said]


def subject(number: int, draw: Draw) -> Subject:
    """Killed, wounded, their sum and casualties, growing from period to period."""
    scale = 10 ** (2.5 + 4 * draw())
    totals = {}
    for school in (0, 1):
        killed = wounded = 0
        for step in range(STEPS):
            killed += int(scale * (0.2 + draw()) * (1 + 0.3 * school)) + 1
            wounded += int(scale * (0.5 + 2 * draw())) + 1
            both = killed + wounded
            counts = {
                "killed": killed, "wounded": wounded, "killed+wounded": both,
                "casualties": both + int(both * 0.2 * draw()), "since": killed - killed // 3,
            }  # fmt: skip
            for measure, count in counts.items():
                totals[measure, school, step] = written(count, draw)
    country, province = number % 50, number // 50 % 40
    place = f"District {number % 7 + 1}, Province {province + 1}, Country {country + 1}"
    return Subject(f"side {number // 2000 + 1} of war {country + 1}", place, totals)


OCCASIONS = (  # what is said at once, and how often of a hundred
    (18, ("killed", "wounded")),
    (8, ("killed", "killed+wounded")),
    (22, ("killed",)), (12, ("wounded",)), (12, ("killed+wounded",)), (14, ("casualties",)),
    (14, ("since",)),
)  # fmt: skip


def occasion(draw: Draw) -> tuple[str, ...]:
    at = draw() * 100
    for share, measures in OCCASIONS:
        at -= share
        if at < 0:
            return measures
    return OCCASIONS[-1][1]


def rows_of(number: int, count: int, draw: Draw) -> Iterator[tuple[int, Row]]:
    """`count` rows on one subject, each with the day it was published."""
    about, said, made = subject(number, draw), set[tuple[int, int]](), 0
    while made < count:
        source, day = int(draw() * SOURCES), int(draw() * DAYS)
        if (source, day) in said:
            continue
        said.add((source, day))
        measures, article = occasion(draw), int(draw() * 10**9)
        relays = 1 + (draw() < 0.1) + (draw() < 0.02)
        as_of, silent = counted_until(day, draw), no_number(draw)
        for relay in range(relays):
            outlet = (source + 7 * relay + article) % OUTLETS if relay or draw() < 0.3 else -1
            for measure in measures:
                if made == count:
                    return
                made += 1
                row = one_row(about, measure, (source, outlet, day, article), draw)
                yield day, {**row, "as_of": as_of, **silent}


def no_number(draw: Draw) -> Row:
    """For a few, instead of the figure and its quote: no number was given, or it was taken back."""
    at = draw()
    if at >= 0.012:
        return {}
    return {"figure": "unknown" if at < 0.008 else "withdrawn", "quote": ""}


def counted_until(day: int, draw: Draw) -> str:
    """Empty for most; else a day before, an interval, an approximate day or a month before."""
    at = draw()
    before = FIRST_DAY + timedelta(day - 1 - int(draw() * 9))
    if at < 0.7:
        return ""
    if at < 0.88:
        return before.isoformat()
    if at < 0.94:
        return f"{before - timedelta(6)}/{before}"
    return f"{before - timedelta(2)}~" if at < 0.97 else f"{before - timedelta(31):%Y-%m}"


def one_row(about: Subject, measure: str, said: tuple[int, int, int, int], draw: Draw) -> Row:
    source, outlet, day, article = said
    figure, numbers = about.totals[measure, source % 2, day * STEPS // DAYS]
    words = QUOTES[int(draw() * len(QUOTES))].format(numbers)
    return {
        "source": f"Source {source + 1}",
        "via": f"Outlet {outlet + 1}" if outlet >= 0 else "",
        "published": (FIRST_DAY + timedelta(day)).isoformat(),
        "since": COUNTED_FROM if measure == "since" and day > 200 else "",
        "population": about.population,
        "place": about.place,
        "measure": "killed" if measure == "since" else measure,
        "figure": figure,
        "quote": words if draw() < 0.6 else "",
        "url": f"https://example.org/outlet-{outlet + 1}/{day}/{article:09}",
        "notes": "preliminary, from the ministry's briefing" if draw() < 0.05 else "",
        "set_aside": "misreport: takes a total for a part" if draw() < 0.005 else "",
    }


class _Days:
    """A file whose lines are put in the order of their days."""

    def __init__(self) -> None:
        self.day = 0
        self.lines = [bytearray() for _ in range(DAYS)]

    def write(self, line: str) -> None:
        self.lines[self.day] += line.encode()


def rows(count: int, few: bool = False) -> list[bytearray]:
    """`count` rows as CSV in the order in which they were published, as ledgers have them."""
    draw, days = Random(count).random, _Days()
    writer = csv.DictWriter(days, HEADER, restval="", lineterminator="\n")
    each = max(ROWS_OF_SUBJECT, math.ceil(count / FEW_SUBJECTS)) if few else ROWS_OF_SUBJECT
    for number in range(math.ceil(count / each)):
        for days.day, row in rows_of(number, min(each, count - number * each), draw):
            writer.writerow(row)
    return days.lines


def sources() -> Iterator[Row]:
    """Every tenth source rests on the one before it, every fifth speaks for a party."""
    for number in range(SOURCES):
        yield {
            "source": f"Source {number + 1}",
            "kind": KINDS[number % len(KINDS)],
            "country": f"Country {number % 50 + 1}",
            "side": f"Country {number % 50 + 1}" if number % 5 == 0 else "",
            "derives_from": f"Source {number}" if number % 10 == 9 else "",
        }


def write(count: int, folder: Path, few: bool = False) -> Path:
    """A ledger of `count` rows in `folder`; gives the path of its case."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = ("source", "name", "kind", "country", "side", "derives_from", "url", "notes")
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sources())
    with (folder / CASE).open("wb") as case:
        case.write(f"{','.join(HEADER)}\n".encode())
        case.writelines(rows(count, few))
    return folder / CASE


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a ledger of invented rows.")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--few", action="store_true", help="500 estimands at most")
    asked = parser.parse_args()
    write(asked.count, asked.folder, asked.few)


if __name__ == "__main__":
    main()
