"""The rows as read with their status, and the selection of what is asked for."""

import pandas as pd
import pytest
from ledgers import aligned, compared, framed

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import compare
from reconcile.comparison.schema import LedgerRow
from reconcile.comparison.selection import Selection
from reconcile.errors import SelectionError
from reconcile.notation.columns import names_of

TEXT = """source,via,published,since,as_of,population,place,measure,figure,quote,url,notes,weather
A,one,2025-01-13,2024,,P,"Kursk, Russia",wounded+killed,"~3,000","3,000",https://a.example,why,snow
B,,2025-01,,2025-01-02,P,,killed,<40,,,,
"""


def present(row):
    """A row as a dictionary without what is absent."""
    return {name: cell for name, cell in row.items() if not (pd.isna(cell) or cell == "")}


def test_rows_are_shown_as_they_were_read():
    rows = framed(compared(TEXT).rows)
    assert tuple(rows.columns) == (*names_of(LedgerRow), "weather")
    assert present(rows.iloc[0]) == {
        "case": "case", "source": "A", "via": "one", "published": "2025-01-13", "since": "2024",
        "population": "P", "place": "Kursk, Russia", "measure": "killed+wounded",
        "figure": "~3,000", "best": 3000, "lower": 2700, "upper": 3300, "status": "current",
        "quote": "3,000", "url": "https://a.example", "notes": "why", "where": "case.csv:2",
        "weather": "snow",
    }  # fmt: skip
    assert present(rows.iloc[1]) == {
        "case": "case", "source": "B", "published": "2025-01", "as_of": "2025-01-02",
        "population": "P", "measure": "killed", "figure": "<40", "high": 40, "lower": 0,
        "upper": 39, "status": "current", "where": "case.csv:3",
    }  # fmt: skip


HEADER = "source,published,measure,figure,set_aside"


@pytest.mark.parametrize(
    ("figure", "numbers"),
    [
        # low, best, high, lower, upper
        ("300", (None, 300, None, 300, 300)),
        (">300", (300, None, None, 301, None)),
        ("310 (300–400)", (300, 310, 400, 300, 400)),
        ("unknown", (None, None, None, 0, None)),
        ("withdrawn", (None, None, None, None, None)),
        ("dozens", (None, None, None, None, None)),
        ("", (None, None, None, None, None)),
    ],
)
def test_numbers_of_a_row(figure, numbers):
    row = framed(compared(f"{HEADER}\nA,2025-01-01,killed,{figure},\n").rows).iloc[0]
    found = row[["low", "best", "high", "lower", "upper"]]
    assert tuple(None if pd.isna(number) else number for number in found) == numbers


def test_rows_that_have_no_part_are_shown_with_why():
    rows = framed(
        compared(f"{HEADER}\nA,2025-01-01,killed,1,a misreport\nA,2025-01-01,kiled,dozens,\n").rows
    )
    assert rows[["measure", "figure", "status", "set_aside"]].to_numpy().tolist() == [
        ["killed", "1", "set-aside", "a misreport"],
        ["kiled", "dozens", "invalid", ""],
    ]


def test_derived_figures_stand_behind_the_rows():
    rows = framed(
        compared(
            f"{HEADER}\nA,2025-01-01,killed,~300,\nA,2025-01-01,wounded,~2700,\n"
            "B,2025-01-01,killed+wounded,1,\nB,2025-01-05,killed,7,\nB,2025-01-05,wounded,0,\n"
        ).rows
    )
    derived = rows[rows["derived_from"] != ""]
    assert derived.index.tolist() == [5, 6]
    assert present(derived.iloc[0]) == {
        "case": "case", "source": "A", "published": "2025-01-01", "as_of": "2025-01-01",
        "population": "soldiers", "measure": "killed+wounded", "figure": "3,000 (2,920–3,080)",
        "low": 2920, "best": 3000, "high": 3080, "lower": 2920, "upper": 3080,
        "status": "current", "derived_from": "case.csv:2 case.csv:3",
        "where": "case.csv:2 case.csv:3",
    }  # fmt: skip


@pytest.mark.parametrize("wounded", ["2700", "~2700", ">=2700", ">2700", "<50", "10–15", "10–16"])
def test_the_numbers_of_a_derived_figure_are_those_of_its_text(wounded):
    start = f"{HEADER}\nB,2025-01-01,killed+wounded,1,\nA,2025-01-01,killed,300,\n"
    rows = framed(compared(f"{start}A,2025-01-01,wounded,{wounded},\n").rows)
    derived = rows.iloc[-1]
    numbers = ["low", "best", "high", "lower", "upper"]
    as_read = framed(compared(f'{HEADER}\nA,2025-01-01,killed,"{derived["figure"]}",\n').rows).iloc[
        0
    ]
    assert present(derived[numbers]) == present(as_read[numbers])


def test_a_derived_figure_may_be_greater_than_any_that_can_be_written():
    most = "999,999,999,999"
    rows = framed(
        compared(
            f'{HEADER}\nB,2025-01-01,killed+wounded,1,\nA,2025-01-01,killed,"{most}",\n'
            f'A,2025-01-01,wounded,"{most}",\n'
        ).rows
    )
    assert rows.iloc[-1][["figure", "best"]].tolist() == ["1,999,999,999,998", 1_999_999_999_998]


def test_further_columns_of_any_case_are_shown():
    rows = compared(
        {"a": f"{HEADER},x\nA,2025,killed,1,,ex\n", "b": f"{HEADER}\nB,2025,killed,2,\n"}
    )
    assert framed(rows.rows)[["case", "x"]].to_numpy().tolist() == [["a", "ex"], ["b", ""]]


@pytest.mark.parametrize("name", ["point", "side", "said", "row"])
def test_a_further_column_has_its_cells_and_nothing_of_derived_figures(name):
    text = f"source,measure,figure,{name}\nA,killed,5,one\nA,wounded,6,two\nB,killed+wounded,9,\n"
    rows = compared(text).rows
    assert rows["figure"].tolist() == ["5", "6", "9", "11"]
    assert rows[name].tolist() == ["one", "two", "", ""]


SELECTED = {
    "a": "source,published,population,place,measure,figure\n"
    'A,2025-01-01,P,"Kursk, Russia",killed,1\nB,2025-01-01,P,Russia,wounded+killed,2\n',
    "b": "source,published,population,place,measure,figure\nA,2025-01-01,Q,Russia,killed,3\n",
}


@pytest.mark.parametrize(
    ("selection", "figures"),
    [
        (Selection(), ["1", "2", "3"]),
        (Selection(case=("a",)), ["1", "2"]),
        (Selection(source=("A",)), ["1", "3"]),
        (Selection(place=("Russia",)), ["2", "3"]),
        (Selection(population=("P",), source=("A",)), ["1"]),
        (Selection(case=("a", "b"), place=("Kursk, Russia", "Russia")), ["1", "2", "3"]),
        (Selection(measure=("killed+wounded",)), ["2"]),
        (Selection(measure=("wounded + killed", "killed")), ["1", "2", "3"]),
    ],
)
def test_a_selection_is_by_exact_names(selection, figures):
    comparison = compare(aligned(SELECTED), selection)
    assert comparison.rows["figure"].tolist() == figures
    assert sorted(row.figure for row in comparison.estimates.rows(Estimate)) == figures
    assert len(comparison.ranges) == len(figures)


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(source=("a",)), "source 'a' is not in the ledger; did you mean 'A'?"),
        (
            Selection(place=("kursk",)),
            "place 'kursk' is not in the ledger; did you mean 'Kursk, Russia'?",
        ),
        (
            Selection(population=("civilians",)),
            "population 'civilians' is not in the ledger; known are 'P', 'Q'",
        ),
        (
            Selection(measure=("kiled",)),
            "measure 'kiled' is not in the ledger; did you mean 'killed'",
        ),
        (Selection(case=("c",)), "case 'c' is not in the ledger; known are 'a', 'b'"),
        (Selection(case=("a",), population=("Q",)), "nothing matches case a, population Q"),
    ],
)
def test_a_selection_that_matches_nothing_says_so(selection, message):
    with pytest.raises(SelectionError) as error:
        compare(aligned(SELECTED), selection)
    assert str(error.value).startswith(message)


def test_a_name_that_is_asked_for_where_no_row_has_any():
    with pytest.raises(SelectionError) as error:
        compare(aligned("source,measure,figure\nA,killed,1\n"), Selection(place=("Kursk",)))
    assert str(error.value) == "place 'Kursk' is not in the ledger; no row has any"
