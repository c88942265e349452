"""The objects of a JSON file as flat rows of text, with the line on which each begins.

The whole file has to be JSON, from its first character to its last: what is cut off, or stands
where a reader would not look, could be rows that vanish.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence

from reconcile.errors import InputError, excerpt

MOST_DEPTH = 32  # of objects in one another, each of which makes a name longer
MOST_KEYS = 16_384  # different ones in a file, as many as a sheet has columns
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")  # of a character that takes two: no file can hold it alone


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        raise _TwiceError(next(key for key, count in counted.items() if count > 1))
    return found


_DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
)


def objects(name: str, text: str, path: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """Each object with its line: of the array at `path` (`data.items`), or one on each line.

    An object within an object becomes columns `outer.inner`, an array its JSON text. Raises
    `InputError` with the line of what is not JSON or not an object.
    """
    source, keys = _Source(name, text), set[str]()
    for at, value in _values(source, [key for key in path.split(".") if key]):
        line, cells = source.line(at), dict[str, str]()
        if not isinstance(value, dict):
            raise InputError(f"{name}:{line}: {excerpt(json.dumps(value))} is no object with names")
        if problem := _flattened(value, cells):
            raise InputError(f"{name}:{line}: {problem}")
        keys.update(cells)
        if len(keys) > MOST_KEYS:
            raise InputError(
                f"{name}:{line}: is the first to make more than {MOST_KEYS:,} different keys; are "
                "names used as keys?"
            )
        yield line, cells


def _flattened(value: dict[str, object], cells: dict[str, str], prefix: str = "") -> str:
    """Put the cells of an object into `cells`; returns what is wrong with it, if anything is."""
    if prefix.count(".") > MOST_DEPTH:
        return "objects lie too deep in one another"
    for key, inner in value.items():
        name = prefix + key
        if isinstance(inner, dict):
            if problem := _flattened(inner, cells, f"{name}."):
                return problem
        elif name in cells:  # as {"a.b": 1, "a": {"b": 2}} has it
            return f"two keys are called {excerpt(name)!r} here"
        else:
            cells[name] = _text(inner)
    return ""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False)


class _Source:
    """The text of a file, and where one is in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self._line, self._counted = 1, 0

    def line(self, at: int) -> int:
        """The line of a place that does not lie before the last one asked for."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def error(self, at: int, problem: str) -> InputError:
        """What is wrong, with its line."""
        return InputError(f"{self.name}:{self.text.count(chr(10), 0, at) + 1}: {problem}")

    def after_blank(self, at: int) -> int:
        """Where the next character stands that is no blank."""
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def char(self, at: int) -> str:
        """The character there; empty at the end."""
        return self.text[at : at + 1]

    def value(self, at: int) -> tuple[object, int]:
        """The JSON value that begins there, and where it ends."""
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.error(error.pos, f"is not JSON: {error.msg}") from None
        except RecursionError:
            raise self.error(at, "is not JSON that can be read: it is nested too deeply") from None
        except _TwiceError as key:
            raise self.error(at, f"two keys are called {excerpt(str(key))!r} here") from None
        escaped = r"\ud" in self.text[at:end].lower()
        if escaped and _HALF.search(json.dumps(value, ensure_ascii=False)):
            raise self.error(at, "half of a character stands here, as in \\ud83d")
        return value, end

    def expected(self, at: int, wanted: str) -> InputError:
        """That something else stands there than has to."""
        found = excerpt(self.text[at : at + 30])
        there = f"{found!r} stands here" if found else "it is cut off"
        return self.error(at, f"is not JSON: {there}, not {wanted}")


def _values(source: _Source, keys: Sequence[str]) -> Iterator[tuple[int, object]]:
    """The values of the array below these keys, or those of a file of a value a line."""
    at = source.after_blank(0)
    if not keys and source.char(at) != "[":
        yield from _lines(source, at)
        return
    at, before = _descended(source, at, keys)
    end = yield from _array(source, at)
    for seen in reversed(before):
        end = _rest_of_object(source, end, seen)
    if (end := source.after_blank(end)) < len(source.text):
        raise source.expected(end, "the end of the file")


def _lines(source: _Source, at: int) -> Iterator[tuple[int, object]]:
    """The values of a file that has one on each line."""
    while at < len(source.text):
        value, end = source.value(at)
        yield at, value
        at = source.after_blank(end)
        if at < len(source.text) and "\n" not in source.text[end:at]:
            raise source.expected(at, "a new line")


def _array(source: _Source, at: int) -> Generator[tuple[int, object], None, int]:
    """The values of the array that begins there; returns where it ends."""
    if source.char(at) != "[":
        raise source.expected(at, "an array of objects")
    at = source.after_blank(at + 1)
    while source.char(at) != "]":
        value, end = source.value(at)
        yield at, value
        at = source.after_blank(end)
        if source.char(at) == ",":
            at = source.after_blank(at + 1)
            if source.char(at) == "]":
                raise source.expected(at, "another object")
        elif source.char(at) != "]":
            raise source.expected(at, "a comma or ]")
    return at + 1


def _descended(source: _Source, at: int, keys: Sequence[str]) -> tuple[int, list[set[str]]]:
    """Where the value below the keys begins, and the keys that were before it on each level."""
    levels = list[set[str]]()
    for wanted in keys:
        if source.char(at) != "{":
            raise source.expected(at, f"an object with {wanted!r}; see [input] of the mapping")
        seen = set[str]()
        levels.append(seen)
        while True:
            key, at = _key(source, source.after_blank(at + 1), seen)
            if key == wanted:
                break
            at = source.after_blank(source.value(at)[1])
            if source.char(at) == "}":
                raise InputError(
                    f"{source.name}:1: has no {wanted!r} to find the rows in; see [input] of the "
                    "mapping"
                )
            if source.char(at) != ",":
                raise source.expected(at, "a comma or }")
    return at, levels


def _rest_of_object(source: _Source, at: int, seen: set[str]) -> int:
    """Where an object ends, of which the keys `seen` and the value that ends at `at` are read."""
    while source.char(at := source.after_blank(at)) == ",":
        _, at = _key(source, source.after_blank(at + 1), seen)
        _, at = source.value(at)
    if source.char(at) != "}":
        raise source.expected(at, "a comma or }")
    return at + 1


def _key(source: _Source, at: int, seen: set[str]) -> tuple[str, int]:
    """The key of an object, which is none of those `seen`, and where its value begins."""
    if source.char(at) != '"':
        raise source.expected(at, "a key in quotation marks")
    key, end = source.value(at)
    if key in seen:
        raise source.error(at, f"two keys are called {excerpt(str(key))!r} here")
    seen.add(str(key))
    colon = source.after_blank(end)
    if source.char(colon) != ":":
        raise source.expected(colon, "a colon")
    return str(key), source.after_blank(colon + 1)
