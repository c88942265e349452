r"""The ledger's notations as regular expressions, for programs that know nothing else of them.

Each matches every whole cell that the checks accept. It may match more: no expression knows that
February has no 30th, or that a range runs upwards. They keep to what XML Schema, JavaScript and
Python read in one way, so that letters of either case are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconcile.notation.measures import Measures

_DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
DATE = rf"\s*{_DAY}(/{_DAY})?[~?]?\s*"

_KELVIN = "\u212a"  # its small letter is a plain k
_SPECIAL = re.compile(r"[\\^$.|?*+(){}\[\]-]")


def _spelt(word: str) -> str:
    """`word` in letters of either case, with any blanks for a space."""
    others = {"k": f"[kK{_KELVIN}]", " ": r"\s+", ".": r"\."}
    return "".join(others.get(char) or f"[{char}{char.upper()}]" for char in word)


def _any(*words: str) -> str:
    return f"({'|'.join(map(_spelt, words))})"


_WHOLE = r"([0-9]+|[0-9]{1,3}(([,'’ʼ_]|\s+)[0-9]{3})+)"
# k, m, mn, mln, bn, thousand, million, billion: enough of a word to tell it from another
_UNIT = (
    rf"\s*({_spelt('k')}|[mM]([lL]?[nN])?|[bB][nN]|[tT][hH][oO][A-Za-z]{{5}}"
    r"|[mMbB][iI][lL][lL][A-Za-z]{3,4})"
)
# a point begins decimals, which only a magnitude can follow
_NUMBER = rf"{_WHOLE}((\.[0-9]+)?{_UNIT})?"
# the magnitude of the second number can serve the first
_FIRST = rf"{_WHOLE}(\.[0-9]+)?({_UNIT})?"
_TO = rf"(\s*[-‐‑‒–—―−]\s*|\s+{_any('to', 'and')}\s+)"
# any words may stand before a number, such as `no fewer than`
_BEFORE = r"[~≈∼≃<>=≤≥⩽⩾A-Za-z.\s]*"
_PLUS = rf"(\s*\+|\s+{_any('or more', 'and more', 'or over')})?"
_ESTIMATED = r"(\s*\([eE][sS][tT][A-Za-z.]*\))?"
FIGURE = (
    rf"(\s*{_any('unknown', 'withdrawn')}"
    rf"|{_BEFORE}(({_FIRST}{_TO})?{_NUMBER}{_PLUS}{_ESTIMATED}"
    rf"|{_NUMBER}\s*[(\[]{_FIRST}{_TO}{_NUMBER}{_PLUS}[)\]]))\s*"
)


def one_of(texts: Iterable[str]) -> str:
    """Any of `texts` with white space around it, which the ledger does not count."""
    return rf"\s*({'|'.join(map(_escaped, texts))})\s*"


def measure(measures: Measures) -> str:
    """Any of the measures, or a sum of outcomes in any order."""
    outcome = one_of(measures.outcomes)
    return rf"({one_of(measures)}|{outcome}(\+{outcome})+)"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
