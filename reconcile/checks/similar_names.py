"""The check of names that look alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reconcile.checks.issue import Problem
from reconcile.checks.view import View, in_table
from reconcile.errors import excerpt

SHORTEST = 5
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ACCENTS = dict.fromkeys(range(0x300, 0x370))


@dataclass(frozen=True)
class UsedName:
    """One name as written, and the ledger row and column in which it stands first."""

    text: str
    row: int
    column: str

    @cached_property
    def words(self) -> list[str]:
        """Its words without case and accents."""
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
        if sum(map(str.isalpha, text)) < SHORTEST:
            return set()
        shorter = {text[:at] + text[at + 1 :] for at, char in enumerate(text) if not char.isdigit()}
        return shorter | {text}


def look_alike(view: View) -> Iterator[Problem]:
    """Two names differ only by case, spacing, punctuation, accents or one letter.

    Names of sources and relays are compared with each other, and so are the parts of populations
    and of places. Two spellings of one name count as two: the figures under them are not compared.
    Names that differ in a digit, a Roman numeral or a letter that stands alone are not alike, nor
    are those that differ by a letter and have fewer than five. A name in parts.csv that no row has,
    but for case, spacing, punctuation or accents, is told as well: it goes for no row.

    Remedy: write both in the same way. If they are two names indeed, name `look-alike` in `waives`
    and say so in `notes`.
    """
    for columns, parts in ((("source", "via"), False), (("population",), True), (("place",), True)):
        whole = _used(view, columns)
        if parts:
            yield from _alike(view, _same_parts(whole))
            yield from _unused(view, columns[0], whole)
            whole = _parts(whole)
        yield from _alike(view, _pairs(whole))


def _used(view: View, columns: tuple[str, ...]) -> list[UsedName]:
    """The names that the usable rows have in these columns, in the order of the ledger."""
    first: dict[str, tuple[int, str]] = {}
    rows = np.flatnonzero(view.usable)
    for column in columns:
        codes, texts = view.text(column)
        used, at = np.unique(codes[rows], return_index=True)
        for code, row in zip(used.tolist(), rows[at].tolist(), strict=True):
            if texts[code] and (texts[code] not in first or row < first[texts[code]][0]):
                first[texts[code]] = row, column
    names = (UsedName(text, row, column) for text, (row, column) in first.items())
    return sorted(names, key=lambda name: (name.row, columns.index(name.column)))


def _unused(view: View, column: str, names: Sequence[UsedName]) -> Iterator[Problem]:
    """Names in parts.csv that are those of no row of the ledger, and look like one that is."""
    there, folded = {name.text for name in names}, {name.folded: name for name in reversed(names)}
    faulty = {fault.row for fault in view.ledger.parts.faults}
    if (table := view.ledger.parts_table) is None:
        return
    for number, row in enumerate(table.records()):
        if row.get("of") != column or number in faulty:
            continue
        for cell in ("whole", "part"):
            meant = folded.get(UsedName(row.get(cell, ""), -1, cell).folded)
            if meant and row[cell] not in there:
                message = f"{excerpt(row[cell])!r} looks like {excerpt(meant.text)!r} "
                message += f"({view.where(meant.row)})"
                remedy = f"write {excerpt(meant.text)}, as the rows have it"
                yield in_table(table, number, cell, message, remedy)


def _parts(names: list[UsedName]) -> list[UsedName]:
    """The parts between the commas, each where it stands first."""
    first: dict[str, UsedName] = {}
    for name in names:
        for part in _stripped(name):
            first.setdefault(part, UsedName(part, name.row, name.column))
    return list(first.values())


def _stripped(name: UsedName) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, name.text.split(","))))


def _same_parts(names: list[UsedName]) -> Iterator[tuple[UsedName, UsedName]]:
    """Names written with other spaces around their commas, or more commas, than an earlier one."""
    first: dict[tuple[str, ...], UsedName] = {}
    for name in names:
        earlier = first.setdefault(_stripped(name), name)
        if earlier is not name:
            yield name, earlier


def _pairs(names: list[UsedName]) -> Iterator[tuple[UsedName, UsedName]]:
    """Each name that looks like an earlier one, with the first such.

    Two texts that are one letter apart leave the same text when one letter is taken from the one,
    or from both, so only names that share such a remainder are compared.
    """
    same: dict[str, UsedName] = {}
    shared: dict[str, list[UsedName]] = {}
    for name in names:
        if not name.folded:
            continue
        earlier = same.setdefault(name.folded, name)
        if earlier is not name:
            yield name, earlier
            continue
        if found := _one_letter_off(name, shared):
            yield name, found
        for text in name.without_one:
            shared.setdefault(text, []).append(name)


def _one_letter_off(name: UsedName, shared: Mapping[str, list[UsedName]]) -> UsedName | None:
    near = {other for text in name.without_one for other in shared.get(text, ())}
    alike = (other for other in near if _one_letter(name, other))
    return min(alike, key=lambda other: (other.row, other.text), default=None)


def _one_letter(one: UsedName, other: UsedName) -> bool:
    """Whether one letter is put in, left out or replaced; one that stands alone does not count."""
    short, long = sorted((one.folded, other.folded), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest = short[start:] if len(short) < len(long) else short[start + 1 :]
    if len(long) - len(short) > 1 or long[start + 1 :] != rest:
        return False
    differing = set(one.words) ^ set(other.words)
    numbered = all(map(_ROMAN.fullmatch, differing))
    return not numbered and not any(len(word) == 1 for word in differing)


def _alike(view: View, pairs: Iterator[tuple[UsedName, UsedName]]) -> Iterator[Problem]:
    for name, earlier in pairs:
        message = (
            f"{excerpt(name.text)!r} looks like {excerpt(earlier.text)!r} "
            f"({view.where(earlier.row)})"
        )
        remedy = f"write {excerpt(earlier.text)}, or waive look-alike if these are two names"
        yield Problem(message, remedy, name.row, name.column)
