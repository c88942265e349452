"""The report of a case that is too large to be shown whole: what is shown, and what is counted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.comparison import Comparison
from reconcile.comparison.disputes import Disputes, narrowed, widest
from reconcile.report import report
from reconcile.report.extent import (
    DRAWN_BY_DAY,
    MOST_BY_DAY,
    MOST_DISPUTES,
    MOST_DRAWN,
    MOST_ROWS,
    Extent,
)
from reconcile.wording import dispute_texts

HEADER = "source,published,place,measure,figure\n"


def of_places(count: int) -> str:
    """In each place A says 100 and B that many and as many as the place is numbered, on one day."""
    return HEADER + "".join(
        f"{source},2025-01-01,Place {place},killed,{100 + add}\n"
        for place in range(count)
        for source, add in (("A", 0), ("B", place), ("C", 0))[: 2 + (place % 5 == 0)]
    )


@pytest.fixture(scope="module")
def large() -> Comparison:
    return compared(of_places(MOST_ROWS // 2))


@pytest.fixture(scope="module")
def made(large: Comparison) -> dict[str, bytes]:
    return report(large)


def test_the_counts_furthest_apart_are_shown(large: Comparison) -> None:
    places = Extent.of(large).shown.ranges["place"].tolist()
    last = MOST_ROWS // 2
    assert places == [f"Place {number}" for number in range(last - MOST_DISPUTES, last)]


def test_a_case_that_can_be_read_is_shown_whole() -> None:
    small = compared(of_places(30))
    extent = Extent.of(small)
    assert extent.shown is small
    assert not extent.large
    assert extent.found is not None
    assert extent.commands == []


def test_tables_have_all_and_pages_say_so(large: Comparison, made: dict[str, bytes]) -> None:
    tables = {name: list(csv.reader(io.StringIO(made[name].decode()))) for name in made
              if name.endswith(".csv")}  # fmt: skip
    assert len(tables["ranges.csv"]) - 1 == MOST_ROWS // 2
    assert len(tables["estimates.csv"]) - 1 == len(large.rows)
    assert len(tables["discrepancies.csv"]) - 1 == len(large.discrepancies)
    for page in ("README.md", "index.html"):
        text = made[page].decode()
        assert f"lists are of the {MOST_DISPUTES} furthest apart" in text
        assert "reconcile compare --case case --known-by DATE" in text
        assert "Place 249" in text
        assert "Place 100," not in text


def test_what_is_drawn_are_the_widest(made: dict[str, bytes]) -> None:
    assert "ranges.png" in made
    assert not [name for name in made if name.startswith(("timeline", "discrepancies.png"))]
    alt = made["README.md"].decode().split("![")[1].split("]")[0]
    assert alt.count("Place ") == MOST_DRAWN
    assert len(made["index.html"]) < 800_000


def test_of_many_rows_the_widest_are_drawn_by_day_and_the_tables_have_the_others() -> None:
    few, many = compared(of_places(MOST_BY_DAY // 3)), compared(of_places(MOST_BY_DAY // 2))
    assert Extent.of(few).by_day is few
    assert Extent.of(few).besides("history.csv") == ""
    files = report(many)
    for kind, table in (("timeline", "history.csv"), ("bounds", "bounds.csv")):
        alt = files["README.md"].decode().split(f"]({kind}.png)")[0].rpartition("![")[2]
        left = MOST_BY_DAY // 2 - DRAWN_BY_DAY
        assert f"drawn by day; {left} more are in {table}." in alt.replace("\\", "")
        assert sorted(set(re.findall(r"Place (\d+)", alt))) == ["72", "73", "74"]
        assert f"{left} more are in {table}." in files["index.html"].decode()
        places = {row["place"] for row in csv.DictReader(io.StringIO(files[table].decode()))}
        assert len(places) == MOST_BY_DAY // 2


def test_bounds_are_left_out_only_where_they_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    large = compared(of_places(MOST_ROWS // 2))
    assert Extent.of(large).found is not None
    monkeypatch.setattr("reconcile.report.extent.MOST_TOGETHER", 100)
    extent = Extent.of(large)
    assert extent.found is None
    assert extent.commands[-1].endswith("reconcile bounds --case case")


def test_narrowed_tells_the_same_of_less(large: Comparison) -> None:
    few = widest(large, 3)
    less = narrowed(large, few)
    assert less.counts == large.counts
    assert framed(less.ranges).equals(framed(large.ranges).loc[framed(less.ranges).index])
    assert set(less.rows["place"]) == set(less.ranges["place"])
    assert set(less.by_estimand) == set(few)


FIGURES = st.sampled_from(["10", "12", "30", "~11", ">40", "0"])


@examples(25)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("PQ"), FIGURES), min_size=2))
def test_disputes_are_the_discrepancies_counted(said: list[tuple[str, str, str]]) -> None:
    rows = (f"{who},2025-01-{1 + n % 28:02},{where},killed,{how}\n"
            for n, (who, where, how) in enumerate(said))  # fmt: skip
    comparison = compared(HEADER + "".join(rows))
    disputes, frame = Disputes(comparison), framed(comparison.discrepancies)
    bad = frame[frame["verdict"] == "conflict"]
    assert sum(disputes.causes.values()) == int((frame["verdict"] != "agree").sum())
    assert sum(one.conflicts for one in disputes.between) == len(bad)
    counted = Counter(number for pair in bad.index for number in pair)
    most = disputes.most_disputed
    assert (most.conflicts if most else 0) == max(counted.values(), default=0)


def test_a_vague_date_does_not_make_one_day_of_two() -> None:
    text = HEADER + "".join(
        f"{source},{day},P,killed,{figure}\n"
        for source, day, figure in (
            ("C", "2025-01-01", 10), ("C", "2025-01-02", 11), ("A", "2025-01-15~", 100),
            ("B", "2025-01-15", 300),
        )
    )  # fmt: skip
    assert Disputes(compared(text)).causes == {"rise": 1, "timing": 2}


def test_where_the_disputes_lie_in_words() -> None:
    text = HEADER + "".join(
        f"{source},2025-01-01,{place},killed,{figure}\n"
        for source, place, figure in (
            ("A", "P", "0"), ("B", "P", "5"), ("C", "P", "9"), ("A", "Q", "10"), ("B", "Q", "20"),
        )
    )  # fmt: skip
    disputes = Disputes(compared(text))
    assert dispute_texts.between_told(disputes)[0] == ("A and B", "2 of 2 pairs", "one says none")
    assert dispute_texts.causes_told(disputes) == ["4 pairs contradict, being of one day"]
    told = dispute_texts.most_disputed_text(disputes)
    assert told.startswith("Most contradictions have A 0")
    assert told.endswith("without it, 2 of 4 contradictions are gone.")
