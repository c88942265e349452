"""A whole is read first and its parts below it, in tables and in the chart of ranges."""

import charts_drawn as drawn
from ledgers import compared, framed

from reconcile.charts.ranges import ranges_chart
from reconcile.tables.ranges_table import text

PARTS = """of,whole,breakdown,part,complete
population,people,sex,"men, people",
population,people,sex,women,
population,women,age,old women,
population,women,age,girls,
place,Land,side,South,
place,Land,side,North,
"""
HEADER = "source,published,population,place,measure,figure\n"


def case(*rows):
    lines = (f'A,2025-01-01,"{who}",{where},{measure},1' for who, where, measure in rows)
    return HEADER + "\n".join(lines) + "\n"


def read(*rows, parts=PARTS):
    ranges = framed(compared(case(*rows), parts=parts).ranges)
    return list(ranges[["population", "place", "measure"]].itertuples(index=False, name=None))


def test_parts_come_below_their_whole_in_the_order_of_the_file():
    rows = [
        ("animals", "Land", "killed"),
        ("people", "Land", "killed"),
        ("people", "Land", "wounded"),
        ("men, people", "Land", "killed"),
        ("women", "Land", "killed"),
        ("old women", "Land", "killed"),
        ("girls", "Land", "killed"),
        ("zebras", "Land", "killed"),
    ]
    assert read(*sorted(rows)) == rows
    assert read(*rows, parts=None) == sorted(rows)


def test_parts_without_their_whole_come_by_name():
    rows = [("girls", "Land", "killed"), ("men, people", "Land", "killed")]
    assert read(*rows) == rows


def test_places_have_parts_too():
    rows = [
        ("people", "Land", "killed"),
        ("people", "South", "killed"),
        ("people", "North", "killed"),
        ("women", "Land", "killed"),
        ("people", "Sea", "killed"),
        ("women", "Sea", "killed"),
    ]
    assert read(*sorted(rows)) == rows


ROWS = (
    ("girls", "Land", "killed"), ("women", "Land", "killed"), ("people", "Land", "killed"),
    ("men, people", "Land", "killed"), ("people", "North", "killed"),
)  # fmt: skip


def test_parts_are_indented_below_their_whole_with_short_names():
    told = text(compared(case(*ROWS), parts=PARTS), 100)
    assert [line.split("  1 ")[0].rstrip() for line in told.split("\n") if "single" in line] == [
        "killed",
        "  North · killed",
        "  men · killed",
        "  women · killed",
        "    girls · killed",
    ]
    assert told.count("people · Land") == 1


def test_the_chart_of_ranges_has_them_so_too():
    both = case(*ROWS) + case(*ROWS).replace(HEADER, "").replace("A,2025", "B,2025")
    chart = ranges_chart(compared(both, parts=PARTS))
    titles = [
        "people · Land · killed", "people · North · killed", "men · Land · killed",
        "women · Land · killed", "girls · Land · killed",
    ]  # fmt: skip
    found = {each.get_text(): each.get_position()[0] for each in drawn.texts(chart)}
    lefts = [found[title] for title in titles]
    assert lefts[0] < lefts[1] == lefts[2] == lefts[3] < lefts[4]
    assert not drawn.overlapping(chart)
