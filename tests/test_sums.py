"""R2: sums from their parts and parts from their sums, within one statement."""

import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import aligned, compared, framed

from reconcile.aligning.status import STATUSES
from reconcile.notation.figures import parse_figure

INFINITE = float("inf")
HEADER = "source,published,as_of,measure,figure"
# a row of another source makes its case use a measure
USES_SUM = "Z,2020-01-01,,killed+wounded,1"


def case(*rows):
    return "\n".join([HEADER, *(_quoted(row) for row in rows), ""])


def _quoted(row):
    *cells, figure = row.split(",", 4)
    return ",".join([*cells, f'"{figure}"'])


def derived(text, **settings):
    """The derived figures: measure, text, lower, upper, point and the rows they rest on."""
    alignment = aligned(text, **settings)
    rows = framed(alignment.estimates).query("derived")
    return [
        (row.measure, row.figure, row.lower, row.upper, row.point, alignment.where(row.Index))
        for row in rows.itertuples()
    ]


def test_a_sum_is_derived_from_its_parts():
    text = case("A,2025-01-13,,killed,300", "A,2025-01-13,,wounded,2,700", USES_SUM)
    assert derived(text) == [("killed+wounded", "3,000", 3000, 3000, 3000, "case.csv:2 case.csv:3")]


def test_a_part_is_derived_from_its_sum():
    text = case("A,2025-01-13,,killed+wounded,3,000", "A,2025-01-13,,wounded,2,700")
    assert derived(text) == []  # no row of the case uses killed alone
    text += "Z,2020-01-01,,killed,1\n"
    assert derived(text) == [("killed", "300", 300, 300, 300, "case.csv:2 case.csv:3")]


def test_a_part_of_a_sum_of_three_needs_both_others():
    text = case(
        "A,2025-01-13,,killed+wounded+missing,100",
        "A,2025-01-13,,killed,20",
        "Z,2020-01-01,,wounded,1",
        "Z,2020-01-01,,missing,1",
    )
    assert derived(text) == []
    text += "A,2025-01-13,,missing,5\n"
    assert [found[:4] for found in derived(text)] == [("wounded", "75", 75, 75)]


def test_only_measures_that_the_case_uses_are_derived():
    rows = ["A,2025-01-13,,killed,300", "A,2025-01-13,,wounded,2,700"]
    assert derived(case(*rows)) == []
    assert derived({"one": case(*rows), "two": case(USES_SUM)}) == []
    # the case uses it, whether or not the row is inside the cut
    later = case(*rows, "Z,2025-02-01,,killed+wounded,1")
    assert len(derived(later, known_by="2025-01-31")) == 1
    assert len(derived(later, known_by="2025-02-01")) == 1
    aside = case(*rows, "Z,2025-02-01,,killed+wounded,dozens")
    assert derived(aside) == []


@pytest.mark.parametrize(
    ("killed", "wounded", "figure", "lower", "upper", "point"),
    [
        ("~300", "~2,700", "3,000 (2,920–3,080)", 2920, 3080, 3000),
        ("300", "unknown", None, None, None, None),
        ("withdrawn", "2,700", None, None, None, None),
        (">=300", "2,700", ">=3,000", 3000, INFINITE, 3000),
        (">300", "2,700", ">3,000", 3001, INFINITE, 3000),
        (">=100", "~1,000", "1,100 (1,000–1,100+)", 1000, INFINITE, 1100),
        (">=20", "10–15", ">=30", 30, INFINITE, 32.5),
        (">300", ">2,700", ">=3,002", 3002, INFINITE, 3000),
        ("<300", "0", "0–299", 0, 299, 300),
        ("10–15", "20", "30–35", 30, 35, 32.5),
        ("10–16", "20", "33 (30–36)", 30, 36, 33),
        ("100 (90–130)", "20–22", "121 (110–152)", 110, 152, 121),
    ],
)
def test_bounds_of_a_sum_by_interval_arithmetic(killed, wounded, figure, lower, upper, point):
    text = case(f"A,2025-01-13,,killed,{killed}", f"A,2025-01-13,,wounded,{wounded}", USES_SUM)
    if figure is None:
        assert derived(text) == []
        return
    assert [found[:5] for found in derived(text)] == [
        ("killed+wounded", figure, lower, upper, point)
    ]


@pytest.mark.parametrize(
    ("total", "wounded", "lower", "upper", "point"),
    [
        ("~3,000", "2,700", 0, 600, 300),
        ("2,700–3,000", "2,650–2,800", 0, 350, 125),
        (">=3,000", "2,700", 300, INFINITE, 300),
        ("3,000", ">=2,700", 0, 300, 300),
        ("3,000", "<2,700", 301, 3000, 300),
        ("2,600–3,000", "2,700–3,200", 0, 300, 0),
    ],
)
def test_bounds_of_a_part_by_interval_arithmetic_and_not_below_nothing(
    total, wounded, lower, upper, point
):
    text = case(
        f"A,2025-01-13,,killed+wounded,{total}",
        f"A,2025-01-13,,wounded,{wounded}",
        "Z,2020-01-01,,killed,1",
    )
    assert [found[2:5] for found in derived(text)] == [(lower, upper, point)]


def test_what_the_source_gave_wins_over_what_is_derived():
    text = case(
        "A,2025-01-13,,killed,~300", "A,2025-01-13,,wounded,~2,700",
        "A,2025-01-13,,killed+wounded,~3,100",
    )  # fmt: skip
    assert derived(text) == []
    assert compared(text).ranges["low"].tolist() == [300, 2700, 3100]


def test_nothing_is_derived_from_what_is_derived():
    # killed+wounded follows from its parts, and then missing would follow from the sum of three
    text = case(
        "A,2025-01-13,,killed,10", "A,2025-01-13,,wounded,20", USES_SUM,
        "Z,2020-01-01,,killed+wounded+missing,1", "Z,2020-01-01,,missing,1",
    )  # fmt: skip
    assert [found[0] for found in derived(text)] == ["killed+wounded"]


@pytest.mark.parametrize(
    "rows",
    [
        ["killed,100", "wounded,200", "killed+wounded,400"],
        ["killed,100", "killed+wounded,50", "missing,1"],
        ["killed,~100", "wounded,~200", "killed+wounded,>=331"],
        ["killed,>=100", "wounded,200", "killed+wounded,299"],
    ],
)
def test_parts_that_contradict_their_sum_derive_nothing(rows):
    uses = [
        "Z,2020-01-01,,killed+wounded+missing,1", "Z,2020-01-01,,killed+missing,1",
        "Z,2020-01-01,,wounded+missing,1",
    ]  # fmt: skip
    text = case(*(f"A,2025-01-13,,{row}" for row in (*rows, "missing,7")), *uses)
    assert derived(text) == []


def test_parts_that_leave_room_for_their_sum_do_derive():
    text = case(
        "A,2025-01-13,,killed,~100", "A,2025-01-13,,wounded,~200",
        "A,2025-01-13,,killed+wounded,>=330", "A,2025-01-13,,missing,7",
        "Z,2020-01-01,,killed+missing,1",
    )  # fmt: skip
    assert [found[:4] for found in derived(text)] == [("killed+missing", "107 (97–117)", 97, 117)]


@pytest.mark.parametrize(
    "other",
    [
        "B,2025-01-13,,wounded,2,700",
        "A,2025-01-14,,wounded,2,700",
        "A,2025-01-13,2025-01-12,wounded,2,700",
        "A,2025-01-13~,2025-01-13,wounded,2,700",
    ],
)
def test_parts_of_another_statement_are_no_parts(other):
    assert derived(case("A,2025-01-13,,killed,300", other, USES_SUM)) == []


def test_dates_of_parts_compare_as_spans():
    text = case(
        "A,2025-02-01,2025-01,killed,300",
        "A,2025-02-01?,2025-01-01/2025-01-31,wounded,2,700",
        USES_SUM,
    )
    assert [found[1] for found in derived(text)] == ["3,000"]


def test_since_and_place_have_to_be_the_same_too():
    header = "source,published,since,place,measure,figure\n"
    rows = "A,2025-01-13,{},{},killed,300\nA,2025-01-13,{},{},wounded,2700\n"
    uses = "Z,2020-01-01,,,killed+wounded,1\n"
    for cells, number in [
        (["", "Here", "", "There"], 0),
        (["2025-01", "", "2025", ""], 0),
        (["2025-01", "Here", "2025-01-01/2025-01-31", "Here"], 1),
    ]:
        assert len(derived(header + rows.format(*cells) + uses)) == number


def test_relays_are_put_together_before_they_are_added_up():
    text = (
        "source,via,published,measure,figure\n"
        "A,one,2025-01-13,killed,~300\nA,two,2025-01-13,killed,>=300\n"
        "A,one,2025-01-13,wounded,2700\nZ,,2020-01-01,killed+wounded,1\n"
    )
    assert derived(text) == [
        (
            "killed+wounded", "3,000 (3,000–3,030)", 3000, 3030, 3000,
            "case.csv:2 case.csv:3 case.csv:4",
        )
    ]  # fmt: skip


MEASURES = "measure,includes,may_include\nirrecoverable,killed + missing + captured,\n" + (
    "losses,killed,missing\nfatal,killed,\n"
)


def test_an_exact_measure_of_the_ledger_is_derived_and_split_too():
    parts = [f"A,2025-01-13,,{name},{n}" for name, n in (("killed", 1), ("missing", 20))]
    text = case(*parts, "A,2025-01-13,,captured,300", "Z,2020-01-01,,irrecoverable,1")
    assert [found[:2] for found in derived(text, measures=MEASURES)] == [("irrecoverable", "321")]
    text = case(*parts, "A,2025-01-13,,irrecoverable,321", "Z,2020-01-01,,captured,1")
    assert [found[:2] for found in derived(text, measures=MEASURES)] == [("captured", "300")]
    text = case("A,2025-01-13,,fatal,5", "A,2025-01-13,,wounded,6", "Z,2020-01-01,,killed,1")
    assert [found[:2] for found in derived(text, measures=MEASURES)] == [("killed", "5")]


def test_a_measure_that_may_hold_more_is_never_derived_or_split():
    text = case(
        "A,2025-01-13,,killed,1", "A,2025-01-13,,wounded,2", "A,2025-01-13,,missing,3",
        "A,2025-01-13,,captured,4", "Z,2020-01-01,,casualties,1", "Z,2020-01-01,,losses,1",
        "Z,2020-01-01,,deployed,1",
    )  # fmt: skip
    assert derived(text, measures=MEASURES) == []
    text = case("A,2025-01-13,,casualties,9", "A,2025-01-13,,killed,1", "Z,2020-01-01,,wounded,1")
    assert derived(text) == []


def test_a_part_comes_from_the_smallest_sum_that_settles_it():
    text = case(
        "A,2025-01-13,,killed+wounded,30", "A,2025-01-13,,killed+wounded+missing,33",
        "A,2025-01-13,,killed,10", "A,2025-01-13,,missing,3", "Z,2020-01-01,,wounded,1",
    )  # fmt: skip
    assert [(found[1], found[5]) for found in derived(text)] == [("20", "case.csv:2 case.csv:4")]


SUM_STATUS = {
    "alone": ([], "current"),
    "a part corrected": (["A,2025-01-20,2025-01-13,wounded,2,600"], "superseded"),
    "a part taken back": (["A,2025-01-20,2025-01-13,killed,withdrawn"], "superseded"),
    "a part taken back later": (["A,2025-01-20,,killed,withdrawn"], "superseded"),
    "a part taken back and given anew": (
        ["A,2025-01-20,,killed,withdrawn", "A,2025-01-25,,killed,310"],
        "superseded",
    ),
    "an older figure of a part taken back": (
        ["A,2025-01-10,,killed,200", "A,2025-01-20,2025-01-10,killed,withdrawn"],
        "current",
    ),
    "a later figure of a part": (["A,2025-01-20,,killed,310"], "current"),
    "later figures of both": (["A,2025-01-20,,killed,1", "A,2025-01-20,,wounded,2"], "earlier"),
    "a later sum": (["A,2025-01-20,,killed+wounded,3,500"], "earlier"),
    "a sum given later for its date": (
        ["A,2025-01-20,2025-01-13,killed+wounded,3,500"],
        "superseded",
    ),
    "of long ago": (["Y,2025-12-31,,killed+wounded,9,000"], "stale"),
}


@pytest.mark.parametrize(("more", "expected"), SUM_STATUS.values(), ids=SUM_STATUS.keys())
def test_what_a_derived_figure_rests_on_has_to_stand(more, expected):
    text = case("A,2025-01-13,,killed,300", "A,2025-01-13,,wounded,2,700", USES_SUM, *more)
    estimates = framed(aligned(text).estimates)
    first = estimates[estimates["derived"] & (estimates["as_of"] == "2025-01-13")].iloc[0]
    assert (first["figure"], STATUSES[first["status"]]) == ("3,000", expected)


def test_a_derived_figure_of_corrected_parts_does_not_hide_the_one_before():
    text = case(
        "A,2025-01-13,,killed+wounded,3,000", "A,2025-01-20,,killed,400",
        "A,2025-01-20,,wounded,4,000", "A,2025-01-25,2025-01-20,wounded,3,500",
        "B,2025-01-13,,killed+wounded,3,100",
    )  # fmt: skip
    ranges = framed(compared(text).ranges).set_index("measure")
    assert ranges.loc["killed+wounded", ["low", "high"]].tolist() == [3000, 3100]


OUTCOMES = ("killed", "wounded", "missing")
# as routes are tried: smaller sums first, then by name
SUMS = ("killed+missing", "killed+wounded", "wounded+missing", "killed+wounded+missing")
FIGURE = st.sampled_from(["0", "3", "10", "~10", ">=4", "<6", "2–7", "unknown", "withdrawn"])


def added(bounds):
    return tuple(map(sum, zip(*bounds, strict=True)))


def slow_bounds(said):
    """The bounds of what has a number, nothing at all where a sum contradicts its parts."""
    figures = {name: parse_figure(text) for name, text in said.items()}
    bounds = {
        name: (figure.lower, INFINITE if figure.upper is None else figure.upper)
        for name, figure in figures.items()
        if figure.word == ""
    }
    for name in {*SUMS} & {*bounds}:
        least, most = added(bounds.get(part, (0, INFINITE)) for part in name.split("+"))
        if most < bounds[name][0] or least > bounds[name][1]:
            return {}
        inside = [bounds[one][0] for one in bounds if {*one.split("+")} <= {*name.split("+")}]
        if max(inside) > bounds[name][1]:
            return {}
    return bounds


def slow_derivations(said):
    """What one statement settles, by the words of R2; `said` are figures by measure."""
    bounds, found = slow_bounds(said), {}
    for total in SUMS:
        parts = total.split("+")
        if total not in said and {*parts} <= {*bounds}:
            found[total] = added(bounds[part] for part in parts)
        for part in {*parts} - {*said}:
            others = [bounds.get(other) for other in parts if other != part]
            if total in bounds and None not in others:
                (low, high), (least, most) = bounds[total], added(others)
                found.setdefault(part, (max(low - most, 0), high - least))
    return found


@examples(120)
@given(st.dictionaries(st.sampled_from([*OUTCOMES, *SUMS]), FIGURE, max_size=6))
def test_derivations_against_a_slow_definition(said):
    uses = (f"Z,2020-01-01,,{name},1" for name in (*OUTCOMES, *SUMS))
    text = case(*(f"A,2025-01-13,,{name},{figure}" for name, figure in said.items()), *uses)
    found = derived(text)
    assert {name: (lower, upper) for name, _, lower, upper, *_ in found} == slow_derivations(said)
    for _, figure, lower, upper, *_ in found:  # its text has its bounds
        read = parse_figure(figure)
        assert read.lower == lower
        assert (INFINITE if read.upper is None else read.upper) == upper


def test_a_sum_above_a_wider_sum_derives_nothing():
    text = (
        "source,published,measure,figure\nA,2025-01-01,killed,30\nA,2025-01-01,killed+wounded,100\n"
        "A,2025-01-01,killed+wounded+missing,{}\nB,2025-01-01,wounded,1\n"
    )
    assert [row[0] for row in derived(text.format(100))] == ["wounded"]
    assert derived(text.format(50)) == []


@pytest.mark.parametrize(("other", "expected"), [("100", ["wounded"]), ("30", []), ("300", [])])
def test_two_names_of_one_sum_that_contradict_each_other_derive_nothing(other, expected):
    measures = "measure,label,includes\nharmed,,killed+wounded\n"
    text = case("A,2025-01-13,,killed+wounded,100", f"A,2025-01-13,,harmed,{other}",
                "A,2025-01-13,,killed,5", "Z,2020-01-01,,wounded,1")  # fmt: skip
    assert [row[0] for row in derived(text, measures=measures)] == expected
