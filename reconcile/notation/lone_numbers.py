"""Many quotes at once: the numbers that are read in them for sure, at a look.

A quote without its numbers is its form: `300 were killed` and `1,200 were killed` have one. Which
of its numbers stand alone is judged once for each form. What is not told so is left to
`reconcile.notation.numbers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from reconcile.notation.common_figures import are_digits, numbers_at, runs
from reconcile.notation.late_pattern import late_pattern
from reconcile.notation.numbers import multiplies

MOST = 3  # of one quote
_AT_ONCE = 1 << 13  # quotes
_PLACES = 63  # of numbers in one quote, as bits
_NUMBER, _COMMA, _NEWLINE = b"\0,\n"

# Nothing before such a number can take its digits: it is at the beginning, or behind a word. And
# behind it is the end, a mark before a space, or a word. One that is not alone is matched too.
_EACH = late_pattern(
    r"(?P<alone>(?:\A|(?<=[A-Za-z] )|(?<=[A-Za-z], ))\0"
    r"(?:\.?\Z|[,.;:)](?=\s)| ([a-z]{1,14})(?![^\W_])))|\0"
)


def lone_numbers(quotes: Sequence[str]) -> np.ndarray:
    """Some of the numbers that `numbers_in` finds in each quote.

    A row of `MOST` counts as float for each quote, NaN where there are fewer. Any text is taken.
    """
    found, forms = np.full((len(quotes), MOST), np.nan), _Forms()
    for begin in range(0, len(quotes), _AT_ONCE):
        end = begin + _AT_ONCE
        _enter(found[begin:end], quotes[begin:end], forms)
    return found


class _Forms(dict[str, int]):
    """For each form a bit for each of its numbers, which are NULs in it: whether it is alone."""

    def __missing__(self, form: str) -> int:
        bits = 0
        for place, match in enumerate(islice(_EACH.finditer(form), _PLACES)):
            if match["alone"] and not (match[2] and multiplies(match[2])):
                bits |= 1 << place
        self[form] = bits
        return bits


def _enter(found: np.ndarray, quotes: Sequence[str], forms: _Forms) -> None:
    """Write the lone numbers of some quotes into `found`."""
    joined = "\n".join(quotes)
    if not joined.isascii() or "\0" in joined or joined.count("\n") >= len(quotes):
        plain = (quote if quote.isascii() and quote.isprintable() else "" for quote in quotes)
        joined = "\n".join(plain)
    chars = np.frombuffer(bytearray(joined, "ascii"), dtype=np.uint8)
    ends = np.append(np.flatnonzero(chars == _NEWLINE), len(chars))
    digit, comma = are_digits(chars), chars == _COMMA
    comma[1:-1] &= digit[:-2] & digit[2:]
    comma[:1] = comma[-1:] = False
    number = digit | comma
    begin, end = runs(number)
    size = end - begin
    stop = np.cumsum(size)  # of the numbers by themselves, which are a small part of the signs
    usual, _, value = numbers_at(chars[number], stop - size, stop)
    chars[begin], number[begin] = _NUMBER, False
    texts = chars[~number].tobytes().decode().split("\n")
    alone = np.fromiter(map(forms.__getitem__, texts), np.int64, len(texts))
    quote = np.searchsorted(ends, begin)
    place = np.minimum(_order(quote), _PLACES)
    sure = usual & (alone[quote] >> place & 1 == 1)
    quote, value = quote[sure], value[sure]
    place = _order(quote)
    few = place < MOST
    found[quote[few], place[few]] = value[few]


def _order(rising: np.ndarray) -> np.ndarray:
    """For each of these numbers how many alike stand before it."""
    order: np.ndarray = np.arange(len(rising)) - np.searchsorted(rising, rising)
    return order
