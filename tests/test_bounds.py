"""R10: what is possible if all claims hold, what contradicts, and what if some are wrong."""

import math

import numpy as np
import pytest
from charts_drawn import CUTS, ESTIMATES
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.bounding import bounds, origins
from reconcile.bounding.contradictions import shrunk
from reconcile.bounding.day_search import Budget
from reconcile.bounding.fewest_choices import choices
from reconcile.checks import check
from reconcile.comparison import Selection, compare
from reconcile.storage.ledger import load
from reconcile.tables import bounds_table as tables

HEADER = "source,published,since,as_of,population,place,measure,figure"
OPEN = math.inf


def row(source, figure, measure="killed", as_of="2025-01-01", since="", place="Here", people="P"):
    return f'{source},{as_of},{since},{as_of},"{people}","{place}",{measure},"{figure}"'


def found(*rows, **settings):
    return bounds(compared("\n".join([HEADER, *rows]), **settings))


def spans(result, measure="killed", place="Here", since="", people="P"):
    """The least and greatest count by day."""
    table = framed(result.table)
    chosen = table[
        (table["measure"] == measure) & (table["place"] == place) & (table["since"] == since)
        & (table["population"] == people)
    ]  # fmt: skip
    return {row.as_of: (row.lower, row.upper) for row in chosen.itertuples()}


def lines(text):
    return [int(each.rpartition(":")[2]) for each in text.split()]


def from_lines(result, measure, day):
    table = framed(result.table)
    (one,) = table[(table["measure"] == measure) & (table["as_of"] == day)].itertuples()
    return lines(one.lower_from), lines(one.upper_from)


def sets(result):
    """The contradictions as lines of the ledger."""
    alignment = result.comparison.alignment
    return [
        sorted(line for number in one for line in lines(alignment.where(number)))
        for one in result.contradictions
    ]


def holds(result):
    """Whether all claims can hold together."""
    assert all((tree.wrong == 0) == (tree.contradictions == ()) for tree in result.trees)
    return all(tree.wrong == 0 for tree in result.trees)


def wrong(result):
    """How many origins at least are wrong, of how many, in the only tree."""
    (tree,) = result.trees
    return tree.wrong, tree.of


def settled(result):
    """Who may be set aside, and how many stay."""
    return [(one.names, one.kept) for tree in result.trees for one in tree.settlements.told]


def after(result, measure="killed"):
    """The least and greatest count by day if one origin more is wrong."""
    table = framed(result.table)[result.table["measure"] == measure]
    return {row.as_of: (row.next_lower, row.next_upper) for row in table.itertuples()}


def test_a_total_never_falls():
    result = found(row("A", "10–20"), row("B", ">=15", as_of="2025-01-05"),
                   row("C", "<=30", as_of="2025-01-09"))  # fmt: skip
    assert spans(result) == {
        "2025-01-01": (10, 20), "2025-01-05": (15, 30), "2025-01-09": (15, 30),
    }  # fmt: skip
    assert from_lines(result, "killed", "2025-01-09") == ([3], [4])
    assert from_lines(result, "killed", "2025-01-05") == ([3], [4])
    assert holds(result)


def test_sums_and_parts():
    result = found(row("A", 100, "killed+wounded"), row("B", ">=30"), row("C", "60–75", "wounded"))
    assert spans(result) == {"2025-01-01": (30, 40)}
    assert spans(result, "wounded") == {"2025-01-01": (60, 70)}
    assert from_lines(result, "killed", "2025-01-01") == ([3], [2, 4])
    assert from_lines(result, "wounded", "2025-01-01") == ([4], [2, 3])


def test_casualties_hold_two_sums():
    result = found(row("A", 100, "casualties"), row("B", ">=0"), row("C", 0, "missing"))
    assert spans(result)["2025-01-01"] == (0, 100)
    full = found(row("A", 100, "casualties"), row("B", 10), row("C", 0, "missing"),
                 row("D", 20, "captured"), row("E", ">=0", "wounded"))  # fmt: skip
    # 100 is killed and wounded, or with those missing and captured
    assert spans(full, "wounded")["2025-01-01"] == (70, 90)
    table = framed(full.table)[full.table["measure"] == "casualties"]
    assert table[["reading", "lower", "upper"]].to_numpy().tolist() == [
        ["narrowest", 80, 100], ["widest", 100, 120],
    ]  # fmt: skip


def test_two_meanings_of_casualties_are_no_contradiction():
    result = found(row("A", 100, "casualties"), row("B", 150, "casualties"))
    assert holds(result)
    assert not holds(found(row("A", 100, "casualties"), row("B", 150, "killed+wounded")))


def test_deployed_limits_killed_missing_and_captured_together():
    result = found(row("A", 100, "deployed"), row("B", 60), row("C", ">=30", "missing"),
                   row("D", ">=0", "captured"), row("E", 500, "wounded"))  # fmt: skip
    assert spans(result, "captured")["2025-01-01"] == (0, 10)
    assert from_lines(result, "captured", "2025-01-01") == ([], [2, 3, 4])


def test_places_nest_in_totals_and_from_day_to_day():
    result = found(
        row("A", 10, place="Land"), row("B", 40, place="Land", as_of="2025-01-05"),
        row("C", ">=5", place="Town, Land"),
        row("C", ">=0", place="Town, Land", as_of="2025-01-05"),
    )  # fmt: skip
    # 30 more in the land are at most 30 more in the town
    assert spans(result, place="Town, Land") == {"2025-01-01": (5, 10), "2025-01-05": (5, 40)}
    since = found(
        row("A", 10, place="Land"), row("B", 15, place="Land", as_of="2025-01-05"),
        row("C", ">=0", place="Town, Land", since="2025-01-02", as_of="2025-01-05"),
    )  # fmt: skip
    assert spans(since, place="Town, Land", since="2025-01-02")["2025-01-05"] == (0, 5)


def test_those_sent_to_one_place_may_come_from_another():
    rows = [
        row("A", 10, "deployed", place="Land"),
        row("B", 12, "deployed", place="Land", as_of="2025-01-05"),
        row("C", 0, "deployed", place="Town, Land"),
        row("D", 11, "deployed", place="Town, Land", as_of="2025-01-05"),
    ]
    assert holds(found(*rows))
    assert not holds(found(*(line.replace("deployed", "killed") for line in rows)))


def test_populations_nest():
    result = found(row("A", 10, people="all"), row("B", ">=0", people="officers, all"))
    assert spans(result, people="officers, all") == {"2025-01-01": (0, 10)}


def test_counts_since_a_day_are_differences():
    result = found(
        row("A", 10), row("B", 25, as_of="2025-01-08"),
        row("C", ">=12", since="2025-01-02", as_of="2025-01-05"),
        row("D", ">=0", as_of="2025-01-05"),
    )  # fmt: skip
    assert spans(result)["2025-01-05"] == (22, 25)
    assert spans(result, since="2025-01-02") == {"2025-01-05": (12, 15), "2025-01-08": (15, 15)}


def test_a_vague_date_holds_on_some_day_of_its_span():
    result = found(row("A", 10, as_of="2025-01"), row("B", ">=0", as_of="2025-01-15"))
    assert spans(result) == {
        "2025-01-01": (0, 10),
        "2025-01-15": (0, OPEN),
        "2025-01-31": (10, OPEN),
    }


def test_no_date_at_all():
    result = found(",".join(["A", "", "", "", "P", "Here", "killed", "10"]), row("B", 3))
    assert spans(result)["2025-01-01"] == (3, 3)
    only = found(",".join(["A", "", "", "", "P", "Here", "killed", "10"]))
    assert spans(only) == {"": (10, OPEN)}


def test_figures_of_one_statement_are_of_one_day():
    rows = row("A", 90, as_of="2025-01"), row("A", 100, "killed+wounded", as_of="2025-01")
    result = found(*rows, row("B", ">=0", "wounded", as_of="2025-01-01"))
    assert spans(result, "wounded")["2025-01-01"] == (0, 10)
    others = rows[0], rows[1].replace("A", "C"), row("B", ">=0", "wounded", as_of="2025-01-01")
    assert spans(found(*others), "wounded")["2025-01-01"] == (0, 100)


def test_a_count_cannot_be_skipped_if_no_day_is_left_for_it():
    """1 on the second, 3 on the third: on no day can it have been 2."""
    days = row("A", 1, as_of="2025-01-02"), row("B", 3, as_of="2025-01-03")
    result = found(*days, row("C", 2, as_of="2025-01-01/2025-01-04"))
    assert sets(result) == [[2, 3, 4]]
    later = row("B", 3, as_of="2025-01-04")
    assert holds(found(days[0], later, row("C", 2, as_of="2025-01")))


def test_counts_are_whole():
    """Two of three outcomes make 1 each way: only halves would do."""
    rows = [row("A", 1, f"{one}+{two}") for one, two in
            (("killed", "wounded"), ("wounded", "missing"), ("killed", "missing"))]  # fmt: skip
    result = found(*rows)
    assert sets(result) == [[2, 3, 4]]
    assert wrong(result) == (1, 1)  # the source contradicts itself


def test_if_one_of_two_must_be_wrong_either_may_be():
    result = found(row("A", 683), row("B", 1500))
    assert wrong(result) == (1, 2) and sets(result) == [[2, 3]]
    assert spans(result) == {"2025-01-01": (683, 1500)}
    assert from_lines(result, "killed", "2025-01-01") == ([2], [3])
    assert after(result) == {"2025-01-01": (0, OPEN)}  # both may be
    assert settled(result) == [(("A",), 1), (("B",), 1)]
    told = result.settlements.only(["set_aside", "kept", "lower", "upper"])
    assert framed(told).to_numpy().tolist() == [["A", 1, 1500, 1500], ["B", 1, 683, 683]]
    assert result.trees[0].factor == pytest.approx(math.sqrt(1500 / 683))
    text = " ".join(tables.text(result, 100).split())
    assert "no number fits all: 683 if A is right, 1,500 if B is" in text


def test_one_against_four():
    result = found(row("A", 100), *(row(name, 1000) for name in "BCDE"))
    assert wrong(result) == (1, 5)
    assert spans(result) == after(result) == {"2025-01-01": (1000, 1000)}
    assert settled(result) == [(("A",), 4), (("B", "C", "D", "E"), 1)]
    assert sets(result) == [[2, 3], [2, 4], [2, 5], [2, 6]]
    text = " ".join(tables.text(result, 100).split())
    assert "At least 1 of 5 sources must be wrong (1 of 5 statements)" in text
    assert "Without A 100 (1 Jan 2025) killed, case.csv:2, 4 of 4 contradictions are gone." in text


def test_a_lone_zero_does_not_win():
    result = found(row("A", 0), *(row(name, 1000) for name in "BCDEF"))
    assert spans(result) == {"2025-01-01": (1000, 1000)}
    assert result.trees[0].factor == OPEN


def test_origins_vote_and_not_statements():
    repeats = [row("A", 100, as_of=f"2025-01-{day:02d}") for day in range(1, 21)]
    others = [row(name, 1000) for name in "BCDE"]
    result = found(*repeats, *others)
    assert wrong(result) == (1, 5)
    assert result.trees[0].statements == (4, True)
    assert set(spans(result).values()) == {(1000, 1000), (1000, OPEN)}
    one = "source,derives_from\nA,\nB,\nC,B\nD,B\nE,B\n"
    assert wrong(found(*repeats, *others, sources=one)) == (1, 2)
    assert settled(found(*repeats, *others, sources=one)) == [(("A",), 1), (("B",), 1)]


def test_the_tolerance_is_the_readers():
    rows = row("A", 23_000), row("B", 23_049)
    assert spans(found(*rows)) == {"2025-01-01": (22_934, 23_115)}  # each loosened by half of 1 %
    assert holds(found(*rows))
    assert "once each is loosened by 0.5 %" in tables.text(found(*rows), 200)
    assert wrong(found(*rows, tolerance=0)) == (1, 2)
    assert spans(found(row("A", 199), row("B", 201))) == {"2025-01-01": (200, 200)}
    assert not holds(found(row("A", 149), row("B", 151)))  # nor do they match by R5
    # where some have to be wrong, the others stand as they are if they can
    assert spans(found(*(row(n, 1000) for n in "ABC"), row("D", 5))) == {"2025-01-01": (1000, 1000)}


def test_groups_of_contradictions_that_share_no_source():
    result = found(row("A", 1), row("B", 5), row("C", 1, "wounded"), row("D", 7, "wounded"))
    assert wrong(result) == (2, 4)
    assert settled(result) == [(("A",), 3), (("B",), 3), (("C",), 3), (("D",), 3)]
    assert sorted(set(result.settlements["group"])) == [1, 2]
    assert spans(result) == {"2025-01-01": (1, 5)}
    assert after(result) == {"2025-01-01": (0, OPEN)}
    under = framed(result.settlements)[result.settlements["set_aside"] == "A"]
    assert under[["measure", "lower", "upper"]].to_numpy().tolist() == [
        ["killed", 5, 5], ["wounded", 1, 7],
    ]  # fmt: skip


def test_three_claims_can_contradict_where_no_two_do():
    result = found(row("A", 300), row("A", "2,700", "wounded"),
                   row("B", "4,000", "killed+wounded", as_of="2024-12-28"))  # fmt: skip
    assert sets(result) == [[2, 3, 4]]
    assert spans(result) == {"2024-12-28": (0, 4000), "2025-01-01": (0, OPEN)}
    assert framed(compared("\n".join([HEADER, row("A", 300), row("B", "4,000", "killed+wounded")])
                    ).discrepancies).empty  # fmt: skip


def test_every_contradiction_is_named():
    result = found(row("A", 1000), row("B", 300, as_of="2025-01-05"), row("C", 1100),
                   row("D", 5, "wounded"), row("E", 9, "wounded", as_of="2024"))  # fmt: skip
    assert sets(result) == [[2, 3], [2, 4], [3, 4], [5, 6]]
    assert result.all_listed


def test_which_statements_count():
    assert spans(found(row("A", 5, as_of="2020-01-01"), row("B", 9))) == {
        "2020-01-01": (5, 5), "2025-01-01": (9, 9),
    }  # fmt: skip
    header = HEADER + ",set_aside"
    both = "\n".join([
        header,
        "A,2025-01-01,,2025-01-01,P,Here,killed,5,",
        "A,2025-02-01,,2025-01-01,P,Here,killed,6,",  # a correction
        "B,2025-01-01,,2025-01-01,P,Here,killed,90,a misreport",
        "C,2025-01-01,,2025-01-01,P,Here,killed,80,",
        "C,2025-01-05,,2025-01-05,P,Here,killed,withdrawn,",
        "D,2025-01-01,,2025-01-01,P,Here,killed,unknown,",
    ])  # fmt: skip
    result = bounds(compared(both))
    assert result.claims["source"].tolist() == ["A"]
    assert spans(result)["2025-01-01"] == (6, 6)


def test_relays_and_derived_figures_are_not_counted_twice():
    text = "\n".join([
        "source,via,published,population,place,measure,figure",
        "A,one,2025-01-01,P,Here,killed,~300",
        "A,two,2025-01-01,P,Here,killed,>=300",
        'A,one,2025-01-01,P,Here,wounded,"2,700"',
        'B,,2025-01-01,P,Here,killed+wounded,"5,000"',
    ])  # fmt: skip
    result = bounds(compared(text))
    assert len(result.claims) == 3
    assert wrong(result) == (1, 2)
    assert spans(result)["2025-01-01"] == (0, 5000)


def test_the_cut_and_the_selection():
    rows = row("A", 5), row("B", 9, as_of="2025-02-01"), row("C", 4, "wounded")
    assert spans(found(*rows, known_by="2025-01-15")) == {"2025-01-01": (5, 5)}
    assert spans(found(*rows, as_of="2025-01-15")) == {
        "2025-01-01": (5, 5), "2025-01-15": (5, OPEN),
    }  # fmt: skip
    whole = compared("\n".join([HEADER, *rows])).alignment
    told = bounds(compare(whole, Selection(measure=("killed",)))).table
    assert set(told["measure"]) == {"killed"}
    said = framed(bounds(compare(whole, Selection(source=("A",)))).table)
    assert said[["as_of", "lower", "upper"]].to_numpy().tolist() == [["2025-01-01", 5, 5]]


def test_cases_have_nothing_to_do_with_each_other():
    text = "\n".join([HEADER, row("A", 5)])
    result = bounds(compared({"one": text, "two": text.replace(",5", ",9").replace('"5"', '"9"')}))
    assert framed(result.table)[["case", "lower", "upper"]].to_numpy().tolist() == [
        ["one", 5, 5], ["two", 9, 9],
    ]  # fmt: skip


@pytest.mark.parametrize("size", [10, 10**6, 10**9, 10**11])
def test_counts_of_any_size(size):
    result = found(
        row("A", 7 * size + 3, "killed+wounded"), row("B", 2 * size), row("C", ">=0", "wounded")
    )
    assert spans(result, "wounded")["2025-01-01"] == (5 * size + 3, 5 * size + 3)
    step = max(size // 10**9, 1)  # of counts beyond a billion the solver sees a billionth
    off = found(row("A", 7 * size), row("B", 7 * size + step), tolerance=0)
    assert sets(off) == [[2, 3]]


def test_nothing_with_a_number():
    result = found(row("A", "unknown"))
    assert not len(result.claims) and holds(result)
    assert spans(result) == {"2025-01-01": (0, OPEN)}


@examples(60)
@given(
    st.sets(
        st.sets(st.integers(0, 9), min_size=1, max_size=3).map(frozenset), min_size=1, max_size=4
    )
)
def test_a_shrunk_set_clashes_and_loses_that_with_any_of_its_members(cores):
    def clash(some):
        return any(core <= set(some) for core in cores)

    one = shrunk(clash, range(10))
    assert clash(one)
    assert not any(clash([other for other in one if other != gone]) for gone in one)


# --- the shipped case


def shipped(cut):
    parsed = parse(load(ESTIMATES))
    alignment = align(parsed, check(parsed).invalid, CUTS[cut])
    return bounds(compare(alignment, Selection(case=("north-korean-troops",))))


def test_what_is_told_of_february_2025():
    result = shipped("february")
    assert [17, 18, 19, 20, 21] in sets(result)  # NIS's 300 and 2,700, and Zelenskyy's 4,000
    kursk = spans(result, "wounded", "Kursk, Russia", people="North Korean troops")
    assert kursk["2025-01-14"] == (2700, 3100)
    assert wrong(result) == (1, 10)
    at = framed(result.table)
    (one,) = at[(at["measure"] == "wounded") & (at["as_of"] == "2025-01-14") & (at["since"] == "")]\
        .itertuples()  # fmt: skip
    assert {23, 24} <= set(lines(one.upper_from))  # their 4,000 less their 1,000 killed


def test_what_is_told_of_the_whole_ledger():
    found_sets = sets(shipped("everything"))
    assert [24, 33] in found_sets  # about 1,000 by mid-January, about 600 on 30 April
    assert not any(set(one) == {24, 38} for one in found_sets)  # about 2,000 in September


def test_every_set_of_the_shipped_case_is_needed():
    """Taking a row of a set away, the rest of the set can hold; so say the bounds of just those."""
    result = shipped("everything")
    estimates = result.comparison.alignment.estimates
    for one in result.contradictions:
        for gone in (None, *one):
            rest = [number for number in one if number != gone]
            parsed = result.comparison.alignment.parsed
            keep = np.zeros(len(parsed.typed), dtype=bool)
            for number in rest:
                keep[result.comparison.alignment.rows_of(number)] = True
            again = bounds(compare(align(parsed, ~keep)))
            assert holds(again) == (gone is not None), estimates.at(one)


def test_the_same_again():
    one, other = shipped("everything"), shipped("everything")
    assert framed(one.table).equals(framed(other.table))
    assert framed(one.settlements).equals(framed(other.settlements))
    assert one.contradictions == other.contradictions


# what was once got wrong


def test_a_count_since_a_day_within_the_span_of_its_statement():
    vague = {"as_of": "2025-01", "since": "2025-01-10"}
    result = found(row("A", 5, **vague), row("A", 3, "wounded", **vague), row("B", 0),
                   row("C", 100, as_of="2025-01-09"), row("D", 105, as_of="2025-01-20"),
                   row("D", 110, as_of="2025-02-20"))  # fmt: skip
    assert holds(result)
    assert spans(result)["2025-01-09"] == (100, 100)
    assert spans(result)["2025-01-31"] == (105, 110)


def test_undated_claims_fall_on_days_of_their_own():
    result = found(row("A", 9, as_of=""), row("B", 1, "wounded", as_of=""),
                   row("C", 7, "killed+wounded", as_of=""))  # fmt: skip
    assert holds(result) and result.exact


@pytest.mark.parametrize(
    ("rows", "clash"),
    [
        (["999999999999", "999999999998"], [2, 3]),
        (["300000000000", "300000000000 wounded", "599999999980 killed+wounded"], [2, 3, 4]),
        (["3", "4999999 wounded", "5000000 killed+wounded"], [2, 3, 4]),
    ],
)
def test_a_contradiction_of_few_among_very_many(rows, clash):
    said = [one.partition(" ") for one in rows]
    rows = [row(f"S{n}", one[0], one[2] or "killed") for n, one in enumerate(said)]
    result = found(*rows, tolerance=0)
    assert sets(result) == [clash]
    assert wrong(result) == (1, len(rows))
    assert np.isfinite(result.table["upper"]).any()
    assert holds(found(*rows))  # such numbers are the same to whoever allows for 1 %


def test_a_search_that_is_cut_short_says_so(monkeypatch):
    monkeypatch.setattr(Budget.__init__, "__defaults__", (1,))
    counts = (31, 7, 50, 3, 44, 12, 26, 9)
    measures = ("killed", "wounded", "killed+wounded")
    rows = [row(f"S{n}", count, measures[n % 3], as_of="2025-01") for n, count in enumerate(counts)]
    result = found(*rows)
    assert not result.exact
    text = " ".join(tables.text(result, 100).split())
    assert "The search was cut short" in text
    assert "can hold together" not in text


def test_many_contradictions_over_nested_counts_are_found_in_bounded_work():
    measures = ("killed", "wounded", "killed+wounded", "casualties", "deployed", "missing")
    rows = [
        row(f"S{n}", n * 137 + 1, measures[n % 6], f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "",
            ("L", "T, L", "V, T, L")[n % 3], ("P", "o, P")[n % 2])
        for n in range(24)
    ]  # fmt: skip
    result = found(*rows)
    assert not holds(result) and result.exact


def test_what_lies_within_a_measure_that_sources_define_may_exceed_one_of_them():
    own = "measure,label,includes,may_include,within\nidentified,,,,casualties\n"
    result = found(row("A", 5, "identified"), row("B", 3, "casualties"), measures=own)
    assert holds(result)
    both = found(row("A", 5, "identified"), row("B", 3, "casualties"), row("C", 9, "killed"),
                 row("D", 4, "killed+wounded"), measures=own)  # fmt: skip
    assert [2, 3] not in sets(both)


# counts that may fall


def test_the_missing_may_be_found():
    result = found(row("A", ">60", "missing"), row("B", "30–40", "missing", as_of="2025-01-05"),
                   row("A", 30, "missing", as_of="2025-01-20"))  # fmt: skip
    assert holds(result)
    assert spans(result, "missing") == {
        "2025-01-01": (61, OPEN), "2025-01-05": (30, 40), "2025-01-20": (30, 30),
    }  # fmt: skip
    assert "never falls" not in tables.text(result, 100, explain=True)


def test_a_bound_that_lasts_is_said_to_last_because_a_total_never_falls():
    early, later = row("A", 40, as_of="2024-12"), row("B", ">10", as_of="2024-12-31")
    late = row("B", ">10", as_of="2025-01-05")
    text = " ".join(tables.text(found(early, later, late), 200, explain=True).split())
    assert "31 Dec 2024 to 5 Jan 2025" in text
    assert "at least 40 = at least 40 killed (A in Dec 2024); since a total never falls" in text
    alone = " ".join(tables.text(found(early), 200, explain=True).split())
    assert "(A in Dec 2024)" in alone and "never falls" not in alone


def test_two_counts_of_one_day_are_known_to_contradict_before_who_is_wrong_is_searched(monkeypatch):
    known = list[int]()

    def noted(sets, *rest):
        known.append(len(sets))
        return choices(sets, *rest)

    monkeypatch.setattr(origins, "choices", noted)
    result = found(*(row(f"S{number}", 100 + 7 * number) for number in range(25)))
    assert result.trees[0].wrong == 24
    assert known[0] == 25 * 24 / 2


def test_but_on_one_day_two_counts_of_them_contradict():
    assert sets(found(row("A", 60, "missing"), row("B", 40, "missing"))) == [[2, 3]]


@pytest.mark.parametrize(
    ("inner", "outer", "clash"),
    [
        ("missing", "killed+missing", []),
        ("casualties", "killed+wounded+missing+captured", []),
        ("killed", "killed+missing", [[2, 3]]),
        ("missing", "deployed", [[2, 3]]),
        ("killed+missing+captured", "deployed", [[2, 3]]),
    ],
)
def test_fewer_in_all_on_a_later_day(inner, outer, clash):
    assert sets(found(row("A", 60, inner), row("B", 50, outer, as_of="2025-01-05"))) == clash
    assert sets(found(row("A", 60, inner), row("B", 50, outer))) == [[2, 3]]


def test_of_those_who_are_gone_only_the_killed_stay_counted():
    result = found(row("A", 10, "missing"), row("B", 4), row("C", 6, "killed+missing",
                   as_of="2025-01-05"))  # fmt: skip
    assert spans(result, "missing") == {"2025-01-01": (10, 10), "2025-01-05": (0, 2)}
    assert spans(result)["2025-01-05"] == (4, 6)
    assert spans(result, "killed+missing") == {"2025-01-01": (14, 14), "2025-01-05": (6, 6)}


def test_the_missing_of_a_vague_date_are_so_on_one_of_its_days():
    between = row("C", 4, "missing", as_of="2025-01-01/2025-01-02")
    ends = row("A", 5, "missing"), row("B", 3, "missing", as_of="2025-01-02")
    assert sets(found(*ends, between)) == [[2, 3, 4]]
    for day in ("2025-01-01", "2025-01-02"):
        assert sets(found(ends[day == "2025-01-01"], between)) == []
    later = between.replace("2025-01-02", "2025-01-03")
    assert sets(found(*ends, later)) == []
    assert spans(found(between), "missing")["2025-01-01"] == (0, OPEN)


def test_the_missing_since_a_day_are_those_who_are_so_and_were_not_before():
    since = row("A", 5, "missing", as_of="2025-01-05", since="2025-01-03")
    result = found(since, row("B", 7, "missing", as_of="2025-01-05"))
    assert spans(result, "missing", since="2025-01-03") == {"2025-01-05": (5, 5)}
    before = row("C", 1, "missing", as_of="2025-01-02")
    assert sets(found(since, row("B", 7, "missing", as_of="2025-01-05"), before)) == [[2, 3, 4]]
    enough = row("C", 9, "missing", as_of="2025-01-02")
    assert sets(found(since, row("B", 7, "missing", as_of="2025-01-05"), enough)) == []
    assert sets(found(since, row("B", 4, "missing", as_of="2025-01-05"))) == [[2, 3]]
    # they are found too, and those of an earlier day on are no fewer
    found_again = row("A", 2, "missing", as_of="2025-01-06", since="2025-01-03")
    assert sets(found(since, found_again)) == []
    wider = row("B", 1, "missing", as_of="2025-01-06", since="2025-01-02")
    assert sets(found(found_again, wider)) == [[2, 3]]
    told = tables.text(found(since, before), 100, explain=True)
    assert "those who are so since a day are among all who are so" in " ".join(told.split())


def test_a_measure_of_the_ledger_may_fall_too():
    rows = row("A", 9, "displaced"), row("B", 5, "displaced", as_of="2025-01-05")
    own = "measure,may_fall\ndisplaced,{}\n"
    assert sets(found(*rows, measures=own.format("yes"))) == []
    assert sets(found(*rows, measures=own.format(""))) == [[2, 3]]
