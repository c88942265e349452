"""Measures: what is built in, what a ledger adds, and what lies inside what."""

import itertools
import subprocess
import sys

import house
import pytest
from examples import examples
from hypothesis import assume, given, strategies as st

from reconcile.errors import NotationError
from reconcile.notation.measures import (
    BUILT_IN,
    OUTCOMES,
    Measures,
    label_text,
    measure_name,
    wider,
)
from reconcile.notation.own_measures import measures_from
from reconcile.notation.speech import speaking

MEASURES = Measures()


def test_what_is_built_in():
    assert set(BUILT_IN) >= {*OUTCOMES, "casualties", "deployed"}
    assert BUILT_IN["casualties"].includes == {"killed", "wounded"}
    assert BUILT_IN["casualties"].may_include == {"missing", "captured"}
    assert not BUILT_IN["casualties"].exact
    assert not BUILT_IN["deployed"].exact
    assert [name for name in BUILT_IN if BUILT_IN[name].single] == list(OUTCOMES)


def test_a_sum_is_read_in_any_order_and_written_in_one():
    for size in (2, 3, 4):
        for parts in itertools.permutations(OUTCOMES, size):
            written = "+".join(part for part in OUTCOMES if part in parts)
            assert MEASURES.parse("+".join(parts)) == written
            assert MEASURES.parse(" + ".join(parts)) == written
            assert MEASURES[written].includes == set(parts)
            assert MEASURES[written].exact and not MEASURES[written].single


def test_a_sum_is_labelled_as_outcomes_that_exclude_each_other():
    assert MEASURES["killed+wounded"].label == "killed or wounded"
    assert MEASURES["killed+wounded+missing"].label == "killed, wounded or missing"


KNOWN = ", ".join(BUILT_IN)
ADD = f"write one of {KNOWN}, or a sum with +; or add it to measures.csv"


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("Killed", "'Killed' is not a measure", f"did you mean killed? known are {KNOWN}"),
        ("kiled", "'kiled' is not a measure", f"did you mean killed? known are {KNOWN}"),
        ("dead", "'dead' is not a measure", f"did you mean killed? known are {KNOWN}"),
        ("KIA", "'KIA' is not a measure", f"did you mean killed? known are {KNOWN}"),
        ("injured", "'injured' is not a measure", f"did you mean wounded? known are {KNOWN}"),
        ("prisoners", "'prisoners' is not a measure", f"did you mean captured? known are {KNOWN}"),
        ("losses", "'losses' is not a measure", f"did you mean casualties? known are {KNOWN}"),
        ("sent", "'sent' is not a measure", f"did you mean deployed? known are {KNOWN}"),
        (
            "killed+woundd",
            "'woundd' is not a measure",
            f"did you mean wounded? known are {KNOWN}",
        ),
    ],
)
def test_a_near_miss_gets_a_suggestion(text, problem, remedy):
    with pytest.raises(NotationError) as refused:
        MEASURES.parse(text)
    assert refused.value.problem == problem
    assert refused.value.remedy == f"{remedy}, and sums with +"


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("xyz", "'xyz' is not a measure", ADD),
        ("", "'' is not a measure", ADD),
        ("killed+", "'' is not a measure", ADD),
        ("killed+killed", "'killed+killed' counts an outcome twice", "name each once"),
        (
            "killed+casualties",
            "'killed+casualties' adds 'casualties', which is not a single outcome",
            "add up killed, wounded, missing, captured only",
        ),
        (
            "deployed+killed",
            "'deployed+killed' adds 'deployed', which is not a single outcome",
            "add up killed, wounded, missing, captured only",
        ),
    ],
)
def test_other_refusals(text, problem, remedy):
    with pytest.raises(NotationError) as refused:
        MEASURES.parse(text)
    assert (refused.value.problem, refused.value.remedy) == (problem, remedy)


@given(st.text(max_size=200) | st.text("+kiledwouns ", max_size=30))
def test_any_text_is_a_measure_or_refused(text):
    try:
        name = MEASURES.parse(text)
    except NotationError as refusal:
        assert refusal.problem and refusal.remedy
    else:
        assert MEASURES.parse(name) == name
        assert MEASURES[name].name == name


@pytest.mark.parametrize("name", ["", "xyz", "killed+killed", "killed+casualties", "killed+"])
def test_what_is_no_measure_is_not_in_the_mapping(name):
    assert name not in MEASURES
    with pytest.raises(KeyError):
        MEASURES[name]


def row(measure, includes="", may_include="", within="", label="", may_fall=""):
    return {
        "measure": measure,
        "label": label,
        "includes": includes,
        "may_include": may_include,
        "within": within,
        "may_fall": may_fall,
    }


def test_a_row_without_parts_is_a_new_single_outcome():
    measures = measures_from([row("evacuated"), row("deserted", label="left their unit")])
    assert measures["deserted"].single
    assert measures["deserted"].label == "left their unit"
    assert measures.outcomes == (*OUTCOMES, "deserted", "evacuated")
    assert measures.parse("evacuated+killed+deserted") == "killed+deserted+evacuated"


def test_a_row_with_parts():
    measures = measures_from(
        [
            row("irrecoverable", "killed+missing, captured"),
            row("losses", "killed; wounded", "deserted", "deployed"),
            row("deserted"),
        ]
    )
    assert measures["irrecoverable"].includes == {"killed", "missing", "captured"}
    assert measures["irrecoverable"].exact
    assert measures["losses"].may_include == {"deserted"}
    assert not measures["losses"].exact
    assert measures["losses"].within == "deployed"
    assert measures.parse("losses") == "losses"


def test_how_many_are_missing_or_captured_may_fall_and_so_may_sums_that_hold_them():
    assert [name for name in BUILT_IN if BUILT_IN[name].may_fall] == ["missing", "captured"]
    falling = ["killed+missing", "wounded+captured", "missing+captured", "killed+wounded+missing"]
    assert all(MEASURES[name].may_fall for name in falling)
    assert not MEASURES["killed+wounded"].may_fall


def test_what_may_fall_of_a_ledgers_own():
    measures = measures_from(
        [
            row("irrecoverable", "killed+missing+captured"),
            row("losses", "killed+wounded", "missing"),
            row("hardest", "killed", "missing", may_fall="yes"),
            row("ill", may_fall=" yes "),
            row("maimed", within="wounded"),
            row("unfit", "wounded+ill"),
        ]
    )
    falling = {name for name in measures if measures[name].may_fall} - set(BUILT_IN)
    assert falling == {"irrecoverable", "hardest", "ill", "unfit"}
    assert measures["killed+ill"].may_fall and not measures["killed+maimed"].may_fall


@pytest.mark.parametrize(
    ("rows", "number", "problem", "remedy"),
    [
        (
            [row("killed")],
            0,
            "'killed' cannot be the name of a new measure",
            "give it a name that is not built in and has no +, or delete the line",
        ),
        (
            [row("a"), row("a")],
            1,
            "'a' is listed before",
            "keep one of the two lines",
        ),
        (
            [row("a"), row("a+b")],
            1,
            "'a+b' cannot be the name of a new measure",
            "give it a name that is not built in and has no +, or delete the line",
        ),
        (
            [row("")],
            0,
            "the measure has no name",
            "write the name that the rows use, or delete the line",
        ),
        (
            [row("a", "killed+casualties")],
            0,
            "'a' includes 'casualties', which is not a single outcome",
            "write killed, wounded, missing, captured, or give casualties a row of its own",
        ),
        (
            [row("a"), row("b", "killed", "c")],
            1,
            "'b' includes 'c', which is not a single outcome",
            "write killed, wounded, missing, captured, a, or give c a row of its own",
        ),
        *(
            (
                [row("a"), row("b", may_fall=word)],
                1,
                f"may_fall is {word!r}",
                "write yes for a count of those who are so at the time, which may fall, or leave "
                "it empty for a running total",
            )
            for word in ("no", "Yes", "true", "1")
        ),
        (
            [row("a"), row("b", "killed", "wounded", may_fall="yes")],
            1,
            "'b' cannot fall, since none of what it holds may",
            "write yes for the outcome that may fall, or leave may_fall of b empty",
        ),
        (
            [row("a", within="b")],
            0,
            "'a' lies within 'b', which is not a measure",
            "name a wider measure, or leave within empty",
        ),
        (
            [row("a", within="b"), row("b", within="a")],
            0,
            "'a' lies within 'a', which leads back to itself",
            "name a wider measure, or leave within empty",
        ),
    ],
)
def test_rows_that_are_refused(rows, number, problem, remedy):
    fault = measures_from(rows).faults[0]
    assert (fault.row, fault.problem, fault.remedy) == (number, problem, remedy)


def test_a_row_that_is_refused_defines_nothing_and_the_others_go_on():
    measures = measures_from(
        [
            row("a", may_fall="no"),
            row("b", "killed+a"),
            row("c", within="b"),
            row("d", "killed", label="fallen"),
            row("d", "wounded"),
            row("killed", "wounded"),
            None,
            row("e", within="f"),
            row("f", within="e"),
            row("g", within="killed"),
        ]
    )
    assert set(measures) - set(BUILT_IN) == {"d", "g"}
    assert measures["d"].label == "fallen" and measures["killed"] == BUILT_IN["killed"]
    assert [(fault.row, fault.column, fault.kind) for fault in measures.faults] == [
        (0, "may_fall", "wrong"),
        (1, "includes", "unknown"),
        (2, "within", "unknown"),
        (4, "measure", "repeated"),
        (5, "measure", "wrong"),
        (7, "within", "wrong"),
        (8, "within", "wrong"),
    ]
    with pytest.raises(NotationError) as refused:
        measures.parse("b")
    assert refused.value.problem == (
        "'b' is not a measure, since measures.csv is wrong about it: "
        "'b' includes 'a', which is not a single outcome"
    )


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("killed", "killed+wounded"),
        ("killed+wounded", "casualties"),
        ("killed", "casualties"),
        ("casualties", "killed+wounded+missing+captured"),
        ("killed", "deployed"),
        ("killed+missing+captured", "deployed"),
        ("missing+captured", "deployed"),
        ("killed", "killed"),
        ("deployed", "deployed"),
    ],
)
def test_the_nesting_that_r6_names(inner, outer):
    assert MEASURES.inside(inner, outer)
    assert inner == outer or not MEASURES.inside(outer, inner)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("missing", "casualties"),
        ("killed+missing", "casualties"),
        ("casualties", "killed+wounded"),
        ("casualties", "killed+wounded+missing"),
        ("wounded", "deployed"),
        ("casualties", "deployed"),
        ("killed+wounded", "deployed"),
    ],
)
def test_what_does_not_nest(inner, outer):
    # one man can be wounded twice, so the wounded may be more than were sent
    assert not MEASURES.inside(inner, outer)


def test_nesting_goes_through_a_measure_of_the_ledger():
    measures = measures_from(
        [row("losses", "killed+wounded", "missing", "deployed"), row("drowned", within="killed")]
    )
    assert measures.inside("killed+wounded", "losses")
    assert measures.inside("killed+wounded", "deployed")
    assert measures.inside("drowned", "casualties")
    assert measures.inside("drowned+missing", "deployed")
    assert not measures.inside("killed+missing", "losses")


def test_a_measure_may_lie_within_a_sum():
    measures = measures_from([row("frostbitten", within="wounded+killed")])
    assert measures.inside("frostbitten", "killed+wounded")
    assert measures.inside("frostbitten", "casualties")
    assert not measures.inside("frostbitten", "killed")


def people(measures):
    """Every kind of person there can be: the set of measures that count them.

    To a person happened one outcome or none. A measure counts those to whom what it includes
    happened, may count those to whom what it may include happened, and no others; `deployed` may
    count anyone; who is counted by a measure is counted by the one that it lies within.
    """
    names = list(measures)
    for outcome in (None, *measures.outcomes):
        choices = []
        for name in names:
            measure = measures[name]
            if not (measure.includes or measure.may_include):
                choices.append((False, True))
            elif outcome in measure.includes:
                choices.append((True,))
            else:
                choices.append((False, True) if outcome in measure.may_include else (False,))
        for flags in itertools.product(*choices):
            counted = {name for name, flag in zip(names, flags, strict=True) if flag}
            if all(measures[name].within in counted | {""} for name in counted):
                yield outcome, counted


@st.composite
def rows_of_measures(draw):
    single, composed = ["a", "b"][: draw(st.integers(0, 2))], ["c", "d"][: draw(st.integers(0, 2))]
    parts = st.lists(st.sampled_from([*OUTCOMES, *single]), min_size=1, max_size=3, unique=True)
    within = st.sampled_from(["", "", "deployed", "casualties", *single, *composed])
    return [
        *(row(name, within=draw(within)) for name in single),
        *(row(n, "+".join(draw(parts)), "+".join(draw(parts)), draw(within)) for n in composed),
    ]


@examples(150)
@given(rows_of_measures())
def test_inside_against_every_kind_of_person(rows):
    measures = measures_from(rows)
    kinds = list(people(measures))
    for name in measures:  # a measure that cannot hold what it says is not the question here
        holds = measures[name].includes | measures[name].may_include
        assume(all(any(o == part and name in c for o, c in kinds) for part in holds))
    sums = ["killed+wounded", "killed+missing", "killed+wounded+missing+captured"]
    memberships = [
        counted | {total for total in sums if outcome in measures[total].includes}
        for outcome, counted in kinds
    ]
    for inner, outer in itertools.product([*measures, *sums], repeat=2):
        surely = all(outer in counted for counted in memberships if inner in counted)
        assert measures.inside(inner, outer) == surely, (inner, outer)


def test_order_of_measures_in_a_table():
    measures = measures_from([row("irrecoverable", "killed+missing"), row("deserted")])
    names = [
        "irrecoverable", "casualties", "killed+wounded+missing", "killed+wounded", "deserted",
        "captured", "killed", "wounded", "deployed",
    ]  # fmt: skip
    assert sorted(names, key=measures.rank) == [
        "deployed", "killed", "wounded", "captured", "deserted", "killed+wounded",
        "killed+wounded+missing", "casualties", "irrecoverable",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "named", "label"),
    [
        ("killed", "tués", "tués"),
        ("killed+wounded", "tués+blessés", "tués ou blessés"),
        ("own", "own", "missing"),
        ("killed+own", "tués+own", "tués ou missing"),
    ],
)
def test_in_other_languages_a_ledgers_own_are_as_it_writes_them(name, named, label):
    measures = measures_from([row("own", label="missing")])
    with speaking("fr"):
        assert (measure_name(name), label_text(measures, name)) == (named, label)


def test_a_name_that_is_too_long_lies_in_nothing():
    assert wider("a" * 297 + ", b") == ("b",)
    assert wider("a" * 298 + ", b") == ()


def test_populations_and_places_nest_by_comma():
    assert wider("Kursk, Russia") == ("Russia",)
    assert wider("Sudzha,Kursk , Russia") == ("Kursk, Russia", "Russia")
    assert wider("Russia") == ()


def test_cells_are_read_without_pandas_or_numpy():
    columns = "addresses", "common_figures", "figure_columns", "lone_numbers"
    many = {f"reconcile.notation.{name}" for name in columns}
    cells = {name for name in house.modules() if house.room(name) == "notation"} - many
    names = ", ".join(sorted(cells))
    code = f"import sys, {names}\nprint(sorted({{'pandas', 'numpy'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
