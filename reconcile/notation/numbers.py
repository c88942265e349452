"""The whole numbers of a free-text quote, for the check `not-in-quote`.

A quote may be in any language, so nothing here asks which one it is: a number is read every way
that usage in English, French, German, Spanish, Ukrainian, Russian or Korean allows.

- Thousands stand in threes behind a comma, a point, a space of any width, an apostrophe or an
  underscore. Digits in threes behind a space are one number and nothing else: `11 000` is 11,000,
  never 11 and 0. Where threes do not hold the numbers are apart: `12 20` is 12 and 20.
- `4.000` is 4,000 or 4, but `4,000` is 4,000 only. Before a magnitude both marks may be either:
  `1,250 million` is 1,250,000,000 or 1,250,000.
- A decimal is a whole number if its magnitude makes it one (`1,2 Mio.`) or its decimals are
  zeros. A comma between digits may also be a list without spaces: `12,20` is 12 and 20.
- A magnitude carries back over a range, and so do the zeros of a thousand: `1–2 million` and
  `10-12,000` hold 1,000,000 and 10,000, and 1 and 10 too.
- `4 тис. 700` and `3 mil 500` are one number, or two. Korean `1만 1천` is one.
- The digits of every script count, with the separators of Arabic and, in India, pairs before the
  last three: `1,20,000`.

Numbers in words are read by `reconcile.notation.numerals`, those in Chinese, Japanese and Korean
characters with the help of `reconcile.notation.digits`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from reconcile.notation.digits import in_digits, plain
from reconcile.notation.late_pattern import late_pattern

__all__ = ["missing_numbers", "multiplies", "numbers_in"]

# A reading of a number: its value, and the magnitude that is in it (1 for none).
_Term: TypeAlias = tuple[int, int]

# Far above any count. The second keeps short what is turned into an integer.
_LARGEST = 10**15
_MOST_DIGITS = 30

_SPACES = " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_SEPARATORS = (",", ".", _SPACES, "'’ʼ", "_")
_NO_SEPARATORS = str.maketrans("", "", "".join(_SEPARATORS))
_THREES = "|".join(f"(?:[{marks}][0-9]{{3}}(?![0-9]))++" for marks in _SEPARATORS)
_THREES += "|(?:,[0-9]{2}(?![0-9]))++,[0-9]{3}(?![0-9])"  # in India
_KOREAN_UNIT = "(?:[십백천]?[만억]|[십백천])"

# Every loop is possessive or bounded, so that a quote is read once, from left to right. No group
# stands inside a possessive loop: early releases of Python 3.11 mishandle that.
_NUMBER = late_pattern(
    rf"""
    ([0-9](?:(?<!0)[0-9]{{0,2}}+(?:{_THREES})|[0-9]*+))      # 1: the whole part, with separators
    ([.,·][0-9]++)?                                          # 2: the decimals, with their mark
    (?:
      ({_KOREAN_UNIT}                                        # 3: a Korean unit, what it adds,
        (?:\s?[0-9][0-9.,]*+{_KOREAN_UNIT}){{0,20}}+
        (?:\s?[0-9][0-9.,]*+(?!\s?[년월일]))?+)              #    but no date behind it
      | \+?(?:-?(?:ти|х|ох|ма)(?=\s))?+                      #    10-ти тисяч
        (\s{{1,2}}+|-)?                                      # 4: what is before the word
        ([^\W\d_]{{1,14}}+)(?![^\W_])                        # 5: the word after the number
    )?""",
    re.VERBOSE,
)
_SECOND_WORD = late_pattern(r"\s{1,2}([^\W\d_]{2,14}+)(?![^\W_])")

# What each magnitude word may multiply by; 1 where it may be no magnitude at all.
_MAGNITUDES: tuple[tuple[tuple[int, ...], str], ...] = (
    ((10,), "десят(?:ок|к[аиі]|к[іо]в)"),
    ((12,), r"dozens?|douzaines?|docenas?|dutzende?|dozzin[ae]|d[uú]zias?|дюжин\w?"),
    ((10**2,), "hundreds?|hundert|centaines?|centinaia|сот(?:н[яіиюе]|ень|ен)"),
    (
        (10**3,),
        r"[kк]|thousands?|tsd|tausende?n?|mille|mila|milliers?|т[иы]с(?:яч\w*)?|[أا]لفا?|آلاف|هزار",
    ),
    ((10**3, 10**6), "mil"),
    ((1, 10**6), "m|mill"),
    ((10**5,), "lakhs?"),
    (
        (10**6,),
        r"millions?|millionen|mill[oó]n|millones|milh(?:ão|ões)|milion[ei]|mio|mln|mn"
        r"|млн|м(?:ільй|илли)он\w*|مليون|ملايين|میلیون",
    ),
    ((10**7,), "crores?"),
    ((10**9,), r"bn|milliarden?|milliards?|miliard[oi]|mrd|mlrd|مليار|млрд|м(?:ілья|иллиа)рд\w*"),
    ((10**9, 10**12), "billions?"),
    ((10**12,), "billionen|bill[oó]n|billones|trillions?"),
)
_NO_MAGNITUDE = (1,)
_MAGNITUDE = late_pattern("|".join(f"({words})" for _, words in _MAGNITUDES))

_KOREAN_PIECE = late_pattern(r"([0-9]++(?:,[0-9]{3})*+)(\.[0-9]++)?([십백천]?)([만억]?)")
_KOREAN = {"": 1, "십": 10, "백": 100, "천": 10**3, "만": 10**4, "억": 10**8}

# Group 1 is a range whatever follows; the other words only before a magnitude.
_RANGE = late_pattern(
    r"(?:\+|-(?:ти|х)?)?\s*+(?:([-‒–—―−~〜～]|to|bis|à|a|до|에서)"
    r"|and|or|und|oder|et|ou|y|o|і|й|и|та|або|чи|или|내지)\s*+[~≈$€£]?",
    re.IGNORECASE,
)
_LONGEST_RANGE = 12
_JOIN = late_pattern(r"\.?\s{1,2}")


def numbers_in(quote: str) -> frozenset[int]:
    """Every whole number up to 10**15 that a careful reader could read in the quote.

    In digits, in words or by denial; how is said in `docs/ledger.md`. Takes any text and raises
    nothing; the time grows with the length of the text and no faster.
    """
    found = _in_digits(quote) | _in_words(quote)
    return frozenset(n for n in found if n <= _LARGEST)


def missing_numbers(numbers: Iterable[int], quote: str) -> tuple[int, ...]:
    """Those of `numbers` that `numbers_in` does not find in the quote, in the order given."""
    found = _in_digits(quote)
    if missing := [number for number in numbers if number not in found]:
        found = _in_words(quote)  # seldom needed, and slower
    return tuple(number for number in missing if number not in found)


def _in_words(quote: str) -> set[int]:
    """The numbers of a quote that are not in digits."""
    from reconcile.notation.numerals import spelled_numbers  # its tables are large

    found = spelled_numbers(quote)
    for number in in_digits(quote):
        found |= _in_digits(number)
    return found


def _in_digits(quote: str) -> set[int]:
    """The numbers of a quote that are in digits."""
    if not quote.isascii():
        quote = plain(quote)
    found: set[int] = set()
    bare: re.Match[str] | None = None  # the number before, if below 1,000 and no magnitude with it
    begun: list[_Term] = []  # the number before, if it may go on, as in: 4 тис. (700)
    end = 0
    for match in _NUMBER.finditer(quote):
        magnitudes, here = _magnitudes(match)
        if magnitudes == _NO_MAGNITUDE and match[2] is None and len(match[1]) < 4 and not begun:
            found.add(int(match[1]))  # most numbers of a long text: nothing more to ask
            bare, end = match, here
            continue
        terms = _korean(match) if match[3] else _terms(match, magnitudes)
        found.update([value for value, _ in terms])
        if bare is not None:
            found.update(_carried_back(bare, match, terms))
        if begun and _JOIN.fullmatch(quote, end, match.start()):
            begun = [(total + n, unit) for total, limit in begun for n, unit in terms if n < limit]
            found.update([value for value, _ in begun])
        else:
            begun = _open_ended(match, terms)
        bare = match if magnitudes == _NO_MAGNITUDE and len(match[1]) < 4 else None
        end = here
    return {n for n in found if n <= _LARGEST}


def _magnitudes(match: re.Match[str]) -> tuple[tuple[int, ...], int]:
    """What the words after a number may multiply it by, and where the last of them ends."""
    word = match[5]
    if word is None:
        return (() if match[3] else _NO_MAGNITUDE), match.end()
    factors = _factors(word)
    if factors == _NO_MAGNITUDE:
        return _NO_MAGNITUDE, match.end(2) if match[2] else match.end(1)
    if len(word) == 1 and match[4]:
        # A letter on its own is often something else: 300 K, 10 к.
        return tuple(sorted({1, *factors})), match.end()
    if factors[0] in (10**2, 10**3):  # hundred thousand, mil millones
        second = _SECOND_WORD.match(match.string, match.end())
        if second and (more := _factors(second[1])) != _NO_MAGNITUDE:
            return tuple(factors[0] * factor for factor in more), second.end()
    return factors, match.end()


def multiplies(word: str) -> bool:
    """Whether a word behind a number may be a magnitude: 3 thousand."""
    return _factors(word) != _NO_MAGNITUDE


def _factors(word: str) -> tuple[int, ...]:
    """What a word after a number may multiply it by."""
    known = _MAGNITUDE.fullmatch(word.lower())
    return _MAGNITUDES[known.lastindex - 1][0] if known and known.lastindex else _NO_MAGNITUDE


def _terms(match: re.Match[str], magnitudes: tuple[int, ...]) -> list[_Term]:
    """Every reading of a number before one of the magnitudes."""
    whole, decimals = match.group(1, 2)
    if decimals is not None and magnitudes == _NO_MAGNITUDE:
        if not decimals.strip(".,·0"):
            parts = [whole]
        else:
            parts = [whole, decimals[1:]] if decimals[0] == "," else []
        return [(number, 1) for part in parts for number, _ in _decimals(part, None, "")]
    return [
        (digits * factor // 10**places, factor)
        for factor in magnitudes
        for digits, places in _decimals(whole, decimals, "." if factor == 1 else ".,")
        if not places or digits * factor % 10**places == 0
    ]


def _decimals(whole: str, decimals: str | None, points: str) -> list[tuple[int, int]]:
    """The readings of a decimal: its digits, and how many of them are behind the point.

    `points` are the marks that, before three last digits, may be separator or point.
    """
    if decimals is None and len(whole) < 5:
        return [(int(whole), 0)]
    readings = [(whole.translate(_NO_SEPARATORS), decimals[1:] if decimals else "")]
    if decimals is None and len(whole) < 8 and whole[-4] in points:
        readings.append((whole[:-4], whole[-3:]))
    return [
        (int(digits), len(places))
        for lead, tail in readings
        for places in [tail.rstrip("0")]
        for digits in [(lead + places).lstrip("0") or "0"]
        if len(digits) <= _MOST_DIGITS and len(places) <= _MOST_DIGITS
    ]


def _korean(match: re.Match[str]) -> list[_Term]:
    """The numbers in a run of Korean units, each with the unit it begins with."""
    text = "".join([*match[1].split(), match[2] or "", match[3]])
    terms: list[_Term] = []
    total = section = first = 0
    limit = section_limit = _LARGEST
    for whole, decimals, small, big in _KOREAN_PIECE.findall(text):
        unit, myriad = _KOREAN[small], _KOREAN[big]
        for digits, places in _decimals(whole, decimals or None, ""):
            amount, rest = divmod(digits * unit * myriad, 10**places)
            if rest:
                continue
            # A piece goes on with the number only if it is below the unit before it.
            low = digits * unit < section_limit * 10**places
            if first and not (low and section * myriad + amount < limit):
                terms.append((total + section, first))
                total = section = first = 0
                limit = section_limit = _LARGEST
            first = first or unit * myriad
            if myriad > 1:
                total, section = total + section * myriad + amount, 0
                limit = section_limit = myriad
            else:
                section, section_limit = section + amount, unit
    return [*terms, (total + section, first)] if first else terms


def _open_ended(match: re.Match[str], terms: Sequence[_Term]) -> list[_Term]:
    """The readings that a smaller number may add to: those with a magnitude in a word."""
    if match[5] is None or len(match[5]) == 1:
        return []
    lowest = min((factor for _, factor in terms if factor > 1), default=1)
    return [(value, factor) for value, factor in terms if factor == lowest > 1]


def _carried_back(
    before: re.Match[str], match: re.Match[str], terms: Sequence[_Term]
) -> Iterator[int]:
    """What the first number of a range is if the magnitude of the second is its own too."""
    start = before.end(2) if before[2] else before.end(1)
    for value, factor in terms:
        scale = factor if factor > 1 else _round(value)
        if scale == 1 or match.start() - start > _LONGEST_RANGE:
            continue
        link = _RANGE.fullmatch(match.string, start, match.start())
        if link is None or (factor == 1 and not link[1]):
            continue
        for digits, places in _decimals(before[1], before[2], ""):
            carried, rest = divmod(digits * scale, 10**places)
            if not rest and carried <= value:
                yield carried


def _round(value: int) -> int:
    """The thousand, million or milliard that a number is written out in; 1 if none."""
    if value == 0 or value % 1000:
        return 1
    return next(n for n in (10**9, 10**6, 10**3) if value % n == 0)
