"""Figures, dates and templates of import."""

from datetime import datetime

import pytest
from hypothesis import given, strategies as st
from importing import GENERIC, rows_of

from reconcile.imports import read
from reconcile.imports.counts import Numbers, figure, said
from reconcile.imports.mapping import mapping_of
from reconcile.imports.merge import records
from reconcile.imports.rules import RefusedError, dated, template
from reconcile.notation.figures import parse_figure

# figures, dates, templates

COUNTS = st.none() | st.integers(0, 10**12 - 1)


@given(COUNTS, COUNTS, COUNTS)
def test_a_figure_says_the_numbers_and_no_more(low, best, high):
    try:
        text = figure(low, best, high)
    except RefusedError:
        given_ = [number for number in (low, best, high) if number is not None]
        assert given_ != sorted(given_) or (best is not None and (low is None) != (high is None))
        return
    if low is best is high is None:
        assert text == ""
        return
    read = parse_figure(text)
    lower, upper = (best, best) if low is high is None else (low or 0, high)
    assert (read.lower, read.upper) == (lower, upper)
    assert str(read) == text


@pytest.mark.parametrize(
    ("numbers", "qualifier", "said"),
    [
        ((900, 1200, 1500), "", "1,200 (900–1,500)"),
        ((900, None, 1500), "", "900–1,500"),
        ((900, None, None), "", ">=900"),
        ((None, None, 1500), "", "<=1,500"),
        ((900, 900, 900), "", "900"),
        ((None, 0, None), "", "0"),
        ((None, 900, None), "~", "~900"),
        ((None, 900, None), ">", ">900"),
    ],
)
def test_figures_are_written_as_people_do(numbers, qualifier, said):
    assert figure(*numbers, qualifier) == said


@pytest.mark.parametrize(
    ("numbers", "qualifier", "told"),
    [
        ((5, 3, 9), "", "low, best and high are not in order: 5, 3, 9"),
        ((5, 7, None), "", "best 7 with only one limit cannot be said in one figure"),
        ((5, None, 9), "~", "~ stands before one number, here are 5, 9"),
        ((None, 5, None), "circa", "'circa' is not a qualifier"),
    ],
)
def test_numbers_that_no_figure_can_say(numbers, qualifier, told):
    with pytest.raises(RefusedError, match=f"^{told}"):
        figure(*numbers, qualifier)


@pytest.mark.parametrize(
    ("text", "thousands", "count"),
    [("", ",", None), ("NA", ",", None), ("140,000", ",", 140_000), ("1.234.567", ".", 1_234_567),
     ("300.0", ",", 300), ("007", ",", 7), ("1 200", " ", 1_200), ("17.0", "", 17),
     ("17.00", "", 17), ("4.000", ",", 4), ("2e+05", "", 200_000), ("1.5E6", "", 1_500_000),
     ("1e3", ".", 1_000), ("1.234567e6", "", 1_234_567), ("0.0", "", 0)],
)  # fmt: skip
def test_counts(text, thousands, count):
    assert Numbers(thousands, ("NA",)).count("best", text) == count


@pytest.mark.parametrize(
    "text", ["1,40", "1,234", "4.000,0", "1e-3", "1.2345e3", "三", "+5", "12a", "½", "١٢"]
)
def test_counts_that_are_not_guessed(text):
    with pytest.raises(RefusedError):
        Numbers(".").count("best", text)


def test_what_may_be_a_thousand_is_not_guessed():
    with pytest.raises(RefusedError, match=r"^best '4.000' is ambiguous; say in \[numbers\]"):
        Numbers().count("best", "4.000")


@pytest.mark.parametrize(
    ("text", "made"),
    [("17.0", "17"), ("2e+05", "200000"), ("2.5E3", "2500"), ("17", "17"), ("~17.0", "~17.0"),
     ("4.000", "4.000"), ("17.5", "17.5"), ("1,200", "1,200"), ("12-Oct", "12-Oct")],
)  # fmt: skip
def test_a_figure_column_of_a_program(text, made):
    assert said(text) == made


@given(st.integers(0, 10**12 - 1), st.integers(0, 11))
def test_an_exponent_is_exact(number, places):
    text = f"{number // 10**places}.{number % 10**places:0{places}d}e+{places:02d}"
    assert Numbers(",").count("best", text if places else str(number)) == number


def test_figures_as_programs_write_them(take, tmp_path):
    mapping = GENERIC.replace('low = "{low?}"\nbest = "{best}"\nhigh = "{high?}"\n', "")
    mapping += 'figure = "{best}"\n'
    text = "source,date,best\nPolice,2024-03-01,17.0\nPolice,2024-03-02,2e+05\n"
    assert take(text, mapping=mapping)[0] == 0
    assert [row["figure"] for row in rows_of(tmp_path)] == ["17", "200000"]
    err = take("source,date,best\nPolice,2024-03-03,4.000\n", mapping=mapping)[2]
    assert "refused: [bad-figure] figure: '4.000' is ambiguous" in err
    err = take("source,date,best\nPolice,2024-03-03,-120.0\n", mapping=mapping)[2]
    assert "in.csv:2: refused: figure '-120' is negative; a count cannot be below zero" in err


def test_a_low_limit_below_zero_is_zero_under_a_best(take, tmp_path):
    text = "source,date,low,best,high\nPolice,2024-03-01,-300,1200,2700\n"
    assert take(text)[0] == 0
    (row,) = rows_of(tmp_path)
    assert row["figure"] == "1,200 (0–2,700)"
    assert row["notes"] == "the low limit was -300, and is 0 here: a count cannot be below zero"
    assert "0 new, 1 there already" in take(text)[1]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [("-300,,2700", "low '-300' is negative; a count cannot be below zero, and a difference"),
     ("-300,-100,200", "best '-100' is negative"), ("-3,-2,-1", "best '-2' is negative"),
     (",,-5", "high '-5' is negative"), ("-0.5,1,2", "low '-0.5' is negative")],
)  # fmt: skip
def test_excess_deaths_below_zero_are_refused(take, numbers, told):
    status, _, err = take(f"source,date,low,best,high\nPolice,2024-03-01,{numbers}\n")
    assert status == 1 and err.startswith(f"in.csv:2: refused: {told}")


@pytest.mark.parametrize(
    ("text", "form", "date"),
    [
        ("45000", "excel", "2023-03-15"),
        ("45000.75", "excel", "2023-03-15"),
        ("61", "excel", "1900-03-01"),
        ("0", "days since 2014-07-08", "2014-07-08"),
        ("49", "days since 2014-07-08", "2014-08-26"),
        ("-1", "days since 2014-07-08", "2014-07-07"),
        ("2014-07-09", "days since 2014-07-08", "2014-07-09"),
    ],
)
def test_numbers_of_days_are_dates(text, form, date):
    assert dated(text, ["%d/%m/%Y", form]) == date


@pytest.mark.parametrize(
    ("text", "form"),
    [("60", "excel"), ("-1", "excel"), ("1e3", "excel"), ("9999999", "days since 2014-07-08"),
     ("²", "excel"), ("", "excel")],
)  # fmt: skip
def test_numbers_that_are_no_days(text, form):
    with pytest.raises(RefusedError, match="is no date of the form"):
        dated(text, [form])


@pytest.mark.parametrize(
    ("text", "formats", "date"),
    [
        ("1/12/2025", ["%d/%m/%Y"], "2025-12-01"),
        ("2025-12-01", ["%d/%m/%Y"], "2025-12-01"),
        ("Dec 2025", ["%d/%m/%Y", "%b %Y"], "2025-12"),
        ("2025", ["%Y"], "2025"),
    ],
)
def test_dates_are_as_precise_as_their_format(text, formats, date):
    assert dated(text, formats) == date


def test_a_date_that_no_format_fits():
    with pytest.raises(RefusedError, match="'31/02/2025' is no date of the form %d/%m/%Y or %Y"):
        dated("31/02/2025", ["%d/%m/%Y", "%Y"])


def test_templates():
    read = template("{adm2|adm1}, {country}{more?}!")
    assert read.fill({"adm2": "", "adm1": "North", "country": "X"}) == "North, X!"
    assert [(one.names, one.optional) for one in read.references] == [
        (("adm2", "adm1"), False), (("country",), False), (("more",), True),
    ]  # fmt: skip


def test_rules_are_tried_in_order(take, tmp_path):
    mapping = """
title = "rules"
case = "town"
[lists.who]
a = "Alpha"
[lists.marks]
about = "~"
[[rows]]
when = [{ text = "{kind}", is = ["dead", "hurt"] }, { text = "{n}", is_not = "" }]
source = [
  { text = "{who}", pattern = "(.+) via .+", give = '\\1', list = "who" },
  { text = "{who}", when = { text = "{kind}", is = "dead" }, list = "who", unlisted = "keep" },
]
via = { text = "{who}", pattern = ".+ via (.+)", give = '\\1', otherwise = "none" }
published = { text = "{day}", formats = ["%d.%m.%Y"], precision = "month", mark = "~" }
population = "people"
place = "{a?}, {b?}, Land"
measure = { text = "{kind}", pattern = "(?:dead)", give = "killed", otherwise = "wounded" }
best = "{n}"
qualifier = { text = "{mark}", list = "marks" }
event_id = "e{id}"
"""
    text = (
        "id,who,day,kind,n,mark,b\n1,a via Wire,02.03.2024,dead,1.0,about,Town\n"
        "2,Beta,02.03.2024,dead,20,,\n3,Beta,02.03.2024,hurt,20,,\n4,Beta,02.03.2024,lost,20,,\n"
        "5,b via Wire,02.03.2024,dead,20,,\n"
    )
    status, _, err = take(text, "--partial", "--kind", "media", mapping=mapping)
    assert status == 1
    assert "in.csv:4: refused: [missing-value] source" in err
    assert "in.csv:5: refused: no figure is given" in err
    assert "in.csv:6: refused: source 'b' does not stand in the list who of the mapping" in err
    same = {"published": "2024-03~", "population": "people", "measure": "killed"}
    assert rows_of(tmp_path) == [
        same | {"source": "Alpha", "via": "Wire", "place": "Town, Land", "figure": "~1",
                "event_id": "e1"},
        same | {"source": "Beta", "via": "none", "place": "Land", "figure": "20",
                "event_id": "e2"},
    ]  # fmt: skip


def test_texts_of_the_person_go_before_the_file(take, tmp_path):
    text = "source,date,best,population\nPolice,2024-03-01,12,\nPolice,2024-03-02,13,soldiers\n"
    take(text)
    assert [row["population"] for row in rows_of(tmp_path)] == ["civilians", "soldiers"]
    take(text, "--case", "other", "--set", "population=people", "--set", "region=North")
    rows = rows_of(tmp_path, "other")
    assert {row["population"] for row in rows} == {"people"}
    assert {row["place"] for row in rows} == {"Town, North"}


# rows are made column by column, and each is what it is alone

MANY = """
title = "two counts a row"
case = "town"
[[skip]]
when = { text = "{source}", is = "-" }
why = "no source"
[every]
source = [{ text = "{source}", list = "names" }, { text = "{source}", otherwise = "nobody" }]
as_of = { text = "{date}", formats = ["%d.%m.%Y"] }
population = "{who|source}, {who?},,people"
measure = "killed"
[[rows]]
low = "{low}"
best = "{best}"
[[rows]]
when = { text = "{low}", matches = "[1-9].*" }
figure = "{low}"
notes = { when = { text = "{best}", is_not = "3" }, text = "{best}", replace = { "1" = "one" } }
[lists.names]
A = "Agency"
B = ""
"""
CELLS = st.tuples(
    st.sampled_from(("A", "B", "C", "-", "")), st.sampled_from(("1.2.2024", "2024-01-01", "x", "")),
    st.sampled_from(("", "men", "{who}")), *[st.sampled_from(("", "3", "13", "-1", "x"))] * 2,
)  # fmt: skip


FILLED = CELLS.filter(any)


@given(st.lists(FILLED, min_size=1, max_size=6))
def test_every_row_becomes_what_it_becomes_alone(rows):
    def told(rows):
        text = "\n".join(["source,date,who,low,best", *map(",".join, rows)])
        found = read("in.csv", text.encode(), mapping_of("m", MANY), {"nothing": ""})
        given = list(zip(found.rows.numbers, records(found.rows), strict=True))

        def filled(cells):
            return {name: text for name, text in cells.items() if text}

        return [
            (
                row.cells, [filled(cells) for at, cells in given if at == number],
                found.refused.get(number), found.skipped.get(number),
            )
            for number, row in enumerate(found.inputs)
        ]  # fmt: skip

    assert told(rows) == [alone for row in rows for alone in told([row])]


@given(
    st.sampled_from(["2024-02-29", "2023-02-29", "2024-1-05", "0000-01-01", "2024-13-01", "2024"]),
    st.sampled_from([" 00:00:00", " 7:05:09", "T23:59", " 24:00:00", "  00:00:00.5", "1 00:00"]),
    st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d%H:%M"]),
)
def test_a_day_with_a_time_is_read_as_strptime_reads_it(day, time, form):
    text = day + time
    try:
        expected = datetime.strptime(text, form).date().isoformat()
    except ValueError:
        with pytest.raises(RefusedError):
            dated(text, [form])
    else:
        assert dated(text, [form]) == expected
