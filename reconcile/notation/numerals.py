"""Whole numbers in words, and denials, in nine languages.

A quote may be in any language, so one table holds the words of all and one grammar reads them:

- What is smaller stands behind what is larger (`three hundred twelve`, `триста двадцать`), but a
  unit may stand before its tens (`einundzwanzig`, `خمسة وعشرون`).
- A factor multiplies what is before it (`two dozen`, `dos mil`, `quatre-vingts`) and alone is
  itself. It carries back over a range: `two to three hundred` holds 200 too.
- `half a million`, `un million et demi` and `полтора миллиона` are whole numbers.
- Where usage leaves two readings, both are read: `five and twenty` is 5, 20 and 25.
- A denial beside a word for a loss is 0 (`no casualties`, `жертв нет`), and so is `nobody`.

There are libraries that do this for one language at a time. Those that were tried take quadratic
time on a long run of number words, or miss dozens, halves and inflected forms (`veintiún`,
`двухсот`), so that a table was needed beside them in any case.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from reconcile.notation import numeral_table as table
from reconcile.notation.late_pattern import late_pattern

__all__ = ["FOLD", "folded", "is_compound", "spelled_numbers", "units_of"]

# Accents, vowel signs and forms of a letter do not part words here.
_LETTERS = [*range(0xC0, 0x250), *range(0x400, 0x460), *range(0x621, 0x64B)]
FOLD: dict[int, str | None] = {
    **{letter: normalize("NFD", chr(letter))[0] for letter in _LETTERS},
    **dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x640]),
    **dict.fromkeys(map(ord, "’ʼ"), "'"),
}
# A word, or what parts one number from the next; neither a space nor a hyphen does.
_TOKEN = late_pattern(r"[^\W\d_]++|[\d_]++|,|[^\w\s,+\-‐‑']")


def folded(text: str) -> str:
    """The text in one case, without accents; the apostrophe of `п'ять` goes too."""
    return text.casefold().translate(FOLD).replace("'я", "я")


def _forms(words: str) -> Iterator[str]:
    """Every word of an entry of the table."""
    for word in folded(words).split():
        stem, *endings = word.split("/")
        yield from [stem + ending for ending in endings or [""]]


_ADDENDS: dict[str, float] = {
    **{word: value for value, words in table.FRACTIONS.items() for word in _forms(words)},
    **{
        word: first + step * position
        for rows in table.ADDENDS.values()
        for first, step, row in rows
        for position, words in enumerate(row.split("|"))
        for word in _forms(words)
    },
}
_FACTORS = {word: factor for factor, words in table.FACTORS.items() for word in _forms(words)}
_PAIRS = {word: pair for pair, words in table.PAIRS.items() for word in _forms(words)}
_JOINTS = {word: kind for kind, words in table.JOINTS.items() for word in _forms(words)}
_JOINTS |= {",": ",", "+und": "und"}
_KNOWN = frozenset({*_ADDENDS, *_FACTORS, *_PAIRS, *_JOINTS})
_PIECES = {word: word for word in _forms(table.PIECES)} | {
    word[:-1]: word for word in _forms(table.ELISIONS)
}
_PIECES["und"] = "+und"
_PIECE_LENGTHS = sorted({len(piece) for piece in _PIECES}, reverse=True)
_BEGINNINGS = frozenset(piece[:2] for piece in _PIECES)
_NEGATIONS = frozenset(_forms(table.NEGATIONS))
# Arabic writes *and* and the article in front of a word.
_PREFIXED = {
    prefix + word: (*joint, word)
    for word in (*_ADDENDS, *_FACTORS, *_PAIRS)
    for prefix, joint in (("و", ("+und",)), ("ال", ()))
    if word >= "\u0600"
}
_VALUED = frozenset({*_ADDENDS, *_FACTORS, *_PAIRS, *_PREFIXED, *_NEGATIONS})
_LOSSES = tuple(_forms(table.LOSSES))

_LONGEST_COMPOUND = 100
_ENDINGS = ("ти", "х", "ох", "ма")  # as in 10-ти
_ADDING = ("and", "und")
_DENIAL = 4  # how many words a loss may be from its denial


class _Number:
    """A number in the making, and what has been found.

    `total` is what factors of 1,000 and more have closed, as in *two thousand* five hundred, and
    `limit` the last of them. `section` is what was read since, and `tail` the part of it behind
    an *and* that may be a number of its own: one hundred *and two* thousand.
    """

    def __init__(self) -> None:
        self.found: set[int] = set()
        self.before: float = 0  # the number before, if only a joint is between
        self._begin()

    def _begin(self) -> None:
        self.total: float = 0
        self.section: float = 0
        self.tail: float = 0
        self.base: float = 0  # what is before a comma, as in: two thousand, (three hundred)
        self.limit = self.base_limit = 0
        self.begun = False
        self.joint = ""

    def say(self, *values: float) -> None:
        """Hold those of the values that are whole."""
        self.found.update([int(value) for value in values if value == int(value)])

    def finish(self) -> None:
        """End the number; it may be the first of a range."""
        if self.begun:
            value = self.total + self.section
            self.say(value)
            if self.base and value < self.base_limit:
                self.say(self.base + value)
            self.before = 0 if self.total else self.section
        self._begin()

    def stop(self) -> None:
        """End the number at a word that cannot stand in one."""
        self.finish()
        self.before = 0

    def join(self, kind: str) -> None:
        """Pass a word that may stand between two parts."""
        if kind != "," or not self.total:
            self.joint = self.joint or kind
            return
        base, limit = self.total + self.section, self.limit
        self.finish()
        self.base, self.base_limit = base, limit

    def add(self, value: float) -> None:
        """Read a word that adds to the number, or begins the next."""
        low = self.section % 100
        if value == 0:
            self.say(0)
        if 0 < value < 1 and self.begun and self.joint in _ADDING:
            self.say(self.total + self.section)
            self.total += 0 if self.section else self.limit * value
            self.section += value if self.section else 0
            self.tail = self.section
        elif self.begun and not self._takes(value, low):
            if value < 1 and not self.joint:  # eine halbe Million
                self.stop()
            self.finish()
            self.begun, self.section = True, value
        elif value == 20 and low == 4 and not self.joint:  # quatre-vingts
            self.section += 76
            self.tail += 76
        else:
            self._extend(value, low)
        self.joint = ""

    def _extend(self, value: float, low: float) -> None:
        """Add the value, and read it alone too where it may be a number of its own."""
        backwards = 0 < low < 10 <= value and self.joint == "and"
        if backwards or (low == 10 and self.joint):  # or two numbers: five and twenty
            self.say(self.total + self.section, value)
        if backwards:
            self.before = low
        apart = backwards or (self.joint in _ADDING and self.section >= 100 and low == 0)
        self.tail = value if apart else self.tail + value
        self.begun, self.section = True, self.section + value

    def _takes(self, value: float, low: float) -> bool:
        """Whether the number goes on with the value; `low` is its part below 100."""
        joined = self.joint in _ADDING
        if (self.joint and not joined) or value in (0, 0.25, 0.5):
            return False
        if self.section == 0:
            return self.total > 0
        if value >= 100 or value % 1 or self.section % 1:
            return False
        if 0 < low < 10 <= value and value % 10 == 0:  # ein-und-zwanzig, خمسة عشر
            return joined or value == 10 or (value == 20 and low == 4)
        if value < 10:  # twenty-one, dix-sept, diez y seis
            return low % 10 == 0 and (low != 10 or joined or value >= 7)
        return low == 0 or (value < 20 and low in (60, 80))  # soixante-douze

    def multiply(self, factor: int) -> None:
        """Read a factor: it multiplies the number, or its last part, or begins the next."""
        if self.joint and self.section >= 10 and self.section % 10 == 0:
            self.say(factor)  # hundreds and thousands
        self.joint = ""
        if factor < 1000:
            self._multiply_section(factor)
        else:
            self._close_section(factor)
        self.begun = True
        if self.before:
            self.before *= factor
            self.say(self.before)
            self.before = self.before if factor < 1000 else 0

    def _multiply_section(self, factor: int) -> None:
        """Read a factor below 1,000; behind a hundred it has only what was added since."""
        low = self.section % 100
        if self.section >= 100:
            rest = self.section - low
            self.say(self.total + rest)
            if not self.total:
                self.before = rest // factor if rest % factor == 0 else 0
            self.total, self.limit, self.section = 0, 0, low
        self.section = self.tail = (self.section or 1) * factor

    def _close_section(self, factor: int) -> None:
        """Read a factor of 1,000 or more."""
        section, total = self.section, self.total
        if section and self.tail not in (0, section):
            self.say(total + section - self.tail, self.tail * factor)
        if section and self.limit and factor >= self.limit:
            self.say(total, section * factor)
        if not self.limit or (section and factor < self.limit):
            self.total = total + ((section or 1) * factor)
        elif factor > self.limit:  # mil millones
            self.total = (total + section) * factor
        else:
            self.say(total)
            self.total = (section or 1) * factor
        self.section, self.tail, self.limit = 0, 0, factor


@lru_cache
def units_of(language: str) -> frozenset[str]:
    """The words below a thousand that no other word need multiply, folded; empty if unknown."""
    rows = table.ADDENDS.get(language, ())
    return frozenset(word for _, _, row in rows for word in _forms(row.replace("|", " ")))


def is_compound(word: str) -> bool:
    """Whether a folded word is several number words in one: `einundzwanzig`, `ventitre`."""
    return 5 < len(word) <= _LONGEST_COMPOUND and len(_parts(word)) > 1


def spelled_numbers(text: str) -> set[int]:
    """The numbers that are in words in the text. Takes any text; the time is linear."""
    tokens = _TOKEN.findall(folded(text))
    if _VALUED.isdisjoint(tokens) and _BEGINNINGS.isdisjoint([token[:2] for token in tokens]):
        return set()
    number = _Number()
    after_digits = False
    for word in _words(tokens):
        if after_digits and (word in _FACTORS or word in _ENDINGS):
            continue  # 2 mil millones and 10-ти тисяч are not read here
        if word in _ADDENDS:
            number.add(_ADDENDS[word])
        elif word in _FACTORS:
            number.multiply(_FACTORS[word])
        elif word in _PAIRS:
            value, factor = _PAIRS[word]
            number.add(value)
            number.multiply(factor)
        elif word in _JOINTS and (number.begun or number.before or number.base):
            number.join(_JOINTS[word])
        else:
            number.stop()
        after_digits = word[0].isdigit()
    number.finish()
    if not _NEGATIONS.isdisjoint(tokens) and _denies(tokens):
        number.say(0)
    return number.found


def _words(tokens: Iterable[str]) -> Iterator[str]:
    """The tokens, with what is written as one word in its parts."""
    for token in tokens:
        if token in _KNOWN:
            yield token
        elif token in _PREFIXED:
            yield from _PREFIXED[token]
        elif token[:2] in _BEGINNINGS and 5 < len(token) <= _LONGEST_COMPOUND:
            yield from _parts(token)
        else:
            yield token


def _parts(token: str) -> list[str]:
    """The German or Italian number words that a token is made of, or the token alone."""
    ends: list[list[str] | None] = [None] * len(token) + [[]]  # the parts of what begins here
    for start in range(len(token) - 1, -1, -1):
        for length in _PIECE_LENGTHS:
            piece, rest = token[start : start + length], start + length
            if piece in _PIECES and rest <= len(token) and (after := ends[rest]) is not None:
                ends[start] = [_PIECES[piece], *after]
                break
    return ends[0] or [token]


def _denies(tokens: list[str]) -> bool:
    """Whether a negation and a loss stand close to each other."""
    negation = loss = -1 - _DENIAL
    for position, token in enumerate(tokens):
        if token in _NEGATIONS:
            negation = position
        elif token.removeprefix("ال").startswith(_LOSSES):
            loss = position
        else:
            continue
        if negation >= 0 and loss >= 0 and abs(negation - loss) <= _DENIAL:
            return True
    return False
