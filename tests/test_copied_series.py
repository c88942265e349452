"""R13: copied, calculated and carried series are found, chance is not, and slips are named."""

from pathlib import Path

import numpy as np
import pytest
import series_made as made
from ledgers import aligned, compared, framed, loaded

from reconcile import tables
from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.comparison.carried_values import carried_forward
from reconcile.comparison.copied_series import CARRIED, EQUAL, LINE, MULTIPLE, patterns
from reconcile.comparison.copies import copies, off_values, slipped
from reconcile.comparison.dated_series import dated_series
from reconcile.comparison.straight_lines import straight_lines
from reconcile.storage.ledger import load

HEAD = "source,published,measure,figure\n"
KILLED = (300, 340, 395, 401, 460, 533, 590, 702, 744, 810)
ESTIMATES = Path(__file__).parents[1] / "estimates"
LENGTHS = (8, 8, 9, 10, 12, 16, 24, 60)


def rows(source, figures, measure="killed", first=1):
    return [
        f"{source},2025-01-{day:02},{measure},{figure}" for day, figure in enumerate(figures, first)
    ]


def found(*lines, head=HEAD, **others):
    """The kinds of the patterns in a ledger of these rows, with the lines that are off."""
    alignment = aligned(head + "".join(f"{line}\n" for line in lines), **others)
    return [
        (
            each.kind,
            [(int(alignment.where(off.statement).split(":")[1]), off.should) for off in each.off],
        )
        for each in patterns(alignment.parsed, alignment.said)
    ]


def replaced(figures, at, figure):
    return [*figures[:at], figure, *figures[at + 1 :]]


THREE = [3 * figure for figure in KILLED]


def test_a_multiple_of_another_measure_of_the_same_source():
    assert found(*rows("A", KILLED), *rows("A", THREE, "wounded")) == [(MULTIPLE, [])]


def test_a_multiple_of_another_source():
    assert found(*rows("A", KILLED), *rows("B", THREE, "wounded")) == [(MULTIPLE, [])]


def test_the_mistyped_value_is_named_in_whichever_series_it_stands():
    wrong = replaced(THREE, 4, 1830)
    assert found(*rows("A", KILLED), *rows("A", wrong, "wounded")) == [(MULTIPLE, [(16, 1380)])]
    wrong = replaced(KILLED, 4, 640)
    assert found(*rows("A", wrong), *rows("A", THREE, "wounded")) == [(MULTIPLE, [(6, 460)])]


def test_every_value_is_explained():
    text = "\n".join([*rows("A", KILLED), *rows("A", replaced(THREE, 4, 1830), "wounded")])
    told = " ".join(tables.text(compared(f"{HEAD}{text}\n"), "explained series", 100).split())
    each = told.partition("would be")[2]  # after the sentence that has the first and the last
    assert each.count(" = 3 × ") == len(KILLED) - 1
    assert "- off: " in each
    assert "would be 1,380 beside" in each


def test_another_sources_figures_to_the_digit():
    assert found(*rows("A", KILLED), *rows("B", KILLED)) == [(EQUAL, [])]
    wrong = replaced(KILLED, 7, 720)
    assert found(*rows("A", KILLED), *rows("B", wrong)) == [(EQUAL, [(19, 702)])]


def test_a_copy_that_is_known_is_not_told():
    listed = "source,kind,derives_from\nA,other,\nB,other,A\nC,other,A\n"
    lines = [*rows("A", KILLED), *rows("B", KILLED), *rows("C", KILLED)]
    assert found(*lines) == [(EQUAL, []), (EQUAL, [])]
    assert found(*lines, sources=listed) == []
    assert found(*rows("B", KILLED), *rows("C", THREE, "wounded"), sources=listed) == []


def test_the_later_one_follows():
    late = [line.replace("2025-01-", "2025-02-") for line in rows("A", KILLED)]
    days = [line.split(",")[1] for line in rows("B", KILLED)]
    lines = [
        f"{line},{day}" for line, day in zip([*late, *rows("B", KILLED)], days * 2, strict=True)
    ]
    comparison = compared(HEAD.replace("\n", ",as_of\n") + "\n".join(lines) + "\n")
    (row,) = framed(comparison.copied).to_dict("records")
    assert (row["source"], row["follows_source"]) == ("A", "B")


def test_a_straight_line_as_rounded():
    line = [round(1000 + 36.4 * day) for day in range(10)]
    assert found(*rows("A", line)) == [(LINE, [])]
    assert found(*rows("A", replaced(line, 3, 1190))) == [(LINE, [(5, 1109)])]


def test_a_line_of_round_numbers():
    assert found(*rows("A", range(100, 1100, 100))) == [(LINE, [])]
    assert found(*rows("A", range(100, 200, 10))) == [(LINE, [])]
    assert found(*rows("A", range(100, 900, 100))) == []  # steady and rounded, by chance
    assert found(*rows("A", range(1, 11))) == []


def test_a_line_goes_by_days_and_not_by_rows():
    days = (1, 2, 4, 7, 8, 12, 13, 19, 25)
    line = [f"A,2025-01-{day:02},killed,{1000 + 37 * day}" for day in days]
    assert found(*line) == [(LINE, [])]
    steady = [f"A,2025-01-{day:02},killed,{1000 + 37 * at}" for at, day in enumerate(days)]
    assert found(*steady) == []


def test_a_day_and_its_month_are_two_dates_of_one_middle():
    head = HEAD.replace("\n", ",as_of\n")
    line = [f"A,2025-03-01,killed,{1000 + 37 * day},2025-01-{day:02}" for day in range(11, 21)]
    month = f"A,2025-03-01,killed,{1000 + 37 * 16},2025-01"
    assert found(*line, month, head=head) == [(LINE, [])]
    wrong = month.replace("1592", "1529")
    assert found(*line, wrong, head=head) == [(LINE, [(12, 1592)])]
    other = [row.replace("A,", "B,") for row in (*line, month)]
    assert found(*line, wrong, *other, head=head)[0] == (LINE, [(12, 1592)])


def test_a_value_carried_forward_while_others_moved():
    stays = [1217] * 10
    assert found(*rows("A", KILLED), *rows("B", stays)) == [(CARRIED, [])]
    wrong = replaced(stays, 4, 1271)
    assert found(*rows("A", KILLED), *rows("B", wrong)) == [(CARRIED, [(16, 1217)])]
    assert found(*rows("B", stays)) == []
    assert found(*rows("A", [5000] * 10), *rows("B", stays)) == []
    assert found(*rows("A", KILLED, "wounded"), *rows("B", stays)) == []


def test_a_run_within_a_series():
    figures = [900, 950, 1010, 1080, *[1217] * 9, 1300]
    others = range(1000, 2400, 97)
    assert found(*rows("A", others), *rows("B", figures)) == [(LINE, []), (CARRIED, [])]


@pytest.mark.parametrize("length", [7, 8])
def test_eight_dates_at_least(length):
    assert bool(found(*rows("A", KILLED[:length]), *rows("B", KILLED[:length]))) == (length > 7)
    line = [1000 + 137 * day for day in range(length)]
    assert bool(found(*rows("A", line))) == (length > 7)
    told = found(*rows("A", KILLED[:length]), *rows("B", [1217] * length))
    assert bool(told) == (length > 7)


def test_one_value_in_ten_may_be_off_and_one_in_any_case():
    long = [int(value) for value in np.cumsum(np.arange(7, 37) ** 2)]
    for length, most in ((8, 1), (10, 1), (19, 1), (20, 2), (30, 3)):
        for off in (most, most + 1):
            wrong = [
                value + 1 if at % 4 == 1 and at < 4 * off else value
                for at, value in enumerate(long[:length])
            ]
            told = found(*rows("A", long[:length]), *rows("B", wrong))
            assert bool(told) == (off == most), (length, off)


def test_what_was_corrected_or_withdrawn_is_no_part_of_a_series():
    head = HEAD.replace("\n", ",as_of\n")
    said = [f"{line},{line.split(',')[1]}" for line in [*rows("A", KILLED), *rows("B", KILLED)]]
    mended = "B,2025-02-01,killed,302,2025-01-01"
    assert found(*said, mended, head=head) == [(EQUAL, [(22, 300)])]
    gone = mended.replace("302", "withdrawn")
    assert found(*said, gone, head=head) == [(EQUAL, [])]
    assert found(*said, gone, gone.replace("-01-01", "-01-02"), head=head) == [(EQUAL, [])]
    gone = [f"B,2025-02-01,killed,unknown,2025-01-{day:02}" for day in (1, 2, 3)]
    assert found(*said, *gone, head=head) == []


def test_in_an_event_that_ended_dates_are_those_of_publication():
    listed = "case,ended\ncase,2024-12-31\n"
    assert found(*rows("A", KILLED), *rows("B", KILLED), listed=listed) == [(EQUAL, [])]


def test_what_is_said_to_be_estimated_is_not_told_as_calculated():
    head = HEAD.replace("\n", ",basis\n")
    line = [f"{line},estimated" for line in rows("A", range(1000, 1370, 37))]
    assert found(*line, head=head) == []
    assert found(*(row.replace("estimated", "") for row in line), head=head) == [(LINE, [])]


def test_a_series_is_told_once_with_what_explains_it_best():
    lines = [
        *rows("A", KILLED), *rows("A", THREE, "wounded"), *rows("B", KILLED),
        *rows("B", THREE, "wounded"),
    ]  # fmt: skip
    told = framed(compared(HEAD + "\n".join(lines) + "\n").copied)[["source", "measure", "kind"]]
    assert told.to_numpy().tolist() == [
        ["A", "wounded", MULTIPLE], ["B", "killed", EQUAL], ["B", "wounded", EQUAL],
    ]  # fmt: skip


def test_check_tells_it_at_its_first_row_with_its_arithmetic_and_what_to_write():
    wrong = replaced(THREE, 4, 1830)
    text = "\n".join([*rows("A", KILLED), *rows("A", wrong, "wounded")])
    (issue,) = check(parse(loaded(HEAD + text + "\n"))).only(["copied-series"]).issues
    assert (issue.line, issue.cell, issue.severity) == (12, "figure", "warning")
    assert issue.message == (
        "wounded is 3 × killed of the same source on 9 of 10 dates: "
        "900 (case.csv:12) = 3 × 300 (case.csv:2); 1,020 (case.csv:13) = 3 × 340 (case.csv:3); "
        "2,430 (case.csv:21) = 3 × 810 (case.csv:11); "
        "but 1,830 (case.csv:16) would be 1,380 beside 460 (case.csv:6)"
    )
    assert issue.remedy == (
        "if so, write estimated into basis of the 10 rows from case.csv:12 to case.csv:21; "
        "if mistyped, write 1,380 for 1,830 (case.csv:16); else waive copied-series"
    )


def test_a_copy_is_proposed_where_sources_are_listed():
    text = HEAD + "\n".join([*rows("A", KILLED), *rows("B", KILLED)]) + "\n"
    proposals = {
        sources: compared(text, **({"sources": sources} if sources else {})).copied["proposal"][0]
        for sources in (None, "source,kind\nA,other\n")
    }
    assert list(proposals.values()) == [
        "A into derives_from of B (sources.csv:3)",
        "A into derives_from of B in sources.csv, where it has no line",
    ]


def test_the_table_is_of_the_cut_and_of_what_was_selected():
    text = HEAD + "\n".join([*rows("A", KILLED), *rows("B", KILLED)]) + "\n"
    comparison = compared(text)
    told = tables.text(comparison, "series", 80)
    assert "B: killed  equal to A     10    0\n" in told
    assert "if so, write A into derives_from of B (sources.csv:3)\n" in told
    assert "1 of them looks copied" in " ".join(told.split())
    assert framed(compared(text, known_by="2025-01-07").copied).empty
    assert "none looks copied" in " ".join(
        tables.text(compared(text, known_by="2025-01-07"), "series", 80).split()
    )


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [(1234, 1243, True), (1234, 1235, True), (1234, 12345, True), (1234, 134, True),
     (1234, 1342, False), (1234, 5678, False), (1234, 4231, False), (0, 7, True)],
)  # fmt: skip
def test_a_slip_of_the_hand(one, other, so):
    assert slipped(2 * one, 2 * other) is slipped(2 * other, 2 * one) is so


# How often chance is told, and how often what was planted is not.


def test_independent_series_are_told_less_than_once_in_a_thousand_pairs():
    chance = np.random.default_rng(20250113)
    kinds = (made.growing, made.small, made.rounded, made.tens)
    told, pairs = [], 2000
    for _ in range(pairs):
        length = int(chance.choice(LENGTHS))
        both = [kinds[chance.integers(4)](chance, length) for _ in "ab"]
        days = made.days_of(chance, length)
        series = made.dated(both, days, one_source=chance.random() < 0.3)
        if found := [*copies(series), *straight_lines(series), *carried_forward(series)]:
            told.append((both, found))
    assert len(told) * 1000 <= pairs, told


def test_real_series_that_are_independent_are_not_told():
    parsed = parse(load(ESTIMATES))
    alignment = align(parsed, check(parsed).invalid)
    assert len(dated_series(parsed, alignment.said)) > 0
    assert patterns(parsed, alignment.said) == ()


def planted(chance, kind, length):
    """Two series of which one follows the other, or is what it is, and where it is mistyped."""
    days, base = made.days_of(chance, length), made.varied(chance, length)
    if kind == MULTIPLE:
        both = [base, base * int(chance.choice([2, 3, 4, 5, 7, 10, 12, 25]))]
    elif kind == EQUAL:
        both = [base, base.copy()]
    elif kind == LINE:
        slope = chance.uniform(3, 60) if chance.random() < 0.5 else chance.integers(3, 60)
        both = [base, np.rint(chance.integers(0, 3000) + slope * (days - days[0])).astype(int)]
    else:
        both = [base, np.full(length, chance.integers(40, 5000))]
    whose = int(chance.random() < 0.5) if kind == MULTIPLE else 1
    # a run that a value is mistyped at the end of is a shorter run, of which nobody can tell
    at = int(chance.integers(1, length - 1) if kind == CARRIED else chance.integers(length))
    both[whose][at] = made.mistyped(chance, int(both[whose][at]))
    return both, days, whose * length + at


def named(series, kind):
    """The places of the values that are named, in all series one after the other."""
    if kind in (MULTIPLE, EQUAL):
        for copy in copies(series):
            return [
                int(series.points.statement[off.theirs if off.leads else off.ours])
                for off in off_values(copy, series)
            ]
    elif kind == LINE:
        for line in straight_lines(series):
            if line.series == 1:
                return series[1].statement[line.off].tolist()
    else:
        for run in carried_forward(series):
            if run.series == 1:
                stays = series[1].statement[run.first : run.last + 1]
                return stays[run.off].tolist()
    return None


@pytest.mark.parametrize("kind", [MULTIPLE, EQUAL, LINE, CARRIED])
def test_what_is_planted_is_found_and_the_mistyped_value_named(kind):
    chance = np.random.default_rng(20250227)
    tries, told, right = 300, 0, 0
    for _ in range(tries):
        length = int(chance.choice(LENGTHS))
        both, days, wrong = planted(chance, kind, length)
        series = made.dated(both, days, one_source=kind == MULTIPLE)
        found = named(series, kind)
        told += found is not None
        right += found is not None and wrong in found
    assert told >= 0.95 * tries, told
    assert right >= 0.95 * tries, right
