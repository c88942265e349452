"""R8: the range of an estimand, against sets of whole numbers."""

import itertools
import statistics
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd
import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.columnar import Cells, Columns
from reconcile.comparison.support import supported
from reconcile.notation.columns import Count
from reconcile.notation.figures import parse_figure

HEADER = "source,published,measure,figure"
SOURCES = "source,kind,derives_from\nA,other,\nB,other,\nC,other,\nD,other,C\nE,other,D\nF,other,\n"
ORIGINS = {"A": "A", "B": "B", "C": "C", "D": "C", "E": "C", "F": "F"}
HORIZON = 60  # beyond every number in these tests; a claim that holds it is open above


def one_range(*claims, **settings):
    """The one range of claims `source figure` or `source figure date`."""
    rows = []
    for claim in claims:
        source, figure, *date = claim.split(" ")
        rows.append(f'{source},{date[0] if date else "2025-01-01"},killed,"{figure}"')
    table = framed(compared("\n".join([HEADER, *rows]), sources=SOURCES, **settings).ranges)
    assert len(table) == 1
    return {name: None if pd.isna(cell) else cell for name, cell in table.iloc[0].items()}


def test_what_a_range_says():
    found = one_range("A 100–200 2025-01-01", "B >=150 2025-01-02", "C unknown 2025-01-20")
    assert found.items() >= {
        "case": "case", "population": "soldiers", "place": "", "measure": "killed", "since": "",
        "as_of_first": "2025-01-01", "as_of_last": "2025-01-02", "sources": 2, "origins": 2,
        "low": 150, "low_source": "A", "median": 150, "high": 150, "high_source": "A",
        "open_above": True, "ratio": 1, "agreed_lower": 150, "agreed_upper": 200,
        "supported_lower": 150, "supported_upper": 200, "supported_by": 2, "supported_ties": 1,
        "verdict": "agree",
    }.items()  # fmt: skip


SUPPORT = [
    # claims, lower, upper, by, ties
    (["A 5"], 5, 5, 1, 1),
    (["A 1–5", "B 3–8"], 3, 5, 2, 1),
    (["A 1–5", "B 6–9"], 1, 9, 1, 1),
    (["A 1–5", "B 7–9"], 1, 5, 1, 2),
    (["A 7–9", "B 1–5"], 1, 5, 1, 2),
    (["A 1–5", "B 5–9"], 5, 5, 2, 1),
    (["A 1–5", "B 3–8", "F 10–12"], 3, 5, 2, 1),
    (["A 1–9", "B 1–2", "F 5–6"], 1, 2, 2, 2),
    (["A 1–9", "B 1–2", "F 3–6"], 1, 6, 2, 1),
    (["A >=5", "B >=8"], 8, None, 2, 1),
    (["A >=5", "B <=4"], 0, None, 1, 1),
    (["A >=6", "B <=4"], 0, 4, 1, 2),
    (["C 5", "D 5"], 5, 5, 1, 1),
    (["C 5", "D 7", "E 5", "A 7"], 7, 7, 2, 1),
    (["C 1–3", "D 4–6", "A 3–4", "B 9"], 3, 4, 2, 1),
    (["A 5", "B 5", "C unknown"], 5, 5, 2, 1),
]


@pytest.mark.parametrize(("claims", "lower", "upper", "by", "ties"), SUPPORT)
def test_the_counts_that_the_most_origins_allow(claims, lower, upper, by, ties):
    for order in (claims, claims[::-1]):
        found = one_range(*order)
        assert [found[f"supported_{name}"] for name in ("lower", "upper", "by", "ties")] == [
            lower, upper, by, ties,
        ]  # fmt: skip


AGREED = [
    (["A 5"], 5, 5),
    (["A 1–5", "B 3–8", "F 4–6"], 4, 5),
    (["A 1–5", "B 6–8"], None, None),
    (["A >=3", "B >=5"], 5, None),
    (["A >=3", "B unknown"], 3, None),
    (["C 3", "D 4"], None, None),
]


@pytest.mark.parametrize(("claims", "lower", "upper"), AGREED)
def test_the_counts_that_every_claim_allows(claims, lower, upper):
    found = one_range(*claims)
    assert (found["agreed_lower"], found["agreed_upper"]) == (lower, upper)


VERDICTS = [
    (["A 3"], "single"),
    (["C 3", "D 30", "E 33"], "single"),
    (["A unknown"], "unknown"),
    (["A unknown", "B unknown"], "unknown"),
    (["A 3", "B unknown"], "single"),
    (["A 3", "B 3"], "agree"),
    (["A 3", "B 3", "F 4 2025-03-01"], "timing"),
    (["A 3", "B 4 2025-01", "F 5 2025-03-01"], "undetermined"),
    (["A 3", "B 4", "F 5 2025-03-01"], "conflict"),
    (["C 3", "D 4", "A 3 2025-01-02", "B 4 2025-03-01"], "conflict"),
    (["C 3", "D 4 2025-01-01", "A 4 2025-03-01"], "timing"),
    (["C 3", "D 4 2025-01-01", "A 3–4"], "agree"),
]


@pytest.mark.parametrize(("claims", "verdict"), VERDICTS)
def test_the_verdict_is_the_worst_of_pairs_of_different_origins(claims, verdict):
    assert one_range(*claims)["verdict"] == verdict


def test_the_window_shapes_the_verdict():
    claims = ["A 3 2025-01-01", "B 4 2025-01-08"]
    assert one_range(*claims, window=7)["verdict"] == "undetermined"
    assert one_range(*claims, window=6)["verdict"] == "timing"


def test_where_nobody_gave_a_number_there_is_none():
    found = one_range("A unknown 2025-01", "B unknown 2025-02-03")
    empty = ("low", "median", "high", "ratio", "agreed_lower", "supported_lower")
    assert [found[name] for name in empty] == [None] * len(empty)
    assert (found["sources"], found["origins"], found["supported_by"]) == (0, 0, 0)
    assert (found["low_source"], found["high_source"], found["open_above"]) == ("", "", False)
    # when it was that they said so is still told
    assert (found["as_of_first"], found["as_of_last"]) == ("2025-01-01", "2025-02-03")


def test_the_ratio_of_nothing_is_none():
    assert one_range("A 0", "B 5")["ratio"] is None
    assert one_range("A 3", "B 10")["ratio"] == 3.3333


def test_days_that_are_missing_are_not_told():
    text = "source,published,measure,figure\nA,,killed,1\nB,,killed,2\n"
    assert framed(compared(text).ranges)[["as_of_first", "as_of_last"]].to_numpy().tolist() == [
        ["", ""]
    ]
    text += "C,2025-01-05~,killed,3\n"
    found = framed(compared(text).ranges).iloc[0]
    assert (found["as_of_first"], found["as_of_last"]) == ("2025-01-04", "2025-01-06")


def test_order_of_the_ranges():
    rows = [
        "b,There,casualties", "b,There,killed+wounded", "b,There,wounded", "b,There,killed",
        "b,There,deployed", "b,Here,killed", "a,There,killed",
    ]  # fmt: skip
    text = "".join(f"A,{row},1,2025-01-01,{since}\n" for row in rows for since in ("2025", ""))
    found = framed(
        compared("source,population,place,measure,figure,published,since\n" + text).ranges
    )
    names = ["population", "place", "measure", "since"]
    expected = [(*row.split(","), since) for row in rows[::-1] for since in ("", "2025")]
    assert list(found[names].itertuples(index=False, name=None)) == expected


@st.composite
def estimates(draw):
    """What each of a few sources says: place, source, figure."""
    said = []
    for place, source in itertools.product(("", "Here"), ORIGINS):
        low, more = draw(st.integers(0, 20)), draw(st.integers(0, 6))
        text = draw(
            st.sampled_from(
                ["", "unknown", f"{low}", f">={low}", f"<={low}", f"{low}–{low + more}", f">{low}",
                 f"{low}–{low + more}", f"{low}–{low + more}+"]
            )
        )  # fmt: skip
        if text:
            said.append((place, source, text))
    return draw(st.permutations(said))


def allowed(figure):
    return set(range(figure.lower, (HORIZON if figure.upper is None else figure.upper) + 1))


def ends(run):
    """First and last of a run of counts, the last None where the run is open."""
    return (min(run), None if HORIZON in run else max(run)) if run else (None, None)


def runs(counts):
    """The runs of adjacent whole numbers among `counts`, lowest first."""
    found = []
    for count in sorted(counts):
        if found and count - 1 in found[-1]:
            found[-1].add(count)
        else:
            found.append({count})
    return found


def slow_range(claims):
    """The range of claims, source and figure, all as of one day."""
    read = [(source, parse_figure(text)) for source, text in claims]
    spoken = [(source, figure) for source, figure in read if not figure.unknown]
    points = [figure.point for _, figure in spoken]
    origins = sorted({ORIGINS[source] for source, _ in spoken})
    allows = {
        origin: set().union(*(allowed(f) for source, f in spoken if ORIGINS[source] == origin))
        for origin in origins
    }
    support = {n: sum(n in counts for counts in allows.values()) for n in range(HORIZON + 1)}
    by = max(support.values())
    tied = runs(n for n in support if support[n] == by) if spoken else []
    agreed = set.intersection(*(allowed(figure) for _, figure in spoken)) if spoken else set()
    apart = [
        allowed(one).isdisjoint(allowed(other))
        for (a, one), (b, other) in itertools.combinations(spoken, 2)
        if ORIGINS[a] != ORIGINS[b]
    ]
    low, high = min(points, default=None), max(points, default=None)
    return {
        "sources": len(spoken), "origins": len(origins), "low": low,
        "low_source": min((s for s, f in spoken if f.point == low), default=""),
        "median": statistics.median_low(points) if points else None, "high": high,
        "high_source": min((s for s, f in spoken if f.point == high), default=""),
        "open_above": any(figure.upper is None for _, figure in spoken),
        "ratio": round(high / low, 4) if low else None,
        **dict(zip(("agreed_lower", "agreed_upper"), ends(agreed), strict=True)),
        **dict(zip(("supported_lower", "supported_upper"), ends(tied[0] if tied else ()),
                   strict=True)),
        "supported_by": by, "supported_ties": len(tied),
        "verdict": ("conflict" if any(apart) else "agree") if apart
        else "single" if spoken else "unknown",
    }  # fmt: skip


@examples(120)
@given(estimates())
def test_ranges_against_sets_of_whole_numbers(said):
    if not said:
        return
    rows = [f'{source},2025-01-01,{place},killed,"{text}"' for place, source, text in said]
    header = "source,published,place,measure,figure"
    table = framed(compared("\n".join([header, *rows]), sources=SOURCES).ranges)
    assert set(table["place"]) == {place for place, _, _ in said}
    for _, row in table.iterrows():
        own = slow_range([(source, text) for at, source, text in said if at == row["place"]])
        assert {name: None if pd.isna(row[name]) else row[name] for name in own} == own
    assert not np.isinf(table.select_dtypes("number").to_numpy(dtype=float)).any()


@st.composite
def bounds(draw):
    """Estimand, origin, and the bounds of a claim; a claim may be open above."""
    lower, more = draw(st.integers(0, 12)), draw(st.integers(0, 4))
    upper = draw(st.sampled_from([lower, lower + more, lower + more, np.inf]))
    return draw(st.integers(0, 3)), draw(st.sampled_from("XYZ")), float(lower), float(upper)


@examples(100)
@given(st.lists(bounds(), max_size=25))
def test_the_support_of_many_estimands_at_once_is_that_of_each_by_itself(said):
    of, origin, lower, upper = zip(*said, strict=True) if said else ((), (), (), ())
    columns = {
        "estimand": np.array(of, dtype=int), "origin": Cells.of(origin),
        "lower": np.array(lower, dtype=float), "upper": np.array(upper, dtype=float),
    }  # fmt: skip
    found = supported(Columns(columns), 4)
    for estimand in range(4):
        allows = {}
        for _, who, low, high in (each for each in said if each[0] == estimand):
            counts = set(range(int(low), int(min(high, HORIZON)) + 1))
            allows[who] = allows.get(who, set()) | counts
        support = {n: sum(n in counts for counts in allows.values()) for n in range(HORIZON + 1)}
        by = max(support.values())
        tied = runs(n for n in support if support[n] == by) if allows else []
        told = {
            name: None if np.isnan(of[estimand]) else of[estimand] for name, of in found.items()
        }
        least, most = ends(tied[0] if tied else ())
        assert told == {
            "supported_lower": least, "supported_upper": most,
            "supported_by": by, "supported_ties": len(tied),
        }  # fmt: skip


def test_runs_that_meet_are_one_run_and_others_are_not():
    found = one_range("A 0", "B 5", "F 6")
    assert (found["supported_by"], found["supported_ties"]) == (1, 2)
    assert (found["supported_lower"], found["supported_upper"]) == (0, 0)


class Spread(NamedTuple):
    """A table of which one column is made of the others."""

    low: Annotated[Count, "the lowest"]
    high: Annotated[Count, "the highest"]
    spread: Annotated[Count, "from low to high", lambda of: of["high"] - of["low"]]


@pytest.mark.parametrize("ends", [([100, 5], [300, 5]), ([], [])])
def test_a_column_can_be_made_of_others(ends):
    low, high = ends
    table = Columns.declared(Spread, {"high": high, "low": low, "other": low})
    assert table.names == ("low", "high", "spread")
    assert table["spread"].tolist() == [b - a for a, b in zip(low, high, strict=True)]
    assert {table[name].dtype for name in table.names} == {np.dtype(float)}


def test_a_tie_does_not_depend_on_the_order_of_the_rows():
    header = "source,published,measure,figure\n"
    rows = [f"{name},2025,killed,{figure}\n" for name, figure in (("C", 5), ("A", 9), ("B", 9))]
    rows += ["D,2025,killed,5\n"]
    for order in (rows, rows[::-1], sorted(rows)):
        (found,) = framed(compared(header + "".join(order)).ranges).itertuples()
        assert (found.low_source, found.high_source) == ("C", "A")
