"""R5: the verdict on two claims against every day and count; R7: it is sound; and the reasons."""

import itertools
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from examples import examples
from hypothesis import assume, given, strategies as st
from ledgers import compared, framed

from reconcile.columnar import Cells, Columns
from reconcile.comparison import verdicts
from reconcile.comparison.verdicts import VERDICTS, Judgement, furthest, ordered

INFINITE = float("inf")


def claims_of(*claims, estimand=0):
    """Claims of lower, upper, first and last day, and whether unknown, as the engine takes them."""
    frame = pd.DataFrame(
        claims, columns=["lower", "upper", "as_of_first", "as_of_last", "unknown"]
    ).astype({"unknown": bool})
    numbers = ["lower", "upper", "as_of_first", "as_of_last"]
    frame[numbers] = frame[numbers].astype(float)
    middle = (
        frame["lower"] + frame["upper"].where(np.isfinite(frame["upper"]), frame["lower"])
    ) / 2
    return frame.assign(
        point=middle.where(~frame["unknown"]),
        estimand=estimand,
        measure="killed",
        origin=[f"O{number}" for number in range(len(frame))],
    )


def columns(frame):
    """The claims of a frame as columns."""
    if "source" not in frame:
        frame = frame.assign(source=[f"S{number:03}" for number in range(len(frame))])
    return Columns(
        {name: Cells.of(cells) if name in ("measure", "origin", "source") else cells.to_numpy()
         for name, cells in frame.items()}
    )  # fmt: skip


def verdict_of(one, other, window):
    claims = columns(claims_of(one, other))
    found = verdicts.judge(claims, np.array([0]), np.array([1]), Judgement(window, Fraction(0)))
    return VERDICTS[found.verdict[0]]


DAYS, COUNTS = range(5), range(4)
SPANS = list(itertools.combinations_with_replacement(DAYS, 2))
BOUNDS = [
    *itertools.combinations_with_replacement(COUNTS, 2),
    *((lower, INFINITE) for lower in COUNTS),
]
CLAIMS = [(*bounds, *span, False) for bounds in BOUNDS for span in SPANS]
CLAIMS += [(0, INFINITE, *span, True) for span in SPANS]


def days_of(claim):
    return [day for day in DAYS if claim[2] <= day <= claim[3]]


def counts_of(claim):
    return [count for count in COUNTS if claim[0] <= count <= claim[1]]


def slow_verdict(one, other, window):
    """By enumeration of every count and every day that the two claims may mean."""
    if one[4] or other[4]:
        return "undetermined"
    if {*counts_of(one)} & {*counts_of(other)}:
        return "agree"
    low, high = sorted((one, other), key=lambda claim: min(counts_of(claim)))
    later = [h - d for d, h in itertools.product(days_of(low), days_of(high))]
    if not any(days > 0 for days in later):
        return "conflict"
    return "timing" if all(days > window for days in later) else "undetermined"


def every_pair(window):
    """Every two claims that there are, and the verdict of the engine on them."""
    frame = ordered(columns(claims_of(*CLAIMS).assign(place=range(len(CLAIMS)))))
    place = frame["place"].tolist()
    for block in verdicts.verdicts(frame, Judgement(window, Fraction(0))):
        for a, b, code in zip(block.a, block.b, block.verdict, strict=True):
            yield place[a], place[b], VERDICTS[code]


@pytest.mark.parametrize("window", range(5))
def test_verdicts_against_every_day_and_count(window):
    number = 0
    for a, b, verdict in every_pair(window):
        assert verdict == slow_verdict(CLAIMS[a], CLAIMS[b], window), (CLAIMS[a], CLAIMS[b])
        number += 1
    assert number == len(CLAIMS) * (len(CLAIMS) - 1) / 2


def test_conflict_without_a_window_means_that_no_course_of_events_fits():
    """R7: a course is a running total for each day, which never falls."""
    courses = list(itertools.combinations_with_replacement(COUNTS, len(DAYS)))
    fitting = [
        {
            number
            for number, course in enumerate(courses)
            if any(claim[0] <= course[day] <= claim[1] for day in days_of(claim))
        }
        for claim in CLAIMS
    ]
    for a, b, verdict in every_pair(0):
        possible = not fitting[a].isdisjoint(fitting[b])
        assert (verdict == "conflict") == (not possible), (CLAIMS[a], CLAIMS[b])


@pytest.mark.parametrize(
    ("one", "other", "window", "verdict"),
    [
        ((3, 3, 5, 5), (4, 4, 5, 5), 7, "conflict"),
        ((3, 3, 5, 5), (4, 4, 4, 4), 0, "conflict"),
        ((3, 3, 5, 5), (4, 4, 6, 6), 0, "timing"),
        ((3, 3, 5, 5), (4, 4, 12, 12), 7, "undetermined"),
        ((3, 3, 5, 5), (4, 4, 13, 13), 7, "timing"),
        ((3, 3, 1, 31), (4, 4, 35, 35), 7, "undetermined"),
        ((3, 3, 1, 31), (4, 4, 39, 39), 7, "timing"),
        ((3, 3, 1, 31), (4, 4, 8, 8), 7, "undetermined"),
        ((3, 4, 5, 5), (4, 4, 5, 5), 7, "agree"),
        ((3, 3, -INFINITE, INFINITE), (4, 4, 5, 5), 7, "undetermined"),
        ((3, 3, -INFINITE, INFINITE), (4, 4, -INFINITE, INFINITE), 7, "undetermined"),
        ((3, 3, -INFINITE, INFINITE), (3, INFINITE, 5, 5), 7, "agree"),
    ],
)
def test_verdicts_at_the_edges(one, other, window, verdict):
    assert verdict_of((*one, False), (*other, False), window) == verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ((3, 3, 5, 5), (4, 4, 5, 5), "conflict"),
        ((3, 3, 5, 5), (4, 4, 6, 6), "timing"),
        ((3, 3, 5, 5), (4, 4, 4, 4), "timing"),
        ((3, 3, 5, 5), (4, 4, 5, 8), "undetermined"),
        ((3, 3, 5, 5), (4, 4, 2, 5), "undetermined"),
        ((3, 3, 5, 5), (4, 4, 2, 8), "undetermined"),
    ],
)
def test_what_may_fall_is_in_conflict_on_one_day_alone(one, other, verdict):
    """And it is a matter of time only where the days are surely two."""
    told = columns(claims_of((*one, False), (*other, False)).assign(measure="missing"))
    found = verdicts.judge(told, np.array([0]), np.array([1]), Judgement(7, Fraction(0)))
    assert VERDICTS[found.verdict[0]] == verdict


@st.composite
def claims(draw):
    known = CLAIMS[: -len(SPANS)]
    return draw(st.sampled_from(CLAIMS if draw(st.booleans()) else known))


@st.composite
def frames(draw):
    """Claims of a few estimands, some of them of one origin."""
    some = draw(st.lists(claims(), max_size=12))
    frame = claims_of(*some)
    size = len(some)
    estimands = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    frame["estimand"] = np.array(estimands, dtype=int)
    origins = draw(st.lists(st.sampled_from("ABC"), min_size=size, max_size=size))
    return frame.assign(origin=np.array(origins, dtype=object))


@examples(150)
@given(frames(), st.sampled_from([1, 3, 2_000_000]))
def test_the_engine_makes_every_pair_once(frame, block):
    claims = ordered(columns(frame))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdicts, "BLOCK", block)
        found = [
            (int(a), int(b), VERDICTS[code])
            for one in verdicts.verdicts(claims, Judgement(2, Fraction(0)))
            for a, b, code in zip(one.a, one.b, one.verdict, strict=True)
        ]
    estimand = claims["estimand"].tolist()
    rows = [
        *zip(*(claims[name].tolist()
               for name in ("lower", "upper", "as_of_first", "as_of_last", "unknown")), strict=True)
    ]  # fmt: skip
    expected = [
        (a, b, slow_verdict(rows[a], rows[b], 2))
        for a, b in itertools.combinations(range(len(rows)), 2)
        if estimand[a] == estimand[b]
    ]
    assert sorted(found) == expected
    point = np.nan_to_num(claims["point"], nan=INFINITE).tolist()
    assert all(point[a] <= point[b] for a, b, _ in found)


@examples(150)
@given(frames(), st.sampled_from([1, 3, 2_000_000]))
def test_the_pairs_furthest_apart_are_of_different_origins(frame, block):
    expected = {}
    rows = list(frame.itertuples(index=False))
    for one, other in itertools.combinations(rows, 2):
        if one.estimand != other.estimand or one.origin == other.origin:
            continue
        if not (one.unknown or other.unknown):
            sides = ((*row[:4], False) for row in (one, other))
            code = VERDICTS.index(slow_verdict(*sides, 2))
            low, high = sorted((one.point, other.point))
            ratios = expected.setdefault(one.estimand, {})
            ratios[code] = max(ratios.get(code, 0), high / low if low else INFINITE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdicts, "BLOCK", block)
        found = furthest(columns(frame), Judgement(2, Fraction(0)))
    told = {}
    for estimand, verdict, ratio in zip(
        found.numbers.tolist(), found["verdict"].tolist(), found["ratio"].tolist(), strict=True
    ):
        told.setdefault(estimand, {})[verdict] = ratio
    assert expected == told
    for each in told.values():
        assert list(each) == sorted(each, reverse=True)


# --- the table of discrepancies and its reasons

HEADER = "source,published,as_of,measure,figure"


def one_pair(*rows, window=7, **settings):
    """The one discrepancy of these rows."""
    table = framed(compared("\n".join([HEADER, *rows]), window=window, **settings).discrepancies)
    assert len(table) == 1
    return table.iloc[0]


def test_what_a_discrepancy_says():
    pair = one_pair('B,2025-01-09,,killed,"4,000"', 'A,2025-01-13,,killed,"~3,000"')
    assert pair.drop("reason").to_dict() == {
        "case": "case", "population": "soldiers", "place": "", "measure": "killed", "basis": "",
        "since": "",
        "source_a": "A", "figure_a": "~3,000", "as_of_a": "2025-01-13", "where_a": "case.csv:3",
        "source_b": "B", "figure_b": "4,000", "as_of_b": "2025-01-09", "where_b": "case.csv:2",
        "difference": 1000, "gap": 700, "ratio": 1.3333, "days": -4, "per_day": pytest.approx(
            np.nan, nan_ok=True), "verdict": "conflict", "within": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "source_a", "numbers"),
    [
        # difference, gap, ratio, days, per day
        (["A,2025-01-01,,killed,100", "B,2025-01-21,,killed,300"], "A", (200, 200, 3, 20, 10)),
        (["A,2025-01-21,,killed,300", "B,2025-01-01,,killed,100"], "B", (200, 200, 3, 20, 10)),
        (["A,2025-01-01,,killed,~100", "B,2025-01-21,,killed,~300"], "A", (200, 160, 3, 20, 10)),
        (["A,2025-01-01,,killed,100", "B,2025-01-21,,killed,>=100"], "A", (0, 0, 1, 20, None)),
        (["A,2025-01-01,,killed,0", "B,2025-01-21,,killed,5"], "A", (5, 5, None, 20, 0.25)),
        (["A,2025-01-01,,killed,100–201", "B,2025-01-01,,killed,300"], "A",
         (149.5, 99, 1.9934, 0, None)),
        (["A,2025-01,,killed,1", "B,2025-03-01,,killed,2"], "A", (1, 1, 2, 44, 0.0227)),
        (["A,2025-01-01/2025-01-02,,killed,1", "B,2025-03-01,,killed,2"], "A",
         (1, 1, 2, 58.5, 0.0171)),
        (["A,,,killed,100", "B,2025-01-01,,killed,300"], "A", (200, 200, 3, None, None)),
        (["A,2025-01-01,,killed,unknown", "B,2025-01-03,,killed,300"], "B",
         (None, 0, None, -2, None)),
        (["A,2025-01-01,,killed,300", "B,2025-01-03,,killed,300"], "A", (0, 0, 1, 2, None)),
    ],
)  # fmt: skip
def test_the_numbers_of_a_discrepancy(rows, source_a, numbers):
    pair = one_pair(*rows)
    assert pair["source_a"] == source_a
    found = pair[["difference", "gap", "ratio", "days", "per_day"]]
    assert [None if pd.isna(number) else number for number in found] == list(numbers)


REASONS = [
    # rows of two sources, window, verdict and reason
    (
        ["A,2025-01-13,,killed,~300", "B,2025-01-13,,killed,>=300"], 7,
        "agree", "both allow 300 to 330",
    ),
    (["A,2025-01-13,,killed,300", "B,2025-02-13,,killed,~300"], 7, "agree", "both allow 300"),
    (
        ["A,2025-01-13,,killed,>300", "B,2025-02-13,,killed,>=200"], 7,
        "agree", "both allow 301 or more",
    ),
    (
        ["A,2025-01-13,,killed,300", "B,2025-02-13,,killed,unknown"], 7,
        "undetermined", "B gave no number",
    ),
    (
        ["A,2025-01-13,,killed,unknown", "B,2025-02-13,,killed,unknown"], 7,
        "undetermined", "A and B gave no number",
    ),
    (
        ["A,2025-01-13,,killed,~300", "B,2025-01-13,,killed,1000"], 7,
        "conflict", "on 13 Jan 2025 it cannot be at most 330 (A: ~300) and at least 1,000 (B)",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-09,,killed,4000"], 7,
        "conflict",
        "a running total cannot fall from at least 4,000 on 9 Jan 2025 (B) to at most 3,000 on "
        "13 Jan 2025 (A)",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-20,,killed,4000"], 7,
        "undetermined",
        "that of B is of 7 days after that of A, and it takes growth of at least 143 a day; no "
        "source has "
        "figures of two single days to show how fast it rises, which would settle it",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-14,,killed,4000"], 1,
        "undetermined",
        "that of B is of 1 day after that of A, and it takes growth of at least 1,000 a day; no "
        "source has "
        "figures of two single days to show how fast it rises, which would settle it",
    ),
    (
        ["A,2025-01-13,,killed,~300", "B,2025-01-15~,,killed,~1000"], 7,
        "undetermined",
        "that of B is of 1 to 3 days after that of A, and it takes growth of at least 190 a "
        "day; no source has "
        "figures of two single days to show how fast it rises, which would settle it",
    ),
    (
        ["A,2025-01-13,,killed,1000", "B,2025-01-23,,killed,2000"], 7,
        "timing",
        "both can be true: 10 days apart, from A on 13 Jan 2025 to B on 23 Jan 2025, it takes "
        "growth of about 100 a day, at least 100",
    ),
    (
        ["A,2024-12-23,,killed,~1100", "B,2025-01-09,,killed,4000"], 7,
        "timing",
        "both can be true: 17 days apart, from A on 23 Dec 2024 to B on 9 Jan 2025, it takes "
        "growth of about 171 a day, at least 168",
    ),
    (
        ["A,2025-01,,killed,10", "B,2025-03-01,,killed,20"], 7,
        "timing",
        "both can be true: 29 to 59 days apart, from A in Jan 2025 to B on 1 Mar 2025, it takes "
        "growth of about 0.23 a day, at least 0.17",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-23,,killed,>3050"], 7,
        "timing",
        "both can be true: 10 days apart, from A on 13 Jan 2025 to B on 23 Jan 2025, it takes "
        "growth of about 5.1 a day, at least 5.1",
    ),
    (
        ["A,2025-01-20,,killed,300", "B,2025-01,,killed,400"], 7,
        "undetermined",
        "the dates are too vague: that of B is of anything from 19 days before to 11 days after "
        "that of A; an "
        "exact date for B (Jan 2025) would settle it: both can be true only if B is later by long "
        "enough",
    ),
    (
        ["A,2025-01,,killed,300", "B,2025-02-01,,killed,400"], 7,
        "undetermined",
        "that of B is of 1 to 31 days after that of A, and it takes growth of at least 3.2 a "
        "day; no source "
        "has figures of two single days to show how fast it rises, which would settle it",
    ),
    (
        ["A,2025-01,,killed,300", "B,2025-02,,killed,400"], 7,
        "undetermined",
        "that of B is of 1 to 58 days after that of A, and it takes growth of at least 1.7 a "
        "day; no source "
        "has figures of two single days to show how fast it rises, which would settle it",
    ),
    (
        ["A,,,killed,300", "B,2025-02,,killed,400"], 7,
        "undetermined",
        "A gave no date; with one it would show whether that of B is later",
    ),
    (
        ["A,,,killed,300", "B,,,killed,400"], 0,
        "undetermined",
        "A and B gave no date; with both it would show whether that of B is later",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "window", "verdict", "reason"), REASONS)
def test_a_verdict_says_its_reason(rows, window, verdict, reason):
    pair = one_pair(*rows, window=window)
    assert (pair["verdict"], pair["reason"]) == (verdict, reason)


def test_two_claims_that_rest_on_one_source_say_so():
    sources = "source,kind,derives_from\nA,other,\nB,other,A\n"
    rows = ["A,2025-01-13,,killed,3", "B,2025-01-13,,killed,5"]
    assert one_pair(*rows, sources=sources)["reason"] == (
        "on 13 Jan 2025 it cannot be at most 3 (A) and at least 5 (B); both rest on A"
    )


def test_what_would_settle_it_settles_it():
    """Where the reason asks how fast the count rises, a second figure of a source tells."""
    pair = one_pair("A,2025-01-13,,killed,3000", "B,2025-01-20,,killed,4000")
    assert pair["verdict"] == "undetermined"
    for before, verdict in (("2990", "conflict"), ("2000", "timing")):
        earlier = f"A,2025-01-12,,killed,{before}"
        pair = one_pair(earlier, "A,2025-01-13,,killed,3000", "B,2025-01-20,,killed,4000")
        assert pair["verdict"] == verdict


def test_growth_where_the_higher_claim_has_the_lower_point():
    pair = one_pair("A,2025-02-20,,killed,>500", "B,2025-01-31,,killed,<501", tolerance=0)
    assert pair[["source_a", "source_b", "difference", "gap", "days"]].tolist() == [
        "A", "B", 1, 1, -20,
    ]  # fmt: skip
    assert (pair["verdict"], pair["per_day"]) == ("timing", 0.05)
    assert pair["reason"] == (
        "both can be true: 20 days apart, from B on 31 Jan 2025 to A on 20 Feb 2025, it takes "
        "growth of about 0.05 a day, at least 0.05"
    )


# --- the same day, the tolerance, the pace, and measures that may fall or include more


def test_who_agreed_once_differs_by_time_only():
    rows = (
        "MoH,2025-03-04,,killed,10000", "MoH,2025-03-07,,killed,11500",
        "OCHA,2025-03-04,,killed,10000",
    )  # fmt: skip
    pair = one_pair(*rows)
    assert (pair["verdict"], pair["figure_a"], pair["figure_b"]) == ("timing", "10,000", "11,500")
    assert pair["reason"] == "both said 10,000 on 4 Mar 2025; OCHA has not spoken since"
    assert one_pair(*rows, as_of="2025-03-04")["verdict"] == "agree"


def test_who_differed_on_one_day_is_in_conflict_on_that_day():
    rows = (
        "A,2025-03-04,,killed,100", "B,2025-03-04,,killed,300", "A,2025-05-01,,killed,500",
        "B,2025-06-01,,killed,900",
    )  # fmt: skip
    pair = one_pair(*rows)
    assert (pair["verdict"], pair["where_a"], pair["where_b"], pair["days"]) == (
        "conflict", "case.csv:2", "case.csv:3", 0,
    )  # fmt: skip
    assert pair["reason"] == "on 4 Mar 2025 it cannot be at most 100 (A) and at least 300 (B)"
    corrected = "B,2025-03-09,2025-03-04,killed,100"
    assert one_pair(*rows, corrected)["verdict"] == "timing"


def test_what_was_said_of_one_day_is_told_with_the_lower_count_first():
    rows = (
        "A,2025-03-04,,killed,300", "B,2025-03-04,,killed,100", "A,2025-05-01,,killed,500",
        "B,2025-06-01,,killed,900",
    )  # fmt: skip
    pair = one_pair(*rows)
    assert (pair["verdict"], pair["where_a"], pair["where_b"]) == (
        "conflict", "case.csv:3", "case.csv:2",
    )  # fmt: skip


def test_who_agree_now_are_told_by_what_they_say_now():
    rows = (
        "A,2025-03-04,,killed,100", "B,2025-03-04,,killed,300", "A,2025-05-01,,killed,500",
        "B,2025-06-01,,killed,500",
    )  # fmt: skip
    pair = one_pair(*rows)
    assert (pair["verdict"], pair["figure_a"], pair["figure_b"]) == ("agree", "500", "500")


@pytest.mark.parametrize(
    ("one", "other", "tolerance", "verdict"),
    [
        ("199", "201", "1", "agree"), ("199", "201", "0.99", "conflict"),
        ("23000", "23049", "1", "agree"), ("23000", "23049", "0", "conflict"),
        (">300000", "300000", "1", "agree"), (">300000", "300000", "0", "conflict"),
        ("683", "1500", "1", "conflict"), ("0", "1", "100", "conflict"),
        ("1", "3", "100", "agree"), ("999999999998", "999999999999", "0.0000000001", "conflict"),
    ],
)  # fmt: skip
def test_what_is_within_the_tolerance_agrees(one, other, tolerance, verdict):
    rows = f"A,2025-01-01,,killed,{one}", f"B,2025-01-01,,killed,{other}"
    assert one_pair(*rows, tolerance=tolerance)["verdict"] == verdict


def test_a_tolerance_is_the_reason():
    rows = "A,2025-01-01,,killed,23000", "B,2025-01-01,,killed,23049"
    assert one_pair(*rows)["reason"] == "23,000 and 23,049: within 1 %"


def test_the_pace_of_the_sources_decides_inside_the_window():
    series = "C,2025-01-01,,killed,100", "C,2025-01-11,,killed,180"
    rows = "A,2025-01-01,,killed,100", "B,2025-01-08,,killed,1550"
    table = framed(compared("\n".join([HEADER, *rows, *series])).discrepancies)
    pair = table[((table["source_a"] == "A") & (table["source_b"] == "B")).to_numpy()].iloc[0]
    assert pair["verdict"] == "conflict"
    assert pair["reason"].endswith(
        "7 days later: it would take at least 207 a day; no source's own figures rise faster than "
        "8 a day"
    )
    assert one_pair("A,2025-01-01,,killed,100", "B,2025-01-08,,killed,102")["verdict"] == (
        "undetermined"
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2025-01-01", "2025-01-02", "timing"), ("2025-01-02", "2025-01-01", "timing"),
        ("2025-01-01", "2025-01-01", "conflict"), ("2025-01", "2025-01-05", "undetermined"),
        ("", "2025-01-05", "undetermined"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("measure", ["missing", "killed+missing", "captured"])
def test_what_may_fall_differs_by_the_day(measure, one, other, verdict):
    rows = f"A,{one},,{measure},10", f"B,{other},,{measure},50"
    assert one_pair(*rows)["verdict"] == verdict


def test_what_may_include_more_is_never_in_conflict():
    rows = "A,2025-01-01,,casualties,5000", "B,2025-01-01,,casualties,9000"
    pair = one_pair(*rows)
    unless = (
        "on 1 Jan 2025 it cannot be at most 5,000 (A) and at least 9,000 (B), unless one counts "
        "4,000 missing or captured that the other does not"
    )
    assert (pair["verdict"], pair["reason"]) == ("undetermined", unless)
    few = one_pair(*rows, "C,2025-01-01,,captured,20")
    assert few["reason"] == (
        f"{unless}; others speak of 20 captured (C), which is not enough; of missing nothing is "
        "said"
    )
    many = one_pair(*rows, "C,2025-01-01,,missing,4100")
    assert many["reason"] == f"{unless}; others speak of 4,100 missing (C), which is enough"


def test_worst_first_and_then_the_greatest_ratio():
    text = "\n".join(
        [
            HEADER,
            "A,2025-01-01,,killed,100", "B,2025-01-01,,killed,101", "C,2025-02-01,,killed,900",
            "D,2025-01,,killed,500", "E,2025-01-01,,wounded,10", "F,2025-01-01,,wounded,90",
            "G,2025-01-01,,wounded,~90",
        ]
    )  # fmt: skip
    table = framed(compared(text).discrepancies)
    assert table[["source_a", "source_b", "verdict", "ratio"]].to_numpy().tolist() == [
        ["E", "G", "conflict", 9], ["E", "F", "conflict", 9],
        ["A", "D", "undetermined", 5], ["B", "D", "undetermined", 4.9505],
        ["D", "C", "undetermined", 1.8], ["A", "C", "timing", 9], ["B", "C", "timing", 8.9109],
        ["A", "B", "agree", 1.01], ["G", "F", "agree", 1],
    ]  # fmt: skip


def test_only_one_estimand_makes_pairs():
    header = "source,published,since,population,place,measure,figure"
    rows = [
        "A,2025-01-01,,P,Here,killed,1", "B,2025-01-01,,P,Here,wounded,2",
        "B,2025-01-01,,P,There,killed,3", "B,2025-01-01,,Q,Here,killed,4",
        "B,2025-01-01,2025,P,Here,killed,1",
    ]  # fmt: skip
    assert len(compared("\n".join([header, *rows])).discrepancies) == 0
    case = "\n".join([header, rows[0]])
    other = case.replace("A,", "B,")
    assert len(compared({"one": case, "two": other}).discrepancies) == 0


@examples(60)
@given(st.lists(st.sampled_from(CLAIMS[: -len(SPANS)]), min_size=2, max_size=5), st.integers(0, 5))
def test_the_table_has_the_numbers_of_its_two_claims(some, window):
    assume(len({*some}) > 1)
    rows = []
    for source, (lower, upper, first, last, _) in zip("ABCDE", some, strict=False):
        figure = f">={lower}" if upper == INFINITE else f"{lower}–{upper}"
        rows.append(f"{source},2025-01-{first + 1:02}/2025-01-{last + 1:02},,killed,{figure}")
    table = framed(compared("\n".join([HEADER, *rows]), window=window).discrepancies)
    assert len(table) == len(some) * (len(some) - 1) / 2
    named = dict(zip("ABCDE", some, strict=False))
    for row in table.itertuples():
        a, b = named[row.source_a], named[row.source_b]
        points = [one[0] if one[1] == INFINITE else (one[0] + one[1]) / 2 for one in (a, b)]
        assert row.difference == points[1] - points[0] >= 0
        assert row.gap == max(a[0] - b[1], b[0] - a[1], 0)
        assert row.days == (b[2] + b[3] - a[2] - a[3]) / 2
        assert row.verdict == slow_verdict(a, b, window)
        assert (row.verdict == "timing") == (not np.isnan(row.per_day))
        assert row.reason


def test_windows_are_told_from_0_on():
    text = (
        "source,published,place,measure,figure\nA,2025-01-01,L,killed,5\nB,2025-01-{},L,killed,9\n"
    )
    for day, windows in (
        ("04", [(0, "timing"), (3, "undetermined")]), ("01", [(0, "conflict")]),
    ):  # fmt: skip
        a, b = compared(text.format(day)).alignment.at([0, 1])
        assert verdicts.by_window(a, b, Judgement(7, Fraction(0))) == windows
