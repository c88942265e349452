"""A file of invented events in the form of the UCDP GED: `python benchmarks/events.py N FILE`.

The same number makes the same file. Of the events none happened anywhere.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id",
    "conflict_name", "dyad_new_id", "dyad_name", "side_a", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude",
    "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
FIRST, DAYS = date(1989, 1, 1), 12_000
ALLIANCE = "Northern Union, Free Front"


def events(size: int) -> Iterator[dict[str, object]]:
    """So many events, cells by column; a column that is not told of here is empty."""
    chance = random.Random(size)
    for number in range(size):
        dyad, place = chance.randrange(60), chance.randrange(size // 6 + 1)
        begin = FIRST + timedelta(chance.randrange(DAYS))
        end = begin + timedelta(chance.choice((0, 0, 0, 0, 0, 1, 3, 20)))
        dead = [_few(chance) if chance.random() < 0.4 else 0 for _ in range(4)]
        best = sum(dead)
        spread = chance.choice((0, 0, 0, 1, 5))
        side_b = ALLIANCE if dyad % 20 == 0 else f"Group {dyad}"
        yield {
            "id": 100_000 + number, "relid": f"INV-{begin.year}-{number}", "year": begin.year,
            "active_year": 1, "code_status": "Clear", "type_of_violence": 1 + dyad % 3,
            "conflict_name": f"Country {dyad % 9}: Government",
            "dyad_name": f"Government of Country {dyad % 9} - {side_b}",
            "side_a": f"Government of Country {dyad % 9}", "side_b": side_b,
            "number_of_sources": chance.choice((1, 1, 2)),
            "source_article": f"Agency {place % 30}, {begin}, Deaths reported in Village {place}",
            "source_headline": f"Deaths reported in Village {place}",
            "source_original": chance.choice(("", "police", f"spokesman {place % 400}")),
            "where_prec": chance.choice((1, 1, 1, 2, 3, 4, 5, 6)),
            "where_coordinates": f"Village {place}", "adm_1": f"Province {place % 90}",
            "adm_2": chance.choice(("", f"District {place % 900}")),
            "latitude": round(place / size * 90, 6), "longitude": round(place / size * 180, 6),
            "country": f"Country {dyad % 9}", "country_id": dyad % 9, "region": "Nowhere",
            "event_clarity": 1, "date_prec": 1 if begin == end else 2,
            "date_start": f"{begin} 00:00:00.000", "date_end": f"{end} 00:00:00.000",
            **dict(zip(COLUMNS[34:38], dead, strict=True)),
            "best": best, "high": best + spread, "low": max(0, best - spread),
        }  # fmt: skip


def _few(chance: random.Random) -> int:
    """A number of dead: mostly small, now and then large."""
    return int(1 + chance.paretovariate(1.2))


def write(size: int, path: Path) -> None:
    """Write a file of so many events."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(events(size))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
