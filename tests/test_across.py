"""R6: figures of nested estimands that cannot both be true, and nothing else."""

import numpy as np
import pytest
from ledgers import compared, framed

HEADER = "source,published,since,as_of,population,place,measure,figure"


def nested(*rows, window=0, **settings):
    """The contradictions across estimands of these rows: outer source, inner source, within."""
    table = framed(compared("\n".join([HEADER, *rows]), window=window, **settings).discrepancies)
    found = table[(table["within"] != "").to_numpy()]
    return list(found[["source_a", "source_b", "within"]].itertuples(index=False, name=None))


def row(
    source, figure, measure="killed", place="Here", population="P", as_of="2025-01-01", since=""
):
    return f'{source},{as_of},{since},{as_of},"{population}","{place}",{measure},"{figure}"'


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("killed", "killed+wounded"),
        ("wounded", "killed+wounded"),
        ("killed+wounded", "casualties"),
        ("killed", "casualties"),
        ("casualties", "killed+wounded+missing+captured"),
        ("missing", "killed+wounded+missing+captured"),
        ("killed", "deployed"),
        ("missing", "deployed"),
        ("killed+missing+captured", "deployed"),
    ],
)
def test_measures_nest(inner, outer):
    rows = row("A", 100, outer), row("B", 102, inner)
    assert nested(*rows) == [("A", "B", f"{outer}; Here; P; ")]
    assert nested(row("A", 100, outer), row("B", 101, inner)) == []  # within 1 %


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("killed", "wounded"),
        ("wounded", "deployed"),
        ("killed+wounded", "deployed"),
        ("missing", "casualties"),
        ("casualties", "killed+wounded"),
        ("casualties", "deployed"),
        ("deployed", "killed"),
    ],
)
def test_measures_that_do_not_nest(inner, outer):
    assert nested(row("A", 1, outer), row("B", 1000, inner)) == []


def test_measures_of_the_ledger_nest_as_its_file_says():
    measures = "measure,label,includes,may_include,within\nsick,sick,,,deployed\n"
    assert nested(row("A", 5, "deployed"), row("B", 6, "sick"), measures=measures) == [
        ("A", "B", "deployed; Here; P; ")
    ]


def test_places_and_populations_nest():
    assert nested(row("A", 5, place="Land"), row("B", 6, place="Town, Land")) == [
        ("A", "B", "killed; Land; P; ")
    ]
    assert nested(row("A", 5, population="all"), row("B", 6, population="men, all")) == [
        ("A", "B", "killed; Here; all; ")
    ]
    assert nested(row("A", 5, place="Town, Land"), row("B", 6, place="Land")) == []
    assert nested(row("A", 5, place="Town, Land"), row("B", 6, place="Field, Land")) == []


def test_all_of_it_at_once():
    outer = row("A", 5, "killed+wounded", place="Land", population="all")
    inner = row("B", 6, "killed", place="Town, Land", population="men, all", since="2025-01-01")
    assert nested(outer, inner) == [("A", "B", "killed+wounded; Land; all; ")]


@pytest.mark.parametrize(
    ("outer", "inner", "listed"),
    [
        ("", "2025-01-01", True),
        ("2024-12-01", "2025-01-01", True),
        ("2025-01-01", "2025-01-01", False),  # one estimand: R5
        ("2025-01-01", "2024-12-01", False),
        ("2025-01-01", "", False),
        ("2024-12", "2024-12-15", False),  # may have begun later
        ("2024-12", "2024-12-31", True),
    ],
)
def test_later_counts_lie_in_earlier_ones(outer, inner, listed):
    rows = row("A", 5, since=outer), row("B", 6, since=inner)
    assert [within for *_, within in nested(*rows)] == [f"killed; Here; P; {outer}"] * listed


def test_the_reason_names_the_days_from_which_two_counts_count():
    rows = row("A", 50), row("B", 70, since="2024-12-25")
    (reason,) = compared("\n".join([HEADER, *rows])).discrepancies["reason"]
    assert reason.startswith("since 25 Dec 2024 in the running total: on 1 Jan 2025")


def test_those_killed_since_a_day_may_have_been_sent_before_it():
    rows = row("A", 5, "deployed", since="2025-01-01"), row("B", 6, since="2025-01-01")
    assert nested(*rows) == []
    assert nested(row("A", 5, "deployed"), row("B", 6, since="2025-01-01")) != []


def test_those_sent_to_a_place_since_a_day_may_have_come_from_another():
    here, there = (
        [row(name, number, "deployed", place=place, since=since)
         for name, number, place in (("A", 5, "Land"), ("B", 6, "Town, Land"))]
        for since in ("2025-01-01", "")
    )  # fmt: skip
    assert nested(*here) == []
    assert nested(*there) == [("A", "B", "deployed; Land; P; ")]


@pytest.mark.parametrize(
    ("inner_day", "window", "listed"),
    [("2025-01-01", 0, True), ("2024-12-01", 0, True), ("2025-01-02", 0, False),
     ("2025-01-02", 1, False), ("2025-01-08", 7, False), ("2025-01-09", 7, False),
     ("2025-01", 0, False), ("2024-12/2025-01-01", 0, True)],
)  # fmt: skip
def test_the_inner_count_may_only_be_higher_later(inner_day, window, listed):
    rows = row("A", 5, "killed+wounded"), row("B", 6, as_of=inner_day)
    assert bool(nested(*rows, window=window)) == listed


@pytest.mark.parametrize(
    ("inner", "outer", "other_days"),
    [
        ("missing", "killed+missing", False),  # some may have been found
        ("killed+missing", "killed+missing+captured", False),
        ("casualties", "killed+wounded+missing+captured", False),  # the missing may be among them
        ("killed", "killed+missing", True),  # the killed never become fewer
        ("killed+wounded", "casualties", True),
        ("missing", "deployed", True),  # nor do those who were sent
        ("killed+missing+captured", "deployed", True),
    ],
)
@pytest.mark.parametrize("window", [0, 7])
def test_what_may_fall_contradicts_only_on_the_same_day(inner, outer, other_days, window):
    def listed(inner_day, outer_day):
        rows = row("A", 50, outer, as_of=outer_day), row("B", 60, inner, as_of=inner_day)
        return bool(nested(*rows, window=window))

    assert listed("2025-01-01", "2025-01-01")
    assert listed("2025-01-01", "2025-01-05") == other_days
    assert not listed("2025-01-05", "2025-01-01")  # no series says how fast it may rise
    # a vague date may be another day
    assert listed("2025-01-01", "2025-01-01/2025-01-02") == other_days


def test_in_one_measure_too_only_the_same_day_tells():
    missing = row("A", 5, "missing", "Land"), row("B", 6, "missing", "Town, Land")
    assert nested(*missing) == [("A", "B", "missing; Land; P; ")]
    before = row("B", 6, "missing", "Town, Land", as_of="2024-12-31")
    assert nested(missing[0], before) == []


def test_a_running_total_between_two_that_may_fall_holds_both_days():
    measures = "measure,within,may_fall\nin graves,killed,yes\n"
    rows = row("A", 5, "killed+missing"), row("B", 6, "in graves", as_of="2024-12-31")
    assert nested(*rows, measures=measures) == [("A", "B", "killed+missing; Here; P; ")]


@pytest.mark.parametrize(("before", "listed"), [(4, True), (1, False)])
@pytest.mark.parametrize("measure", ["killed", "killed+wounded"])
def test_it_may_not_rise_faster_inside_the_window_than_any_source_says(measure, before, listed):
    rows = row("A", 5, "killed+wounded"), row("B", 9, as_of="2025-01-03")
    series = (
        row("C", before, measure, as_of="2024-12-30"), row("C", 5, measure, as_of="2024-12-31"),
    )  # fmt: skip
    found = [pair for pair in nested(*rows, *series, window=7) if pair[:2] == ("A", "B")]
    assert bool(found) == listed


def test_two_counts_of_casualties_may_count_different_things():
    rows = row("A", 5, "casualties", place="Land"), row("B", 9, "casualties", place="Town, Land")
    assert nested(*rows) == []


def test_only_contradictions_are_listed():
    total = "killed+wounded"
    assert nested(row("A", 5, total), row("B", "unknown")) == []
    assert nested(row("A", "unknown", total), row("B", 6)) == []
    assert nested(row("A", ">=5", total), row("B", 6)) == []
    assert nested(row("A", 5, total), row("B", "4–6")) == []
    assert nested(row("A", "~5", total), row("B", 6)) == [("A", "B", "killed+wounded; Here; P; ")]


def test_stale_and_earlier_figures_have_no_part():
    old = row("A", 5, "killed+wounded", as_of="2024-01-01")
    assert nested(old, row("C", 9, "killed+wounded"), row("B", 6, as_of="2023-12-01")) == []


def test_a_source_can_contradict_itself():
    rows = row("A", 5, "killed+wounded"), row("A", 6, as_of="2024-12-31")
    table = compared("\n".join([HEADER, *rows]), window=0).discrepancies
    assert table["reason"].tolist() == [
        "killed in killed+wounded: a running total cannot fall from at least 6 on 31 Dec 2024 (A) "
        "to at most 5 on 1 Jan 2025 (A); both are of A"
    ]


def test_the_columns_of_a_contradiction_across_estimands():
    rows = row("A", 100, "killed+wounded", place="Land"), row("B", "150–170", place="Town, Land")
    table = framed(compared("\n".join([HEADER, *rows])).discrepancies)
    assert table.iloc[0].to_dict() == {
        "case": "case", "population": "P", "place": "Town, Land", "measure": "killed", "basis": "",
        "since": "",
        "source_a": "A", "figure_a": "100", "as_of_a": "2025-01-01", "where_a": "case.csv:2",
        "source_b": "B", "figure_b": "150–170", "as_of_b": "2025-01-01", "where_b": "case.csv:3",
        "difference": 60, "gap": 50, "ratio": 1.6, "days": 0, "per_day": pytest.approx(
            float("nan"), nan_ok=True), "verdict": "conflict",
        "reason": "killed in killed+wounded; Town, Land in Land: on 1 Jan 2025 it cannot be at "
        "most 100 (A) and at least 150 (B)",
        "within": "killed+wounded; Land; P; ",
    }  # fmt: skip


def test_they_stand_among_the_others_worst_first():
    rows = (
        row("A", 100, "killed+wounded"), row("B", 110, "killed+wounded"), row("C", 300),
        row("D", 280),
    )  # fmt: skip
    table = compared("\n".join([HEADER, *rows])).discrepancies
    assert (table["verdict"] == "conflict").all()
    assert (np.diff(table["ratio"]) <= 0).all()
    assert (table["within"] != "").tolist() == [True, True, True, True, False, False]


def test_derived_figures_take_part_and_ranges_do_not_change():
    rows = (
        row("A", 100, "killed"), row("A", 200, "wounded"), row("B", 250, "casualties"),
        row("C", 300, "killed+wounded"),
    )  # fmt: skip
    result = compared("\n".join([HEADER, *rows]))
    found = framed(result.discrepancies)
    outer = found[(found["within"] != "").to_numpy()]
    assert sorted(zip(outer["source_b"], outer["measure"], strict=True)) == [
        ("A", "killed+wounded"), ("C", "killed+wounded"),
    ]  # fmt: skip
    ranges = framed(result.ranges).set_index("measure")["verdict"]
    assert ranges.to_dict() == {
        "killed": "single", "wounded": "single", "killed+wounded": "agree", "casualties": "single",
    }  # fmt: skip
