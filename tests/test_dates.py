"""Dates: every form is a span of days, and every refusal says what to write."""

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from reconcile.errors import NotationError
from reconcile.notation.dates import FIRST_DAY, LAST_DAY, in_words, iso, parse_date, when
from reconcile.notation.speech import speaking

# text, first day, last day, mark
FORMS = [
    ("2025-01-13", "2025-01-13", "2025-01-13", ""),
    ("2025-01", "2025-01-01", "2025-01-31", ""),
    ("2025", "2025-01-01", "2025-12-31", ""),
    ("2025-04", "2025-04-01", "2025-04-30", ""),
    ("2025-12", "2025-12-01", "2025-12-31", ""),
    ("2025-02", "2025-02-01", "2025-02-28", ""),
    ("2024-02", "2024-02-01", "2024-02-29", ""),
    ("2000-02", "2000-02-01", "2000-02-29", ""),
    ("1900-02", "1900-02-01", "1900-02-28", ""),
    ("2025-01-13/2025-01-20", "2025-01-13", "2025-01-20", ""),
    ("2024-12/2025-01", "2024-12-01", "2025-01-31", ""),
    ("2024/2025", "2024-01-01", "2025-12-31", ""),
    ("2024-12-30/2025", "2024-12-30", "2025-12-31", ""),
    ("2025-01-13/2025", "2025-01-13", "2025-12-31", ""),
    ("2025-01-13/2025-01", "2025-01-13", "2025-01-31", ""),
    ("2025/2025-01-13", "2025-01-01", "2025-01-13", ""),
    ("2025-01-13/2025-01-13", "2025-01-13", "2025-01-13", ""),
    ("2025-01-15~", "2025-01-14", "2025-01-16", "~"),
    ("2025-01~", "2024-12-01", "2025-03-03", "~"),
    ("2025~", "2024-01-02", "2026-12-31", "~"),
    ("2025-01-13/2025-01-20~", "2025-01-05", "2025-01-28", "~"),
    ("2025-01-13?", "2025-01-13", "2025-01-13", "?"),
    ("2025-01?", "2025-01-01", "2025-01-31", "?"),
    ("2025-01-13/2025-01-20?", "2025-01-13", "2025-01-20", "?"),
    ("0001", "0001-01-01", "0001-12-31", ""),
    ("0001~", "0001-01-01", "0002-12-31", "~"),
    ("0001-01-01~", "0001-01-01", "0001-01-02", "~"),
    ("9999", "9999-01-01", "9999-12-31", ""),
    ("9999-12", "9999-12-01", "9999-12-31", ""),
    ("9999-12-31~", "9999-12-30", "9999-12-31", "~"),
    ("0001/9999~", "0001-01-01", "9999-12-31", "~"),
]


@pytest.mark.parametrize(("text", "first", "last", "mark"), FORMS)
def test_a_date_is_the_span_of_days_it_may_be(text, first, last, mark):
    found = parse_date(text)
    assert (iso(found.first), iso(found.last), found.mark) == (first, last, mark)
    assert str(found) == text
    assert parse_date(str(found)) == found


def test_white_space_around_a_date_is_no_part_of_it():
    assert parse_date(" 2025-01-13 ") == parse_date("2025-01-13")


def test_later_means_that_the_span_begins_after_the_others_ends():
    # R3 and R5 compare first and last days only; these are the pairs that matter
    assert parse_date("2025-02-01").first > parse_date("2025-01").last
    assert not parse_date("2025-01-31").first > parse_date("2025-01").last
    assert not parse_date("2025-01").first > parse_date("2025-01-01").last
    assert parse_date("2025-01-17").first > parse_date("2025-01-15~").last
    assert not parse_date("2025-01-16").first > parse_date("2025-01-15~").last


FORMS_REMEDY = "write 2025-01-13, 2025-01, 2025 or 2025-01-13/2025-01-20, with ~ if approximate"
CALENDAR = "write year-month-day with a month of 01 to 12 and a day that the month has"
AT_THE_END = "put one ~ (approximately) or ? (uncertain) at the very end"
NO_DOTS = "leave the cell empty, or write both ends of the interval"

REFUSED = [
    ("13.01.2025", "is not a date", "write 2025-01-13"),
    ("13/1/2025", "is not a date", "write 2025-01-13"),
    ("01/13/2025", "is not a date", "write 2025-01-13"),
    ("05.05.2025", "is not a date", "write 2025-05-05"),
    ("04/05/2025", "can be read in two ways", "write 2025-05-04 or 2025-04-05"),
    ("2025/01/13", "is not a date", "write 2025-01-13"),
    ("2025.1.3", "is not a date", "write 2025-01-03"),
    ("2025-1-3", "is not a date", "write 2025-01-03"),
    ("20250113", "is not a date", "write 2025-01-13"),
    ("2025-01-13T10:00", "is not a date", "write 2025-01-13 without a time of day"),
    ("2025-01-13 10:00", "is not a date", "write 2025-01-13 without a time of day"),
    ("2025-13", "is not in the calendar", CALENDAR),
    ("2025-02-29", "is not in the calendar", CALENDAR),
    ("2025-00-01", "is not in the calendar", CALENDAR),
    ("2025-01-00", "is not in the calendar", CALENDAR),
    ("2025-00", "is not in the calendar", CALENDAR),
    ("0000", "is not in the calendar", CALENDAR),
    ("2025-01~-13", "is not a date", AT_THE_END),
    ("~2025", "is not a date", AT_THE_END),
    ("2025~?", "is not a date", AT_THE_END),
    ("2025%", "is not a date", AT_THE_END),
    ("2025-01-13~/2025-01-20", "is not a date", AT_THE_END),
    ("2025-01-13/..", "is not a date", NO_DOTS),
    ("../2025", "is not a date", NO_DOTS),
    ("", "is not a date", FORMS_REMEDY),
    ("January 2025", "is not a date", FORMS_REMEDY),
    ("13 Jan 2025", "is not a date", FORMS_REMEDY),
    ("2025-01-13/", "is not a date", FORMS_REMEDY),
    ("2024/2025/2026", "is not a date", FORMS_REMEDY),
    ("٢٠٢٥", "is not a date", FORMS_REMEDY),
    ("13/13/2025", "is not a date", FORMS_REMEDY),
    ("31.02.2025", "is not a date", FORMS_REMEDY),
    ("2025-45-1", "is not a date", FORMS_REMEDY),
    ("12345678", "is not a date", FORMS_REMEDY),
]


@pytest.mark.parametrize(("text", "problem", "remedy"), REFUSED)
def test_refusals_say_what_to_write_instead(text, problem, remedy):
    with pytest.raises(NotationError) as refused:
        parse_date(text)
    assert refused.value.problem == f"{text!r} {problem}"
    assert refused.value.remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2025-02/2025-01", "write 2025-01/2025-02"),
        ("2025-02/2025-01~", "write 2025-01/2025-02~"),
        ("2025-01-13/2025-01-12?", "write 2025-01-12/2025-01-13?"),
    ],
)
def test_an_interval_that_runs_backwards(text, remedy):
    with pytest.raises(NotationError) as refused:
        parse_date(text)
    assert refused.value.problem == f"the interval {text!r} ends before it begins"
    assert refused.value.remedy == remedy
    parse_date(remedy.removeprefix("write "))


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def span_of(text):
    """First and last day of one part, by counting."""
    pieces = [int(piece) for piece in text.split("-")]
    if len(pieces) == 3:
        return date(*pieces), date(*pieces)
    if len(pieces) == 2:
        return date(*pieces, 1), date(*pieces, monthrange(*pieces)[1])
    return date(pieces[0], 1, 1), date(pieces[0], 12, 31)


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]), st.booleans(), st.sampled_from(["", "~", "?"]))
def test_spans_against_the_calendar(one, other, length, interval, mark):
    start, end = sorted((one.isoformat()[:length], other.isoformat()[:length]))
    text = (f"{start}/{end}" if interval else start) + mark
    first, last = span_of(start)[0], span_of(end if interval else start)[1]
    if mark == "~":
        width = (last - first).days + 1
        first = first - timedelta(min(width, first.toordinal() - FIRST_DAY))
        last = last + timedelta(min(width, LAST_DAY - last.toordinal()))
    found = parse_date(text)
    assert (found.first, found.last) == (first.toordinal(), last.toordinal())
    assert str(found) == text


@given(st.text(max_size=200) | st.text("0123456789-/~?.% ", max_size=24))
def test_any_text_is_read_or_refused(text):
    try:
        found = parse_date(text)
    except NotationError as refusal:
        suggested = re.fullmatch(r"write ([0-9~?/-]+)( without a time of day)?", refusal.remedy)
        if suggested:
            parse_date(suggested[1])
    else:
        assert found.first <= found.last
        assert parse_date(str(found)) == found


@pytest.mark.parametrize("piece", ["1", "2025-", "/", "~", ".", " ", "0", "2025-01-13T"])
def test_texts_of_any_length_are_refused(piece):
    # at a pace that is not linear, a million characters would take hours
    for length in (10, 1000, 10**6):
        with pytest.raises(NotationError):
            parse_date((piece * length)[:length] + "x")


@pytest.mark.parametrize(
    ("text", "words", "with_preposition"),
    [
        ("2025-01-13", "13 Jan 2025", "on 13 Jan 2025"),
        ("2025-01-03", "3 Jan 2025", "on 3 Jan 2025"),
        ("2025-01", "Jan 2025", "in Jan 2025"),
        ("2025", "2025", "in 2025"),
        ("2025-01-15~", "about 15 Jan 2025", "about 15 Jan 2025"),
        ("2025-01-15?", "15 Jan 2025, uncertain", "on 15 Jan 2025"),
        ("2024-11/2025-01", "Nov 2024 to Jan 2025", "between Nov 2024 and Jan 2025"),
        ("2024/2025~", "about 2024 to 2025", "about 2024 to 2025"),
        ("", "", "at no given date"),
    ],
)  # fmt: skip
def test_dates_in_words(text, words, with_preposition):
    assert in_words(text) == words
    assert when(text) == with_preposition


@pytest.mark.parametrize(
    ("text", "words", "with_preposition"),
    [
        ("2025-03-02", "2 mars 2025", "le 2 mars 2025"),
        ("2025-03", "mars 2025", "en mars 2025"),
        ("2025", "2025", "en 2025"),
    ],
)
def test_dates_in_the_words_of_another_language(text, words, with_preposition):
    with speaking("fr"):
        assert (in_words(text), when(text)) == (words, with_preposition)


def test_no_day_has_no_iso_text():
    assert iso(float("inf")) == iso(float("-inf")) == iso(float("nan")) == ""
    assert iso(FIRST_DAY) == "0001-01-01"
    assert iso(LAST_DAY) == "9999-12-31"
