"""Regular expressions of a mapping, matched in a time that grows with the text and no faster.

They are RE2's, https://github.com/google/re2/wiki/Syntax: a matcher that tries alternatives one
after the other, as Python's does, can take years over a cell of 41 letters. What RE2 reads in
another way than Python is made the same (`\\w`, `\\d`, `\\s` of every script), or refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import re2

MOST_PATTERN = 2_000  # characters of a pattern
_TOKEN = re.compile(r"\\.|\[\^?\]?|\]|\{,|.", re.DOTALL)
_CLASSES = {"w": r"\pL\pN_", "d": r"\p{Nd}", "s": r"\s\x{b}\x{1c}-\x{1f}\x{85}\pZ"}
_OTHERWISE = {
    r"\b": "say which characters stand beside it", r"\B": "say which characters stand beside it",
    r"\C": "write . for a character", "{,": "write {0,",
}  # fmt: skip
_GROUP = re.compile(r"\\(?:g<(\w+)>|([0-9]{1,2})|(.)|$)", re.DOTALL)
_ESCAPES = {"\\": "\\", "n": "\n", "t": "\t"}


class PatternError(ValueError):
    """A pattern, or what is to be made of its groups, that cannot be used; its text says why."""


@dataclass(frozen=True)
class TextPattern:
    """A regular expression that has to match a whole text."""

    compiled: Any

    def matches(self, text: str) -> bool:
        """Whether it matches the whole text."""
        return self.compiled.fullmatch(text) is not None


@dataclass(frozen=True)
class Rewriting:
    """What is made of a text that a pattern matches: texts, and the groups between them."""

    pattern: TextPattern
    parts: tuple[str | int, ...]

    def text(self, text: str) -> str:
        """What is made of the text; nothing if it does not match as a whole."""
        match = self.pattern.compiled.fullmatch(text)
        if match is None:
            return ""
        return "".join(
            part if isinstance(part, str) else match.group(part) or "" for part in self.parts
        )


def pattern_of(text: str) -> TextPattern:
    """The pattern that the text is; raises `PatternError`."""
    if len(text) > MOST_PATTERN:
        raise PatternError(f"it is longer than {MOST_PATTERN:,} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        return TextPattern(re2.compile(_in_re2(text), options))
    except re2.error as error:
        raise PatternError(_reason(error)) from None


def _in_re2(text: str) -> str:
    """The pattern with classes of every script, as Python has them."""
    parts, inside = list[str](), False
    for token in _TOKEN.findall(text):
        if not inside and token in _OTHERWISE:
            raise PatternError(f"{token} is not the same everywhere; {_OTHERWISE[token]}")
        members = _CLASSES.get(token[1:].lower(), "") if token[0] == "\\" else ""
        if members and inside and token[1].isupper():
            raise PatternError(f"{token} cannot stand within brackets")
        if members and not inside:
            token = f"[{'^' * token[1].isupper()}{members}]"
        elif members:
            token = members
        elif token.startswith("[") or token == "]":
            inside, token = _bracket(token, inside)
        parts.append(token)
    return "".join(parts)


def _bracket(token: str, inside: bool) -> tuple[bool, str]:
    """Whether one is within brackets behind the token, and the token as RE2 reads it."""
    if token == "]":
        return False, token
    if not inside:
        return True, token
    plain = token.replace("[", r"\[")  # within brackets it is a character
    return not token.endswith("]"), plain


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if re.search(r"\(\?<?[=!]", told):
        told += " (what stands before or behind cannot be asked for; see matches_not)"
    return told or "it cannot be read"


def rewriting_of(pattern: TextPattern, give: str) -> Rewriting:
    r"""What to make of the groups, `\1` or `\g<name>`; raises `PatternError`."""
    groups = pattern.compiled.groupindex
    parts, end = list[str | int](), 0
    for found in _GROUP.finditer(give):
        parts.append(give[end : found.start()])
        end = found.end()
        name = found[1] or found[2]
        if name is None:
            if found[3] not in _ESCAPES:
                raise PatternError(rf"{found[0]} means nothing; write \\ for a backslash")
            parts.append(_ESCAPES[found[3]])
            continue
        number = int(name) if name.isdecimal() and len(name) < 4 else groups.get(name, -1)
        if not 0 <= number <= pattern.compiled.groups:
            raise PatternError(f"the pattern has no group {name}")
        parts.append(number)
    parts.append(give[end:])
    return Rewriting(pattern, tuple(filter(lambda part: part != "", parts)))
