"""Texts made damaged or hostile: pieces of them cut, doubled, swapped and put in."""

from __future__ import annotations

import random
from collections.abc import Sequence

PIECES = (
    "", " ", "\t", "\n", "\r\n", ",", ";", '"', "'", "\\", "/", "|", "{", "}", "[", "]", "(", ")",
    "<", ">", "&", "#", "%", "=", "+", "-", "−", "–", "~", "?", ".", ":", "0", "9" * 30, "9" * 5000,
    "1e99", "-1", "NaN", "inf", "null", "\0", "\x1b[31m", "\x7f", "\x85", "\u00a0", "\u202e",
    "\u200f", "\u2028", "\ufeff", "\ufffd", "é", "e\u0301", "万", "٣", "𝟑", "Ⅳ", "½", "²", "𝐤", "ß",
    "İ", "million", "dozens", "about ", "[[", "]]", "<!--", "-->", "<![CDATA[", "<!DOCTYPE>",
    "&amp;", "&#x110000;", "=1+1", "(" * 300, "[" * 300, "{" * 300, "a" * 2000, "a," * 500,
    "1 " * 500, "1," * 500, "<b>" * 300, '""' * 300,
)  # fmt: skip


def damaged(text: str, others: Sequence[str], words: Sequence[str], chance: random.Random) -> str:
    """The text with up to six pieces of it changed.

    What is put in is one of `PIECES` or of `words`, a piece of one of `others`, or a character.
    """
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 6))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 0, 1, 1, 2, 5, 20, 200)))
        text = text[:at] + _new(text[at:end], others, words, chance) + text[end:]
    return text


def _new(old: str, others: Sequence[str], words: Sequence[str], chance: random.Random) -> str:
    """What stands in the place of a piece."""
    kind = chance.randrange(8)
    if kind < 2:
        return chance.choice(PIECES)
    if kind < 4:
        return chance.choice(words or PIECES)
    if kind == 4:
        return old * chance.choice((0, 2, 3, 50))
    if kind < 7:
        other = chance.choice(others)
        start = chance.randrange(len(other) + 1)
        return other[start : start + chance.choice((1, 5, 50))]
    return chr(chance.choice((chance.randrange(128), chance.randrange(0xD800))))
