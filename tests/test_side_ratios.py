"""R11 by side: whose people are counted, by whom, and the exact interval of a median."""

import itertools
from fractions import Fraction
from math import comb

import pytest
from ledgers import compared, framed

from reconcile import tables
from reconcile.comparison.side_ratios import interval, side_named

SIDES = ["Ukraine", "Russia", "North Korea", "Israel", "Niger", "Nigeria"]
LISTED = (
    "source,kind,side,derives_from\nKyiv,government,Ukraine,\nStaff,military,Ukraine,\n"
    "Moscow,government,Russia,\nUN,international,,\nWatch,ngo,,\nEcho,media,,Kyiv\n"
)
HEAD = "source,published,population,measure,figure\n"


@pytest.mark.parametrize(
    ("population", "side"),
    [
        ("Ukrainian soldiers", "Ukraine"),
        ("civilians, Ukraine", "Ukraine"),
        ("Russians", "Russia"),
        ("officers, North Korean troops", "North Korea"),
        ("israeli civilians", "Israel"),
        ("Nigerian soldiers", "Nigeria"),
        ("soldiers of Niger", "Niger"),
        ("Russian soldiers in Ukraine", ""),
        ("Belarusian soldiers", ""),
        ("Koreans", ""),
        ("soldiers", ""),
    ],
)
def test_whose_people_a_population_is(population, side):
    assert side_named(population, SIDES) == side


def of(*rows, **settings):
    return compared(HEAD + "".join(f"{row}\n" for row in rows), sources=LISTED, **settings)


def days(source, population, *figures, first=1):
    return [
        f"{source},2025-0{month}-01,{population},killed,{figure}"
        for month, figure in enumerate(figures, first)
    ]


OWN = days("Kyiv", "Ukrainian soldiers", 100, 150, 200, 240, 300, 350, 390)
FOREIGN = days("Kyiv", "Russian soldiers", 400, 500, 600, 700, 800, 900, 990)


def test_a_side_on_its_own_people_and_on_others():
    comparison = of(
        *OWN, *days("UN", "Ukrainian soldiers", 200, 300, 400, 480, 600, 700, 780),
        *FOREIGN, *days("Watch", "Russian soldiers", 400, 400, 800, 700, 400, 900, 900),
    )  # fmt: skip
    assert framed(comparison.side_ratios.table).to_numpy().tolist() == [
        ["Ukraine", "Ukraine", True, 7, 0.5, 0.5, 0.5, 0.9844],
        ["Ukraine", "Russia", False, 7, 1.0, 0.75, 2.0, 0.9844],
    ]
    sentence = (
        "of its own people those who speak for Ukraine count ×0.50 as many as all others do: "
        "the median of 7 pairs, ×0.50 to ×0.50 with 98.4 %"
    )
    for kind in "side_ratios", "ratios":
        told = " ".join(tables.text(comparison, kind, 100).split())
        assert sentence in told
        assert "of people of Russia" not in told


def test_each_figure_is_matched_once_whoever_speaks():
    staff = days("Staff", "Ukrainian soldiers", 110, 160, 210)
    others = days("UN", "Ukrainian soldiers", 200, 300, 400)
    (row,) = framed(of(*OWN[:3], *staff, *others).side_ratios.table).to_numpy().tolist()
    assert row[3] == 3


def test_who_rests_on_a_side_is_no_other_of_it():
    echo = days("Echo", "Ukrainian soldiers", 100, 150, 200, 240)
    found = of(*OWN, *echo).side_ratios
    assert framed(found.table).empty
    assert found.fewer == ()


def test_what_is_left_out_is_said():
    comparison = of(
        *OWN[:2], *days("UN", "Ukrainian soldiers", 200, 300), *days("Kyiv", "people", 1, 2),
        *days("UN", "Ukrainian prisoners", 0, 0, 0), *days("Kyiv", "Ukrainian prisoners", 1, 2, 3),
    )  # fmt: skip
    found = comparison.side_ratios
    assert (framed(found.table).empty, found.fewer, found.unnamed) == (
        True, (("Ukraine", "Ukraine"),), ("people",),
    )  # fmt: skip
    told = tables.text(comparison, "side_ratios", 100)
    assert "fewer than 3 pairs: Ukraine on its own people\n" in told
    assert "belong to no one side by their name: people\n" in told


@pytest.mark.parametrize("count", range(3, 13))
def test_the_interval_holds_the_median_as_often_as_it_says(count):
    """Each ratio is below or above the median with one chance in two: all cases are counted."""
    found = interval([float(value) for value in range(count)])
    low, high = int(found.low), int(found.high)
    assert low + high == count - 1
    held = sum(
        low < sum(below) <= high
        for below in itertools.product((0, 1), repeat=count)
    )  # fmt: skip
    assert Fraction(held, 2**count) == Fraction(found.coverage)
    assert found.coverage >= 0.95 or low == 0
    narrower = held - comb(count, low + 1) * 2
    assert count < 6 or Fraction(narrower, 2**count) < Fraction(95, 100)


def test_longer_windows_are_tried_where_nothing_is_matched():
    rows = [
        f"{source},2025-{month:02}-{day:02},soldiers,killed,{month * times}"
        for source, day, times in (("UN", 1, 10), ("Watch", 21, 20)) for month in range(1, 7)
    ]  # fmt: skip
    line = "pairs of sources that can be with a longer --window: "
    assert f"{line}1 within 30 days and 1 within 180 days\n" in tables.text(of(*rows), "ratios", 99)
    assert f"{line}0 within 180" in tables.text(of(*rows[:1], window=100), "ratios", 99)
    assert line not in tables.text(of(*rows, window=30), "ratios", 99)
    assert line not in tables.text(of(*rows[:1], window=180), "ratios", 99)


def test_each_pair_is_explained_as_a_division():
    comparison = of(*OWN[:3], *days("UN", "Ukrainian soldiers", 200, 200, 600))
    told = " ".join(tables.text(comparison, "explained side_ratios", 100).split())
    pairs = [
        "×0.33 = 200 / 600 Ukrainian soldiers · killed: Kyiv† 200 (1 Mar 2025) case.csv:4 to UN "
        "600 (1 Mar 2025) case.csv:7; without it the median is ×0.62",
        "×0.50 = 100 / 200 Ukrainian soldiers · killed: Kyiv† 100 (1 Jan 2025) case.csv:2 to UN "
        "200 (1 Jan 2025) case.csv:5; without it the median is ×0.54",
        "×0.75 = 150 / 200",
    ]
    assert [told.find(pair) > 0 for pair in pairs] == [True] * 3
    assert sorted(pairs, key=told.find) == pairs
    ratios = " ".join(tables.text(comparison, "explained ratios", 100).split())
    assert "×2.00 = 200 / 100 Ukrainian soldiers · killed: UN 200 (1 Jan 2025)" in ratios


def test_one_line_where_there_are_no_pairs():
    told = tables.text(of("UN,2025-01-01,people,killed,3"), "side_ratios", 200).splitlines()
    assert told[2:] == [
        "no side's figures can be matched 3 times with those of others on people of one side; "
        "below that nothing is said"
    ]
