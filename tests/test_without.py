"""R12: what changes if one origin is left out."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from charts_drawn import shipped
from hypothesis import given, strategies as st
from ledgers import compared, framed, sources_text
from wcwidth import width

from reconcile import tables
from reconcile.aligning.estimates import ESTIMAND
from reconcile.cli import run
from reconcile.comparison.schema import Range
from reconcile.comparison.sensitivity import leave_out
from reconcile.errors import SelectionError
from reconcile.notation.columns import names_of
from reconcile.tables import sensitivity_table as told

SHIPPED = ["--ledger", str(Path(__file__).parent.parent / "estimates")]
ONE = ["--case", "north-korean-troops"]
LISTED = (
    "source,kind,side,derives_from\nNIS,intelligence,,\nHUR,intelligence,Ukraine,\n"
    "Mirror,media,,NIS\nEcho,media,,Agency\n"
)
HEAD = "source,published,place,measure,figure\n"
CASE = HEAD + (
    "NIS,2025-01-13,Kursk,killed,~300\n"
    "NIS,2025-01-13,Kursk,wounded,2700\n"
    "Mirror,2025-01-14,Kursk,killed,310\n"
    "HUR,2025-01-13,Kursk,killed,1000\n"
    "HUR,2025-01-13,Kursk,killed+wounded,4000\n"
    "HUR,2024-09-01,Kursk,deployed,9000\n"
    "NIS,2025-01-13,Kursk,deployed,11000\n"
    "Echo,2025-01-13,Kursk,missing,7\n"
)


def case(name="NIS", text=CASE, **settings):
    return leave_out(compared(text, sources=LISTED, **settings), name)


def changes(found):
    """The cells of each change that differ, by measure."""
    return {
        row["measure"]: {name: cell for name, cell in row.items() if name not in ESTIMAND}
        for row in framed(found.table)
        .astype(object)
        .where(framed(found.table).notna(), None)
        .to_dict("records")
    }


def test_all_that_rest_on_the_origin_go_with_it():
    for name in ("NIS", "Mirror"):
        found = case(name)
        assert (found.origin, found.sources, found.rows) == ("NIS", ("Mirror", "NIS"), 4)
        assert set(found.after.estimates["source"]) == {"HUR", "Echo"}
    assert case("Agency").sources == ("Echo",)
    assert case("Agency").origin == "Agency"


def test_range_agreed_counts_and_verdict_before_and_after():
    killed = changes(case())["killed"]
    assert killed == {
        "low": 300, "low_without": 1000, "high": 1000, "high_without": 1000, "open_above": False,
        "open_above_without": False, "agreed_lower": None, "agreed_lower_without": 1000,
        "agreed_upper": None, "agreed_upper_without": 1000, "verdict": "conflict",
        "verdict_without": "single",
    }  # fmt: skip


def test_the_rest_is_aligned_anew():
    found = changes(case())
    # what was derived from the rows that are gone is gone; what was stale against them is current
    assert (found["killed+wounded"]["low"], found["killed+wounded"]["low_without"]) == (3000, 4000)
    assert (found["deployed"]["low"], found["deployed"]["low_without"]) == (11000, 9000)
    gone = found["wounded"]
    assert (gone["low"], gone["low_without"], gone["verdict_without"]) == (2700, None, "")
    assert "missing" not in found


def test_the_trial_balance_is_of_the_rest_and_calls_nothing_invalid():
    found = case()
    assert found.before.alignment.counts["stale"] == 1
    assert found.after.alignment.counts == {
        "current": 4, "stale": 0, "earlier": 0, "superseded": 0, "withdrawn": 0, "set-aside": 0,
        "outside-cut": 0, "invalid": 0,
    }  # fmt: skip


def test_rows_that_are_invalid_stay_so_and_keep_their_place():
    text = CASE + "HUR,2025-13,Kursk,killed,5\nNIS,2025-13,Kursk,killed,5\n"
    found = case(text=text)
    assert found.before.alignment.counts["invalid"] == 2
    assert found.after.alignment.counts["invalid"] == 1
    rows = framed(found.after.rows).set_index("where")
    assert rows.loc["case.csv:10", "status"] == "invalid"
    assert rows.loc["case.csv:5", "figure"] == "1000"


def test_an_open_end_that_closes_is_a_change():
    text = HEAD + (
        "NIS,2025-01-13,,killed,>=400\nHUR,2025-01-13,,killed,300\nEcho,2025-01-13,,killed,400\n"
    )
    found = changes(case(text=text))["killed"]
    assert (found["open_above"], found["open_above_without"]) == (True, False)


def test_a_period_is_the_same_however_it_is_written():
    head = "source,published,since,measure,figure\n"
    text = head + "NIS,2025-02-01,2025-01,killed,5\nHUR,2025-02-01,2025-01-01/2025-01-31,killed,5\n"
    found = case(text=text)
    assert [change.after.since for change in found.changes] == ["2025-01-01/2025-01-31"]
    assert changes(found)["killed"]["verdict"] == "agree"


def test_unknown_names_are_answered_with_the_nearest():
    for name, nearest in (("Nis", "'NIS'"), ("mirror", "'Mirror'"), ("Agenci", "'Agency'")):
        with pytest.raises(SelectionError, match=f"source '{name}' is not in .* {nearest}"):
            case(name)


def test_what_changes_to_read():
    assert told.text(case(), 80) == (
        "everything published · same time: within 7 days · same number: within 1 % ·\n"
        "nothing older than 90 days\n"
        "without Mirror and NIS: 4 of 8 rows left out; Mirror rests on NIS\n"
        "\n"
        "soldiers · Kursk\n"
        "\n"
        "                          claimed  all allow  verdict\n"
        "deployed                   11,000     11,000  single\n"
        "  without NIS               9,000      9,000  single\n"
        "killed              ~300 to 1,000       none  conflict\n"
        "  without NIS               1,000      1,000  single\n"
        "wounded           2,700 to 3,000*       none  conflict\n"
        "  without NIS   no figure is left\n"
        "killed+wounded    3,000* to 4,000       none  conflict\n"
        "  without NIS               4,000      4,000  single\n"
        "\n"
        "* derived: HUR wounded 3,000 = killed+wounded 4,000 − killed 1,000\n"
        "* derived: NIS killed+wounded 3,000 = killed ~300 + wounded 2,700\n"
        "1 count is as before\n"
    )


def test_the_ranges_that_remain_to_read():
    lines = told.ranges_text(case(), 80).splitlines()
    assert lines[2] == "without Mirror and NIS: 4 of 8 rows left out; Mirror rests on NIS"
    assert "    with NIS: ~300 to 1,000, no count allowed by all, conflict" in lines
    assert "    with NIS: 11,000, single" in lines
    assert lines[-4:] == [
        "4 of 4 rows current",
        "no figure is left of soldiers · Kursk · wounded; with NIS: 2,700 to 3,000*, no",
        "    count allowed by all, conflict",
        "1 count is as before",
    ]


def test_nothing_changes_is_said():
    text = HEAD + "".join(f"{name},2025-01-13,,killed,5\n" for name in ("NIS", "HUR", "Echo"))
    found = case(text=text)
    assert len(found.table) == 0
    said = "nothing changes without NIS: 1 count is as before"
    assert said in told.text(found, 80)
    assert said in told.ranges_text(found, 80)


def test_all_can_be_gone():
    found = case(text=HEAD + "NIS,2025-01-13,,killed,5\nNIS,2025-01-13,,wounded,~7\n")
    assert len(found.after.ranges) == 0
    assert tuple(framed(found.after.ranges).columns) == names_of(Range)
    shown = told.ranges_text(found, 80)
    assert "no figure is left of soldiers · killed; with NIS: 5, single" in shown
    assert "no figure is left of soldiers · wounded; with NIS: ~7, 7 allowed, single" in shown
    assert "no count is as before" in told.text(found, 80)


def test_the_shipped_case():
    found = leave_out(shipped("february"), "NIS")
    assert found.rows == 13
    assert [
        (row.place, row.measure, row.verdict, row.verdict_without)
        for row in framed(found.table).itertuples()
    ] == [
        ("Kursk, Russia", "killed", "conflict", "single"),
        ("Kursk, Russia", "wounded", "single", ""),
        ("Russia", "deployed", "timing", "agree"),
    ]
    told_ = told.ranges_text(found, 80)
    assert "    with NIS: ~300 to ~1,000, no count allowed by all, conflict\n" in told_


@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("name", ["NIS", "Zelenskyy", "Ukrainian Special Operations Forces"])
def test_it_fits_its_width(columns, name):
    found = leave_out(shipped("everything"), name)
    for show in (told.text, told.ranges_text):
        assert max(map(width, show(found, columns).splitlines())) <= columns


# the command line


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_compare_has_the_same_columns_and_the_ranges_that_remain(capfd):
    assert run([*SHIPPED, "compare", *ONE, "--without", "NIS", "--format", "csv"]) == 0
    rows = read_csv(capfd.readouterr().out)
    assert tuple(rows[0]) == names_of(Range)
    left = leave_out(shipped("everything"), "NIS").after
    assert [row["verdict"] for row in rows] == left.ranges["verdict"].tolist()
    assert run([*SHIPPED, "compare", *ONE, "--without", "NIS", "--format", "github"]) == 0
    assert capfd.readouterr().out == tables.flat(left, "ranges", "github")


def test_sources_prints_only_what_changes(capfd):
    asked = [*SHIPPED, "sources", "--without", "NIS", "--place", "Russia"]
    assert run([*asked, "--format", "json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)
    assert (row["low"], row["low_without"], row["verdict_without"]) == (15000, 11000, "timing")
    assert run([*asked, "--format", "csv"]) == 0
    assert list(read_csv(capfd.readouterr().out)[0])[:8] == [*ESTIMAND, "low", "low_without"]
    assert run([*asked, "--format", "github"]) == 0
    assert "claimed, without NIS" in capfd.readouterr().out


def test_the_selection_can_leave_only_what_is_left_out(capfd):
    only = ["--source", "NIS", "--measure", "killed", "--without", "NIS"]
    assert run([*SHIPPED, "compare", *only, "--format", "csv"]) == 0
    assert capfd.readouterr().out == ",".join(names_of(Range)) + "\n"
    assert run([*SHIPPED, "sources", *only]) == 0
    assert "no figure is left" in capfd.readouterr().out


@pytest.mark.parametrize("command", ["sources", "compare"])
def test_an_unknown_name_is_one_line(command, capfd):
    assert run([*SHIPPED, command, "--without", "Nis"]) == 2
    assert capfd.readouterr().err == (
        "reconcile: source 'Nis' is not in the ledger; did you mean 'NIS'?\n"
    )


# leaving rows out is the same as never having had them

ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["2024-01-01", "2025-01-01", "2025-01", "2025-01-09", "2025-03-01"]),
        st.sampled_from(["killed", "wounded", "killed+wounded"]),
        st.sampled_from(["5", "~50", ">=9", "unknown", "withdrawn", "5–80", "no figure"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@given(ROWS, st.integers(0, 200))
def test_it_is_as_if_the_rows_had_never_been(rows, max_age):
    lines = ["source,published,measure,figure", *map(",".join, rows)]
    listed = sources_text("source\nA\nB\nC\n")
    settings = {"sources": listed, "max_age": max_age}
    name = rows[0][0]
    found = leave_out(compared("\n".join(lines) + "\n", **settings), name)
    rest = [line for line in lines if not line.startswith(name)]
    if len(rest) == 1:
        assert len(found.after.ranges) == 0
        return
    never = compared("\n".join(rest) + "\n", **settings)
    pd.testing.assert_frame_equal(
        framed(found.after.ranges).reset_index(drop=True),
        framed(never.ranges).reset_index(drop=True),
    )
    same = ["source", "figure", "status", "derived_from"]
    kept = framed(found.after.rows)[same[:3]].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, framed(never.rows)[same[:3]].reset_index(drop=True))
    assert set(found.before.ranges["measure"]) >= set(never.ranges["measure"])
