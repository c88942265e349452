"""The numbers of a quote, in the usage of seven languages."""

import re
from collections.abc import Callable
from cProfile import Profile
from decimal import Decimal
from unicodedata import normalize

import pytest
from hypothesis import given, strategies as st

from reconcile.notation import numbers
from reconcile.notation.numbers import missing_numbers, numbers_in

# What is read, and nothing else.
EXACT = [
    ("", ()),
    ("no figure, only words", ()),
    ("0", (0,)),
    ("300", (300,)),
    ("(300)", (300,)),
    ("~300", (300,)),
    ("$300", (300,)),
    ("300-plus", (300,)),
    (">3,000", (3_000,)),
    ("3,000+", (3_000,)),
    ("3,000.", (3_000,)),
    ("1,234", (1_234,)),
    ("13,000", (13_000,)),
    ("1,234,567", (1_234_567,)),
    ("1.234.567", (1_234_567,)),
    ("1,234.00", (1_234,)),
    ("1.234,0", (1_234,)),
    ("4.000", (4, 4_000)),
    ("4.700", (4_700,)),
    ("350 000", (350_000,)),
    ("11 000 soldats", (11_000,)),
    ("11\u00a0000", (11_000,)),
    ("11\u202f000", (11_000,)),
    ("11\u2009000", (11_000,)),
    ("1\u202f200 000", (1_200_000,)),
    ("11'000", (11_000,)),
    ("11’000", (11_000,)),
    ("11_000", (11_000,)),
    # Apart, because the digits are not in threes.
    ("12 20 others", (12, 20)),
    ("2025 300", (300, 2_025)),
    ("2025 11 000", (2_025, 11_000)),
    ("300 2025", (300, 2_025)),
    ("12, 300", (12, 300)),
    ("12,20", (12, 20)),
    ("1234,567", (567, 1_234)),
    ("12.5", ()),
    ("1.0", (1,)),
    ("12 MIA", (12,)),
    ("10 miles", (10,)),
    ("5 millionaires", (5,)),
    # Magnitudes.
    ("1.2 million", (1_200_000,)),
    ("1.2M", (1_200_000,)),
    ("1·2 million", (1_200_000,)),
    ("350k", (350_000,)),
    ("350K-strong", (350_000,)),
    ("300+ million", (300_000_000,)),
    ("0.0000001 million", ()),
    ("1,250 million", (1_250_000, 1_250_000_000)),
    ("1.250 million", (1_250_000, 1_250_000_000)),
    ("12 hundred", (1_200,)),
    ("5 hundred thousand", (500_000,)),
    ("11 tausend", (11_000,)),
    ("11 Tsd.", (11_000,)),
    ("1,2 Mio.", (1_200_000,)),
    ("1,5 Millionen", (1_500_000,)),
    ("1.234,5 Tsd.", (1_234_500,)),
    ("2 Mrd.", (2_000_000_000,)),
    ("1,2 millones", (1_200_000,)),
    ("2 mil millones", (2_000_000_000,)),
    ("11 mille", (11_000,)),
    ("1,2 million", (1_200_000,)),
    ("1,2 millions", (1_200_000,)),
    ("2 milliards", (2_000_000_000,)),
    ("4,7 тис.", (4_700,)),
    ("4,7\u00a0тисячі", (4_700,)),
    ("12 тисяч", (12_000,)),
    ("5-ти тисяч", (5_000,)),
    ("11-тисячний контингент", (11_000,)),
    ("1,2 млн", (1_200_000,)),
    ("3 тыс.", (3_000,)),
    ("3 тысячи", (3_000,)),
    ("1,5 миллиона", (1_500_000,)),
    ("1,5 мільйона", (1_500_000,)),
    ("2 мільярди", (2_000_000_000,)),
    ("2 миллиарда", (2_000_000_000,)),
    ("300 тис. 12", (12, 300_000, 300_012)),
    # A number and another, or one.
    ("4 тис. 700", (700, 4_000, 4_700)),
    ("1 млн 200 тис.", (200_000, 1_000_000, 1_200_000)),
    ("4 тис. 4700", (4_000, 4_700)),
    ("350k 20 others", (20, 350_000)),
    # Korean.
    ("300여 명", (300,)),
    ("1만 1천여 명", (11_000,)),
    ("1만1천", (11_000,)),
    ("1만1000명", (11_000,)),
    ("1만 1,000명", (11_000,)),
    ("4천700명", (4_700,)),
    ("15만", (150_000,)),
    ("1.5만", (15_000,)),
    ("2억", (200_000_000,)),
    ("2억 3천만", (230_000_000,)),
    ("3천5백만", (35_000_000,)),
    ("1,500만", (15_000_000,)),
    ("1만 2만", (10_000, 20_000)),
    ("3천명 중 300명", (300, 3_000)),
    ("1만 2024년 12월 3천 500명", (12, 2_024, 3_500, 10_000)),
    ("1만 12.5%", (10_000,)),
    # Ranges.
    ("1–2 million", (1, 1_000_000, 2_000_000)),
    ("1.5-2 million", (1_500_000, 2_000_000)),
    ("10-12 thousand", (10, 10_000, 12_000)),
    ("between 10 and 12 thousand", (10, 10_000, 12_000)),
    ("10 to 12 soldiers", (10, 12)),
    ("10-12,000", (10, 10_000, 12_000)),
    ("de 10 à 12 000", (10, 10_000, 12_000)),
    ("10 and 12,000", (10, 12_000)),
    ("500 to 2 thousand", (500, 2_000)),
    ("1,000 to 2 million", (1_000, 2_000_000)),
    ("1~2만", (1, 10_000, 20_000)),
    ("3~4천명", (3, 3_000, 4_000)),
    ("1만~1만2천", (10_000, 12_000)),
    ("3,000–4,000", (3_000, 4_000)),
]

# What is read, and more that is harmless.
CONTAINED = [
    ("11 mil", (11_000,)),
    ("3 mil 500 soldados", (3_500,)),
    ("10,5–12 тис.", (10_500, 12_000)),
    ("від 10-ти до 12-ти тисяч", (10_000, 12_000)),
    ("zwischen 1,5 und 2 Millionen", (1_500_000, 2_000_000)),
    ("2 billion", (2_000_000_000,)),
    ("10 K", (10, 10_000)),
    ("300m", (300, 300_000_000)),
    ("1,5 Mill.", (1_500_000,)),
    ("3 bn", (3_000_000_000,)),
    ("30.04.2025: 600 killed", (600,)),
    ("2025-04-30: 600 killed", (600,)),
]

# The number of the row (from `figure`) and its `quote`, in the project's first case.
PUBLISHED = [
    ((11_000,), "11 000 soldats"),
    ((10_000,), "at least 10,000"),
    ((11_000, 12_000), "11,000 to 12,000"),
    ((11_000,), "about 11,000"),
    ((11_000,), "environ 11 000 soldats"),
    ((30,), "au moins 30"),
    ((100,), "at least 100 deaths"),
    ((1_000,), "approaching 1,000"),
    ((12,), "12"),
    ((20,), "20 others"),
    ((1_100,), "approximately 1,100"),
    ((3_000,), "exceeded 3,000"),
    ((3_800,), "3,800"),
    ((12_000,), "more than 12,000"),
    ((4_000,), "4,000 casualties"),
    ((300,), "approximately 300 deaths"),
    ((2_700,), "2,700 injuries"),
    ((300,), "At least 300"),
    ((2_700,), "2,700"),
    ((11_000,), "estimated 11,000"),
    ((4_000,), "4,000"),
    ((1_000,), "around 1,000"),
    ((4_000,), "about 4,000"),
    ((1_000, 3_000), "1 000 à 3 000"),
    ((11_000,), "some 11,000"),
    ((3_000,), "3,000 or more"),
    ((5_000,), "more than 5,000"),
    ((15_000,), "about 15,000"),
    ((600,), "about 600 deaths"),
    ((4_700,), "about 4,700"),
    ((4_700,), "around 4,700"),
    ((6_000,), "more than 6,000"),
    ((11_000,), "approximately 11,000"),
    ((2_000,), "Around 2,000"),
    ((350,), "about 350 soldiers"),
]


@pytest.mark.parametrize(("quote", "numbers"), EXACT)
def test_exactly_these_are_read(quote: str, numbers: tuple[int, ...]) -> None:
    assert sorted(numbers_in(quote)) == list(numbers)


@pytest.mark.parametrize(("quote", "numbers"), CONTAINED)
def test_at_least_these_are_read(quote: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(quote) >= set(numbers)


@pytest.mark.parametrize(("numbers", "quote"), PUBLISHED)
def test_published_quotes_hold_their_figures(numbers: tuple[int, ...], quote: str) -> None:
    assert numbers_in(quote) == set(numbers)


@pytest.mark.parametrize(
    ("number", "quote"),
    [
        (3_000, "13,000"),
        (34, "1,234"),
        (234, "1,234"),
        (250, "1 250 soldats"),
        (4, "4,000 casualties"),
        (2, "1.2 million"),
        (5, "1,5 Millionen"),
        (1_000, "1만 1천여 명"),
        (700, "4천700명"),
        (123, "1234"),
        (3_500, "35,000"),
    ],
)
def test_what_nobody_could_read_is_missing(number: int, quote: str) -> None:
    assert missing_numbers([number], quote) == (number,)


def test_missing_numbers_keeps_the_order_given() -> None:
    assert missing_numbers(iter([5, 300, 4, 5, 2_700]), "300 killed and 2,700 wounded") == (5, 4, 5)
    assert missing_numbers([], "300") == ()


@pytest.mark.parametrize("quote", ["1,5 мільйона", "1만 1천여 명", "1,5 millón", "10 à 12 000"])
def test_letters_in_pieces_read_the_same(quote: str) -> None:
    assert normalize("NFD", quote) != quote
    assert numbers_in(normalize("NFD", quote)) == numbers_in(quote)


def grouped(mark: str) -> Callable[[int], str]:
    return lambda n: f"{n:,}".replace(",", mark)


def scaled(power: int, word: str) -> Callable[[int], str]:
    return lambda n: f"{(Decimal(n).scaleb(-power)):f}" + word


def comma(style: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: style(n).replace(".", ",", 1)


def korean(n: int) -> str:
    parts = ((n // 10**8, "억"), (n // 10**4 % 10**4, "만"), (n % 10**4, ""))
    return " ".join(f"{part}{unit}" for part, unit in parts if part) or "0"


def korean_in_full(n: int) -> str:
    units = ((1_000, "천"), (100, "백"), (10, "십"))
    text = ""
    for part, unit in ((n // 10**8, "억"), (n // 10**4 % 10**4, "만"), (n % 10**4, "")):
        digits = [f"{part // size % 10}{name}" for size, name in units if part // size % 10]
        last = [str(part % 10)] if part % 10 else []
        if digits and not last and unit:
            text += "".join(digits) + unit
        elif digits or last:
            text += "".join([*digits, *last]) + unit
    return text or "0"


def slavic(n: int) -> str:
    return f"{n // 10**6} млн {n // 1_000 % 1_000} тис. {n % 1_000}"


PLAIN: list[Callable[[int], str]] = [
    str,
    *(grouped(mark) for mark in (",", " ", "\u00a0", "\u202f", "\u2009", "'", "’", "_")),
    korean,
    korean_in_full,
]
THOUSANDS = [" thousand", "k", " tausend", " Tsd.", " mil", " mille", " тис.", " тисяч", " тыс."]
MILLIONS = [" million", "M", " Mio.", " Millionen", " millones", " millions", " млн", " мільйонів"]
MILLIARDS = [" billion", "bn", " Mrd.", " Milliarden", " milliards", " млрд", " миллиардов"]
POWERS = (
    [(3, word) for word in THOUSANDS] + [(6, w) for w in MILLIONS] + [(9, w) for w in MILLIARDS]
)
SCALED = [scaled(power, word) for power, word in POWERS]
STYLES = [*PLAIN, grouped("."), slavic, *SCALED, *map(comma, SCALED)]

counts = st.integers(0, 12).flatmap(lambda power: st.integers(0, 10**power - 1))
frames = st.sampled_from(
    ["{}", "({})", "~{}+", "за даними, {} осіб", "약 {} 명", "About {}.", "${}"]
)


@given(counts, st.sampled_from(STYLES), frames)
def test_a_number_is_found_however_it_is_written(
    n: int, style: Callable[[int], str], frame: str
) -> None:
    assert n in numbers_in(frame.format(style(n)))


@given(counts, st.sampled_from(PLAIN), frames)
def test_a_clear_number_is_read_as_nothing_else(
    n: int, style: Callable[[int], str], frame: str
) -> None:
    assert numbers_in(frame.format(style(n))) == {n}


@given(
    st.lists(st.integers(1, 999), min_size=2, max_size=2, unique=True).map(sorted),
    st.sampled_from(["-", "–", " — ", " to ", " and ", " bis ", " à ", " a ", " до ", "~"]),
    st.sampled_from(POWERS),
)
def test_the_magnitude_of_a_range_is_that_of_both(
    ends: list[int], link: str, scale: tuple[int, str]
) -> None:
    low, high = ends
    power, word = scale
    assert numbers_in(f"{low}{link}{high}{word}") >= {low, low * 10**power, high * 10**power}


@given(st.lists(counts, max_size=5))
def test_numbers_with_words_between_stay_apart(numbers: list[int]) -> None:
    assert numbers_in(" killed, ".join(f"{n:,}" for n in numbers)) == set(numbers)


@given(st.text(st.sampled_from("0123456789,.' \u202f–+만천백억kmMтисмлнmil년")) | st.text())
def test_any_text_is_read(quote: str) -> None:
    numbers = numbers_in(quote)
    assert all(0 <= n <= 10**15 for n in numbers)
    assert missing_numbers(sorted(numbers), quote) == ()


@pytest.mark.parametrize(
    ("quote", "numbers"),
    [
        ("9" * 10_000, set()),
        ("1" + ",000" * 5_000, set()),
        ("1" + "0" * 10_000 + " million", set()),
        ("0" * 10_000 + "7", {7}),
        ("1." + "0" * 10_000, {1}),
        ("0." + "0" * 10_000 + "1 million", set()),
        ("9" * 10_000 + "만", set()),
        (str(10**15), {10**15}),
        (str(10**15 + 1), set()),
    ],
)
def test_a_number_above_any_count_is_left_out(quote: str, numbers: set[int]) -> None:
    assert numbers_in(quote) == numbers


REPEATED = (
    "1,|1 |1.|1-|1|1,111|111 |1 a |1만 |1만1|1.1만|1 million |1 тис. |1 to |12,000-|1+ |a| |\u0301"
)


@pytest.mark.parametrize("piece", [*REPEATED.split("|"), "и\u0306\u0301\u0316"])
def test_work_grows_with_length_and_no_faster(piece: str) -> None:
    for before, after in (("", ""), ("", "년"), ("1", " million")):
        once, twice = (calls(before + piece * times + after) for times in (1000, 2000))
        assert twice <= 2 * once + 10


def calls(quote: str) -> int:
    """How many functions are called, those of `re` too, to read the quote."""
    profile = Profile()
    profile.runcall(numbers_in, quote)
    return sum(entry.callcount for entry in profile.getstats())


def test_no_pattern_goes_back_over_a_quote() -> None:
    # so that the calls counted above are each as long as what they read, and no longer
    loops = {
        name: endless_loops(pattern.pattern, pattern.flags)
        for name, pattern in vars(numbers).items()
        if isinstance(pattern, re.Pattern)
    }
    assert {name for name, found in loops.items() if found} <= {"_MAGNITUDE"}  # for one short word


def endless_loops(pattern: str, flags: int) -> int:
    """The loops of a pattern without an end that may give back what they took."""
    tree, found = [re._parser.parse(pattern, flags)], 0
    while tree:
        node = tree.pop()
        if isinstance(node, tuple) and node[0] in (
            re._constants.MAX_REPEAT,
            re._constants.MIN_REPEAT,
        ):
            found += node[1][1] == re._constants.MAXREPEAT
        if isinstance(node, (tuple, list, re._parser.SubPattern)):
            tree += node
    return found
