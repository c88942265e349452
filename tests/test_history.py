"""History: every figure of a source over time, and what changed."""

import pandas as pd
from ledgers import aligned, compared, framed

from reconcile.comparison import compare
from reconcile.comparison.selection import Selection
from reconcile.tables import history_table

HEADER = "source,published,as_of,measure,figure"


def told(*rows, names=("source", "as_of", "figure", "change", "change_per_day", "status"), **cut):
    """These columns of the history of these rows, None for absent."""
    table = framed(compared("\n".join([HEADER, *rows]), **cut).history)
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in table[list(names)].itertuples(index=False, name=None)
    ]


def test_what_a_figure_of_a_series_says():
    history = framed(compared(f"{HEADER}\nA,2025-01-01,2024-12,killed,≥300\n").history)
    assert history.iloc[0].drop(["upper", "change", "change_per_day"]).to_dict() == {
        "case": "case", "population": "soldiers", "place": "", "measure": "killed", "basis": "",
        "since": "", "source": "A", "published": "2025-01-01", "as_of": "2024-12",
        "figure": ">=300", "point": 300, "lower": 300, "status": "current", "where": "case.csv:2",
    }  # fmt: skip
    assert history.iloc[0][["upper", "change", "change_per_day"]].isna().all()


def test_a_source_over_time_whatever_the_order_of_its_rows():
    rows = [
        "A,2025-02-01,,killed,~300", "A,2025-01-12,,killed,100", "A,2025-05-01,,killed,600",
    ]  # fmt: skip
    expected = [
        ("A", "2025-01-12", "100", None, None, "earlier"),
        ("A", "2025-02-01", "~300", 200, 10, "earlier"),
        ("A", "2025-05-01", "600", 300, 3.3708, "current"),
    ]
    assert told(*rows) == told(*rows[::-1]) == expected


def test_a_figure_that_went_down():
    assert told("A,2025-01-01,,killed,300", "A,2025-01-11,,killed,250")[1][3:5] == (-50, -5)


def test_change_is_from_point_to_point_and_from_middle_to_middle():
    rows = ["A,2025-03-01,2025-01,killed,100–200", "A,2025-03-01,2025-02-15,killed,>=210"]
    assert told(*rows)[1][3:5] == (60, 2)  # from 16 January


def test_a_day_and_half_a_day_are_time_enough_for_a_rate():
    rows = ["A,2025-01-01,,killed,1", "A,2025-01-02,,killed,3"]
    assert told(*rows)[1][3:5] == (2, 2)
    rows[1] = "A,2025-01-01/2025-01-02,,killed,3"
    assert told(*rows)[1][3:5] == (2, 4)


def test_what_has_no_number_is_passed_over():
    rows = [
        "A,2025-01-01,,killed,unknown", "A,2025-01-11,,killed,100",
        "A,2025-01-21,,killed,unknown", "A,2025-01-31,,killed,140",
        "A,2025-02-01,,killed,withdrawn", "A,2025-02-10,,killed,150",
    ]  # fmt: skip
    assert told(*rows) == [
        ("A", "2025-01-01", "unknown", None, None, "earlier"),
        ("A", "2025-01-11", "100", None, None, "earlier"),
        ("A", "2025-01-21", "unknown", None, None, "earlier"),
        ("A", "2025-01-31", "140", 40, 2, "earlier"),
        ("A", "2025-02-01", "withdrawn", None, None, "withdrawn"),
        ("A", "2025-02-10", "150", None, None, "current"),
    ]


def test_a_correction_stands_behind_what_it_corrects():
    rows = [
        "A,2025-01-11,,killed,100", "A,2025-01-21,,killed,180",
        "A,2025-01-15,2025-01-11,killed,130",
    ]  # fmt: skip
    assert told(*rows) == [
        ("A", "2025-01-11", "100", None, None, "superseded"),
        ("A", "2025-01-11", "130", 30, None, "earlier"),
        ("A", "2025-01-21", "180", 50, 5, "current"),
    ]


def test_a_figure_without_a_date_comes_first_and_has_no_rate():
    rows = ["A,2025-01-11,,killed,100", "A,,,killed,90"]
    assert told(*rows) == [
        ("A", "", "90", None, None, "earlier"),
        ("A", "2025-01-11", "100", 10, None, "current"),
    ]


def test_sources_by_name_and_each_by_itself():
    rows = ["C,2025-01-01,,killed,5", "A,2025-01-02,,killed,7", "B,2024-01-03,,killed,9"]
    assert told(*rows) == [
        ("A", "2025-01-02", "7", None, None, "current"),
        ("B", "2024-01-03", "9", None, None, "stale"),
        ("C", "2025-01-01", "5", None, None, "current"),
    ]


def test_estimands_are_kept_apart():
    rows = [
        "A,2025-01-01,,wounded,50", "A,2025-01-01,,killed,5", "A,2025-01-11,,wounded,60",
        "A,2025-01-11,,killed,6",
    ]  # fmt: skip
    assert told(*rows, names=("measure", "figure", "change")) == [
        ("killed", "5", None), ("killed", "6", 1), ("wounded", "50", None), ("wounded", "60", 10),
    ]  # fmt: skip


def test_what_is_derived_has_a_history_too():
    rows = [
        "A,2025-01-01,,killed,1", "A,2025-01-01,,wounded,2", "A,2025-01-11,,killed,3",
        "A,2025-01-11,,wounded,4", "A,2025-01-21,,killed+wounded,10",
    ]  # fmt: skip
    assert told(*rows, names=("measure", "figure", "change", "status", "where"))[-3:] == [
        ("killed+wounded", "3", None, "earlier", "case.csv:2 case.csv:3"),
        ("killed+wounded", "7", 4, "earlier", "case.csv:4 case.csv:5"),
        ("killed+wounded", "10", 3, "current", "case.csv:6"),
    ]


def test_only_what_is_inside_the_cut():
    rows = ["A,2025-01-01,,killed,1", "A,2025-02-01,,killed,2"]
    assert [row[2] for row in told(*rows, known_by="2025-01")] == ["1"]


def test_bounds_of_a_figure_in_history():
    names = ("lower", "upper")
    assert told("A,2025-01-01,,killed,~300", names=names) == [(270, 330)]
    assert told("A,2025-01-01,,killed,unknown", names=names) == [(0, None)]
    assert told("A,2025-01-01,,killed,withdrawn", names=names) == [(None, None)]


def test_the_history_of_what_is_selected():
    alignment = aligned(f"{HEADER}\nA,2025-01-01,,killed,1\nB,2025-01-01,,wounded,2\n")
    assert compare(alignment, Selection(source=("B",))).history["figure"].tolist() == ["2"]


def test_a_part_stands_below_its_whole_under_its_short_name_in_text():
    text = (
        "source,published,population,place,measure,figure\n"
        'A,2025-01-13,"women, people",Town,killed,3\nA,2025-01-13,people,Town,killed,8\n'
    )
    parts = "of,whole,breakdown,part,complete\n" + "".join(
        f'population,people,sex,"{name}, people",\n' for name in ("women", "men")
    )
    lines = history_table.text(compared(text, parts=parts), 80).splitlines()
    titles = [line for line in lines if "Town" in line]
    assert titles == ["case.csv · people · Town · killed", "  women · Town · killed"]
    alone = compared(text.replace("people,Town,killed,8", "others,Town,killed,8"), parts=parts)
    assert "case.csv · women, people · Town · killed" in history_table.text(alone, 80)
