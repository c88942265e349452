"""Figures: how many, as it was said, in a small notation (docs/ledger.md, "Figures").

`parse_figure("at least 3,000")` reads one cell, `str(figure)` writes the canonical text back.
Nothing is guessed: a cell that could be read in two ways is refused with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.errors import NotationError, excerpt
from reconcile.notation.late_pattern import late_pattern

LIMIT = 10**12
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: what was said, as whole counts of people.

    `low`, `best` and `high` are the numbers said; `about` says that they were given as
    approximate, `strict` that the one limit itself is excluded (more than, fewer than),
    `open_above` that a range has no upper end; `word` is `unknown` or `withdrawn`.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    about: bool = False
    strict: bool = False
    open_above: bool = False
    word: str = ""

    @property
    def unknown(self) -> bool:
        """Something was said, but no number."""
        return self.word == "unknown"

    @property
    def withdrawn(self) -> bool:
        """The source took its figure back."""
        return self.word == "withdrawn"

    @property
    def lower(self) -> int | None:
        """The least count that the figure allows; None if it was withdrawn."""
        if self.withdrawn:
            return None
        start = self.best if self.low is None else self.low
        if start is None:
            return 0
        if self.about:
            return _around(start)[0]
        return start + (self.strict and self.low is not None)

    @property
    def upper(self) -> int | None:
        """The greatest count that the figure allows; None if it is open above or withdrawn."""
        end = self.best if self.high is None and self.low is None else self.high
        if end is None or self.open_above:
            return None
        if self.about:
            return _around(end)[1]
        return end - (self.strict and self.low is None)

    @property
    def point(self) -> float | None:
        """The one number that stands for it: best, else middle of the range, else the limit."""
        if self.best is not None:
            return self.best
        if self.low is None:
            return self.high
        return self.low if self.high is None else (self.low + self.high) / 2

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers said, in the order of the notation."""
        return tuple(n for n in (self.best, self.low, self.high) if n is not None)

    @property
    def qualifier(self) -> str:
        """`about`, `at least`, `at most` or nothing: what a careless relay drops."""
        if self.open_above or (self.low is not None and self.high is None):
            return "at least"
        if self.high is not None and self.low is None:
            return "at most"
        return "about" if self.about else ""

    def __str__(self) -> str:
        """The canonical text, which reads back as the same figure."""
        if self.word:
            return self.word
        about, plus = "~" * self.about, "+" * self.open_above
        if self.low is not None and self.high is not None:
            span = f"{self.low:,}–{self.high:,}{plus}"
            return f"{about}{span}" if self.best is None else f"{self.best:,} ({span})"
        if self.best is not None:
            return f"{about}{self.best:,}"
        if self.low is not None:
            equal = "" if self.strict else "="
            return f"~{self.low:,}+" if self.about else f">{equal}{self.low:,}"
        return f"<{'' if self.strict else '='}{self.high:,}"


def _around(number: int) -> tuple[int, int]:
    """Whole counts within half a unit of the last non-zero digit, at most a tenth, of `number`.

    It may be a column of numbers too.
    """
    unit = 10 ** sum(number % 10**power == 0 for power in range(1, 12))
    most, fifth = 10 * unit, 2 * number  # in twentieths, so that it stays whole
    margin = most + (fifth - most) * (fifth < most)
    return -((margin - 20 * number) // 20), (20 * number + margin) // 20


_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008\u200a\t"), " ")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ"), "'")
_DASHES = dict.fromkeys(map(ord, "-‐‑‒—―−"), "–")
_FOLD = {**_SPACES, **_APOSTROPHES, **_DASHES}

_MAGNITUDES = {
    **dict.fromkeys(("k", "thousand"), 3),
    **dict.fromkeys(("m", "mn", "mln", "million", "millions"), 6),
    **dict.fromkeys(("bn", "billion", "billions"), 9),
}
_PREFIXES = {
    "~": ("~", "≈", "∼", "≃", "about", "around", "approximately", "approx.", "approx", "roughly",
          "some", "circa", "ca.", "ca", "c.", "an estimated", "estimated", "est."),
    ">": (">", "more than", "over", "above", "exceeding", "greater than", "in excess of"),
    ">=": (">=", "≥", "⩾", "at least", "no fewer than", "not fewer than", "no less than",
           "not less than"),
    "<": ("<", "fewer than", "less than", "under", "below"),
    "<=": ("<=", "≤", "⩽", "up to", "at most", "no more than", "not more than"),
}  # fmt: skip
_SIGN = {word: sign for sign, words in _PREFIXES.items() for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_PREFIX = rf"(?:(?P<prefix>{_any(_SIGN)}) ?)?"
_DASH = r"(?: ?– ?| to )"
_EST = r"(?P<est> ?\((?:est|est\.|estimate|estimated)\))?"


def _number(name: str) -> str:
    magnitudes = _any(_MAGNITUDES)
    return rf"(?P<{name}>[0-9](?:[0-9.,'_ ]*[0-9])?)(?: ?(?P<{name}_unit>{magnitudes})(?![a-z]))?"


_ONE = late_pattern(rf"{_PREFIX}{_number('one')}(?P<plus> ?\+| or more| and more| or over)?{_EST}")
_RANGE = late_pattern(
    rf"{_PREFIX}(?:between )?{_number('one')}(?:{_DASH}| and ){_number('two')}(?P<plus> ?\+)?{_EST}"
)
_BEST = late_pattern(
    rf"{_PREFIX}{_number('best')} ?[(\[]{_number('one')}{_DASH}{_number('two')}"
    r"(?P<plus> ?\+)?[)\]]"
)


def parse_figure(text: str) -> Figure:
    """Read one cell of the column `figure`.

    Raises `NotationError`, which says what is wrong and what to write instead.
    """
    if len(text) > LONGEST:
        raise NotationError(
            f"the cell is {len(text):,} characters long",
            "keep the number here and put the words into quote or notes",
        )
    folded = " ".join(text.translate(_FOLD).lower().split())
    if folded in ("unknown", "withdrawn"):
        return Figure(word=folded)
    for pattern, read in ((_ONE, _read_one), (_RANGE, _read_range), (_BEST, _read_best)):
        match = pattern.fullmatch(folded)
        if match and (pattern is not _RANGE or _well_joined(folded)):
            return read(match, text)
    raise _refusal(folded, text)


def _well_joined(folded: str) -> bool:
    """`between X and Y` is a range; `X and Y` alone are two claims."""
    return ("between " in folded) == (" and " in folded)


def _read_one(match: re.Match[str], text: str) -> Figure:
    number = _value(match["one"], match["one_unit"], text)
    sign = _SIGN.get(match["prefix"] or "", "")
    if match["est"] and sign in ("", "~"):
        sign = "~"
    elif match["est"]:
        raise NotationError(
            f"{excerpt(text)!r} says both {match['prefix']!r} and 'estimated'",
            f"write {sign}{number:,} and put the rest into notes",
        )
    if match["plus"]:
        if sign not in ("", "~"):
            raise NotationError(
                f"{excerpt(text)!r} limits the number twice", f"write >={number:,} or {number:,}"
            )
        return Figure(low=number, about=sign == "~")
    if sign.startswith(">"):
        return Figure(low=number, strict=sign == ">")
    if sign.startswith("<"):
        if number == 0 and sign == "<":
            raise NotationError(f"{excerpt(text)!r}: no count is below 0", "write 0")
        return Figure(high=number, strict=sign == "<")
    return Figure(best=number, about=sign == "~")


def _read_range(match: re.Match[str], text: str) -> Figure:
    low, high = _ends(match, text)
    sign = _SIGN.get(match["prefix"] or "", "")
    if sign not in ("", "~"):
        plus = "+" if sign.startswith(">") else ""
        raise NotationError(
            f"{excerpt(text)!r} sets a limit on a range",
            f"write {low:,}–{high:,}{plus}, or the one number that is meant",
        )
    about = sign == "~" or bool(match["est"])
    return Figure(low=low, high=high, about=about, open_above=bool(match["plus"]))


def _read_best(match: re.Match[str], text: str) -> Figure:
    low, high = _ends(match, text)
    best = _value(match["best"], match["best_unit"], text)
    if _SIGN.get(match["prefix"] or "", "~") != "~":
        raise NotationError(
            f"{excerpt(text)!r} sets a limit on a number that has a range",
            f"write {best:,} ({low:,}–{high:,})",
        )
    if not (low <= best and (best <= high or match["plus"])):
        raise NotationError(
            f"{best:,} does not lie within {low:,}–{high:,}",
            "write the best number first and then the range around it, as in 1,200 (900–1,500)",
        )
    return Figure(low=low, best=best, high=high, open_above=bool(match["plus"]))


def _ends(match: re.Match[str], text: str) -> tuple[int, int]:
    """Both ends of a range; a magnitude word carries back to a first number below 1,000."""
    unit = match["one_unit"]
    if unit is None and match["two_unit"] and len(match["one"].partition(".")[0]) <= 3:
        unit = match["two_unit"]
    low, high = _value(match["one"], unit, text), _value(match["two"], match["two_unit"], text)
    if low > high:
        raise NotationError(
            f"the range {excerpt(text)!r} runs backwards, from {low:,} to {high:,}",
            f"write {high:,}–{low:,}, or the first number in full",
        )
    return low, high


_GROUPED = late_pattern(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:([,'_ ])[0-9]{3})(?:\1[0-9]{3})*)")


def _value(digits: str, unit: str | None, text: str) -> int:
    """The whole count that `digits` and a magnitude word stand for, exactly."""
    whole, dot, fraction = digits.partition(".")
    if dot and unit is None:
        raise _decimal(digits, text)
    if not _GROUPED.fullmatch(whole) or (dot and not fraction.isdigit()):
        raise NotationError(
            f"{excerpt(digits)!r} is not one number with its thousands in threes",
            "write it as 3,000 or 3000; two figures need a row each",
        )
    power = _MAGNITUDES[unit] if unit else 0
    fraction = fraction.rstrip("0")
    number = int("".join(filter(str.isdigit, whole)) + fraction) if len(digits) < 40 else LIMIT
    if len(fraction) > power:
        raise NotationError(
            f"{excerpt(text)!r} is not a whole number of people", "write the count in full"
        )
    number *= int(10 ** (power - len(fraction)))
    if number >= LIMIT:
        raise NotationError(
            f"{excerpt(text)!r} is a million million or more", "a count must be below 10^12"
        )
    return number


def _decimal(digits: str, text: str) -> NotationError:
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", digits):
        joined = digits.replace(".", "")
        return NotationError(
            f"{excerpt(text)!r} is ambiguous: a point can part thousands or begin decimals",
            f"write {int(joined):,} if the point parts thousands",
        )
    if re.fullmatch(r"[0-9]{1,4}\.[0-9]{1,2}\.[0-9]{1,4}", digits):
        return NotationError(
            f"{excerpt(text)!r} looks like a date",
            "dates have their own columns; write the count here",
        )
    return NotationError(
        f"{excerpt(text)!r} is not a whole number of people",
        "write a whole number, or a magnitude after it as in 1.2 million",
    )


_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_REFUSALS: tuple[tuple[str, str, str], ...] = (
    (rf".*\b(?:{_MONTH})\b.*", "is a range that a spreadsheet turned into a date",
     "write the two numbers with an en dash, as in 10–12"),
    (r".*[0-9]{1,4}[–/.][0-9]{1,2}[–/.][0-9]{1,4}.*", "looks like a date",
     "dates have their own columns; write the count here"),
    (r"[0-9]+(?:\.[0-9]+)?e[+–]?[0-9]+", "is a number that a spreadsheet shortened",
     "write it in full, as in 1,200,000"),
    (r"– ?[0-9].*", "is negative", "a count is 0 or more; a correction is a new row"),
    (rf".*\b(?:nearly|almost|close to|just under) (?P<said>{_number('n')}).*",
     "can be read in two ways", r"write <\g<said> if it is a limit or ~\g<said> if it is not"),
    (rf".*\bas many as (?P<said>{_number('n')}).*", "says a limit in words", r"write <=\g<said>"),
    (r".*\b(?:dozens?|scores?|tens|hundreds|thousands|millions|several|many|few|numerous|couple|"
     r"handful)\b.*", "is a word whose number is the reader's to choose",
     "write unknown and keep the words in quote, or the least that it must mean, as in >=24"),
    (r"(?:no|none|nil|zero|nobody|no one)", "is a word", "write 0 if the source said none"),
    (r"(?:n/a|na|nan|null|none given|not known|not given|unclear|tbc|tbd|–+|\?+|\.+)",
     "is not a figure",
     "write unknown if the source spoke and gave no number, or leave the row out"),
    (r"(?:retracted|retraction|taken back|deleted)", "is not a figure",
     "write withdrawn if the source took its figure back"),
    (r".*(?:%|\b(?:per ?cent|daily|half|thirds?|quarters?|fifths?|tenths?)\b|"
     r"\b(?:a|per|each|every) (?:day|week|month|year|hour|[0-9])).*",
     "is a rate or a share, which is no count",
     "write the count if the source gave one, else unknown, and keep the words in quote"),
    (r".*[0-9].*\b(?:killed|dead|deaths|died|wounded|injured|injuries|missing|captured|casualties|"
     r"deployed|soldiers|troops|people|persons|men|civilians)\b.*", "says what was counted",
     "write the number alone; what was counted stands in measure and population"),
    (r".*[0-9].*(?:/|;|&|,| and | or |\bplus\b|\+).*[0-9].*", "holds two claims or a sum",
     "write one figure a row"),
    (r"[>≥<≤~≈].*[>≥<≤~≈].*", "qualifies the number twice",
     "write one of ~, >, >=, <, <=; for about 3,000 or more write ~3,000+"),
)  # fmt: skip


def _refusal(folded: str, text: str) -> NotationError:
    """Say why a cell is no figure, and what to write instead."""
    if not folded:
        return NotationError("no figure is given", "write the number, or unknown if none was given")
    for pattern, problem, remedy in _REFUSALS:
        if match := re.fullmatch(pattern, folded):
            return NotationError(f"{excerpt(text)!r} {problem}", match.expand(remedy))
    return NotationError(
        f"{excerpt(text)!r} is not a figure",
        "write a number as in 300, ~300, >=300, <300, 300–400, 350 (300–400) or unknown",
    )
