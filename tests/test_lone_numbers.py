"""The numbers that are read in many quotes at a look, against the reading of each by itself."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, strategies as st

from reconcile.notation import lone_numbers as module
from reconcile.notation.lone_numbers import MOST, lone_numbers
from reconcile.notation.numbers import numbers_in

# Digits of other scripts, marks that turn the text, separators of lines, and half a character.
_HOSTILE = (
    "\0", "\n", "\r", "\t", "\x1c", "\x85", "\u2028", "\u200f", "٣٠٠", "３００", "²", "\u00a0", "é",
    "만", "千", "тис.", "\ud800",
)  # fmt: skip
_PIECES = (
    *("0", "5", "12", "012", "844", "1,234", "300,000", "1234", "1.5", "1,23", ",000", "9" * 13),
    *(" ", "  ", ",", ", ", ".", ". ", "-", "–", "'", "_", ";", ":", ")", "(", "/", "$", "k", "m"),
    *(" mil ", " million", " hundred", " thousand", " dozen ", " and ", " to ", "about ", "A "),
    *(" soldiers", "killed ", " on 3 May 2024", "No ", "no casualties", "", *_HOSTILE),
)
_QUOTES = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join) | st.text(max_size=20)


@given(st.lists(_QUOTES, max_size=12), st.sampled_from((1, 2, 5, 8_192)))
def test_each_is_one_that_is_read_in_its_quote(quotes: list[str], at_once: int) -> None:
    with patch.object(module, "_AT_ONCE", at_once):
        found = lone_numbers(quotes)
    assert found.shape == (len(quotes), MOST)
    for quote, numbers in zip(quotes, found, strict=True):
        assert set(numbers[~np.isnan(numbers)].tolist()) <= numbers_in(quote)


SEEN = [
    ("300 were killed", (300,)),
    ("300", (300,)),
    ("300.", (300,)),
    ("a toll of 1,200", (1_200,)),
    ("at least 1200 soldiers", (1_200,)),
    ("in Kursk, 300 died", (300,)),
    ("killed 0, wounded 12; missing 5: all (of 17)", (0, 12, 5)),
    ("300,000,000,000 of them", (300_000_000_000,)),
    ("300 to 400 killed, and 500 wounded", (300, 400, 500)),
    ("1 and 2 and 3 and 4", (1, 2, 3)),
    ("3 million and 12 others", (12,)),
]
UNSEEN = [
    "", "none", "3 million", "3 thousand people", "12 k", "about 12,20", "11 000", "killed -5",
    "killed  300", "over $300", "the 012 th", "1.5", "killed 300 000", "killed 300\n", "300 Ä",
    "a 9,999,999,999,999", "12/5", "killed 5,", "300\0", "300 m",
]  # fmt: skip


@pytest.mark.parametrize(("quote", "numbers"), [*SEEN, *((quote, ()) for quote in UNSEEN)])
def test_what_is_seen_at_a_look(quote: str, numbers: tuple[int, ...]) -> None:
    (found,) = lone_numbers([quote])
    assert tuple(found[~np.isnan(found)].tolist()) == numbers


def test_a_quote_of_lines_or_other_letters_takes_nothing_from_the_others() -> None:
    quotes = [quote for quote, _ in SEEN]
    for other in ("12 on\ntwo lines", "12 солдат", "12 \0", "\ud800"):
        assert np.isnan(lone_numbers([other])).all()
        both = lone_numbers([*quotes, other, *quotes])
        assert np.array_equal(both[: len(quotes)], lone_numbers(quotes), equal_nan=True)
        assert np.array_equal(both[len(quotes) + 1 :], lone_numbers(quotes), equal_nan=True)


def test_a_quote_of_very_many_numbers_is_seen_as_far_as_its_first() -> None:
    many = " and ".join(map(str, range(100_000)))
    late = "£1 " * 100 + "and 300"
    assert lone_numbers([many, late, "killed 5"]).tolist()[0] == [0, 1, 2]
    assert np.isnan(lone_numbers([late])).all()
