"""One table of a TOML file, asked for values of a kind; what is amiss is told with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reconcile.errors import InputError, excerpt
from reconcile.imports.matching import PatternError, TextPattern, pattern_of

MOST_NUMBER = 10**6  # of rows to skip, columns, days: more are a slip of the keyboard


@dataclass(frozen=True)
class TomlTable:
    """A table of the TOML file `file`, whose text is `whole`; `path` is its heading."""

    file: str
    whole: str
    values: Mapping[str, Any]
    path: str = ""

    @property
    def keys(self) -> list[str]:
        """Its keys, in the order of the file."""
        return list(self.values)

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self.values

    def error(self, key: str, problem: str) -> InputError:
        """What is wrong with a key, with the first line that it may stand on."""
        return InputError(f"{self.file}:{self._line(key)}: {problem}")

    def only(self, *known: str) -> None:
        """Raise `InputError` for a key that is not one of these."""
        for key in self.values:
            if key not in known:
                guess = difflib.get_close_matches(key, known, 1)
                hint = f"did you mean {guess[0]}?" if guess else f"known are {', '.join(known)}"
                where = f" in [{self.path}]" if self.path else ""
                raise self.error(key, f"{excerpt(key)!r} is no key{where}; {hint}")

    def text(self, key: str) -> str:
        """A text, empty if it is not given."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(key, f'{key} must be a text, as in {key} = "{value}"')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one."""
        value = self.values.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.error(key, f'{key} must be a list of texts, as in {key} = ["one", "two"]')
        return tuple(found)

    def all_texts(self) -> dict[str, str]:
        """All of its values, which must be texts."""
        return {key: self.text(key) for key in self.values}

    def number(self, key: str) -> int:
        """A whole number, not negative; 0 if it is not given."""
        value = self.values.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, f"{key} must be a whole number, as in {key} = 2")
        if value > MOST_NUMBER:
            raise self.error(key, f"{key} is more than {MOST_NUMBER:,}; it is a slip")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false if it is not given."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"{key} must be true or false")
        return value

    def choice(self, key: str, *choices: str) -> str:
        """One of some texts; the first if it is not given."""
        value = self.text(key) or choices[0]
        if value not in choices:
            raise self.error(
                key, f"{key} {excerpt(value)!r} is not one of {', '.join(filter(None, choices))}"
            )
        return value

    def pattern(self, key: str) -> TextPattern | None:
        """A regular expression, if it is given."""
        if not self.has(key):
            return None
        try:
            return pattern_of(self.text(key))
        except PatternError as error:
            raise self.error(
                key, f"{key} is no regular expression that is read here: {error}"
            ) from None

    def table(self, key: str) -> TomlTable:
        """A table within, empty if it is not given."""
        return self._within(key, self.values.get(key, {}))

    def tables(self, key: str) -> list[TomlTable]:
        """The tables of an array of them."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.error(key, f"{key} is written [[{key}]], once for each")
        return [self._within(key, one) for one in value]

    def chain(self, key: str, alone: str) -> list[TomlTable]:
        """One table or several; a text is a table with that text under the key `alone`, if any."""
        value = self.values.get(key, [])
        several = value if isinstance(value, list) else [value]
        return [
            self._within(key, {alone: one} if alone and isinstance(one, str) else one)
            for one in several
        ]

    def _within(self, key: str, value: object) -> TomlTable:
        if not isinstance(value, dict):
            raise self.error(key, f"{key} must be a table, not {excerpt(repr(value))}")
        return TomlTable(self.file, self.whole, value, f"{self.path}.{key}" if self.path else key)

    def _line(self, key: str) -> int:
        """The line on which the key, or its heading, first stands behind this table's heading."""
        lines = self.whole.splitlines()
        named = re.compile(rf"""[\s\[{{,]*["']?{re.escape(key)}["']?\s*[=\]]""")
        inside = re.compile(rf"""[^#]*[{{,]\s*["']?{re.escape(key)}["']?\s*=""")
        heading = f"[{self.path.split('.')[0]}" if self.path else ""
        start = next((n for n, line in enumerate(lines) if heading in line), 0)
        order = [*range(start, len(lines)), *range(start)]
        return next((n + 1 for n in order if named.match(lines[n]) or inside.match(lines[n])), 1)
