"""Events that end: what cases.csv says of them, and what is current then (R3)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st
from ledgers import aligned, compared, framed, loaded, statuses, write_ledger
from matplotlib.text import Text

from reconcile import tables
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds
from reconcile.charts.page.sheet import Chart
from reconcile.charts.timeline import timeline_chart
from reconcile.checks import check
from reconcile.errors import LedgerError
from reconcile.notation.dates import parse_date
from reconcile.storage.ledger import load, save
from reconcile.wording import case_texts

CRUSH = """source,published,as_of,measure,figure
Saudi authorities,2015-09-26,,killed,769
Associated Press,2015-12-10,,killed,>=2411
"""
BATTLE = """source,published,as_of,measure,figure
A,1889,,killed,3070
B,1900,,killed,3155
C,2017,,killed,3400
"""
ENDED = "case,ended\ncase,2015-09-24\n"


def of(text: str, listed: str = ENDED, **options: str) -> list[tuple[object, ...]]:
    """Source, text and days of as_of, and status of every estimate."""
    frame = framed(compared(text, listed=listed, **options).estimates)
    columns = ("source", "as_of", "as_of_first", "as_of_last", "status")
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def test_figures_of_an_event_that_ended_are_as_of_its_last_day() -> None:
    day = parse_date("2015-09-24").first
    assert of(CRUSH) == [
        ("Saudi authorities", "2015-09-24", day, day, 0),
        ("Associated Press", "2015-09-24", day, day, 0),
    ]
    (pair,) = framed(compared(CRUSH, listed=ENDED).discrepancies).to_dict("records")
    assert (pair["verdict"], pair["days"]) == ("conflict", 0)
    assert compared(CRUSH).discrepancies["verdict"].tolist() == ["timing"]


def test_the_days_of_publication_stay() -> None:
    frame = compared(CRUSH, listed=ENDED).estimates
    assert frame["published"].tolist() == ["2015-09-26", "2015-12-10"]
    apart = np.diff(frame["published_first"])[-1]
    assert apart == 75


def test_figures_of_one_day_contradict_and_the_later_publication_is_told() -> None:
    (pair,) = framed(compared(CRUSH, listed=ENDED).discrepancies).itertuples()
    assert pair.verdict == "conflict"
    assert pair.reason == (
        "on 24 Sep 2015 it cannot be at most 769 (Saudi authorities) and at least 2,411 "
        "(Associated Press); that of Associated Press was published 75 days later"
    )


def test_claims_of_an_event_that_ended_are_told_by_their_publication() -> None:
    text = CRUSH + "Mayor,2015-09-24,,killed,310\nBook,,,killed,2000\n"
    comparison = compared(text, listed="case,ended\ncase,2015-09-25\n")
    for kind in ("ranges", "discrepancies"):
        shown = " ".join(tables.text(comparison, kind, 120).split())
        assert "Saudi authorities 769 (published 26 Sep 2015)" in shown
        assert "Associated Press ≥2,411 (published 10 Dec 2015)" in shown
        assert "Mayor 310 (24 Sep 2015)" in shown
    rows = tables.text(comparison, "estimates", 100)
    assert rows.count("25 Sep 2015  ") == 2  # as it counts, whenever published
    assert "no date" in rows


def test_books_of_a_battle_are_all_current() -> None:
    assert statuses(BATTLE, listed="case,ended\ncase,1876-06-25\n") == ["current"] * 3
    assert statuses(BATTLE) == ["stale", "stale", "current"]


@pytest.mark.parametrize(
    ("as_of", "ended", "text", "first", "last"),
    [
        ("2015-10-01", "2015-09-24", "2015-09-24", "2015-09-24", "2015-09-24"),
        ("2015-09-20", "2015-09-24", "2015-09-20", "2015-09-20", "2015-09-20"),
        ("2015-09", "2015-09-24", "2015-09-01/2015-09-24", "2015-09-01", "2015-09-24"),
        ("2015-10-01", "2015-09", "2015-09-30", "2015-09-30", "2015-09-30"),
        ("2015-09?", "2015-09-30", "2015-09?", "2015-09-01", "2015-09-30"),
    ],
)
def test_no_day_after_the_end(as_of: str, ended: str, text: str, first: str, last: str) -> None:
    case = f"source,published,as_of,measure,figure\nA,2016,{as_of},killed,1\n"
    days = (parse_date(first).first, parse_date(last).last)
    assert of(case, f"case,ended\ncase,{ended}\n") == [("A", text, *days, 0)]


def test_an_empty_published_date_is_the_as_of_as_it_was_written() -> None:
    frame = compared("source,as_of,measure,figure\nA,2015-10-01,killed,1\n", listed=ENDED).estimates
    assert frame["published"].tolist() == ["2015-10-01"]
    assert frame["as_of"].tolist() == ["2015-09-24"]


def test_an_undated_figure_is_of_some_day_until_the_end() -> None:
    (row,) = of("source,measure,figure\nA,killed,1\n")
    assert row == ("A", "", -math.inf, parse_date("2015-09-24").last, 0)


def test_the_cut_takes_the_day_that_is_meant() -> None:
    assert [row[0] for row in of(CRUSH, as_of="2015-09-24")] == [
        "Saudi authorities",
        "Associated Press",
    ]
    assert of(CRUSH, as_of="2015-09-23") == []
    assert [row[0] for row in of(CRUSH, known_by="2015-10")] == ["Saudi authorities"]


def test_a_later_count_of_one_source_replaces_the_earlier_one() -> None:
    text = f"{CRUSH}Associated Press,2015-10-19,,killed,>=2177\n"
    assert statuses(text, listed=ENDED) == ["current", "current", "superseded"]


EARLY = """source,published,measure,figure
A,2015-09-24,killed,78
B,2015-12-01,killed,740
C,2015-11-30/2015-12-02,killed,750
D,,killed,760
"""


def test_early_counts_leave_the_range_once_something_later_is_there() -> None:
    settled = "case,ended,settled\ncase,2015-09-24,2015-12-01\n"
    assert statuses(EARLY, listed=settled) == ["stale", "current", "current", "current"]
    (row,) = framed(compared(EARLY, listed=settled).ranges).to_dict("records")
    assert (row["low"], row["high"]) == (740, 760)
    # nothing later is known yet
    found = statuses(EARLY, listed=settled, known_by="2015-11-01")
    assert found == ["current", "outside-cut", "outside-cut", "current"]
    # none is early where nobody said from when counts are complete
    assert statuses(EARLY, listed=ENDED) == ["current"] * 4


@pytest.mark.parametrize(
    ("second", "first"), [("2015-11-30", "current"), ("2015-12-01", "stale"), ("2015-12", "stale")]
)
def test_who_may_have_spoken_on_the_day_of_settling_spoke_later(second: str, first: str) -> None:
    text = f"source,published,measure,figure\nA,2015-09-24,killed,78\nB,{second},killed,740\n"
    listed = "case,ended,settled\ncase,2015-09-24,2015-12-01\n"
    assert statuses(text, listed=listed) == [first, "current"]


def test_settled_says_nothing_of_an_event_that_goes_on() -> None:
    text = "source,published,measure,figure\nA,2015-09-24,killed,78\nB,2015-12-01,killed,740\n"
    assert statuses(text, listed="case,settled\ncase,2015-12-01\n") == ["current", "current"]


def test_a_count_after_the_end_bounds_the_last_day() -> None:
    text = "source,published,measure,figure\nA,2015-10-01,killed,10\nB,2016-01-01,killed,>=8\n"
    (row,) = framed(bounds(compared(text, listed=ENDED, as_of="2017")).table).to_dict("records")
    assert (row["as_of"], row["lower"], row["upper"]) == ("2015-09-24", 10, 10)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=6),
    st.integers(1, 60),
)
def test_no_effective_date_is_later_than_the_end(dates: list[tuple[int, int]], ended: int) -> None:
    def day(number: int) -> str:
        return f"2015-{1 + number // 28:02}-{1 + number % 28:02}"

    rows = "".join(
        f"S{number},{day(said)},{day(meant) if meant <= said else ''},killed,1\n"
        for number, (said, meant) in enumerate(dates)
    )
    text = "source,published,as_of,measure,figure\n" + rows
    found = aligned(text, listed=f"case,ended\ncase,{day(ended)}\n").estimates
    last = parse_date(day(ended)).last
    plain = aligned(text).estimates
    assert (found["as_of_last"] <= last).all()
    assert (found["as_of_last"] == np.minimum(plain["as_of_last"], last)).all()
    assert not (found["status"] == 1).any()  # none is stale


def test_a_ledger_with_a_list_of_cases_is_written_as_it_was_read(tmp_path: Path) -> None:
    listed = "ended,case,title,own\n2015-09-24,case,The crush,1\n"
    ledger = loaded(CRUSH, listed=listed)
    assert ledger.cases["case"].title == "The crush"
    assert [table.path.stem for table in ledger.tables] == ["case"]
    save(ledger, tmp_path)
    assert (tmp_path / "cases.csv").read_text() == listed


def test_a_list_of_cases_is_no_case(tmp_path: Path) -> None:
    write_ledger(tmp_path, CRUSH, listed=ENDED)
    (tmp_path / "case.csv").unlink()
    with pytest.raises(LedgerError, match="holds no case"):
        load(tmp_path)
    (tmp_path / "Cases.CSV").write_text(ENDED)
    with pytest.raises(LedgerError, match="call it cases"):
        load(tmp_path)


LISTED = "case,began,ended,settled\n{}\n"


@pytest.mark.parametrize(
    ("row", "check_name", "line", "message", "remedy"),
    [
        ("case,2015-09-25,2015-09-24,", "dates-out-of-order", 2,
         "ended 2015-09-24 is earlier than began 2015-09-25", "correct ended or began"),
        ("case,,2015-09-24,2015-09-23", "dates-out-of-order", 2,
         "settled 2015-09-23 is earlier than ended 2015-09-24", "correct settled or ended"),
        ("case,,24.9.2015,", "bad-date", 2, "'24.9.2015' is not a date", "write 2015-09-24"),
        ("cases,,2015-09-24,", "bad-row", 2,
         "there is no case 'cases': the ledger has no cases.csv",
         "did you mean case? if not, delete the line"),
        ("case,,2015-09-24,\ncase,,,", "duplicate-row", 3,
         "'case' is listed before, in line 2", "keep one of the two lines"),
        (",,2015-09-24,", "missing-value", 2, "the case has no name",
         "write the name of the case's file without .csv, or delete the line"),
        ("case,,2015-09-24", "bad-row", 2, "3 cells, but the header has 4",
         "write a comma for every empty cell"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_list_of_cases(
    row: str, check_name: str, line: int, message: str, remedy: str
) -> None:
    ledger = loaded(BATTLE, listed=LISTED.format(row))
    (issue,) = (one for one in check(parse(ledger)).issues if one.file == "cases.csv")
    assert (issue.severity, issue.check, issue.line) == ("error", check_name, line)
    assert (issue.message, issue.remedy) == (message, remedy)


@pytest.mark.parametrize("row", ["case,2015-09-25,2015-09-24,", "case,,24.9.2015,", "other,,2000,"])
def test_what_cannot_be_computed_with_has_no_part(row: str) -> None:
    assert statuses(CRUSH, listed=LISTED.format(row)) == statuses(CRUSH)


GROWING = """source,published,as_of,measure,figure
AP,2015-10-19,,killed,>=2177
AP,2015-12-10,,killed,>=2411
AP,2016-09,,killed,>=2426
Saudi authorities,2015-09-26,,killed,769
Saudi authorities,2015-09-24,,killed,717
"""


def grown(**settings: str) -> list[tuple[object, ...]]:
    """Source, point, change and change per day of a history."""
    columns = ["source", "point", "change", "change_per_day"]
    frame = framed(compared(GROWING, **settings).history)[columns].astype(object)
    return list(frame.where(frame.notna(), "").itertuples(index=False, name=None))


def test_the_history_of_an_event_that_ended_runs_over_publications() -> None:
    assert grown(listed=ENDED) == [
        ("AP", 2177, "", ""),
        ("AP", 2411, 234, 4.5),
        ("AP", 2426, 15, pytest.approx(15 / 280.5, abs=1e-4)),
        ("Saudi authorities", 717, "", ""),
        ("Saudi authorities", 769, 52, 26),
    ]


def test_the_history_runs_over_the_days_asked_for() -> None:
    found = grown(listed=ENDED, by="as-of")
    assert [row[1] for row in found] == [2177, 2411, 2426, 717, 769]
    assert {row[3] for row in found} == {""}  # all of one day
    assert grown(by="published") == grown(listed=ENDED)
    assert grown() == grown(by="as-of")


def test_a_table_says_over_which_days_it_runs() -> None:
    over = tables.text(compared(GROWING, listed=ENDED), "history", 100)
    assert "published" in over and "as of" not in over and "10 Dec 2015" in over
    assert "ended 24 Sep 2015" in over and "nothing older" not in over
    both = {"case": GROWING, "goes-on": BATTLE}
    text = tables.text(compared(both, listed=ENDED), "history", 100)
    assert text.index("published  ") < text.index("goes-on.csv") < text.index("as of")
    assert "nothing older than 90 days but of what has ended" in " ".join(text.split())


def heading(drawn: Chart) -> str:
    """All texts of a chart."""
    return " ".join(text.get_text() for text in drawn.figure.findobj(Text))


def test_a_timeline_runs_over_publications() -> None:
    drawn = timeline_chart(compared(GROWING, listed=ENDED))
    assert "by the day of publication" in heading(drawn)
    assert "≥2,411 (10 Dec 2015)" in drawn.alt
    assert "superseded" not in drawn.alt
    drawn = timeline_chart(compared(GROWING, listed=ENDED, by="as-of"))
    assert "by the day it speaks of" in heading(drawn)


def test_early_counts_are_said_to_be_stale_for_that() -> None:
    settled = "case,ended,settled\ncase,2015-09-24,2015-12-01\n"
    found = compared(EARLY, listed=settled)
    early = "published before 1 Dec 2015"
    assert early in case_texts.stale_text(found)
    assert any(early in text for text in case_texts.assumptions(found))
    assert "older than 90 days" not in " ".join(case_texts.assumptions(found))


SAME_DAY = """source,published,as_of,measure,figure
A,2015-10-01,2015-09-24,killed,769
B,2015-10-29,2015-09-24,killed,>=2070
C,2015-12-10,2015-09-24,killed,>=2411
"""


def looking(text: str, listed: str | None = None) -> list[tuple[int, str, str]]:
    """Line, message and remedy of every looks-ended of these texts."""
    others = {} if listed is None else {"listed": listed}
    issues = check(parse(loaded(text, **others))).issues
    return [(one.line, one.message, one.remedy) for one in issues if one.check == "looks-ended"]


def test_rows_that_are_all_of_one_day_look_ended() -> None:
    (found,) = looking(SAME_DAY)
    assert found == (
        2,
        "all 3 rows are as of 2015-09-24; has the event ended?",
        "if so, make cases.csv with the header `case,ended` and the line `case,2015-09-24`; "
        "if not, waive looks-ended",
    )
    (told,) = looking(SAME_DAY, "case,ended\n")
    assert "add a line to cases.csv with the case case and ended 2015-09-24" in told[2]
    (told,) = looking(SAME_DAY, "case,ended\ncase,\n")
    assert "write 2015-09-24 into the cell ended of case in cases.csv" in told[2]
    assert looking(SAME_DAY, ENDED) == []


def test_publications_years_apart_look_ended() -> None:
    (found,) = looking(BATTLE)
    assert found[:2] == (
        2,
        "figures of one count were published years apart, 1900 and 2017, and say no other day; "
        "has the event ended?",
    )
    assert "the line `case,` and the day" in found[2]
    assert looking(BATTLE, "case,ended\ncase,1876-06-25\n") == []


@pytest.mark.parametrize(
    "rows",
    [
        "A,2015-10-01,2015-09-24,killed,769\nB,2015-10-29,2015-09-24,killed,2070",  # two only
        "A,,2015-09-24,killed,1\nB,,2015-09-24,killed,1\nC,,2015-09-25,killed,1",
        "A,,2015-09,killed,1\nB,,2015-09,killed,1\nC,,2015-09,killed,1",  # no single day
        "A,2015,2015-09-24,killed,1\nB,2015,2015-09-24,killed,1\nC,2015-09-24,,killed,1",
        "A,2015,,killed,1\nB,2016,,killed,1\nC,2017,,killed,1",  # every year
        "A,2015,,killed,1\nB,2025,2025,killed,1",  # says as of when
        "A,2015,,killed,1\nB,2025,,wounded,1",  # of two counts
    ],
)
def test_what_may_go_on_does_not_look_ended(rows: str) -> None:
    assert looking(f"source,published,as_of,measure,figure\n{rows}\n") == []


def test_rows_that_have_no_part_say_nothing_of_the_end() -> None:
    header, *rows = SAME_DAY.splitlines()
    text = "\n".join([f"{header},set_aside", *(f"{row}," for row in rows), "D,,2016,killed,1,no"])
    assert len(looking(text)) == 1
    waived = "\n".join([f"{header},waives", f"{rows[0]},looks-ended", *(f"{r}," for r in rows[1:])])
    assert looking(waived) == []
