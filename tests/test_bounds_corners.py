"""R10 in its corners: readings, bases, breakdowns, sums asked for, vague days, breaks of series."""

import math

import pytest
from ledgers import compared, framed, write_ledger

import reconcile
from reconcile.bounding import bounds
from reconcile.bounding.day_search import Budget
from reconcile.bounding.histories import Histories
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees
from reconcile.bounding.vague_days import DaysLeft, narrowed
from reconcile.cli import run
from reconcile.wording.bound_texts import settlement_texts
from reconcile.wording.verdict_on_claims import settled_by

OPEN = math.inf
HEADER = "source,published,since,as_of,population,place,measure,basis,figure,notes,waives"


def row(source, figure, measure="killed", as_of="2025-01-01", **cells):
    named = {"since": "", "people": "P", "place": "L", "basis": "", "waives": "", **cells}
    return (
        f'{source},{as_of},{named["since"]},{as_of},"{named["people"]}","{named["place"]}",'
        f'{measure},{named["basis"]},"{figure}",{"why" if named["waives"] else ""},'
        f"{named['waives']}"
    )


def found(*rows, asked=(), **others):
    return bounds(compared("\n".join([HEADER, *rows]), **others), asked=asked)


def spans(result, measure="killed", reading="", **columns):
    table = framed(result.table)
    for name, value in {"measure": measure, "reading": reading, **columns}.items():
        table = table[table[name] == value]
    return {one.as_of: (one.lower, one.upper) for one in table.itertuples()}


def wrong(result):
    return [(tree.wrong, tree.of) for tree in result.trees]


def test_a_measure_that_may_include_more_is_told_in_both_readings():
    result = found(row("A", "1,490,000", "casualties"), row("B", "500,000"))
    assert spans(result, "casualties", "narrowest") == {"2025-01-01": (500_000, 1_490_000)}
    assert spans(result, "casualties", "widest") == {"2025-01-01": (1_490_000, OPEN)}
    assert framed(result.settlements).empty
    two = found(row("A", 100, "casualties"), row("B", 10), row("C", 5), tolerance=0)
    under = framed(two.settlements)[two.settlements["measure"] == "casualties"]
    assert under[["set_aside", "lower", "upper"]].to_numpy().tolist() == [
        ["B", 5, OPEN], ["C", 10, OPEN],
    ]  # fmt: skip


@pytest.mark.parametrize("basis", ["identified", "confirmed", "recorded"])
def test_what_is_documented_is_a_minimum(basis):
    result = found(row("A", 70, basis=basis), row("B", "90–100"))
    assert wrong(result) == [(0, 2)]
    assert spans(result, basis="") == spans(result, basis=basis) == {"2025-01-01": (90, 100)}
    assert spans(found(row("A", 70, basis=basis))) == {"2025-01-01": (70, OPEN)}
    assert wrong(found(row("A", 170, basis=basis), row("B", "90–100"))) == [(1, 2)]


def test_what_is_probable_says_nothing_of_a_total():
    result = found(row("A", 500, basis="probable"), row("B", 100), row("C", 100, basis="estimated"))
    assert wrong(result) == [(0, 2)]
    assert spans(result, basis="probable") == {"2025-01-01": (100, 100)}


PARTS = "of,whole,breakdown,part,complete\npopulation,P,sex,{},{}\npopulation,P,sex,{},{}\n"


@pytest.mark.parametrize("complete", ["yes", ""])
def test_parts_of_a_breakdown_share_nobody(complete):
    parts = PARTS.format("women", complete, "men", complete)
    rows = row("A", 50), row("B", "10–15", people="women"), row("C", ">=35", people="men")
    result = found(*rows, parts=parts)
    assert wrong(result) == [(0, 3)]
    assert spans(result, population="women") == {"2025-01-01": (10, 15)}
    assert spans(result, population="men") == {"2025-01-01": (35, 40)}
    # more of both than of all
    worse = found(*rows[:2], row("C", 45, people="men"), parts=parts)
    assert wrong(worse) == [(1, 3)]
    alone = found(row("B", 10, people="women"), row("C", 25, people="men"),
                  row("A", ">=0"), parts=parts)  # fmt: skip
    assert spans(alone, population="P") == {"2025-01-01": (35, 35 if complete else OPEN)}


def test_a_whole_grows_at_least_as_its_parts_do():
    parts = PARTS.format("women", "", "men", "")
    later = {"as_of": "2025-01-05"}
    result = found(row("A", 10, people="women"), row("A", 20, people="women", **later),
                   row("B", 10, people="men"), row("B", 15, people="men", **later),
                   row("C", 30), row("D", ">=0", **later), parts=parts)  # fmt: skip
    assert spans(result, population="P") == {"2025-01-01": (30, 30), "2025-01-05": (45, OPEN)}


def test_any_sum_can_be_asked_for():
    rows = row("A", 10), row("B", "20–25", "wounded"), row("C", 4, place="T, L")
    result = found(*rows, asked=("killed+wounded",))
    assert spans(result, "killed+wounded", place="L") == {"2025-01-01": (30, 35)}
    assert spans(result, "killed+wounded", place="T, L") == {"2025-01-01": (4, 29)}
    assert set(result.table["measure"]) == {"killed+wounded"}


def test_what_a_measure_may_include_is_not_surely_within_what_it_lies_in():
    """The hit were all sent, but some of the 500 wounded were hit twice or not sent."""
    own = "measure,label,includes,may_include,within\nhit,,killed,wounded,deployed\n"
    rows = row("A", 100, "deployed"), row("B", 500, "wounded"), row("C", 60, "hit")
    result = found(*rows, measures=own)
    assert wrong(result) == [(0, 3)]


@pytest.mark.parametrize(("sign", "span"), [(">=", (152, OPEN)), ("<=", (0, 151))])
def test_a_bound_is_a_whole_count_inside_what_is_proven(sign, span):
    """Each of three is in two sums of 101: in all they are 151.5."""
    pairs = "killed+wounded", "killed+missing", "wounded+missing"
    rows = [row(source, f"{sign}101", pair) for source, pair in zip("ABC", pairs, strict=True)]
    everyone = "killed+wounded+missing"
    assert spans(found(*rows, asked=(everyone,)), everyone) == {"2025-01-01": span}


@pytest.mark.parametrize(
    ("sign", "span"), [(">=", (1_333_334, OPEN)), ("<=", (0, 1_333_333)), ("", (1_333_334, OPEN))]
)
def test_a_bound_of_thirds_of_millions_is_not_rounded(sign, span):
    """Each of four is in three sums of a million, so that in all they are four thirds of it."""
    outcomes = "killed", "wounded", "missing", "captured"
    triples = ["+".join(one for one in outcomes if one != gone) for gone in outcomes]
    rows = [row(f"A{gone}", f"{sign}1,000,000", gone) for gone in triples]
    everyone = "+".join(outcomes)
    if sign:
        assert spans(found(*rows, asked=(everyone,)), everyone) == {"2025-01-01": span}
    else:  # of whole people no four numbers make it exactly, but within the tolerance some do
        assert wrong(found(*rows, tolerance=0)) == [(1, 4)]
        assert wrong(found(*rows)) == [(0, 4)]


def test_nothing_is_0_and_not_less():
    result = found(row("A", "<=5", since="2024-12-30"), row("B", "<=7", "missing"))
    assert [str(one) for one in result.table["lower"]] == ["0.0", "0.0"]


def test_a_count_since_a_day_is_told_of_that_day_and_later_ones_alone():
    first = {"since": "2025-01-03"}
    result = found(
        row("A", 1), row("A", 5, as_of="2025-01-03", **first), row("B", 9, as_of="2025-01-04"),
    )  # fmt: skip
    assert spans(result, since="2025-01-03") == {"2025-01-03": (5, 5), "2025-01-04": (5, 8)}


def factor(*rows, **others):
    (tree,) = found(*rows, **others).trees
    return tree.factor


SUM = "killed+wounded"
LATER, EITHER = {"as_of": "2025-01-02"}, {"as_of": "2025-01-01/2025-01-02"}


@pytest.mark.parametrize(
    ("rows", "squared"),
    [
        ([row("A", 100), row("B", 900)], 9),
        ([row("A", 100), row("B", 400), row("C", 900), row("D", 50)], 18),
        ([row("A", 100), row("B", 100, "wounded"), row("C", 800, SUM)], 4),
        ([row("A", 100), row("B", 300, "wounded"), row("C", 100, SUM)], 4),
        ([row("A", 100), row("B", 400), row("A", 200, "wounded"), row("B", 1800, "wounded")], 9),
        ([row("A", 100), row("B", 900), row("A", 200, "wounded"), row("B", 800, "wounded")], 9),
        ([row("A", 900), row("B", 100, **LATER)], 9),
        ([row("A", 900), row("B", 1800, **LATER), row("C", "<=100", **EITHER)], 9),
        ([row("A", 0), row("B", 900)], OPEN),
        ([row("A", 0, "wounded"), row("B", 2, "wounded"), row("A", 900), row("B", 100)], OPEN),
    ],
)
def test_by_what_factor_all_would_have_to_be_off(rows, squared):
    assert factor(*rows) == pytest.approx(math.sqrt(squared), rel=1e-9)


@pytest.mark.parametrize(
    ("least", "middle", "most", "squared"),
    [
        (5_000_000, 4_000_000, 3_000_000, 1.25), (500_000, 4_000, 300_000, 75),
        (600_000, 4_000, 9_000_000, 150), (900_000, 2, 900_000, 450_000),
        (5, 4, 0, 1.25), (0, 4, 0, OPEN),
    ],
)  # fmt: skip
def test_the_factor_is_told_where_it_takes_the_days_of_vague_dates(least, middle, most, squared):
    """So many missing on one day and on the next, and another number on one of the two."""
    ends = row("A", least, "missing"), row("B", most, "missing", **LATER)
    told = factor(*ends, row("C", middle, "missing", **EITHER))
    assert told == pytest.approx(math.sqrt(squared), rel=2e-4)


def test_the_command_and_the_library_take_a_sum_that_no_row_uses(tmp_path, capsys):
    folder = write_ledger(tmp_path, "\n".join([HEADER, row("A", 10), row("B", 20, "wounded"), ""]))
    frame = reconcile.bounds(folder, measure="wounded+killed")
    assert frame[["measure", "lower", "upper"]].to_numpy().tolist() == [["killed+wounded", 30, 30]]
    assert run(["--ledger", str(folder), "bounds", "--measure", "killed+wounded"]) == 0
    assert "P · L · killed+wounded" in capsys.readouterr().out
    assert run(["--ledger", str(folder), "bounds", "--measure", "killed+wouned"]) == 2
    assert "is not in the ledger" in capsys.readouterr().err


def test_days_on_which_a_claim_cannot_hold_are_cut_from_a_vague_date():
    """100 by some day of January, 60 on the 10th, 120 on the 20th: so from the 11th to the 19th."""
    result = found(
        row("A", 100, as_of="2025-01"),
        row("B", 60, as_of="2025-01-10"),
        row("B", 120, as_of="2025-01-20"),
        row("C", ">=0", as_of="2025-01-19"),
        row("D", "<=110", as_of="2025-01-12"),
        row("D", ">=105", as_of="2025-01-15"),
    )
    assert spans(result)["2025-01-15"] == (105, 120)
    assert spans(result)["2025-01-19"] == (105, 120)
    assert spans(result)["2025-01-12"] == (60, 110)
    one = found(row("A", 100, as_of="2025-01"), row("B", 60, as_of="2025-01-10"),
                row("C", ">=0", as_of="2025-01-11"))  # fmt: skip
    assert spans(one)["2025-01-11"] == (60, 100)  # the 100 are not of the 10th or before
    table = framed(one.table)[one.table["as_of"] == "2025-01-11"]
    assert table["upper_from"].tolist() == ["case.csv:2 case.csv:3"]


def test_days_are_cut_from_the_end_of_a_vague_date_too():
    """100 on some day of 2025, more from 10 January on: so on the 9th it was 100 already."""
    result = found(
        row("A", 100, as_of="2025"),
        row("B", 120, as_of="2025-01-10"),
        row("B", 130, as_of="2025-06-20"),
        row("C", ">=0", as_of="2025-01-09"),
    )
    assert spans(result)["2025-01-09"] == (100, 120)


@pytest.mark.parametrize(("known", "other"), [("01", "02"), ("02", "01")])
def test_so_many_missing_on_one_of_two_days_are_so_on_that_of_which_nothing_else_is_said(
    known, other
):
    result = found(
        row("A", 5, "missing", as_of=f"2025-01-{known}"),
        row("B", ">=0", "missing", as_of=f"2025-01-{other}"),
        row("C", 4, "missing", as_of="2025-01-01/2025-01-02"),
    )
    assert spans(result, "missing")[f"2025-01-{other}"] == (4, 4)


def test_a_vague_date_may_be_cut_to_one_day():
    two = row("A", 100, as_of="2025-01-10/2025-01-11"), row("B", 60, as_of="2025-01-10")
    assert spans(found(*two))["2025-01-11"] == (100, 100)


def test_a_count_since_a_vague_day_begins_on_one():
    month = {"as_of": "2024-02-28", "since": "2024-01"}
    assert spans(found(row("A", 100, **month))) == {"2024-02-28": (100, 100)}
    three = (row("A", 100, **month), row("A", 200, "wounded", **month),
             row("A", 250, "killed+wounded", **month))  # fmt: skip
    assert wrong(found(*three)) == [(1, 1)]
    assert wrong(found(*three[:2], three[2].replace("250", "300"))) == [(0, 1)]
    # 65 before it began, but the total went from 50 to 80
    jump = (row("A", 100, **month), row("B", 50, as_of="2024-01-10"),
            row("C", 80, as_of="2024-01-11"), row("D", 165, as_of="2024-02-28"))  # fmt: skip
    assert wrong(found(*jump)) == [(1, 4)]
    assert wrong(found(*jump[:3], jump[3].replace("165", "180"))) == [(0, 4)]


def test_a_figure_that_was_taken_back_counts_nowhere():
    result = found(row("A", 5), row("A", "withdrawn", as_of="2025-01-05"), row("B", 9))
    assert spans(result)["2025-01-01"] == (9, 9)
    assert wrong(result) == [(0, 1)]


def test_a_fall_that_is_waived_is_a_break_of_the_series():
    before = row("A", 120), row("B", ">=110")
    assert wrong(found(*before, row("A", 115, as_of="2025-06-01"))) == [(1, 2)]
    result = found(*before, row("A", 115, as_of="2025-06-01", waives="total-falls"))
    assert wrong(result) == [(0, 2)]
    assert spans(result)["2025-01-01"] == (110, 115)


def test_of_several_groups_of_contradictions_each_has_to_be_settled():
    result = found(
        row("A", 100),
        row("B", 300),
        row("C", 500, place="M"),
        row("D", 900, place="M"),
        tolerance=0,
    )
    assert wrong(result) == [(1, 2), (1, 2)]
    assert settlement_texts(result) == [
        "group 1: without A: 1 of 2 sources stays",
        "group 1: without B: 1 of 2 sources stays",
        "group 2: without C: 1 of 2 sources stays",
        "group 2: without D: 1 of 2 sources stays",
    ]
    assert "one line of every group" in settled_by(result)
    alone = found(row("A", 100), row("B", 300), tolerance=0)
    assert settlement_texts(alone)[0] == "without A: 1 of 2 sources stays"
    assert "group" not in settled_by(alone)


def test_what_cuts_the_days_of_one_figure_is_kept_for_the_others_of_its_statement():
    vague = "2025-01-01/2025-01-10"
    comparison = compared(
        "source,published,as_of,place,measure,figure\n"
        "A,2025-01-05,2025-01-05,L,killed,<=90\n"
        f"S,2025-01-20,{vague},L,killed,100\n"
        f"S,2025-01-20,{vague},L,wounded,50\n"
        "B,2025-01-06,2025-01-06,L,wounded,>=5\n"
    )
    (tree,) = trees(comparison)
    every = range(len(tree.claims))
    histories = Histories(Program(comparison.alignment.parsed.ledger.measures, tree))
    days, budget = DaysLeft(histories), Budget()
    told = narrowed(days, every, budget)
    at = {claim.number: number for number, claim in enumerate(tree.claims)}
    assert told.histories is not histories
    assert told.rests_on[at[1]] == told.rests_on[at[2]] == {at[0]}
    # what cuts days under one choice cuts them under each other one in which it stands
    left = budget.left
    assert narrowed(days, every, budget) == told
    others = [one for one in every if one != at[3]]
    assert narrowed(days, others, budget).rests_on == told.rests_on
    assert budget.left == left
    assert narrowed(days, [one for one in every if one != at[0]], budget).rests_on == {}


@pytest.mark.parametrize(
    ("since", "as_of", "figure", "looked_at"),
    [
        ("", "2025-01-01/2025-01-10", "100", True),
        ("", "2025-01-05", "100", False),
        ("", "", "100", False),
        ("2025-01-01", "2025-01-02/2025-01-10", "100", False),
        ("2025-01-01", "", "100", False),
    ],
)
def test_days_are_cut_of_running_totals_on_a_few_days_alone(since, as_of, figure, looked_at):
    """Of nothing else is the solver asked on which days it cannot hold."""
    comparison = compared(
        "source,since,as_of,place,measure,figure\n"
        "A,,2025-01-05,L,killed,<=90\n"
        f"S,{since},{as_of},L,killed,{figure}\n"
    )
    (tree,) = trees(comparison)
    histories = Histories(Program(comparison.alignment.parsed.ledger.measures, tree))
    budget = Budget()
    before = budget.left
    told = narrowed(DaysLeft(histories), range(len(tree.claims)), budget)
    assert (budget.left < before) == looked_at
    assert (told.histories is not histories) == looked_at
