"""Breakdowns in what is derived (R2), in contradictions (R6) and in the check of parts."""

import pytest
from ledgers import aligned, compared, framed, loaded

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.comparison import Selection, compare
from reconcile.tables.discrepancies_table import explained
from reconcile.tables.ranges_table import text as ranges_text

HEADER = "source,published,population,place,measure,figure"


def case(*rows):
    """The text of a case; a row is `source, day of January, who, how many` and perhaps a place."""
    lines = [HEADER]
    for source, day, population, figure, *place in rows:
        where = place[0] if place else "Land"
        lines.append(f'{source},2025-01-{day:02},{population},"{where}",killed,"{figure}"')
    return "\n".join([*lines, ""])


def listed(*parts, complete="yes", whole="people", by="sex", of="population"):
    """The text of a parts.csv of one breakdown."""
    lines = [f'{of},"{whole}",{by},"{part}",{complete}' for part in parts]
    return "\n".join(["of,whole,breakdown,part,complete", *lines, ""])


SEX = listed("men", "women", "children")
OPEN = listed("men", "women", "children", complete="")


def derived(text, parts=SEX, **settings):
    alignment = aligned(text, parts=parts, **settings)
    rows = framed(alignment.estimates).query("derived")
    return [
        (row.source, row.population, row.place, row.figure, alignment.where(row.Index))
        for row in rows.itertuples()
    ]


def contradictions(text, parts=SEX, **settings):
    table = framed(compared(text, parts=parts, **settings).discrepancies)
    found = table[(table["within"] != "").to_numpy()]
    names = ["source_a", "figure_a", "source_b", "figure_b", "population", "within", "where_b"]
    return list(found[names].itertuples(index=False, name=None))


def exceeding(text, parts=SEX):
    issues = check(parse(loaded(text, parts=parts))).issues
    return [(each.line, each.message) for each in issues if each.check == "part-exceeds-whole"]


# R2


ALL = ("A", 1, "men", "600"), ("A", 1, "women", "~300"), ("A", 1, "children", "151")


def test_a_whole_follows_from_all_parts_of_a_complete_breakdown():
    text = case(*ALL, ("Z", 1, "people", "1"))
    where = "case.csv:2 case.csv:3 case.csv:4"
    assert derived(text) == [("A", "people", "Land", "1,051 (1,021–1,081)", where)]
    assert derived(text, OPEN) == []
    assert derived(case(*ALL[:2], ("Z", 1, "people", "1"))) == []


def test_a_part_follows_from_the_whole_and_all_others():
    text = case(("A", 1, "people", "1,051"), *ALL[:2], ("Z", 1, "children", "1"))
    where = "case.csv:2 case.csv:3 case.csv:4"
    assert derived(text) == [("A", "children", "Land", "151 (121–181)", where)]
    assert derived(text, OPEN) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_what_follows_has_its_date_as_the_first_that_it_follows_from_has_it(order):
    """The first of the breakdown, whose order is not that of the rows."""
    parts = ["men", "women", "children"]
    rows = [f"A,2025-01-01,2025-01-01{mark},{part},Land,killed,5\n"
            for part, mark in zip(parts, ("", "?", "?"), strict=True)]  # fmt: skip
    text = "source,published,as_of,population,place,measure,figure\n"
    text += "".join(rows[at] for at in order) + "Z,2025-01-01,,people,Land,killed,1\n"
    estimates = aligned(text, parts=SEX).estimates
    assert estimates["as_of"][estimates["derived"]].tolist() == ["2025-01-01"]


def test_the_whole_follows_where_nobody_else_counts_it_too():
    assert len(derived(case(*ALL))) == 1


def test_parts_of_other_occasions_sources_or_places_are_not_added():
    for other in (("A", 2, "children", "151"), ("B", 1, "children", "151"),
                  ("A", 1, "children", "151", "Sea")):  # fmt: skip
        assert derived(case(*ALL[:2], other, ("Z", 1, "people", "1"))) == []


def test_what_the_source_gave_wins_and_unknown_has_no_part():
    for said in ("unknown", "1,051"):
        assert derived(case(*ALL, ("A", 1, "people", said))) == []
        assert derived(case(("A", 1, "people", said), *ALL)) == []
    unknown = case(*ALL[:2], ("A", 1, "children", "unknown"), ("Z", 1, "people", "1"))
    assert derived(unknown) == []


def test_no_part_follows_from_a_whole_without_a_number():
    for said in ("unknown", "withdrawn"):
        assert derived(case(("A", 1, "people", said), *ALL[:2], ("Z", 1, "children", "1"))) == []


def test_a_whole_follows_whatever_another_source_leaves_open():
    for said in ("unknown", "withdrawn"):
        assert len(derived(case(*ALL, ("Z", 1, "people", said)))) == 1


def test_nothing_follows_where_the_parts_contradict_the_whole():
    text = case(("A", 1, "people", "800"), *ALL[:2], ("Z", 1, "children", "1"))
    assert derived(text) == []


def test_what_is_derived_feeds_no_other_derivation():
    parts = SEX + "population,men,age,boys,yes\npopulation,men,age,grown men,yes\n"
    text = case(
        ("A", 1, "boys", "1"), ("A", 1, "grown men", "2"), *ALL[1:],
        ("Z", 1, "people", "1"), ("Z", 1, "men", "1"),
    )  # fmt: skip
    assert [found[1] for found in derived(text, parts)] == ["men"]


def test_places_have_parts_too():
    parts = listed("North, Land", "South, Land", whole="Land", by="half", of="place")
    text = case(
        ("A", 1, "people", "5", "North, Land"), ("A", 1, "people", "6", "South, Land"),
        ("Z", 1, "people", "1"),
    )  # fmt: skip
    assert derived(text, parts) == [("A", "people", "Land", "11", "case.csv:2 case.csv:3")]


def test_a_figure_derived_from_parts_that_were_corrected_is_superseded():
    text = case(*ALL, ("Z", 1, "people", "1")).replace("published,", "published,as_of,")
    rows = [line.split(",", 2) for line in text.splitlines()[1:]]
    text = "\n".join([
        "source,published,as_of,population,place,measure,figure",
        *(f"{source},{day},{day},{rest}" for source, day, rest in rows),
        "A,2025-01-09,2025-01-01,women,Land,killed,200", "",
    ])  # fmt: skip
    rows = framed(compared(text, parts=SEX).rows)
    assert rows.loc[rows["derived_from"] != "", "status"].tolist() == ["superseded"]


# R5 and R6


def test_a_derived_whole_is_set_against_others_once_with_the_sum_written_out():
    text = case(*ALL[::2], ("A", 1, "women", "300"), ("Official", 1, "people", "769"))
    found = compared(text, parts=SEX).discrepancies
    assert found["within"].tolist() == [""]
    assert found["reason"].tolist() == [
        "on 1 Jan 2025 it cannot be at most 769 (Official) and at least 1,051 (A); "
        "A: 600 men + 300 women + 151 children = 1,051"
    ]


def test_parts_that_are_more_than_the_whole_of_another_source():
    names = "Iran", "India", "Egypt", "Niger", "Mali", "Chad", "Kenya", "Iraq", "Oman"
    numbers = 464, 140, 100, 99, 98, 50, 50, 30, 20
    assert sum(numbers) == 1051
    rows = [("Tally", 1, f"of {name}", number) for name, number in zip(names, numbers, strict=True)]
    text = case(*rows, ("Official", 1, "people", "769"))
    parts = listed(*(f"of {name}" for name in names), complete="", by="nationality")
    where = " ".join(f"case.csv:{line}" for line in range(2, 11))
    assert contradictions(text, parts) == [
        ("Official", "769", "Tally", ">=1,051", "people", "killed; Land; people; ", where)
    ]
    (reason,) = compared(text, parts=parts).discrepancies["reason"]
    assert reason == (
        "464 of Iran + 140 of India + 100 of Egypt + 99 of Niger + 98 of Mali + 150 in 4 more = "
        "1,051: on 1 Jan 2025 it cannot be at most 769 (Official) and at least 1,051 (Tally)"
    )
    assert contradictions(text, None) == []


def test_a_source_whose_parts_contradict_its_own_whole():
    rows = ("A", 1, "children", "60"), ("A", 1, "women", "70"), ("A", 1, "men", "50")
    text = case(*rows, ("A", 1, "people", "100"))
    (found,) = contradictions(text)
    assert found[:5] == ("A", "100", "A", "180", "people")
    (reason,) = compared(text, parts=SEX).discrepancies["reason"]
    assert reason == (
        "50 men + 70 women + 60 children = 180: on 1 Jan 2025 it cannot be at most 100 (A) and at "
        "least 180 (A); both are of A"
    )
    assert exceeding(text) == [
        (5, "50 men + 70 women + 60 children = 180 (case.csv:4 case.csv:3 case.csv:2), which is "
         "more than 100 killed among people")
    ]  # fmt: skip


def test_one_in_all_one_woman_and_one_man():
    text = case(("A", 1, "people", "1"), ("A", 1, "women", "1"), ("A", 1, "men", "1"))
    assert [found[3] for found in contradictions(text)] == [">=2"]
    assert exceeding(text) == [
        (2, "1 men + 1 women = 2 (case.csv:4 case.csv:3), which is more than 1 killed among people")
    ]
    assert exceeding(text, None) == contradictions(text, None) == []


def test_all_parts_of_a_complete_breakdown_are_no_less_than_the_whole():
    rows = ("A", 1, "men", "5"), ("A", 1, "women", "5"), ("A", 1, "children", "5")
    text = case(*rows, ("A", 1, "people", "20"))
    assert [(*found[:2], found[3]) for found in contradictions(text)] == [("A", "20", "15")]
    assert exceeding(text) == [
        (5, "5 men + 5 women + 5 children = 15 (case.csv:2 case.csv:3 case.csv:4), which is less "
         "than 20 killed among people")
    ]  # fmt: skip
    for parts, some in ((OPEN, rows), (SEX, rows[:2])):
        text = case(*some, ("A", 1, "people", "20"))
        assert contradictions(text, parts) == exceeding(text, parts) == []


def test_a_part_alone_lies_in_its_whole():
    text = case(("A", 1, "women", "5"), ("B", 1, "people", "2"))
    assert contradictions(text) == [
        ("B", "2", "A", "5", "women", "killed; Land; people; ", "case.csv:2")
    ]
    own = case(("A", 1, "women", "5"), ("A", 1, "people", "2"))
    assert exceeding(own) == [
        (2, "5 killed among women is more than 2 killed among people (case.csv:3), which holds it")
    ]


def test_a_part_that_is_too_many_alone_is_told_with_the_others():
    rows = ("A", 1, "women", "5"), ("A", 1, "men", "5"), ("B", 1, "people", "2")
    assert [found[3] for found in contradictions(case(*rows))] == [">=10"]


def test_a_part_that_is_too_many_is_not_told_beside_the_whole_of_its_source():
    parts = ("A", 1, "women", "5"), ("A", 1, "men", "5")
    for more in (("A", 1, "children", "5"), ("A", 1, "people", "15")):
        found = framed(
            compared(case(*parts, more, ("B", 1, "people", "2")), parts=SEX).discrepancies
        )
        assert found["within"].tolist() == [""]
    # a whole that is lower says something else
    rows = (*parts[:1], ("A", 1, "people", "1"), ("B", 1, "people", "2"))
    assert sorted(found[:4] for found in contradictions(case(*rows))) == [
        ("A", "1", "A", "5"), ("B", "2", "A", "5")
    ]  # fmt: skip


def test_time_is_as_between_two_sources():
    parts = ("A", 20, "women", "5"), ("A", 20, "men", "5")
    assert contradictions(case(*parts, ("B", 1, "people", "2"))) == []  # people may have died since
    assert len(contradictions(case(*parts, ("B", 20, "people", "2")))) == 1
    assert len(contradictions(case(*parts, ("B", 25, "people", "2")))) == 1


def test_a_sum_that_the_source_itself_drew_is_not_listed_beside_it():
    text = case(
        ("A", 1, "women", "500"), ("A", 1, "men", "551"), ("A", 1, "people", "1,051"),
        ("B", 1, "people", "769"),
    )  # fmt: skip
    found = compared(text, parts=OPEN).discrepancies
    assert found["within"].tolist() == [""]
    first = case(
        ("A", 1, "people", "1,051"), ("A", 1, "women", "500"), ("A", 1, "men", "551"),
        ("B", 1, "people", "769"),
    )  # fmt: skip
    assert compared(first, parts=OPEN).discrepancies["within"].tolist() == [""]


def test_sums_are_selected_as_what_they_count():
    text = case(("A", 1, "women", "5"), ("A", 1, "men", "5"), ("B", 1, "people", "2"))
    alignment = aligned(text, parts=SEX)
    for names, count in ((("people",), 1), (("women",), 0)):
        chosen = compare(alignment, Selection(population=names))
        assert int((chosen.discrepancies["within"] != "").sum()) == count


def test_a_measure_that_may_include_more_contradicts_nothing():
    text = case(("A", 1, "women", "5"), ("A", 1, "men", "5"), ("B", 1, "people", "2"))
    assert contradictions(text.replace("killed", "casualties"), OPEN) == []


def test_sums_are_told_in_words():
    text = case(
        *ALL, ("B", 1, "people", "769"), ("C", 1, "women", "500"), ("C", 1, "men", "500"),
    )  # fmt: skip
    comparison = compared(text, parts=SEX)
    told = explained(comparison, 100)
    assert "conflict · people · Land · killed, whole and parts" in told
    assert "* derived: A killed: 600 men + ~300 women + 151 children = 1,021 to 1,081" in told
    assert "* derived: A killed: 600 men + ~300 women + 151 children" in ranges_text(
        comparison, 100
    )


def counted(measure, *rows):
    """The text of a case; a row is `source, day of January, who, how many` and perhaps a basis."""
    lines = ["source,published,as_of,population,place,measure,figure,basis"]
    for source, day, population, figure, *basis in rows:
        date = f"2025-01-{day:02}"
        lines.append(
            f"{source},{date},{date},{population},Land,{measure},{figure},{''.join(basis)}"
        )
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(("whole", "contradicts"), [(900, False), (600, False), (500, True)])
@pytest.mark.parametrize("own", [None, 700])
def test_what_is_documented_of_the_parts_may_be_less_than_the_whole(own, whole, contradicts):
    parts = ("men", 300), ("women", 200), ("children", 100)
    given = [("A", 1, who, figure, "confirmed") for who, figure in parts]
    if own:  # else the sum of all parts is the source's own figure for the whole
        given.append(("A", 1, "people", own, "confirmed"))
    text = counted("killed", ("Z", 1, "people", whole), *given)
    found = contradictions(text, SEX if own else OPEN)
    told = [row[1] for row in found if row[0] == "Z" and row[3].endswith("600")]
    assert told == ([str(whole)] if contradicts else [])


@pytest.mark.parametrize(
    ("measure", "day", "contradicts"),
    [("killed", 5, True), ("killed", 1, True), ("missing", 5, False), ("missing", 1, True)],
)
def test_parts_of_a_count_that_may_fall_limit_their_own_day_only(measure, day, contradicts):
    given = [("A", 1, "men", 300), ("A", 1, "women", 200)]
    found = contradictions(counted(measure, *given, ("Z", day, "people", 400)))
    assert [(row[0], row[2]) for row in found] == ([("Z", "A")] if contradicts else [])


def test_parts_beside_a_whole_of_which_no_number_was_given_contradict_nothing():
    given = [("A", 1, "men", 300), ("A", 1, "women", 200)]
    assert contradictions(counted("killed", *given, ("Z", 1, "people", "unknown"))) == []


def test_a_part_that_is_too_many_is_told_where_the_whole_of_its_source_can_be_true():
    rows = ("A", 1, "women", 600), ("A", 31, "people", 700), ("Z", 1, "people", 500)
    assert [row[1::2][:2] for row in contradictions(counted("killed", *rows))] == [("500", "600")]


def test_a_place_inside_is_told_beside_the_whole_of_its_source_where_a_part_is_not():
    rows = ("A", 1, "people", 700), ("A", 1, "women", 550), ("Z", 1, "people", 500)
    text = case(*rows, ("A", 1, "people", 600, "Town, Land"))
    assert [row[1::2][:2] for row in contradictions(text)] == [("500", "600")]
