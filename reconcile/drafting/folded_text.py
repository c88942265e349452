"""A text as words are looked up in it: one case, no accents, ASCII digits, one character for one.

Where a character is left out (an accent of its own, a sign that only steers the direction of
writing) the place of every character in the text as given is kept, so that offsets are exact.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reconcile.notation.numerals import FOLD

# Seen by nobody, and no part of a word: soft hyphen, zero width, marks of direction.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNSEEN += "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_HEBREW_POINTS = [*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7]
_DASHES, _WAVES = "‐‑‒–−－", "〜～∼"


class _Letters(dict[int, str | None]):
    """The folded form of every character, worked out when it is first met; `own` keep accents."""

    def __init__(self, own: str) -> None:
        super().__init__(_FIXED)
        self._own = own

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        lower = char.lower()
        self[code] = value = lower if lower in self._own and len(lower) == 1 else _fold(char)
        return value


def _fold(char: str) -> str | None:
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if "\uff01" <= char <= "\uff5e":
        return _fold(chr(ord(char) - 0xFEE0)) if char not in _WAVES else "~"
    lower = char.lower()
    return FOLD.get(ord(lower), lower) if len(lower) == 1 else lower[0]


_FIXED: dict[int, str | None] = {
    **{code: None for code, letter in FOLD.items() if letter is None},
    **dict.fromkeys(map(ord, _UNSEEN)),
    **dict.fromkeys(_HEBREW_POINTS),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
    **dict.fromkeys(map(ord, "’ʼ‘׳＇"), "'"),
    **dict.fromkeys(map(ord, "“”„«»″״＂"), '"'),
    **{ord(mark): plain for mark, plain in zip("٬،٫，．", ",,.,.", strict=True)},
}


@lru_cache
def _letters(own: str) -> _Letters:
    return _Letters(own)


class FoldedText(NamedTuple):
    """The text as given, what words are looked up in, and where each character of that came from.

    `origin` is empty where both have the same length: then every character is at its own place.
    """

    given: str
    text: str
    origin: tuple[int, ...]

    @property
    def as_given(self) -> str:
        """The letters as given of every character of `text`, of the same length."""
        return "".join(self.given[at] for at in self.origin) if self.origin else self.given

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as given of what stands from `start` to `end`, not empty."""
        if not self.origin:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def folded_text(given: str, own: str = "") -> FoldedText:
    """Fold a text; the letters `own` keep their accents. Takes any text; the time is linear."""
    letters = _letters(own)
    text = given.translate(letters)
    if len(text) == len(given):
        return FoldedText(given, text, ())
    origin = tuple(at for at, char in enumerate(given) if letters[ord(char)] is not None)
    return FoldedText(given, text, origin)


def fold(words: str, own: str = "") -> str:
    """The words of a list as they are looked up."""
    return words.translate(_letters(own))
