"""The words of one language, read from its file in `languages/`, ready to be looked up.

A file is TOML that a speaker of the language can mend: lists of words parted by commas. A `*` at
the end of a word stands for any ending, at its beginning for any beginning (`*soldat*`). Capitals
and accents do not matter. What each list means stands in docs/drafting.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from reconcile.drafting.folded_text import fold

OUTCOMES = {
    "nouns": "noun", "verbs": "verb", "tolls": "toll", "severe": "severe", "weak": "weak",
    "losing": "losing",
}  # fmt: skip
# Inside a word: the apostrophe of Cyrillic (п'ять), and the mark of Hebrew acronyms (צה"ל).
_LETTERS = r"[^\W\d_]+(?:(?:'(?=[\u0400-\u052f])|\"(?=[\u05d0-\u05ea]))[^\W\d_]+)*"
WORD = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTERS}")
_ENTRY_WORD = re.compile(rf"\d+|\*?{_LETTERS}\*?")


class Meaning(NamedTuple):
    """What an entry of the lists stands for: `noun`, `people`, `at_least`; some with a measure."""

    kind: str
    measure: str = ""


class Entry(NamedTuple):
    """The words of an entry, and what it means; longer ones go before shorter ones."""

    words: tuple[str, ...]
    meaning: Meaning

    @property
    def weight(self) -> tuple[int, int]:
        """How much of a text it takes: words, then letters."""
        return len(self.words), sum(len(word.strip("*")) for word in self.words)


@dataclass(frozen=True)
class Lexicon:
    """One language: how it writes numbers and sentences, and its words by how they begin.

    `first` are entries by the whole of their first word, `stems` by its beginning, `tails` by its
    end and `inner` by a middle part; without spaces between words `first` has whole entries.
    """

    code: str
    name: str
    spaced: bool
    letters: str
    thousands: str
    side: str
    prefixes: tuple[str, ...]
    factors: frozenset[str]
    joints: frozenset[str]
    ones: frozenset[str]
    no_numbers: frozenset[str]
    rounded: frozenset[str]
    values: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    particles: tuple[str, ...]
    first: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    tails: dict[str, list[Entry]] = field(default_factory=dict)
    inner: list[tuple[str, Entry]] = field(default_factory=list)
    longest: int = 0


def languages() -> list[str]:
    """The codes of the languages that there is a file for."""
    return sorted(f.name[:-5] for f in _file("languages").iterdir() if f.name.endswith(".toml"))


def _file(*path: str) -> Traversable:
    return resources.files("reconcile.drafting").joinpath(*path)


@lru_cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language that has a file."""
    return read_lexicon(code, _file("languages", f"{code}.toml").read_text(encoding="utf-8"))


def read_lexicon(code: str, text: str) -> Lexicon:
    """The lexicon of the text of a file."""
    data = tomllib.loads(text)
    letters = data.get("letters", "")
    data = _folded(data, letters)
    numbers = data.get("numbers", {})
    values = numbers.get("words", {})
    read = Lexicon(
        code=code,
        name=data["name"],
        letters=letters,
        spaced=data.get("spaced", True),
        thousands=numbers.get("thousands", ","),
        side=data.get("side", "either"),
        prefixes=tuple(sorted(_listed(data.get("prefixes", "")), key=len, reverse=True)),
        factors=frozenset(_listed(numbers.get("factors", ""))),
        joints=frozenset(_listed(numbers.get("joints", ""))),
        ones=frozenset(_listed(numbers.get("ones", ""))),
        no_numbers=frozenset(_listed(numbers.get("except", ""))),
        rounded=frozenset(_listed(numbers.get("rounded", ""))),
        values=values,
        months=_in_order(data["dates"].get("months", "")),
        weekdays=_in_order(data["dates"].get("weekdays", "")),
        particles=tuple(_listed(data.get("particles", ""))),
        longest=0,
    )
    named = tomllib.loads(_file("agencies.toml").read_text(encoding="utf-8"))["agencies"]
    agencies = [
        (name, Meaning(kind))
        for name in _listed(fold(named, letters))
        for kind in ("agency", "names")
    ]
    found = [*_entries(data), *agencies]
    entries = [Entry(parts, meaning) for w, meaning in found if (parts := _parts(w, read.spaced))]
    for entry in entries:
        _file_away(read, entry)
    object.__setattr__(read, "longest", max(len(entry.words[0]) for entry in entries))
    return read


def _folded(data: Any, letters: str) -> Any:
    """All words of a file as they are looked up."""
    if isinstance(data, dict):
        return {fold(key, letters): _folded(value, letters) for key, value in data.items()}
    return fold(data, letters) if isinstance(data, str) else data


def _listed(words: str) -> list[str]:
    """The entries of a list that is written as one text."""
    return [entry for part in words.split(",") if (entry := " ".join(part.split()))]


def _in_order(words: str) -> dict[str, int]:
    """Names by their number: `january jan, february feb` are 1, 1, 2, 2."""
    return {
        name: number
        for number, names in enumerate(_listed(words), start=1)
        for name in names.split()
    }


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Every entry of the lists of a file with what it stands for."""
    numbers, dates = data.get("numbers", {}), data["dates"]
    lists = [
        (lists.get(listed, ""), Meaning(kind, measure))
        for measure, lists in data["outcomes"].items()
        for listed, kind in OUTCOMES.items()
    ]
    for table in ("qualifiers", "words", "sources", "basis", "places"):
        lists += [(listed, Meaning(kind)) for kind, listed in data.get(table, {}).items()]
    lists += [(numbers.get("vague", ""), Meaning("vague"))]
    lists += [(dates.get(kind, ""), Meaning(kind)) for kind in ("today", "yesterday")]
    inside = numbers.get("inside", {}).items()
    lists += [(listed, Meaning("inside", value)) for value, listed in inside]
    for listed, meaning in lists:
        for words in _listed(listed):
            yield words, meaning


def _parts(words: str, spaced: bool) -> tuple[str, ...]:
    if not spaced:
        return (words,)
    return tuple(_ENTRY_WORD.findall(words))


def _file_away(read: Lexicon, entry: Entry) -> None:
    word = entry.words[0]
    if word.startswith("*"):
        if word.endswith("*"):
            read.inner.append((word.strip("*"), entry))
        else:
            read.tails.setdefault(word[1:], []).append(entry)
    elif word.endswith("*"):
        read.stems.setdefault(word[:-1], []).append(entry)
    else:
        read.first.setdefault(word, []).append(entry)
