"""The worked example: North Korean troops in Russia, as the shipped ledger has them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ledgers import compared, framed

ESTIMATES = Path(__file__).resolve().parent.parent / "estimates"
CASE = "north-korean-troops"


def example(**cut):
    """The comparison of the shipped case at a cut."""
    text, sources = ((ESTIMATES / f"{name}.csv").read_text("utf-8") for name in (CASE, "sources"))
    return compared({CASE: text}, sources=sources, **cut)


@pytest.fixture(scope="module")
def known():
    """As known by 28 February 2025."""
    return example(known_by="2025-02-28")


def none_for_absent(row):
    return tuple(None if pd.isna(cell) else cell for cell in row)


KURSK, RUSSIA = "Kursk, Russia", "Russia"
ALL_FOUR = "killed+wounded+missing+captured"

# place, measure, since; sources, low, median, high, open above, all allow, verdict
RANGES = [
    ((KURSK, "deployed", ""), (3, 11000, 11000, 11000, False, 11000, 11000, "agree")),
    ((KURSK, "killed", ""), (2, 300, 300, 1000, False, None, None, "conflict")),
    ((KURSK, "killed", "2024-12-19"), (1, 12, 12, 12, False, 12, 12, "single")),
    ((KURSK, "wounded", ""), (1, 2700, 2700, 2700, False, 2700, 2700, "single")),
    ((KURSK, "wounded", "2024-12-19"), (1, 20, 20, 20, False, 20, 20, "single")),
    ((KURSK, "killed+wounded", ""), (4, 1100, 3000, 4000, False, None, None, "conflict")),
    ((KURSK, "killed+wounded", "2024-12-14"), (1, 30, 30, 30, True, 30, None, "single")),
    ((KURSK, "killed+wounded", "2024-12-19"), (1, 32, 32, 32, False, 32, 32, "single")),
    ((KURSK, "killed+wounded", "2024-12-20"), (1, 1000, 1000, 1000, False, 1000, 1000, "single")),
    ((KURSK, ALL_FOUR, ""), (1, 4000, 4000, 4000, False, 4000, 4000, "single")),
    ((RUSSIA, "deployed", ""), (3, 11000, 11500, 12000, True, None, None, "timing")),
    ((RUSSIA, "deployed", "2025-01"), (1, 2000, 2000, 2000, False, 1000, 3000, "single")),
]


def test_the_ranges_are_those_of_the_first_document(known):
    ranges = framed(known.ranges)
    assert (ranges["population"] == "North Korean troops").all()
    names = [
        "sources", "low", "median", "high", "open_above", "agreed_lower", "agreed_upper", "verdict",
    ]  # fmt: skip
    found = [
        (tuple(row[["place", "measure", "since"]]), none_for_absent(row[names]))
        for _, row in ranges.iterrows()
    ]
    assert found == RANGES


def test_every_row_has_its_status(known):
    assert len(framed(known.rows)[known.rows["derived_from"] == ""]) == 38
    assert known.alignment.counts == {
        "current": 21, "stale": 0, "earlier": 5, "superseded": 0, "withdrawn": 0, "set-aside": 1,
        "outside-cut": 11, "invalid": 0,
    }  # fmt: skip


def pair(comparison, measure, *sources):
    """The one discrepancy between two sources on running totals in Kursk."""
    table = framed(comparison.discrepancies)
    chosen = table[
        (table["measure"] == measure) & (table["place"] == KURSK) & (table["since"] == "")
        & table["source_a"].isin(sources) & table["source_b"].isin(sources)
    ]  # fmt: skip
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_nis_against_zelenskyy_on_killed_or_wounded(known):
    found = pair(known, "killed+wounded", "NIS", "Zelenskyy")
    assert (found["source_a"], found["source_b"]) == ("NIS", "Zelenskyy")
    assert (found["difference"], round(found["ratio"], 2)) == (1000, 1.33)
    assert found["verdict"] == "conflict"
    assert found["reason"] == (
        "a running total cannot fall from at least 4,000 on 9 Jan 2025 (Zelenskyy) to at most "
        "3,030 on 13 Jan 2025 (NIS)"
    )
    assert found["where_a"] == " ".join(f"{CASE}.csv:{line}" for line in (18, 19, 20, 21))
    assert found["where_b"] == f"{CASE}.csv:17"


def test_the_3000_of_nis_is_derived_from_300_and_2700(known):
    rows = framed(known.rows)
    derived = rows[(rows["derived_from"] != "") & (rows["source"] == "NIS")]
    now = derived[derived["status"] == "current"].iloc[0]
    assert (now["measure"], now["best"], now["as_of"]) == ("killed+wounded", 3000, "2025-01-13")
    parts = rows[rows["where"].isin(now["derived_from"].split())]
    assert set(zip(parts["measure"], parts["best"].fillna(parts["low"]), strict=True)) == {
        ("killed", 300), ("wounded", 2700),
    }  # fmt: skip
    nis = framed(known.current).query("source == 'NIS'").set_index(["measure", "since"])["point"]
    assert nis["killed", ""] + nis["wounded", ""] == nis["killed+wounded", ""] == 3000


def test_the_joint_chiefs_against_zelenskyy_on_the_day_of_which_both_spoke(known):
    found = pair(known, "killed+wounded", "South Korean Joint Chiefs of Staff", "Zelenskyy")
    assert (found["figure_a"], found["figure_b"]) == ("~1,100", ">3,000")
    assert (found["verdict"], found["days"]) == ("conflict", 0)
    assert (found["as_of_a"], found["as_of_b"]) == ("2024-12-23", "2024-12-23")


def test_nis_against_western_officials_on_killed(known):
    found = pair(known, "killed", "NIS", "Western officials")
    assert (found["figure_a"], found["figure_b"], found["verdict"]) == (
        "~300",
        "~1,000",
        "conflict",
    )
    assert (found["difference"], round(found["ratio"], 1)) == (700, 3.3)
    assert found["reason"].endswith("no source's own figures rise faster than 8 a day")


@pytest.mark.parametrize(
    ("source", "since", "low"),
    [("HUR", "2024-12-14", 30), ("White House", "2024-12-20", 1000)],
)
def test_a_count_of_some_days_is_never_compared_with_a_running_total(known, source, since, low):
    ranges = framed(known.ranges)[known.ranges["since"] == since]
    assert ranges[["measure", "sources", "low", "low_source"]].to_numpy().tolist() == [
        ["killed+wounded", 1, low, source]
    ]
    pairs = known.discrepancies
    assert not (pairs["since"] == since).any()
    assert not {"White House"} & {*pairs["source_a"], *pairs["source_b"]}


def test_300_killed_is_never_compared_with_4000_killed_or_wounded(known):
    pairs = framed(known.discrepancies)
    either = pairs["source_a"].isin(["NIS", "Zelenskyy"]) & pairs["source_b"].isin(
        ["NIS", "Zelenskyy"]
    )
    assert pairs[either]["measure"].tolist() == ["killed+wounded"]


def test_a_further_deployment_is_unknown_and_not_nothing(known):
    told = framed(known.estimates).query("since == '2025-01' and source == 'NIS'")
    estimate = told.iloc[0]
    assert estimate["unknown"]
    assert np.isnan(estimate["point"])
    assert (estimate["figure"], estimate["lower"], estimate["upper"]) == ("unknown", 0, np.inf)
    found = framed(known.ranges)[known.ranges["since"] == "2025-01"].iloc[0]
    assert found[["sources", "low", "low_source", "high", "high_source"]].tolist() == [
        1, 2000, "JoongAng Ilbo", 2000, "JoongAng Ilbo",
    ]  # fmt: skip
    silent = framed(known.discrepancies)[known.discrepancies["since"] == "2025-01"].iloc[0]
    assert (silent["verdict"], silent["reason"]) == ("undetermined", "NIS gave no number")
    assert np.isnan(silent["difference"])


def test_a_total_taken_for_the_wounded_is_set_aside():
    rows = framed(example().rows)
    aside = rows[rows["status"] == "set-aside"]
    assert aside[["via", "measure", "figure"]].to_numpy().tolist() == [
        ["Indian Defence News", "wounded", "~4,700"]
    ]
    ranges = framed(example().ranges).set_index(["place", "measure", "since"])
    assert ranges.loc[(KURSK, "wounded", ""), "high"] == 4100  # 4,700 less the 600 killed


def test_the_history_of_nis_on_killed_without_a_cut():
    history = framed(example().history)
    of_nis = history[(history["source"] == "NIS") & (history["measure"] == "killed")]
    assert of_nis[["as_of", "figure", "status"]].to_numpy().tolist() == [
        ["2024-12-19", ">=100", "earlier"], ["2025-01-13", "~300", "earlier"],
        ["2025-04-30", "~600", "earlier"], ["2025-09-02", "~2,000", "current"],
    ]  # fmt: skip
    assert of_nis["change"].tolist()[1:] == [200, 300, 1400]


FIRST_DOCUMENT = """source,published,since,as_of,place,measure,figure
NIS,2024,,,Russia,deployed,"~11,000"
NIS,2025-01-13,,,"Kursk, Russia",killed,300
NIS,2025-01-13,,,"Kursk, Russia",wounded,"2,700"
Zelenskyy,2025-01-09,,,"Kursk, Russia",killed+wounded,"4,000"
NIS,2025-02-27,2025-01,2025-02,Russia,deployed,unknown
"""


def test_the_rows_of_the_first_document_alone():
    comparison = compared(FIRST_DOCUMENT)
    names = ["measure", "since", "sources", "low", "high", "ratio", "verdict"]
    assert [none_for_absent(row) for _, row in framed(comparison.ranges)[names].iterrows()] == [
        ("killed", "", 1, 300, 300, 1, "single"),
        ("wounded", "", 1, 2700, 2700, 1, "single"),
        ("killed+wounded", "", 2, 3000, 4000, 1.3333, "conflict"),
        ("deployed", "", 1, 11000, 11000, 1, "single"),
        ("deployed", "2025-01", 0, None, None, None, "unknown"),
    ]
    pairs = framed(comparison.discrepancies)
    assert pairs[["difference", "ratio", "verdict", "reason"]].to_numpy().tolist() == [
        [
            1000, 1.3333, "conflict",
            "a running total cannot fall from at least 4,000 on 9 Jan 2025 (Zelenskyy) to at most "
            "3,000 on 13 Jan 2025 (NIS)",
        ]
    ]  # fmt: skip
