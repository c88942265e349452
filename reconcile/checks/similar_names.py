"""The check of names that look alike."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.slips import SHORTEST, one_slip
from reconcile.checks.view import View, in_table
from reconcile.errors import excerpt
from reconcile.notation.late_pattern import late_pattern
from reconcile.storage.breakdowns import short

_ROMAN = late_pattern(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ASCII_WORD = late_pattern("[a-z0-9]+")
_SPACE = "\N{OPEN BOX}"
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_FEW = 8  # names with the same digits are compared each with each
_END = "\0"  # of a name: no file that is read as text has it
_NO_DIGIT = {code: None for code in range(1, 128) if not chr(code).isdigit()}


@dataclass(eq=False)
class UsedName:
    """One name as written, and the ledger row and column in which it stands first."""

    text: str
    row: int
    column: str

    @cached_property
    def words(self) -> list[str]:
        """Its words without case and accents."""
        if self.text.isascii():
            return _ASCII_WORD.findall(self.text.lower())
        bare = unicodedata.normalize("NFKD", self.text).translate(_ACCENTS).casefold()
        letters = unicodedata.normalize("NFC", bare)
        # marks stay: in many scripts they are the vowels
        return "".join(
            char if unicodedata.category(char)[0] in "LNM" else " " for char in letters
        ).split()

    @cached_property
    def folded(self) -> str:
        """Its letters and digits, without case, accents, spaces and punctuation."""
        return "".join(self.words)

    @cached_property
    def without_one(self) -> set[str]:
        """Itself, folded, and all that is left of it when one letter is taken away."""
        text = self.folded
        shorter = {text[:at] + text[at + 1 :] for at, char in enumerate(text) if not char.isdigit()}
        return shorter | {text}


def look_alike(view: View) -> Iterator[Problem]:
    """Two names differ only by case, spacing, punctuation, accents, one letter or two swapped.

    Names of sources and relays are compared with each other, and so are the parts of populations
    and of places. Two spellings of one name count as two: the figures under them are not compared.
    Names that differ in a digit, a Roman numeral or a letter that stands alone are not alike, nor
    are those that differ by a letter and have fewer than five. Populations and places are alike too
    if they have the same parts in another order, or if one is a part in parts.csv and the other the
    same with its whole or without. A name in parts.csv that no row has, but for case, spacing,
    punctuation or accents, is told as well: it goes for no row.

    Remedy: write both in the same way. If they are two names indeed, name `look-alike` in `waives`
    and say so in `notes`.
    """
    for columns, parts in ((("source", "via"), False), (("population",), True), (("place",), True)):
        names = _used(view, columns)
        if parts:
            divided = [_stripped(name.text) for name in names]
            yield from _alike(view, _same_parts(names, divided))
            yield from _undeclared(view, columns[0], names)
            yield from _unused(view, columns[0], names)
            names = _parts(names, divided)
        yield from _alike(view, _pairs(names))


def _used(view: View, columns: tuple[str, ...]) -> list[UsedName]:
    """The names that the usable rows have in these columns, in the order of the ledger."""
    first: dict[str, tuple[int, str]] = {}
    rows = np.flatnonzero(view.usable)
    for column in columns:
        codes, texts = view.text(column)
        own = np.full(len(texts), -1)
        own[codes[rows][::-1]] = rows[::-1]  # of several rows the first stays
        for text, row in zip(texts, own.tolist(), strict=True):
            if text and row >= 0 and (text not in first or row < first[text][0]):
                first[text] = row, column
    names = (UsedName(text, row, column) for text, (row, column) in first.items())
    return sorted(names, key=lambda name: (name.row, columns.index(name.column)))


def _unused(view: View, column: str, names: Sequence[UsedName]) -> Iterator[Problem]:
    """Names in parts.csv that are those of no row of the ledger, and look like one that is."""
    if (table := view.ledger.parts_table) is None:
        return
    there, folded = {name.text for name in names}, {name.folded: name for name in reversed(names)}
    faulty = {fault.row for fault in view.ledger.parts.faults}
    for number, row in enumerate(table.records()):
        if row.get("of") != column or number in faulty:
            continue
        for cell in ("whole", "part"):
            meant = folded.get(UsedName(row.get(cell, ""), -1, cell).folded)
            if meant and row[cell] not in there:
                one, other = _told_apart(row[cell], meant.text)
                message = f"{one!r} looks like {other!r} ({view.where(meant.row)})"
                remedy = f"write {excerpt(meant.text)}, as the rows have it"
                yield in_table(table, number, cell, message, remedy)


def _parts(names: list[UsedName], divided: Sequence[Sequence[str]]) -> list[UsedName]:
    """The parts between the commas, each where it stands first."""
    first: dict[str, UsedName] = {}
    for name, parts in zip(names, divided, strict=True):
        for part in parts:
            if part not in first:
                first[part] = UsedName(part, name.row, name.column)
    return list(first.values())


def _stripped(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))


def _same_parts(
    names: list[UsedName], divided: Sequence[Sequence[str]]
) -> Iterator[tuple[UsedName, UsedName]]:
    """Names that have the parts of an earlier one, in another order or with other commas."""
    first: dict[tuple[str, ...], UsedName] = {}
    for name, parts in zip(names, divided, strict=True):
        earlier = first.setdefault(tuple(sorted(parts)), name)
        if earlier is not name:
            yield name, earlier


def _undeclared(view: View, column: str, names: Sequence[UsedName]) -> Iterator[Problem]:
    """Names that are those of a part in parts.csv, but for the whole behind it."""
    parts = view.ledger.parts
    listed = {(one.whole, part) for one in parts.of(column) for part in one.parts}
    if not listed:
        return
    declared = {part for _, part in listed}
    meant = {f"{part}, {whole}": part for whole, part in listed}
    meant |= {short(part, whole): part for whole, part in listed if short(part, whole) != part}
    for name in names:
        plain = ", ".join(_stripped(name.text))
        if plain not in declared and (part := meant.get(plain)):
            message = f"{excerpt(name.text)!r} looks like {excerpt(part)!r}, a part in parts.csv"
            remedy = f"write {excerpt(part)}, or waive look-alike if these are two names"
            yield Problem(message, remedy, name.row, name.column)


def _pairs(names: list[UsedName]) -> Iterator[tuple[UsedName, UsedName]]:
    """Each name that looks like an earlier one, with the first such.

    A slip takes no digit and puts none in, so only names with the same digits are compared. Two
    texts that are one letter apart leave the same text when one letter is taken from the one, or
    from both: of many names those are compared that share such a remainder.
    """
    digits = _digits([name.text for name in names])
    having = Counter(digits)
    same: dict[str, UsedName] = {}
    shared = defaultdict[str, list[UsedName]](list)  # by their digits, or by what they leave
    for name, own in zip(names, digits, strict=True):
        if having[own] == 1 or not name.folded:
            continue
        earlier = same.setdefault(name.folded, name)
        if earlier is not name:
            yield name, earlier
        elif sum(map(str.isalpha, name.folded)) >= SHORTEST:
            keys = {own} if having[own] <= _FEW else name.without_one
            near = {other for key in keys for other in shared[key]}
            alike = (other for other in near if _one_letter(name, other))
            if found := min(alike, key=lambda other: (other.row, other.text), default=None):
                yield name, found
            for key in keys:
                shared[key].append(name)


def _digits(texts: Sequence[str]) -> list[str]:
    """The digits of each text, folded, in their order."""
    plain = _END.join(text if text.isascii() else "" for text in texts)
    digits = plain.translate(_NO_DIGIT).split(_END)[: len(texts)]
    for at, text in enumerate(texts):
        if not text.isascii():
            digits[at] = "".join(filter(str.isdigit, UsedName(text, -1, "").folded))
    return digits


def _one_letter(one: UsedName, other: UsedName) -> bool:
    """Whether they are a slip apart; a letter that stands alone, or a numeral, is none."""
    if not one_slip(one.folded, other.folded):
        return False
    differing = set(one.words) ^ set(other.words)
    numbered = all(map(_ROMAN.fullmatch, differing))
    return not numbered and not any(len(word) == 1 for word in differing)


def _alike(view: View, pairs: Iterator[tuple[UsedName, UsedName]]) -> Iterator[Problem]:
    for name, earlier in pairs:
        one, other = _told_apart(name.text, earlier.text)
        message = f"{one!r} looks like {other!r} ({view.where(earlier.row)})"
        remedy = f"write {excerpt(earlier.text)}, or waive look-alike if these are two names"
        yield Problem(message, remedy, name.row, name.column)


def _told_apart(one: str, other: str) -> tuple[str, str]:
    """Two names for a message; in full, and with their spaces, where they would look the same."""
    told = excerpt(one), excerpt(other)
    if len({unicodedata.normalize("NFC", each) for each in told}) > 1:
        return told
    return _spelt(one), _spelt(other)


def _spelt(name: str) -> str:
    """A name with a sign for every space, and other marks that are not seen by their numbers."""
    return "".join(
        _SPACE if char == " "
        else f"<U+{ord(char):04X}>" if char.isspace() or unicodedata.category(char)[0] in "CM"
        else char
        for char in name
    )  # fmt: skip
