"""Figures: the whole table of the notation, what is refused, and that it reads back."""

import contextlib
import re
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import example, given, strategies as st

from reconcile.errors import NotationError
from reconcile.notation.figures import LIMIT, LONGEST, Figure, parse_figure

# text, low, best, high, lower, upper
TABLE = [
    ("300", None, 300, None, 300, 300),
    ("0", None, 0, None, 0, 0),
    ("~2,700", None, 2700, None, 2650, 2750),
    ("≈2,700", None, 2700, None, 2650, 2750),
    ("about 2,700", None, 2700, None, 2650, 2750),
    ("c. 2,700", None, 2700, None, 2650, 2750),
    ("~300", None, 300, None, 270, 330),
    ("~0", None, 0, None, 0, 0),
    ("~5", None, 5, None, 5, 5),
    ("~10", None, 10, None, 9, 11),
    ("~25", None, 25, None, 25, 25),
    ("~4,700", None, 4700, None, 4650, 4750),
    (">3,000", 3000, None, None, 3001, None),
    ("more than 3,000", 3000, None, None, 3001, None),
    ("over 3,000", 3000, None, None, 3001, None),
    (">0", 0, None, None, 1, None),
    (">=3,000", 3000, None, None, 3000, None),
    ("≥3,000", 3000, None, None, 3000, None),
    ("3,000+", 3000, None, None, 3000, None),
    ("at least 3,000", 3000, None, None, 3000, None),
    ("3,000 or more", 3000, None, None, 3000, None),
    ("<500", None, None, 500, 0, 499),
    ("<1", None, None, 1, 0, 0),
    ("fewer than 500", None, None, 500, 0, 499),
    ("<=500", None, None, 500, 0, 500),
    ("≤500", None, None, 500, 0, 500),
    ("up to 500", None, None, 500, 0, 500),
    ("10,000–12,000", 10000, None, 12000, 10000, 12000),
    ("10,000-12,000", 10000, None, 12000, 10000, 12000),
    ("10,000 to 12,000", 10000, None, 12000, 10000, 12000),
    ("between 10,000 and 12,000", 10000, None, 12000, 10000, 12000),
    ("10,000 – 12,000", 10000, None, 12000, 10000, 12000),
    ("10,000–12,000+", 10000, None, 12000, 10000, None),
    ("~10,000–12,000", 10000, None, 12000, 9000, 12500),
    ("1,200 (900–1,500)", 900, 1200, 1500, 900, 1500),
    ("1,200 [900-1,500]", 900, 1200, 1500, 900, 1500),
    ("1,200 (900–1,500+)", 900, 1200, 1500, 900, None),
    ("1.2 million", None, 1_200_000, None, 1_200_000, 1_200_000),
    ("1.2M", None, 1_200_000, None, 1_200_000, 1_200_000),
    ("350k", None, 350_000, None, 350_000, 350_000),
    ("1–2M", 1_000_000, None, 2_000_000, 1_000_000, 2_000_000),
    ("600,000–1M", 600_000, None, 1_000_000, 600_000, 1_000_000),
    ("2.05 million", None, 2_050_000, None, 2_050_000, 2_050_000),
    ("0.1 billion", None, 100_000_000, None, 100_000_000, 100_000_000),
    ("2,000 (est.)", None, 2000, None, 1800, 2200),
    ("~2,000", None, 2000, None, 1800, 2200),
    ("unknown", None, None, None, 0, None),
    ("withdrawn", None, None, None, None, None),
    # as people keep them by hand
    ("~20,000–25,000", 20000, None, 25000, 18000, 25500),
    ("1,300+", 1300, None, None, 1300, None),
    ("≈400", None, 400, None, 360, 440),
    ("~1.5–2 million", 1_500_000, None, 2_000_000, 1_450_000, 2_200_000),
    ("1.5 to 2 million (est.)", 1_500_000, None, 2_000_000, 1_450_000, 2_200_000),
    ("~100,000+", 100_000, None, None, 90_000, None),
    ("about 3,000 or more", 3000, None, None, 2700, None),
    ("1.3 million (1–2 million)", 1_000_000, 1_300_000, 2_000_000, 1_000_000, 2_000_000),
    ("10–12k", 10_000, None, 12_000, 10_000, 12_000),
    ("1,000–2k", 1000, None, 2000, 1000, 2000),
    ("999,999,999,999", None, LIMIT - 1, None, LIMIT - 1, LIMIT - 1),
]


@pytest.mark.parametrize(("text", "low", "best", "high", "lower", "upper"), TABLE)
def test_table_of_the_notation(text, low, best, high, lower, upper):
    figure = parse_figure(text)
    assert (figure.low, figure.best, figure.high) == (low, best, high)
    assert (figure.lower, figure.upper) == (lower, upper)
    assert parse_figure(str(figure)) == figure


SEPARATORS = {
    "comma": ",",
    "space": " ",
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "thin space": "\u2009",
    "apostrophe": "'",
    "typographic apostrophe": "’",
    "underscore": "_",
}


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS.keys())
def test_thousands_may_be_parted_by(separator):
    assert parse_figure(f"25{separator}000") == Figure(best=25_000)
    assert parse_figure(f"~1{separator}025{separator}000") == Figure(best=1_025_000, about=True)
    assert parse_figure(f"25{separator}000–1{separator}000{separator}000").high == 1_000_000


@pytest.mark.parametrize("dash", "-–—‑−‐‒―")
def test_any_dash_parts_a_range(dash):
    assert parse_figure(f"10{dash}12") == Figure(low=10, high=12)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("300", 300),
        ("~300", 300),
        (">300", 300),
        (">=300", 300),
        ("<300", 300),
        ("<=300", 300),
        ("300–400", 350),
        ("300–401", 350.5),
        ("300–400+", 350),
        ("310 (300–400)", 310),
        ("unknown", None),
        ("withdrawn", None),
    ],
)
def test_point_is_best_else_middle_else_the_one_limit(text, point):
    assert parse_figure(text).point == point


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("300", ""),
        ("300–400", ""),
        ("~300", "about"),
        ("~300–400", "about"),
        (">300", "at least"),
        ("300+", "at least"),
        ("~300+", "at least"),
        ("300–400+", "at least"),
        ("<300", "at most"),
        ("<=300", "at most"),
        ("unknown", ""),
    ],
)
def test_qualifier(text, qualifier):
    assert parse_figure(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  About  2700 ", "~2,700"),
        ("NO FEWER THAN 40", ">=40"),
        ("under 40", "<40"),
        ("no more than 40", "<=40"),
        ("1.50 million", "1,500,000"),
        ("1200 (900 to 1500)", "1,200 (900–1,500)"),
        ("~3000 or more", "~3,000+"),
        ("Unknown", "unknown"),
    ],
)
def test_canonical_text(text, canonical):
    assert str(parse_figure(text)) == canonical


WRITE_UNKNOWN = "write unknown if the source spoke and gave no number, or leave the row out"
WHOLE = "write a whole number, or a magnitude after it as in 1.2 million"
THREES = "write it as 3,000 or 3000; two figures need a row each"
EN_DASH = "write the two numbers with an en dash, as in 10–12"
SPREADSHEET = "is a range that a spreadsheet turned into a date"
WORD = "is a word whose number is the reader's to choose"
LEAST = "write unknown and keep the words in quote, or the least that it must mean, as in >=24"
ALONE = "write the number alone; what was counted stands in measure and population"
RATE = "is a rate or a share, which is no count"
NO_COUNT = "write the count if the source gave one, else unknown, and keep the words in quote"
ONE_MARK = "write one of ~, >, >=, <, <=; for about 3,000 or more write ~3,000+"
OWN_COLUMNS = "dates have their own columns; write the count here"
FORMS = "write a number as in 300, ~300, >=300, <300, 300–400, 350 (300–400) or unknown"
AMBIGUOUS = "is ambiguous: a point can part thousands or begin decimals"

# text, what the problem says behind the cell itself, and what to write instead
REFUSED = [
    ("4.000", AMBIGUOUS, "write 4,000 if the point parts thousands"),
    ("1.234.567", AMBIGUOUS, "write 1,234,567 if the point parts thousands"),
    ("12-Oct", SPREADSHEET, EN_DASH),
    ("Oct-12", SPREADSHEET, EN_DASH),
    ("12-Sept", SPREADSHEET, EN_DASH),
    ("10 December", SPREADSHEET, EN_DASH),
    ("dozens", WORD, LEAST),
    ("several hundred", WORD, LEAST),
    ("tens of thousands", WORD, LEAST),
    ("a few", WORD, LEAST),
    ("2024-10-12", "looks like a date", OWN_COLUMNS),
    ("12/10/2024", "looks like a date", OWN_COLUMNS),
    ("2024.10.12", "looks like a date", OWN_COLUMNS),
    ("12.10.2024", "looks like a date", OWN_COLUMNS),
    ("2024.10.12", "looks like a date", OWN_COLUMNS),
    ("1.2E+06", "is a number that a spreadsheet shortened", "write it in full, as in 1,200,000"),
    ("-5", "is negative", "a count is 0 or more; a correction is a new row"),
    ("none", "is a word", "write 0 if the source said none"),
    ("zero", "is a word", "write 0 if the source said none"),
    ("n/a", "is not a figure", WRITE_UNKNOWN),
    ("NaN", "is not a figure", WRITE_UNKNOWN),
    ("?", "is not a figure", WRITE_UNKNOWN),
    ("–", "is not a figure", WRITE_UNKNOWN),
    ("retracted", "is not a figure", "write withdrawn if the source took its figure back"),
    (
        "nearly 4,000",
        "can be read in two ways",
        "write <4,000 if it is a limit or ~4,000 if it is not",
    ),
    (
        "almost 1.2 million troops",
        "can be read in two ways",
        "write <1.2 million if it is a limit or ~1.2 million if it is not",
    ),
    ("as many as 900", "says a limit in words", "write <=900"),
    ("40 a day", RATE, NO_COUNT),
    ("12 per 100,000", RATE, NO_COUNT),
    ("a third", RATE, NO_COUNT),
    ("between a third and half", RATE, NO_COUNT),
    ("25%", RATE, NO_COUNT),
    ("300 killed", "says what was counted", ALONE),
    ("300 killed and 200 wounded", "says what was counted", ALONE),
    ("300/400", "holds two claims or a sum", "write one figure a row"),
    ("300+400", "holds two claims or a sum", "write one figure a row"),
    ("300 and 400", "holds two claims or a sum", "write one figure a row"),
    ("300 or 400", "holds two claims or a sum", "write one figure a row"),
    (">~300", "qualifies the number twice", ONE_MARK),
    ("~~300", "qualifies the number twice", ONE_MARK),
    ("more than 3,000+", "limits the number twice", "write >=3,000 or 3,000"),
    (
        "at least 300 (est.)",
        "says both 'at least' and 'estimated'",
        "write >=300 and put the rest into notes",
    ),
    (
        "up to 10–12",
        "sets a limit on a range",
        "write 10–12, or the one number that is meant",
    ),
    (
        "at least 10–12",
        "sets a limit on a range",
        "write 10–12+, or the one number that is meant",
    ),
    (
        "over 11 (10–12)",
        "sets a limit on a number that has a range",
        "write 11 (10–12)",
    ),
    ("<0", "no count is below 0", "write 0"),
    ("2.5", "is not a whole number of people", WHOLE),
    ("300.0", "is not a whole number of people", WHOLE),
    ("0.0005k", "is not a whole number of people", "write the count in full"),
    ("300, 400", "is not one number with its thousands in threes", THREES),
    ("12,10", "is not one number with its thousands in threes", THREES),
    ("1,234 567", "is not one number with its thousands in threes", THREES),
    ("007", "is not one number with its thousands in threes", THREES),
    ("1,000,000,000,000", "is a million million or more", "a count must be below 10^12"),
    ("1000 billion", "is a million million or more", "a count must be below 10^12"),
    ("300~", "is not a figure", FORMS),
    ("maybe 300", "is not a figure", FORMS),
    ("decimated", "is not a figure", FORMS),
    ("$300", "is not a figure", FORMS),
    ("٣٠٠", "is not a figure", FORMS),
]


@pytest.mark.parametrize(("text", "problem", "remedy"), REFUSED)
def test_refusals_say_what_to_write_instead(text, problem, remedy):
    with pytest.raises(NotationError) as refused:
        parse_figure(text)
    assert re.fullmatch(rf"'{re.escape(text)}'[: ] ?{re.escape(problem)}", refused.value.problem)
    assert refused.value.remedy == remedy
    assert str(refused.value) == f"{refused.value.problem}; {remedy}"


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("", "no figure is given", "write the number, or unknown if none was given"),
        (" \t", "no figure is given", "write the number, or unknown if none was given"),
        (
            "12–10",
            "the range '12–10' runs backwards, from 12 to 10",
            "write 10–12, or the first number in full",
        ),
        (
            "999–1k",
            "the range '999–1k' runs backwards, from 999,000 to 1,000",
            "write 1,000–999,000, or the first number in full",
        ),
        (
            "10 (11–12)",
            "10 does not lie within 11–12",
            "write the best number first and then the range around it, as in 1,200 (900–1,500)",
        ),
        (
            "3" * (LONGEST + 1),
            "the cell is 121 characters long",
            "keep the number here and put the words into quote or notes",
        ),
    ],
)
def test_refusals_in_their_own_words(text, problem, remedy):
    with pytest.raises(NotationError) as refused:
        parse_figure(text)
    assert (refused.value.problem, refused.value.remedy) == (problem, remedy)


NUMBER = st.integers(0, LIMIT - 1) | st.integers(0, 9999) | st.integers(0, 11).map(lambda n: 10**n)


@st.composite
def figures(draw):
    """Any figure that the notation can say."""
    first, second, third = sorted(draw(st.tuples(NUMBER, NUMBER, NUMBER)))
    flag = draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                Figure(best=first, about=flag),
                Figure(low=first, strict=flag),
                Figure(low=first, about=flag),
                Figure(high=first + 1 if flag and first == 0 else first, strict=flag),
                Figure(low=first, high=second, about=flag),
                Figure(low=first, high=second, about=flag, open_above=True),
                Figure(low=first, best=second, high=third, open_above=flag),
                Figure(word="unknown"),
                Figure(word="withdrawn"),
            ]
        )
    )


@given(figures())
def test_every_figure_reads_back(figure):
    assert parse_figure(str(figure)) == figure


@given(figures())
def test_bounds_hold_the_numbers_said(figure):
    if figure.withdrawn:
        assert (figure.lower, figure.upper) == (None, None)
        return
    upper = float("inf") if figure.upper is None else figure.upper
    assert 0 <= figure.lower <= upper
    for number in figure.numbers:
        outside = figure.strict and number in (figure.low, figure.high)
        assert (figure.lower <= number <= upper) != outside


@st.composite
def texts(draw):
    """Figures as people write them."""
    magnitude = draw(st.sampled_from(["", "", " million", "M", "k", " thousand", " bn"]))
    separator = draw(st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’", "_", ""]))

    def number(value):
        return f"{value:,}".replace(",", separator) + magnitude

    first, second, third = sorted(draw(st.tuples(*[st.integers(1, 40) | st.integers(1, 990)] * 3)))
    prefix = draw(st.sampled_from(["", "~", "≈", "about ", "c. ", ">", "at least ", "up to ", "<"]))
    dash = draw(st.sampled_from(["-", "–", " – ", " to "]))
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return prefix + number(first)
    if shape == 1:
        return draw(st.sampled_from(["", "~"])) + number(first) + dash + number(second)
    if shape == 2:
        return f"{number(second)} ({number(first)}{dash}{number(third)})"
    return number(first) + draw(st.sampled_from(["+", " or more", " (est.)"]))


@given(texts())
def test_what_people_write_reads_back(text):
    figure = parse_figure(text)
    assert parse_figure(str(figure)) == figure
    assert str(parse_figure(str(figure))) == str(figure)
    assert parse_figure(text.upper()) == figure


def slow_bounds_of_about(number):
    """Half a unit of the last digit that is not zero, at most a tenth, whole numbers inside."""
    if number == 0:
        return 0, 0
    digits = str(number)
    zeros = len(digits) - len(digits.rstrip("0"))
    margin = min(Fraction(10**zeros, 2), Fraction(number, 10))
    return ceil(number - margin), floor(number + margin)


@given(NUMBER)
@example(1)
@example(300)
@example(2700)
@example(10**11)
def test_bounds_of_about_against_a_slow_definition(number):
    figure = parse_figure(f"~{number}")
    assert (figure.lower, figure.upper) == slow_bounds_of_about(number)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        figure = parse_figure(text)
    except NotationError as refusal:
        assert refusal.problem and refusal.remedy
    else:
        assert parse_figure(str(figure)) == figure


ALPHABET = "0123456789.,'_ ~<>=≈≥≤+-–()/[]kKmMnbilo" + "aboutest.orangedt12-oct"


@given(st.text(ALPHABET, max_size=40))
def test_any_text_of_the_notations_letters_is_read_or_refused(text):
    try:
        figure = parse_figure(text)
    except NotationError as refusal:
        assert refusal.problem and refusal.remedy
    else:
        assert parse_figure(str(figure)) == figure


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1 ", "1.", "1'", "–", "1–", "1 to ", "a", "about ", "(", "1 (", ">", "1 and ", "/",
     "1/", "ж", " ", "may ", "1e", "1+", "estimated 1"],
)  # fmt: skip
def test_the_longest_texts_that_are_read_are_read_or_refused(piece):
    # a pattern that tries every way through such a text would not come to an end
    for length in (LONGEST - 1, LONGEST):
        text = (piece * LONGEST)[:length]
        for ending in ("", "x", "1"):
            with contextlib.suppress(NotationError):
                parse_figure(text[: LONGEST - len(ending)] + ending)
    with pytest.raises(NotationError, match=f"the cell is {10**6:,} characters long"):
        parse_figure((piece * 10**6)[: 10**6])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1000–2M", "1,000–2,000,000"),  # four digits are a whole number, no part of the million
        ("below 500", "<500"),
        ("above 500", ">500"),
        ("1.2 millions", "1,200,000"),
        ("2 billions", "2,000,000,000"),
        ("1–2 millions", "1,000,000–2,000,000"),
    ],
)
def test_words_and_magnitudes_are_read_as_they_are_meant(text, written):
    assert str(parse_figure(text)) == written


def test_a_cell_of_the_greatest_length_is_read():
    assert parse_figure("7".rjust(LONGEST)) == Figure(best=7)


def test_a_magnitude_carries_back_to_what_is_below_a_thousand():
    with pytest.raises(NotationError, match="runs backwards, from 999,000,000 to 2,000,000"):
        parse_figure("999–2M")


@pytest.mark.parametrize(
    "month",
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
     "June", "July", "August"],
)  # fmt: skip
def test_a_range_that_a_spreadsheet_turned_into_a_date_is_known_in_every_month(month):
    for text in (f"12-{month}", f"{month}-12", f"{month.upper()} 12"):
        with pytest.raises(NotationError, match="is a range that a spreadsheet turned into a date"):
            parse_figure(text)
