"""R5: the verdict on two claims against every day and count; R7: it is sound; and the reasons."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings, strategies as st
from ledgers import compared

from reconcile.comparison import verdicts
from reconcile.comparison.verdicts import VERDICTS, by_window, furthest, ordered

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
        origin=[f"O{number}" for number in range(len(frame))],
    )


def verdict_of(one, other, window):
    return verdicts.verdict_of(*claims_of(one, other).itertuples(), window)


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
    later = [h - d > window for d, h in itertools.product(days_of(low), days_of(high))]
    if not any(later):
        return "conflict"
    return "timing" if all(later) else "undetermined"


def every_pair(window):
    """Every two claims that there are, and the verdict of the engine on them."""
    frame = ordered(claims_of(*CLAIMS).assign(place=range(len(CLAIMS))))
    place = frame["place"].tolist()
    for block in verdicts.verdicts(frame, window):
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
        ((3, 3, 5, 5), (4, 4, 12, 12), 7, "conflict"),
        ((3, 3, 5, 5), (4, 4, 13, 13), 7, "timing"),
        ((3, 3, 1, 31), (4, 4, 35, 35), 7, "undetermined"),
        ((3, 3, 1, 31), (4, 4, 39, 39), 7, "timing"),
        ((3, 3, 1, 31), (4, 4, 8, 8), 7, "conflict"),
        ((3, 4, 5, 5), (4, 4, 5, 5), 7, "agree"),
        ((3, 3, -INFINITE, INFINITE), (4, 4, 5, 5), 7, "undetermined"),
        ((3, 3, -INFINITE, INFINITE), (4, 4, -INFINITE, INFINITE), 7, "undetermined"),
        ((3, 3, -INFINITE, INFINITE), (3, INFINITE, 5, 5), 7, "agree"),
    ],
)
def test_verdicts_at_the_edges(one, other, window, verdict):
    assert verdict_of((*one, False), (*other, False), window) == verdict


@settings(max_examples=300)
@given(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS))
def test_which_windows_give_which_verdict(one, other):
    found = by_window(*claims_of(one, other).itertuples())
    assert found[0][0] == 0
    for window in range(7):
        (*_, verdict) = [verdict for days, verdict in found if days <= window]
        assert verdict == slow_verdict(one, other, window)
    assert all(before != after for (_, before), (_, after) in itertools.pairwise(found))


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


@settings(max_examples=150)
@given(frames(), st.sampled_from([1, 3, 2_000_000]))
def test_the_engine_makes_every_pair_once(frame, block):
    claims = ordered(frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdicts, "BLOCK", block)
        found = [
            (int(a), int(b), VERDICTS[code])
            for one in verdicts.verdicts(claims, 2)
            for a, b, code in zip(one.a, one.b, one.verdict, strict=True)
        ]
    estimand = claims["estimand"].tolist()
    rows = [
        tuple(row) for row in
        claims[["lower", "upper", "as_of_first", "as_of_last", "unknown"]].itertuples(index=False)
    ]  # fmt: skip
    expected = [
        (a, b, slow_verdict(rows[a], rows[b], 2))
        for a, b in itertools.combinations(range(len(rows)), 2)
        if estimand[a] == estimand[b]
    ]
    assert sorted(found) == expected
    point = claims["point"].fillna(INFINITE).tolist()
    assert all(point[a] <= point[b] for a, b, _ in found)


@settings(max_examples=150)
@given(frames())
def test_the_pairs_furthest_apart_are_of_different_origins(frame):
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
    found = furthest(frame, 2)
    assert expected == {
        estimand: {pair.verdict: pair.ratio for pair in each} for estimand, each in found.items()
    }
    for each in found.values():
        assert list(each) == sorted(each, key=lambda pair: -pair.verdict)


# --- the table of discrepancies and its reasons

HEADER = "source,published,as_of,measure,figure"


def one_pair(*rows, window=7, **settings):
    """The one discrepancy of these rows."""
    table = compared("\n".join([HEADER, *rows]), window=window, **settings).discrepancies
    assert len(table) == 1
    return table.iloc[0]


def test_what_a_discrepancy_says():
    pair = one_pair('B,2025-01-09,,killed,"4,000"', 'A,2025-01-13,,killed,"~3,000"')
    assert pair.drop("reason").to_dict() == {
        "case": "case", "population": "soldiers", "place": "", "measure": "killed", "since": "",
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
        "conflict", "on 13 Jan 2025 it cannot be at most 330 (A) and at least 1,000 (B)",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-09,,killed,4000"], 7,
        "conflict",
        "a running total cannot fall from at least 4,000 on 9 Jan 2025 (B) to at most 3,000 on "
        "13 Jan 2025 (A)",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-20,,killed,4000"], 7,
        "conflict",
        "at most 3,000 on 13 Jan 2025 (A) against at least 4,000 on 20 Jan 2025 (B): 7 days later, "
        "taken as the same time (window 7 days)",
    ),
    (
        ["A,2025-01-13,,killed,3000", "B,2025-01-14,,killed,4000"], 1,
        "conflict",
        "at most 3,000 on 13 Jan 2025 (A) against at least 4,000 on 14 Jan 2025 (B): 1 day later, "
        "taken as the same time (window 1 day)",
    ),
    (
        ["A,2025-01-13,,killed,~300", "B,2025-01-15~,,killed,~1000"], 7,
        "conflict",
        "at most 330 on 13 Jan 2025 (A) against at least 900 about 15 Jan 2025 (B): at most 3 days "
        "later, taken as the same time (window 7 days)",
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
        ["A,2025-01-13,,killed,3000", "B,2025-01-23,,killed,>3000"], 7,
        "timing",
        "both can be true: 10 days apart, from A on 13 Jan 2025 to B on 23 Jan 2025, it takes "
        "growth of about 0.1 a day, at least 0.1",
    ),
    (
        ["A,2025-01-20,,killed,300", "B,2025-01,,killed,400"], 7,
        "undetermined",
        "the dates are too vague: B speaks of anything from 19 days before to 11 days after A; an "
        "exact date for B (Jan 2025) would settle it: both can be true only if B is more than "
        "7 days later",
    ),
    (
        ["A,2025-01,,killed,300", "B,2025-02-01,,killed,400"], 7,
        "undetermined",
        "the dates are too vague: B speaks of 1 to 31 days after A; an exact date for A (Jan 2025) "
        "would settle it: both can be true only if B is more than 7 days later",
    ),
    (
        ["A,2025-01,,killed,300", "B,2025-02,,killed,400"], 7,
        "undetermined",
        "the dates are too vague: B speaks of 1 to 58 days after A; exact dates for A (Jan 2025) "
        "and B (Feb 2025) would settle it: both can be true only if B is more than 7 days later",
    ),
    (
        ["A,,,killed,300", "B,2025-02,,killed,400"], 7,
        "undetermined",
        "A gave no date; with one it would show whether B speaks of a time more than 7 days "
        "after A",
    ),
    (
        ["A,,,killed,300", "B,,,killed,400"], 0,
        "undetermined",
        "A and B gave no date; with both it would show whether B speaks of a time more than "
        "0 days after A",
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
    """An exact date where the reason asks for one leaves nothing undetermined."""
    for day in range(1, 32):
        pair = one_pair("A,2025-01-20,,killed,300", f"B,2025-01-{day:02},,killed,400")
        assert pair["verdict"] in ("conflict", "timing")
        pair = one_pair(f"A,2025-01-{day:02},,killed,300", "B,2025-02-01,,killed,400")
        assert pair["verdict"] in ("conflict", "timing")


def test_growth_where_the_higher_claim_has_the_lower_point():
    # relays of A allow 290 to 300, and the median of their points is 245
    text = (
        "source,via,published,measure,figure\n"
        "A,one,2025-02-20,killed,100–300\nA,two,2025-02-20,killed,>=290\n"
        "B,,2025-01-31,killed,250\n"
    )
    pair = compared(text).discrepancies.iloc[0]
    assert pair[["source_a", "source_b", "difference", "gap", "days"]].tolist() == [
        "A", "B", 5, 40, -20,
    ]  # fmt: skip
    assert (pair["verdict"], pair["per_day"]) == ("timing", 2)
    assert pair["reason"] == (
        "both can be true: 20 days apart, from B on 31 Jan 2025 to A on 20 Feb 2025, it takes "
        "growth of about 2 a day, at least 2"
    )


def test_worst_first_and_then_the_greatest_ratio():
    text = "\n".join(
        [
            HEADER,
            "A,2025-01-01,,killed,100", "B,2025-01-01,,killed,101", "C,2025-02-01,,killed,900",
            "D,2025-01,,killed,500", "E,2025-01-01,,wounded,10", "F,2025-01-01,,wounded,90",
            "G,2025-01-01,,wounded,~90",
        ]
    )  # fmt: skip
    table = compared(text).discrepancies
    assert table[["source_a", "source_b", "verdict", "ratio"]].to_numpy().tolist() == [
        ["E", "G", "conflict", 9], ["E", "F", "conflict", 9], ["A", "B", "conflict", 1.01],
        ["A", "D", "undetermined", 5], ["B", "D", "undetermined", 4.9505],
        ["D", "C", "undetermined", 1.8], ["A", "C", "timing", 9], ["B", "C", "timing", 8.9109],
        ["G", "F", "agree", 1],
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


@settings(max_examples=60)
@given(st.lists(st.sampled_from(CLAIMS[: -len(SPANS)]), min_size=2, max_size=5), st.integers(0, 5))
def test_the_table_has_the_numbers_of_its_two_claims(some, window):
    assume(len({*some}) > 1)
    rows = []
    for source, (lower, upper, first, last, _) in zip("ABCDE", some, strict=False):
        figure = f">={lower}" if upper == INFINITE else f"{lower}–{upper}"
        rows.append(f"{source},2025-01-{first + 1:02}/2025-01-{last + 1:02},,killed,{figure}")
    table = compared("\n".join([HEADER, *rows]), window=window).discrepancies
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
