"""Invented claims about one history, all of them true: a case for the benchmarks of bounds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

START = date(2022, 3, 1)
OUTCOMES = ("killed", "wounded", "missing", "captured")
MEASURES = ("killed", "wounded", "killed+wounded", "casualties", "killed+wounded+missing+captured")
HEADER = "source,published,population,place,measure,figure\n"


def case(claims: int, dates: int, vague: float = 0.0) -> str:
    """The text of a case of true claims on `dates` days; a share `vague` names only the month."""
    draw = random.Random(claims)
    totals = {outcome: list(_growing(draw, dates)) for outcome in OUTCOMES}
    return HEADER + "".join(_claim(draw, number, totals, vague) for number in range(claims))


def _growing(draw: random.Random, dates: int) -> Iterator[int]:
    total = 0
    for _ in range(dates):
        total += draw.randint(0, 40)
        yield total


def _claim(draw: random.Random, number: int, totals: dict[str, list[int]], vague: float) -> str:
    day, measure = draw.randrange(len(totals["killed"])), draw.choice(MEASURES)
    parts = OUTCOMES[:3] if measure == "casualties" else measure.split("+")
    count = sum(totals[part][day] for part in parts)
    when = (START + timedelta(day)).isoformat()
    when = when[:7] if draw.random() < vague else when
    near = max(count // 20, 1)
    forms = (f"{count}", f"{max(count - near, 0)}–{count + near}", f">={count}", f"<={count}")
    return f"Source {number % 80},{when},people,Front,{measure},{draw.choice(forms)}\n"


def small_cases(number: int) -> str:
    """The text of a case of `number` places that have nothing to do with each other."""
    rows = []
    for place in range(number):
        killed = place % 97 + 3
        for source, measure, count in (
            ("Source 1", "killed", killed), ("Source 2", "killed+wounded", 3 * killed),
            ("Source 3", "wounded", 2 * killed - place % 2),
        ):  # fmt: skip
            rows.append(
                f"{source},2025-01-0{place % 7 + 1},people,Town {place},{measure},{count}\n"
            )
    return HEADER + "".join(rows)


def daily_series(days: int = 790) -> str:
    """The text of a case of daily totals: of people, and of five populations among them."""
    draw, totals = random.Random(days), dict.fromkeys(SERIES, 0)
    rows = []
    for day in range(days):
        date_ = (START + timedelta(day)).isoformat()
        killed = draw.randint(0, 300)
        for (population, measure), most in SERIES.items():
            new = killed if most == 1 else draw.randint(0, killed // most) if most else killed
            totals[population, measure] += new
            if population == "people" or draw.random() < 0.4:
                source = f"Source {draw.random() < 0.15:d}"
                count = totals[population, measure]
                rows.append(f'{source},{date_},"{population}",Front,{measure},{count}\n')
    return HEADER + "".join(rows)


SERIES = {
    ("people", "killed"): 1, ("people", "wounded"): 1, ("children, people", "killed"): 3,
    ("women, people", "killed"): 4, ("journalists, people", "killed"): 60,
    ("medical personnel, people", "killed"): 50, ("aid seekers, people", "wounded"): 20,
}  # fmt: skip


def nested(claims: int = 1000, wrong: float = 0.0) -> str:
    """The text of a case of claims over three nested places; a share is `wrong`."""
    draw = random.Random(claims)
    places, totals = ("Land", "Town, Land", "Village, Town, Land"), [0, 0, 0]
    days = []
    for _ in range(claims):
        new = 0
        for at in (2, 1, 0):
            new += draw.randint(0, 5)
            totals[at] += new
        days.append(tuple(totals))
    rows = []
    for _ in range(claims):
        day, at = draw.randrange(claims), draw.randrange(3)
        count = days[day][at]
        count = int(count * draw.choice((0.7, 1.3))) if draw.random() < wrong else count
        form = draw.choice(
            (f"{count}", f">={count}", f"<={count}", f"{max(count - 5, 0)}–{count + 5}")
        )
        date_ = (START + timedelta(day)).isoformat()
        rows.append(f'Source {draw.randrange(10)},{date_},people,"{places[at]}",killed,{form}\n')
    return HEADER + "".join(rows)


def write(folder: Path, text: str) -> None:
    """Write a case and its sources."""
    (folder / "case.csv").write_text(text, encoding="utf-8")
    (folder / "sources.csv").write_text(sources(), encoding="utf-8")


def sources() -> str:
    """A `sources.csv` with every source of these cases."""
    return "source,kind\n" + "".join(f"Source {number},other\n" for number in range(80))
